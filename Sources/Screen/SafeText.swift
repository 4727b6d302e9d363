/// Makes foreign text (names, notes, errors) safe to stand in cells: every character one column wide, nothing
/// that a terminal would obey or reorder.
public enum SafeText {
  /// One single-width character a cell; controls, bidirectional marks, zero-width and private-use
  /// characters are dropped, combining marks are dropped, wide characters become `?`.
  public static func cells(_ text: String) -> [Character] {
    if isPrintable(text) { return text.utf8.map { ascii[Int($0)] } }
    if text.unicodeScalars.allSatisfy(isPlain) { return text.unicodeScalars.map(Character.init) }
    return text.compactMap(cell)
  }

  /// How many cells a text takes.
  public static func columns(_ text: String) -> Int {
    if isPrintable(text) { return text.utf8.count }
    let scalars = text.unicodeScalars
    return scalars.allSatisfy(isPlain) ? scalars.count : cells(text).count
  }

  /// The same characters with the wide ones as they are: what is kept of typed text, of which a cell shows a sign.
  public static func kept(_ text: String) -> [Character] {
    text.compactMap { character in
      guard cell(character) != nil, let scalar = character.unicodeScalars.first else { return nil }
      return Character(scalar)
    }
  }

  /// Made once: most of what any picture is made of.
  private static let ascii = (0..<128).map { Character(Unicode.Scalar(UInt8($0))) }

  private static func isPrintable(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
  }

  private static func cell(_ character: Character) -> Character? {
    guard let scalar = character.unicodeScalars.first else { return nil }
    if isPlain(scalar) { return Character(scalar) }
    guard isVisible(scalar) else { return nil }
    return isWide(scalar) ? "?" : Character(scalar)
  }

  /// ASCII, lines, blocks, triangles, braille and what else views draw: known without asking the tables of Unicode.
  /// Each is a character of its own, whatever stands beside it.
  static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0x2500...0x25CF, 0x2800...0x28FF, 0xB7, 0xD7, 0xAB, 0xBB, 0x2026, 0x2192, 0x2212,
      0x2715:
      true
    default: false
    }
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .nonspacingMark, .enclosingMark,
      .spacingMark, .lineSeparator, .paragraphSeparator:
      return false
    default:
      return true
    }
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x11FF, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7FF,
      0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF,
      0x1AFF0...0x1B2FF, 0x1F000...0x1FAFF, 0x20000...0x3FFFD:
      return true
    default:
      return scalar.properties.isEmojiPresentation
    }
  }
}
