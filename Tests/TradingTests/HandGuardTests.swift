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

  private func refusal(_ sentence: String, at price: Double, _ yaml: String) throws -> Refusal? {
    var (rehearsal, tick) = try rehearsal([price], yaml)
    let hand = HandAction(sentence: sentence, seenSequence: rehearsal.trade.sequence, seenPrice: tick.price)
    do {
      try rehearsal.act(.hand(hand, tick, age: nil))
      return nil
    } catch let refusal as Refusal {
      return refusal
    }
  }

  /// The number that breaks the limit, the limit, and what helps. With a budget of 60 the first fill is 0.037.
  @Test func aRefusalGivesTheNumberTheLimitAndAWayThatHelps() throws {
    let budget = Self.plan.replacing("size: 1.000", with: "risk: 60")
    let risk = try refusal("enter 0.030", at: 30_400, budget)
    // 0.037 · 1000 + 0.030 · 1400
    #expect(risk?.message == "the loss at the stop would be 79.00, the budget is 60.00; 0.016 would fit")
    #expect(risk?.remedy == "enter less, or add because \"your reason\"")
    let equity = Self.plan.replacing("fees: 0%", with: "fees: 0%\nequity: 15000")
    let leverage = try refusal("enter 0.010", at: 30_400, equity)
    // 0.510 · 30,400 / (15,000 + 0.500 · 400) is 1.02, and 0.500 of it is 1 already.
    #expect(leverage?.message == "effective leverage would be 1.02, the plan says 1; nothing fits")
    #expect(leverage?.remedy == "take a part first, or add because \"your reason\"")
    // 1.00013…: rounded up, so that it is more than 1.
    let nearly = try refusal(
      "enter 0.001", at: 30_400,
      equity.replacing("size: 1.000", with: "size: 15.000")
        .replacing("equity: 15000", with: "equity: 225000"))
    #expect(nearly?.message == "effective leverage would be 1.01, the plan says 1; nothing fits")
    let size = try refusal("enter 80%", at: 30_400, Self.plan)
    #expect(size?.remedy == "enter less")
    let full = Self.plan.replacing("50% on break 30000", with: "100% on break 30000")
      .replacing("\n  - enter 20% on break 30500", with: "").replacing(
        "rules:", with: "first entry: 100%\nrules:")
    #expect(
      try refusal("enter 10%", at: 30_400, full)?.remedy
        == "the plan is entered in full, and what was taken off it is not bought again")
  }

  /// 0.999 of the plan is bought, so that tranche 2 would be cut to less than the venue takes.
  @Test func aTrancheForWhichTooLittleIsLeftCountsForNothing() throws {
    var (rehearsal, tick) = try rehearsal([30_200])
    let hand = HandAction(
      sentence: "enter 0.499", seenSequence: rehearsal.trade.sequence, seenPrice: tick.price)
    try rehearsal.act(.hand(hand, tick, age: nil))
    let trade = rehearsal.trade
    #expect(trade.position.open == Quantity(steps: 999))
    // 0.500 · 1000 + 0.499 · 1200
    #expect(trade.worstCase(at: tick.price).text() == "−1,098.80")
    let snapshot = trade.snapshot(Surroundings(feed: FeedStatus(name: "")))
    #expect(snapshot.waiting == .zero && !snapshot.orders.contains { $0.cancel == "cancel tranche 2" })
    let second = snapshot.tranches.first { $0.kind == .entry && $0.number == 2 }
    #expect(second?.state == .delayed("size: only 0.001 of the plan is left"))
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
