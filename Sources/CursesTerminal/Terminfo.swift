import CNcurses
import Glibc
import Screen

/// The terminal's description, read once before the screen begins.
enum Terminfo {
  /// Asks the terminal to mark pasted text, and, if `mouse`, to tell of the mouse's wheel (and buttons) in the form
  /// that names them by numbers; one that cannot ignores it.
  static func reportsOn(mouse: Bool) -> [UInt8] {
    Array("\u{1B}[?2004h".utf8) + (mouse ? Array("\u{1B}[?1000h\u{1B}[?1006h".utf8) : [])
  }

  private static let reportsOff = Array("\u{1B}[?1006l\u{1B}[?1000l\u{1B}[?2004l".utf8)

  /// A capability's bytes without its padding marks; empty if it is absent.
  static func bytes(_ name: String) -> [UInt8] {
    guard let text = curses_capability(name) else { return [] }
    return withoutPadding(
      text.withMemoryRebound(to: UInt8.self, capacity: strlen(text)) {
        Array(UnsafeBufferPointer(start: $0, count: strlen(text)))
      })
  }

  /// A capability's number; 0 if it is absent.
  static func number(_ name: String) -> Int { max(0, Int(tigetnum(name))) }

  /// Other screen, keys, no cursor, marked paste, the wheel: what begins to draw again after a suspension.
  static func enteringBytes(mouse: Bool) -> [UInt8] {
    bytes("smcup") + bytes("smkx") + bytes("civis") + reportsOn(mouse: mouse)
  }

  /// Ends with the return to the screen that was there before; a terminal with one screen gets a fresh line
  /// instead.
  static var leavingBytes: [UInt8] {
    let leave = bytes("rmcup")
    return reportsOff + bytes("rmkx") + bytes("sgr0") + bytes("cnorm")
      + (leave.isEmpty ? Array("\r\n".utf8) : leave)
  }

  /// What the keys of this terminal send.
  static var keySequences: [[UInt8]: Key] {
    var sequences: [[UInt8]: Key] = [:]
    for (name, key) in named where bytes(name).count > 1 { sequences[bytes(name)] = key }
    for number in 1...20 where bytes("kf\(number)").count > 1 {
      sequences[bytes("kf\(number)")] = .function(number)
    }
    return sequences
  }

  private static let named: [(String, Key)] = [
    ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("khome", .home), ("kend", .end),
    ("kpp", .pageUp), ("knp", .pageDown), ("kdch1", .delete), ("kcbt", .backTab), ("kent", .enter),
  ]

  /// Descriptions mark pauses as `$<5>`, which only very old terminals need.
  static func withoutPadding(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index...].starts(with: Array("$<".utf8)),
        let end = bytes[index...].firstIndex(of: UInt8(ascii: ">"))
      {
        index = end + 1
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }
}
