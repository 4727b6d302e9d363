import Trading

/// §3: what a rule's add has to pass, in the order of the table.
extension ReferenceTrade {
  enum Answer {
    /// So many steps; fewer than asked for when a guard cut them.
    case allowed(Int)
    /// By which guard.
    case refused(String)
  }

  /// - Parameters:
  ///   - fill: what the entry would fill at, slippage included.
  ///   - price: the price that came; for a resting limit its own.
  func guarded(_ rule: Int, _ asked: Int, fill: Int, price: Int, maker: Bool) -> Answer {
    var steps = min(asked, total - entered)
    var cutBy = "size"
    if steps <= 0 { return .refused(cutBy) }
    if isTooLargeFirstEntry(steps), !plan.rules[rule].isSingle { return .refused("first entry") }
    if isUnderwater(rule, price) { return .refused("underwater") }
    // Which of them is named where what they leave is too small: the last that cut.
    for (name, keeps) in [("leverage", keepsLeverage), ("risk", keepsRisk)] {
      let fits = largest(steps) { keeps($0, fill, maker) }
      if fits < steps { (steps, cutBy) = (fits, name) }
      if steps <= 0 { return .refused(cutBy) }
    }
    if isTooSmall(steps, at: price) { return .refused(cutBy) }
    if !standsRight(steps, fill, price, maker) { return .refused("stop") }
    if steps > plan.instrument.largestQuantity.steps { return .refused("grid") }
    return .allowed(steps)
  }

  /// §3 news: within a stated window entries are delayed; `single` passes.
  func isHeldByNews(_ rule: Int) -> Bool {
    guard !plan.rules[rule].isSingle else { return false }
    return (plan.news ?? []).contains { event in
      event.time - Int64(event.before) * 1_000_000 <= time
        && time < event.time + Int64(event.after) * 1_000_000
    }
  }

  /// The venue's minimum.
  func isTooSmall(_ steps: Int, at fill: Int) -> Bool {
    steps <= 0 || steps < plan.instrument.smallestQuantity.steps
      || cash(steps * fill) < plan.instrument.smallestNotional
  }

  /// The largest whole number of steps, at most `steps`, that fits: more never fits where less does not.
  private func largest(_ steps: Int, _ fits: (Int) -> Bool) -> Int {
    var low = 0
    var high = steps
    while low < high {
      let middle = (low + high + 1) / 2
      if fits(middle) { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// A first entry of more than 50% of the plan.
  private func isTooLargeFirstEntry(_ steps: Int) -> Bool {
    entries.isEmpty && steps * 100_000 > total * plan.firstEntry
  }

  /// Price 0.5R or more against the average, tranches of `range` and `dca` 0.8R; or half the way from average to liquidation.
  private func isUnderwater(_ rule: Int, _ price: Int) -> Bool {
    guard open > 0, let average, let oneR else { return false }
    let against = ahead(average, of: Ratio(price))
    let limit = plan.rules[rule].isEased ? max(plan.underwater, 800) : plan.underwater
    if against >= Ratio(Int128(limit * oneR), over: 1000) { return true }
    guard let liquidation else { return false }
    return against * Ratio(2) >= ahead(average, of: Ratio(liquidation))
  }

  /// §5: (open + added) × fill price / (equity + realised + open P&L − fees); the add's own fee and the funding
  /// paid so far count.
  private func keepsLeverage(_ steps: Int, _ fill: Int, _ maker: Bool) -> Bool {
    guard let equity = plan.equity else { return true }
    // Realised + open P&L is what was sold, and what is open at this price, less what was bought.
    let result = sign * (exitNotional + (open + steps) * fill - enteredNotional - steps * fill)
    let own = Cash(whole: equity) + cash(result) - fees - funding - fee(steps, at: fill, maker: maker)
    let notional = cash((open + steps) * fill)
    return notional.ratio * Ratio(1000) <= own.ratio * Ratio(plan.leverage)
  }

  /// The loss of the whole trade at the stop after the add, taker fee, no slippage, within the budget.
  private func keepsRisk(_ steps: Int, _ fill: Int, _ maker: Bool) -> Bool {
    guard let budget else { return true }
    guard let stop = stop ?? initialStop(firstFill: fill) else { return true }
    let quantity = open + steps
    let gross = sign * (exitNotional + quantity * stop - enteredNotional - steps * fill)
    let paid = fees + fee(steps, at: fill, maker: maker) + fee(quantity, at: stop, maker: false) + funding
    return (paid - cash(gross)).ratio <= budget
  }

  /// The stop on the losing side of price, and not beyond the liquidation price after the add.
  private func standsRight(_ steps: Int, _ fill: Int, _ price: Int, _ maker: Bool) -> Bool {
    var imagined = self
    imagined.take(Entry(tranche: 0, steps: steps, price: fill, fee: fee(steps, at: fill, maker: maker)))
    guard let stop = imagined.stop, ahead(stop, of: price) < 0, ahead(stop, of: fill) < 0 else {
      return false
    }
    guard let liquidation = imagined.liquidation else { return true }
    // At its own price the liquidation would come first.
    return ahead(stop, of: liquidation) > 0
  }
}
