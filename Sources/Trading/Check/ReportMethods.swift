/// The report's sentences: rules, and the methods that stand for them.
extension PlanReport {
  /// What can be said without a price.
  init(_ plan: Plan, findings: [Finding]) {
    header = Header(
      plan: plan.name, instrument: plan.instrument.name, side: plan.side, total: nil, budget: nil,
      equity: plan.equity.map { Figure($0) }, leverage: plan.leverage.description, firstPrice: nil,
      firstPriceIsPlanned: false, initialStop: nil, oneR: nil, oneRPercent: nil, oneRValue: nil)
    if case .quantity(let quantity) = plan.size { header.total = Figure(quantity, plan.instrument) }
    rules = zip(plan.rules, plan.inWords).enumerated().map { index, rule in
      Sentence(number: index + 1, sentence: rule.0.description, words: rule.1)
    }
    methods = plan.methods.map { MethodSentence($0, plan) }
    stages = []
    targets = []
    stopMoves = []
    followers = []
    runner = nil
    self.findings = Finding.Severity.allCases.flatMap { severity in
      findings.filter { $0.severity == severity }
    }
  }
}

extension PlanReport.MethodSentence {
  fileprivate init(_ use: Plan.MethodUse, _ plan: Plan) {
    let isRange = if case .range? = use.method { true } else { false }
    self.init(
      sentence: use.sentence, rules: use.rules.map { $0 + 1 },
      stop: use.method?.stop(plan.side)?.description, keepsEntries: isRange)
  }
}

extension Plan.MethodUse {
  /// The method that the sentence spells.
  var method: Method? {
    guard case .method(let method)? = try? RuleParser.statement(sentence).content else { return nil }
    return method
  }
}
