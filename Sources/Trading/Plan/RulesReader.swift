/// The sentences of a plan, and what they must fulfil together.
struct RulesReader {
  /// A sentence as it was read, with the rules that it stands for.
  struct Entry {
    var statement: RuleParser.Statement
    var place: Document.Place
    var rules: [Rule] = []
  }

  private let levels: [String]
  var entries: [Entry] = []
  private(set) var errors: [PlanError] = []
  /// Whether every rule could be read; what counts rules is not asked otherwise.
  private(set) var isComplete = true
  /// A range that could not be read would bring the stop.
  private(set) var hasBrokenRange = false

  init(levels: [String]) { self.levels = levels }

  mutating func read(_ document: Document?, side: Side) {
    guard let document else { return }
    guard case .list(let rules) = document.content else {
      isComplete = false
      fail("rules: these are a list", "write each behind \"- \"", at: document.place)
      return
    }
    for rule in rules { read(rule: rule) }
    expand(side)
  }

  private mutating func read(rule: Document) {
    guard case .scalar(let text) = rule.content else {
      isComplete = false
      let remedy = "put a sentence that holds \": \" in single quotes"
      return fail("a rule is a sentence, not a list or a key with a value", remedy, at: rule.place)
    }
    do throws(SentenceError) {
      let statement = try RuleParser.statement(text, levels: levels)
      entries.append(Entry(statement: statement, place: rule.place))
    } catch {
      isComplete = false
      if Tokenizer.tokens(text).first?.kind == .word("range") { hasBrokenRange = true }
      errors.append(PlanError(error, at: rule.place))
    }
  }

  // MARK: methods

  /// The rules in plan order.
  var rules: [Rule] { entries.flatMap(\.rules) }

  /// The plan's methods, with the places of their rules.
  var methods: [Plan.MethodUse] {
    var uses: [Plan.MethodUse] = []
    var start = 0
    for entry in entries {
      if case .method(let method) = entry.statement.content {
        uses.append(Plan.MethodUse(sentence: "\(method)", rules: start..<(start + entry.rules.count)))
      }
      start += entry.rules.count
    }
    return uses
  }

  /// The plan's range, which brings a stop and keeps entries waiting.
  var range: Method? {
    for case .method(let method) in entries.map(\.statement.content) {
      if case .range = method { return method }
    }
    return nil
  }

  private mutating func expand(_ side: Side) {
    var targets = 0
    for index in entries.indices {
      switch entries[index].statement.content {
      case .rule(let rule): entries[index].rules = [rule]
      case .method(let method):
        entries[index].rules = method.rules(
          Method.Surroundings(
            side: side, targetsBefore: targets, hasOtherTargets: hasTargets(besides: method)))
      }
      targets += entries[index].rules.count(where: \.isTarget)
    }
    refuseSecondMethod()
  }

  /// Whether a target is named in the plan; a range, and a trail that takes, are asked for others than themselves.
  private func hasTargets(besides method: Method) -> Bool {
    let isRange = if case .range = method { true } else { false }
    return entries.contains { entry in
      switch entry.statement.content {
      case .rule(let rule): rule.isTarget
      case .method(.targets): true
      case .method(.trail): isRange
      case .method: false
      }
    }
  }

  /// A plan enters by one range at most: it has one stop.
  private mutating func refuseSecondMethod() {
    var hasRange = false
    for entry in entries {
      guard case .method(.range) = entry.statement.content else { continue }
      if hasRange { fail("a plan has one range, for it has one stop", "take one out", at: entry.place) }
      hasRange = true
    }
  }

  mutating func fail(_ message: String, _ remedy: String, at place: Document.Place) {
    errors.append(PlanError(message, remedy: remedy, place: place))
  }

  mutating func fail(_ index: Int, _ part: SentencePart, _ message: String, _ remedy: String) {
    errors.append(PlanError(SentenceError(part, message, remedy: remedy), at: entries[index].place))
  }

  mutating func add(_ error: SentenceError, at index: Int) {
    errors.append(PlanError(error, at: entries[index].place))
  }
}
