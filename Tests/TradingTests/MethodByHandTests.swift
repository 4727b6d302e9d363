import Testing

@testable import Trading

private let first = Tick(index: 0, time: Timestamp(microseconds: 0), price: Price(ticks: 300_000))

/// A trade with a target of its own that has yet to begin.
private func trade(_ rules: [String] = ["enter 50% on break 30100", "at 1R take 30%"]) throws -> Trade {
  let plan = try readPlan(planText("levels: {poc: 30500}", rules: rules))
  let opening = try Trade.opening(
    trade: "test", plan: plan, planText: "", levelOverrides: [], feed: .pipe, first: first)
  return Trade(plan: plan, opening: opening, tick: first)
}

/// A method on the command line is previewed like a rule, as the rules that it stands for.
@Test(arguments: [
  ("time 48h", "after 48h unless 0.5R take 50%", ""), ("fast 2R in 900s", "when 2R within 15m take 50%", ""),
  // The plan has a target, so it takes nothing.
  ("trail at 2R by 1R", "from 2R stop to first entry, trail 1R", ""),
  (
    "targets 30/70 at POC, target 2 plus 1R", "at poc take 30%, stop to breakeven",
    "at target 2 plus 1R take 70%, stop to target 2"
  ),
]) func methodsArePreviewed(typed: String, rule: String, second: String) throws {
  let outcome = try Preview.outcome(typed, of: trade(), at: first)
  guard case .possible(let table) = outcome else {
    Issue.record("\(outcome)")
    return
  }
  #expect(table.sentence == "\(try RuleParser.statement(typed).content)")
  #expect(table.summary == "waits: " + rule + (second.isEmpty ? "" : "; \(second)"))
  #expect(!table.onlyReducesRisk)
}

@Test(arguments: [
  ("dca 4 every 1%", "a trade begins with this; it cannot be put into one that runs"),
  ("pyramid 50/50 at 30000, retest", "a trade begins with this; it cannot be put into one that runs"),
  ("range 28000 to 30000 at 29000", "a trade begins with this; it cannot be put into one that runs"),
  ("targets 50/50 at 30000.05, 2R", "30000.05 is not on the grid of binance:BTCUSDT, whose tick is 0.1"),
  ("targets 50/50 at 1R, target 4", "there is no target 4"),
  ("trail at target 2 by 1R", "there is no target 2"),
]) func methodsThatCannotBeUsedByHandAreRefused(typed: String, message: String) throws {
  let outcome = try Preview.outcome(typed, of: trade(), at: first)
  guard case .refused(let refusal) = outcome else {
    Issue.record("\(outcome)")
    return
  }
  #expect(refusal.message == message)
}

@Test func whatIsNotUnderstoodPointsAtItsWord() throws {
  let outcome = try Preview.outcome("targets 50/60 at 1R, 2R", of: trade(), at: first)
  guard case .unreadable(let column, let length, let message) = outcome else {
    Issue.record("\(outcome)")
    return
  }
  #expect((column, length) == (9, 5))
  #expect(message == "the shares add up to 110; together they are at most 100")
}
