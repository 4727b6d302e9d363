import Replay
import Trading

/// A trade carried through a tape as its owner does it: prices make their passes, a person types on the way, and
/// the broker may fill in parts. Whoever watches sees every single action, and every moment of rest between two of
/// them.
struct WatchedRun: TradeRunner {
  private(set) var trade: Trade
  private(set) var broker: PaperBroker
  private(set) var events: [Event] = []
  /// Where a program could be stopped and go on: how many events there were, and whether the person had typed.
  private(set) var rests: [Rest] = []
  var requests = RequestQueue()
  private(set) var tick: Tick
  var watch: Watch?
  /// A broker that fills an order at most once at a price; what is left of it rests on.
  private let spreads: Bool
  /// One that has filled a part at this price.
  private var hasFilledPart = false
  private let tape: Tape
  /// What a person types, the earliest first, each behind the pass of the first price at or after its time.
  private var hands: ArraySlice<TypedHand>

  struct Rest: Hashable {
    var events: Int
    var handsLeft: Int
  }

  /// Opens a trade on the first price of the tape; nil where its budget does not pay for one step.
  init?(_ plan: Plan, _ scene: Scene, watch: Watch? = nil) throws {
    let first = scene.tape.tick(at: 0)
    let history = BarHistory(plan.barNeeds, before: first, on: scene.tape)
    guard
      let opening = try? Trade.opening(
        trade: "test", plan: plan, planText: "", levelOverrides: [], feed: .pipe, first: first,
        history: history)
    else { return nil }
    var made: [Event] = []
    trade = Trade.open(plan: plan, opening: opening, tick: first, history: history, into: &made)
    broker = PaperBroker(opening: trade)
    broker.depth = scene.depth
    tape = scene.tape
    spreads = scene.spreads
    tick = first
    hands = scene.hands[...]
    self.watch = watch
    events = made
    try self.watch?.opened(trade, made)
    try forward(made)
    try pass(first)
    try rest()
    try obeyAll()
  }

  /// Goes on from where a journal left it, with what is still to be typed.
  init(resuming trade: Trade, _ scene: Scene, handsLeft: Int) throws {
    self.trade = trade
    broker = PaperBroker(resuming: trade)
    broker.depth = scene.depth
    tape = scene.tape
    spreads = scene.spreads
    tick = trade.lastEventTick
    hands = scene.hands.suffix(handsLeft)
    try obeyAll()
  }

  /// Walks on to the end of the tape or of the trade.
  mutating func run(everyTick: Bool = false, afterEach: (inout WatchedRun) -> Void = { _ in }) throws {
    guard var cursor = TapeCursor(after: tick, on: tape) else { return }
    while !trade.isClosed {
      let band = everyTick ? Band.closed : trade.band.intersection(broker.band(at: tick))
      let typed = hands.first.map { tape.firstIndex(atOrAfter: $0.time, from: cursor.index) }
      let end = min(typed.map { $0 + 1 } ?? tape.count, tape.count)
      if let next = cursor.next(outside: band, on: tape, before: end) {
        try take(next)
      } else {
        guard end > tick.index + 1 else { return }
        let last = tape.tick(at: end - 1)
        if let passed = tape.range(from: tick.index, to: end) { saw(passed) }
        tick = last
      }
      if typed.map({ tick.index >= $0 }) ?? false { try obeyAll() }
      afterEach(&self)
    }
  }

  private mutating func take(_ next: Tick) throws {
    if let passed = tape.range(from: tick.index, to: next.index) { saw(passed) }
    tick = next
    hasFilledPart = false
    try pass(next)
    try rest()
  }

  /// As a backtest ends.
  mutating func end() throws {
    guard !trade.isClosed else { return }
    if let passed = tape.range(from: tick.index, to: tape.count) { saw(passed) }
    tick = tape.tick(at: tape.count - 1)
    try act(.tapeEnded(tick))
    try rest()
  }

  // MARK: what a person types

  private mutating func obeyAll() throws {
    while let hand = hands.first, hand.time <= tick.time.microseconds {
      hands.removeFirst()
      guard !trade.isClosed else { continue }
      do {
        try obey(HandAction(sentence: hand.sentence, seenSequence: trade.sequence, seenPrice: tick.price))
        watch?.obeyed(hand.sentence)
      } catch let refusal as Refusal {
        watch?.refused(hand.sentence, refusal)
      }
      try rest()
    }
  }

  /// A person's sentence at the price at hand, with the stop moves that what it buys or sells sets off.
  mutating func obey(_ hand: HandAction, age: Span? = nil) throws {
    let open = trade.position.open
    let history = BarHistory(trade.unknownBarNeeds(of: hand.sentence), before: tick) { [tape, tick] in
      tape.minutes(since: $0, before: tick.index + 1)
    }
    try act(.hand(hand, tick, age: age, history: history))
    if !trade.isClosed, trade.position.open != open { try act(.price(tick, .moves)) }
  }

  // MARK: TradeRunner

  mutating func act(_ action: Action) throws {
    let before = trade
    var made: [Event] = []
    do {
      try trade.advance(action, into: &made)
    } catch {
      try watch?.wasRefused(before: before, after: trade, made)
      throw error
    }
    events += made
    guard !made.isEmpty else { return }
    try watch?.saw(Moment(action: action, before: before, after: trade, events: made))
    try forward(made)
  }

  mutating func saw(_ prices: ClosedRange<Price>) { trade.saw(prices) }

  func minutes(since: Timestamp, before end: Int) -> [Bar] { tape.minutes(since: since, before: end) }

  mutating func send(_ request: OrderRequest, at tick: Tick) -> [BrokerAnswer] {
    broker.send(request, at: tick)
  }

  mutating func look(_ tick: Tick, _ stage: MatchStage) -> BrokerAnswer? {
    if spreads, hasFilledPart { return nil }
    let answer = broker.look(tick, stage)
    if case .filled(let fill)? = answer, !fill.isLast { hasFilledPart = true }
    return answer
  }

  private mutating func rest() throws {
    rests.append(Rest(events: events.count, handsLeft: hands.count))
    guard watch != nil else { return }
    let run = self
    try watch?.rested(run)
  }
}

/// What a run goes through.
struct Scene {
  var tape: Tape
  var hands: [TypedHand] = []
  /// The most that fills at once; nil fills everything.
  var depth: Quantity?
  /// At most one part at a price.
  var spreads = false
}

/// A sentence that a person types, behind the pass of the first price at or after its time.
struct TypedHand: Hashable {
  /// Microseconds since 1970.
  var time: Int64
  var sentence: String
}

/// One action as an invariant sees it.
struct Moment {
  let action: Action
  let before: Trade
  let after: Trade
  /// What it made happen; never nothing.
  let events: [Event]
}
