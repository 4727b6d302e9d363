/// What will act next on one side of the market.
public struct NextEvent: Hashable, Sendable {
  public var price: Price
  /// The rule's sentence, or `stop`, `liquidation`.
  public var sentence: String
  /// What it does then, with numbers: `buys 0.200: 1.000 at 30,123.8`.
  public var outcome: String
  /// Whose it is, in short, where the price only brings it nearer to acting (a retest that arms): `tranche 2`.
  public var step: String?
  /// Both once more for where they do not fit: whose it is (`T1`, `stop`; empty where the outcome says it) and the
  /// figures that matter most. Nil where there is nothing shorter.
  public var brief: Brief?

  public struct Brief: Hashable, Sendable {
    public var sentence: String
    /// `sells all 0.800, net −596.53`, in several lengths, the longest first. What leaves out more than money ends
    /// with a sign that says so.
    public var outcomes: [String]

    public init(sentence: String, outcomes: [String]) {
      self.sentence = sentence
      self.outcomes = outcomes
    }
  }

  public init(price: Price, sentence: String, outcome: String) {
    self.price = price
    self.sentence = sentence
    self.outcome = outcome
  }
}

/// What will act next by time alone, or by the close of a bar.
public struct NextClock: Hashable, Sendable {
  public var clock: TradeClock
  /// The rule's sentence, or what the news file says.
  public var sentence: String
  /// What it does then if price stays where it is, without money, and what it depends on:
  /// `sells 0.400, 0.400 stays, unless 30,350.0 is reached first`.
  public var outcome: String
  /// The sentence in short, to stand before the outcome where there is too little room: what it does, `take 50%`,
  /// or, where it may do nothing then, whose it is, `tranche 3`.
  public var short: String
  /// Where the stop goes then, if it moves.
  public var level: Price?

  public init(
    clock: TradeClock, sentence: String, outcome: String, short: String, level: Price? = nil
  ) {
    self.clock = clock
    self.sentence = sentence
    self.outcome = outcome
    self.short = short
    self.level = level
  }
}
