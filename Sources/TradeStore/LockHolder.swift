import Glibc
import Trading

/// Who owns a trade, as its lock file tells: for messages only, the lock itself decides.
public struct LockHolder: Hashable, Sendable, CustomStringConvertible {
  public var pid: Int32
  /// Clock ticks between the machine's start and the process's; tells a process from a later one with its
  /// number.
  public var start: UInt64
  /// The machine's start the process belongs to.
  public var boot: String
  /// `/dev/pts/3`; empty without a terminal.
  public var terminal: String
  /// When the lock was taken: microseconds since 1970, wall clock.
  public var since: Int64

  /// This process, now.
  static func current() -> LockHolder {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return LockHolder(
      pid: getpid(), start: startTime(), boot: bootIdentifier(), terminal: terminalName(),
      since: Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1_000)
  }

  public var description: String {
    let time = Timestamp(microseconds: since)
    let place = terminal.isEmpty ? "without a terminal" : "on \(terminal)"
    let moment = "\(time.date()) \(time.clock(seconds: false)) UTC"
    return "process \(pid) \(place), since \(moment)"
  }

  /// The lock file's content, a line each.
  var content: String {
    "pid \(pid)\nstart \(start)\nboot \(boot)\nterminal \(terminal)\nsince \(since)\n"
  }

  init(pid: Int32, start: UInt64, boot: String, terminal: String, since: Int64) {
    self.pid = pid
    self.start = start
    self.boot = boot
    self.terminal = terminal
    self.since = since
  }

  /// Nil for a file that its owner has not finished writing.
  init?(content: String) {
    var fields: [Substring: String] = [:]
    for line in content.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { fields[parts[0]] = Self.printable(parts[1]) }
    }
    guard let pid = fields["pid"].flatMap({ Int32($0) }), let start = fields["start"].flatMap({ UInt64($0) }),
      let since = fields["since"].flatMap({ Int64($0) }), let boot = fields["boot"],
      let terminal = fields["terminal"]
    else { return nil }
    self.init(pid: pid, start: start, boot: boot, terminal: terminal, since: since)
  }

  /// What stands in a file reaches the screen: visible ASCII only, and not much of it.
  private static func printable(_ text: Substring) -> String {
    String(text.unicodeScalars.prefix(64).map { (0x20..<0x7f).contains($0.value) ? Character($0) : "?" })
  }

  /// The twenty-second field of `stat`, counted behind the name, which may hold spaces and brackets.
  private static func startTime() -> UInt64 {
    guard let text = SmallFile.read("/proc/self/stat"), let bracket = text.lastIndex(of: ")") else {
      return 0
    }
    let fields = text[text.index(after: bracket)...].split(separator: " ")
    return fields.count > 19 ? UInt64(fields[19]) ?? 0 : 0
  }

  private static func bootIdentifier() -> String {
    let text = SmallFile.read("/proc/sys/kernel/random/boot_id") ?? ""
    return String(text.prefix { $0 != "\n" })
  }

  private static func terminalName() -> String {
    for descriptor: Int32 in [0, 1, 2] {
      var name = [CChar](repeating: 0, count: 128)
      if ttyname_r(descriptor, &name, name.count) == 0 {
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      }
    }
    return ""
  }
}
