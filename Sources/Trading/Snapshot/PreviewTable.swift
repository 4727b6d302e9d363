/// What a sentence would do, before it is done.
public enum PreviewOutcome: Sendable {
  case possible(PreviewTable)
  /// A guard's answer: which number broke which limit, and the way on.
  case refused(RefusalView)
  /// The sentence cannot be read; columns count from 1.
  case unreadable(column: Int, length: Int, message: String)
}

/// Three columns: now, after the action (for a sentence that waits: once it has acted), and as planned (waiting for
/// the rule instead) or, without such a rule, the difference that it makes.
public struct PreviewTable: Sendable, Hashable {
  /// Labels of the two rows that say what can be lost.
  public static let atTheStop = "at the stop"
  public static let worstCase = "worst case"

  public struct Row: Sendable, Hashable {
    public var label: String
    public var now: String
    public var after: String
    /// Empty where the plan has no such rule waiting.
    public var planned: String
    /// The difference between now and after: `+0.200`; empty where there is none.
    public var change = ""

    /// One of the rows that say what can be lost.
    public var tellsLoss: Bool { label == PreviewTable.atTheStop || label == PreviewTable.worstCase }

    public init(label: String, now: String, after: String, planned: String) {
      self.label = label
      self.now = now
      self.after = after
      self.planned = planned
    }
  }

  public struct Remark: Sendable, Hashable {
    /// A warning stands out; otherwise it is a plain fact.
    public var isWarning: Bool
    public var text: String
    /// The numbers mean nothing without it.
    public var isCondition = false

    public init(isWarning: Bool, text: String) {
      self.isWarning = isWarning
      self.text = text
    }
  }

  /// In normal form.
  public var sentence: String
  /// `buys 0.200 at market 30,412.4, taker fee 3.04`.
  public var summary: String
  public var rows: [Row]
  public var remarks: [Remark]
  /// What is bought or sold and where the stop goes, without what it costs: `sells 0.150`.
  public var amount = ""
  /// Which target `next` means here: `T1`.
  public var target: String?
  /// Where the stop goes at once; nil where it stays.
  public var stop: Price?
  /// Nothing of the trade is left after it.
  public var endsTrade = false
  /// The second column is what it will be when a sentence that waits has acted.
  public var isLater = false
  /// The trade's sequence number it was computed on; Enter acts only if it still holds.
  public var sequence: Int
  public var price: Price
  /// Reduces risk only: acts even if something happened meanwhile.
  public var onlyReducesRisk: Bool

  public init(
    sentence: String, summary: String, rows: [Row], remarks: [Remark], sequence: Int, price: Price,
    onlyReducesRisk: Bool
  ) {
    self.sentence = sentence
    self.summary = summary
    self.rows = rows
    self.remarks = remarks
    self.sequence = sequence
    self.price = price
    self.onlyReducesRisk = onlyReducesRisk
  }
}

/// A refusal as the screen says it.
public struct RefusalView: Sendable, Hashable {
  public var sentence: String
  /// Which number broke which limit.
  public var message: String
  /// The way on.
  public var remedy: String
  /// May be overridden with a typed reason (`because "…"`).
  public var canOverride: Bool

  public init(sentence: String, message: String, remedy: String, canOverride: Bool) {
    self.sentence = sentence
    self.message = message
    self.remedy = remedy
    self.canOverride = canOverride
  }
}

/// What a person asks for, through any key: a sentence, bound to what they saw.
public struct HandAction: Sendable, Hashable {
  public var sentence: String
  /// The sequence number and the price on the screen when Enter was pressed.
  public var seenSequence: Int
  public var seenPrice: Price?
  /// Which target the person saw as the next one, where the sentence says no more than that: `T1`.
  public var seenTarget: String?

  public init(sentence: String, seenSequence: Int, seenPrice: Price?) {
    self.sentence = sentence
    self.seenSequence = seenSequence
    self.seenPrice = seenPrice
  }
}
