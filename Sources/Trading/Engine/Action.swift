/// What can happen to a trade: everything that arrives becomes one of these.
public enum Action: Sendable {
  /// One stage of the pass that a price makes.
  case price(Tick, PassStage)
  /// What a broker says, at the price at hand.
  case broker(BrokerAnswer, Tick)
  /// What a person asks for.
  ///
  /// `history`: finished bars of what the sentence asks of bars, where the trade does not know them yet.
  case hand(HandAction, Tick, age: Span?, history: BarHistory = BarHistory())
  /// A sentence is being typed that asks of bars what the trade does not know yet: finished bars for it.
  case recall(sentence: String, BarHistory, Tick)
  /// A bar has finished; heard before the price that finishes it is acted on.
  case bar(Frame, Bar, Tick)
  /// The program leaves.
  case detach(reason: String, Tick)
  case resume(Tick)
  /// The tape of a backtest has ended: what is open is closed at the last price.
  case tapeEnded(Tick)

  /// Other stages follow at the same price: nobody waits after this one, so no band is worked out.
  var isWithinPass: Bool {
    switch self {
    case .price(_, let stage): stage != .moves
    case .bar: true
    case .broker, .hand, .recall, .detach, .resume, .tapeEnded: false
    }
  }
}

/// The stages of one pass. A broker that fills orders here looks at the price between them: liquidation and the
/// stop before `exits`, resting exits nearer than the exit that acts next within it, resting entries before
/// `entries`.
public enum PassStage: Int, Sendable, CaseIterable {
  /// What time alone ends, before the price is acted on.
  case clock
  case exits
  case entries
  /// Stop moves, trails, and everything that follows a fill in the same pass.
  case moves
}

/// The tick that is being worked on, and where its events go.
struct Step {
  let tick: Tick
  var events: [Event] = []

  var price: Price { tick.price }
}

extension Trade {
  /// Works an action in place and appends what happened. Refuses a person's action by throwing; then nothing has
  /// changed.
  public mutating func advance(_ action: Action, into events: inout [Event]) throws(Refusal) {
    var step: Step
    switch action {
    case .price(let tick, let stage):
      step = Step(tick: tick)
      guard !isClosed else { return }
      run(stage, &step)
    case .broker(let answer, let tick):
      step = Step(tick: tick)
      hear(answer, &step)
    case .bar(let frame, let bar, let tick):
      step = Step(tick: tick)
      guard !isClosed else { return }
      hear(bar, of: frame, &step)
    case .recall(let sentence, let history, let tick):
      step = Step(tick: tick)
      guard !isClosed else { return }
      recall(history, for: barNeeds(of: sentence), &step)
    case .hand(let hand, let tick, let age, let history):
      step = Step(tick: tick)
      var copy = self
      copy.recall(history, for: barNeeds(of: hand.sentence), &step)
      try copy.obey(hand, age: age, &step)
      self = copy
    case .detach(let reason, let tick):
      step = Step(tick: tick)
      emit(.detached(reason: reason), &step)
    case .resume(let tick):
      step = Step(tick: tick)
      emit(.resumed, &step)
    case .tapeEnded(let tick):
      step = Step(tick: tick)
      guard !isClosed else { return }
      finishTape(&step)
    }
    settleOrders(&step)
    if case .price(_, .moves) = action { tellKeptOff(&step) }
    band = action.isWithinPass && !isClosed ? .closed : derivedBand(at: step.tick)
    events += step.events
  }

  /// The same on a copy: what an action would do.
  public func decide(_ action: Action) throws(Refusal) -> [Event] {
    var copy = self
    var events: [Event] = []
    try copy.advance(action, into: &events)
    return events
  }

  /// Begins a trade on its first price.
  ///
  /// `history`: bars that had finished before it, for what the plan asks of bars.
  public static func open(
    plan: Plan, opening: Opening, tick: Tick, history: BarHistory = BarHistory(), into events: inout [Event]
  ) -> Trade {
    var trade = Trade(plan: plan, opening: opening, tick: tick)
    var step = Step(tick: tick)
    trade.emit(.opened(opening), &step)
    trade.recall(history, for: plan.barNeeds, &step)
    trade.watchNews(&step)
    if let adoption = plan.adoption { trade.adopt(adoption, &step) }
    trade.beginRules(&step)
    trade.settleOrders(&step)
    trade.band = trade.derivedBand(at: tick)
    events += step.events
    return trade
  }

  mutating func emit(_ fact: Fact, _ step: inout Step) {
    if let extremes = takeUnseenExtremes() { write(extremes, &step) }
    write(fact, &step)
  }

  private mutating func write(_ fact: Fact, _ step: inout Step) {
    let event = Event(sequence: sequence + 1, tick: step.tick, fact: fact)
    apply(event)
    step.events.append(event)
  }

  private mutating func run(_ stage: PassStage, _ step: inout Step) {
    switch stage {
    case .clock:
      watchNews(&step)
      expireEntries(&step)
    case .exits: actOnTargets(&step)
    case .entries: actOnEntries(&step)
    case .moves: makeMoves(&step)
    }
  }
}
