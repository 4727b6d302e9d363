import Testing
import Trading

/// Prices come a minute apart, so each is a bar of one minute, finished by the next.
private typealias Case = WorkedCases
private func price(_ ticks: Int) -> ReferencePlan.Level { WorkedCases.price(ticks) }

private func afterEntry(_ plan: ReferencePlan, _ prices: [Int]) -> [String] {
  Array(Case.run(plan, prices).dropFirst(2))
}

private func bars(_ rows: [(high: Int, low: Int, close: Int)]) -> [ReferenceTrade.Bar] {
  rows.enumerated().map { number, row in
    .init(start: Int64(number), high: row.high, low: row.low, close: row.close)
  }
}

@Test func averagesAreSeededWithAMeanAndSwingsAreStrict() {
  let closes = bars([10, 12, 14, 13].map { ($0, $0, $0) })
  #expect(ReferenceTrade.ema(Array(closes.prefix(2)), 3) == nil)
  #expect(ReferenceTrade.ema(Array(closes.prefix(3)), 3) == 12)
  #expect(ReferenceTrade.ema(closes, 3) == 12.5)
  #expect(ReferenceTrade.sma(closes, 3) == 13)
  // True ranges 2, then 12 − 9, then 11 − 7.
  let ranges = bars([(10, 8, 9), (12, 10, 11), (11, 7, 8)])
  #expect(ReferenceTrade.averageTrueRange(Array(ranges.prefix(2)), 2) == 2.5)
  #expect(ReferenceTrade.averageTrueRange(ranges, 2) == 3.25)
  #expect(ReferenceTrade.swing(bars([(9, 5, 6), (8, 4, 6), (9, 6, 7)]), 1, .low) == 4)
  #expect(ReferenceTrade.swing(bars([(9, 5, 6), (8, 4, 6), (9, 4, 7), (9, 6, 7)]), 1, .low) == nil)
  #expect(ReferenceTrade.swing(bars([(9, 5, 6), (11, 4, 6), (9, 6, 7)]), 1, .high) == 11)
  // Known only with the bar on its right.
  #expect(ReferenceTrade.swing(bars([(9, 5, 6), (8, 4, 6)]), 1, .low) == nil)
}

@Test(arguments: [
  ([999, 1005, 1003], "2 fill entry 1 50 @ 1003 taker"),
  // Armed by the trade at 999, which came after the close at 1010.
  ([1005, 1010, 999, 1004, 1003], "4 fill entry 1 50 @ 1003 taker"),
  // Bought on the price that finishes the bar, wherever it is.
  ([999, 1005, 998], "2 fill entry 1 50 @ 998 taker"),
  // A tenth of 1R is 10.5, from the close at 1005; the later close at 1016 moves nothing.
  ([999, 1005, 1016, 1015], "3 fill entry 1 50 @ 1015 taker"),
  // Short of X it waits anew.
  ([999, 1005, 1016, 999, 1004, 1003], "5 fill entry 1 50 @ 1003 taker"),
  ([999, 1005, 1016, 999, 1004], nil),
])
func aClosedBreakIsBoughtOnThePriceThatFinishesItsBar(_ prices: [Int], _ fill: String?) {
  var plan = Case.plan([Case.enter(50, .onBreakClose(price(1000), on: 1))])
  plan.chase = .r(100)
  #expect(Case.run(plan, prices) == (fill.map { [$0, "\(prices.count - 1) stop 900"] } ?? []))
}

@Test func aBarOfThreeMinutesEndsOnItsBoundary() {
  // The first price lies 80 s into a frame: bars of two, three, three … prices.
  let plan = Case.plan([Case.enter(50, .onBreakClose(price(1000), on: 3))])
  #expect(Case.run(plan, [999, 1001, 1002]).first == "2 fill entry 1 50 @ 1002 taker")
  #expect(Case.run(plan, [999, 998, 1001, 1002, 1003, 1004]).first == "5 fill entry 1 50 @ 1004 taker")
}

@Test func aCloseBelowIsStrictAndLooksAtLaterBars() {
  let plan = Case.plan([
    Case.enter(50), Case.on(.whenClose(below: true, .level(price(990)), on: 1), .close),
  ])
  #expect(afterEntry(plan, [1000, 990, 995, 995]) == [])
  #expect(afterEntry(plan, [1000, 989, 995]) == ["2 fill exit rule 2 50 @ 995 taker", "2 closed -2.5"])
}

@Test func aCloseIsComparedWithTheAverageThatHoldsIt() {
  let plan = Case.plan([
    Case.enter(50), Case.on(.whenClose(below: true, .indicator(.ema(3)), on: 1), .close),
  ])
  // 1010, 1011, 1005.5: only the close at 1000 lies below its own.
  #expect(
    afterEntry(plan, [1000, 1010, 1020, 1012, 1000, 1005]) == [
      "5 fill exit rule 2 50 @ 1005 taker", "5 closed 2.5",
    ])
}

@Test func aTrailFollowsSwingsAndLevels() {
  let swing = Case.plan([Case.enter(50), Case.on(.from(price(1010)), .trailBehind(.swing(1), on: 1))])
  // The low at 1010 is known once the bar at 1030 is finished.
  #expect(afterEntry(swing, [1000, 1020, 1010, 1030, 1025]) == ["1 trail begins 1010", "4 stop 1010"])
  var levels = Case.plan([Case.enter(50), .init(actions: [.trailBehindLevels])])
  levels.levels = [.init(name: "low.one", level: price(990)), .init(name: "low.two", level: price(1010))]
  levels.room = .ticks(5)
  #expect(afterEntry(levels, [1000, 1014, 1015]) == ["0 trail begins 1000", "0 stop 990", "2 stop 1010"])
}

@Test func aTrailInATRBeginsWithItsFirstValue() {
  let plan = Case.plan([
    Case.enter(50), Case.on(.from(price(1010)), .trail(.atr(1000, bars: 2, on: 1), step: nil)),
  ])
  // True ranges 0 and 20: 10, so steps of 1 from the trigger's price.
  #expect(
    afterEntry(plan, [1000, 1020, 1030, 1031]) == ["2 trail begins 1010", "2 stop 1020", "3 stop 1021"])
}

@Test func entriesWaitForAStopInATR() {
  let plan = Case.plan([Case.enter(50)], stop: .distance(.atr(2000, bars: 2, on: 1)))
  // A value of 5 on the third price, and of 7.5 on the one that is bought.
  #expect(Case.run(plan, [1000, 1010, 1020, 1030]) == ["3 fill entry 1 50 @ 1030 taker", "3 stop 1015"])
  #expect(Case.run(plan, [1000, 1010, 1020]) == [])
}
