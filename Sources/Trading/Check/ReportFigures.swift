/// The report's tables, from the plan's walk and its scenarios.
extension PlanReport {
  mutating func fill(from checked: PlanCase) {
    fillRisk(checked)
    stages = checked.walk.stages.indices.map { index in
      let before = checked.walk.stages[..<index].last(where: \.isBought)
      return Stage(checked.walk.stages[index], after: before, checked)
    }
    fillTargets(checked)
    fillStopMoves(checked)
    fillFollowers(checked)
    fillRunner(checked)
  }

  private mutating func fillRisk(_ checked: PlanCase) {
    let instrument = checked.instrument
    let first = checked.walk.bought.first?.price ?? checked.walk.first
    guard let stop = checked.opened.initialStop(forFirstFill: first) else { return }
    header.initialStop = Figure(stop, instrument)
    let oneR = Price(ticks: abs(first.ticks - stop.ticks))
    header.oneR = Figure(oneR, instrument)
    header.oneRPercent = Figure(Ratio(Int128(oneR.ticks) * 100, over: Int128(max(1, first.ticks))), digits: 2)
    header.oneRValue = Figure(instrument.notional(oneR, checked.opened.total))
  }

  private mutating func fillTargets(_ checked: PlanCase) {
    let rules = checked.opened.rules
    let all = checked.scenarios.last
    let alone = checked.scenarios.first
    let reached = all?.taken.map(\.rule) ?? []
    let missed = rules.indices.filter { rules[$0].isTarget && !reached.contains($0) }
    targets = (reached + missed).map { index in
      Target(
        number: rules[index].number, rule: index + 1, afterAll: all.flatMap { Reached(index, $0) },
        afterFirst: alone.flatMap { Reached(index, $0) })
    }
  }

  private mutating func fillStopMoves(_ checked: PlanCase) {
    var shown: [StopMove] = []
    for scenario in checked.scenarios {
      for move in scenario.moves where shows(move, in: scenario, checked) {
        shown.append(StopMove(move, scenario, checked))
      }
    }
    stopMoves = shown.enumerated().sorted { ($0.element.rule, $0.offset) < ($1.element.rule, $1.offset) }
      .map(\.element)
  }

  /// A move that a fill sets off is shown with that fill, any other with every tranche filled.
  private func shows(_ move: PlanScenario.Move, in scenario: PlanScenario, _ checked: PlanCase) -> Bool {
    let rule = checked.plan.rules[move.rule]
    if rule.isEntry { return scenario.tranches == checked.number(move.rule) }
    guard rule.triggers.count <= 1 else { return scenario.tranches == checked.scenarios.last?.tranches }
    switch rule.triggers.first {
    case nil: return scenario.tranches == checked.scenarios.first?.tranches
    case .whenTrancheFills(let number)?: return scenario.tranches == number
    case .fromTranche?: return true
    default: return scenario.tranches == checked.scenarios.last?.tranches
    }
  }

  private mutating func fillFollowers(_ checked: PlanCase) {
    followers = (checked.scenarios.last?.followers ?? []).map { follower in
      Follower(
        rule: follower.rule + 1, trail: follower.trail,
        actsFrom: follower.activation.map { Figure($0, checked.instrument) })
    }
  }

  private mutating func fillRunner(_ checked: PlanCase) {
    guard let last = checked.scenarios.last else { return }
    let rest = last.taken.last?.after ?? last.trade.position
    guard rest.isOpen else { return }
    let share = Ratio(Int128(rest.open.steps) * 100, over: Int128(rest.entered.steps))
    let exits = checked.plan.rules.filter { $0.trails || ($0.sells && !$0.isTarget) }
    runner = Runner(
      quantity: Figure(rest.open, checked.instrument), share: Figure(share, digits: 1),
      exits: exits.map(\.description))
  }
}

extension PlanReport.Reached {
  fileprivate init?(_ rule: Int, _ scenario: PlanScenario) {
    guard let taken = scenario.taken.first(where: { $0.rule == rule }), taken.quantity > .zero,
      let average = taken.before.average, let oneR = scenario.trade.oneR
    else { return nil }
    let trade = scenario.trade
    let sign = Ratio(trade.side.sign)
    let gain = (Ratio(taken.price.ticks) - average) * sign
    let entryFees = Ratio(
      taken.before.entryFees.units * Int128(taken.quantity.steps), over: Int128(taken.before.entered.steps))
    let part = trade.instrument.notional(gain, taken.quantity) - taken.fee.ratio - entryFees
    price = Figure(taken.price, trade.instrument)
    r = Figure(gain / Ratio(max(1, oneR)), digits: 2)
    quantity = Figure(taken.quantity, trade.instrument)
    result = Figure(part / Ratio(Cash.scale, over: 1), digits: 2)
    resultIfClosed = Figure(taken.after.net(closingAt: taken.price, fee: trade.plan.takerFee))
  }
}

extension PlanReport.StopMove {
  fileprivate init(_ move: PlanScenario.Move, _ scenario: PlanScenario, _ checked: PlanCase) {
    let instrument = checked.instrument
    let position = move.acts.map { scenario.position(at: $0) } ?? scenario.trade.position
    self.init(
      rule: move.rule + 1, tranches: scenario.tranches, level: move.level,
      price: Figure(move.price, instrument), actsFrom: move.acts.map { Figure($0, instrument) },
      room: move.room.map { Figure($0, instrument) },
      result: Figure(position.net(closingAt: move.price, fee: checked.plan.takerFee)))
  }
}
