import Testing
import Trading

private typealias Case = WorkedCases
private func price(_ ticks: Int) -> ReferencePlan.Level { WorkedCases.price(ticks) }

private func afterEntry(_ plan: ReferencePlan, _ prices: [Int]) -> [String] {
  Array(Case.run(plan, prices).dropFirst(2))
}

private func back(_ returns: Int? = nil) -> ReferencePlan.Trigger {
  .onReturn(price(1000), after: .ticks(10), returns: returns)
}

@Test func aReturnMustHaveBeenAway() {
  let plan = Case.plan([Case.enter(50, back())])
  #expect(Case.run(plan, [1005, 991, 1000]) == [])
  #expect(Case.run(plan, [1005, 990, 995, 1000]).first == "3 fill entry 1 50 @ 1000 taker")
  // The price on which it begins can arm it.
  #expect(Case.run(plan, [990, 1001]).first == "1 fill entry 1 50 @ 1001 taker")
}

@Test func oneReturnServesOneEntryOrAsManyAsItSays() {
  let prices = [1000, 990, 1000, 990, 1000]
  let first = ["2 fill entry 1 30 @ 1000 taker", "2 stop 900"]
  #expect(Case.run(Case.plan([Case.enter(30, back()), Case.enter(30, back())]), prices) == first)
  // It was away again, so nothing delays the second although it is made at the price of the first.
  #expect(
    Case.run(Case.plan([Case.enter(30, back()), Case.enter(30, back(2))]), prices)
      == first + ["4 fill entry 2 30 @ 1000 taker"])
}

@Test func aReturnThatRanAwayWaitsFromScratch() {
  var plan = Case.plan([Case.enter(50, back())])
  plan.chase = .ticks(2)
  // 995 is short of 1000 and not away from it.
  #expect(Case.run(plan, [990, 1003, 995, 1000]) == [])
  #expect(Case.run(plan, [990, 1003, 990, 1000]).first == "3 fill entry 1 50 @ 1000 taker")
  #expect(Case.run(plan, [990, 1003, 1002]).first == "2 fill entry 1 50 @ 1002 taker")
}

@Test func withinCountsFromTheFirstFillInclusive() {
  let plan = Case.plan([Case.enter(50), Case.on(.whenWithin(price(1050), 120), Case.take(50))])
  #expect(afterEntry(plan, [1000, 1049, 1050]) == ["2 fill exit rule 2 25 @ 1050 taker"])
  #expect(afterEntry(plan, [1000, 1049, 1049, 1050]) == [])
  var behind = plan
  behind.rules[1].triggers = [.whenWithin(price(990), 120)]
  #expect(afterEntry(behind, [1000, 1001, 1002]) == [])
}

@Test func newsHoldsEntriesBackAndLetsExitsGo() {
  let first = Int64(1_700_000_000) * 1_000_000
  // From the second to before the fourth price.
  let event = ReferencePlan.News(time: first + 120_000_000, before: 60, after: 60)
  var plan = Case.plan([Case.enter(50, .onBreak(price(1000)))])
  plan.news = [event]
  #expect(Case.run(plan, [999, 1001, 1002, 1003]).first == "3 fill entry 1 50 @ 1003 taker")
  #expect(Case.run(plan, [999, 1001, 999, 999, 1002]).first == "4 fill entry 1 50 @ 1002 taker")
  plan.rules = [.init(.single(.onBreak(price(1000))))]
  #expect(Case.run(plan, [999, 1001]).first == "1 fill entry 1 100 @ 1001 taker")
  // A limit is placed anew behind the window.
  plan.rules = [Case.enter(50, .at(price(990)))]
  #expect(Case.run(plan, [1000, 985, 985, 1000, 989]).first == "4 fill entry 1 50 @ 990 maker")
  plan.rules = [
    Case.enter(50), Case.on(.beforeNews(60), Case.take(50)), Case.on(.afterNews(60), .note("over")),
  ]
  #expect(
    afterEntry(plan, [1000, 1001, 1002, 1003]) == ["1 fill exit rule 2 25 @ 1001 taker", "3 note over"])
}

@Test func aRunnerBeginsBehindTheLastTarget() {
  let level = ReferencePlan.Rule(triggers: [.from(price(1050))], actions: [.close], isRunner: true)
  var plan = Case.plan([Case.enter(50), Case.on(.at(price(1010)), Case.take(50)), level])
  // Beyond its level already on the price of the target, it acts on the next.
  #expect(
    afterEntry(plan, [1000, 1060, 1055]) == [
      "1 fill target 1 25 @ 1010 maker", "2 fill exit rule 3 25 @ 1055 taker", "2 closed 16.25",
    ])
  plan.rules[2].triggers = [.whenClose(below: true, .level(price(1020)), on: 1), .from(price(1100))]
  #expect(
    afterEntry(plan, [1000, 1010, 1015, 1030, 1019, 1025]) == [
      "2 fill target 1 25 @ 1010 maker", "3 fill exit rule 3 25 @ 1030 taker", "3 closed 10",
    ])
}
