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
  /// Finished bars of recorded prices, for what counts in average ranges.
  let history: BarHistory
  /// What the news lie before or behind; without it nothing is past.
  let now: Timestamp?

  public init(
    plan: Plan, first: Price? = nil, noise: MarketNoise? = nil, history: BarHistory = BarHistory(),
    now: Timestamp? = nil
  ) {
    self.noise = noise
    self.history = history
    self.now = now
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
      return PlanReport(plan, findings: [finding] + barFindings + newsFindings)
    }
    let tick = Tick(index: 0, time: Timestamp(microseconds: 0), price: begin)
    do throws(Refusal) {
      let opening = try Trade.opening(
        trade: "check", plan: plan, planText: "", levelOverrides: [], feed: .pipe, first: tick,
        history: history)
      return report(measured(Trade(plan: plan, opening: opening, tick: tick)), begin)
    } catch {
      return PlanReport(plan, findings: [unsized(error, begin)] + barFindings + newsFindings)
    }
  }

  private func report(_ opened: Trade, _ begin: Price) -> PlanReport {
    let checked = PlanCase(opened, first: begin, given: first, noise: noise)
    var findings = checked.findings
    if opened.initialStop(forFirstFill: begin) == nil {
      findings.append(stopWithoutValue)
    } else if checked.walk.stages.isEmpty {
      findings.append(
        Finding(.note, .entriesByHand, key: "rules", "no rule enters: the trade begins by hand"))
    }
    findings += adopts(opened) + noiseFindings(opened, begin) + checked.trailNoise
    findings += barFindings + newsFindings
    var report = PlanReport(plan, findings: findings)
    report.header.total = Figure(opened.total, plan.instrument)
    report.header.budget = opened.riskBudget.map { Figure($0) }
    report.header.firstPrice = Figure(begin, plan.instrument)
    report.header.firstPriceIsPlanned = first == nil
    report.fill(from: checked)
    return report
  }

  /// The same trade with the bars of recorded prices heard.
  private func measured(_ trade: Trade) -> Trade {
    var copy = trade
    for need in plan.barNeeds {
      copy.book(.barsRecalled(need.frame, gauges: need.gauges, bars: history.bars[need.frame] ?? []))
    }
    return copy
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
    let trade = withoutSize(at: nil)
    let triggers = plan.rules.first(where: \.isEntry)?.triggers ?? []
    return triggers.lazy.compactMap { $0.level.flatMap { trade.price($0, last: nil) } }.first
  }

  /// A trade with its levels frozen, before it is sized.
  private func withoutSize(at first: Price?) -> Trade {
    var opening = Opening(
      trade: "check", planText: "", levelOverrides: [], plan: plan, feed: .pipe, total: .zero, levels: [:])
    opening.levels["first price"] = first
    let tick = Tick(index: 0, time: Timestamp(microseconds: 0), price: first ?? Price(ticks: 0))
    for named in plan.levels {
      let trade = Trade(plan: plan, opening: opening, tick: tick)
      opening.levels[named.name] = trade.price(named.level, last: nil)
    }
    return measured(Trade(plan: plan, opening: opening, tick: tick))
  }

  /// Why `risk:` came to no size.
  private func unsized(_ refusal: Refusal, _ begin: Price) -> Finding {
    guard plan.rules.contains(where: \.isEntry) else {
      return Finding(.error, .noSize, key: "risk", refusal.message, remedy: refusal.remedy)
    }
    let trade = withoutSize(at: begin)
    guard let stop = trade.initialStop(forFirstFill: begin) else { return stopWithoutValue }
    let away = (begin.ticks - stop.ticks) * plan.side.sign
    let instrument = plan.instrument
    if let percent = plan.percentStop(beside: begin) {
      return Finding(
        .error, .stopWiderThanBudget, key: "stop",
        "the stop is the price \(instrument.text(percent.price)), and the trade would begin at "
          + instrument.text(begin), remedy: "did you mean \"stop: \(percent.value)%\"?")
    }
    guard away > 0 else {
      return Finding(
        .error, .stopOnWrongSide, key: "stop",
        "the stop \(instrument.text(stop)) lies on the wrong side of \(instrument.text(begin))",
        remedy: "put the stop behind the first entry, or turn the side round")
    }
    let message = "\(refusal.message): the stop is \(instrument.text(Price(ticks: away))) away"
    if case .risk(let amount) = plan.size, amount <= Cash(whole: 10) {
      let share = "risk: \(Decimal18(units: amount.units))%"
      return Finding(
        .error, .stopWiderThanBudget, key: "risk", message,
        remedy: plan.equity == nil
          ? "did you mean \"\(share)\", with an \"equity:\"?" : "did you mean \"\(share)\"?")
    }
    return Finding(
      .error, .stopWiderThanBudget, key: "stop", message, remedy: "raise the risk, or bring the stop nearer")
  }
}
