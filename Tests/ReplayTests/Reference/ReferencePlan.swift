import Trading

/// A plan as plain data, for the reference only: it shares no type with the language's own rules.
///
/// Prices are whole ticks. Shares, percentages, multiples of R and the leverage are in thousandths, so that
/// `1500` is 1.5% or 1.5R. Times are whole seconds.
struct ReferencePlan: Hashable, Sendable {
  /// D of the grammar.
  enum Distance: Hashable, Sendable {
    /// Written as a price: `12.5`.
    case price(Int)
    case ticks(Int)
    case percent(Int)
    case r(Int)
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

  enum Trigger: Hashable, Sendable {
    case at(Level)
    case from(Level)
    case onBreak(Level)
    case onTouch(Level)
    /// Nil parts are not written and take the language's defaults: within 0.2%, hold 5m.
    case onRetest(Level, within: Int?, hold: Int?)
    case whenTrancheFills(Int)
    case fromTranche(Int)
    case whenTargetFills(Int)
    case after(Int)
    case afterUnless(Int, Level)
    case afterUnlessNow(Int, Level)
  }

  enum Action: Hashable, Sendable {
    case enter(Amount, chase: Distance?, within: Int?)
    case take(Amount)
    case takeOfRemaining(Amount)
    case stop(Level, room: Distance?)
    case trail(Distance, step: Distance?)
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
  var rules: [Rule]
}

extension ReferencePlan.Rule {
  /// §5: every rule whose first action is `enter` is a tranche.
  var isEntry: Bool { enter != nil }

  var enter: (amount: ReferencePlan.Amount, chase: ReferencePlan.Distance?, within: Int?)? {
    if case .enter(let amount, let chase, let within)? = actions.first { return (amount, chase, within) }
    return nil
  }

  /// Whether it reduces the position.
  var isExit: Bool {
    !isEntry
      && actions.contains { action in
        switch action {
        case .take, .takeOfRemaining, .close: true
        default: false
        }
      }
  }

  /// §2 "Filled", §5: targets are the rules with an `at X` or `from X` that take or close.
  var isTarget: Bool {
    isExit
      && triggers.contains { trigger in
        switch trigger {
        case .at, .from: true
        default: false
        }
      }
  }

  /// Whether it does nothing but cancel and note: such a rule looks at prices from the beginning (§5).
  var onlyCancelsOrNotes: Bool {
    actions.allSatisfy { action in
      switch action {
      case .cancelEntries, .cancelTranche, .cancelTarget, .note: true
      default: false
      }
    }
  }
}
