import Testing

@testable import Trading

/// Random changes of sentences that are right.
private struct Typist {
  var random: LanguageRandom
  let typed = (sentences + methodSentences).map(\.typed)
  let pieces =
    Vocabulary.words.sorted()
    + ["1R", "30,600", "0.5", "-3", "%", "/", ",", ", ", "\"", "é", "\u{7}", "48h", "1/3", "20 ticks", "poc"]
    + ["99999999999999999999", ".", "-", "\u{202E}", "👩‍👩‍👧", "-.", "0.0000000000000000001"]
    + ["2 atr 14 on 15m", "ema 20", "15m", "50/30/20", "because \"x\"", "0.0000001%"]

  mutating func text() -> String {
    var words = typed[random.below(typed.count)].split(separator: " ").map(String.init)
    for _ in 0...random.below(3) {
      let place = random.below(words.count + 1)
      let end = random.chance(2) ? place : min(words.count, place + 1 + random.below(2))
      words.replaceSubrange(place..<end, with: random.chance(4) ? [] : [pieces[random.below(pieces.count)]])
    }
    return words.joined(separator: random.below(8) == 0 ? "" : " ")
  }
}

/// Whatever is typed, the answer is a rule, a method or an error inside of the text, and never a crash.
@Test func anythingTypedIsAnswered() {
  let seed = UInt64.random(in: 0 ... .max)
  print("anythingTypedIsAnswered seed \(seed)")
  var typist = Typist(random: LanguageRandom(seed: seed))
  var rules = 0
  var methods = 0
  var errors = 0
  for _ in 0..<20_000 {
    let text = typist.text()
    do throws(SentenceError) {
      let statement = try RuleParser.statement(text)
      let content = statement.content
      #expect((try? RuleParser.statement(content.description))?.content == content, "\(text)")
      for part in statement.parts {
        #expect(part.column >= 1 && part.length >= 1, "\(text)")
        #expect(part.column + part.length <= text.count + 1, "\(text)")
      }
      switch content {
      case .rule(let rule):
        #expect((try? RuleParser.rule(text)) == rule, "\(text)")
        rules += 1
      case .method:
        #expect((try? RuleParser.rule(text)) == nil, "a method is no rule: \(text)")
        methods += 1
      }
    } catch {
      #expect((1...text.count + 1).contains(error.column), "\(text)")
      #expect(error.length >= 1 && error.column + error.length <= text.count + 2, "\(text)")
      #expect(!error.remedy.isEmpty || !error.message.isEmpty, "\(text)")
      errors += 1
    }
  }
  let found = "all kinds must come up, or nothing was tried: \(rules) \(methods) \(errors)"
  #expect(rules > 300 && methods > 100 && errors > 5000, "\(found)")
}

/// Every word that is offered is understood where it is offered: the sentence may break off behind it, or say
/// what cannot be, as `targets 50/50 at entry` does.
@Test func whatIsOfferedIsUnderstood() {
  let seed = UInt64.random(in: 0 ... .max)
  print("whatIsOfferedIsUnderstood seed \(seed)")
  var random = LanguageRandom(seed: seed)
  let typed = (sentences + methodSentences).map(\.printed)
  var offered = 0
  for _ in 0..<3_000 {
    let words = typed[random.below(typed.count)].split(separator: " ").map(String.init)
    let text = words.prefix(random.below(words.count + 1)).map { $0 + " " }.joined()
    for word in RuleParser.completions(of: text, levels: ["poc"]) {
      offered += 1
      do throws(SentenceError) {
        _ = try RuleParser.statement(text + word)
      } catch {
        #expect(!error.message.contains("not understood"), "\(text)| \(word): \(error)")
      }
    }
  }
  #expect(offered > 5_000)
}
