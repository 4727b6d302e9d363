import Glibc
import TerminalTesting
import Testing

/// One run of the probe as a shell's job on a terminal of its own. The shell is the session's leader and
/// outlives the probe: the kernel resets a terminal when its leader ends, which would hide modes that were
/// not restored.
final class ProbeRun {
  let terminal: PseudoTerminal
  let directory: String
  /// False leaves everything the probe draws unread.
  var reads = true
  private var shell: pid_t = 0

  /// Says how the probe ended.
  static let once = #""$@" 2>"$D/stderr"; \#(note("status"))"#
  /// Says that it has stopped, and continues it in the foreground when told to.
  static let continued =
    #""$@" 2>"$D/stderr"; \#(note("stopped")); \#(waitFor("go")); fg; \#(note("status"))"#
  /// Continues it in the background first.
  static let continuedBehind =
    #""$@" 2>"$D/stderr"; \#(note("stopped")); bg; \#(waitFor("go")); fg; \#(note("status"))"#

  /// Puts it in the shell's place: nobody could continue it.
  static let alone = #"exec "$@""#
  /// Lets it speak to its terminal at the end.
  static let speaking = #""$@" 2>/dev/tty; \#(note("status"))"#

  private static func note(_ name: String) -> String { #"echo $? >"$D/part"; mv "$D/part" "$D/\#(name)""# }
  private static func waitFor(_ name: String) -> String {
    #"while [ ! -e "$D/\#(name)" ]; do sleep 0.05; done"#
  }

  init(
    script: String = once, columns: UInt16 = 100, rows: UInt16 = 30,
    environment: [String] = ["TERM=xterm-256color", "LC_ALL=C.UTF-8"]
  ) throws {
    terminal = try PseudoTerminal(columns: columns, rows: rows)
    var template = Array("/tmp/terminal-probe-XXXXXX".utf8CString)
    directory = String(cString: try #require(mkdtemp(&template)))
    shell = try SessionProcess.spawn(
      ["/bin/sh", "-c", "set -m; \(script); exec sleep 600", "sh", try Self.probePath(), directory],
      environment: environment + ["D=\(directory)", "PATH=/usr/bin:/bin"], terminal: terminal.path)
  }

  deinit {
    kill(shell, SIGKILL)
    waitpid(shell, nil, 0)
    for pid in lines("pid").compactMap({ pid_t($0) }) { kill(pid, SIGKILL) }
    for name in [
      "pid", "heartbeat", "events", "log", "ending", "stderr", "status", "stopped", "go", "fault", "part",
    ] {
      unlink("\(directory)/\(name)")
    }
    rmdir(directory)
  }

  // MARK: What happens

  /// The lines of one of the probe's files; none if it is not there yet.
  func lines(_ name: String) -> [String] {
    SessionProcess.contents(of: "\(directory)/\(name)").split(separator: "\n").map(String.init)
  }

  var beats: Int { lines("heartbeat").count }
  var status: Int? { lines("status").first.flatMap { Int($0) } }
  var inputs: [String] { lines("events").filter { $0.hasPrefix("input ") } }

  /// Lets time pass until something holds. The limit only guards against waiting for ever.
  func wait(for what: String, seconds: Int = 10, until holds: () -> Bool) throws {
    let start = time(nil)
    while !holds() {
      if reads { terminal.read() } else { terminal.pause() }
      guard time(nil) - start <= seconds else {
        throw Hang(
          waitedFor: what, events: lines("events").suffix(5), log: lines("log").suffix(5),
          ending: lines("ending") + lines("status"))
      }
    }
  }

  struct Hang: Error {
    let waitedFor: String
    let events: ArraySlice<String>
    let log: ArraySlice<String>
    let ending: [String]
  }

  func waitForScreen() throws {
    try wait(for: "screen") { terminal.shows("PROBE") }
    try wait(for: "engine") { beats > 0 }
  }

  /// Waits until the screen's thread is stuck: the terminal takes no more while the engine goes on.
  func waitUntilFull() throws {
    reads = false
    var (count, since) = (0, 0)
    try wait(for: "full terminal", seconds: 20) {
      if terminal.unreadCount != count || count == 0 { (count, since) = (terminal.unreadCount, beats) }
      return count > 0 && beats > since + 50
    }
  }

  func waitForEnd() throws { try wait(for: "end") { status != nil } }

  /// Reads what is left on the terminal.
  func readRest() {
    for _ in 0..<20 { terminal.read() }
  }

  /// Whether the screen was left in order, with the mouse given back, and nothing was drawn after that.
  var hasLeftScreen: Bool {
    let text = terminal.outputText
    let isLeft =
      text.hasSuffix("\u{1B}[?25h\u{1B}[?1049l")
      || text.hasSuffix("\u{1B}[?25h\u{1B}[?1049l\u{1B}[23;0;0t")
    return isLeft && text.suffix(80).contains("\u{1B}[?1006l\u{1B}[?1000l\u{1B}[?2004l")
  }

  // MARK: What is done to it

  var pid: pid_t { lines("pid").first.flatMap { pid_t($0) } ?? 0 }

  /// Whether its process has ended; one whose parent is slow to ask how is still listed.
  var hasEnded: Bool {
    guard pid > 0, kill(pid, 0) == 0, let file = fopen("/proc/\(pid)/stat", "r") else { return true }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes.prefix(count), as: UTF8.self).contains(") Z ")
  }

  func send(_ signal: Int32) throws {
    try #require(pid > 0)
    kill(pid, signal)
  }

  /// Presses a key again and again, as a person does whose program was too busy to hear it, until it has an
  /// effect.
  func press(_ key: String, until holds: () -> Bool) throws {
    var pressedAt = -1
    try wait(for: "effect of \(key)") {
      if holds() { return true }
      // Two seconds lie between: keys in quick succession would be taken for the rest of a paste.
      if time(nil) / 2 != pressedAt {
        pressedAt = time(nil) / 2
        _ = terminal.type(key.utf8)
      }
      return false
    }
  }

  func note(_ line: String, in name: String) {
    let descriptor = open("\(directory)/\(name)", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    let bytes = Array((line + "\n").utf8)
    _ = write(descriptor, bytes, bytes.count)
    close(descriptor)
  }

  // MARK: Starting

  static func probePath() throws -> String { try SessionProcess.sibling("TerminalProbe") }
}
