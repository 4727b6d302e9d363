import Testing

@testable import Trading

private let needed =
  "a price, nR, n%, n ticks, entry, breakeven, first, last, tranche, target or a level's name"
private let unit = "expected %, R, ticks, plus, minus"
private let distance = "a distance such as 0.25R, 1%, 20 ticks, 150 or 2 atr 14 on 15m"
private let perCents = "shares are per cents such as 50/30/20, each above 0 and at most 100"
private let runnerLast = "the runner is what the targets before it leave; let it stand last"

/// A sentence of a plan, and its error at a column of the sentence.
private typealias Wrong = (sentence: String, column: Int, error: String)

private let dca: [Wrong] = [
  ("dca", 4, "the sentence ends too early; expected a number"),
  ("dca four every 1%", 5, "\"four\" is not understood here; expected a number"),
  ("dca 0 every 1%", 5, "equal parts are two or more"), ("dca 1 every 1%", 5, "equal parts are 2 to 50"),
  ("dca 51 every 1%", 5, "equal parts are 2 to 50"),
  ("dca 2.5 every 1%", 5, "\"2.5\" must be a whole number"),
  ("dca 4 on break 30000", 21, "the sentence ends too early; \(unit), close, \"or\" or every"),
  ("dca 4 evry 1%", 7, "\"evry\" is not understood here; did you mean \"every\"?"),
  ("dca 4 every", 12, "the sentence ends too early; expected \(distance)"),
  ("dca 4 every 0%", 13, "this distance must be more than nothing"),
  ("dca 4 every -1%", 13, "a distance has no sign"),
  ("dca 4 every 1%, stop to breakeven", 15, "\",\" is not understood here; expected returns or \"or\""),
  ("dca 4 every 1% because \"x\"", 16, "\"because\" is not understood here; expected returns or \"or\""),
  ("dca 4 every 1% returns 0", 24, "a return serves 1 entry or more"),
  (
    "dca 4 every 1% returns 2 or at 29000, 28000, 27000", 29,
    "lower levels stand in the place of the return; write one of the two"
  ),
  ("dca 4 every 1% or on return first entry", 19, "\"on\" is not understood here; expected at"),
  (
    "dca 4 every 1% or at 29000, 28000", 22,
    "2 lower levels for 3 later parts; name one for each part behind the first"
  ),
  (
    "dca 2 every 1% or at 29000, 28000", 22,
    "2 lower levels for 1 later part; name one for each part behind the first"
  ),
  (
    "dca 4 every 1% or at 29000 28000 27000", 28, "\"28000\" is not understood here; \(unit) or \",\""
  ),
  (
    "dca 4 on break 1R every 1%", 16,
    "\"1R\" has no value before the first fill;"
      + " the first tranche waits for a price, a level or the first price"
  ),
  ("dca 4 on break pok every 1%", 16, "no level is called \"pok\"; did you mean \"poc\"?"),
  (
    "dca 4 every 1% or at 29000, 28000, 27000.05", 36,
    "27000.05 is not on the grid of binance:BTCUSDT, whose tick is 0.1;"
      + " the nearest: 27,000.0 and 27,000.1"
  ),
]

private let pyramid: [Wrong] = [
  ("pyramid", 8, "the sentence ends too early; expected shares such as 50/30/20"),
  ("pyramid at 30000", 9, "\"at\" is not understood here; expected shares such as 50/30/20"),
  (
    "pyramid 50/30/20 at 30000, retest", 9, "3 shares for 2 steps; name as many of one as of the other"
  ),
  (
    "pyramid 100 at 30000, retest, 30600", 9, "1 share for 3 steps; name as many of one as of the other"
  ),
  ("pyramid 50/50 at 30000", 9, "2 shares for 1 step; name as many of one as of the other"),
  ("pyramid 50/50 at retest, 30600", 18, "\"retest\" is not understood here; expected \(needed)"),
  ("pyramid 50/50 at 30000 30600", 24, "\"30600\" is not understood here; \(unit) or \",\""),
  ("pyramid 50/50 at 30000,30600", 18, "in \"30000,30600\" " + comma),
  ("pyramid 50/50 at 30000, retst", 25, "no level is called \"retst\"; did you mean \"retest\"?"),
  ("pyramid 50/50 30000", 15, "\"30000\" is not understood here; expected \"/\" or at"),
  ("pyramid 0/100 at 30000, 30600", 9, perCents), ("pyramid 50/101 at 30000, 30600", 12, perCents),
  ("pyramid 50%/50% at 30000, 30600", 9, perCents), ("pyramid -50/50 at 30000, 30600", 9, perCents),
  (
    "pyramid 33.3333333/66.6666667 at 30000, 30600", 9, "\"33.3333333\" has more than 6 decimals"
  ),
  (
    "pyramid 60/50 at 30000, 30600", 12, "the tranches add up to 110%; together they are at most 100%"
  ),
  (
    "pyramid 50/50 at 1R, 30600", 18,
    "\"1R\" has no value before the first fill;"
      + " the first tranche waits for a price, a level or the first price"
  ),
]

private let comma = "a comma is a thousands mark and stands before exactly three digits"

private let exits: [Wrong] = [
  ("targets at 1R", 9, "\"at\" is not understood here; expected shares such as 50/30/20"),
  ("targets 30/30 at 1R, 2R, 3R", 9, "2 shares for 3 places; name as many of one as of the other"),
  ("targets 30/30/40 at 1R", 9, "3 shares for 1 place; name as many of one as of the other"),
  ("targets 30/30 at 1R, 2R, runner", 9, "2 shares for 3 places; name as many of one as of the other"),
  ("targets 30/30/40 at 1R 2R runner", 24, "\"2\" is not understood here; expected plus, minus or \",\""),
  ("targets 60/50 at 1R, 2R", 9, "the shares add up to 110; together they are at most 100"),
  ("targets 60/50 at 1R, runner", 9, "the shares add up to 110; with the runner's they are 100"),
  ("targets 30/30.5/30 at 1R, 2R, runner", 9, "the shares add up to 90.5; with the runner's they are 100"),
  ("targets 30/40/30 at 1R, runner, 2R", 25, runnerLast), ("targets 100 at runner", 16, runnerLast),
  ("targets 50/50 at 1R, runer", 22, "no level is called \"runer\"; did you mean \"runner\"?"),
  ("targets 30% at 1R", 9, perCents), ("targets 0/50 at 1R, 2R", 9, perCents),
  ("targets 50/50 at 1R, target 3", 22, "there is no target 3; the last is target 2"),
  ("trail at", 9, "the sentence ends too early; expected \(needed)"),
  ("trail att 2R", 7, "\"att\" is not understood here; did you mean \"at\"?"),
  ("trail at 2R bye 1R", 13, "\"bye\" is not understood here; did you mean \"by\"?"),
  ("trail at 2R by 0R", 16, "this distance must be more than nothing"),
  ("trail at 2R, close", 12, "\",\" is not understood here; expected plus, minus or by"),
  (
    "trail at tranche 2", 10,
    "a trail begins at a price, and \"tranche 2\" alone is a fill; add a distance: tranche 2 plus 1%"
  ),
  ("time", 5, "the sentence ends too early; expected a time such as 5m or 48h"),
  ("time 48", 8, "the sentence ends too early; expected s, m, h or d"),
  ("time 0h", 6, "a time must be more than nothing"),
  ("time 48h unless 1R", 10, "\"unless\" is not understood here; nothing more belongs here"),
  ("fast 2R 15m", 9, "\"15\" is not understood here; expected plus, minus or in"),
  ("fast 2R within 15m", 9, "\"within\" is not understood here; expected plus, minus or in"),
  ("fast 2R in 15", 14, "the sentence ends too early; expected s, m, h or d"),
]

private let forms: [Wrong] = [
  (
    "single on break 30000", 22, "a single entry says why it does not scale; end it with because \"…\""
  ),
  ("single", 7, "a single entry says why it does not scale; end it with because \"…\""),
  ("single on break 30000 becase \"x\"", 23, "\"becase\" is not understood here; did you mean \"because\"?"),
  (
    "single 50% because \"x\"", 8,
    "\"50\" is not understood here; expected chase, within, at, on, when, from, after,"
      + " a time before or after news, \",\" or because"
  ),
  ("runner", 7, "the sentence ends too early; expected until"),
  ("runner untill 5R", 8, "\"untill\" is not understood here; did you mean \"until\"?"),
  ("runner until", 13, "the sentence ends too early; expected close, \(needed)"),
  ("runner until close", 19, "the sentence ends too early; expected below or above"),
  ("runner until close below ema 20", 32, "the sentence ends too early; expected on"),
  (
    "runner until 5R take 50%", 17,
    "\"take\" is not understood here; expected plus, minus, \"or\" or because"
  ),
  (
    "then runner until 5R", 6, "\"runner\" begins a sentence of its own; write it as a rule of its own"
  ),
  ("from 2R time 48h", 9, "\"time\" begins a sentence of its own; write it as a rule of its own"),
  (
    "at 1R take 10%, targets 50 at 2R", 17,
    "\"targets\" begins a sentence of its own; write it as a rule of its own"
  ),
  ("take 10%, single because \"x\"", 11, "an enter stands first in its rule; write a rule of its own"),
]

private let sentencesAlone = dca + pyramid + exits + forms

@Test(arguments: sentencesAlone.indices) func badMethodsAreNamed(index: Int) {
  let (sentence, column, error) = sentencesAlone[index]
  // The level's line stands before the five required ones and `rules:`; a sentence begins in column 5.
  let text = planText("levels: {poc: 30000}", rules: ["note \"first\"", sentence])
  #expect(planErrors(text) == ["p:9:\(column + 4): \(error)"], "\(sentence)")
}

/// Errors of ranges are told with a plan's levels.
private let ranges: [(levels: String, sentence: String, column: Int, error: String)] = [
  ("", "range", 6, "the sentence ends too early; expected a price, first or a level's name"),
  ("", "range 28000 to 30000", 21, "the sentence ends too early; expected at"),
  ("", "range 28000 too 30000 at 29000", 13, "\"too\" is not understood here; did you mean \"to\"?"),
  (
    "", "range 28000 to 30000 at 29000 29500", 31,
    "\"29500\" is not understood here; \(unit), \",\" or beyond"
  ),
  ("", "range 28000 to 30000 at 29000 beyond 0%", 38, "this distance must be more than nothing"),
  (
    "", "range 30000 to 28000 at 29000", 7,
    "a range names its lower boundary first; write range 28000 to 30000"
  ),
  (
    "", "range 30000 to 30000 at 29000", 7, "the range has no width; name two prices, the lower one first"
  ),
  (
    "", "range 28000 to 30000 at 29000, 27000", 32,
    "27000 lies outside of the range; name prices between 28000 and 30000"
  ),
  (
    "", "range 28000 to 30000 at 28000, 30000, 30000 plus 20 ticks", 39,
    "30000 plus 20 ticks lies outside of the range; name prices between 28000 and 30000"
  ),
  (
    "", "range 1R to 2R at 29000", 7,
    "\"1R\" has no value before the first fill; write a price or \"first price\""
  ),
  (
    "", "range first price minus 1% to 30000 at 29000", 19,
    "a boundary is a price, a named level or the first price; name it under `levels:`"
  ),
  (
    "", "range 28000 to 30000.05 at 29000", 16,
    "30000.05 is not on the grid of binance:BTCUSDT, whose tick is 0.1;"
      + " the nearest: 30,000.0 and 30,000.1"
  ),
  (
    "low: 30000, high: 28000", "range low to high at 29000", 7,
    "a range names its lower boundary first; write range high to low"
  ),
  (
    "low: first price minus 1%, high: first price", "range high to low at low", 7,
    "a range names its lower boundary first; write range low to high"
  ),
  (
    "low: 30000, high: 30100 minus 100", "range low to high at low", 7,
    "the range has no width; name two prices, the lower one first"
  ),
  (
    "low: 28000, high: 30000, poc: 31000", "range low to high at poc", 22,
    "poc lies outside of the range; name prices between low and high"
  ),
  (
    "low: 28000, high: 30000", "range low to hgih at 29000", 14,
    "no level is called \"hgih\"; did you mean \"high\"?"
  ),
]

@Test(arguments: ranges.indices) func badRangesAreNamed(index: Int) {
  let (levels, sentence, column, error) = ranges[index]
  let text = rangePlan("levels: {\(levels.isEmpty ? "poc: 1" : levels)}", rules: [sentence])
  #expect(planErrors(text) == ["p:7:\(column + 4): \(error)"], "\(sentence)")
}

/// `plus` counts in the trade's direction, so a short's levels lie the other way round.
@Test func rangesOfAShortCountTheOtherWay() {
  let levels = "levels: {low: first price plus 1%, high: first price minus 1%}"
  let rules = ["range low to high at first price"]
  #expect(planErrors(rangePlan("side: short", levels, rules: rules)) == [])
  #expect(
    planErrors(rangePlan("side: long", levels, rules: rules)) == [
      "p:7:11: a range names its lower boundary first; write range high to low"
    ])
}

/// What counts from the first price and what does not cannot be told apart before there is one.
@Test(arguments: ["first price to 30000", "28000 to poc", "poc to 30000"]) func mixedRangesAreRead(
  range: String
) {
  let text = rangePlan("levels: {poc: first price plus 20 ticks}", rules: ["range \(range) at 29000"])
  #expect(planErrors(text) == [])
}

@Test func rangeAndStopExcludeEachOther() {
  let range = "range 28000 to 30000 at 29000"
  #expect(
    planErrors(planText(rules: [range])) == [
      "p:5:1: stop: the range's boundary is the stop; take the line out;"
        + " `beyond D` moves it away from the boundary"
    ])
  // Where the range itself is wrong nobody is asked for a stop.
  #expect(
    planErrors(rangePlan(rules: ["range 28000 to 30000 att 29000"])) == [
      "p:6:26: \"att\" is not understood here; did you mean \"at\"?"
    ])
  #expect(
    planErrors(rangePlan(rules: ["dca 4 every 1%"])) == [
      "p:1:1: \"stop\" is missing; add \"stop:\", a price, a level or a distance such as 1%"
    ])
}

@Test func aPlanHasOneRange() {
  let rules = ["range 28000 to 30000 at 29000", "range 28000 to 31000 at 29500"]
  #expect(
    planErrors(rangePlan(rules: rules)) == [
      "p:7:5: a plan has one range, for it has one stop; take one out",
      "p:7:29: the tranches add up to 200%; together they are at most 100%",
    ])
}

@Test func partsTooLargeForTheVenueAreNamedOnce() {
  #expect(
    planErrors(planText("size: 8000", rules: ["dca 4 every 1%"])) == [
      "p:7:9: 25% is 2,000.000, too much for one order;"
        + " binance:BTCUSDT takes at most 1,000.000; use more tranches"
    ])
  #expect(
    planErrors(planText(rules: ["dca 4 every 1%", "enter 10%"])) == [
      "p:8:11: the tranches add up to 110%; together they are at most 100%"
    ])
}

@Test func newsNeedsItsFile() {
  let rules = ["enter 50% on break 30000 or 10m after news", "5m before news close"]
  let remedy = "add \"news: FILE\", lines such as 2026-11-20T13:30Z US CPI"
  #expect(
    planErrors(planText(rules: rules)) == [
      "p:7:43: the plan names no news; \(remedy)", "p:8:15: the plan names no news; \(remedy)",
    ])
  #expect(planErrors(planText("news: events.txt", rules: rules)) == [])
}

@Test func theFirstTrancheReturnsFromAKnownDistance() {
  let first = "enter 50% on return 30000 after 1R"
  #expect(
    planErrors(planText(rules: [first])) == [
      "p:7:37: \"1R\" has no value before the first fill; write the distance as 1%, 20 ticks or 2 atr 14 on 15m"
    ])
  #expect(planErrors(planText(rules: ["enter 50%", first])) == [])
  for distance in ["1%", "20 ticks", "150", "2 atr 14 on 15m"] {
    #expect(planErrors(planText(rules: ["enter 50% on return 30000 after \(distance)"])) == [])
  }
}
