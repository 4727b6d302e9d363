import Testing

@testable import Trading

private struct Bad: Sendable, CustomTestStringConvertible {
  var text: String
  var column: Int
  var length: Int
  var message: String
  var nearest: String?

  init(_ text: String, _ column: Int, _ length: Int, _ message: String, nearest: String? = nil) {
    self.text = text
    self.column = column
    self.length = length
    self.message = message
    self.nearest = nearest
  }

  var testDescription: String { text }
}

private func unknown(_ word: String) -> String { "\"\(word)\" is not understood here" }
private let short = "the sentence ends too early"
private let comma = "a comma is a thousands mark and stands before exactly three digits"

private let misread: [Bad] = [
  Bad("", 1, 1, "the sentence is empty"), Bad("   ", 4, 1, "the sentence is empty"),
  Bad("entr 50% on break 30000", 1, 4, unknown("entr"), nearest: "enter"),
  Bad("enter 50% on brake 30000", 14, 5, unknown("brake"), nearest: "break"),
  Bad("enter 50% on", 13, 1, short), Bad("at 1R", 6, 1, short), Bad("at 1R take 30%,", 16, 1, short),
  Bad("then", 5, 1, short), Bad("stop breakeven", 6, 9, unknown("breakeven")),
  Bad("stop to brekeven", 9, 8, "no level is called \"brekeven\"", nearest: "breakeven"),
  Bad("stop to pco", 9, 3, "no level is called \"pco\"", nearest: "poc"),
  Bad("stop to take", 9, 4, unknown("take")), Bad("stop to first", 14, 1, short),
  Bad("take 30% stop to entry", 10, 4, unknown("stop")),
  Bad("take 30%, because \"x\"", 11, 7, unknown("because")),
  Bad("from tranche, stop to entry", 13, 1, unknown(",")),
  Bad("when tranche 2 fils close", 16, 4, unknown("fils"), nearest: "fills"),
  Bad("close close", 7, 5, unknown("close")), Bad("trail", 6, 1, short),
  Bad("after 48 take 50%", 10, 4, unknown("take")),
  Bad("enter 50% on break 30000 on touch 29000", 26, 2, unknown("on")),
  Bad(
    "at 1R enter 50% on break 30000", 17, 2,
    "this rule has its trigger already; alternatives are joined by \"or\""),
  Bad("take 30%, enter 50%", 11, 5, "an enter stands first in its rule; write a rule of its own"),
  Bad("enter 10%, buy 50%", 12, 3, "an enter stands first in its rule; write a rule of its own"),
]

private let numbers: [Bad] = [
  Bad("stop to 30,60", 9, 5, "in \"30,60\" " + comma), Bad("stop to 0,500", 9, 5, "in \"0,500\" " + comma),
  Bad("stop to 1234,567", 9, 8, "in \"1234,567\" " + comma),
  Bad("stop to 30,6000", 9, 7, "in \"30,6000\" " + comma),
  Bad("stop to 30,600.1,234", 9, 12, "in \"30,600.1,234\" " + comma),
  Bad("take 30%,stop to entry", 9, 1, "a comma in a list is followed by a space"),
  Bad("stop to .5R", 9, 2, "\".5\" is not a number, which is written like 0.25 or -1 or 30,600.5"),
  Bad("stop to 5.", 9, 2, "\"5.\" is not a number, which is written like 0.25 or -1 or 30,600.5"),
  Bad("stop to 1.2.3", 9, 5, "\"1.2.3\" is not a number, which is written like 0.25 or -1 or 30,600.5"),
  Bad("stop to 1e5", 10, 2, unknown("e5")), Bad("stop to −1R", 9, 1, "a minus sign is written \"-\""),
  Bad("stop to 0", 9, 1, "a price must be more than nothing"),
  Bad("stop to -500", 9, 4, "a price must be more than nothing"),
  Bad("stop to 0.5 ticks", 9, 3, "\"0.5\" must be a whole number"),
  Bad("stop to 1.2345678%", 9, 9, "\"1.2345678\" has more than 6 decimals"),
  Bad("stop to 30000000000", 9, 11, "\"30000000000\" is larger than 10,000,000,000"),
  Bad("stop to 200,000R", 9, 7, "\"200,000\" is larger than 100,000"),
  Bad("enter 101%", 7, 3, "a share is at most 100%"),
  Bad("enter 0%", 7, 1, "an amount must be more than nothing"),
  Bad("take -5%", 6, 2, "an amount must be more than nothing"),
  Bad("take 3/2", 6, 1, "a share is at most the whole"),
  Bad("take 1R", 6, 1, "an amount is a share such as 50% or 1/3, or a quantity"),
  Bad("take 1/0", 8, 1, "a fraction divides by 1 or more"),
  Bad("cancel tranche 0", 16, 1, "tranches and targets are counted from 1"),
  Bad("from tranche 1.5 close", 14, 3, "\"1.5\" must be a whole number"),
  Bad("trail 0R", 7, 1, "this distance must be more than nothing"),
  Bad("trail -1R", 7, 2, "a distance has no sign"),
  Bad("after 0h close", 7, 1, "a time must be more than nothing"),
  Bad("after 1.5h close", 7, 3, "\"1.5\" must be a whole number"),
  Bad("after 40000d close", 7, 5, "a time is at most 36500d"),
  Bad(
    "enter 30% on retest 30000 within 5 ticks", 34, 1,
    "a retest's distance is a percentage of its price, such as 0.2%"),
]

private let texts: [Bad] = [
  Bad("note hello", 6, 5, unknown("hello")), Bad("note \"hello", 6, 6, "text has no closing double quote"),
  Bad("note “hello”", 6, 1, "text stands in double quotes: \"…\""), Bad("close because", 14, 1, short),
  Bad("note \"a\u{1B}[2J\"", 6, 3, "text holds a control character"),
  Bad("note \"a\u{202E}b\"", 6, 3, "text holds a control character"),
  Bad("close\u{1B}", 6, 1, "\"U+1B\" has no place in a sentence"),
  Bad("t\u{200D}ake 50%", 1, 1, "\"U+74 U+200D\" has no place in a sentence"),
  Bad("take 1\u{200D}%", 6, 1, "\"U+31 U+200D\" has no place in a sentence"),
  Bad("close!", 6, 1, "\"!\" has no place in a sentence"),
  Bad("née 50%", 1, 3, unknown("née")), Bad("note \"é\", clos", 11, 4, unknown("clos"), nearest: "close"),
]

private let returns: [Bad] = [
  Bad("enter 25% on return 30000", 26, 1, short), Bad("enter 25% on return 30000 after", 32, 1, short),
  Bad("enter 25% on return 30000 aftre 1%", 27, 5, unknown("aftre"), nearest: "after"),
  Bad("enter 25% on return 30000 after 0%", 33, 1, "this distance must be more than nothing"),
  Bad("enter 25% on return 30000 after 1% returns 0", 44, 1, "a return serves 1 entry or more"),
  Bad("enter 25% on return 30000 after 1% retruns 2", 36, 7, unknown("retruns"), nearest: "returns"),
  Bad("enter 25% on retrun 30000", 14, 6, unknown("retrun"), nearest: "return"),
]

private let closes: [Bad] = [
  Bad("enter 50% on break 30000 close", 31, 1, short),
  Bad("enter 50% on break 30000 close chase 1R", 32, 5, unknown("chase")),
  Bad("enter 50% on break 30000 clse on 5m", 26, 4, unknown("clse"), nearest: "close"),
  Bad("enter 50% on break 30000 close on 7m", 35, 2, "there are no bars of \"7m\""),
  Bad("enter 50% on break 30000 close on 60m", 35, 3, "there are no bars of \"60m\""),
  Bad("enter 50% on break 30000 close on 5", 35, 1, unknown("5")),
  Bad("when close", 11, 1, short), Bad("when close beyond 30000 on 5m close", 12, 6, unknown("beyond")),
  Bad("when close below 30000 close", 24, 5, unknown("close")),
  Bad("when close below ema on 15m close", 22, 2, unknown("on")),
  Bad("when close below emma 20 on 15m", 18, 4, "no level is called \"emma\"", nearest: "ema"),
  Bad("when close below ema 2.5 on 15m", 22, 3, "\"2.5\" must be a whole number"),
  Bad("when close below sma 501 on 15m", 22, 3, "an indicator looks at 500 bars at most"),
  Bad("when close below swing 1001 on 15m", 24, 4, "\"1001\" is larger than 1,000"),
  Bad("when clsoe below 30000 on 5m", 6, 5, "no level is called \"clsoe\"", nearest: "close"),
]

private let moments: [Bad] = [
  Bad("when 2R take 50%", 9, 4, unknown("take")), Bad("when 2R within 15 take 50%", 19, 4, unknown("take")),
  Bad("when 2R witin 15m take 50%", 9, 5, unknown("witin"), nearest: "within"),
  Bad("when tranche 2 withn 5m take 50%", 16, 5, unknown("withn"), nearest: "within"),
  Bad("5m", 3, 1, short), Bad("5m befor news close", 4, 5, unknown("befor"), nearest: "before"),
  Bad("5m before nws close", 11, 3, unknown("nws"), nearest: "news"),
  Bad("0m before news close", 1, 1, "a time must be more than nothing"),
  Bad("enter 50% 5m before close", 21, 5, unknown("close")),
  Bad("enter 50% on touch 30000 or 5 before news", 29, 1, unknown("5")),
]

private let trails: [Bad] = [
  Bad("trail behind", 13, 1, short), Bad("trail behind levls", 14, 5, unknown("levls"), nearest: "levels"),
  Bad("trail behnd levels", 7, 5, unknown("behnd"), nearest: "behind"),
  Bad("trail behind poc", 14, 3, unknown("poc")), Bad("trail behind atr 14 on 15m", 14, 3, unknown("atr")),
  Bad("trail behind ema 20", 20, 1, short), Bad("trail behind sma 0 on 15m", 18, 1, tooFewBars),
  Bad("trail behind levels step 5", 21, 4, "a trail behind bars or levels takes no step"),
  Bad("trail 2 atr", 12, 1, short), Bad("trail 2 atr on 15m", 13, 2, unknown("on")),
  Bad("trail 2 atr 14 at 15m", 16, 2, unknown("at")),
  Bad("trail 2 art 14 on 15m", 9, 3, unknown("art"), nearest: "atr"),
  Bad("trail 0 atr 14 on 15m", 7, 1, "this distance must be more than nothing"),
  Bad("trail 20 tiks", 10, 4, unknown("tiks"), nearest: "ticks"),
  Bad("stop to swing 3 on 5m", 9, 5, unknown("swing")),
  Bad("take 2 atr 14 on 15m", 6, 1, "an amount is a share such as 50% or 1/3, or a quantity"),
]

private let tooFewBars = "an indicator looks at 1 bar or more"

private let whole: [Bad] = [
  Bad("enter 25% on return first entry", 32, 1, short), Bad("trail behind 20", 14, 2, unknown("20")),
  Bad("trail behind ema 20 on 15m step 5", 28, 4, "a trail behind bars or levels takes no step"),
  Bad("trail 2 atr 14 on 7m", 19, 2, "there are no bars of \"7m\""),
  Bad("trail 2 atr 0 on 15m", 13, 1, "an indicator looks at 1 bar or more"),
  Bad("stop to 2 atr 14 on 15m", 9, 1, "an ATR is a distance, not a price; write a level plus or minus it"),
  Bad("when close belw ema 20 on 15m close", 12, 4, unknown("belw"), nearest: "below"),
  Bad("single on break 30000", 22, 1, "a single entry says why it does not scale"),
  Bad("runner until", 13, 1, short), Bad("5m before close", 11, 5, unknown("close")),
]

private let turned = "this rule has its trigger already"

private let stuck: [Bad] = [
  Bad("when close below ema20 on 15m close", 18, 5, "no level is called \"ema20\"", nearest: "ema 20"),
  Bad("trail behind sma50 on 15m", 14, 5, unknown("sma50"), nearest: "sma 50"),
  Bad("trail 2 atr14 on 15m", 9, 5, unknown("atr14"), nearest: "atr 14"),
  Bad("take50%", 1, 6, unknown("take50"), nearest: "take 50"),
  Bad("stop to tranche2", 9, 8, "no level is called \"tranche2\"", nearest: "tranche 2"),
  Bad("At1R close", 1, 4, unknown("At1R"), nearest: "At 1R"),
  Bad("take 50% x20", 10, 3, unknown("x20")),
]

private let behind: [Bad] = [
  Bad("take 50% at 1R", 10, 5, "\"at 1R\" stands behind its action"),
  Bad(
    "close on break 30000 or after 2h because \"x\"", 7, 26,
    "\"on break 30000 or after 2h\" stands behind its action"),
  Bad("close 5m before news", 7, 14, "\"5m before news\" stands behind its action"),
  Bad("at 1R take 50% from 2R", 16, 7, turned), Bad("take 50% at", 10, 2, unknown("at")),
  Bad("target 50/50 at 1R, 2R", 1, 6, "\"target\" speaks of one that is there", nearest: "targets"),
]

private let sections = [misread, numbers, texts, returns, closes, moments, trails, whole, stuck, behind]

@Test(arguments: sections.flatMap { $0 }) private func errorsPointAtTheirWord(bad: Bad) throws {
  let error = try #require(throws: SentenceError.self) { try RuleParser.rule(bad.text, levels: ["poc"]) }
  #expect(error.column == bad.column)
  #expect(error.length == bad.length)
  #expect(error.message == bad.message)
  #expect(error.nearest == bad.nearest)
}

/// What stands the wrong way round is shown the right way round, and that can be read.
@Test(arguments: [
  ("trail 1R from 2R", "from 2R trail 1R"), ("stop to 30500 at 1R", "at 1R stop to 30500"),
  ("take 50% at 1R", "at 1R take 50%"),
  ("take 30%, stop to breakeven at 1R", "at 1R take 30%, stop to breakeven"),
]) func theTriggerStandsFirst(text: String, meant: String) throws {
  let error = try #require(throws: SentenceError.self) { try RuleParser.rule(text) }
  #expect(error.remedy == "the trigger stands first: \(meant)")
  #expect(try RuleParser.rule(meant).description == meant)
}

@Test func errorsSayWhatWasExpected() throws {
  let error = try #require(throws: SentenceError.self) { try RuleParser.rule("enter 50% on brake 30000") }
  #expect(error.expected == ["break", "touch", "return", "retest"])
  #expect(
    error.description
      == "\"brake\" is not understood here; expected break, touch, return or retest; did you mean \"break\"?")
  let early = try #require(throws: SentenceError.self) { try RuleParser.rule("cancel") }
  #expect(early.description == "the sentence ends too early; expected entries, tranche or target")
}

private let actions = ["enter", "single", "take", "stop", "trail", "cancel", "close", "note"]
private let distance = "a distance such as 0.25R, 1%, 20 ticks, 150 or 2 atr 14 on 15m"

/// What was expected is all that could stand there, in the order of the grammar, and no unit that cannot.
@Test(
  arguments: [
    ("stop to 30000 x", ["%", "R", "ticks", "plus", "minus", "room", "\",\"", "because"]),
    ("trail 5 x", ["%", "R", "ticks", "atr", "step", "\",\"", "because"]),
    ("take 5 x", ["%", "of", "\",\"", "because"]), ("trail x", ["at", "behind", distance]),
    ("from 1R trail x", ["behind", distance]),
    ("from tranche 2 x", ["plus", "minus", "or", "\",\""] + actions),
    (
      "on break 1R x",
      ["plus", "minus", "close", "or", "\",\"", "enter"] + actions.filter { $0 != "enter" && $0 != "close" }
    ),
    ("when tranche 2 x", ["fills", "plus", "minus", "within"]),
    ("when target 2 x", ["fills", "plus", "minus", "within"]),
    ("close or x", ["\",\"", "because"]),
    ("enter 5% at 1R or x", ["at", "on", "when", "from", "after", "a time before or after news"]),
    ("trail behind x", ["levels", "ema", "sma", "swing"]),
    ("trail 2 atr 14 on x", ["1m", "3m", "5m", "15m", "30m", "1h", "4h", "1d"]),
    ("5m x", ["before", "after"]), ("runner x", ["until"]),
  ] as [(String, [String])]) func errorsExpectWhatFits(text: String, expected: [String]) throws
{
  let error = try #require(throws: SentenceError.self) { try RuleParser.rule(text) }
  #expect(error.expected == expected)
}

@Test func errorsSetOffTheWordOr() throws {
  let error = try #require(throws: SentenceError.self) { try RuleParser.rule("runner until 5R x") }
  #expect(error.description == "\"x\" is not understood here; expected plus, minus, \"or\" or because")
  let last = try #require(throws: SentenceError.self) { try RuleParser.statement("time 5m x") }
  #expect(last.description == "\"x\" is not understood here; nothing more belongs here")
}
