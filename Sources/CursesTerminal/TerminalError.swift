import Glibc

/// Why there is no terminal to draw on. Nothing has been written to it when one of these is thrown.
public enum TerminalError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The process has no controlling terminal.
  case noTerminal
  /// Another job has the terminal's foreground.
  case inBackground
  /// TERM is not set.
  case typeMissing
  /// No description of this type of terminal is installed.
  case typeUnknown(String)
  /// The terminal cannot place its cursor.
  case typeIncapable(String)
  /// A call to the system failed; the error number of the C library.
  case system(call: String, number: Int32)

  /// The failure of the call just made.
  static func lastCall(_ call: String) -> TerminalError { .system(call: call, number: errno) }

  /// One line for the person, without an end of line.
  public var description: String {
    switch self {
    case .noTerminal: "there is no terminal to draw on"
    case .inBackground: "the terminal belongs to another job: start in the foreground"
    case .typeMissing: "TERM is not set: the type of the terminal is unknown"
    case .typeUnknown(let type):
      "no description of the terminal type \"\(printable(type))\" is installed (TERM)"
    case .typeIncapable(let type): "a terminal of type \"\(printable(type))\" cannot place its cursor (TERM)"
    case .system(let call, let number): "\(call): \(String(cString: strerror(number)))"
    }
  }

  private func printable(_ type: String) -> String {
    String(type.unicodeScalars.prefix(40).map { (0x20..<0x7F).contains($0.value) ? Character($0) : "?" })
  }
}
