import Testing
import Trading

private typealias Case = WorkedCases
private func price(_ ticks: Int) -> ReferencePlan.Level { WorkedCases.price(ticks) }

@Test func aBreakNeedsATradeShortOfItFirst() {
  let plan = Case.plan([Case.enter(50, .onBreak(price(1000)))])
  #expect(Case.run(plan, [1005, 1010, 1000, 1003]) == [])
  #expect(Case.run(plan, [1005, 999, 1000]) == ["2 fill entry 1 50 @ 1000 taker", "2 stop 900"])
  // The price on which the rule begins arms it; a gap fills at the price that came.
  #expect(Case.run(plan, [999, 1004]) == ["1 fill entry 1 50 @ 1004 taker", "1 stop 900"])
}

@Test func aBreakThatRanAwayWaitsUntilItIsInReach() {
  var plan = Case.plan([Case.enter(50, .onBreak(price(1000)))])
  plan.chase = .r(100)  // 1R is 1000 − 900, so at most 10 ticks
  #expect(Case.run(plan, [999, 1011, 1010]) == ["2 fill entry 1 50 @ 1010 taker", "2 stop 900"])
  // Short of X it waits anew.
  #expect(Case.run(plan, [999, 1011, 998, 1000]) == ["3 fill entry 1 50 @ 1000 taker", "3 stop 900"])
}

@Test func aTouchIsATradeAtOrTwoOnBothSides() {
  let plan = Case.plan([Case.enter(50, .onTouch(price(1000)))])
  #expect(Case.run(plan, [990, 995, 999]) == [])
  #expect(Case.run(plan, [990, 1000]) == ["1 fill entry 1 50 @ 1000 taker", "1 stop 900"])
  #expect(Case.run(plan, [990, 1010]) == ["1 fill entry 1 50 @ 1010 taker", "1 stop 900"])
  #expect(Case.run(plan, [1010, 990]) == ["1 fill entry 1 50 @ 990 taker", "1 stop 900"])
  // On the price it begins on nothing fires, and leaving it is no crossing.
  #expect(Case.run(plan, [1000, 1010, 1005]) == [])
}

/// D is 1% of 1000: the band reaches from 990 to 1010.
@Test(arguments: [
  ([1011, 1010, 1005, 1004], "3 fill entry 1 50 @ 1004 taker"),
  // It never was beyond.
  ([1010, 1005, 1004, 1003], nil),
  // A trade beyond ends the hold; the next return begins another, which ends on index 5.
  ([1011, 1010, 1011, 1009, 1008, 1007], "5 fill entry 1 50 @ 1007 taker"),
  // Through X − D it must go beyond again first.
  ([1011, 1010, 989, 1005, 1005, 1005], nil),
  ([1011, 1010, 989, 1011, 1005, 1005, 1004], "6 fill entry 1 50 @ 1004 taker"),
  // Below X but not through X − D the hold goes on; it fires from X to X + D.
  ([1011, 1010, 995, 990, 999, 1000], "5 fill entry 1 50 @ 1000 taker"),
])
func aRetestGoesBeyondComesBackAndHolds(_ prices: [Int], _ fill: String?) {
  let plan = Case.plan([Case.enter(50, .onRetest(price(1000), within: 1000, hold: 120))])
  #expect(Case.run(plan, prices) == (fill.map { [$0, "\(prices.count - 1) stop 900"] } ?? []))
}

@Test func thenBeginsWithTheFillBeforeItAndThatPriceArmsOnly() {
  let rules = [Case.enter(50, .onBreak(price(1000))), Case.enter(50, .onBreak(price(1020)), then: true)]
  let plan = Case.plan(rules, stop: .level(price(980)))
  // Price 1030 fills the first and begins the second, which must see a trade short of 1020 first.
  #expect(
    Case.run(plan, [999, 1030, 1040, 1019, 1020]) == [
      "1 fill entry 1 50 @ 1030 taker", "1 stop 980", "4 fill entry 2 50 @ 1020 taker",
    ])
  // A first tranche that is refused lets nobody behind it begin; nothing waits, so the trade ends.
  var refused = plan
  refused.firstEntry = 40_000
  #expect(Case.run(refused, [999, 1000, 999, 1030]) == ["1 refused tranche 1 first entry", "1 closed 0"])
}

@Test(arguments: [(7, [3, 2, 2]), (101, [50, 30, 21]), (99, [49, 30, 20]), (1, [0, 0, 1])])
func sharesAreFlooredCumulatively(_ size: Int, _ steps: [Int]) {
  var plan = Case.plan(
    [
      Case.enter(50, .onTouch(price(1000))), Case.enter(30, .onTouch(price(1030))),
      Case.enter(20, .onTouch(price(1060))),
    ], size: size)
  plan.underwater = 2000
  let bought = Case.run(plan, [995, 1000, 1030, 1060]).filter { $0.contains("fill entry") }
  let expected = zip(1...3, steps).filter { $0.1 > 0 }.map { number, steps in
    "\(number) fill entry \(number) \(steps) @ \(970 + number * 30) taker"
  }
  #expect(bought == expected)
}

@Test func aRestingLimitFillsAtItsPriceOnceTradedThrough() {
  var plan = Case.plan([Case.enter(50, .at(price(1000)))])
  #expect(Case.run(plan, [1010, 1000, 997]) == ["2 fill entry 1 50 @ 1000 maker", "2 stop 900"])
  plan.fillsOnTouch = true
  #expect(Case.run(plan, [1010, 1000, 997]) == ["1 fill entry 1 50 @ 1000 maker", "1 stop 900"])
}

@Test func aLimitThatPriceHadPassedIsBoughtOnTheNextPrice() {
  var plan = Case.plan([Case.enter(50, .at(price(1000)))])
  plan.slippage = 2
  #expect(Case.run(plan, [998, 999]) == ["1 fill entry 1 50 @ 999 taker", "1 stop 900"])
  // Worse there: it rests from then on.
  #expect(Case.run(plan, [998, 1001, 1000, 999]) == ["3 fill entry 1 50 @ 1000 maker", "3 stop 900"])
}

@Test func ofLimitsTheNearestFillsFirstAndOfMarketEntriesOne() {
  let limits = Case.plan([Case.enter(30, .at(price(980))), Case.enter(30, .at(price(990)))])
  #expect(
    Case.run(limits, [1000, 970]) == [
      "1 fill entry 2 30 @ 990 maker", "1 stop 900", "1 fill entry 1 30 @ 980 maker",
    ])
  let breaks = Case.plan([Case.enter(30, .onBreak(price(1010))), Case.enter(30, .onBreak(price(1005)))])
  // The second one is made when price is a tenth of R (12 ticks) away from the first fill.
  #expect(
    Case.run(breaks, [1000, 1020, 1031, 1032]) == [
      "1 fill entry 1 30 @ 1020 taker", "1 stop 900", "3 fill entry 2 30 @ 1032 taker",
    ])
}

@Test func aLegBelowTheMinimumGoesToTheNext() {
  // One coin at 4.00 is less than the minimum of 5.
  let plan = Case.plan(
    [Case.enter(50, .onTouch(price(400))), Case.enter(50, .onTouch(price(410)), then: true)], size: 2,
    stop: .level(price(300)))
  #expect(Case.run(plan, [395, 400, 405, 410]) == ["3 fill entry 2 2 @ 410 taker", "3 stop 300"])
}

@Test func anEntryExpiresAndLimitsStopAtTheFirstTarget() {
  var rule = Case.enter(50, .at(price(950)))
  rule.actions = [.enter(.percent(50_000), chase: nil, within: 120)]
  #expect(Case.run(Case.plan([rule]), [1000, 1000, 940]) == ["2 cancel tranche 1", "2 closed 0"])
  let plan = Case.plan([
    Case.enter(50), Case.enter(50, .at(price(950))), Case.on(.at(price(1010)), Case.take(50)),
  ])
  let trace = Case.run(plan, [1000, 1011, 940])
  #expect(
    trace == [
      "0 fill entry 1 50 @ 1000 taker", "0 stop 900", "0 kept off tranche 2 underwater",
      "1 fill target 1 25 @ 1010 maker", "1 cancel tranche 2",
    ])
  var kept = plan
  kept.keepsEntries = true
  kept.underwater = 2000
  #expect(Case.run(kept, [1000, 1011, 940]).last == "2 fill entry 2 50 @ 950 maker")
}
