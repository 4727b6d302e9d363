/// A piece of a sentence with its place.
struct Token: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    /// Lower case, other spellings replaced by the printed one.
    case word(String)
    case number(Decimal18)
    case percent, slash, comma
    /// What stands between double quotes.
    case text(String)
    /// What no sentence can hold, with the reason. It is reported where the reader meets it, so that an
    /// earlier mistake is reported first.
    case bad(String)
    case end
  }

  var kind: Kind
  /// In characters, from 1.
  var column: Int
  var length: Int
  /// As it was typed.
  var written: String

  var endColumn: Int { column + length }
}

/// Cuts a sentence into tokens.
struct Tokenizer {
  private let characters: [Character]
  private var position = 0

  static func tokens(_ text: String) -> [Token] {
    var tokenizer = Tokenizer(characters: Array(text))
    var tokens: [Token] = []
    while let token = tokenizer.next() { tokens.append(token) }
    tokens.append(Token(kind: .end, column: tokenizer.characters.count + 1, length: 1, written: ""))
    return tokens
  }

  private init(characters: [Character]) { self.characters = characters }

  private func peek(_ distance: Int = 0) -> Character? {
    position + distance < characters.count ? characters[position + distance] : nil
  }

  private mutating func next() -> Token? {
    while peek() == " " || peek() == "\t" { position += 1 }
    guard let first = peek() else { return nil }
    let start = position
    let kind: Token.Kind
    if Tokenizer.startsNumber(first, then: peek(1)) {
      kind = number()
    } else if first.isLetter || first == "_", Tokenizer.isWordPart(first) {
      kind = word()
    } else {
      kind = mark(first)
    }
    let written = String(characters[start..<position])
    return Token(kind: kind, column: start + 1, length: position - start, written: written)
  }

  private static func isDigit(_ character: Character?) -> Bool {
    // A digit with a mark on it is ordered between the digits and is none of them.
    character.map { $0.isASCII && ("0"..."9").contains($0) } ?? false
  }

  /// A letter may carry what does not show, such as a joiner; messages repeat words as they were typed.
  private static func isWordPart(_ character: Character) -> Bool {
    (character.isLetter || character.isNumber || "_-".contains(character))
      && !SentenceText.isControl(character)
  }

  private static func startsNumber(_ first: Character, then second: Character?) -> Bool {
    isDigit(first) || ((first == "-" || first == ".") && (isDigit(second) || second == "."))
  }

  private mutating func word() -> Token.Kind {
    var word = ""
    while let character = peek(), Tokenizer.continuesWord(character, then: peek(1)) {
      word.append(character)
      position += 1
    }
    word = word.lowercased()
    return .word(Vocabulary.synonyms[word] ?? word)
  }

  /// Whether a character goes on with a word; a point does if a letter or a digit follows, as in `high.1d`.
  static func continuesWord(_ character: Character, then next: Character?) -> Bool {
    if character == "." { return next.map { isWordPart($0) && !"_-".contains($0) } ?? false }
    return isWordPart(character)
  }

  private mutating func mark(_ first: Character) -> Token.Kind {
    position += 1
    switch first {
    case "%": return .percent
    case "/": return .slash
    case ",":
      let isList = peek() == nil || peek() == " "
      return isList ? .comma : .bad("a comma in a list is followed by a space")
    case "\"": return text()
    case "−": return .bad("a minus sign is written \"-\"")
    case "“", "”", "„": return .bad("text stands in double quotes: \"…\"")
    default: return .bad("\"\(SentenceText.visible(first))\" has no place in a sentence")
    }
  }

  private mutating func text() -> Token.Kind {
    var text = ""
    while let character = peek() {
      position += 1
      if character == "\"" { return .text(text) }
      guard !SentenceText.isControl(character) else { return .bad("text holds a control character") }
      text.append(character)
    }
    return .bad("text has no closing double quote")
  }

  private mutating func number() -> Token.Kind {
    let start = position
    if peek() == "-" { position += 1 }
    while let character = peek() {
      let continues = character == "," && Tokenizer.isDigit(peek(1))
      guard Tokenizer.isDigit(character) || character == "." || continues else { break }
      position += 1
    }
    return Tokenizer.number(String(characters[start..<position]))
  }

  /// Reads digits with thousands marks. A mark that groups no thousands is refused, for in half of the world
  /// `0,500` is a half and `1234,567` a little more than a thousand.
  private static func number(_ written: String) -> Token.Kind {
    guard written.contains(",") else {
      return Decimal18(written).map { .number($0) }
        ?? .bad("\"\(written)\" is not a number, which is written like 0.25 or -1 or 30,600.5")
    }
    let unsigned = written.drop { $0 == "-" }
    let parts = unsigned.split(separator: ".", omittingEmptySubsequences: false)
    let groups = parts[0].split(separator: ",", omittingEmptySubsequences: false)
    let isGrouped = (1...3).contains(groups[0].count) && groups[0].first != "0"
    let hasThousands = isGrouped && groups.dropFirst().allSatisfy { $0.count == 3 }
    let hasCommaBehindPoint = parts.dropFirst().contains { $0.contains(",") }
    guard hasThousands, !hasCommaBehindPoint, let value = Decimal18(written.filter { $0 != "," }) else {
      return .bad("in \"\(written)\" a comma is a thousands mark and stands before exactly three digits")
    }
    return .number(value)
  }
}

/// What is safe to repeat in a message.
enum SentenceText {
  static func isControl(_ character: Character) -> Bool {
    character.unicodeScalars.contains { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: true
      default: false
      }
    }
  }

  /// The character, or its scalar's number where it would not show or would disturb a terminal.
  static func visible(_ character: Character) -> String {
    guard isControl(character) else { return String(character) }
    return character.unicodeScalars.map { "U+" + String($0.value, radix: 16, uppercase: true) }
      .joined(separator: " ")
  }

  static func visible(_ text: String) -> String { text.map { visible($0) }.joined() }
}
