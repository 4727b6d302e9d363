import Screen

/// What a terminal does to call somebody who does not look at it.
public enum TerminalSign: Hashable, Sendable {
  case bell
  /// Its title, until another or the end of the screen.
  case title(String)
  /// A notice of the desktop, where the terminal shows those (OSC 9).
  case notice(String)

  /// Keeps the title that was there before on the terminal's stack of titles, and puts it back; a terminal without one
  /// ignores both.
  static let keepTitle = Array("\u{1B}[22;2t".utf8)
  static let restoreTitle = Array("\u{1B}[23;2t".utf8)

  /// Whether a terminal of this type would print a title, or a question, instead of taking it.
  static func isPlain(_ type: String) -> Bool { plain.contains { type.hasPrefix($0) } }

  private static let plain = ["linux", "ansi", "cons", "dumb", "vt1", "vt2", "vt5"]

  /// The bytes that a terminal of this type is sent; tmux hands on to the terminal around it what is wrapped so.
  func bytes(type: String, isUnicode: Bool, isInTmux: Bool) -> [UInt8] {
    let takesTitles = !Self.isPlain(type)
    func line(_ text: String) -> String {
      let cells = SafeText.cells(text)
      return String(isUnicode ? cells : cells.map { $0.isASCII ? $0 : "?" })
    }
    switch self {
    case .bell: return [0x07]
    case .title(let text): return takesTitles ? Array("\u{1B}]2;\(line(text))\u{07}".utf8) : []
    case .notice(let text):
      guard takesTitles else { return [] }
      let notice = "\u{1B}]9;\(line(text))\u{07}"
      return Array((isInTmux ? "\u{1B}Ptmux;\u{1B}\(notice)\u{1B}\\" : notice).utf8)
    }
  }
}
