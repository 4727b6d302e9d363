/// A past fact of a trade, with its numbers. State is the fold of these and nothing else.
public struct Event: Hashable, Sendable {
  /// Counted from 1 without a gap.
  public var sequence: Int
  /// The price at hand when it happened.
  public var tick: Tick
  public var fact: Fact

  public init(sequence: Int, tick: Tick, fact: Fact) {
    self.sequence = sequence
    self.tick = tick
    self.fact = fact
  }
}

/// What happened.
public enum Fact: Hashable, Sendable, Codable {
  case opened(Opening)
  /// A rule began to wait, with what each of its triggers remembers.
  case ruleBegan(rule: Int, memories: [TriggerMemory])
  case ruleRemembers(rule: Int, trigger: Int, memory: TriggerMemory)
  /// A trigger came true; what the rule does follows as events of its own.
  case ruleFired(rule: Int, cause: FireCause)
  case ruleDelayed(rule: Int, reason: String)
  /// Only limits could fill a tranche, and a guard keeps them all off the market: told once of each guard.
  case keptOff(rule: Int, answering: Guard, reason: String)
  /// A break was short of its level again, or `from tranche N` has taken its part: the rule waits anew.
  case ruleWaitsAnew(rule: Int)
  /// It has done what it says, or never will.
  case ruleEnded(rule: Int, ending: RuleEnding)
  /// An entry too small for the venue went to the next tranche.
  case entryMerged(rule: Int, quantity: Quantity)
  /// An entry goes to market; `limit` for one whose resting price had been passed when it began.
  case entryDue(rule: Int, quantity: Quantity, limit: Price?, cutBy: Guard?)
  /// An entry that fills is smaller than planned: a guard cut it to what fits.
  case entryCut(rule: Int, quantity: Quantity)
  case exitDue(rule: Int, quantity: Quantity)
  /// A rule typed by hand.
  case ruleAdded(rule: Rule)
  /// A person moved what a tranche or a target waits for; it begins to wait anew.
  case ruleMoved(rule: Int, to: Price)
  case orderRequested(WantedOrder)
  case orderAccepted(id: Int)
  case orderWithdrawn(id: Int)
  case orderCancelled(id: Int)
  case orderRejected(id: Int, reason: String)
  case filled(Fill, purpose: OrderPurpose)
  case liquidated(quantity: Quantity, price: Price, fee: Cash)
  case fundingPaid(Cash)
  /// A stop move waits for its room.
  case stopMoveWaits(rule: Int, last: Price)
  case stopMoveEnded(rule: Int)
  case stopMoved(to: Price, cause: StopCause)
  case trailBegan(rule: Int, start: Price)
  /// The best mark so far, counted in steps from the start.
  case trailStepped(rule: Int, steps: Int)
  case trailEnded(rule: Int)
  case noted(String)
  /// An open position was taken over.
  case adopted(AdoptedPosition)
  /// A target that price had passed then: it asks instead of acting.
  case targetAsks(rule: Int)
  /// The extremes of the prices since the last event, where they are the lowest or highest result so far.
  case swung(low: Price, high: Price)
  /// A guard was overridden, or the stop loosened, by a person's typed reason.
  case overridden(Guard, reason: String)
  case refused(sentence: String, reason: String)
  /// The program left: nobody watches from here on.
  case detached(reason: String)
  case resumed
  case closed(TradeResult)
  /// Gauges begin to measure the bars of a frame, with the bars that had finished before.
  case barsRecalled(Frame, gauges: [Gauge], bars: [Bar])
  /// A bar has finished; what indicators say from here on follows from it.
  case barClosed(Frame, Bar)
  /// A window of the plan's news has opened; nil when the last of them has closed.
  case newsWindow(NewsEvent?)
}

/// The first event: all that a trade's meaning depends on.
public struct Opening: Hashable, Sendable, Codable {
  public var trade: String
  public var planText: String
  /// `--level NAME=X` given on the command line, in order.
  public var levelOverrides: [String]
  public var instrument: Instrument
  public var makerFee: Rate
  public var takerFee: Rate
  public var mode: String
  public var feed: FeedIdentity
  /// Planned total, after `risk:` was sized.
  public var total: Quantity
  /// Named levels, frozen.
  public var levels: [String: Price]
  public var engineVersion: Int
  /// What the plan's news file said when the trade began; nil where the plan names none.
  public var news: [NewsEvent]?
  /// Why the trade was begun although the day's loss had passed its limit.
  public var dayOverride: String?

  public init(
    trade: String, planText: String, levelOverrides: [String], plan: Plan, feed: FeedIdentity,
    total: Quantity, levels: [String: Price]
  ) {
    self.trade = trade
    self.planText = planText
    self.levelOverrides = levelOverrides
    instrument = plan.instrument
    makerFee = plan.makerFee
    takerFee = plan.takerFee
    mode = Snapshot.Mode.paper.rawValue
    self.feed = feed
    self.total = total
    self.levels = levels
    engineVersion = Trade.engineVersion
    news = plan.newsFile == nil ? nil : plan.news
  }
}

/// What a trigger must remember between prices.
public enum TriggerMemory: Hashable, Sendable, Codable {
  /// Nothing, or its level has no value yet.
  case none
  /// A break: whether price has been short of the level. A resting limit: whether it rests.
  case armed(Bool)
  /// A touch: the side of the last trade, −1, 0 or +1; a cancel or note: the side it began on.
  case side(Int)
  /// A retest: price has not been beyond the zone; has been; holds within it since a time.
  case retestAway, retestBeyond
  case retestHolds(since: Timestamp)
  /// Reached while it was held back; or the `unless` of a time rule; or a time that has passed in vain.
  case reached
  /// A break on a bar's close has come: where that bar closed.
  case closedAt(Price)
}

/// Why a rule acts.
public enum FireCause: Hashable, Sendable, Codable {
  case trigger(Int)
  case fill
  case hand
  case immediately
}

extension FireCause {
  /// The trigger's index, where it was one.
  var trigger: Int? { if case .trigger(let index) = self { index } else { nil } }
}

/// How a rule ended.
public enum RuleEnding: Hashable, Sendable, Codable {
  case filled
  case done
  case refused(Guard, reason: String)
  case cancelled(String)
  /// Its `unless` was reached.
  case unless
  /// The time in which it could have come has passed.
  case late
}

/// Why the stop stands where it does.
public enum StopCause: Hashable, Sendable, Codable {
  case initial
  case rule(Int)
  case trail(rule: Int)
  case hand(reason: String?)
}

/// The guards that answer to an action.
public enum Guard: String, Hashable, Sendable, Codable, CaseIterable {
  case size, firstEntry = "first entry", confirmation, underwater, leverage, risk, stop, news, velocity,
    fresh,
    grid, day

  /// May be overridden with a typed reason.
  public var canOverride: Bool {
    switch self {
    case .firstEntry, .confirmation, .underwater, .leverage, .risk, .news, .day: true
    case .size, .stop, .velocity, .fresh, .grid: false
    }
  }
}
