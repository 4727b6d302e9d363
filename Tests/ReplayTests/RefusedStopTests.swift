import Replay
import Testing
import Trading

/// A broker that takes everything but the stop.
struct RefusingRun: TradeRunner {
  var trade: Trade
  var broker: PaperBroker
  var requests = RequestQueue()
  var refuses = true
  private(set) var events: [Event] = []

  init(_ plan: Plan, _ first: Tick) throws {
    let opening = try Trade.opening(
      trade: "test", plan: plan, planText: "", levelOverrides: [], feed: .pipe, first: first,
      history: BarHistory())
    var made: [Event] = []
    trade = Trade.open(plan: plan, opening: opening, tick: first, into: &made)
    broker = PaperBroker(opening: trade)
    events = made
    try forward(made)
    try pass(first)
  }

  mutating func act(_ action: Action) throws {
    var made: [Event] = []
    try trade.advance(action, into: &made)
    events += made
    try forward(made)
  }

  mutating func saw(_ prices: ClosedRange<Price>) { trade.saw(prices) }
  func minutes(since: Timestamp, before end: Int) -> [Bar] { [] }
  mutating func look(_ tick: Tick, _ stage: MatchStage) -> BrokerAnswer? { broker.look(tick, stage) }

  mutating func send(_ request: OrderRequest, at tick: Tick) -> [BrokerAnswer] {
    if refuses, case .place(let id, let order) = request, order.purpose == .stop {
      return [.rejected(id: id, reason: "order would immediately trigger")]
    }
    return broker.send(request, at: tick)
  }

  var stopRequests: Int {
    events.count { event in
      if case .orderRequested(let order) = event.fact { order.purpose == .stop } else { false }
    }
  }
}

/// A stop that the broker does not take.
@Suite struct RefusedStopTests {
  static let plan = """
    plan: refused
    instrument: BTCUSDT
    side: long
    size: 1.000
    stop: 29300
    rules:
      - enter 50%
      - enter 50% at 29900
      - at 31000 take 50%
    """

  private func tick(_ index: Int, _ dollars: Int, second: Int) -> Tick {
    Tick(
      index: index, time: Timestamp(microseconds: Int64(second) * 1_000_000),
      price: Price(ticks: dollars * 10))
  }

  private func opened() throws -> RefusingRun {
    try RefusingRun(Worked.plan(Self.plan), tick(0, 30_000, second: 0))
  }

  @Test func itIsAskedForOnceAPrice() throws {
    var run = try opened()
    #expect(run.trade.position.open == Quantity(steps: 500))
    #expect(run.stopRequests == 1)
    #expect(!run.trade.hasStandingStop)
    #expect(run.trade.band == .closed)
    try run.pass(tick(1, 30_000, second: 5))
    #expect(run.stopRequests == 1)
    try run.pass(tick(2, 30_010, second: 5))
    #expect(run.stopRequests == 2)
    // Another price within the second is too soon.
    try run.pass(tick(3, 30_020, second: 5))
    #expect(run.stopRequests == 2)
    run.refuses = false
    try run.pass(tick(4, 30_030, second: 7))
    #expect(run.trade.hasStandingStop)
    #expect(run.trade.refusedStop == nil)
    #expect(run.trade.band != .closed)
  }

  @Test func anotherStopIsAskedForAtOnce() throws {
    var run = try opened()
    try run.act(
      .hand(
        HandAction(
          sentence: "stop to 29400", seenSequence: run.trade.sequence, seenPrice: Price(ticks: 300_000)),
        tick(0, 30_000, second: 0), age: nil, history: BarHistory()))
    #expect(run.stopRequests == 2)
  }

  @Test func nothingIsAddedMeanwhile() throws {
    var run = try opened()
    let resting = run.trade.orders.filter { !$0.order.isReduceOnly }
    #expect(resting.isEmpty)
    // Once the broker takes the stop the tranche waits again: the worst case counts it all along.
    let stop = run.trade.snapshot(Surroundings(feed: FeedStatus(name: ""))).stop
    #expect(try #require(stop?.worstCase) < #require(stop?.locks))
    let add = HandAction(
      sentence: "enter 10%", seenSequence: run.trade.sequence, seenPrice: Price(ticks: 300_000))
    #expect(throws: Refusal.self) {
      try run.act(.hand(add, tick(0, 30_000, second: 0), age: nil, history: BarHistory()))
    }
    run.refuses = false
    try run.pass(tick(1, 30_100, second: 9))
    #expect(run.trade.orders.contains { !$0.order.isReduceOnly })
  }
}
