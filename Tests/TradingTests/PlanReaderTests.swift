import Testing

@testable import Trading

private func decimal(_ text: String) throws -> Decimal18 { try #require(Decimal18(text)) }

/// What a plan's text is refused with, one line an error.
private func errors(_ text: String, overrides: [(String, String)] = []) -> [String] {
  do throws(PlanErrors) {
    _ = try readPlan(text, overrides: overrides)
    return []
  } catch {
    return error.errors.map { $0.text(file: "p") }
  }
}

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
}

@Test func everyKeyIsRead() throws {
  let text = planText(
    "equity: 50,000.50", "leverage: 2.5", "fees: {maker: -0.005%, taker: 0.045%}", "slippage: 2 ticks",
    "fills: touch", "trigger: last", "funding: 0.01% per 8h",
    "levels: {POC: 30,100, open: first price plus 0.3%}",
    "entries: keep", "targets: after entries", "chase: 20 ticks", "room: 0.5R", "first entry: 60%",
    "underwater: 0.8R", "fresh: 10s", "side: Short", "risk: 1%", "instrument: bybit:btcusdt",
    "stop: 120 ticks",
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
}

@Test func valuesHaveMoreThanOneForm() throws {
  #expect(try readPlan(planText("fees: 0.04%")).makerFee == Rate(e8: 40_000))
  #expect(try readPlan(planText("fees: 0.04%")).takerFee == Rate(e8: 40_000))
  #expect(try readPlan(planText("fees: {taker: 0.04%}")).makerFee == Rate(e8: 20_000))
  #expect(try readPlan(planText("chase: off")).chase == nil)
  #expect(try readPlan(planText("slippage: 0")).slippage == 0)
  #expect(try readPlan(planText("risk: 250")).size == .risk(Cash(whole: 250)))
  #expect(try readPlan(planText("stop: 1%")).stop == .distance(.percent(try decimal("1"))))
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
    errors(planText("levels: {high.1d: 30000}", rules: ["enter 50% at high.1h"])).first?.contains(
      "no level is called \"high.1h\"; did you mean \"high.1d\"?") == true)
}

@Test func levelsComeFromOutside() throws {
  let text = planText("levels: {poc: 30000}", rules: ["enter 50% at poc", "enter 50% at low"])
  let plan = try readPlan(text, overrides: [("POC", "30,100"), ("low", "29000")])
  #expect(plan.levels.map { "\($0.name) \($0.level)" } == ["poc 30100", "low 29000"])
  #expect(
    errors(text) == [
      "p:9:18: no level is called \"low\"; expected a price, nR, n%, n ticks, entry, breakeven, first, last,"
        + " tranche, target or poc"
    ]
  )
  #expect(
    errors(planText(), overrides: [("poc", "30000.05"), ("stop", "1"), ("x", "1R")]) == [
      "p: level poc: 30000.05 is not on the grid of binance:BTCUSDT, whose tick is 0.1;"
        + " the nearest: 30,000.0 and 30,000.1",
      "p: levels: \"stop\" is a word of the language; a name is a letter, then letters, digits, _ - or .",
      "p: level x: \"1R\" has no value before the first fill; write a price or \"first price\"",
    ])
}

private let badKeys: [(line: String, error: String)] = [
  ("plan: ", "1:7: plan: the value is missing; write one or take the line out"),
  ("plan: {a: b}", "1:7: plan: the value must be one text"),
  (
    "instrument: BTCUSD",
    "1:13: instrument: no contract is called \"BTCUSD\"; did you mean \"binance:BTCUSDT\"? "
      + "known are binance:BTCUSDT, binance:ETHUSDT, binance:SOLUSDT, binance:XRPUSDT, bybit:BTCUSDT; "
      + "a file can add others: tranche instruments --help"
  ),
  ("side: lung", "1:7: side: \"lung\" is not understood; did you mean \"long\"?"),
  ("size: 0", "1:7: size: the size is a quantity such as 1.000"),
  ("size: 50%", "1:7: size: the size is a quantity such as 1.000"),
  (
    "size: 1.0005",
    "1:7: size: 1.0005 is not on the grid of binance:BTCUSDT, whose step is 0.001;"
      + " the nearest: 1.000 and 1.001"
  ),
  ("size: 1,00", "1:7: size: in \"1,00\" a comma is a thousands mark and stands before exactly three digits"),
  ("size: 1 BTC", "1:9: size: \"BTC\" is not understood here; expected %, r, atr, ticks or tick"),
  ("risk: 1%", "1:7: risk: a share needs to know of what; add \"equity:\""),
  ("risk: 1R", "1:7: risk: risk is an amount such as 250 or a share such as 1%"),
  ("risk: 0", "1:7: risk: risk is an amount such as 250 or a share such as 1%"),
  ("risk: 101%", "1:7: risk: risk is an amount such as 250 or a share such as 1%"),
  ("equity: 0", "1:9: equity: \"0\" is out of range; write an amount such as 50000"),
  ("equity: lots", "1:9: equity: \"lots\" is not understood here"),
  (
    "leverage: 0.5",
    "1:11: leverage: \"0.5\" is out of range; write 1 to 125, the most that this contract has"
  ),
  (
    "leverage: 126",
    "1:11: leverage: \"126\" is out of range; write 1 to 125, the most that this contract has"
  ),
  ("leverage: 5x", "1:12: leverage: \"x\" is not understood here; expected %, r, atr, ticks or tick"),
  ("stop: 1R", "1:7: stop: 1R is measured from this stop; write a price, a level or a distance such as 1%"),
  (
    "stop: -1%",
    "1:7: stop: the stop's distance is out of range; it counts against the trade and has no sign:"
      + " 1%, 120 ticks or 2 atr 14 on 15m"
  ),
  (
    "stop: 0 ticks",
    "1:7: stop: the stop's distance is out of range; it counts against the trade and has no sign:"
      + " 1%, 120 ticks or 2 atr 14 on 15m"
  ),
  ("stop: 2 atr on 15m", "1:13: stop: \"on\" is not understood here; expected a number of bars"),
  (
    "stop: entry", "1:7: stop: \"entry\" has no value before the first fill; write a price or \"first price\""
  ),
  (
    "stop: first price minus 1R",
    "1:7: stop: \"first price minus 1R\" has no value before the first fill;"
      + " write the distance as 1% or 20 ticks"
  ),
  (
    "stop: 29300.05",
    "1:7: stop: 29300.05 is not on the grid of binance:BTCUSDT, whose tick is 0.1; the nearest:"
      + " 29,300.0 and 29,300.1"
  ),
  ("fees: 0.04", "1:7: fees: a rate is a percentage such as 0.05%, at most 10%"),
  ("fees: {maker: 0.02%, takr: 0.05%}", "1:22: unknown key \"takr\"; did you mean \"taker\"?"),
  ("fees: {maker: 20%}", "1:15: maker: a rate is a percentage such as 0.05%, at most 10%"),
  ("slippage: 2", "1:11: slippage: slippage is a number of ticks, such as 2 ticks, at most 10000"),
  ("slippage: -2 ticks", "1:11: slippage: slippage is a number of ticks, such as 2 ticks, at most 10000"),
  ("fills: thru", "1:8: fills: \"thru\" is not understood; write through or touch"),
  (
    "trigger: mark",
    "1:10: trigger: this version's feeds have no mark price yet; write last, or take the line out"
  ),
  ("funding: 0.01%", "1:15: funding: the sentence ends too early; expected per"),
  ("funding: 0.01% per 8", "1:21: funding: the sentence ends too early; expected s, m, h or d"),
  ("levels: 30000", "1:9: levels: these are names with prices; write {NAME: PRICE}"),
  (
    "levels: {stop: 30000}",
    "1:10: levels: \"stop\" is a word of the language; a name is a letter, then letters, digits, _ - or ."
  ),
  (
    "levels: {1x: 30000}",
    "1:10: levels: \"1x\" cannot name a level; a name is a letter, then letters, digits, _ - or ."
  ),
  (
    "levels: {high.: 30000}",
    "1:10: levels: \"high.\" cannot name a level; a name is a letter, then letters, digits, _ - or ."
  ),
  (
    "levels: {high..1d: 30000}",
    "1:10: levels: \"high..1d\" cannot name a level; a name is a letter, then letters, digits, _ - or ."
  ),
  ("levels: {a: 30000, A: 30001}", "1:20: levels: \"A\" stands twice; take one out"),
  (
    "levels: {a: -1%}",
    "1:13: a: \"-1%\" has no value before the first fill; write a price or \"first price\""
  ),
  ("entries: drop", "1:10: entries: \"drop\" is not understood; write keep"),
  ("targets: after", "1:10: targets: \"after\" is not understood; write after entries"),
  (
    "chase: of",
    "1:8: chase: \"of\" is not understood here; expected off or a distance such as 0.25R, 1%, 20 ticks, 150 or 2 atr 14 on 15m"
  ),
  ("room: -1R", "1:7: room: a distance has no sign"),
  ("first entry: 0%", "1:14: first entry: the largest first entry is a share of the plan, such as 60%"),
  ("underwater: 80%", "1:13: underwater: this limit is a number of R, such as 0.8R"),
  ("fresh: 5", "1:9: fresh: the sentence ends too early; expected s, m, h or d"),
  ("velocity: 4 atr", "1:16: velocity: the sentence ends too early; expected \",\""),
  ("repeat: often", "1:9: repeat: \"often\" is not understood; write no or yes"),
  ("adopt: 0.500 at 30120", "1:8: adopt: the position's stop is missing; add where it stands: stop 29300"),
  (
    "daily loss: 3%", "1:13: daily loss: a day's loss is a number of R such as 3R, or an amount such as 500"
  ),
  ("leverge: 5", "1:1: unknown key \"leverge\"; did you mean \"leverage\"?"),
  ("Equity: 5", "1:1: unknown key \"Equity\"; did you mean \"equity\"?"),
]

@Test(arguments: badKeys.indices) func badValuesAreNamed(index: Int) {
  #expect(errors(planText(badKeys[index].line)) == ["p:" + badKeys[index].error])
}

private let badRules: [(rules: [String], error: String)] = [
  (["enter 50% on brake 30000"], "6:18: \"brake\" is not understood here; did you mean \"break\"?"),
  (["enter 50% on break pok"], "6:24: no level is called \"pok\"; did you mean \"poc\"?"),
  (
    ["enter 50% at 30000.05"],
    "6:18: 30000.05 is not on the grid of binance:BTCUSDT, whose tick is 0.1;"
      + " the nearest: 30,000.0 and 30,000.1"
  ),
  (
    ["enter 50% at 0.04"],
    "6:18: 0.04 is not on the grid of binance:BTCUSDT, whose tick is 0.1; the nearest: 0.1"
  ),
  (
    ["enter 50% at 999,999,999"],
    "6:18: 999999999 is no price of binance:BTCUSDT; the largest is 214,748,364.6"
  ),
  (
    ["enter 0.5005"],
    "6:11: 0.5005 is not on the grid of binance:BTCUSDT, whose step is 0.001; the nearest: 0.500 and 0.501"
  ),
  (
    ["take 0.0001"],
    "6:10: 0.0001 is not on the grid of binance:BTCUSDT, whose step is 0.001; the nearest: 0.001"
  ),
  (["then enter 50%"], "6:5: \"then\" has no tranche before it; take the word out"),
  (["then stop to 29500", "enter 50%"], "6:5: \"then\" has no tranche before it; take the word out"),
  (["enter next"], "6:11: a plan's entry says how much it enters; write a share such as 50%"),
  (["enter 50%", "from tranche 2 close"], "7:10: there is no tranche 2; the last is tranche 1"),
  (["when tranche 1 fills, close"], "6:10: there is no tranche 1; there are no tranches"),
  (["at 1R close", "when target 2 fills, close"], "7:10: there is no target 2; the last is target 1"),
  (["cancel tranche 3"], "6:12: there is no tranche 3; there are no tranches"),
  (["cancel target 1"], "6:12: there is no target 1; there are no targets"),
  (["enter 10%", "stop to tranche 2 minus 1%"], "7:13: there is no tranche 2; the last is tranche 1"),
  (["stop to target 1"], "6:13: there is no target 1; there are no targets"),
  (["enter 60%", "enter 1/2"], "7:11: the tranches add up to 110%; together they are at most 100%"),
  (["enter 60%", "enter 0.401"], "7:11: the tranches add up to 100.1%; together they are at most 100%"),
  (
    ["enter 1/3", "enter 2/3", "enter 1/3"],
    "8:11: the tranches add up to 133.333333%; together they are at most 100%"
  ),
  (
    ["take 1/997", "take 1/991", "take 1/983", "take 1/977", "take 1/971"],
    "10:10: 1/971 has no common measure with the others; write it as a percentage"
  ),
]

@Test(arguments: badRules.indices) func badRulesAreNamed(index: Int) {
  let (rules, error) = badRules[index]
  let text = planText("levels: {poc: 30000}", rules: rules)
  // The level's line stands before the five required ones and `rules:`.
  let line = Int(error.prefix { $0 != ":" }).map { $0 + 2 } ?? 0
  #expect(errors(text) == ["p:\(line):" + error.drop { $0 != ":" }.dropFirst()])
}

@Test(arguments: [
  "-1%", "20 ticks", "1R", "entry", "breakeven", "first entry", "last fill", "tranche 2", "30000 plus 1R",
])
func firstTrancheWaitsForNoFill(level: String) {
  let remedy = "the first tranche waits for a price, a level or the first price"
  let rules = ["stop to \(level)", "enter 50% on break \(level)", "enter 50% at \(level)"]
  #expect(
    errors(planText(rules: rules)) == ["p:8:24: \"\(level)\" has no value before the first fill; \(remedy)"])
}

@Test(arguments: ["30000", "first price plus 0.3%", "last minus 20 ticks", "poc"])
func firstTrancheWaitsForWhatIsKnown(level: String) {
  #expect(errors(planText("levels: {poc: 30000}", rules: ["enter 50% on break \(level)"])) == [])
}

@Test func sharesMayFillTheWhole() {
  #expect(errors(planText(rules: ["enter 1/3", "enter 1/3", "enter 1/3"])) == [])
  #expect(errors(planText(rules: ["enter 50%", "enter 0.5", "at 1R take 80%", "at 2R take 80%"])) == [])
  #expect(errors(planText("size: 2000", rules: ["enter 50%", "enter 50%"])) == [])
  #expect(
    errors(planText("size: 3000", rules: ["enter 50%"])) == [
      "p:7:11: 50% is 1,500.000, too much for one order;"
        + " binance:BTCUSDT takes at most 1,000.000; use more tranches"
    ])
}

@Test func missingKeysAreNamed() {
  #expect(
    errors("equity: 5\nrules:")
      == [
        "p:1:1: \"plan\" is missing; add \"plan:\", the plan's name",
        "p:1:1: \"instrument\" is missing; add \"instrument:\", such as binance:BTCUSDT",
        "p:1:1: \"side\" is missing; add \"side:\", long or short",
        "p:1:1: \"stop\" is missing; add \"stop:\", a price, a level or a distance such as 1%",
        "p:1:1: the trade has no size; add \"size:\", a quantity, or \"risk:\", such as 1% or 250",
      ])
  #expect(
    errors(planText("size: 1", "risk: 250")) == [
      "p:2:1: size and risk exclude each other; take one of them out"
    ])
  #expect(errors(planText("equity: 1", "equity: 2")) == ["p:2:1: \"equity\" stands twice; take one out"])
}

@Test func allErrorsComeAtOnceInOrder() {
  let found = errors(
    planText("side: up", "stop: 1R", "fills: no", rules: ["entr 50%", "close", "take 101%"]))
  #expect(found.map { $0.prefix { $0 != " " } } == ["p:1:7:", "p:2:7:", "p:3:8:", "p:8:5:", "p:10:10:"])
}

@Test func rulesThatAreNoSentencesAreRefused() {
  let place = Document.Place(line: 9, column: 5)
  var document = planDocument(planText(rules: ["close"]))
  guard case .mapping(var entries) = document.content else {
    Issue.record("not a mapping")
    return
  }
  entries[entries.count - 1].value.content = .list([Document(.mapping([]), place: place)])
  document.content = .mapping(entries)
  let refused = #expect(throws: PlanErrors.self) { try PlanReader.plan(document, catalogue: .builtIn) }
  #expect(
    refused?.text(file: "p")
      == "p:9:5: a rule is a sentence, not a list or a key with a value;"
      + " put a sentence that holds \": \" in single quotes")
  #expect(throws: PlanErrors.self) {
    try PlanReader.plan(Document(.scalar("x"), place: place), catalogue: .builtIn)
  }
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
