import Trading

/// A plan as plain data, for the reference only: it shares no type with the language's own rules.
///
/// Prices are whole ticks. Shares, percentages, multiples of R or of an ATR and the leverage are in thousandths,
/// so that `1500` is 1.5% or 1.5R. Times are whole seconds, frames whole minutes.
struct ReferencePlan: Hashable, Sendable {
  /// D of the grammar.
  enum Distance: Hashable, Sendable {
    /// Written as a price: `12.5`.
    case price(Int)
    case ticks(Int)
    case percent(Int)
    case r(Int)
    /// So much of the average true range of so many bars.
    case atr(Int, bars: Int, on: Int)
  }

  /// An indicator of so many bars.
  enum Indicator: Hashable, Sendable {
    case ema(Int)
    case sma(Int)
    /// With so many bars on each side.
    case swing(Int)
  }

  /// X of the grammar without what is added to it.
  enum Base: Hashable, Sendable {
    case price(Int)
    case named(String)
    case firstPrice
    case r(Int)
    case percent(Int)
    case ticks(Int)
    case entry, firstEntry, lastFill, breakeven, last
    case tranche(Int)
    case target(Int)
  }

  /// X of the grammar.
  struct Level: Hashable, Sendable {
    var base: Base
    /// `plus D`.
    var plus: Distance?
    /// `minus D`.
    var minus: Distance?

    init(_ base: Base, plus: Distance? = nil, minus: Distance? = nil) {
      self.base = base
      self.plus = plus
      self.minus = minus
    }
  }

  /// Q of the grammar.
  enum Amount: Hashable, Sendable {
    case percent(Int)
    case fraction(Int, Int)
    case steps(Int)
  }

  /// What the close of a bar is compared with.
  enum Mark: Hashable, Sendable {
    case level(Level)
    case indicator(Indicator)
  }

  enum Trigger: Hashable, Sendable {
    case at(Level)
    case from(Level)
    case onBreak(Level)
    case onBreakClose(Level, on: Int)
    case onTouch(Level)
    /// Nil: one return.
    case onReturn(Level, after: Distance, returns: Int?)
    /// Nil parts are not written and take the language's defaults: within 0.2%, hold 5m.
    case onRetest(Level, within: Int?, hold: Int?)
    case whenTrancheFills(Int)
    case fromTranche(Int)
    case whenTargetFills(Int)
    case after(Int)
    case afterUnless(Int, Level)
    case afterUnlessNow(Int, Level)
    case whenWithin(Level, Int)
    case whenClose(below: Bool, Mark, on: Int)
    case beforeNews(Int)
    case afterNews(Int)
  }

  enum Action: Hashable, Sendable {
    case enter(Amount, chase: Distance?, within: Int?)
    case take(Amount)
    case takeOfRemaining(Amount)
    case stop(Level, room: Distance?)
    case trail(Distance, step: Distance?)
    case trailBehind(Indicator, on: Int)
    case trailBehindLevels
    case cancelEntries
    case cancelTranche(Int)
    case cancelTarget(Int)
    case close
    case note(String)
  }

  struct Rule: Hashable, Sendable {
    var then = false
    var triggers: [Trigger] = []
    var actions: [Action]
    /// A sentence of a published method stands here; the rule has nothing else then.
    var method: Method?
    /// `runner until …`: its alternatives are a close, a `from`, or both; it closes.
    var isRunner = false
    /// Made by `range` or `dca`: measured against 0.8R under water.
    var isEased = false
    /// Made by `single`: lifts the guards of the first entry and of the news.
    var isSingle = false
  }

  /// An event of the news file, and for how long before and after it nothing is added.
  struct News: Hashable, Sendable {
    /// Microseconds since 1970.
    var time: Int64
    var before = 1800
    var after = 1800
  }

  enum Size: Hashable, Sendable {
    case steps(Int)
    /// Whole units of quote currency.
    case risk(Int)
    /// Of the equity.
    case riskPercent(Int)
  }

  enum Stop: Hashable, Sendable {
    case level(Level)
    case distance(Distance)
  }

  struct Funding: Hashable, Sendable {
    var rate: Rate
    var hours: Int
  }

  struct NamedLevel: Hashable, Sendable {
    var name: String
    var level: Level
  }

  var instrument: Instrument
  var side: Side = .long
  var size: Size = .steps(1000)
  /// Whole units of quote currency.
  var equity: Int?
  var leverage = 1000
  var stop: Stop
  var makerFee = Rate(e8: 20_000)
  var takerFee = Rate(e8: 50_000)
  /// In ticks.
  var slippage = 0
  /// `fills: touch`; otherwise through.
  var fillsOnTouch = false
  var funding: Funding?
  var levels: [NamedLevel] = []
  /// `entries: keep`.
  var keepsEntries = false
  /// `targets: after entries`.
  var targetsAfterEntries = false
  /// Nil is `off`.
  var chase: Distance? = .r(100)
  var room: Distance = .r(250)
  /// A percentage of the plan.
  var firstEntry = 50_000
  /// A multiple of R.
  var underwater = 500
  /// What the file of `news:` holds; nil without one.
  var news: [News]?
  var rules: [Rule]
}
