import CursesTerminal
import Glibc
import Interface
import Screen

/// The terminal as the screen will find it. Nothing is written to it.
enum DoctorTerminal {
  static func diagnoses() -> [Diagnosis] {
    do {
      let device = try TerminalDevice.open()
      return [terminal(device), colors(device), streams(hasTerminal: true)]
    } catch {
      return [missing(error), streams(hasTerminal: error != .noTerminal)]
    }
  }

  private static func missing(_ error: TerminalError) -> Diagnosis {
    let figures = ["TERM": variable("TERM"), "curses": CursesLibrary.version]
    switch error {
    case .noTerminal:
      return .note("terminal", "none here: trades would be printed as lines", figures)
    case .inBackground:
      return .note("terminal", "\(error)", figures)
    case .typeMissing, .typeUnknown, .typeIncapable, .system:
      return .bad(
        "terminal", "\(error)",
        remedy: "set TERM to what the terminal is, such as xterm-256color, or use --plain", figures)
    }
  }

  private static func terminal(_ device: TerminalDevice) -> Diagnosis {
    let size = device.size
    let figures = [
      "TERM": variable("TERM"), "curses": CursesLibrary.version, "columns": "\(size.columns)",
      "rows": "\(size.rows)", "utf8": "\(device.supportsUnicode)",
    ]
    let characters = device.supportsUnicode ? "UTF-8" : "not UTF-8"
    let text = "\(variable("TERM")), \(size.columns)x\(size.rows), \(characters), \(CursesLibrary.version)"
    guard size.columns >= 60, size.rows >= 16 else {
      return .note("terminal", text, remedy: "make it at least 60x16, or use --plain", figures)
    }
    guard device.supportsUnicode else {
      return .note("terminal", text, remedy: "drawn in ASCII; for lines set LANG=C.UTF-8", figures)
    }
    return .ok("terminal", text, figures)
  }

  private static func colors(_ device: TerminalDevice) -> Diagnosis {
    let used = words(ColorOptions.policyOfEnvironment.depth(device))
    let figures = [
      "found": "\(device.colors)", "used": used, "COLORTERM": variable("COLORTERM"),
      "NO_COLOR": variable("NO_COLOR"),
    ]
    let told = variable("COLORTERM")
    let text = "\(device.colors) described, \(used) used" + (told.isEmpty ? "" : ", COLORTERM \(told)")
    if !variable("NO_COLOR").isEmpty { return .note("colours", text + ": NO_COLOR is set", figures) }
    guard device.colors >= 8 else {
      return .note("colours", text, remedy: "marks carry the meaning; for colours set TERM", figures)
    }
    return .ok("colours", text, figures)
  }

  private static func words(_ depth: ColorDepth) -> String {
    switch depth {
    case .none: "none"
    case .eight: "8"
    case .sixteen: "16"
    case .palette256: "256"
    case .truecolour: "true colour"
    }
  }

  private static func streams(hasTerminal: Bool) -> Diagnosis {
    let kinds = [
      ("in", kind(STDIN_FILENO)), ("out", kind(STDOUT_FILENO)), ("err", kind(STDERR_FILENO)),
      ("/dev/tty", hasTerminal ? "there" : "none"),
    ]
    return .ok(
      "streams", kinds.map { "\($0.0) \($0.1)" }.joined(separator: ", "),
      Dictionary(uniqueKeysWithValues: kinds))
  }

  /// What a descriptor leads to.
  private static func kind(_ descriptor: Int32) -> String {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return "closed" }
    if isatty(descriptor) == 1 { return "terminal" }
    switch status.st_mode & S_IFMT {
    case S_IFIFO: return "pipe"
    case S_IFREG: return "file"
    case S_IFSOCK: return "socket"
    default: return "device"
    }
  }

  /// A variable's value as one line that can be shown; empty if it is not set.
  private static func variable(_ name: String) -> String {
    getenv(name).map { SafeText.line(String(cString: $0)) } ?? ""
  }
}
