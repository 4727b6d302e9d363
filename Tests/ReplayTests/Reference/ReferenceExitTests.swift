import Testing
import Trading

private typealias Case = WorkedCases
private func price(_ ticks: Int) -> ReferencePlan.Level { WorkedCases.price(ticks) }

/// What the trace says after the first fill's two lines.
private func afterEntry(_ plan: ReferencePlan, _ prices: [Int], secondsApart: Int = 60) -> [String] {
  Array(Case.run(plan, prices, secondsApart: secondsApart).dropFirst(2))
}

@Test func aStopThatPriceGapsThroughFillsAtThePriceThatCame() {
  var plan = Case.plan([Case.enter(50)])
  #expect(afterEntry(plan, [1000, 901, 900]) == ["2 fill stop 50 @ 900 taker", "2 closed -50"])
  plan.slippage = 3
  plan.stop = .distance(.percent(10_000))
  // Bought at 1003, the stop is 902.7 rounded to the side of profit.
  #expect(
    Case.run(plan, [1000, 850]) == [
      "0 fill entry 1 50 @ 1003 taker", "0 stop 903", "1 fill stop 50 @ 847 taker", "1 closed -78",
    ])
}

@Test func breakevenPaysTheFeesOfBothWays() {
  var plan = Case.plan([Case.enter(50), Case.on(.from(price(1040)), .stop(.init(.breakeven), room: nil))])
  plan.takerFee = Rate(e8: 100_000)
  plan.slippage = 1
  // Bought at 1001 with a fee of 1.001: (1001 + 1.001) / 0.999 + 1 = 1004.005…, up to 1005.
  #expect(afterEntry(plan, [1000, 1039, 1040]) == ["2 stop 1005"])
  // A stop there, filled a tick lower, gives back more than nothing and less than a tick more.
  #expect(
    afterEntry(plan, [1000, 1040, 1005]).suffix(2) == ["2 fill stop 50 @ 1004 taker", "2 closed 0.4975"])
}

@Test func aStopMoveWaitsForItsRoom() {
  var plan = Case.plan([Case.enter(50), Case.on(.from(price(1010)), .stop(.init(.entry), room: nil))])
  plan.room = .r(250)  // a quarter of 100
  #expect(afterEntry(plan, [1000, 1024, 1005, 1025]) == ["3 stop 1000"])
  plan.room = .ticks(0)
  #expect(afterEntry(plan, [1000, 1024, 1025]) == ["1 stop 1000"])
  // It never loosens, and is spent.
  plan.rules[1].actions = [.stop(price(890), room: nil)]
  #expect(afterEntry(plan, [1000, 1024, 1025]) == [])
}

@Test func nRCountsFromTheAverageAndOneRIsFrozen() {
  // 1R is 100; the average of 1000 and 1040 is 1020, so 1R lies at 1120, and half R at 1070.
  let plan = Case.plan([
    Case.enter(50), Case.enter(50, .onBreak(price(1040))), Case.on(.at(.init(.r(1000))), Case.take(50)),
    Case.on(.from(.init(.r(500))), .note("half")),
  ])
  #expect(
    afterEntry(plan, [1000, 1040, 1069, 1070, 1120, 1121]) == [
      "1 fill entry 2 50 @ 1040 taker", "3 note half", "5 fill target 1 50 @ 1120 maker",
    ])
}

@Test func aTrailFollowsInWholeSteps() {
  let plan = Case.plan([
    Case.enter(50), Case.on(.from(price(1050)), .trail(.ticks(30), step: .ticks(10))),
  ])
  #expect(
    afterEntry(plan, [1000, 1055, 1059, 1060, 1040, 1085, 1050]) == [
      "1 trail begins 1050", "1 stop 1020", "3 stop 1030", "5 stop 1050", "6 fill stop 50 @ 1050 taker",
      "6 closed 25",
    ])
}

@Test func targetsTakeCumulativeSharesAndTheLastTheRest() {
  let thirds = (1...3).map { Case.on(.at(price(1000 + $0 * 10)), .take(.percent(33_400))) }
  let plan = Case.plan([Case.enter(50)] + thirds, size: 101)
  // 50 entered of 101: floor 16.7, floor 33.4, then all that is open.
  #expect(
    afterEntry(plan, [1000, 1031]) == [
      "1 fill target 1 16 @ 1010 maker", "1 fill target 2 17 @ 1020 maker", "1 fill target 3 17 @ 1030 maker",
      "1 closed 10.1",
    ])
  // 30 and 30 of 70 remaining leave a runner.
  let rules = [
    Case.enter(100), Case.on(.at(price(1010)), Case.take(30)),
    Case.on(.from(price(1020)), .takeOfRemaining(.percent(30_000))),
  ]
  #expect(
    afterEntry(Case.plan(rules), [1000, 1030]) == [
      "1 fill target 1 30 @ 1010 maker", "1 fill target 2 21 @ 1030 taker",
    ])
}

@Test func anExitBehindTheFirstFillIsRefused() {
  let plan = Case.plan([Case.enter(50), Case.on(.at(price(990)), Case.take(50))])
  #expect(afterEntry(plan, [1000, 1010, 995, 991]) == [])
}

@Test func targetsHeldBackActOnceNoEntryWaits() {
  var plan = Case.plan([
    Case.enter(50), Case.enter(50, .onBreak(price(1050))), Case.on(.at(price(1020)), Case.take(40)),
  ])
  plan.targetsAfterEntries = true
  #expect(
    afterEntry(plan, [1000, 1030, 1050, 1049]) == [
      "2 fill entry 2 50 @ 1050 taker", "3 fill target 1 40 @ 1049 taker",
    ])
}

@Test func liquidationComesBeforeTheStop() {
  var plan = Case.plan([Case.enter(100)], stop: .level(price(960)))
  plan.leverage = 25_000
  // WB = 40 a coin; (40 − 1000) / (0.005 − 1) = 964.8…, up to 965: the stop would lie behind it.
  #expect(Case.run(plan, [1000]) == ["0 refused tranche 1 stop", "0 closed 0"])
  plan.stop = .level(price(966))
  // Beyond both the price that came counts, but never less than the bankruptcy price of 960.
  #expect(afterEntry(plan, [1000, 966]) == ["1 fill stop 100 @ 966 taker", "1 closed -34"])
  #expect(afterEntry(plan, [1000, 965]) == ["1 fill liquidation 100 @ 965 taker", "1 closed -35"])
  #expect(afterEntry(plan, [1000, 900]) == ["1 fill liquidation 100 @ 960 taker", "1 closed -40"])
}

@Test func aFillMakesMovesInItsPassAndTheRestOnTheNextPrice() {
  let plan = Case.plan([
    Case.enter(50), Case.on(.whenTrancheFills(1), .stop(price(950), room: nil)),
    Case.on(.whenTrancheFills(1), Case.take(50)), Case.on(.whenTargetFills(1), .note("first")),
    Case.on(.at(price(1010)), Case.take(20)),
  ])
  #expect(
    afterEntry(plan, [1000, 1001, 1011, 1012]) == [
      "0 stop 950", "1 fill exit rule 3 25 @ 1001 taker", "2 fill target 1 10 @ 1010 maker", "3 note first",
    ])
}

@Test func timeCountsFromTheFirstFillInclusive() {
  var plan = Case.plan([Case.enter(50), Case.on(.after(120), Case.take(50))])
  #expect(afterEntry(plan, [1000, 1001, 1002]) == ["2 fill exit rule 2 25 @ 1002 taker"])
  plan.rules[1].triggers = [.afterUnless(120, price(1002))]
  #expect(afterEntry(plan, [1000, 1001, 1002, 1001]) == [])
  #expect(afterEntry(plan, [1000, 1001, 1001]) == ["2 fill exit rule 2 25 @ 1001 taker"])
  plan.rules[1].triggers = [.afterUnlessNow(120, price(1002))]
  #expect(afterEntry(plan, [1000, 1005, 1001]) == ["2 fill exit rule 2 25 @ 1001 taker"])
}

@Test func fundingIsPaidOnTheFirstPriceAtOrAfterItsHour() {
  var plan = Case.plan([Case.enter(50)])
  plan.funding = .init(rate: Rate(e8: 10_000), hours: 1)
  // The first price is 13:20 past an hour: with 1000 s between prices the hours end at 2800 s and 6400 s.
  #expect(
    afterEntry(plan, [1000, 1000, 1000, 1000, 1100, 1000, 1000, 1000], secondsApart: 1000) == [
      "3 funding 0.05", "7 funding 0.05",
    ])
}

@Test func guardsCutToWhatFits() {
  var plan = Case.plan([Case.enter(100)])
  plan.equity = 500
  plan.leverage = 1000
  // 50 coins cost 500, and without fees that is what one times the equity buys.
  #expect(Case.run(plan, [1000]).prefix(2) == ["0 cut tranche 1 50", "0 fill entry 1 50 @ 1000 taker"])
  plan.takerFee = Rate(e8: 1_000_000)
  // With 1% it is 49: 490 against 500 − 4.9.
  #expect(Case.run(plan, [1000]).first == "0 cut tranche 1 49")
  plan.equity = nil
  plan.size = .risk(20)
  plan.takerFee = .zero
  // A coin loses 1.00 down to the stop.
  #expect(Case.run(plan, [1000]).first == "0 fill entry 1 20 @ 1000 taker")
}
