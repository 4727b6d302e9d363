import Screen

/// One line of text being typed.
public struct TextLine: Hashable, Sendable {
  /// More than any sentence needs.
  static let limit = 240

  public private(set) var characters: [Character] = []
  /// Where the next character goes, 0 to the count.
  public private(set) var caret = 0

  public var text: String { String(characters) }

  init(_ text: String = "") {
    characters = Array(SafeText.cells(text).prefix(TextLine.limit))
    caret = characters.count
  }

  /// Text up to its first line break, cleaned of what no cell can hold.
  mutating func insert(_ text: String) {
    let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    let room = TextLine.limit - characters.count
    let added = SafeText.cells(line).prefix(max(0, room))
    characters.insert(contentsOf: added, at: caret)
    caret += added.count
  }

  /// Edits; false when the key does not edit.
  mutating func edit(_ key: Key) -> Bool {
    switch key {
    case .character(let character): insert(String(character))
    case .backspace: removeBefore()
    case .delete: if caret < characters.count { characters.remove(at: caret) }
    case .left: caret = max(0, caret - 1)
    case .right: caret = min(characters.count, caret + 1)
    case .home, .control("a"): caret = 0
    case .end, .control("e"): caret = characters.count
    case .control("u"):
      characters.removeFirst(caret)
      caret = 0
    case .control("k"): characters.removeLast(characters.count - caret)
    case .control("w"): removeWord()
    default: return false
    }
    return true
  }

  private mutating func removeBefore() {
    guard caret > 0 else { return }
    caret -= 1
    characters.remove(at: caret)
  }

  private mutating func removeWord() {
    while caret > 0, characters[caret - 1] == " " { removeBefore() }
    while caret > 0, characters[caret - 1] != " " { removeBefore() }
  }
}
