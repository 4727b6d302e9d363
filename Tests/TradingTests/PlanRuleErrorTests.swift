import Testing

@testable import Trading

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
  (
    ["enter 10% on break 30000", "tranche 1 to 30500"],
    "7:5: only a person moves a tranche or a target; write the price into its own rule"
  ),
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
  #expect(planErrors(text) == ["p:\(line):" + error.drop { $0 != ":" }.dropFirst()])
}

@Test(arguments: [
  "-1%", "20 ticks", "1R", "entry", "breakeven", "first entry", "last fill", "tranche 2", "30000 plus 1R",
])
func firstTrancheWaitsForNoFill(level: String) {
  let remedy = "the first tranche waits for a price, a level or the first price"
  let rules = ["stop to \(level)", "enter 50% on break \(level)", "enter 50% at \(level)"]
  #expect(
    planErrors(planText(rules: rules)) == [
      "p:8:24: \"\(level)\" has no value before the first fill; \(remedy)"
    ])
}

@Test(arguments: ["30000", "first price plus 0.3%", "last minus 20 ticks", "poc"])
func firstTrancheWaitsForWhatIsKnown(level: String) {
  #expect(planErrors(planText("levels: {poc: 30000}", rules: ["enter 50% on break \(level)"])) == [])
}

@Test func sharesMayFillTheWhole() {
  #expect(planErrors(planText(rules: ["enter 1/3", "enter 1/3", "enter 1/3"])) == [])
  #expect(planErrors(planText(rules: ["enter 50%", "enter 0.5", "at 1R take 80%", "at 2R take 80%"])) == [])
  #expect(planErrors(planText("size: 2000", rules: ["enter 50%", "enter 50%"])) == [])
  #expect(
    planErrors(planText("size: 3000", rules: ["enter 50%"])) == [
      "p:7:11: 50% is 1,500.000, too much for one order;"
        + " binance:BTCUSDT takes at most 1,000.000; use more tranches"
    ])
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
