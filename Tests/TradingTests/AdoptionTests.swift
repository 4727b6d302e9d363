import Replay
import StrictYAML
import Testing
import Trading

/// Taking over an open position: what the words mean, and what the plan does with it.
@Suite struct AdoptionTests {
  private static let header = """
    plan: taken over
    instrument: BTCUSDT
    side: long
    size: 1.000
    leverage: 5
    stop: 29300
    fees: 0%
    room: 0R

    """
  private static let rules = """
    rules:
      - enter 30% on break 30000
      - then enter 30% on break 30500
      - then enter 40% on break 31000
      - from tranche 2, stop to 29500
      - at 1R take 30%, stop to breakeven
      - at 2R take 30%
      - after 48h take 50%
    """

  private func plan(_ adopt: String, _ rules: String = rules, header: String = header) throws -> Plan {
    try PlanReader.plan(StrictYAML.document(header + "adopt: \(adopt)\n" + rules), catalogue: .builtIn)
  }

  private func tape(_ prices: [Double]) -> Tape {
    var tape = Tape()
    for (index, price) in prices.enumerated() {
      tape.append(
        time: Timestamp(microseconds: 1_767_621_600_000_000 + Int64(index) * 60_000_000),
        price: Price(ticks: Int((price * 10).rounded())), quantity: Quantity(steps: 1))
    }
    return tape
  }

  private func opened(_ plan: Plan, at price: Double) throws -> (Trade, [Event]) {
    let first = tape([price]).tick(at: 0)
    let opening = try Trade.opening(
      trade: "t", plan: plan, planText: "", levelOverrides: [], feed: .pipe, first: first)
    var events: [Event] = []
    return (Trade.open(plan: plan, opening: opening, tick: first, into: &events), events)
  }

  private func rehearsal(_ plan: Plan, _ prices: [Double]) throws -> Rehearsal {
    let tape = tape(prices)
    let first = tape.tick(at: 0)
    let opening = try Trade.opening(
      trade: "t", plan: plan, planText: "", levelOverrides: [], feed: .pipe, first: first)
    var rehearsal = try Rehearsal(plan: plan, opening: opening, first: first)
    var cursor = TapeCursor(at: 1)
    try rehearsal.run(tape, from: &cursor)
    return rehearsal
  }

  private func refusal(_ adopt: String, at price: Double = 30_200) -> String {
    do {
      _ = try opened(try plan(adopt), at: price)
      return "accepted"
    } catch let errors as PlanErrors {
      return errors.errors.map {
        "\($0.place.map { "\($0.line):\($0.column): " } ?? "")\($0.message); \($0.remedy)"
      }
      .joined(separator: " | ")
    } catch let refusal as Refusal {
      return "\(refusal.message); \(refusal.remedy)"
    } catch {
      return "\(error)"
    }
  }

  @Test(arguments: [
    ("0.500 at 30120, stop 29300", "accepted"), ("0.500@30120, stop 29300", "accepted"),
    ("0.500@now, stop 29300", "accepted"), ("0.500 at 30120.37, stop 29300", "accepted"),
    ("0.500 at 30120, stop 30150, r 700, since 2026-01-01T14:00Z, realised -125.50", "accepted"),
    ("0.500 at 30120", "9:8: adopt: the position's stop is missing; add where it stands: stop 29300"),
    (
      "0.500",
      "9:8: adopt: an open position is a quantity and its average price; write 0.500 at 30120, stop 29300"
    ),
    (
      "0.5005 at 30120, stop 29300",
      "9:8: adopt: \"0.5005\" is no quantity of BTCUSDT; it counts in steps of 0.001"
    ),
    (
      "0.500 at soon, stop 29300",
      "9:8: adopt: \"soon\" is no price; write a price with at most 7 decimals, or now"
    ),
    (
      "0.500 at 30120, stop 29300.05",
      "9:24: adopt: \"29300.05\" is no price of BTCUSDT; write 0.500 at 30120, stop 29300"
    ),
    (
      "0.500 at 30120, stop 29300, stop 29400",
      "9:36: adopt: \"stop\" stands twice; write 0.500 at 30120, stop 29300"
    ),
    ("0.500 at 30120, stop 29300, r", "9:36: adopt: \"r\" needs one value; write 0.500 at 30120, stop 29300"),
    (
      "0.500 at 30120, stop 29300, size 1",
      "9:36: adopt: \"size\" is not understood here; known are stop, r, since and realised"
    ),
    ("0.500 at 30120, stop 29300, since noon", "9:36: adopt: \"noon\" is no time; write 2026-11-20T14:00Z"),
    (
      "1.001 at 30120, stop 29300",
      "the position of 1.001 is more than the 1.000 planned; raise `size:` to 1.001 or adopt less"
    ),
    (
      "0.500 at 30120, stop 30200",
      "the stop 30,200.0 is not behind the price 30,200.0: the position would be closed at once; give a stop behind price"
    ),
    (
      "0.500 at 30120, stop 30120",
      "the stop 30,120.0 is not behind the entry 30,120.0, so it does not tell what 1R is; add `r` and the distance between the entry and the first stop"
    ),
    (
      "0.500 at 30120, stop 24000",
      "the stop 24,000.0 lies beyond liquidation at 24,192.8; lower `leverage:` to what the position has, or move the stop"
    ),
    (
      "0.500 at 30120, stop 29300, since 2026-02-01",
      "the position cannot be open since 2026-02-01 00:00:00: the first price is of 2026-01-05 14:00:00; give the time of its first fill"
    ),
  ])
  func whatItSaysIsRead(_ adopt: String, _ expected: String) { #expect(refusal(adopt) == expected) }

  /// 0.5 is tranche 1 whole and two thirds of tranche 2, which keeps its rest.
  @Test func tranchesCountAsUsedInPlanOrder() throws {
    let (trade, events) = try opened(try plan("0.500 at 30120.5, stop 29300"), at: 30_200)
    #expect(trade.position.open == Quantity(steps: 500))
    #expect(trade.position.average == Ratio(301_205))
    #expect(trade.oneR == 8_205)
    #expect(trade.stop?.price == Price(ticks: 293_000))
    #expect(trade.hasStandingStop == false && trade.orders.contains { $0.order.purpose == .stop })
    #expect(trade.rules[0].hasFilled && !trade.rules[1].isEnded)
    #expect(trade.report.lines.map(\.quantity.steps) == [300, 200])
    #expect(trade.report.lines.map(\.label) == ["1", "2"])
    // Nothing was bought or sold, and tranche 2 has not filled.
    #expect(!events.contains { if case .filled = $0.fact { true } else { false } })
    #expect(trade.stop?.cause == .initial)
  }

  /// The rest of tranche 2 is bought at its own trigger; then `from tranche 2` moves the stop; then tranche 3.
  @Test func whatIsLeftOfThePlanManagesIt() throws {
    let run = try rehearsal(try plan("0.500 at 30120, stop 29300"), [30_200, 30_400, 30_500, 30_600])
    let trade = run.trade
    #expect(trade.position.entered == Quantity(steps: 600))
    #expect(trade.rules[1].hasFilled)
    #expect(trade.stop?.price == Price(ticks: 295_000))
    // R counts from the average; targets take of all that was entered.
    let more = try rehearsal(
      try plan("0.600 at 30000, stop 29300"), [30_200, 30_600, 30_701, 30_650, 29_400])
    let lines = more.trade.report.lines
    #expect(lines.map(\.label) == ["1", "2", "T1", "stop"])
    #expect(lines.map(\.quantity.steps) == [300, 300, 180, 420])
    #expect(lines[2].price == Ratio(307_000))
    #expect(lines[3].price == Ratio(294_000), "the gap through breakeven")
  }

  /// Both tranches were there: the stop moves as the plan says, at once.
  @Test func rulesThatOnlyProtectAreSetOff() throws {
    let run = try rehearsal(try plan("0.600 at 30120, stop 29300"), [30_200, 30_210])
    #expect(run.trade.stop?.price == Price(ticks: 295_000))
    #expect(run.trade.stop?.cause == .rule(3))
  }

  @Test func aTargetThatPriceHasPassedAsks() throws {
    let plan = try plan("0.600 at 30000, stop 29300")
    let (trade, events) = try opened(plan, at: 30_900)
    #expect(trade.askingTargets == [4])
    #expect(!trade.orders.contains { $0.order.purpose == .exit(rule: 4) })
    #expect(events.contains { $0.fact == .targetAsks(rule: 4) })
    #expect(
      trade.adoptionQuestion
        == "T1 was passed before: t takes it now, or it waits for a return"
    )
    // Nobody can answer without keys.
    #expect(throws: Refusal.self) { try rehearsal(plan, [30_900, 30_950]) }
  }

  @Test func itWaitsAgainOncePriceIsShortOfIt() throws {
    let plan = try plan("0.600 at 30000, stop 29300")
    let tape = tape([30_900, 30_950, 30_650, 30_701])
    let (trade, _) = try opened(plan, at: 30_900)
    var run = Rehearsal(resuming: trade)
    try run.pass(tape.tick(at: 1))
    #expect(run.band(at: tape.tick(at: 1)).low == 306_999)
    #expect(run.trade.position.taken == .zero)
    try run.pass(tape.tick(at: 2))
    #expect(run.trade.askingTargets.isEmpty)
    try run.pass(tape.tick(at: 3))
    #expect(run.trade.position.taken == Quantity(steps: 180))
  }

  @Test func aPersonTakesIt() throws {
    let (trade, _) = try opened(try plan("0.600 at 30000, stop 29300"), at: 30_900)
    var run = Rehearsal(resuming: trade)
    let tick = tape([30_900, 30_910]).tick(at: 1)
    try run.act(
      .hand(HandAction(sentence: "take next", seenSequence: trade.sequence, seenPrice: nil), tick, age: nil))
    #expect(run.trade.position.taken == Quantity(steps: 180))
    #expect(run.trade.askingTargets.isEmpty)
  }

  /// What was meant by `next` is what was seen; the market may have filled it a moment before.
  @Test func takeNextIsTheTargetThatWasSeen() throws {
    let (trade, _) = try opened(try plan("0.600 at 30000, stop 29300"), at: 30_900)
    let tick = tape([30_900, 30_910]).tick(at: 1)
    guard case .possible(let table) = Preview.outcome("take next", of: trade, at: tick) else {
      Issue.record("no preview")
      return
    }
    var hand = HandAction(sentence: "take next", seenSequence: table.sequence, seenPrice: nil)
    hand.seenTarget = table.target
    let seen = try #require(table.target)
    var run = Rehearsal(resuming: trade)
    try run.act(.hand(hand, tick, age: nil))
    let taken = run.trade.position.taken
    #expect(taken > .zero)
    #expect(throws: Refusal.self) { try run.act(.hand(hand, tick, age: nil)) }
    #expect(run.trade.position.taken == taken, "\(seen) was taken once")
  }

  /// `now` without a trigger, a sale on a fill that has been, a time that has passed: none of it acts by itself.
  @Test func nothingIsSentThatNobodySaw() throws {
    let rules = """
      rules:
        - enter 60%
        - enter 40%
        - when tranche 1 fills take 10%
        - take 5%
        - after 1h take 50%
        - at 1R take 30%
      """
    let plan = try plan("0.400 at 30000, stop 29300, since 2026-01-05T10:00Z", rules)
    let run = try rehearsal(plan, [30_200, 30_210, 30_220])
    #expect(run.trade.position.entered == Quantity(steps: 400))
    #expect(run.trade.position.taken == .zero)
    let cancelled = run.trade.rules.filter { if case .cancelled? = $0.ending { true } else { false } }
    #expect(cancelled.map { "\($0.rule)" } == ["take 5%", "after 1h take 50%"])
    // The rest of tranche 1 is there for `a`.
    #expect(run.trade.nextTrancheNumber == 1)
  }

  @Test func timeCountsFromItsFirstFill() throws {
    let plan = try plan("0.600 at 30000, stop 29300, since 2026-01-03T14:03:00Z")
    let run = try rehearsal(plan, [30_200, 30_200, 30_200, 30_200])
    #expect(run.trade.position.taken == Quantity(steps: 300), "48 hours after its first fill")
  }

  @Test func whatItHadRealisedBeginsTheResult() throws {
    let plan = try plan("0.600 at 30000, stop 29300, realised 100.25")
    let run = try rehearsal(plan, [30_200, 29_300])
    #expect(run.trade.result?.net == Cash(units: -319_750_000_000_000_000_000))
    #expect(run.trade.report.carried == Cash(units: 100_250_000_000_000_000_000))
    #expect(run.trade.result?.adverse == run.trade.result?.net)
    // MFE is from now on: 0.6 · 200 and what was realised.
    #expect(run.trade.result?.favourable == Cash(units: 220_250_000_000_000_000_000))
    let lines = run.trade.reportLines(feed: "a test", width: 80)
    #expect(lines.contains("  before    +100.25 realised when the position was adopted"))
  }

  @Test func shortsMirrorLongs() throws {
    let header = Self.header.replacing("side: long", with: "side: short").replacing("29300", with: "30700")
    let rules = """
      rules:
        - enter 60% on break 30000
        - at 1R take 30%, stop to breakeven
      """
    let plan = try plan("0.600 at 30000, stop 30700", rules, header: header)
    let (trade, _) = try opened(plan, at: 29_200)
    #expect(trade.askingTargets == [1])
    let run = try rehearsal(plan, [29_800, 29_299, 29_500, 30_000])
    #expect(run.trade.report.lines.map(\.label) == ["1", "T1", "stop"])
    #expect(run.trade.result?.net == Cash(whole: 126))
  }

  /// What the command line takes: the plan's own stop, if none is said.
  @Test func theCommandLineTakesThePlansStop() throws {
    var plan = try PlanReader.plan(StrictYAML.document(Self.header + Self.rules), catalogue: .builtIn)
    try plan.adopt("0.500@30120")
    let (trade, _) = try opened(plan, at: 30_200)
    #expect(trade.stop?.price == Price(ticks: 293_000))
    try plan.adopt("0.500@now")
    #expect(try opened(plan, at: 30_200).0.position.average == Ratio(302_000))
    #expect(throws: SentenceError.self) { try plan.adopt("0.500") }
    let error = try #require(throws: SentenceError.self) { try plan.adopt("\u{1B}[2J at 30120") }
    #expect(error.message == "\"U+1B[2J\" is no quantity of BTCUSDT")
  }
}

extension Trade {
  /// The tranche that `a` would enter.
  fileprivate var nextTrancheNumber: Int? {
    snapshot(Surroundings(feed: FeedStatus(name: ""))).nextTranche
  }
}
