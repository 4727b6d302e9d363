import Testing

@testable import Trading

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
  ("size: 1 BTC", "1:9: size: \"BTC\" is not understood here; nothing more belongs here"),
  ("risk: 1%", "1:7: risk: a share needs to know of what; add \"equity:\""),
  ("risk: 1R", "1:7: risk: risk is an amount such as 250 or a share such as 1%"),
  ("risk: 0", "1:7: risk: risk is an amount such as 250 or a share such as 1%"),
  ("risk: 101%", "1:7: risk: risk is an amount such as 250 or a share such as 1%"),
  ("equity: 0", "1:9: equity: \"0\" is out of range; write an amount such as 50000"),
  ("equity: lots", "1:9: equity: \"lots\" is not understood here; expected a number"),
  (
    "leverage: 0.5",
    "1:11: leverage: \"0.5\" is out of range; write 1 to 125, the most that this contract has"
  ),
  (
    "leverage: 126",
    "1:11: leverage: \"126\" is out of range; write 1 to 125, the most that this contract has"
  ),
  ("leverage: 5x", "1:12: leverage: \"x\" is not understood here; nothing more belongs here"),
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
  ("velocity: fast", "1:11: velocity: this is a multiple such as 4 atr"),
  ("velocity: 0 atr, 3 median", "1:11: velocity: this is a multiple such as 4 atr"),
  ("velocity: 4, 3", "1:12: velocity: \",\" is not understood here; expected atr"),
  ("velocity: 4 atr 3 median", "1:17: velocity: \"3\" is not understood here; expected \",\""),
  (
    "velocity: 4 atr, 3 medan",
    "1:20: velocity: \"medan\" is not understood here; did you mean \"median\"?"
  ),
  ("velocity: 4 atr, x", "1:18: velocity: this is a multiple such as 3 median"),
  ("repeat: yess", "1:9: repeat: \"yess\" is not understood; did you mean \"yes\"?"),
  ("news: ", "1:7: news: the value is missing; write one or take the line out"),
  ("news: {file: x}", "1:7: news: the value must be one text"),
  (
    "daily loss: 0R", "1:13: daily loss: a day's loss is a number of R such as 3R, or an amount such as 500"
  ),
  (
    "daily loss: -500",
    "1:13: daily loss: a day's loss is a number of R such as 3R, or an amount such as 500"
  ),
  ("daily loss: much", "1:13: daily loss: \"much\" is not understood here; expected a number"),
  ("daily loss: 3R a day", "1:16: daily loss: \"a\" is not understood here; nothing more belongs here"),
  ("stop: 2 atr", "1:12: stop: the sentence ends too early; expected a number of bars"),
  ("stop: 2 atr 14", "1:15: stop: the sentence ends too early; expected on"),
  ("stop: 2 atr 501 on 15m", "1:13: stop: an indicator looks at 500 bars at most"),
  (
    "stop: 2 atr 14 on 7m",
    "1:19: stop: there are no bars of \"7m\"; expected 1m, 3m, 5m, 15m, 30m, 1h, 4h or 1d"
  ),
  (
    "stop: 0 atr 14 on 15m",
    "1:7: stop: the stop's distance is out of range; it counts against the trade and has no sign:"
      + " 1%, 120 ticks or 2 atr 14 on 15m"
  ),
  (
    "chase: 2 atr 14 on 15",
    "1:20: chase: \"15\" is not understood here; expected 1m, 3m, 5m, 15m, 30m, 1h, 4h or 1d"
  ),
  ("room: 2 tiks", "1:9: room: \"tiks\" is not understood here; did you mean \"ticks\"?"),
  ("velocty: 4 atr, 3 median", "1:1: unknown key \"velocty\"; did you mean \"velocity\"?"),
  ("dayly loss: 3R", "1:1: unknown key \"dayly loss\"; did you mean \"daily loss\"?"),
  ("leverge: 5", "1:1: unknown key \"leverge\"; did you mean \"leverage\"?"),
  ("fees: {maker: 0.02%, makr: 0.05%}", "1:22: unknown key \"makr\"; known are maker, taker"),
  ("Equity: 5", "1:1: unknown key \"Equity\"; did you mean \"equity\"?"),
]

@Test(arguments: badKeys.indices) func badValuesAreNamed(index: Int) {
  #expect(planErrors(planText(badKeys[index].line)) == ["p:" + badKeys[index].error])
}

/// What stands there already was not meant.
@Test func aKeyIsNotTakenForOneThatIsThere() {
  let text = "plan: t\ninstrument: BTCUSDT\nside: long\nsise: 0.2\nstop: 29300\nrules:"
  #expect(planErrors(text).contains("p:4:1: unknown key \"sise\"; did you mean \"size\"?"))
  let whole = planErrors(text.replacing("sise", with: "size") + "\nsiz: 0.2")
  #expect(whole.count == 1 && whole[0].hasPrefix("p:7:1: unknown key \"siz\"; known are plan, "))
}

@Test func missingKeysAreNamed() {
  #expect(
    planErrors("equity: 5\nrules:")
      == [
        "p:1:1: \"plan\" is missing; add \"plan:\", the plan's name",
        "p:1:1: \"instrument\" is missing; add \"instrument:\", such as binance:BTCUSDT",
        "p:1:1: \"side\" is missing; add \"side:\", long or short",
        "p:1:1: \"stop\" is missing; add \"stop:\", a price, a level or a distance such as 1%",
        "p:1:1: the trade has no size; add \"size:\", a quantity, or \"risk:\", such as 1% or 250",
      ])
  #expect(
    planErrors(planText("size: 1", "risk: 250")) == [
      "p:2:1: size and risk exclude each other; take one of them out"
    ])
  #expect(planErrors(planText("equity: 1", "equity: 2")) == ["p:2:1: \"equity\" stands twice; take one out"])
}

@Test func allErrorsComeAtOnceInOrder() {
  let found = planErrors(
    planText("side: up", "stop: 1R", "fills: no", rules: ["entr 50%", "close", "take 101%"]))
  #expect(found.map { $0.prefix { $0 != " " } } == ["p:1:7:", "p:2:7:", "p:3:8:", "p:8:5:", "p:10:10:"])
}
