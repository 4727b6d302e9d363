import Testing

@testable import Trading

/// Sentences, as typed, and the form they are printed in.
let sentences: [(typed: String, printed: String)] = [
  // The sample plan.
  ("enter 50% on break 30000", "enter 50% on break 30000"),
  (
    "then enter 30% on retest 30000 within 0.2% hold 5m", "then enter 30% on retest 30000 within 0.2% hold 5m"
  ),
  ("then enter 20% on break 30600", "then enter 20% on break 30600"),
  ("from tranche 2, stop to breakeven", "from tranche 2, stop to breakeven"),
  ("at 1R take 30%, stop to breakeven", "at 1R take 30%, stop to breakeven"),
  ("at 2R take 30%, stop to 1R", "at 2R take 30%, stop to 1R"),
  ("from 2R trail 1R", "from 2R trail 1R"),
  ("after 48h unless 0.5R take 50%", "after 48h unless 0.5R take 50%"),
  // The others that the contract spells out.
  ("enter 25% on break 30000", "enter 25% on break 30000"),
  ("then enter 25% on break last fill plus 1%", "then enter 25% on break last fill plus 1%"),
  ("from 31000 cancel entries", "from 31000 cancel entries"),
  ("from 2R take 50%, stop to first entry", "from 2R take 50%, stop to first entry"),
  ("at 30600 stop to 30000", "at 30600 stop to 30000"),
  ("enter next", "enter next"), ("take next", "take next"), ("close", "close"),
  ("cancel entries", "cancel entries"),
  // Every trigger, before and behind an enter.
  ("at 29500, enter 50%", "enter 50% at 29500"),
  ("on touch 29500 enter 1/3", "enter 1/3 on touch 29500"),
  ("enter 0.25 on retest poc", "enter 0.25 on retest poc"),
  ("enter 0.25 on retest poc hold 90s", "enter 0.25 on retest poc hold 90s"),
  ("enter 20% when tranche 1 fills", "enter 20% when tranche 1 fills"),
  ("when target 1 fills stop to entry", "when target 1 fills, stop to entry"),
  ("when target 2 fills, cancel target 3", "when target 2 fills, cancel target 3"),
  ("enter 50% on break 30000 or at 29500 or after 2d", "enter 50% on break 30000 or at 29500 or after 48h"),
  ("after 60m unless now -0.5R close", "after 1h unless now -0.5R close"),
  ("from tranche 2 plus 1% trail 20 ticks", "from tranche 2 plus 1% trail 20 ticks"),
  ("from target 1 trail 150 step 10", "from target 1 trail 150 step 10"),
  ("enter 50% on break 30000 close on 15m", "enter 50% on break 30000 close on 15m"),
  ("on break 30000 close on 5m close", "on break 30000 close on 5m close"),
  ("on break 30000 close", "on break 30000 close"),
  (
    "then enter 25% on break last fill plus 1% or on return first entry after 0.5%",
    "then enter 25% on break last fill plus 1% or on return first entry after 0.5%"
  ),
  ("on return poc after 20 ticks returns 2 enter 10%", "enter 10% on return poc after 20 ticks returns 2"),
  ("when 2R within 15m take 50%", "when 2R within 15m take 50%"),
  ("when tranche 2 within 60m close", "when tranche 2 within 1h close"),
  ("when tranche 2 plus 1% within 5m, close", "when tranche 2 plus 1% within 5m close"),
  ("enter 10% when 2R within 5m within 2h", "enter 10% within 2h when 2R within 5m"),
  ("when close below ema 20 on 15m close", "when close below ema 20 on 15m close"),
  (
    "when close above swing 3 on 1d or when close below 30000 minus 2 atr 14 on 15m on 4h close",
    "when close above swing 3 on 1d or when close below 30000 minus 2 atr 14 on 15m on 4h close"
  ),
  ("enter 20% when close above sma 200 on 1h", "enter 20% when close above sma 200 on 1h"),
  ("5m before news close", "5m before news close"),
  ("120 s after news, enter 10%", "enter 10% 2m after news"),
  // What belongs to an enter, on either side of its trigger.
  ("enter 50% on break 30000 chase 0.1R within 2h", "enter 50% chase 0.1R within 2h on break 30000"),
  ("enter 50% within 90s chase 20 ticks at 29500", "enter 50% chase 20 ticks within 90s at 29500"),
  ("enter 30% on retest 30000 within 0.2% within 2h", "enter 30% within 2h on retest 30000 within 0.2%"),
  ("enter 30% on retest 30000 within 2h", "enter 30% within 2h on retest 30000"),
  ("enter next chase 0 on touch last", "enter next chase 0 on touch last"),
  // Every action and level.
  ("take 30% of remaining", "take 30% of remaining"), ("take 0.125", "take 0.125"),
  ("stop to 29300 room 0R", "stop to 29300 room 0R"), ("stop to -1R", "stop to -1R"),
  ("stop to 1.5%", "stop to 1.5%"), ("stop to 120 ticks", "stop to 120 ticks"),
  ("stop to -20 ticks", "stop to -20 ticks"), ("stop to 1 ticks", "stop to 1 tick"),
  ("stop to tranche 2", "stop to tranche 2"), ("stop to target 1", "stop to target 1"),
  ("stop to first price plus 0.3%", "stop to first price plus 0.3%"),
  ("stop to last fill minus 0.5R", "stop to last fill minus 0.5R"), ("stop to last", "stop to last"),
  ("trail 1R step 0.25R", "trail 1R step 0.25R"), ("cancel tranche 3", "cancel tranche 3"),
  ("trail 2 atr 14 on 15m step 0.5 atr 14 on 15m", "trail 2 atr 14 on 15m step 0.5 atr 14 on 15m"),
  ("trail behind ema 20 on 15m", "trail behind ema 20 on 15m"),
  ("at 1R stop to entry, trail behind levels", "at 1R stop to entry, trail behind levels"),
  (
    "stop to poc minus 1.5 atr 14 on 1h room 1 atr 14 on 1h",
    "stop to poc minus 1.5 atr 14 on 1h room 1 atr 14 on 1h"
  ),
  ("enter 10% chase 0.5 atr 14 on 5m", "enter 10% chase 0.5 atr 14 on 5m"),
  // Rules with words of their own.
  ("single on break 30000 because \"news\"", "single on break 30000 because \"news\""),
  ("then single because \"tight\"", "then single because \"tight\""),
  (
    "5m after news single within 2h chase 1%, stop to 1R because \"\"",
    "single chase 1% within 2h 5m after news, stop to 1R because \"\""
  ),
  ("runner until close below ema 20 on 15m or 5R", "runner until close below ema 20 on 15m or 5R"),
  ("runner until tranche 2 or be because \"far\"", "runner until tranche 2 or breakeven because \"far\""),
  ("note \"Mind the, gap: 30,600\"", "note \"Mind the, gap: 30,600\""),
  ("close because \"news\"", "close because \"news\""),
  // What waits is moved.
  ("tranche 3 to 30,500", "tranche 3 to 30500"), ("Target 1 to 2R", "target 1 to 2R"),
  ("tranche 2 to poc plus 1% because \"late\"", "tranche 2 to poc plus 1% because \"late\""),
  // Names with points.
  ("enter 50% on break High.1d", "enter 50% on break high.1d"),
  ("at fib.1.618 take 30%", "at fib.1.618 take 30%"),
  ("stop to swing.low.1 minus 20 ticks", "stop to swing.low.1 minus 20 ticks"),
  // Other spellings.
  ("Sell 30%, SL to BE", "take 30%, stop to breakeven"), ("reduce 1/2", "take 1/2"), ("flat", "close"),
  ("add 20%", "enter 20%"), ("BUY NEXT", "enter next"), ("stop to POC", "stop to poc"),
  ("stop to 30,600", "stop to 30600"), ("stop to 1,030,600.50", "stop to 1030600.5"),
  ("at 1 r   take 30 % ,  stop to breakeven", "at 1R take 30%, stop to breakeven"),
  ("after 120s close", "after 2m close"), ("after 3d close", "after 3d close"),
  ("take 050.10%", "take 50.1%"),
]

@Test(arguments: sentences.indices) func sentencesPrintInOneForm(index: Int) throws {
  let (typed, printed) = sentences[index]
  let rule = try RuleParser.rule(typed)
  #expect(rule.description == printed)
  #expect(try RuleParser.rule(printed) == rule)
}

@Test func sentenceBecomesTree() throws {
  func number(_ text: String) throws -> Decimal18 { try #require(Decimal18(text)) }
  let retest = try RuleParser.rule(
    "then enter 30% chase 0.1R on retest 30,000 within 0.2% hold 5m because \"plan\"")
  #expect(
    retest
      == Rule(
        then: true,
        triggers: [
          .onRetest(
            Level(.price(try number("30000"))), within: .percent(try number("0.2")), hold: Span(seconds: 300))
        ],
        actions: [.enter(.percent(try number("30")), chase: .r(try number("0.1")), within: nil)],
        because: "plan"))
  let time = try RuleParser.rule(
    "after 48h unless now 0.5R take 1/2 of remaining, stop to poc minus 20 ticks room 150")
  #expect(
    time
      == Rule(
        triggers: [
          .after(
            Span(seconds: 172_800), unless: Trigger.Unless(now: true, level: Level(.r(try number("0.5")))))
        ],
        actions: [
          .take(.fraction(1, 2), ofRemaining: true),
          .stop(
            to: Level(.named("poc"), offset: Level.Offset(plus: false, distance: .ticks(20))),
            room: .price(try number("150"))),
        ]))
}

@Test func partsCarryTheirPlaces() throws {
  let text = "then enter 30% on retest poc plus 1%, stop to tranche 2, cancel target 3"
  let parts = try RuleParser.sentence(text).parts
  let characters = Array(text)
  let words = parts.map { String(characters[($0.column - 1)..<($0.column - 1 + $0.length)]) }
  #expect(words == ["then", "30%", "poc plus 1%", "tranche 2", "target 3"])
  #expect(parts.last?.content == .target(3))
}

@Test func levelsOfThePlanAreKnown() throws {
  #expect(throws: Never.self) { try RuleParser.rule("stop to poc", levels: ["poc"]) }
  #expect(throws: SentenceError.self) { try RuleParser.rule("stop to pok", levels: []) }
}

/// Every other spelling, and what it is read as; none is ever printed.
private let spellings: [(other: String, typed: String, read: String)] = [
  ("sell", "sell 30%", "take 30%"),
  ("reduce", "at 1R reduce 1/2 of remaining", "at 1R take 1/2 of remaining"),
  ("be", "stop to be plus 1%", "stop to breakeven plus 1%"),
  ("sl", "from 1R SL to 30000", "from 1R stop to 30000"),
  ("flat", "when close below be on 15m flat", "when close below breakeven on 15m close"),
  ("flatten", "5m before news flatten", "5m before news close"),
  ("add", "then add 20% at 30000", "then enter 20% at 30000"),
  ("buy", "buy next on return be after 1%", "enter next on return breakeven after 1%"),
]

@Test(arguments: spellings.indices) func otherSpellingsAreRead(index: Int) throws {
  let (_, typed, read) = spellings[index]
  #expect(try RuleParser.rule(typed) == RuleParser.rule(read))
  #expect(try RuleParser.rule(typed).description == read)
}

@Test func everySpellingIsTried() {
  #expect(Set(spellings.map(\.other)) == Set(Vocabulary.synonyms.keys))
  for (other, word) in Vocabulary.synonyms {
    #expect(Vocabulary.words.contains(word) && !Vocabulary.words.contains(other))
  }
}

@Test func nearestWordsAreNear() {
  #expect(Vocabulary.nearest(to: "brekeven", among: ["break", "breakeven", "entry"]) == "breakeven")
  #expect(Vocabulary.nearest(to: "tkae", among: ["take", "trail"]) == "take")
  #expect(Vocabulary.nearest(to: "xylophone", among: ["take", "trail"]) == nil)
  #expect(Vocabulary.nearest(to: "zz", among: ["at", "on"]) == nil)
  #expect(Vocabulary.edits(from: "", to: "abc") == 3)
  #expect(Vocabulary.edits(from: "abcd", to: "abdc") == 1)
  #expect(Vocabulary.edits(from: "kitten", to: "sitting") == 3)
}

@Test func wordsOfTheLanguageNameNoLevel() {
  for word in Vocabulary.words.union(Vocabulary.units).union(Vocabulary.synonyms.keys) {
    #expect(!Vocabulary.canNameLevel(word))
  }
  for name in ["poc", "pdh-1", "vwap_d", "x2", "high.1d", "fib.1.618"] {
    #expect(Vocabulary.canNameLevel(name))
  }
  for name in ["", "2x", "high.", "_x", "pö", "a b", String(repeating: "a", count: 33)] {
    #expect(!Vocabulary.canNameLevel(name))
  }
}
