/// Explains a plan before money is in it: fills it on paper through the engine's own guards and says what
/// comes out.
///
/// Pure: what only a market can tell (a stop within the noise) is said where recorded prices were looked at.
public struct PlanCheck: Sendable {
  public private(set) var plan: Plan
  /// The price that the plan would begin on; without one it begins on the first tranche's planned price.
  public let first: Price?

  /// What recorded prices say of the market, if there are any.
  let noise: MarketNoise?

  public init(plan: Plan, first: Price? = nil, noise: MarketNoise? = nil) {
    self.noise = noise
    self.plan = plan
    self.first = first
    adoption = plan.adoption
    // The tables tell the plan from its beginning.
    self.plan.adoption = nil
  }

  private let adoption: Adoption?

  /// Everything that can be said. Never fails: what is wrong with the plan is a finding.
  public var report: PlanReport {
    guard let begin = first ?? plannedFirst else {
      let isByHand = !plan.rules.contains(where: \.isEntry)
      let finding =
        isByHand
        ? Finding(
          .note, .entriesByHand, key: "rules",
          "no rule enters: the trade begins by hand, and the tables need a first price")
        : Finding(
          .note, .needsFirstPrice, key: "rules",
          "the first tranche has no price of its own: the tables need a first price")
      return PlanReport(plan, findings: [finding])
    }
    let tick = Tick(index: 0, time: Timestamp(microseconds: 0), price: begin)
    do throws(Refusal) {
      let opening = try Trade.opening(
        trade: "check", plan: plan, planText: "", levelOverrides: [], feed: .pipe, first: tick)
      return report(Trade(plan: plan, opening: opening, tick: tick), begin)
    } catch {
      return PlanReport(plan, findings: [unsized(error, begin)])
    }
  }

  private func report(_ opened: Trade, _ begin: Price) -> PlanReport {
    let checked = PlanCase(opened, first: begin, given: first)
    var findings = checked.findings
    if checked.walk.stages.isEmpty {
      findings.append(
        Finding(.note, .entriesByHand, key: "rules", "no rule enters: the trade begins by hand"))
    }
    findings += adopts(opened) + noiseFindings(opened, begin)
    var report = PlanReport(plan, findings: findings)
    report.header.total = Figure(opened.total, plan.instrument)
    report.header.budget = opened.riskBudget.map { Figure($0) }
    report.header.firstPrice = Figure(begin, plan.instrument)
    report.header.firstPriceIsPlanned = first == nil
    report.fill(from: checked)
    return report
  }

  /// What of the plan an adopted position stands for.
  private func adopts(_ opened: Trade) -> [Finding] {
    guard let adoption else { return [] }
    let quantity = plan.instrument.text(adoption.quantity)
    guard adoption.quantity <= opened.total else {
      let total = plan.instrument.text(opened.total)
      return [
        Finding(
          .error, .adopts, key: "adopt", "the position of \(quantity) is more than the \(total) planned",
          remedy: "raise `size:` to \(quantity) or adopt less")
      ]
    }
    let price =
      adoption.price.map { plan.instrument.text(ticks: plan.instrument.ticks($0)) } ?? "the first price"
    return [
      Finding(
        .note, .adopts, key: "adopt",
        "the trade takes over \(quantity) at \(price), which counts as the first tranches; the tables above tell the plan "
          + "from its beginning")
    ]
  }

  /// The first tranche's own price, as far as it has one without a market.
  private var plannedFirst: Price? {
    var opening = Opening(
      trade: "check", planText: "", levelOverrides: [], plan: plan, feed: .pipe, total: .zero, levels: [:])
    let nowhere = Tick(index: 0, time: Timestamp(microseconds: 0), price: Price(ticks: 0))
    for named in plan.levels {
      let trade = Trade(plan: plan, opening: opening, tick: nowhere)
      opening.levels[named.name] = trade.price(named.level, last: nil)
    }
    let trade = Trade(plan: plan, opening: opening, tick: nowhere)
    let triggers = plan.rules.first(where: \.isEntry)?.triggers ?? []
    return triggers.lazy.compactMap { $0.level.flatMap { trade.price($0, last: nil) } }.first
  }

  /// Why `risk:` came to no size.
  private func unsized(_ refusal: Refusal, _ begin: Price) -> Finding {
    let opening = Opening(
      trade: "check", planText: "", levelOverrides: [], plan: plan, feed: .pipe, total: .zero,
      levels: ["first price": begin])
    let tick = Tick(index: 0, time: Timestamp(microseconds: 0), price: begin)
    let stop = Trade(plan: plan, opening: opening, tick: tick).initialStop(forFirstFill: begin)
    guard plan.rules.contains(where: \.isEntry), let stop else {
      return Finding(.error, .noSize, key: "risk", refusal.message, remedy: refusal.remedy)
    }
    let away = (begin.ticks - stop.ticks) * plan.side.sign
    let instrument = plan.instrument
    guard away > 0 else {
      return Finding(
        .error, .stopOnWrongSide, key: "stop",
        "the stop \(instrument.text(stop)) lies on the wrong side of \(instrument.text(begin))",
        remedy: "put the stop behind the first entry, or turn the side round")
    }
    return Finding(
      .error, .stopWiderThanBudget, key: "stop",
      "\(refusal.message): the stop is \(instrument.text(Price(ticks: away))) away",
      remedy: "raise the risk, or bring the stop nearer")
  }
}

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
    stages = []
    targets = []
    stopMoves = []
    runner = nil
    self.findings = Finding.Severity.allCases.flatMap { severity in
      findings.filter { $0.severity == severity }
    }
  }
}
