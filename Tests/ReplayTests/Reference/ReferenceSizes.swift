import Trading

/// §2 Sizes.
extension ReferenceTrade {
  /// A share of a whole, not yet floored; a quantity is itself.
  private func exact(_ amount: ReferencePlan.Amount, of whole: Int) -> Ratio {
    switch amount {
    case .percent(let share): Ratio(Int128(whole * share), over: 100_000)
    case .fraction(let part, let parts): Ratio(Int128(whole * part), over: Int128(parts))
    case .steps(let steps): Ratio(steps)
    }
  }

  // MARK: Entries

  /// The tranches' shares in plan order.
  private var tranches: [(rule: Int, amount: ReferencePlan.Amount)] {
    plan.rules.indices.compactMap { rule in plan.rules[rule].enter.map { (rule, $0.amount) } }
  }

  /// Tranche k = floor(total × share₁…ₖ) − floor(total × share₁…ₖ₋₁), whatever became of the others.
  private func planned(_ rule: Int, of total: Int) -> Int {
    let upTo = tranches.filter { $0.rule <= rule }.reduce(Ratio.zero) { $0 + exact($1.amount, of: total) }
    let before = tranches.filter { $0.rule < rule }.reduce(Ratio.zero) { $0 + exact($1.amount, of: total) }
    return upTo.roundedDown - before.roundedDown
  }

  /// With what smaller ones before it left to it.
  func quantity(ofEntry rule: Int) -> Int { planned(rule, of: total) + rules[rule].carried }

  /// The largest loss the plan allows, in cash units.
  var budget: Ratio? {
    switch plan.size {
    case .steps: nil
    case .risk(let amount): Cash(whole: amount).ratio
    case .riskPercent(let share): Cash(whole: plan.equity ?? 0).ratio * Ratio(share, over: 100_000)
    }
  }

  /// `risk:` sizes so that the loss at the initial stop, all tranches filled at their planned prices and fees
  /// counted, stays within it.
  func plannedTotal() -> Int {
    if case .steps(let steps) = plan.size { return steps }
    guard let budget, let first = tranches.first else { return 0 }
    guard let stop = initialStop(firstFill: plannedPrice(first.rule)) else { return 0 }
    // What a step costs on average tells about where to look; from above it, down to the first that fits.
    let probe = 1_000_000
    let loss = plannedLoss(probe, stop)
    guard loss > .zero else { return 0 }
    var total = (budget * Ratio(probe) / loss).roundedDown + 100
    while total > 0, plannedLoss(total, stop) > budget { total -= 1 }
    return max(total, 0)
  }

  private func plannedLoss(_ total: Int, _ stop: Int) -> Ratio {
    tranches.reduce(Ratio.zero) { loss, tranche in
      let steps = planned(tranche.rule, of: total)
      let price = plannedPrice(tranche.rule)
      let fees = fee(steps, at: price, maker: restsFirst(tranche.rule)) + fee(steps, at: stop, maker: false)
      return loss + (cash(steps * ahead(price, of: stop)) + fees).ratio
    }
  }

  /// §5: a tranche's planned price is its first X that has one; here the first price where there is none.
  private func plannedPrice(_ rule: Int) -> Int {
    plan.rules[rule].triggers.lazy.compactMap { $0.level.flatMap { value($0) } }.first ?? firstPrice
  }

  /// Maker fee for `at`, else taker: of the alternative whose X is the planned price.
  private func restsFirst(_ rule: Int) -> Bool {
    let first = plan.rules[rule].triggers.first { $0.level.flatMap { value($0) } != nil }
    if case .at? = first { return true }
    return false
  }

  // MARK: Exits

  /// What an exit rule sells now, at most what is open.
  func stepsToSell(_ rule: Int) -> Int {
    var steps = 0
    for action in plan.rules[rule].actions {
      switch action {
      case .close: steps = open
      case .take(let amount):
        steps += plan.rules[rule].isTarget ? targetSteps(rule) : exact(amount, of: entered).roundedDown
      case .takeOfRemaining(let amount): steps += exact(amount, of: open - steps).roundedDown
      default: continue
      }
    }
    if plan.rules[rule].isTarget, takesAllTheRest(rule) { return open }
    return max(0, min(steps, open))
  }

  /// Floored cumulatively over the targets in plan order, of all that was entered by now.
  private func targetSteps(_ rule: Int) -> Int {
    shares(plan.rules.indices.filter { $0 <= rule }).roundedDown
      - shares(plan.rules.indices.filter { $0 < rule }).roundedDown
  }

  /// The takes of the targets among these rules; `of remaining` and `close` have no share.
  private func shares(_ among: [Int]) -> Ratio {
    var sum = Ratio.zero
    for rule in among where plan.rules[rule].isTarget {
      for case .take(let amount) in plan.rules[rule].actions { sum = sum + exact(amount, of: entered) }
    }
    return sum
  }

  /// When the targets' shares add up to 100% or more, the last one that waits takes all that is open, when no
  /// entry waits.
  private func takesAllTheRest(_ rule: Int) -> Bool {
    let takes = plan.rules[rule].actions.contains(where: \.isExit)
    guard takes, !someEntryWaits, shares(Array(plan.rules.indices)) >= Ratio(entered) else { return false }
    return !plan.rules.indices.contains { $0 != rule && waits(target: $0) }
  }
}
