import CursesTerminal
import Glibc
import TradeStore
import Trading

/// The program, what it was built with and what it runs on.
enum DoctorProgram {
  static func diagnoses() -> [Diagnosis] { [program(), system(), sqlite()] }

  private static func program() -> Diagnosis {
    let version = Tranche.configuration.version
    return .ok(
      "tranche", "\(version), engine \(Trade.engineVersion), Swift \(compiler), \(build)",
      [
        "version": version, "engineVersion": "\(Trade.engineVersion)", "swift": compiler, "build": build,
      ])
  }

  private static func system() -> Diagnosis {
    var names = utsname()
    uname(&names)
    let kernel = text(&names.sysname) + " " + text(&names.release)
    let machine = text(&names.machine)
    let distribution = distribution()
    return .ok(
      "system", "\(distribution), \(kernel), \(machine)",
      ["system": distribution, "kernel": kernel, "architecture": machine])
  }

  private static func sqlite() -> Diagnosis {
    let (version, threading) = (SQLiteLibrary.version, SQLiteLibrary.threading)
    let figures = ["version": version, "threading": threading.rawValue]
    let text = "\(version), compiled \(words(threading))"
    guard threading != .single else {
      return .bad("SQLite", text, remedy: "install a libsqlite3 that was compiled for threads", figures)
    }
    return .ok("SQLite", text, figures)
  }

  private static func words(_ threading: SQLiteLibrary.Threading) -> String {
    switch threading {
    case .single: "without threads"
    case .serialized: "for threads (serialized)"
    case .multi: "for threads (one a connection)"
    }
  }

  /// What the compiler says of itself while it compiles; nothing tells it later.
  private static var compiler: String {
    #if compiler(>=6.5)
      "6.5 or later"
    #elseif compiler(>=6.4)
      "6.4"
    #elseif compiler(>=6.3)
      "6.3"
    #else
      "6.2"
    #endif
  }

  private static var build: String {
    #if DEBUG
      "debug build"
    #else
      "release build"
    #endif
  }

  /// The name the system gives itself, or Linux.
  private static func distribution() -> String {
    let text = (try? TextFile.read("/etc/os-release", remedy: "")) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("PRETTY_NAME=") }
    return line.map { $0.dropFirst(12).filter { $0 != "\"" } } ?? "Linux"
  }

  /// A C array of characters, up to its end.
  private static func text<Field>(_ field: inout Field) -> String {
    withUnsafeBytes(of: &field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
