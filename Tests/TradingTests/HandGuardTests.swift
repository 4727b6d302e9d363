import Replay
import StrictYAML
import Testing
import Trading

/// What a person asks for is bound to what the person saw, and an add by hand to its confirmation. The first
/// fill is at 30,000, 1R is 1000 and chase 100.
@Suite struct HandGuardTests {
  private static let plan = """
    plan: by hand
    instrument: BTCUSDT
    side: long
    size: 1.000
    stop: 29000
    fees: 0%
    rules:
      - enter 50% on break 30000
      - enter 20% on break 30500
    """

  /// The trade on the last of these prices, a minute apart.
  private func rehearsal(_ prices: [Double], _ yaml: String = plan) throws -> (Rehearsal, Tick) {
    let plan = try PlanReader.plan(StrictYAML.document(yaml), catalogue: .builtIn)
    var tape = Tape()
    for (index, price) in ([29_900, 30_000] + prices).enumerated() {
      tape.append(
        time: Timestamp(microseconds: Int64(index) * 60_000_000),
        price: Price(ticks: Int((price * 10).rounded())), quantity: Quantity(steps: 1))
    }
    let first = tape.tick(at: 0)
    let opening = try Trade.opening(
      trade: "t", plan: plan, planText: Self.plan, levelOverrides: [], feed: .pipe, first: first)
    var rehearsal = try Rehearsal(plan: plan, opening: opening, first: first)
    var cursor = TapeCursor(at: 1)
    try rehearsal.run(tape, from: &cursor)
    return (rehearsal, tape.tick(at: tape.count - 1))
  }

  /// What is open after the sentence, in steps, or why it was refused.
  private func obey(
    _ sentence: String, at prices: [Double], seen: Double? = nil, eventsSince: Int = 0, age: Span? = nil
  ) throws -> Result<Int, Refusal> {
    var (rehearsal, tick) = try rehearsal(prices)
    let hand = HandAction(
      sentence: sentence, seenSequence: rehearsal.trade.sequence - eventsSince,
      seenPrice: seen.map { Price(ticks: Int(($0 * 10).rounded())) } ?? tick.price)
    do {
      try rehearsal.act(.hand(hand, tick, age: age))
    } catch let refusal as Refusal {
      return .failure(refusal)
    }
    return .success(rehearsal.trade.position.open.steps)
  }

  private func refusal(_ result: Result<Int, Refusal>) -> Refusal? {
    if case .failure(let refusal) = result { refusal } else { nil }
  }

  @Test(arguments: ["enter 10%", "stop to 28500 because \"wider\"", "at 2R take 10%"])
  func whatCanAddRiskIsRefusedWhenSomethingHappenedSince(_ sentence: String) throws {
    #expect(
      refusal(try obey(sentence, at: [30_200], eventsSince: 1))?.message
        == "something happened since the preview")
    #expect(refusal(try obey(sentence, at: [30_200])) == nil)
  }

  @Test(arguments: [("take 10%", 450), ("stop to 29500", 500), ("close", 0)])
  func whatOnlyReducesRiskIsDoneWhateverHappened(_ sentence: String, _ open: Int) throws {
    #expect(try obey(sentence, at: [30_200], eventsSince: 1).get() == open)
    #expect(try obey(sentence, at: [30_200], seen: 30_000, age: Span(seconds: 3600)).get() == open)
  }

  @Test func anAddTakesAPriceWorseThanThePreviewsByNoMoreThanChase() throws {
    #expect(try obey("enter 10%", at: [30_300], seen: 30_200).get() == 600)
    #expect(try obey("enter 10%", at: [30_200], seen: 30_300).get() == 600)
    #expect(
      refusal(try obey("enter 10%", at: [30_300.1], seen: 30_200))?.message
        == "price is +100.1 worse than the preview's 30,200.0")
  }

  @Test func nothingIsAddedOnAnOldPrice() throws {
    #expect(try obey("enter 10%", at: [30_200], age: Span(seconds: 4)).get() == 600)
    #expect(try obey("enter 10%", at: [30_200], age: Span(seconds: 5)).get() == 600)
    let old = refusal(try obey("enter 10%", at: [30_200], age: Span(microseconds: 5_000_001)))
    #expect(old?.guard == .fresh)
    #expect(old?.message == "the price is 5.1 s old, and nothing is added on one older than 5s")
    let later = "enter 10% on break 30300"
    #expect(refusal(try obey(later, at: [30_200], age: Span(seconds: 6)))?.guard == .fresh)
  }

  /// The last fill is at 30,500.
  @Test func anAddIsConfirmedByAPriceBeyondTheLastFill() throws {
    #expect(try obey("enter 10%", at: [30_500, 30_500.1]).get() == 800)
    #expect(refusal(try obey("enter 10%", at: [30_500, 30_500]))?.guard == .confirmation)
    #expect(refusal(try obey("enter 10%", at: [30_500, 30_400]))?.guard == .confirmation)
    #expect(try obey("enter 10% because \"a reason\"", at: [30_500, 30_500]).get() == 800)
  }

  /// One reason lifts what was told, so all is told: 29,400 is 0.6R under the average, and 80% more of the plan than
  /// is left of it is refused before any reason.
  @Test func everyGuardThatAReasonLiftsIsNamedBeforeIt() throws {
    let told = refusal(try obey("enter 10%", at: [29_400]))
    #expect(told?.guard == .confirmation && told?.canOverride == true)
    #expect(
      told?.message
        == "price 29,400.0 is neither at the tranche's own trigger nor in favour of the last fill "
        + "30,000.0; also: price is 0.60R against the average, the limit is 0.5R or half the way to liquidation"
    )
    #expect(refusal(try obey("enter 80% because \"a reason\"", at: [29_400]))?.guard == .size)
    var (rehearsal, tick) = try rehearsal([29_400])
    let hand = HandAction(
      sentence: "enter 10% because \"a reason\"", seenSequence: rehearsal.trade.sequence,
      seenPrice: tick.price)
    try rehearsal.act(.hand(hand, tick, age: nil))
    let lifted = rehearsal.events.compactMap { event in
      if case .overridden(let answering, "a reason") = event.fact { answering } else { nil }
    }
    #expect(lifted == [.confirmation, .underwater])
  }

  /// A limit 0.6R under the average has no order: it is held, and its fill is no worst case.
  @Test func aTrancheThatAGuardKeepsOffTheMarketIsSaidToBeHeld() throws {
    let yaml = Self.plan.replacing("on break 30500", with: "at 29400")
    let (rehearsal, tick) = try rehearsal([30_050], yaml)
    let trade = rehearsal.trade
    #expect(!trade.orders.contains { !$0.order.isReduceOnly })
    let view = trade.snapshot(Surroundings(feed: FeedStatus(name: ""))).tranches.first {
      $0.kind == .entry && $0.number == 2
    }
    #expect(
      view?.state
        == .delayed(
          "underwater: price is 0.60R against the average, the limit is 0.5R or half the way to liquidation"))
    #expect(trade.worstCase(at: tick.price) == Cash(whole: -500))
  }

  @Test func anAddKeepsATenthOfRFromTheFirstFill() throws {
    #expect(refusal(try obey("enter 10%", at: [30_099.9]))?.guard == .firstEntry)
    #expect(try obey("enter 10%", at: [30_100]).get() == 600)
    #expect(try obey("enter 10% because \"a reason\"", at: [30_099.9]).get() == 600)
  }
}
