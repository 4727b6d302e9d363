/// One trade: the plan it follows and everything that its events have said so far. A value; copying it and
/// advancing the copy is how a preview looks ahead.
public struct Trade: Sendable {
  /// Changes when the meaning of any rule does.
  public static let engineVersion = 1
  /// Why a backtest closes what is open.
  static let endOfTape = "end of tape"

  public let plan: Plan
  public let opening: Opening
  public internal(set) var rules: [RuleState]
  /// When an open position was taken over; its entries without a trigger wait for a person.
  public internal(set) var adoptedAt: Tick?
  public internal(set) var position: Position
  public internal(set) var stop: StandingStop?
  /// The stop of the first fill; 1R is measured to it.
  public internal(set) var initialStop: Price?
  /// 1R in ticks, frozen at the first fill.
  public internal(set) var oneR: Int?
  /// The tick of the first fill.
  public internal(set) var firstFillTick: Tick?
  public internal(set) var orders: [WorkingOrder]
  /// The stop that the broker refused last, until one is accepted.
  public internal(set) var refusedStop: RefusedStop?
  /// The largest net loss that an exit at the stop would have shown, after any fill or stop move.
  public internal(set) var riskAmount: Cash
  /// Set once the first target has filled.
  public internal(set) var hasTakenTarget: Bool
  public internal(set) var overrides: Int
  public internal(set) var handMoves: Int
  /// Sentences of a person's that were done.
  public internal(set) var handActs = 0
  /// What was bought and sold, by whom.
  public internal(set) var ledger: [LedgerLine] = []
  public internal(set) var sequence: Int
  public internal(set) var lastEventTick: Tick
  public internal(set) var result: TradeResult?
  /// Bars that rules look at, the shortest frame first.
  public internal(set) var series: [BarSeries] = []
  /// The news whose window is open.
  public internal(set) var newsWindow: NewsEvent?
  /// MAE and MFE over all that events tell.
  var excursion: Excursion?
  /// Extremes of the prices since the last event, on which nothing happened; no event has told them yet.
  var unseen: ClosedRange<Price>?
  /// Where nothing can happen; derived from all of the above after every step.
  public internal(set) var band: Band

  public init(plan: Plan, opening: Opening, tick: Tick) {
    self.plan = plan
    self.opening = opening
    rules = Trade.states(of: plan.rules)
    position = Position(side: plan.side, instrument: plan.instrument)
    orders = []
    riskAmount = .zero
    hasTakenTarget = false
    overrides = 0
    handMoves = 0
    sequence = 0
    lastEventTick = tick
    band = .closed
  }

  public var side: Side { plan.side }
  public var instrument: Instrument { plan.instrument }
  public var total: Quantity { opening.total }
  public var isClosed: Bool { result != nil }

  /// The rules of a plan, each with its place in the order: tranches and targets are numbered.
  static func states(of rules: [Rule]) -> [RuleState] {
    var states: [RuleState] = []
    for rule in rules { states.append(RuleState(rule, after: states, isByHand: false)) }
    return states
  }
}

/// The stop that stands, with its provenance.
public struct StandingStop: Hashable, Sendable {
  public var price: Price
  public var cause: StopCause
  public var since: Tick
}

/// A stop that a broker would not take.
public struct RefusedStop: Hashable, Sendable {
  public var order: WantedOrder
  public var since: Tick
}

/// A rule and what the trade remembers of it.
public struct RuleState: Hashable, Sendable {
  /// What a rule counts as.
  public enum Kind: Hashable, Sendable {
    case entry(Int)
    /// `enter next`: fills a tranche that is another rule's.
    case entryOfNext
    case target(Int)
    case other
  }

  public enum Phase: Hashable, Sendable {
    /// Waits for something else first.
    case idle
    /// Its triggers are watched since this tick.
    case waiting(since: Tick)
    /// A trigger came true but it is held: out of reach, or not yet let go.
    case delayed(since: Tick, trigger: Int?, reason: String)
    /// It goes to market; what it buys or sells is derived into an order.
    case due(Quantity, limit: Price?)
    case ended(RuleEnding, at: Tick)
  }

  /// A stop move that waits for its room; level and room are the rule's.
  public struct PendingStop: Hashable, Sendable {
    /// The price on which the rule fired: the value of `last`.
    public var last: Price
    /// The tick on which it began to wait.
    public var since: Tick
  }

  public struct Trail: Hashable, Sendable {
    public var start: Price
    public var steps: Int
    /// The tick on which it began.
    public var since: Tick
    /// Exact, in ticks, fixed when it begins; nil behind bars or levels.
    public var step: Ratio?
  }

  public internal(set) var rule: Rule
  public let kind: Kind
  public let isByHand: Bool
  /// An exit by hand `at` or `from` a level is numbered behind the targets, so that it can be named and
  /// cancelled; it is none of them: it cancels no entry, and no share counts it.
  public let exitNumber: Int?
  public internal(set) var phase: Phase = .idle
  public internal(set) var memories: [TriggerMemory]
  /// An entry's alternatives that have come true and wait to act, each with the tick on which it did.
  public internal(set) var came: [Tick?]
  /// When each trigger last remembered something: a price is looked at once.
  public internal(set) var rememberedAt: [Tick?]
  public internal(set) var filled: Quantity = .zero
  public internal(set) var filledNotional: Cash = .zero
  public internal(set) var filledAt: Tick?
  /// The part that was there when the position was adopted.
  public internal(set) var adopted: Quantity = .zero
  /// A target that price had passed when the position was adopted: it acts only if a person says so, until price is
  /// short of it again.
  public internal(set) var asks = false
  /// The guards that kept its limits off the market, with what each said first.
  public internal(set) var keptOffBy: [Guard: String] = [:]
  /// Quantity that came over from tranches too small for the venue.
  public internal(set) var merged: Quantity = .zero
  public internal(set) var cutBy: Guard?
  /// Fired by a fill on this tick; acts on a later one.
  public internal(set) var firedBy: FireCause?
  public internal(set) var firedAt: Tick?
  /// The price of the trigger that fired, as it was then.
  public internal(set) var firedLevel: Price?
  public internal(set) var pendingStop: PendingStop?
  public internal(set) var trail: Trail?
  /// A person's loosening of the stop has ended its trail.
  public internal(set) var trailWasEnded = false
  /// Its sentence has acted, and its trail begins with the stop moves of this pass.
  public internal(set) var trailIsDue = false

  init(_ rule: Rule, after earlier: [RuleState], isByHand: Bool) {
    self.rule = rule
    self.isByHand = isByHand
    memories = Array(repeating: .none, count: rule.triggers.count)
    came = Array(repeating: nil, count: rule.triggers.count)
    rememberedAt = came
    let isExit = isByHand && rule.isTarget
    exitNumber = isExit ? earlier.count { $0.isTarget || $0.exitNumber != nil } + 1 : nil
    if case .enterNext? = rule.actions.first {
      kind = .entryOfNext
    } else if rule.isEntry {
      kind = .entry(earlier.count { $0.isTranche } + 1)
    } else if rule.isTarget, !isByHand {
      kind = .target(earlier.count { $0.isTarget } + 1)
    } else {
      kind = .other
    }
  }

  /// It buys: a tranche, or a rule that enters the next one.
  public var isEntry: Bool { isTranche || kind == .entryOfNext }
  public var isTranche: Bool { if case .entry = kind { true } else { false } }
  public var isTarget: Bool { if case .target = kind { true } else { false } }
  public var number: Int {
    switch kind {
    case .entry(let number), .target(let number): number
    case .entryOfNext, .other: exitNumber ?? 0
    }
  }

  /// A target, or an exit by hand that is numbered like one.
  func isExit(_ number: Int) -> Bool { kind == .target(number) || exitNumber == number }

  public var ending: RuleEnding? { if case .ended(let ending, _) = phase { ending } else { nil } }
  public var isEnded: Bool { ending != nil }
  public var hasFilled: Bool { ending == .filled }

  /// Typed without a trigger: all that it says was done at once.
  var isDoneAtOnce: Bool { isByHand && rule.triggers.isEmpty }

  /// One of its alternatives waits to act.
  var hasCome: Bool { came.contains { $0 != nil } }

  /// A trail that the sentence names begins once the sentence has acted.
  mutating func awaitTrail() {
    if rule.trails, trail == nil, !isDoneAtOnce { trailIsDue = true }
  }

  /// Something of it still waits to act.
  public var isPending: Bool { !isEnded }

  /// The price an entry or exit filled at, over all its fills, in ticks.
  func fillPrice(_ instrument: Instrument) -> Ratio? {
    guard filled > .zero else { return nil }
    return Ratio(filledNotional.units, over: instrument.tickStepValue.units * Int128(filled.steps))
  }
}

extension Rule {
  /// It takes or closes.
  var sells: Bool {
    actions.contains {
      switch $0 {
      case .take, .takeNext, .close: true
      default: false
      }
    }
  }

  /// Rules that take, close, move the stop or trail look at prices after the first fill's pass.
  public var waitsForPosition: Bool {
    !isEntry
      && actions.contains {
        switch $0 {
        case .take, .takeNext, .close, .stop, .trail, .trailBehind: true
        case .enter, .enterNext, .cancelEntries, .cancelTranche, .cancelTarget, .move, .note: false
        }
      }
  }
}
