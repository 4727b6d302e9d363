import Testing
import Trading

private typealias Case = WorkedCases
private func price(_ ticks: Int) -> ReferencePlan.Level { WorkedCases.price(ticks) }

@Test func dcaAddsAStepAboveOrOnAReturn() {
  let plan = Case.plan([.init(.dca(2, .onBreak(price(1000)), every: .ticks(20), returns: nil, levels: []))])
  #expect(
    Case.run(plan, [999, 1000, 990, 1000]) == [
      "1 fill entry 1 50 @ 1000 taker", "1 stop 900", "3 fill entry 2 50 @ 1000 taker",
    ])
  #expect(Case.run(plan, [999, 1000, 1019, 1020]).last == "3 fill entry 2 50 @ 1020 taker")
}

@Test func whatDCAPutThereIsMeasuredAgainstMore() {
  let lower = ReferencePlan.Method.dca(
    2, .onBreak(price(1000)), every: .ticks(50), returns: nil, levels: [price(940)])
  var plan = Case.plan([.init(lower)])
  // 60 of 100 against the average.
  #expect(Case.run(plan, [999, 1000, 939]).last == "2 fill entry 2 50 @ 940 maker")
  plan.rules = plan.unfolded(0).rules
  #expect(Case.run(plan, [999, 1000, 939]).last == "1 stop 900")
}

@Test func aRangeBringsItsStopAndClosesAtTheOtherBoundary() {
  let range = ReferencePlan.Method.range(
    price(950), price(1050), at: [price(1000), price(970)], beyond: .ticks(10))
  var plan = Case.plan([.init(range)])
  #expect(
    Case.run(plan, [1005, 1000, 970, 1051]) == [
      "1 fill entry 1 50 @ 1000 taker", "1 stop 940", "2 fill entry 2 50 @ 970 taker",
      "3 fill target 1 100 @ 1050 maker", "3 closed 65",
    ])
  plan.side = .short
  #expect(Case.run(plan, [995, 1000]).last == "1 stop 1060")
  plan.rules.append(.init(.targets([50_000], at: [Case.price(900)])))
  #expect(plan.expanded.rules.filter(\.isTarget).count == 1)
}

@Test func methodsStandForTheirRules() {
  let pyramid = ReferencePlan.Method.pyramid([50_000, 30_000], at: [price(1000), nil])
  let entries = [
    Case.enter(50, .onBreak(price(1000))),
    Case.enter(30, .onRetest(price(1000), within: 200, hold: 300), then: true),
  ]
  var plan = Case.plan([.init(pyramid)])
  #expect(plan.expanded.rules == entries)
  plan.rules += [
    Case.on(.at(.init(.r(500))), Case.take(10)),
    .init(.targets([30_000, 30_000, 40_000], at: [.init(.r(1000)), .init(.r(2000))])),
    .init(.trail(.init(.r(2000)), by: nil)), .init(.time(172_800)),
    .init(.fast(.init(.r(2000)), within: 900)),
  ]
  #expect(
    plan.expanded.rules.dropFirst(3) == [
      Case.on(.at(.init(.r(1000))), Case.take(30), .stop(.init(.breakeven), room: nil)),
      Case.on(.at(.init(.r(2000))), Case.take(30), .stop(.init(.target(2)), room: nil)),
      Case.on(.from(.init(.r(2000))), .stop(.init(.firstEntry), room: nil), .trailBehind(.ema(20), on: 15)),
      Case.on(.afterUnless(172_800, .init(.r(500))), Case.take(50)),
      Case.on(.whenWithin(.init(.r(2000)), 900), Case.take(50)),
    ])
}
