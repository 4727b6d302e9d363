import Testing

@testable import Trading

private func decimal(_ text: String) throws -> Decimal18 { try #require(Decimal18(text)) }

@Test func samplePlanIsRead() throws {
  let plan = try readPlan(samplePlan)
  #expect(plan.name == "BTC breakout pyramid")
  #expect(plan.instrument.name == "binance:BTCUSDT")
  #expect(plan.side == .long)
  #expect(plan.size == .quantity(Quantity(steps: 1000)))
  #expect(plan.equity == Cash(whole: 50_000))
  #expect(plan.leverage.description == "5")
  #expect(plan.stop == .level(Level(.price(try decimal("29300")))))
  #expect(plan.rules.count == 8)
  let printed = samplePlan.split(separator: "\n").filter { $0.hasPrefix("  - ") }.map {
    String($0.dropFirst(4))
  }
  #expect(plan.rules.map(\.description) == printed)
}

@Test func whatIsNotSaidHasItsDefault() throws {
  let plan = try readPlan(planText())
  #expect(plan.equity == nil && plan.funding == nil && plan.levels.isEmpty && plan.rules.isEmpty)
  #expect(plan.leverage == Decimal18("1"))
  #expect(plan.makerFee == Rate(e8: 20_000) && plan.takerFee == Rate(e8: 50_000))
  #expect(plan.slippage == 0 && plan.fills == .through && !plan.keepsEntries && !plan.targetsAfterEntries)
  #expect(try plan.chase == .r(decimal("0.1")))
  #expect(try plan.room == .r(decimal("0.25")))
  #expect(plan.firstEntry == .percent(50) && plan.underwater == Decimal18("0.5"))
  #expect(plan.fresh == Span(seconds: 5))
  #expect(plan.newsFile == nil && plan.news.isEmpty && plan.velocity == nil && plan.dailyLoss == nil)
  #expect(!plan.repeats && plan.adoption == nil && plan.methods.isEmpty)
}

@Test func everyKeyIsRead() throws {
  let text = planText(
    "equity: 50,000.50", "leverage: 2.5", "fees: {maker: -0.005%, taker: 0.045%}", "slippage: 2 ticks",
    "fills: touch", "trigger: last", "funding: 0.01% per 8h",
    "levels: {POC: 30,100, open: first price plus 0.3%}",
    "entries: keep", "targets: after entries", "chase: 20 ticks", "room: 0.5R", "first entry: 60%",
    "underwater: 0.8R", "fresh: 10s", "side: Short", "risk: 1%", "instrument: bybit:btcusdt",
    "stop: 120 ticks", "news: events 2026.txt", "velocity: 4 atr, 2.5 median", "repeat: yes",
    "daily loss: 3R",
    rules: ["enter 100% on break POC minus 20 ticks"])
  let plan = try readPlan(text)
  #expect(plan.equity?.text() == "50,000.50")
  #expect(plan.leverage == Decimal18("2.5"))
  #expect(plan.makerFee == Rate(e8: -5_000) && plan.takerFee == Rate(e8: 45_000))
  #expect(plan.slippage == 2 && plan.fills == .touch)
  #expect(plan.funding == Plan.Funding(rate: Rate(e8: 10_000), every: Span(seconds: 28_800)))
  #expect(plan.levels.map(\.name) == ["poc", "open"])
  #expect(plan.levels.map(\.level.description) == ["30100", "first price plus 0.3%"])
  #expect(plan.keepsEntries && plan.targetsAfterEntries)
  #expect(plan.chase == .ticks(20))
  #expect(try plan.room == .r(decimal("0.5")))
  #expect(plan.firstEntry == .percent(60) && plan.underwater == Decimal18("0.8"))
  #expect(plan.fresh == Span(seconds: 10) && plan.side == .short)
  #expect(plan.size == .riskShare(.percent(1)) && plan.stop == .distance(.ticks(120)))
  #expect(plan.instrument.name == "bybit:BTCUSDT")
  #expect(plan.newsFile == "events 2026.txt" && plan.news.isEmpty)
  #expect(try plan.velocity == Plan.Velocity(atrs: decimal("4"), medians: decimal("2.5")))
  #expect(try plan.repeats && plan.dailyLoss == .r(decimal("3")))
}

@Test func valuesHaveMoreThanOneForm() throws {
  #expect(try readPlan(planText("fees: 0.04%")).makerFee == Rate(e8: 40_000))
  #expect(try readPlan(planText("fees: 0.04%")).takerFee == Rate(e8: 40_000))
  #expect(try readPlan(planText("fees: {taker: 0.04%}")).makerFee == Rate(e8: 20_000))
  #expect(try readPlan(planText("chase: off")).chase == nil)
  #expect(try readPlan(planText("slippage: 0")).slippage == 0)
  #expect(try readPlan(planText("risk: 250")).size == .risk(Cash(whole: 250)))
  #expect(try readPlan(planText("stop: 1%")).stop == .distance(.percent(try decimal("1"))))
  #expect(
    try readPlan(planText("stop: 2 atr 14 on 15m")).stop
      == .distance(.atr(try decimal("2"), length: 14, on: .m15)))
  #expect(
    try readPlan(planText("chase: 0.5 atr 20 on 1h")).chase
      == .atr(try decimal("0.5"), length: 20, on: .h1))
  #expect(try readPlan(planText("room: 1 atr 14 on 1d")).room == .atr(decimal("1"), length: 14, on: .d1))
  #expect(
    try readPlan(planText("daily loss: 500.50")).dailyLoss == .amount(Cash(units: decimal("500.5").units)))
  #expect(try !readPlan(planText("repeat: no")).repeats)
  let stop = try readPlan(planText("levels: {low: 29000}", "stop: low minus 20 ticks")).stop
  #expect(try stop == .level(RuleParser.rule("stop to low minus 20 ticks").stopLevel))
  #expect(try readPlan(planText("stop: first price minus 1%")).stop != stop)
}

extension Rule {
  fileprivate var stopLevel: Level {
    if case .stop(let level, _) = actions.first { return level }
    return Level(.last)
  }
}

@Test func aLevelsNameMayHavePoints() throws {
  let text = planText("levels: {high.1d: 30000, fib.0.618: 29500}", rules: ["enter 50% on break high.1d"])
  #expect(try readPlan(text).levels.map(\.name) == ["high.1d", "fib.0.618"])
  #expect(
    planErrors(planText("levels: {high.1d: 30000}", rules: ["enter 50% at high.1h"])).first?.contains(
      "no level is called \"high.1h\"; did you mean \"high.1d\"?") == true)
}

@Test func levelsComeFromOutside() throws {
  let text = planText("levels: {poc: 30000}", rules: ["enter 50% at poc", "enter 50% at low"])
  let plan = try readPlan(text, overrides: [("POC", "30,100"), ("low", "29000")])
  #expect(plan.levels.map { "\($0.name) \($0.level)" } == ["poc 30100", "low 29000"])
  #expect(
    planErrors(text) == [
      "p:9:18: no level is called \"low\"; expected a price, nR, n%, n ticks, entry, breakeven, first, last,"
        + " tranche, target or poc"
    ]
  )
  #expect(
    planErrors(planText(), overrides: [("poc", "30000.05"), ("stop", "1"), ("x", "1R")]) == [
      "p: level poc: 30000.05 is not on the grid of binance:BTCUSDT, whose tick is 0.1;"
        + " the nearest: 30,000.0 and 30,000.1",
      "p: levels: \"stop\" is a word of the language; a name is a letter, then letters, digits, _ - or .",
      "p: level x: \"1R\" has no value before the first fill; write a price or \"first price\"",
    ])
}

@Test func planReadsInWords() throws {
  let words = try readPlan(samplePlan).inWords
  #expect(words[0] == "Tranche 1: buys 50% of the plan when price breaks 30,000.")
  #expect(
    words[2] == "Tranche 3: after tranche 2 has filled, buys 20% of the plan when price breaks 30,600.")
  #expect(
    words[5] == "Target 2: when price reaches 2R, sells 30% of all that was entered and moves the stop to 1R."
  )
  #expect(words[6] == "Once price has reached 2R, trails the stop 1R behind the best price.")
}
