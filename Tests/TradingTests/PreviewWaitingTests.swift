import Testing

@testable import Trading

/// A long of the sample plan's size with 0.500 bought at 30,000.0, and price at 30,200.0.
private func trade(_ more: [String] = ["at 1R take 30%"], second: String = "enter 50% on break 30600") throws
  -> (
    Trade, Tick
  )
{
  try trade(planText(rules: ["enter 50%", "then " + second] + more))
}

private func trade(_ text: String) throws -> (Trade, Tick) {
  let plan = try readPlan(text)
  let first = Tick(index: 0, time: Timestamp(microseconds: 0), price: Price(ticks: 300_000))
  let opening = try Trade.opening(
    trade: "test", plan: plan, planText: "", levelOverrides: [], feed: .pipe, first: first)
  var events: [Event] = []
  var run = ImaginedRun(Trade.open(plan: plan, opening: opening, tick: first, into: &events))
  try run.forward(events)
  let last = Tick(index: 9, time: Timestamp(microseconds: 60_000_000), price: Price(ticks: 302_000))
  try run.pass(last)
  return (run.trade, last)
}

private func table(_ sentence: String) throws -> PreviewTable? {
  let (trade, last) = try trade()
  #expect(trade.position.open == Quantity(steps: 500))
  let outcome = Preview.outcome(sentence, of: trade, at: last)
  guard case .possible(let table) = outcome else {
    Issue.record("\(outcome)")
    return nil
  }
  return table
}

private func cell(_ table: PreviewTable, _ label: String) -> (now: String, after: String, change: String)? {
  table.rows.first { $0.label == label }.map { ($0.now, $0.after, $0.change) }
}

/// A sentence that waits shows what it will do when it acts, and not that nothing changes now.
@Test func anExitThatWaitsShowsWhatItWillDo() throws {
  let table = try #require(try table("at 30400 take 20%"))
  #expect(table.isLater)
  #expect(
    table.summary.hasPrefix("waits: at 30400 take 20%; then sells 0.100 at market 30,400.0, taker fee "))
  let quantity = try #require(cell(table, "quantity"))
  #expect(quantity == ("0.500", "0.400", "−0.100"))
  #expect(!table.onlyReducesRisk, "nothing is reduced yet")
}

@Test func aStopThatWaitsShowsWhereItWillStand() throws {
  let table = try #require(try table("from 30500 stop to 30100"))
  #expect(table.isLater)
  #expect(table.summary.contains("then stop to 30,100.0"))
  #expect(cell(table, "stop")?.after == "30,100.0")
}

/// That a trail begins, how wide it is and how often it moves: the stop alone tells none of it.
@Test(arguments: [
  ("trail 1%", "trails 1% (302.0) behind the best price, in steps of 30.2; stop to 29,898.0"),
  ("trail 500 step 100", "trails 500 (500.0) behind the best price, in steps of 100.0; stop to 29,700.0"),
  ("trail behind levels", "trails behind levels"),
  (
    "from 30500 trail 1R",
    "waits: from 30500 trail 1R; then trails 1R (900.0) behind the best price, in steps of 90.0; stop to 29,600.0"
  ),
]) func aTrailSaysThatItBegins(sentence: String, summary: String) throws {
  #expect(try table(sentence)?.summary == summary)
}

@Test func anEntryThatWaitsShowsWhatItWillBuy() throws {
  let table = try #require(try table("enter 10% on break 30300"))
  #expect(table.isLater && table.summary.contains("then buys 0.100 at market 30,300.0"))
  #expect(cell(table, "quantity")?.after == "0.600")
}

/// What acts before it is counted, and named.
@Test func whatActsOnTheWayIsCounted() throws {
  let table = try #require(try table("at 31500 take 20%"))
  #expect(table.isLater)
  #expect(
    table.remarks.contains { $0.text == "counts what acts on the way: tranche 2, T1" }, "\(table.remarks)")
}

@Test func aTimeThatComesIsWaitedFor() throws {
  let table = try #require(try table("after 48h take 20%"))
  #expect(table.isLater && table.summary.contains("then sells 0.100 at market 30,200.0"))
}

/// Where the way there cannot be told, it says so, what would be bought, and shows what is.
@Test(arguments: [
  ("enter 10% on retest 30000", "buys 0.100 once it has held 5m from 30,000.0 to 30,060.0, come from beyond"),
  (
    "enter 10% on return 30000 after 0.5%",
    "buys 0.100 back at 30,000.0, once price has been at 29,850.0"
  ),
  (
    "enter next on retest 30000",
    "buys 0.500 once it has held 5m from 30,000.0 to 30,060.0, come from beyond"
  ),
  (
    "enter 70% on retest 30000 within 1% hold 1h",
    "buys 0.500 of 0.700 once it has held 1h from 30,000.0 to 30,300.0, come from beyond"
  ),
])
func whatCannotBeToldIsNot(sentence: String, then: String) throws {
  let table = try #require(try table(sentence))
  let rule = try RuleParser.rule(sentence)
  #expect(!table.isLater && table.summary == "waits: \(rule); then \(then)", "\(table.summary)")
  #expect(
    table.remarks.map(\.text) == [
      "what it does then depends on the way there; the guards are asked then"
    ])
  let quantity = try #require(cell(table, "quantity"))
  #expect(quantity == ("0.500", "0.500", ""))
}

/// The difference is exact, and empty where there is none.
@Test func theThirdColumnIsTheDifference() throws {
  let table = try #require(try table("take 0.2"))
  #expect(!table.isLater)
  let quantity = try #require(cell(table, "quantity"))
  #expect(quantity == ("0.500", "0.300", "−0.200"))
  #expect(cell(table, "average")?.change == "")
  #expect(cell(table, "stop")?.change == "")
}

/// What a person buys goes off the tranches that wait; the table of tranches says the same once it is bought.
@Test func whatIsTakenFromOtherTranchesIsTold() throws {
  let now = try #require(try table("enter 10% because \"early\""))
  #expect(now.summary.hasSuffix("; leaves 0.400 of 0.500 for tranche 2"), "\(now.summary)")
  #expect(try table("enter 50% because \"all\"")?.summary.hasSuffix("; leaves nothing for tranche 2") == true)
  let later = try #require(try table("enter 10% on break 30300"))
  #expect(later.summary.hasSuffix("; leaves 0.400 of 0.500 for tranche 2"), "\(later.summary)")
  #expect(try table("at 30400 take 20%")?.summary.contains("leaves") == false)
  #expect(try table("enter next because \"early\"")?.summary.contains("leaves") == false)

  let (trade, last) = try trade()
  var run = ImaginedRun(trade)
  let hand = HandAction(
    sentence: "enter 10% because \"early\"", seenSequence: trade.sequence, seenPrice: last.price)
  try run.obey(hand, at: last, age: nil)
  let views = run.trade.trancheViews(last.price, now: last.time)
  let second = try #require(views.first { $0.label == "2" })
  #expect(second.quantity == Quantity(steps: 400) && second.share == "50%")
  #expect(run.trade.waitingQuantity == Quantity(steps: 400))
}

/// An entry that the guards keep off the market at once does not pass for one that works.
@Test func whatIsKeptOffIsSaidToBe() throws {
  let table = try #require(try table("enter 10% at 29400"))
  #expect(
    table.remarks.contains { $0.isWarning && $0.text.hasPrefix("kept off the market now: ") }, "\(table)")
  #expect(!table.remarks.contains { $0.text.contains("let it pass") })
}

/// Whoever names a price above the market in a limit means a break, or does not know that it buys at once.
@Test func aLimitThroughTheMarketIsWarnedOf() throws {
  let through = try #require(try table("enter 10% at 30500"))
  #expect(
    through.remarks.first { $0.isWarning }?.text
      == "price is past 30,500.0 already: it buys without waiting for it; for that: on break 30500.0")
  let resting = try #require(try table("enter 10% at 29900"))
  #expect(!resting.remarks.contains { $0.text.contains("is past") })
}

/// The numbers are those of the sentence's own fill, not of the fill of another at the same price.
@Test func theFillIsItsOwn() throws {
  let (trade, last) = try trade(second: "enter 30% on break 30600")
  guard case .possible(let table) = Preview.outcome("enter 10% on break 30600", of: trade, at: last) else {
    Issue.record("refused")
    return
  }
  #expect(table.summary.contains("; then buys 0.100 at market 30,60"), "\(table.summary)")
  #expect(cell(table, "quantity")?.after == "0.900")
  #expect(table.remarks.contains { $0.text == "counts what acts on the way: tranche 2" }, "\(table.remarks)")
}

/// What stands at the second target counts what the first has taken.
@Test func targetsCountWhatComesBeforeThem() throws {
  let (trade, last) = try trade(
    ["at 1R take 30%", "at 2R take 30%"], second: "enter 50% on retest 28000")
  guard case .possible(let table) = Preview.outcome("stop to 29500", of: trade, at: last) else {
    Issue.record("refused")
    return
  }
  func price(_ label: String) throws -> Price {
    let text = try #require(table.rows.first { $0.label == label }?.now)
    return Price(ticks: try #require(Int(text.filter(\.isNumber))))
  }
  var run = ImaginedRun(trade)
  let beyondFirst = Price(ticks: try price("T1 at").ticks + 1)
  try run.pass(Tick(index: 10, time: last.time, price: beyondFirst))
  #expect(run.trade.position.open < trade.position.open)
  let price = try price("T2 at")
  let flat = run.trade.position.net(closingAt: price, fee: trade.plan.takerFee)
  #expect(table.rows.first { $0.label == "flat at T2" }?.now == flat.text(signed: true))
}

/// A hold that is under way is lost when its level is moved.
@Test func aMovedRetestBeginsAnew() throws {
  var (trade, last) = try trade()
  var run = ImaginedRun(trade)
  let hand = HandAction(
    sentence: "enter 10% on retest 30150 within 0.1% hold 1h", seenSequence: trade.sequence,
    seenPrice: last.price)
  try run.obey(hand, at: last, age: nil)
  last = Tick(index: 10, time: last.time, price: Price(ticks: 301_600))
  try run.pass(last)
  trade = run.trade
  guard case .possible(let table) = Preview.outcome("tranche 3 to 30155", of: trade, at: last) else {
    Issue.record("refused")
    return
  }
  #expect(
    table.summary
      == "tranche 3 to 30,155.0; the retest begins anew: price has to be beyond its zone first")
}

/// A target that rests where a sentence would act comes first where price leaps over it, and cancels the add; where that
/// price itself is traded the add comes first.
@Test func aTargetAtTheSamePriceMayComeFirst() throws {
  let (trade, last) = try trade(second: "enter 30% on retest 28000")
  guard case .possible(let add) = Preview.outcome("from 1R enter 10%", of: trade, at: last),
    case .possible(let take) = Preview.outcome("at 1R take 20%", of: trade, at: last)
  else {
    Issue.record("refused")
    return
  }
  #expect(add.isLater && add.summary.contains("at market 31,100.0"), "\(add.summary)")
  #expect(
    add.remarks.contains {
      $0.isWarning
        && $0.text == "only if 31,100.0 is traded: where price leaps over it, what rests there comes first"
    }, "\(add.remarks)")
  // 30% by the target, 20% by the sentence, of 0.500.
  let quantity = try #require(cell(take, "quantity"))
  #expect(quantity == ("0.500", "0.250", "−0.250"), "\(take.summary)")
  #expect(take.remarks.contains { $0.text == "counts what acts on the way: T1" }, "\(take.remarks)")
}

/// What can be lost is not less because an add is to come: it may fill last, and the others first.
@Test(arguments: ["enter 50% at 29500", "enter 20% on touch 30100", "enter 10% on retest 30000"])
func whatWaitsLosesNoLessThanBefore(sentence: String) throws {
  let (trade, last) = try trade(second: "enter 40% on break 30600")
  guard case .possible(let table) = Preview.outcome(sentence, of: trade, at: last) else {
    Issue.record("refused")
    return
  }
  var run = ImaginedRun(trade)
  try run.obey(
    HandAction(sentence: sentence, seenSequence: trade.sequence, seenPrice: last.price), at: last, age: nil)
  let worst = try #require(table.rows.first { $0.label == PreviewTable.worstCase })
  #expect(run.trade.worstCase(at: last.price) <= trade.worstCase(at: last.price))
  #expect(worst.after == run.trade.worstCase(at: last.price).text(signed: true), "what Enter leaves behind")
}

/// Where more waits than the plan has left, those that lose most fill first: any other order loses less.
@Test func theWorstOrderOfFillsIsCounted() throws {
  let (trade, last) = try trade(second: "enter 40% on break 30600")
  var run = ImaginedRun(trade)
  for sentence in ["enter 30% at 29700", "enter 30% on break 30300 because \"more\""] {
    try run.obey(
      HandAction(sentence: sentence, seenSequence: run.trade.sequence, seenPrice: last.price), at: last,
      age: nil)
  }
  let waiting = run.trade.waitingTranches
  #expect(waiting.count == 3)
  let stop = try #require(run.trade.stop?.price)
  func loss(_ order: [Int]) -> Cash {
    var position = run.trade.position
    for index in order {
      let rule = run.trade.rules[index].rule
      let price = rule.triggers.lazy.compactMap(\.level).first.flatMap {
        run.trade.price($0, last: last.price)
      }
      guard let price else { continue }
      let quantity = run.trade.reachable(index, once: position.entered, at: price)
      guard quantity > .zero else { continue }
      let rests = if case .at? = rule.triggers.first { true } else { false }
      let fee = rests ? run.trade.plan.makerFee : run.trade.plan.takerFee
      let paid = rests ? price.ticks : price.ticks + run.trade.plan.slippage
      position.enter(
        quantity, at: Price(ticks: paid),
        fee: run.trade.instrument.notional(Price(ticks: paid), quantity) * fee)
    }
    let exit = Price(ticks: stop.ticks - run.trade.plan.slippage)
    return position.net(closingAt: exit, fee: run.trade.plan.takerFee)
  }
  let orders = waiting.flatMap { first in
    waiting.filter { $0 != first }.map { second in
      [first, second] + waiting.filter { $0 != first && $0 != second }
    }
  }
  #expect(orders.count == 6)
  #expect(run.trade.worstCase(at: last.price) == orders.map(loss).min())
}

/// Only what every alternative is shown to end in is said not to act.
@Test(arguments: [
  "enter 10% on break 31500 or on retest 30200 within 0.2% hold 5s", "enter 10% on break 31500 or after 10m",
  "enter 10% on break 31500 or on return 30000 after 0.5%",
])
func oneAlternativeThatMayActIsEnough(sentence: String) throws {
  let table = try #require(try table(sentence))
  #expect(!table.remarks.contains { $0.text.hasPrefix("it will not act") }, "\(table.remarks)")
}

@Test func whatNeverComesIsSaidNotToCome() throws {
  let cancelled = "target 1 filled on the way there, which cancels it"
  let both = try #require(try table("enter 10% on break 31500 or on touch 32000"))
  #expect(both.remarks.map(\.text) == ["it will not act as things stand: \(cancelled)"])
  let own = try #require(try table("enter 10% when target 1 fills"))
  #expect(
    own.remarks.map(\.text) == ["it will not act as things stand: the target that it waits for cancels it"])
  let (trade, last) = try trade(["at 1R take 100%"], second: "enter 50% at 29700")
  guard case .possible(let exit) = Preview.outcome("at 31500 take 10%", of: trade, at: last) else {
    Issue.record("refused")
    return
  }
  #expect(exit.remarks.map(\.text) == ["it will not act as things stand: the trade ends on the way there"])
}

/// What a target sets off that buys nothing is not cancelled with the entries.
@Test(arguments: ["when target 1 fills stop to 29900", "when target 1 fills take 10%"])
func whatATargetSetsOffActs(sentence: String) throws {
  let table = try #require(try table(sentence))
  #expect(!table.remarks.contains { $0.text.contains("will not act") }, "\(table.remarks)")
}

/// Targets that wait for all entries would wait for it as well.
@Test func anAddThatWaitsForATargetHoldsThemAll() throws {
  let (trade, last) = try trade(
    planText("targets: after entries", rules: ["enter 50%", "at 1R take 30%", "at 2R close"]))
  guard case .possible(let table) = Preview.outcome("when target 1 fills enter 10%", of: trade, at: last)
  else {
    Issue.record("refused")
    return
  }
  #expect(
    table.remarks.contains { $0.isWarning && $0.text.hasSuffix("no target acts any more") },
    "\(table.remarks)")
}

/// Whichever comes first acts: the preview shows one of them, and names the others.
@Test func theOtherAlternativesAreNamed() throws {
  let shown = try #require(try table("enter 10% on break 30500 or at 29800"))
  #expect(shown.summary.contains("then buys 0.100 at market 30,500.0"), "\(shown.summary)")
  #expect(shown.remarks.contains { $0.text == "or at 29800, if that comes first" }, "\(shown.remarks)")
  let dead = try #require(try table("enter 10% on break 30500 or at 28000"))
  #expect(!dead.remarks.contains { $0.text.hasPrefix("or ") }, "\(dead.remarks)")
}

/// Below the stop nothing is bought any more.
@Test func whatTheStopEndsIsSaidToBeEnded() throws {
  let table = try #require(try table("enter 10% at 28000"))
  #expect(
    table.remarks.map(\.text) == ["it will not act as things stand: stop on the way there, which cancels it"],
    "\(table)")
}
