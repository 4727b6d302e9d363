/// How a trade begins: named levels are frozen on the first price, and `risk:` is sized on it.
extension Trade {
  /// The opening of a trade on its first price. Throws where the plan's size comes to nothing.
  public static func opening(
    trade name: String, plan: Plan, planText: String, levelOverrides: [String], feed: FeedIdentity,
    first: Tick, history: BarHistory = BarHistory()
  ) throws(Refusal) -> Opening {
    var levels = ["first price": first.price]
    for named in plan.levels {
      let price = frozen(named.level, plan, first.price, levels)
      if let price, !price.isPossible {
        throw Refusal(
          "the level `\(named.name)` would lie at \(plan.instrument.text(price)), where no price can be",
          remedy: "count it from the first price by less, or say its price")
      }
      levels[named.name] = price
    }
    var opening = Opening(
      trade: name, planText: planText, levelOverrides: levelOverrides, plan: plan, feed: feed, total: .zero,
      levels: levels)
    opening.total = try total(plan, opening, first, history)
    if let adoption = plan.adoption {
      let trade = Trade(plan: plan, opening: opening, tick: first).recalling(history)
      _ = try trade.adoptedPosition(adoption, at: first)
    }
    return opening
  }

  private static func frozen(
    _ level: Level, _ plan: Plan, _ first: Price, _ levels: [String: Price]
  ) -> Price? {
    var opening = Opening(
      trade: "", planText: "", levelOverrides: [], plan: plan, feed: .pipe, total: .zero, levels: levels)
    opening.levels["first price"] = first
    let trade = Trade(plan: plan, opening: opening, tick: Tick(index: 0, time: .distantFuture, price: first))
    return trade.price(level, last: first)
  }

  /// The same trade with its indicators warmed up.
  private func recalling(_ history: BarHistory) -> Trade {
    var copy = self
    var step = Step(tick: lastEventTick)
    copy.recall(history, for: plan.barNeeds, &step)
    return copy
  }

  private static func total(
    _ plan: Plan, _ opening: Opening, _ first: Tick, _ history: BarHistory
  ) throws(Refusal) -> Quantity {
    if case .quantity(let quantity) = plan.size { return quantity }
    let trade = Trade(plan: plan, opening: opening, tick: first).recalling(history)
    guard let budget = trade.riskBudget else {
      throw Refusal("a risk in per cent needs `equity:`", remedy: "say what the account holds for this trade")
    }
    return try trade.sized(within: budget, first: first)
  }

  /// How far above a size that fits a larger one is looked for: shares of a thousandth of a per cent are given up.
  private static let mostSizesTried = 4096

  /// The largest total whose loss at the initial stop, all tranches filled at their planned prices and fees
  /// counted, stays within a budget.
  private func sized(within budget: Cash, first: Tick) throws(Refusal) -> Quantity {
    let entries = plannedEntries(first: first.price)
    guard let anchor = entries.first else {
      throw Refusal("the risk cannot be sized: the plan has no entry with a price", remedy: "use `size:`")
    }
    guard let stop = initialStop(forFirstFill: anchor.price) else {
      throw Refusal(
        "the risk cannot be sized: the stop counts in ATRs, and too few bars are known yet",
        remedy: "use `size:`, or begin later in a recorded file with --from")
    }
    func loss(_ total: Quantity) -> Cash {
      var position = Position(side: side, instrument: instrument)
      var before = Ratio.zero
      for entry in entries {
        let quantity = Trade.floor(total, share: before + entry.share) - Trade.floor(total, share: before)
        before = before + entry.share
        let fee = instrument.notional(entry.price, quantity) * entry.fee
        if quantity > .zero { position.enter(quantity, at: entry.price, fee: fee) }
      }
      return -position.net(closingAt: stop, fee: plan.takerFee)
    }
    var steps = 1
    while steps < 1 << 33, loss(Quantity(steps: steps)) <= budget { steps *= 2 }
    guard steps < 1 << 33 else {
      throw Refusal("the plan loses nothing at its stop, so the risk sizes nothing", remedy: "check `stop:`")
    }
    var low = steps / 2
    var high = steps
    while high - low > 1 {
      let middle = (low + high) / 2
      if loss(Quantity(steps: middle)) <= budget { low = middle } else { high = middle }
    }
    // Each tranche's floor is less than a step away from its share, so the loss wobbles around a straight line: above
    // the line's own crossing and all the wobble nothing can fit.
    let single = entries.map { entry -> Ratio in
      var one = Position(side: side, instrument: instrument)
      let step = Quantity(steps: 1)
      one.enter(step, at: entry.price, fee: instrument.notional(entry.price, step) * entry.fee)
      return -one.net(closingAt: stop, fee: plan.takerFee).ratio
    }
    let wobble = single.reduce(.zero) { $0 + $1.magnitude }
    let slope = zip(entries, single).reduce(Ratio.zero) { $0 + $1.0.share * $1.1 }
    let most = slope > .zero ? ((budget.ratio + wobble) / slope).roundedUp : low
    let best =
      (low...min(low + Trade.mostSizesTried, max(low, most)))
      .last { loss(Quantity(steps: $0)) <= budget } ?? low
    guard best > 0 else {
      throw Refusal(
        "the risk of \(budget.text()) does not pay for one step", remedy: "raise it or widen nothing")
    }
    return Quantity(steps: best)
  }

  /// An entry of the plan with the price it is planned at.
  public struct PlannedEntry: Sendable {
    public var number: Int
    public var share: Ratio
    public var price: Price
    public var fee: Rate
  }

  /// Each tranche at its first X that has a value, else at the first price.
  public func plannedEntries(first: Price) -> [PlannedEntry] {
    var entries: [PlannedEntry] = []
    for state in rules where state.isTranche && !state.isByHand {
      var isResting = false
      var planned: Price?
      for trigger in state.rule.triggers where planned == nil {
        planned = trigger.level.flatMap { price($0, last: first) }
        if case .at = trigger, planned != nil { isResting = true }
      }
      entries.append(
        PlannedEntry(
          number: state.number, share: state.rule.entryShare(of: total, instrument),
          price: planned ?? first, fee: isResting ? plan.makerFee : plan.takerFee))
    }
    return entries
  }
}
