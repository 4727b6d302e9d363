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

private let whole: [Bad] = [
  Bad("enter 25% on return first entry", 32, 1, short), Bad("trail behind 20", 14, 2, unknown("20")),
  Bad("trail behind ema 20 on 15m step 5", 28, 4, "a trail behind bars or levels takes no step"),
  Bad("trail 2 atr 14 on 7m", 19, 2, "there are no bars of \"7m\""),
  Bad("trail 2 atr 0 on 15m", 13, 1, "an indicator looks at 1 bar or more"),
  Bad("stop to 2 atr 14 on 15m", 9, 1, "an ATR is a distance, not a price; write a level plus or minus it"),
  Bad("when close belw ema 20 on 15m close", 12, 4, unknown("belw"), nearest: "below"),
  Bad("single on break 30000", 22, 1, "a single entry says why it does not scale; end it with because \"…\""),
  Bad("runner until", 13, 1, short), Bad("5m before close", 11, 5, unknown("close")),
]

@Test(arguments: misread + numbers + texts + whole) private func errorsPointAtTheirWord(bad: Bad) throws {
  let error = try #require(throws: SentenceError.self) { try RuleParser.rule(bad.text, levels: ["poc"]) }
  #expect(error.column == bad.column)
  #expect(error.length == bad.length)
  #expect(error.message == bad.message)
  #expect(error.nearest == bad.nearest)
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

/// Whatever is typed, the answer is a rule or an error inside of the text, and never a crash.
@Test func anythingTypedIsAnswered() {
  let seed = UInt64.random(in: 0 ... .max)
  print("anythingTypedIsAnswered seed \(seed)")
  var random = LanguageRandom(seed: seed)
  let pieces =
    Vocabulary.words.sorted()
    + ["1R", "30,600", "0.5", "-3", "%", "/", ",", ", ", "\"", "é", "\u{7}", "48h", "1/3", "20 ticks", "poc"]
    + ["99999999999999999999", ".", "-", "\u{202E}", "👩‍👩‍👧", "-.", "0.0000000000000000001"]
  var rules = 0
  var errors = 0
  for _ in 0..<20_000 {
    var words = sentences[random.below(sentences.count)].typed.split(separator: " ").map(String.init)
    for _ in 0...random.below(3) {
      let place = random.below(words.count + 1)
      let end = random.chance(2) ? place : min(words.count, place + 1 + random.below(2))
      words.replaceSubrange(place..<end, with: random.chance(4) ? [] : [pieces[random.below(pieces.count)]])
    }
    let text = words.joined(separator: random.below(8) == 0 ? "" : " ")
    do throws(SentenceError) {
      let rule = try RuleParser.rule(text)
      #expect((try? RuleParser.rule(rule.description)) == rule, "\(text)")
      rules += 1
    } catch {
      #expect((1...text.count + 1).contains(error.column), "\(text)")
      #expect(error.length >= 1 && error.column + error.length <= text.count + 2, "\(text)")
      errors += 1
    }
  }
  #expect(rules > 500 && errors > 5000, "both kinds must come up, or nothing was tried")
}
