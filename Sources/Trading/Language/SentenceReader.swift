/// A cursor over a sentence's tokens. It remembers what was looked for at the current token, so that a
/// failure can say what was expected and a command line can complete a word.
struct SentenceReader {
  private let tokens: [Token]
  private(set) var index = 0
  private(set) var expected: [String] = []
  /// The names of levels that may be used; nil allows any.
  let levels: [String]?
  /// What a plan checks against its instrument and its other rules, with the place of each.
  var parts: [SentencePart] = []

  init(_ text: String, levels: [String]?) {
    tokens = Tokenizer.tokens(text)
    self.levels = levels
  }

  var token: Token { tokens[index] }
  var isAtEnd: Bool { token.kind == .end }
  /// The end of the token before this one.
  var endColumn: Int { index == 0 ? 1 : tokens[index - 1].endColumn }

  func token(ahead: Int) -> Token { tokens[min(index + ahead, tokens.count - 1)] }

  mutating func advance() {
    if index < tokens.count - 1 { index += 1 }
    expected = []
  }

  mutating func expect(_ things: String...) {
    for thing in things where !expected.contains(thing) { expected.append(thing) }
  }

  func isWord(_ word: String) -> Bool { token.kind == .word(word) }

  /// Steps over a word if it stands here.
  mutating func accept(_ word: String) -> Bool {
    guard isWord(word) else {
      expect(word)
      return false
    }
    advance()
    return true
  }

  /// Steps over a word that must stand here.
  mutating func require(_ word: String) throws(SentenceError) {
    guard accept(word) else { throw failure() }
  }

  mutating func acceptComma() -> Bool {
    guard token.kind == .comma else {
      expect("\",\"")
      return false
    }
    advance()
    return true
  }

  /// Nothing may follow.
  mutating func requireEnd() throws(SentenceError) {
    guard isAtEnd else { throw failure() }
  }

  /// What is wrong with the token here, seen from what was looked for.
  func failure() -> SentenceError {
    switch token.kind {
    case .bad(let reason):
      return error(reason, at: token)
    case .end:
      let message = index == 0 ? "the sentence is empty" : "the sentence ends too early"
      return SentenceError(column: token.column, length: 1, message: message, expected: expected)
    default:
      return SentenceError(
        column: token.column, length: token.length,
        message: "\"\(token.written)\" is not understood here", expected: expected,
        nearest: nearestExpected(), hint: expected.isEmpty ? "nothing more belongs here" : "")
    }
  }

  /// A word that is right elsewhere was not mistyped, so nothing is offered for it.
  private func nearestExpected() -> String? {
    guard case .word(let word) = token.kind, !Vocabulary.isReserved(word) else { return nil }
    return partedFromNumber() ?? Vocabulary.nearest(to: word, among: expected.filter(Vocabulary.isSpelledOut))
  }

  /// An expected word that sticks to its number, as `ema20`, with the blank between them.
  func partedFromNumber() -> String? {
    let letters = token.written.prefix { $0.isASCII && $0.isLetter }
    let rest = token.written.dropFirst(letters.count)
    guard rest.first?.isNumber ?? false else { return nil }
    let word = letters.lowercased()
    guard expected.contains(Vocabulary.synonyms[word] ?? word) else { return nil }
    return "\(letters) \(rest)"
  }

  func error(_ message: String, at token: Token) -> SentenceError {
    SentenceError(column: token.column, length: token.length, message: message)
  }

  /// Notes a part that reaches from a column to the token before this one.
  mutating func note(_ content: SentencePart.Content, from column: Int) {
    parts.append(SentencePart(column: column, length: max(1, endColumn - column), content: content))
  }
}

/// A part of a sentence that only its plan or its trade can check, with its place.
public struct SentencePart: Hashable, Sendable {
  public enum Content: Hashable, Sendable {
    case then
    /// An X; `triggers` when it stands in a trigger, not in an action.
    case level(Level, triggers: Bool)
    /// A tranche or target that is spoken of, not as an X.
    case tranche(Int)
    case target(Int)
    /// How much an `enter` or a `take` is about.
    case entry(Amount)
    case take(Amount)
    case enterNext
    /// The times of the plan's news file.
    case news
    /// How far price has been away before a return.
    case away(Distance)
  }

  /// In characters, from 1.
  public var column: Int
  public var length: Int
  public var content: Content
}
