import Trading

/// A trade carried through a tape without a screen: engine and paper broker, price by price, but only those
/// prices at which something can happen.
public struct Rehearsal: TradeRunner {
  public private(set) var trade: Trade
  public private(set) var broker: PaperBroker
  /// Everything that happened, in order, since it was last taken.
  public private(set) var events: [Event] = []
  public var requests = RequestQueue()
  private var tick: Tick
  /// What bars are made of.
  private var tape: Tape

  /// Opens the trade on its first price and lets that price make its pass. Bars are made of the tape: those that had
  /// finished before that price warm indicators up; they are made anew if they are not given.
  public init(
    plan: Plan, opening: Opening, first: Tick, on tape: Tape = Tape(), history: BarHistory? = nil
  ) throws {
    var events: [Event] = []
    let history = history ?? BarHistory(plan.barNeeds, before: first, on: tape)
    trade = Trade.open(plan: plan, opening: opening, tick: first, history: history, into: &events)
    self.tape = tape
    broker = PaperBroker(opening: trade)
    tick = first
    self.events = events
    if let question = trade.adoptionQuestion {
      throw Refusal(question, remedy: "adopt it where somebody can answer: tranche open")
    }
    try forward(events)
    try pass(first)
  }

  /// Goes on from where a journal left it.
  public init(resuming trade: Trade, on tape: Tape = Tape()) {
    self.trade = trade
    self.tape = tape
    broker = PaperBroker(resuming: trade)
    tick = trade.lastEventTick
  }

  public func minutes(since: Timestamp, before end: Int) -> [Bar] { tape.minutes(since: since, before: end) }

  public mutating func saw(_ prices: ClosedRange<Price>) { trade.saw(prices) }

  public mutating func act(_ action: Action) throws {
    let before = events.count
    try trade.advance(action, into: &events)
    guard events.count > before else { return }
    // Copied: what follows appends to the events.
    try forward(Array(events[before...]))
  }

  public mutating func send(_ request: OrderRequest, at tick: Tick) -> [BrokerAnswer] {
    broker.send(request, at: tick)
  }

  public mutating func look(_ tick: Tick, _ stage: MatchStage) -> BrokerAnswer? { broker.look(tick, stage) }

  /// Where neither the trade nor the broker can act.
  public func band(at tick: Tick) -> Band { trade.band.intersection(broker.band(at: tick)) }

  /// Walks a tape from the cursor on until its end or the end of the trade. With `everyTick` no band is used:
  /// slow, and the proof that the band loses nothing. `afterEach` is called behind every price that made a pass.
  public mutating func run(
    _ tape: Tape, from cursor: inout TapeCursor, everyTick: Bool = false,
    afterEach: (inout Rehearsal, Tick) -> Void = { _, _ in }
  ) throws {
    self.tape = tape
    var band = everyTick ? Band.closed : band(at: tick)
    while !trade.isClosed, let next = cursor.next(outside: band, on: tape, before: tape.count) {
      // Asked once a band, and only while an excursion can grow.
      if trade.position.isOpen, let passed = tape.range(from: tick.index, to: next.index) { saw(passed) }
      tick = next
      try pass(next)
      afterEach(&self, next)
      if !everyTick { band = self.band(at: next) }
    }
  }

  /// Hands over the events and forgets them, so that a long trade need not hold all of its own.
  public mutating func takeEvents() -> [Event] {
    let taken = events
    events = []
    return taken
  }

  /// A backtest ends with its tape: what is open is closed at the last price.
  public mutating func end(on tape: Tape) throws {
    guard !trade.isClosed, tape.count > 0 else { return }
    if let passed = tape.range(from: tick.index, to: tape.count) { saw(passed) }
    try act(.tapeEnded(tape.tick(at: tape.count - 1)))
  }
}

extension BarHistory {
  /// Bars that had finished before a price of a tape.
  public init(_ needs: [BarNeed], before tick: Tick, on tape: Tape) {
    self.init(needs, before: tick) { tape.minutes(since: $0, before: tick.index) }
  }
}
