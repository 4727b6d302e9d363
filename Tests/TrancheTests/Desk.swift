import Foundation
import Glibc
import TerminalTesting
import Testing

/// One user's place: a folder for files, one for trades, and a terminal multiplexer of its own in which the
/// program runs as people run it.
final class Desk {
  let folder: URL
  private let socket: String
  /// Whose files and trades these are, if they are another's.
  private let host: Desk?

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("desk-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    socket = folder.path + "/tmux"
    host = nil
  }

  /// Another terminal for the same files and trades, which stay until it is gone.
  init(beside other: Desk) {
    folder = other.folder
    socket = folder.path + "/tmux-\(UUID().uuidString.prefix(8))"
    host = other
  }

  deinit {
    closeTerminal()
    guard host == nil else { return }
    try? FileManager.default.removeItem(at: folder)
  }

  // MARK: Files and commands

  var trades: URL { folder.appendingPathComponent("state/tranche/trades") }

  @discardableResult func write(_ text: String, to name: String) throws -> String {
    let file = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
    return file.path
  }

  static func programPath() throws -> String { try SessionProcess.sibling("tranche") }

  private var environment: [String] {
    var environment = ProcessInfo.processInfo.environment
    environment["XDG_STATE_HOME"] = folder.path + "/state"
    environment["XDG_CONFIG_HOME"] = folder.path + "/config"
    environment["XDG_RUNTIME_DIR"] = folder.path + "/runtime"
    environment["LC_ALL"] = "C.UTF-8"
    environment["TERM"] = "xterm-256color"
    for name in ["NO_COLOR", "TMUX", "COLORFGBG"] { environment[name] = nil }
    return environment.map { "\($0.key)=\($0.value)" }
  }

  /// Runs the program to its end, without a terminal.
  @discardableResult func run(_ arguments: String...) throws -> SessionProcess.Output { try run(arguments) }

  func run(_ arguments: [String]) throws -> SessionProcess.Output {
    try SessionProcess.run(
      [Self.programPath()] + arguments, environment: environment, directory: folder.path)
  }

  /// Runs a line of the shell, in which `tranche` is the program, without a terminal.
  func shell(_ line: String) throws -> SessionProcess.Output {
    try SessionProcess.run(
      ["/bin/sh", "-c", "tranche() { '\(Self.programPath())' \"$@\"; }; \(line)"], environment: environment,
      directory: folder.path)
  }

  /// Starts the program without a terminal, its output going to a descriptor of ours.
  func start(_ arguments: [String], output: Int32) throws -> pid_t {
    try SessionProcess.start(
      [Self.programPath()] + arguments, environment: environment, directory: folder.path, output: output,
      errors: output)
  }

  // MARK: The terminal

  /// Whether there is a multiplexer to run the program in.
  static var hasTerminal: Bool {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.contains { access("\($0)/tmux", X_OK) == 0 }
  }

  @discardableResult private func tmux(_ arguments: String...) throws -> SessionProcess.Output {
    try SessionProcess.run(
      ["tmux", "-S", socket, "-f", "/dev/null"] + arguments, environment: environment, directory: folder.path)
  }

  /// Opens a terminal with a shell in it, and runs the program there.
  func open(_ arguments: String, columns: Int = 100, rows: Int = 30) throws {
    for _ in 0..<100 {
      let begun = try tmux("new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "PS1='$ ' exec sh")
      if begun.status == 0, try tmux("list-sessions").status == 0 { break }
      usleep(50_000)
    }
    try tell(arguments)
  }

  /// Types a command of the program into the shell.
  func tell(_ arguments: String) throws {
    try type("'\(Self.programPath())' \(arguments); echo \"status $?\"")
    try press("Enter")
  }

  /// Types a command that pipes into the program.
  func pipe(_ feeder: String, into arguments: String) throws {
    try type("\(feeder) | '\(Self.programPath())' \(arguments); echo \"status $?\"")
    try press("Enter")
  }

  /// What the terminal stands on: it says so to whoever asks.
  func paint(background: String) throws { try tmux("set-option", "-g", "window-style", "bg=\(background)") }

  /// The screen with what colours it, as escape sequences.
  var colouredScreen: String { (try? tmux("capture-pane", "-p", "-e").text) ?? "" }

  func type(_ text: String) throws { try tmux("send-keys", "-l", text) }

  /// Keys by the multiplexer's names, a third of a second apart, as people press them.
  func press(_ keys: String...) throws {
    for key in keys {
      usleep(300_000)
      try tmux("send-keys", key)
    }
  }

  /// Pastes as a terminal does that marks pastes.
  func paste(_ text: String) throws {
    try tmux("set-buffer", text)
    try tmux("paste-buffer", "-p")
  }

  func resize(columns: Int, rows: Int) throws {
    try tmux("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }

  /// As when the window is closed: what runs in it hangs up.
  /// Back once its server is gone: another one begun meanwhile would end with it.
  func closeTerminal() {
    _ = try? tmux("kill-server")
    for _ in 0..<250 {
      guard let asked = try? tmux("list-sessions"), asked.status == 0 else { return }
      usleep(20_000)
    }
  }

  var screen: String { (try? tmux("capture-pane", "-p").text) ?? "" }

  /// Waits until something is on the screen. The limit only guards against waiting for ever.
  func wait(for text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    for _ in 0..<600 {
      if screen.contains(text) { return }
      usleep(50_000)
    }
    Issue.record("«\(text)» never came:\n\(screen)", sourceLocation: sourceLocation)
    throw NeverCame(text: text)
  }

  struct NeverCame: Error { let text: String }

  /// The process that holds a trade's lock.
  func owner() throws -> pid_t {
    let locks = try FileManager.default.contentsOfDirectory(atPath: trades.path).filter {
      $0.hasSuffix(".lock")
    }
    let name = try #require(locks.first)
    let text = try String(contentsOf: trades.appendingPathComponent(name), encoding: .utf8)
    return try #require(text.split(whereSeparator: { !$0.isNumber }).lazy.compactMap { pid_t($0) }.first)
  }
}
