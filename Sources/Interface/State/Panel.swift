import Trading

/// Computes what a sentence would do now.
public typealias Previewer = (String) -> PreviewOutcome

/// An action that is being looked at before it is done.
public struct Panel: Sendable {
  public enum Kind: Hashable, Sendable {
    case add, take, stop, sentence
    /// Stop nudged by `[ ] { }`: the target in ticks.
    case nudge(Int)
    case grab
    /// Typed on the command line, or as the reason of an override.
    case typed
  }

  public struct Choice: Hashable, Sendable {
    /// `breakeven 30,034.7`.
    public var label: String
    public var sentence: String
    /// Where the stop would stand; nil for a trail that has yet to begin, and for other choices.
    public var price: Price?

    public init(label: String, sentence: String, price: Price? = nil) {
      self.label = label
      self.sentence = sentence
      self.price = price
    }
  }

  public var kind: Kind
  public var sentence: String
  public var outcome: PreviewOutcome
  /// The trade's sequence when it was computed.
  public var sequence: Int
  /// The last price when it was computed.
  public var price: Price?
  /// What Tab goes through.
  public var choices: [Choice]
  public var selected: Int
  /// Digits typed for a percentage.
  public var digits: String

  init(kind: Kind, sentence: String, choices: [Choice] = [], snapshot: Snapshot, preview: Previewer) {
    self.kind = kind
    self.sentence = sentence
    self.choices = choices
    selected = 0
    digits = ""
    outcome = preview(sentence)
    sequence = snapshot.sequence
    price = snapshot.last
  }

  /// Computes it again on the trade as it is now, and the places for the stop with it.
  mutating func recompute(_ snapshot: Snapshot, _ preview: Previewer) {
    if kind == .stop {
      let now = Sentence.stops(snapshot, cursor: nil)
      for index in choices.indices {
        guard let same = now.first(where: { $0.label == choices[index].label }) else { continue }
        choices[index].price = same.price
      }
    }
    outcome = preview(sentence)
    sequence = snapshot.sequence
    price = snapshot.last
  }

  /// The sequence that Enter is bound to.
  var boundSequence: Int {
    if case .possible(let table) = outcome { return table.sequence }
    return sequence
  }

  var onlyReducesRisk: Bool {
    if case .possible(let table) = outcome { return table.onlyReducesRisk }
    return false
  }
}

extension PreviewOutcome {
  /// By a guard.
  var isRefused: Bool { if case .refused = self { true } else { false } }

  /// Whether both buy or sell as much, and move the stop to the same place.
  func does(asMuchAs other: PreviewOutcome) -> Bool {
    guard case .possible(let one) = self, case .possible(let two) = other else { return true }
    return one.amount == two.amount
  }

  /// Whether both are of the same kind, so that what Enter does has not changed.
  func isLike(_ other: PreviewOutcome) -> Bool {
    switch (self, other) {
    case (.possible, .possible), (.refused, .refused), (.unreadable, .unreadable): true
    default: false
    }
  }
}
