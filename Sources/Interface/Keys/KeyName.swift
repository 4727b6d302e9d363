import Screen
import Trading

/// How people write a key: `a`, `[`, `F5`, `Ctrl-X`, `Space`, `PgUp`.
enum KeyName {
  private static let named: [(name: String, key: Key)] = [
    ("Space", .character(" ")), ("Enter", .enter), ("Esc", .escape), ("Tab", .tab), ("Shift-Tab", .backTab),
    ("Backspace", .backspace), ("Delete", .delete), ("Up", .up), ("Down", .down), ("Left", .left),
    ("Right", .right), ("Home", .home), ("End", .end), ("PgUp", .pageUp), ("PgDn", .pageDown),
    ("WheelUp", .wheelUp), ("WheelDown", .wheelDown),
  ]
  /// The function keys that a terminal can send.
  private static let functions = 1...20

  /// The names that are no single character, for whoever misspelt one.
  static let all = named.map(\.name) + functions.map { "F\($0)" }

  /// The key of a name, capitals not counted but in a single character; nil if it is none.
  static func key(_ text: String) -> Key? {
    if text.count == 1, let character = text.first {
      return SafeText.cells(text) == [character] && character != " " ? .character(character) : nil
    }
    let lower = text.lowercased()
    if let found = named.first(where: { $0.name.lowercased() == lower }) { return found.key }
    if lower.hasPrefix("f"), let number = Int(lower.dropFirst()), functions.contains(number) {
      return .function(number)
    }
    guard lower.hasPrefix("ctrl-"), lower.count == 6, let letter = lower.last, ("a"..."z").contains(letter)
    else { return nil }
    return .control(letter)
  }

  /// What was probably meant by a name that is no key's, or by one of other names; nil where it is like none.
  static func remedy(_ text: String, among others: [String] = []) -> String? {
    let number = text.dropFirst()
    // Another function key is near by its letters alone.
    if text.lowercased().hasPrefix("f"), !number.isEmpty, number.allSatisfy({ $0.isASCII && $0.isNumber }) {
      return "the function keys are F\(functions.lowerBound) to F\(functions.upperBound)"
    }
    return Vocabulary.nearest(to: text, among: others + all).map { "did you mean \"\($0)\"?" }
  }

  static func text(_ key: Key) -> String {
    if let found = named.first(where: { $0.key == key }) { return found.name }
    return switch key {
    case .character(let character): String(character)
    case .control(let letter): "Ctrl-" + letter.uppercased()
    case .function(let number): "F\(number)"
    default: ""
    }
  }

  /// Why a terminal never sends this key as itself; nil for all others.
  static func whyNever(_ key: Key) -> String? {
    switch key {
    case .control("i"): "a terminal sends Tab for it"
    case .control("m"): "a terminal sends Enter for it"
    case .control("h"): "a terminal sends Backspace for it"
    default: nil
    }
  }

  /// Whether it is text, or edits text, where text is typed.
  static func types(_ key: Key) -> Bool {
    if case .character = key { return true }
    var line = TextLine("text")
    return line.edit(key)
  }
}
