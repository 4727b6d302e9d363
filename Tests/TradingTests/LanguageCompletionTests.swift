import Testing

@testable import Trading

@Test(arguments: [
  (
    "",
    [
      "then", "at", "on", "when", "from", "after", "enter", "single", "take", "stop", "trail", "cancel",
      "close",
      "note", "runner", "targets", "time", "fast", "dca", "pyramid", "range", "tranche", "target",
    ]
  ),
  ("st", ["stop"]), ("stop to b", ["breakeven"]), ("enter 50% on ", ["break", "touch", "return", "retest"]),
  ("stop to p", ["poc"]), ("cancel ", ["entries", "tranche", "target"]), ("stop to 3", []), ("xyz st", []),
]) func linesComplete(text: String, words: [String]) {
  #expect(RuleParser.completions(of: text, levels: ["poc"]) == words)
}

@Test func namesWithPointsComplete() {
  let levels = ["high.1d", "high.4h", "low.1d"]
  #expect(RuleParser.completions(of: "stop to high.", levels: levels) == ["high.1d", "high.4h"])
  #expect(RuleParser.completions(of: "stop to high.4", levels: levels) == ["high.4h"])
}

private let levels = ["entry", "breakeven", "first", "last", "tranche", "target", "poc"]
private let frames = ["1m", "3m", "5m", "15m", "30m", "1h", "4h", "1d"]
private let openings = ["at", "on", "when", "from", "after"]
private let deeds = ["enter", "single", "take", "stop", "trail", "cancel", "close", "note"]

/// What could stand behind a text that breaks off, in the order of the grammar.
@Test(
  arguments: [
    // Closes of bars.
    ("when ", ["close", "tranche", "target", "entry", "breakeven", "first", "last", "poc"]),
    ("when close ", ["below", "above"]), ("when close b", ["below"]),
    ("when close below ", ["ema", "sma", "swing"] + levels), ("when close below ema ", []),
    ("when close below ema 20 ", ["on"]), ("when close below ema 20 on ", frames),
    ("when close below ema 20 on 1", ["1m", "15m", "1h", "1d"]), ("when close below ema 20 on 15", ["15m"]),
    ("when close below poc ", ["plus", "minus", "on"]),
    ("when close below poc on 15m ", ["or"] + deeds),
    ("enter 10% on break poc ", ["plus", "minus", "close", "or", "chase", "within", "because"]),
    ("enter 10% on break poc close ", ["on"]), ("enter 10% on break poc close on 4", ["4h"]),
    // Returns.
    ("enter 10% on return ", levels), ("enter 10% on return first ", ["price", "entry"]),
    ("enter 10% on return first entry ", ["plus", "minus", "after"]),
    ("enter 10% on return first entry after 1% ", ["returns", "or", "chase", "within", "because"]),
    (
      "enter 10% on return first entry after 1 ",
      ["ticks", "atr", "returns", "or", "chase", "within", "because"]
    ),
    // Events and times.
    ("when tranche 2 ", ["fills", "plus", "minus", "within"]), ("when 2R ", ["plus", "minus", "within"]),
    ("from tranche 2 ", ["plus", "minus", "or"] + deeds), ("5m ", ["before", "after"]),
    ("5m before ", ["news"]),
    ("enter 10% or", []), ("enter 10% at 1R or ", openings),
    // Trails.
    ("trail ", ["at", "behind"]), ("from 2R trail ", ["behind"]),
    ("trail behind ", ["levels", "ema", "sma", "swing"]), ("trail behind s", ["sma", "swing"]),
    ("trail behind levels ", ["because"]), ("trail 2 ", ["ticks", "atr", "step", "because"]),
    ("trail 2 atr ", []), ("trail 2 atr 14 ", ["on"]), ("trail 2 atr 14 on ", frames),
    ("trail 2 atr 14 on 15m ", ["step", "because"]),
    // An ATR is a distance and no level, an amount neither.
    ("stop to 3 ", ["ticks", "plus", "minus", "room", "because"]), ("take 3 ", ["of", "because"]),
    // Rules with words of their own.
    ("single ", ["chase", "within"] + openings + ["because"]), ("runner ", ["until"]),
    ("runner until ", ["close"] + levels), ("runner until close above ", ["ema", "sma", "swing"] + levels),
    ("runner until 5R ", ["plus", "minus", "or", "because"]), ("runner until 5R or ", ["close"] + levels),
    ("then ", openings + deeds),
    // Methods.
    ("dca ", []), ("dca 4 ", openings + ["every"]),
    ("dca 4 on break poc ", ["plus", "minus", "close", "or", "every"]),
    ("dca 4 every 1% ", ["returns", "or"]), ("dca 4 every 1% or ", ["at"]), ("dca 4 every 1% or at ", levels),
    ("pyramid ", []), ("pyramid 50/30 ", ["at"]), ("pyramid 50/30 at ", levels),
    ("pyramid 50/30 at poc, ", ["retest"] + levels), ("range ", ["first", "poc"]), ("range poc ", ["to"]),
    ("range 28000 ", ["to"]), ("range poc to ", ["first", "poc"]), ("range poc to first ", ["price"]),
    ("range poc to 30000 ", ["at"]), ("range poc to 30000 at ", levels),
    ("range poc to 30000 at poc ", ["plus", "minus", "beyond"]), ("targets 30/30/40 ", ["at"]),
    ("targets 30/70 at ", levels), ("targets 30/70 at 1R, ", ["runner"] + levels),
    ("targets 30/70 at 1R, r", ["runner"]),
    ("trail at ", levels), ("trail at 2R ", ["plus", "minus", "by"]), ("trail at 2R by ", []),
    ("time 48h ", []), ("fast 2R ", ["plus", "minus", "in"]), ("fast 2R in ", []),
  ] as [(String, [String])]) func whatFitsIsOffered(text: String, words: [String])
{
  #expect(RuleParser.completions(of: text, levels: ["poc"]) == words)
}

/// What a line that is typed by hand is told beside the words.
@Test func continuationsTellKindsAndWholeness() {
  let stop = Continuations(of: "stop to ", levels: ["poc"])
  #expect(stop.kinds == ["a price", "nR", "n%", "n ticks"] && stop.isUnderstood && !stop.isWhole)
  #expect(Continuations(of: "stop to b", levels: ["poc"]).kinds.isEmpty)
  #expect(Continuations(of: "stop to breakeven", levels: []).isWhole)
  #expect(!Continuations(of: "stopp to ", levels: []).isUnderstood)
  #expect(Continuations(of: "stop to brekeven", levels: []).nearest == "breakeven")
  #expect(Continuations(of: "stop to brea", levels: []).nearest == nil, "it is the beginning of a right one")
}

/// What is offered by hand can be said by hand.
@Test func sentencesOfPlansAreNotOfferedByHand() {
  let all = Continuations(of: "", levels: []).words
  let byHand = Continuations(of: "", levels: [], isByHand: true).words
  #expect(Set(all).subtracting(byHand) == ["dca", "pyramid", "range", "single"])
  #expect(
    Continuations(of: "dca 4 ", levels: [], isByHand: true).words == [
      "at", "on", "when", "from", "after", "every",
    ])
}
