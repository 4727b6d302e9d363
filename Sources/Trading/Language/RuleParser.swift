/// Reads a sentence: the same parser for plan, command line and journal.
public enum RuleParser {
  /// A rule and the places of what its plan has yet to check.
  public struct Sentence: Hashable, Sendable {
    public var rule: Rule
    public var parts: [SentencePart]
  }

  /// The rule that a sentence spells.
  ///
  /// - Parameter levels: the names of levels, in lower case, that may be used; nil allows any.
  public static func rule(_ text: String, levels: [String]? = nil) throws(SentenceError) -> Rule {
    try sentence(text, levels: levels).rule
  }

  /// A sentence of a plan: a rule, or a method that stands for several.
  public struct Statement: Hashable, Sendable {
    public enum Content: Hashable, Sendable, CustomStringConvertible {
      case rule(Rule)
      case method(Method)

      /// The normal form.
      public var description: String {
        switch self {
        case .rule(let rule): rule.description
        case .method(let method): method.description
        }
      }
    }

    public var content: Content
    public var parts: [SentencePart]
  }

  /// The rule or the method that a sentence spells, with the places of its parts.
  public static func statement(_ text: String, levels: [String]? = nil) throws(SentenceError) -> Statement {
    var reader = SentenceReader(text, levels: levels)
    if let method = try reader.method() {
      try reader.requireEnd()
      return Statement(content: .method(method), parts: reader.parts)
    }
    return Statement(content: .rule(try reader.rule()), parts: reader.parts)
  }

  /// The rule that a sentence spells, with the places of its parts.
  public static func sentence(_ text: String, levels: [String]? = nil) throws(SentenceError) -> Sentence {
    var reader = SentenceReader(text, levels: levels)
    let rule = try reader.rule()
    return Sentence(rule: rule, parts: reader.parts)
  }

  /// The words that could stand where a sentence breaks off, in the order of the grammar; a word begun
  /// counts.
  public static func completions(of text: String, levels: [String] = []) -> [String] {
    Continuations(of: text, levels: levels).words
  }
}
