/// Why a sentence was not understood, and where: it points at a word, says what was expected there and offers
/// the nearest word that would have fitted.
public struct SentenceError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where the word begins, in characters, counted from 1; one past the end where the sentence is too short.
  public var column: Int
  /// Characters the word covers, at least 1.
  public var length: Int
  /// What is wrong, without what was expected.
  public var message: String
  /// What could have stood there: words of the language as they are, kinds of things described (`a price`).
  public var expected: [String]
  /// The expected word that was probably meant.
  public var nearest: String?
  /// What to do about it where no word was expected: `the nearest: 30,000.0 and 30,000.1`.
  public var hint: String

  public init(
    column: Int, length: Int, message: String, expected: [String] = [], nearest: String? = nil,
    hint: String = ""
  ) {
    self.column = column
    self.length = length
    self.message = message
    self.expected = expected
    self.nearest = nearest
    self.hint = hint
  }

  /// What to do about it: `did you mean "breakeven"?`, what was expected, or the hint.
  public var remedy: String {
    if let nearest { return "did you mean \"\(nearest)\"?" }
    let things = expected.map { $0 == "or" ? "\"or\"" : $0 }
    guard let last = things.last else { return hint }
    let others = things.dropLast().joined(separator: ", ")
    return "expected " + (others.isEmpty ? last : "\(others) or \(last)")
  }

  /// The whole text in one line.
  public var description: String {
    var parts = [message]
    if nearest != nil, !expected.isEmpty {
      parts.append(SentenceError(column: 1, length: 1, message: "", expected: expected).remedy)
    }
    if !remedy.isEmpty { parts.append(remedy) }
    return parts.joined(separator: "; ")
  }
}
