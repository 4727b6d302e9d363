/// A trade plan: the header and its rules, as read from a document and checked for form.
public struct Plan: Hashable, Sendable {
  /// How large the trade is meant to be.
  public enum Size: Hashable, Sendable {
    case quantity(Quantity)
    /// Sized on the first price so that the loss at the initial stop stays within this.
    case risk(Cash)
    /// The same as a share of `equity`.
    case riskShare(Rate)
  }

  /// Where the initial stop stands.
  public enum InitialStop: Hashable, Sendable {
    /// A price or a named level.
    case level(Level)
    /// Against the trade, from the first fill.
    case distance(Distance)
  }

  /// When a resting limit on paper fills.
  public enum Fills: String, Hashable, Sendable, Codable { case through, touch }

  public struct Funding: Hashable, Sendable {
    public var rate: Rate
    public var every: Span

    public init(rate: Rate, every: Span) {
      self.rate = rate
      self.every = every
    }
  }

  /// Range of the last minute in ATRs (14, of minutes) and its volume in medians, both above which price moves too
  /// fast to scale into.
  public struct Velocity: Hashable, Sendable {
    public var atrs: Decimal18
    public var medians: Decimal18

    public init(atrs: Decimal18, medians: Decimal18) {
      self.atrs = atrs
      self.medians = medians
    }
  }

  /// A loss in multiples of R, summed over the trades that closed within the UTC day, or in quote currency.
  public enum DailyLoss: Hashable, Sendable {
    case r(Decimal18)
    case amount(Cash)
  }

  /// A method's sentence in its normal form, and where its rules stand.
  public struct MethodUse: Hashable, Sendable {
    public var sentence: String
    public var rules: Range<Int>

    public init(sentence: String, rules: Range<Int>) {
      self.sentence = sentence
      self.rules = rules
    }
  }

  public struct NamedLevel: Hashable, Sendable {
    public var name: String
    /// A price, or `first price` with an offset.
    public var level: Level

    public init(name: String, level: Level) {
      self.name = name
      self.level = level
    }
  }

  public var name: String
  public var instrument: Instrument
  public var side: Side
  public var size: Size
  public var equity: Cash?
  /// Isolated margin = notional / leverage; at least 1.
  public var leverage: Decimal18
  public var stop: InitialStop
  public var rules: [Rule]
  public var makerFee: Rate
  public var takerFee: Rate
  /// Ticks every market order loses on paper.
  public var slippage: Int
  public var fills: Fills
  public var funding: Funding?
  public var levels: [NamedLevel]
  /// `entries: keep`: waiting entries survive the first target's fill.
  public var keepsEntries: Bool
  /// `targets: after entries`: targets are held back until no entry waits.
  public var targetsAfterEntries: Bool
  /// How far past its trigger an entry may be bought; nil is `off`.
  public var chase: Distance?
  public var room: Distance
  /// Guard: the largest first entry, a share of the plan.
  public var firstEntry: Rate
  /// Guard: how far under the average, in R, adds are refused.
  public var underwater: Decimal18
  /// Guard: nothing is added on a price that is older than this.
  public var fresh: Span
  /// The file that `news:` names, as it is written there.
  public var newsFile: String?
  /// What stands in that file, by time; whoever reads the plan puts it here.
  public var news: [NewsEvent]
  /// Guard: what counts as a fast market, a warning.
  public var velocity: Velocity?
  /// In a backtest a new trade begins at the price after the one that closed the last.
  public var repeats: Bool
  /// Guard: the day's loss after which no new trade begins.
  public var dailyLoss: DailyLoss?
  /// The plan's methods, and the rules that each stands for.
  public var methods: [MethodUse]
  /// The open position that the trade takes over, if any.
  public var adoption: Adoption?

  public init(
    name: String, instrument: Instrument, side: Side, size: Size, stop: InitialStop, rules: [Rule]
  ) {
    self.name = name
    self.instrument = instrument
    self.side = side
    self.size = size
    self.stop = stop
    self.rules = rules
    equity = nil
    leverage = Decimal18(units: Cash.scale)
    makerFee = instrument.makerFee
    takerFee = instrument.takerFee
    slippage = 0
    fills = .through
    funding = nil
    levels = []
    keepsEntries = false
    targetsAfterEntries = false
    chase = .r(Decimal18(units: Cash.scale / 10))
    room = .r(Decimal18(units: Cash.scale / 4))
    firstEntry = .percent(50)
    underwater = Decimal18(units: Cash.scale / 2)
    fresh = Span(seconds: 5)
    adoption = nil
    news = []
    repeats = false
    methods = []
  }
}
