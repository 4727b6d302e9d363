import Testing

@testable import Trading

/// The name of a case without what it holds.
private func name(of value: Any) -> String {
  Mirror(reflecting: value).children.first?.label ?? "\(value)"
}

@Test func printedRulesParseBack() throws {
  let seed = UInt64.random(in: 0 ... .max)
  print("printedRulesParseBack seed \(seed)")
  var maker = RuleMaker(random: LanguageRandom(seed: seed))
  var kinds: Set<String> = []
  for _ in 0..<10_000 {
    let rule = maker.rule()
    let text = rule.description
    let parsed = try RuleParser.rule(text)
    #expect(parsed == rule, "seed \(seed): \(text)")
    #expect(parsed.description == text, "seed \(seed)")
    #expect(try RuleParser.statement(text).content == .rule(rule), "seed \(seed): \(text)")
    #expect(!rule.inWords(side: .long).isEmpty)
    kinds.formUnion(rule.triggers.map { name(of: $0) })
    kinds.formUnion(rule.actions.map { name(of: $0) })
    kinds.insert("\(rule.form)")
  }
  #expect(kinds.count == 14 + 13 + 3, "every trigger, action and form must come up: \(kinds.sorted())")
}

@Test func printedMethodsParseBack() throws {
  let seed = UInt64.random(in: 0 ... .max)
  print("printedMethodsParseBack seed \(seed)")
  var maker = MethodMaker(seed: seed)
  var kinds: Set<String> = []
  for _ in 0..<3_000 {
    let method = maker.method()
    let text = method.description
    let parsed = try RuleParser.statement(text)
    #expect(parsed.content == .method(method), "seed \(seed): \(text)")
    #expect(parsed.content.description == text, "seed \(seed)")
    kinds.insert(name(of: method))
  }
  #expect(kinds.count == 7, "every method must come up: \(kinds.sorted())")
}

/// A rule is stored as its sentence, so whatever a method expands to must be one that can be read.
@Test func expandedRulesParseBack() throws {
  let seed = UInt64.random(in: 0 ... .max)
  print("expandedRulesParseBack seed \(seed)")
  var maker = MethodMaker(seed: seed)
  for _ in 0..<1_500 {
    let method = maker.method()
    let rules = method.rules(maker.surroundings())
    #expect(!rules.isEmpty, "seed \(seed): \(method)")
    for var rule in rules {
      // Told by the plan and no part of the sentence.
      rule.scalesAgainst = false
      #expect(try RuleParser.rule(rule.description) == rule, "seed \(seed): \(method)")
    }
  }
}
