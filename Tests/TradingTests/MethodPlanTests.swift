import Testing

@testable import Trading

/// A plan without a stop of its own: a range brings it. Its rules begin on line 6.
func rangePlan(_ lines: String..., rules: [String]) -> String {
  let header = ["plan: test", "instrument: BTCUSDT", "side: long", "size: 1.000"]
  let kept = header.filter { line in !lines.contains { $0.prefix { $0 != ":" } == line.prefix { $0 != ":" } }
  }
  return (lines + kept + ["rules:"] + rules.map { "  - " + $0 }).joined(separator: "\n")
}

@Test func methodsStandAmongRulesInPlanOrder() throws {
  let plan = try readPlan(
    planText(
      rules: [
        "pyramid 50/30/20 at 30000, retest, 30600", "from tranche 2, stop to breakeven", "at 30900 take 10%",
        "targets 30/30/40 at 1R, 2R, runner", "trail at 3R by 1R",
        "runner until close below ema 20 on 15m or 5R", "time 48h", "fast 2R in 15m",
      ]))
  #expect(
    plan.rules.map(\.description) == [
      "enter 50% on break 30000", "then enter 30% on retest 30000 within 0.2% hold 5m",
      "then enter 20% on break 30600", "from tranche 2, stop to breakeven", "at 30900 take 10%",
      // The target before it in the plan is target 1.
      "at 1R take 30%, stop to breakeven", "at 2R take 30%, stop to target 2",
      "from 3R stop to first entry, trail 1R", "runner until close below ema 20 on 15m or 5R",
      "after 48h unless 0.5R take 50%", "when 2R within 15m take 50%",
    ])
  #expect(
    plan.methods == [
      Plan.MethodUse(sentence: "pyramid 50/30/20 at 30000, retest, 30600", rules: 0..<3),
      Plan.MethodUse(sentence: "targets 30/30/40 at 1R, 2R, runner", rules: 5..<7),
      Plan.MethodUse(sentence: "trail at 3R by 1R", rules: 7..<8),
      Plan.MethodUse(sentence: "time 48h", rules: 9..<10),
      Plan.MethodUse(sentence: "fast 2R in 15m", rules: 10..<11),
    ])
  #expect(!plan.keepsEntries)
}

/// What follows a method may speak of the tranches and targets that it makes.
@Test func methodsTranchesAndTargetsCanBeSpokenOf() {
  let rules = [
    "dca 4 every 1%", "targets 50/50 at 1R, target 1 plus 1R", "when tranche 4 fills, cancel target 2",
    "stop to tranche 3", "when target 2 fills, close", "then enter 0.001",
  ]
  #expect(
    planErrors(planText(rules: rules)) == [
      "p:12:16: the tranches add up to 100.1%; together they are at most 100%"
    ])
  #expect(planErrors(planText(rules: Array(rules.dropLast()))) == [])
}

private let range = "range 28000 to 30000 at 29800, 29500 beyond 0.5%"

/// The opposite boundary closes the rest, unless the plan names a target; what is none does not count.
@Test(
  arguments: [
    ([], true), (["time 48h"], true), (["fast 2R in 15m"], true), (["runner until 5R"], true),
    (["after 3d close"], true), (["when close below 28000 on 15m close"], true),
    (["at 29900 stop to breakeven"], true), (["at 29900 take 50%"], false), (["from 29900 close"], false),
    (["targets 50/50 at 1R, runner"], false), (["trail at 1R"], false),
  ] as [([String], Bool)])
func rangeClosesAtItsBoundary(others: [String], closes: Bool) throws {
  for (side, boundary) in [("long", "30000"), ("short", "28000")] {
    for rules in [[range] + others, others + [range]] {
      let plan = try readPlan(rangePlan("side: \(side)", rules: rules))
      #expect(plan.rules.contains { $0.description == "at \(boundary) close" } == closes)
    }
  }
}

@Test func rangeBringsStopAndKeepsEntries() throws {
  let long = try readPlan(rangePlan(rules: [range]))
  #expect(try long.stop == .level(RuleParser.rule("at 28000 minus 0.5% close").onlyLevel))
  #expect(long.keepsEntries && long.rules.prefix(2).allSatisfy(\.scalesAgainst))
  let short = try readPlan(rangePlan("side: short", rules: [range]))
  #expect(try short.stop == .level(RuleParser.rule("at 30000 minus 0.5% close").onlyLevel))
  let named = rangePlan(
    "levels: {low: first price minus 2%, high: first price plus 1%}",
    rules: ["range low to high at low plus 1%, first price"])
  #expect(try readPlan(named).stop == .level(Level(.named("low"))))
}

extension Rule {
  fileprivate var onlyLevel: Level { triggers.first?.level ?? Level(.last) }
}

/// A trail takes half, unless other targets do; a range's own close is none of those.
@Test func trailTakesWhereNothingElseDoes() throws {
  func trail(_ text: String) throws -> String? {
    try readPlan(text).rules.first { $0.description.hasPrefix("from 2R") }?.description
  }
  let takes = "from 2R take 50%, stop to first entry, trail behind ema 20 on 15m"
  let rests = "from 2R stop to first entry, trail behind ema 20 on 15m"
  #expect(try trail(planText(rules: ["dca 2 every 1%", "trail at 2R", "time 48h"])) == takes)
  #expect(try trail(rangePlan(rules: [range, "trail at 2R"])) == takes)
  #expect(try trail(planText(rules: ["trail at 2R", "targets 50 at 1R"])) == rests)
  #expect(try trail(planText(rules: ["trail at 2R", "at 1R take 10%"])) == rests)
}

@Test func methodsReadInWords() throws {
  let plan = try readPlan(
    planText("side: short", rules: ["dca 2 every 1%", "targets 30/70 at 1R, runner", "runner until 5R"]))
  #expect(
    plan.inWords == [
      "Tranche 1: sells 50% of the plan at once.",
      "Tranche 2: after tranche 1 has filled, sells 50% of the plan when price breaks the last fill plus 1%"
        + " or when price is back at the first entry after having been 0.5% against it.",
      "Target 1: when price reaches 1R, buys back 30% of all that was entered and moves the stop to breakeven.",
      "Once no target waits any more, closes the rest once price has reached 5R.",
    ])
}
