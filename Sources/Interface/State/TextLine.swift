import Screen

/// One line of text being typed, edited as shells edit theirs.
public struct TextLine: Hashable, Sendable {
  /// More than any sentence needs.
  static let limit = 240

  public private(set) var characters: [Character] = []
  /// Where the next character goes, 0 to the count.
  public private(set) var caret = 0
  /// What Ctrl-U, Ctrl-K or Ctrl-W took away last; Ctrl-Y brings it back.
  private(set) var cut: [Character] = []

  public var text: String { String(characters) }
  /// What stands before the caret, and behind it.
  var head: String { String(characters[..<caret]) }
  var tail: String { String(characters[caret...]) }

  init(_ text: String = "") {
    characters = Array(SafeText.kept(text).prefix(TextLine.limit))
    caret = characters.count
  }

  /// Text with the caret between its two parts.
  init(_ head: String, _ tail: String) {
    self.init(head + tail)
    caret = min(characters.count, SafeText.kept(head).count)
  }

  /// What was cut stays at hand in a line that takes this one's place.
  mutating func keepCut(of other: TextLine) { cut = other.cut }

  /// What was left out of a text that was put in.
  enum Loss: Hashable, Sendable { case none, characters, lines, rest }

  /// Text up to its first line break, cleaned of what no cell can hold; a tab is a blank.
  @discardableResult mutating func insert(_ text: String) -> Loss {
    let lines = text.split(whereSeparator: \.isNewline)
    let line = String((lines.first ?? "").map { $0 == "\t" ? " " : $0 })
    let kept = SafeText.kept(line)
    let room = TextLine.limit - characters.count
    insert(kept)
    if kept.count > room { return .rest }
    if lines.count > 1 { return .lines }
    return kept.elementsEqual(line) ? .none : .characters
  }

  private mutating func insert(_ added: [Character]) {
    let added = added.prefix(max(0, TextLine.limit - characters.count))
    characters.insert(contentsOf: added, at: caret)
    caret += added.count
  }

  /// Edits; false when the key does not edit.
  mutating func edit(_ key: Key) -> Bool {
    switch key {
    case .character(let character): insert(String(character))
    case .backspace, .control("h"): remove((max(0, caret - 1))..<caret)
    case .delete, .control("d"): remove(caret..<min(characters.count, caret + 1))
    case .left, .control("b"): caret = max(0, caret - 1)
    case .right, .control("f"): caret = min(characters.count, caret + 1)
    case .home, .control("a"): caret = 0
    case .end, .control("e"): caret = characters.count
    case .control("u"): keep(0..<caret)
    case .control("k"): keep(caret..<characters.count)
    case .control("w"): keep(wordBefore..<caret)
    case .control("y"): insert(cut)
    case .control("t"): swap()
    case .alt(let character): return editWord(character)
    default: return false
    }
    return true
  }

  /// Alt with a letter, as shells have it: by words.
  private mutating func editWord(_ character: Character) -> Bool {
    switch character {
    case "b": caret = wordBefore
    case "f": caret = wordBehind
    case "d": keep(caret..<wordBehind)
    case "\u{7F}": keep(wordBefore..<caret)
    default: return false
    }
    return true
  }

  /// The beginning of the word before the caret.
  private var wordBefore: Int {
    var place = caret
    while place > 0, characters[place - 1] == " " { place -= 1 }
    while place > 0, characters[place - 1] != " " { place -= 1 }
    return place
  }

  /// The end of the word behind the caret.
  private var wordBehind: Int {
    var place = caret
    while place < characters.count, characters[place] == " " { place += 1 }
    while place < characters.count, characters[place] != " " { place += 1 }
    return place
  }

  private mutating func remove(_ range: Range<Int>) {
    characters.removeSubrange(range)
    caret = range.lowerBound
  }

  private mutating func keep(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    cut = Array(characters[range])
    remove(range)
  }

  /// Swaps the two characters around the caret, or the last two.
  private mutating func swap() {
    guard caret > 0, characters.count > 1 else { return }
    let second = min(caret, characters.count - 1)
    characters.swapAt(second - 1, second)
    caret = second + 1
  }
}
