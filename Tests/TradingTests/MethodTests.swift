import Testing

@testable import Trading

/// Methods, as typed, and the form they are printed in.
let methodSentences: [(typed: String, printed: String)] = [
  // The table of published methods.
  ("dca 4 on break 30000 every 1%", "dca 4 on break 30000 every 1%"),
  ("pyramid 50/30/20 at 30000, retest, 30600", "pyramid 50/30/20 at 30000, retest, 30600"),
  (
    "range 28000 to 30000 at 29800, 29500, 29200 beyond 0.5%",
    "range 28000 to 30000 at 29800, 29500, 29200 beyond 0.5%"
  ),
  ("targets 30/30/40 at 1R, 2R, runner", "targets 30/30/40 at 1R, 2R, runner"),
  ("trail at 2R", "trail at 2R"), ("trail at 2R by 1R", "trail at 2R by 1R"), ("time 48h", "time 48h"),
  ("fast 2R in 15m", "fast 2R in 15m"),
  // Their other forms.
  ("dca 3 every 150", "dca 3 every 150"),
  ("dca 3 every 20 ticks returns 2", "dca 3 every 20 ticks returns 2"),
  ("dca 3 at 30,000 or after 2h every 1R", "dca 3 at 30000 or after 2h every 1R"),
  (
    "dca 3 on break poc close on 5m every 2 atr 14 on 15m",
    "dca 3 on break poc close on 5m every 2 atr 14 on 15m"
  ),
  ("dca 2 10m after news every 1%", "dca 2 10m after news every 1%"),
  ("dca 3 every 1% or at poc, poc minus 1%", "dca 3 every 1% or at poc, poc minus 1%"),
  ("pyramid 100 at poc plus 20 ticks", "pyramid 100 at poc plus 20 ticks"),
  ("pyramid 12.5 / 87.5 at 30000 , Retest", "pyramid 12.5/87.5 at 30000, retest"),
  ("range low to first price at low plus 1%", "range low to first price at low plus 1%"),
  ("Targets 030.50 at first entry plus 1%", "targets 30.5 at first entry plus 1%"),
  ("trail at poc minus 1% by 4 atr 14 on 5m", "trail at poc minus 1% by 4 atr 14 on 5m"),
  ("trail at tranche 2 plus 1% by 120 ticks", "trail at tranche 2 plus 1% by 120 ticks"),
  ("time 120s", "time 2m"), ("fast tranche 2 in 60m", "fast tranche 2 in 1h"),
]

@Test(arguments: methodSentences.indices) func methodsPrintInOneForm(index: Int) throws {
  let (typed, printed) = methodSentences[index]
  let statement = try RuleParser.statement(typed)
  guard case .method(let method) = statement.content else {
    Issue.record("\(typed) was read as a rule")
    return
  }
  #expect(method.description == printed)
  #expect(statement.content.description == printed)
  #expect(try RuleParser.statement(printed).content == statement.content)
}

@Test(arguments: ["single on break 30000 because \"news\"", "runner until 5R", "trail 1R", "take 30%"])
func otherSentencesAreOneRule(sentence: String) throws {
  let statement = try RuleParser.statement(sentence)
  #expect(try statement.content == .rule(RuleParser.rule(sentence)))
  #expect(statement.content.description == sentence)
}

/// What a plan, and the `:` line, tell of the trade around a method.
struct Around: Sendable, CustomTestStringConvertible {
  var side = Side.long
  var before = 0
  var hasOthers = false

  var testDescription: String { "\(side), \(before) targets before, \(hasOthers ? "" : "no ")others" }
  var surroundings: Method.Surroundings {
    Method.Surroundings(side: side, targetsBefore: before, hasOtherTargets: hasOthers)
  }

  /// Both sides, with and without other targets.
  static let all = [
    Around(), Around(side: .short), Around(before: 2, hasOthers: true),
    Around(side: .short, before: 1, hasOthers: true),
  ]
}

/// What the contract says a method stands for, whatever the plan around it.
private let anywhere: [(method: String, rules: [String])] = [
  (
    "dca 4 on break 30000 every 1%",
    ["enter 25% on break 30000"]
      + Array(
        repeating: "then enter 25% on break last fill plus 1% or on return first entry after 0.5%", count: 3)
  ),
  (
    "dca 3 on break 30000 every 150 returns 2",
    ["enter 1/3 on break 30000"]
      + Array(
        repeating: "then enter 1/3 on break last fill plus 150 or on return first entry after 75 returns 2",
        count: 2)
  ),
  (
    "dca 2 every 1R",
    ["enter 50%", "then enter 50% on break last fill plus 1R or on return first entry after 0.5R"]
  ),
  (
    "dca 2 at 30000 or on touch 29900 every 2 atr 14 on 15m",
    [
      "enter 50% at 30000 or on touch 29900",
      "then enter 50% on break last fill plus 2 atr 14 on 15m"
        + " or on return first entry after 1 atr 14 on 15m",
    ]
  ),
  (
    "dca 4 on break 30000 every 1% or at 29000, 28000, poc",
    [
      "enter 25% on break 30000", "then enter 25% on break last fill plus 1% or at 29000",
      "then enter 25% on break last fill plus 1% or at 28000",
      "then enter 25% on break last fill plus 1% or at poc",
    ]
  ),
  (
    "pyramid 50/30/20 at 30000, retest, 30600",
    [
      "enter 50% on break 30000", "then enter 30% on retest 30000 within 0.2% hold 5m",
      "then enter 20% on break 30600",
    ]
  ),
  // `retest` is of the level before it, whatever was done there.
  (
    "pyramid 40/30/20/10 at 30000, 30300 plus 20 ticks, retest, retest",
    [
      "enter 40% on break 30000", "then enter 30% on break 30300 plus 20 ticks",
      "then enter 20% on retest 30300 plus 20 ticks within 0.2% hold 5m",
      "then enter 10% on retest 30300 plus 20 ticks within 0.2% hold 5m",
    ]
  ),
  ("pyramid 100 at 30000", ["enter 100% on break 30000"]),
  ("time 48h", ["after 48h unless 0.5R take 50%"]),
  ("fast 2R in 15m", ["when 2R within 15m take 50%"]),
]

@Test(arguments: anywhere.indices, Around.all) func methodsExpand(index: Int, around: Around) throws {
  let (sentence, rules) = anywhere[index]
  #expect(try expanded(sentence, around) == rules)
}

private func expanded(_ sentence: String, _ around: Around) throws -> [String] {
  guard case .method(let method) = try RuleParser.statement(sentence).content else { return [] }
  return method.rules(around.surroundings).map(\.description)
}

/// What depends on the plan: the side turns a range round, targets before it count, other targets take its place.
private let somewhere: [(method: String, around: Around, rules: [String])] = [
  (
    "range 28000 to 30000 at 29800, 29500, 29200", Around(),
    [
      "enter 1/3 on touch 29800", "enter 1/3 on touch 29500", "enter 1/3 on touch 29200", "at 30000 close",
    ]
  ),
  (
    "range 28000 to 30000 at 28200, 28500", Around(side: .short),
    ["enter 50% on touch 28200", "enter 50% on touch 28500", "at 28000 close"]
  ),
  (
    "range 28000 to 30000 at 29800 beyond 1%", Around(before: 1, hasOthers: true),
    ["enter 100% on touch 29800"]
  ),
  (
    "range low to high at 29800", Around(side: .short, hasOthers: true), ["enter 100% on touch 29800"]
  ),
  (
    "targets 30/30/40 at 1R, 2R, runner", Around(),
    ["at 1R take 30%, stop to breakeven", "at 2R take 30%, stop to target 1"]
  ),
  (
    "targets 30/30/40 at 1R, 2R, runner", Around(side: .short, hasOthers: true),
    ["at 1R take 30%, stop to breakeven", "at 2R take 30%, stop to target 1"]
  ),
  (
    "targets 20/30/50 at 31000, poc, 3R", Around(before: 2, hasOthers: true),
    [
      "at 31000 take 20%, stop to breakeven", "at poc take 30%, stop to target 3",
      "at 3R take 50%, stop to target 4",
    ]
  ),
  ("targets 50 at 1R", Around(side: .short), ["at 1R take 50%, stop to breakeven"]),
  (
    "trail at 2R", Around(), ["from 2R take 50%, stop to first entry, trail behind ema 20 on 15m"]
  ),
  (
    "trail at 2R by 1%", Around(side: .short), ["from 2R take 50%, stop to first entry, trail 1%"]
  ),
  (
    "trail at 2R", Around(before: 2, hasOthers: true),
    ["from 2R stop to first entry, trail behind ema 20 on 15m"]
  ),
  (
    "trail at 2R by 2 atr 14 on 1h", Around(side: .short, hasOthers: true),
    ["from 2R stop to first entry, trail 2 atr 14 on 1h"]
  ),
]

@Test(arguments: somewhere.indices) func methodsExpandWhereTheyStand(index: Int) throws {
  let (sentence, around, rules) = somewhere[index]
  #expect(try expanded(sentence, around) == rules)
}

@Test func singleIsOneEntryOfTheWhole() throws {
  let rule = try RuleParser.rule("single on break 30000 chase 0.1R because \"news\"")
  #expect(rule.form == .single && rule.isEntry && rule.because == "news")
  #expect(
    try rule.actions
      == RuleParser.rule("enter 100% chase 0.1R").actions)
  #expect(try rule.triggers == RuleParser.rule("enter 100% on break 30000").triggers)
}

@Test func runnerIsOneRuleAndNoTarget() throws {
  let rule = try RuleParser.rule("runner until close below ema 20 on 15m or 5R")
  #expect(rule.form == .runner && !rule.isTarget && rule.actions == [.close])
  #expect(
    try rule.triggers
      == RuleParser.rule("when close below ema 20 on 15m or from 5R close").triggers)
}

/// The return of a `dca` is half a step away: what it expands to is a sentence, also for the smallest steps.
@Test(arguments: [
  ("1%", "0.5%"), ("0.000001%", "0.000001%"), ("0.000003%", "0.000002%"), ("0.0000000001", "0.0000000001"),
  ("0.3R", "0.15R"), ("0.000001 atr 14 on 15m", "0.000001 atr 14 on 15m"), ("5 ticks", "3 ticks"),
]) func halfAStepCanBeWritten(step: String, half: String) throws {
  let statement = try RuleParser.statement("dca 2 on break 30000 every \(step)")
  guard case .method(let method) = statement.content else {
    Issue.record("dca is a method")
    return
  }
  let rule = try #require(
    method.rules(.init(side: .long, targetsBefore: 0, hasOtherTargets: false)).last)
  let text = "then enter 50% on break last fill plus \(step) or on return first entry after \(half)"
  #expect(rule.description == text)
  #expect(try RuleParser.rule(text).triggers == rule.triggers)
}

@Test func equalPartsAreWholePerCentsOrFractions() throws {
  for (parts, part) in [(2, "50%"), (3, "1/3"), (5, "20%"), (7, "1/7"), (8, "1/8"), (10, "10%"), (50, "2%")] {
    #expect(try expanded("dca \(parts) every 1%", Around()).first == "enter \(part)")
    let prices = (1...parts).map { "\(28000 + $0)" }.joined(separator: ", ")
    let range = try expanded("range 28000 to 30000 at \(prices)", Around())
    #expect(range.first == "enter \(part) on touch 28001" && range.count == parts + 1)
  }
}

/// `underwater` gives way to what buys against the position by design.
@Test func rulesThatBuyAgainstThePositionSaySo() throws {
  func flags(_ sentence: String) throws -> [Bool] {
    guard case .method(let method) = try RuleParser.statement(sentence).content else { return [] }
    return method.rules(Around().surroundings).filter(\.isEntry).map(\.scalesAgainst)
  }
  #expect(try flags("dca 3 every 1%").dropFirst() == [true, true])
  #expect(try flags("dca 3 every 1% or at 29000, 28000").dropFirst() == [true, true])
  #expect(try flags("range 28000 to 30000 at 29800, 29500") == [true, true])
  #expect(try flags("pyramid 50/50 at 30000, retest") == [false, false])
}

@Test func rangeBringsItsStop() throws {
  func stop(_ sentence: String, _ side: Side) throws -> String? {
    guard case .method(let method) = try RuleParser.statement(sentence).content else { return nil }
    return method.stop(side)?.description
  }
  #expect(try stop("range 28000 to 30000 at 29800", .long) == "28000")
  #expect(try stop("range 28000 to 30000 at 28200", .short) == "30000")
  // Minus counts against the trade: below the range for a long, above it for a short.
  #expect(try stop("range 28000 to high at 29800 beyond 0.5%", .long) == "28000 minus 0.5%")
  #expect(try stop("range 28000 to high at 28200 beyond 20 ticks", .short) == "high minus 20 ticks")
  #expect(try stop("trail at 2R", .long) == nil)
}
