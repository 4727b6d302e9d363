/// What may stand where a sentence breaks off: for a line that is being typed.
public struct Continuations: Hashable, Sendable {
  /// The word that is being typed, as it is written; empty behind a blank.
  public var begun = ""
  /// Words that could stand there, in the order of the grammar, then names of levels; those that begin as the
  /// word begun does.
  public var words: [String] = []
  /// All of the words that could stand there, whatever has begun.
  public var allWords: [String] = []
  /// Kinds of things that could stand there: `a price`, `nR`, `a time such as 5m or 48h`.
  public var kinds: [String] = []
  /// The sentence says something as it stands.
  public var isWhole = false
  /// All before the word that is being typed was understood.
  public var isUnderstood = false

  /// The first words of sentences that only a plan can hold: a trade begins with them.
  static let onlyInPlans: Set<String> = ["dca", "pyramid", "range", "single"]

  private static let openings: Set<String> = ["then", "at", "on", "when", "from", "after"]

  /// - Parameter isByHand: leaves out the beginnings that are refused in a trade that runs, and puts actions first.
  public init(of text: String, levels: [String], isByHand: Bool = false) {
    begun = Continuations.wordBegun(text)
    isWhole = (try? RuleParser.statement(text, levels: levels)) != nil
    var reader = SentenceReader(String(text.dropLast(begun.count)), levels: levels)
    do {
      if try reader.method() == nil { _ = try reader.rule() }
      try reader.requireEnd()
    } catch {
      guard reader.isAtEnd else { return }
    }
    isUnderstood = true
    var found = reader.expected
    if isByHand, reader.index == 0 {
      found.removeAll(where: Continuations.onlyInPlans.contains)
      // By hand one acts more often than one waits.
      let openings = found.filter(Continuations.openings.contains)
      found = found.filter { !Continuations.openings.contains($0) } + openings
    }
    let names = found.contains("a level's name") ? levels : []
    allWords = found.filter(Vocabulary.isSpelledOut) + names
    words = allWords.filter { $0.hasPrefix(begun.lowercased()) }
    // What begins with a letter is none of the kinds, but for a level's name, and those are words here.
    guard begun.first.map({ !$0.isLetter }) ?? true else { return }
    kinds = found.filter { !Vocabulary.isSpelledOut($0) && $0 != "a level's name" }
  }

  /// The word that was probably meant by the one begun; nil where that is the beginning of a right one, or like none.
  public var nearest: String? {
    guard words.isEmpty, !begun.isEmpty else { return nil }
    return Vocabulary.nearest(to: begun, among: allWords)
  }

  private static func wordBegun(_ text: String) -> String {
    String(text.reversed().prefix { $0.isLetter || $0.isNumber || "_-.".contains($0) }.reversed())
  }
}
