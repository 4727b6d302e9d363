import Replay
import StrictYAML
import Testing

@testable import Trading

/// `worst` is never better than what then happens on a market that skips no price.
@Suite struct WorstCaseTests {
  private func yaml(_ rules: [String], size: String = "size: 1.000") -> String {
    """
    plan: worst
    instrument: BTCUSDT
    side: long
    \(size)
    stop: 29300
    rules:
    \(rules.map { "  - \($0)" }.joined(separator: "\n"))
    """
  }

  /// The worst case shown at 30,100.0 behind a first fill at 30,000.0, and the loss at the stop once price has been at
  /// all of these.
  private func compare(_ yaml: String, typed: String? = nil, _ prices: [Double]) throws -> (Cash, Cash) {
    let tape = Worked.tape([29_950, 30_000, 30_100])
    var rehearsal = try Worked.rehearsal(yaml, tape)
    let last = tape.tick(at: tape.count - 1)
    if let typed {
      let hand = HandAction(sentence: typed, seenSequence: rehearsal.trade.sequence, seenPrice: last.price)
      try rehearsal.act(.hand(hand, last, age: nil))
    }
    let worst = rehearsal.trade.worstCase(at: last.price)
    for (index, price) in prices.enumerated() {
      let time = last.time + Span(seconds: Int64(index + 1))
      try rehearsal.pass(
        Tick(index: last.index + 1 + index, time: time, price: Price(ticks: Int(price * 10))))
    }
    let trade = rehearsal.trade
    #expect(!trade.waitingTranches.contains { !trade.rules[$0].isByHand }, "all of the plan came")
    let stop = try #require(trade.stop?.price)
    #expect(stop == Price(ticks: 293_000))
    return (worst, trade.position.net(closingAt: stop, fee: trade.plan.takerFee))
  }

  @Test func theDearerAlternativeCounts() throws {
    let (worst, lost) = try compare(
      yaml(["enter 50% on break 30000", "enter 10% at 29800 or on break 30600"]), [30_600])
    #expect(worst == lost)
  }

  /// Counted from a fill that is still to come.
  @Test func aTrancheBehindAnotherCountsWhereThatOneTakesIt() throws {
    let rules = [
      "enter 50% on break 30000", "then enter 30% on break 30300",
      "then enter 20% on break tranche 2 plus 1%",
    ]
    let (worst, lost) = try compare(yaml(rules), [30_300, 30_603])
    #expect(worst == lost)
  }

  @Test func anAddByHandTakesTheLastFillAlong() throws {
    let rules = ["enter 30% on break 30000", "then enter 30% on break last fill plus 1%"]
    let (worst, lost) = try compare(yaml(rules), typed: "enter 10% on break 30200", [30_200, 30_502])
    #expect(worst == lost)
  }

  /// Each step of a chain counts from the one before it, and of two ways the dearer one.
  @Test func aChainOfReturnsAndBreaksIsFollowed() throws {
    let more = "then enter 25% on return first entry after 0.5% or on break last fill plus 1%"
    let (worst, lost) = try compare(
      yaml(["enter 50% on break 30000", more, more]), [30_300, 30_603])
    #expect(worst == lost)
  }

  @Test func aRetestCanFillAtTheFarEndOfItsZone() throws {
    let (worst, lost) = try compare(
      yaml(["enter 50% on break 30000", "then enter 30% on retest 30300 within 0.2% hold 1s"]),
      [30_361, 30_360.6, 30_360.6, 30_360.6])
    #expect(worst == lost)
  }

  /// One lies above, the next below, the third above again: each begins with the one before.
  @Test func aChainThatGoesToAndFroIsFollowed() throws {
    let (worst, lost) = try compare(
      yaml([
        "enter 30% on break 30000", "then enter 20% on break 30300", "then enter 20% at 29900",
        "then enter 20% on break 30600", "then enter 10% at 30100",
      ]), [30_300, 30_200, 29_899.9, 29_950, 30_600, 30_100, 30_099.9])
    #expect(worst == lost)
    let (twice, gone) = try compare(
      yaml([
        "enter 30% on break 30000", "then enter 40% on return 30080 after 0.5%", "then enter 30% at 29880",
      ]),
      [29_920, 30_080, 29_880, 29_879.9])
    #expect(twice == gone)
  }

  /// Of two ways the dearer one may come first, and what counts from it as well.
  @Test func aChainGoesOnFromTheDearerAlternative() throws {
    let rules = [
      "enter 30% on break 30000", "then enter 40% on retest 30130 within 0.2% hold 8s or on break 30300",
      "then enter 30% on break last fill plus 1%",
    ]
    let (worst, lost) = try compare(yaml(rules), [30_300, 30_603])
    #expect(worst == lost)
  }

  /// Under water the guards refuse it; once price is back at the average it is bought.
  @Test func whatTimeSetsOffCountsNoBetterThanTheAverage() throws {
    let rules = ["enter 50% on break 30000", "enter 50% after 1h"]
    let tape = Worked.tape([29_950, 30_000, 29_610])
    let trade = try Worked.rehearsal(yaml(rules), tape).trade
    // 0.500 at 30,000 and 0.500 at 30,070, 0.1R from the first fill; 0.05% of all three.
    #expect(trade.worstCase(at: Price(ticks: 296_100)).text() == "−764.67")
  }

  /// What would break the budget is cut, and counts for no more.
  @Test func theBudgetCutsWhatCanBeLost() throws {
    let rules = ["enter 50% on break 30000", "then enter 50% on break 30100 or on break 31000"]
    let tape = Worked.tape([29_950, 30_000, 30_050])
    let rehearsal = try Worked.rehearsal(yaml(rules, size: "risk: 300"), tape)
    let worst = rehearsal.trade.worstCase(at: Price(ticks: 300_500))
    #expect(worst >= Cash(whole: -300) && worst < Cash(whole: -299), "\(worst.text())")
  }

  /// A target that ends all entries never sets one off.
  @Test func whatItsOwnTargetCancelsIsNoLoss() throws {
    let rules = ["enter 50% on break 30000", "at 1R take 30%", "enter 10% when target 1 fills"]
    let tape = Worked.tape([29_950, 30_000, 30_100])
    let without = try Worked.rehearsal(yaml(Array(rules.prefix(2))), tape)
    let with = try Worked.rehearsal(yaml(rules), tape)
    let last = Price(ticks: 301_000)
    #expect(with.trade.worstCase(at: last) == without.trade.worstCase(at: last))
    let keeping = try Worked.rehearsal(yaml(rules, size: "size: 1.000\nentries: keep"), tape)
    #expect(keeping.trade.worstCase(at: last) < with.trade.worstCase(at: last))
  }

  // MARK: by lot

  /// As long as the stop stands and nothing is sold, no fill makes the loss at the stop larger than any worst case that
  /// was told before it.
  @Test func nothingThatFillsLosesMore() throws {
    var compared = 0
    for seed in RandomCase.seeds(400) {
      let (reference, center, unit) = RandomPlans.plan(seed: seed)
      let plan = try PlanReader.plan(StrictYAML.document(reference.yaml), catalogue: randomPlanCatalogue)
      guard reference.newsEvents.isEmpty, plan.rules.allSatisfy(\.isBoughtAtPrices) else { continue }
      let tape = Self.walk(seed, around: center, unit: unit)
      compared += try follow(plan, tape, "seed \(seed)\n\(reference.yaml)")
    }
    #expect(compared > 100, "there was something to compare: \(compared)")
  }

  private func follow(_ plan: Plan, _ tape: Tape, _ place: String) throws -> Int {
    let first = tape.tick(at: 0)
    guard
      let opening = try? Trade.opening(
        trade: "t", plan: plan, planText: "", levelOverrides: [], feed: .pipe, first: first),
      var rehearsal = try? Rehearsal(plan: plan, opening: opening, first: first, on: tape)
    else { return 0 }
    var told: (worst: Cash, stop: Price, taken: Quantity, entered: Quantity, funding: Cash)?
    var compared = 0
    var cursor = TapeCursor(at: 1)
    try rehearsal.run(tape, from: &cursor) { rehearsal, tick in
      let trade = rehearsal.trade
      guard let stop = trade.stop?.price, trade.position.isOpen else { return told = nil }
      let exit = Price(ticks: max(1, stop.ticks - trade.side.sign * plan.slippage))
      let lost = trade.position.net(closingAt: exit, fee: plan.takerFee)
      // What comes on the next price, comes a tick from its own.
      let slack = plan.instrument.notional(Price(ticks: 2), trade.position.open)
      var worst = trade.worstCase(at: tick.price)
      if let before = told, before.stop == stop, before.taken == trade.position.taken,
        before.funding == trade.position.funding
      {
        if trade.position.entered > before.entered {
          compared += 1
          #expect(lost + slack >= before.worst, "\(place)\nat tick \(tick.index)")
        }
        worst = max(worst, before.worst)
      }
      told = (worst, stop, trade.position.taken, trade.position.entered, trade.position.funding)
    }
    return compared
  }

  /// A tick at a time, towards one goal after another.
  private static func walk(_ seed: UInt64, around center: Int, unit: Int) -> Tape {
    var dice = SplitMix64(seed: seed ^ 0x2545_F491_4F6C_DD1D)
    var tape = Tape()
    var time = RandomPrices.start(seed: seed)
    var price = center + unit * dice.int(-15...15) / 10
    var goal = center
    for _ in 0..<6000 {
      tape.append(
        time: Timestamp(microseconds: time), price: Price(ticks: price), quantity: Quantity(steps: 1))
      time += Int64(dice.int(1...20_000)) * 1000
      if price == goal || dice.chance(1) { goal = center + unit * dice.int(-12...25) / 10 }
      price = max(10, price + (dice.chance(80) ? (goal - price).signum() : dice.int(-1...1)))
    }
    return tape
  }
}

extension Rule {
  /// It buys nothing, or where price is at a level, and not by the clock or by a bar.
  fileprivate var isBoughtAtPrices: Bool {
    guard isEntry else { return true }
    return triggers.allSatisfy { trigger in
      if case .atr? = trigger.level?.offset?.distance { return false }
      switch trigger {
      case .at, .onBreak, .onTouch, .onReturn, .onRetest, .from, .whenTrancheFills, .fromTranche: return true
      default: return false
      }
    }
  }
}
