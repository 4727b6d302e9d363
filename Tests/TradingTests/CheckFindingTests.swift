import StrictYAML
import Testing

@testable import Trading

private typealias Pair = CheckPair

private let sound = ["enter 50% on break 30000", "then enter 50% on break 30300", "at 2R close"]

private let pairs: [Pair] = [
  Pair(
    kind: .exitBehindFirstFill, severity: .error, rule: 1, words: "losses are cut by the stop",
    bad: ["enter 50% on break 30000", "at 29900 take 50%", "at 2R close"],
    good: ["enter 50% on break 30000", "at 30000.1 take 50%", "at 2R close"]),
  Pair(
    kind: .exitBehindFirstFill, severity: .error, rule: 1, words: "30,000.0 lies at or behind",
    bad: ["enter 50% on break 30000", "from entry close"],
    good: ["enter 50% on break 30000", "from breakeven close"]),
  Pair(
    kind: .firstEntryTooLarge, severity: .error, rule: 0, words: "is more than 50% of the plan",
    bad: ["enter 60% on break 30000", "then enter 40% on break 30300", "at 2R close"],
    goodLines: ["first entry: 60%"]),
  Pair(
    kind: .stopOnWrongSide, severity: .error, rule: 0, words: "wrong side of 30,000.0",
    lines: ["stop: 30100"],
    bad: sound, goodLines: ["stop: 29000"]),
  Pair(
    kind: .stopOnWrongSide, severity: .error, words: "no market can print",
    lines: ["stop: 2000000 ticks"], bad: sound, goodLines: ["stop: 20000 ticks"]),
  Pair(
    kind: .stopBeyondLiquidation, severity: .error, rule: 0, words: "beyond liquidation",
    lines: ["leverage: 50"], bad: sound, goodLines: ["leverage: 20"]),
  Pair(
    kind: .stopBeyondLiquidation, rule: 1, words: "tranche 2 would be refused",
    lines: ["leverage: 42"],
    bad: ["enter 50% on break 30000", "then enter 50% on break 30600", "at 2R close"],
    goodLines: ["leverage: 20"]),
  Pair(
    kind: .guardRefuses, rule: 1, words: "against the average",
    bad: ["enter 50% on break 30000", "then enter 50% on touch 29600", "at 2R close"],
    good: ["enter 50% on break 30000", "then enter 50% on touch 29700", "at 2R close"]),
  Pair(
    kind: .guardRefuses, rule: 0, words: "filled in the opposite order, tranche 1",
    lines: ["underwater: 0.3R"],
    bad: ["enter 50% on touch 29900", "enter 50% on touch 30200", "at 2R close"],
    goodLines: ["underwater: 0.8R"]),
  Pair(
    kind: .guardCuts, rule: 1, words: "is cut to", lines: ["equity: 20000"], bad: sound,
    goodLines: ["equity: 40000"]),
  Pair(
    kind: .noSize, severity: .error, words: "no entry with a price", lines: ["risk: 250"], first: 30_000,
    bad: ["at 2R close"], goodFirst: 30_000, good: sound),
  Pair(
    kind: .stopWiderThanBudget, severity: .error, words: "the stop is 700.0 away", lines: ["risk: 0.5"],
    bad: sound, goodLines: ["risk: 250"]),
  Pair(
    kind: .targetBeforeEntry, rule: 2, words: "its fill cancels that tranche (0.500)",
    bad: ["enter 50% on break 30000", "then enter 50% on break 30800", "at 1R close"],
    good: ["enter 50% on break 30000", "then enter 50% on break 30600", "at 1R close"]),
  Pair(
    kind: .targetBeforeEntry, rule: 2, words: "target 1 at 30,700.0 lies before tranche 2 at 30,800.0",
    bad: ["enter 50% on break 30000", "then enter 50% on break 30800", "at 1R close"],
    goodLines: ["entries: keep"]),
  Pair(
    kind: .neverBinds, rule: 1, words: "the initial stop 29,300.0 is no looser",
    bad: ["enter 50% on break 30000", "from 1R stop to -1R", "at 2R close"],
    good: ["enter 50% on break 30000", "from 1R stop to -0.9R", "at 2R close"]),
  Pair(
    kind: .neverBinds, rule: 3, words: "rule 3 (breakeven, 30,180.2) is as tight",
    bad: sound.dropLast() + ["from 0.5R stop to breakeven", "from 1R stop to first entry", "at 2R close"],
    good: sound.dropLast() + ["from 0.5R stop to first entry", "from 1R stop to breakeven", "at 2R close"]),
  Pair(
    kind: .neverBinds, rule: 3, words: "trail 2R",
    bad: ["enter 50% on break 30000", "at 3R take 50%", "from 1R trail 1R", "from 1R trail 2R"],
    good: ["enter 50% on break 30000", "at 3R take 50%", "from 2R trail 1R", "from 1R trail 2R"]),
  Pair(
    kind: .neverBinds, rule: 2, words: "stop to 1R",
    bad: ["enter 50% on break 30000", "from 1R trail 0.5R", "from 2R stop to 1R"],
    good: ["enter 50% on break 30000", "from 1R trail 1.5R", "from 2R stop to 1R"]),
  Pair(
    kind: .neverBinds, rule: 3, words: "cancelled the entries before",
    bad: sound + ["from 2.5R cancel entries"], good: sound + ["from 1.5R cancel entries"]),
  Pair(
    kind: .neverActs, rule: 1, words: "cancels the entries that wait, this one too",
    bad: ["enter 50% on break 30000", "enter 50% when target 1 fills", "at 1R take 50%", "at 2R close"],
    goodLines: ["entries: keep"]),
  Pair(
    kind: .neverActs, severity: .error, rule: 1, words: "no target ever acts",
    lines: ["targets: after entries"],
    bad: ["enter 50% on break 30000", "enter 50% when target 1 fills", "at 1R take 50%", "at 2R close"],
    goodLines: ["entries: keep"]),
  Pair(
    kind: .neverActs, rule: 2, words: "nothing is left open by then",
    bad: ["enter 50% on break 30000", "at 1R close", "at 2R take 50%"],
    good: ["enter 50% on break 30000", "at 2R close", "at 1R take 50%"]),
  Pair(
    kind: .neverActs, rule: 2, words: "nothing is open any more at 31,400.0",
    bad: ["enter 50% on break 30000", "at 1R close", "from 2R stop to 1R"],
    good: ["enter 50% on break 30000", "at 3R close", "from 2R stop to 1R"]),
  Pair(
    kind: .neverActs, rule: 1, words: "its level has no possible price",
    lines: ["side: short", "stop: 31000"],
    bad: ["enter 50% on break 30000", "at 40R take 50%", "at 2R take 50%"],
    good: ["enter 50% on break 30000", "at 4R take 50%", "at 2R take 50%"]),
  Pair(
    kind: .neverActs, rule: 2, words: "tranche 2 never fills",
    bad: [
      "enter 50% on break 30000", "then enter 50% on touch 29500", "when tranche 2 fills, stop to entry",
      "at 2R close",
    ],
    good: [
      "enter 50% on break 30000", "then enter 50% on touch 29800", "when tranche 2 fills, stop to entry",
      "at 2R close",
    ]),
  Pair(
    kind: .neverActs, rule: 2, words: "waits for a tranche that was refused",
    bad: [
      "enter 30% on break 30000", "then enter 30% on touch 29500", "then enter 30% on break 30600",
      "at 2R close",
    ],
    good: [
      "enter 30% on break 30000", "enter 30% on touch 29500", "enter 30% on break 30600", "at 2R close",
    ]),
  Pair(
    kind: .neverActs, rule: 2, words: "counts as reached at once",
    bad: ["enter 50% on break 30000", "at 2R close", "after 2h unless -0.5R take 50%"],
    good: ["enter 50% on break 30000", "at 2R close", "after 2h unless now -0.5R take 50%"]),
  Pair(
    kind: .neverActs, rule: 2, words: "rule 2 closes the trade after 2h",
    bad: ["enter 50% on break 30000", "after 2h close", "after 3h take 50%"],
    good: ["enter 50% on break 30000", "after 3h close", "after 2h take 50%"]),
  Pair(
    kind: .breakevenUndone, rule: 3, words: "with the average at 30,120.0 an exit there loses 119.98",
    bad: [
      "enter 50% on break 30000", "then enter 30% on break 30000", "then enter 20% on break 30600",
      "when tranche 2 fills, stop to breakeven", "at 2R close",
    ],
    good: [
      "enter 50% on break 30000", "then enter 30% on break 30000", "then enter 20% on break 30600",
      "from tranche 2, stop to breakeven", "at 2R close",
    ]),
  Pair(
    kind: .breakevenUndone, rule: 2, words: "before tranche 2 fills at 30,800.0", lines: ["entries: keep"],
    bad: ["enter 50% on break 30000", "then enter 40% on break 30800", "at 1R take 30%, stop to breakeven"],
    goodLines: ["targets: after entries"]),
  Pair(
    kind: .noWayOut, words: "no way out but the stop",
    bad: ["enter 50% on break 30000", "from 1R stop to breakeven"],
    good: ["enter 50% on break 30000", "from 1R trail 1R"]),
  Pair(
    kind: .notToScale, words: "a round trip's fees are 30% of 1R", lines: ["stop: 29900"], bad: sound,
    goodLines: ["stop: 29700"]),
  Pair(
    kind: .notToScale, words: "1R is only 5 ticks", lines: ["stop: 5 ticks", "fees: 0%"], bad: sound,
    goodLines: ["stop: 500 ticks", "fees: 0%"]),
  Pair(
    kind: .legTooSmall, rule: 0, words: "it goes to tranche 2", lines: ["size: 0.006"], bad: sound,
    goodLines: ["size: 0.008"]),
  Pair(
    kind: .legTooSmall, rule: 1, words: "its share is less than one step", lines: ["size: 0.008"],
    bad: ["enter 50% on break 30000", "at 1R take 10%", "at 2R close"], goodLines: ["size: 0.100"]),
  Pair(
    kind: .entryUnused, rule: 0, words: "0.500 of 1.000 is never entered",
    bad: ["enter 50% on break 30000", "at 2R close"], good: sound),
  Pair(
    kind: .runnerWithoutExit, rule: 2, words: "leave 0.400 (40%)",
    bad: sound.dropLast() + ["at 2R take 60%"],
    good: sound.dropLast() + ["at 2R take 60%", "from 2R trail 1R"]),
  Pair(
    kind: .entryPassed, rule: 0, words: "has passed 30,000.0", first: 30_100, bad: sound, goodFirst: 29_900),
  Pair(
    kind: .entryPassed, rule: 0, words: "it fills at once", first: 29_900,
    bad: ["enter 50% at 30000", "at 2R close"], goodFirst: 30_100),
  Pair(
    kind: .entryPassed, rule: 1, words: "when it begins to wait",
    bad: ["enter 50% on break 30000", "then enter 50% on break 29800", "at 2R close"], good: sound),
  Pair(
    kind: .risingShares, rule: 1, words: "no smaller than tranche 1 (0.300)",
    bad: ["enter 30% on break 30000", "then enter 50% on break 30300", "at 2R close"],
    good: ["enter 50% on break 30000", "then enter 30% on break 30300", "at 2R close"]),
  Pair(
    kind: .risingShares, rule: 2, words: "tranche 3 (0.300)",
    bad: [
      "enter 40% on break 30000", "then enter 30% on break 30200", "then enter 30% on break 30400",
      "at 2R close",
    ],
    good: [
      "enter 30% on break 30000", "then enter 30% on break 30200", "then enter 30% on break 30400",
      "at 2R close",
    ]),
  Pair(
    kind: .nearFirstFill, rule: 1, words: "before price is at 29,930.0 or 30,070.0",
    bad: ["enter 50% on break 30000", "then enter 50% on break 30069.9", "at 2R close"],
    good: ["enter 50% on break 30000", "then enter 50% on break 30070", "at 2R close"]),
  Pair(
    kind: .nearFirstFill, rule: 1, words: "within 0.1R of the first fill",
    bad: ["enter 50% on break 30000", "then enter 50% on touch 29980", "at 2R close"],
    good: ["enter 50% on break 30000", "then enter 50% at 29980", "at 2R close"]),
  Pair(
    kind: .entryBehindStop, rule: 1, words: "once price has been at 30,205.1",
    bad: [
      "enter 50% on break 30000", "then enter 50% on retest 30000", "when tranche 1 fills, stop to breakeven",
      "at 2R close",
    ],
    good: [
      "enter 50% on break 30000", "then enter 50% on retest 30000", "when tranche 2 fills, stop to breakeven",
      "at 2R close",
    ]),
  Pair(
    kind: .entryBehindStop, rule: 1, words: "can no longer fill once price has been at 30,700.0",
    bad: [
      "enter 50% on break 30000", "then enter 50% on retest 30300", "from 1R stop to 30300", "at 2R close",
    ],
    good: [
      "enter 50% on break 30000", "then enter 50% on break 30300", "from 1R stop to 30300", "at 2R close",
    ]),
  Pair(
    kind: .entryBehindStop, rule: 2, words: "tranche 3 at 30,300.0 can no longer fill",
    lines: ["entries: keep"],
    bad: [
      "enter 40% on break 30000", "then enter 20% on touch 29900", "then enter 20% on break 30300",
      "from 1R stop to 30300", "at 2R close",
    ],
    good: [
      "enter 40% on break 30000", "then enter 20% on break 30200", "then enter 20% on break 30300",
      "from 1R stop to 30300", "at 2R close",
    ]),
  Pair(
    kind: .stopBeyondLiquidation, severity: .error,
    words: "the stop is the price 1.5, and the first fill would be at 30,000.0",
    lines: ["leverage: 5", "stop: 1.5"], bad: sound, goodLines: ["leverage: 5", "stop: 1.5%"]),
  Pair(
    kind: .stopBeyondLiquidation, words: "the stop is the price 1.5", lines: ["stop: 1.5"], bad: sound,
    goodLines: ["stop: 1.5%"]),
  Pair(
    kind: .riskTooLarge, words: "all of the equity is lost at the stop: 5,000.00 of 5,000.00",
    lines: ["risk: 100%", "equity: 5000", "leverage: 20"], bad: sound,
    goodLines: ["risk: 10%", "equity: 5000", "leverage: 20"]),
  Pair(
    kind: .riskTooLarge, words: "12% of the equity are lost at the stop: 600.00 of 5,000.00",
    lines: ["risk: 600", "equity: 5000", "leverage: 20"], bad: sound,
    goodLines: ["risk: 500", "equity: 5000", "leverage: 20"]),
  Pair(
    kind: .breakevenWaits, severity: .note, rule: 1, words: "would lose 364.83",
    bad: ["enter 50% on break 30000", "when tranche 1 fills, stop to breakeven", "at 2R close"],
    good: ["enter 50% on break 30000", "from 1R stop to breakeven", "at 2R close"]),
  Pair(
    kind: .needsFirstPrice, severity: .note, words: "need a first price",
    bad: ["enter 50%", "at 2R close"], goodFirst: 30_000),
  Pair(
    kind: .entriesByHand, severity: .note, words: "begins by hand", bad: ["at 2R close"], good: sound),
]

@Suite struct CheckFindingTests {
  @Test(arguments: pairs.indices) func isFoundWhereItIsAndNowhereElse(number: Int) throws {
    try pairs[number].check()
  }

  @Test func everyKindHasItsPair() {
    // Two have tests of their own: one is of a position, the other of a market.
    #expect(
      Set((pairs + languagePairs).map(\.kind))
        == Set(Finding.Kind.allCases).subtracting([.adopts, .stopWithinNoise]))
  }

  /// A number without its per cent sign is asked about where it stands.
  @Test func aForgottenPerCentSignIsAskedFor() throws {
    func asked(_ lines: [String]) throws -> [String] {
      try checkFindings(lines, sound).filter { $0.severity == .error }.map { "\($0.key ?? "") \($0.remedy)" }
    }
    #expect(try asked(["leverage: 5", "stop: 1.5"]) == ["stop did you mean \"stop: 1.5%\"?"])
    #expect(try asked(["side: short", "stop: 2"]) == ["stop did you mean \"stop: 2%\"?"])
    #expect(try asked(["risk: 250", "stop: 1.5", "leverage: 5"]) == ["stop did you mean \"stop: 1.5%\"?"])
    #expect(try asked(["risk: 1", "equity: 5000"]) == ["risk did you mean \"risk: 1%\"?"])
    #expect(try asked(["risk: 1"]) == ["risk did you mean \"risk: 1%\", with an \"equity:\"?"])
  }

  @Test func aStopWithinTheNoiseIsWarnedOf() throws {
    let plan = try readPlan(samplePlan)
    func finding(_ ticks: Int) -> Finding? {
      let noise = MarketNoise(ticks: ticks, minutes: 15, bars: 100)
      return PlanCheck(plan: plan, noise: noise).report.findings.first { $0.kind == .stopWithinNoise }
    }
    #expect(finding(7_001)?.severity == .warning)
    #expect(
      finding(7_001)?.message.hasPrefix("the stop is 1.0 × the average range of 15m bars (ATR 14: 700.1)")
        == true)
    #expect(finding(7_000)?.severity == .note)
    #expect(finding(7_000)?.remedy == "")
    #expect(!PlanCheck(plan: plan).report.findings.contains { $0.kind == .stopWithinNoise })
  }

  @Test func anAdoptedPositionIsSaid() throws {
    func adopts(_ quantity: String) throws -> Finding? {
      let text = "adopt: \(quantity) at 30120, stop 29300\n" + samplePlan
      return PlanCheck(plan: try readPlan(text)).report.findings.first { $0.kind == .adopts }
    }
    #expect(try adopts("0.500")?.severity == .note)
    #expect(try adopts("1.001")?.severity == .error)
  }

  @Test func errorsStandFirst() throws {
    let found = try checkFindings(
      [], ["enter 60% on break 30000", "then enter 30% on break 30010", "at 2R take 10%"])
    let order = Finding.Severity.allCases
    let ranks = found.compactMap { order.firstIndex(of: $0.severity) }
    #expect(ranks == ranks.sorted() && ranks.first == 0 && ranks.last == 1)
  }

  /// The error that a user sees: file, line, column, what and what to do.
  @Test func errorsHaveAPlace() throws {
    let text = """
      plan: wrong
      instrument: BTCUSDT
      side: long
      size: 1.000
      stop: 29300
      rules:
        - enter 50% on break 30000
        - at 29900 take 50%
        - at 2R close
      """
    let document = try StrictYAML.document(text)
    let plan = try PlanReader.plan(document, catalogue: .builtIn)
    let errors = PlanCheck(plan: plan).report.errors.map {
      $0.planError(in: document).text(file: "wrong.yaml")
    }
    #expect(
      errors == [
        "wrong.yaml:8:5: an exit at 29,900.0 lies at or behind the first fill 30,000.0; losses are cut by "
          + "the stop, which stands at 29,300.0; name a price beyond the first fill, or take the rule out"
      ])
    let key = Finding(.warning, .notToScale, key: "stop", "tight", remedy: "widen it")
    #expect(key.planError(in: document).text(file: "f") == "f:5:7: tight; widen it")
  }
}
