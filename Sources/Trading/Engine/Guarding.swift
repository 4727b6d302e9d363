/// The guards over what would be added: every add passes them, whoever asked.
extension Trade {
  /// The trade as it would stand after entries that have not filled yet; what a guard measures.
  struct Projection {
    var position: Position
    var stop: Price
    var oneR: Int
    var firstFill: Price

    mutating func add(_ quantity: Quantity, at price: Price, fee: Rate) {
      position.enter(quantity, at: price, fee: position.instrument.notional(price, quantity) * fee)
    }
  }

  enum Verdict: Equatable {
    case allowed(Quantity, cutBy: Guard?)
    /// Too small for the venue as planned: it goes to the next tranche.
    case tooSmall(Quantity)
    case refused(Guard, String)
  }

  /// An add that asks: how much, at what price, and who.
  struct Add {
    var quantity: Quantity
    /// The price that came, or the limit's.
    var price: Price
    /// With slippage: what it would fill at.
    var fillPrice: Price
    var fee: Rate
    /// A person's is refused where a rule's is cut.
    var isByHand = false
    /// Guards a person overrode with a reason.
    var overridden = false
    /// Lifts `first entry` and `news`.
    var isSingle = false
    /// Planned against the position, so that `underwater` gives way.
    var scalesAgainst = false
    /// The rest of an order that has filled in part: the venue's minimum was asked of the whole.
    var isRest = false

    /// What the rule's own sentence says of it.
    mutating func follow(_ rule: Rule) {
      isSingle = rule.form == .single
      scalesAgainst = rule.scalesAgainst
    }
  }

  /// Where the trade stands for a first or further add at this fill price; nil while the stop has no value.
  func projection(firstFillAt price: Price) -> Projection? {
    if let first = position.firstFill, let stop, let oneR, position.isOpen {
      return Projection(
        position: positionWithRests(), stop: stop.price, oneR: oneR, firstFill: first)
    }
    guard let stop = initialStop(forFirstFill: price) else { return nil }
    return Projection(
      position: position, stop: stop, oneR: abs(price.ticks - stop.ticks), firstFill: price)
  }

  /// What is open, and what is left of entries that went to market and have filled in part: it comes.
  private func positionWithRests() -> Position {
    var position = position
    for state in rules where state.isEntry && state.filled > state.adopted {
      guard case .due(let quantity, let limit?) = state.phase, quantity > state.filled else { continue }
      let fee = instrument.notional(limit, quantity - state.filled) * plan.makerFee
      position.enter(quantity - state.filled, at: limit, fee: fee, isLast: false)
    }
    return position
  }

  func judge(_ add: Add, on before: Projection) -> Verdict {
    var quantity = add.quantity
    var cutBy: Guard?
    // A leg too small as planned goes to the next tranche before any guard is asked.
    if !add.isByHand, !isTradable(quantity, add) { return .tooSmall(quantity) }
    if let refusedStop { return .refused(.stop, refusedStopReason(refusedStop)) }
    let rest = total - before.position.entered
    if quantity > rest {
      guard !add.isByHand, rest > .zero else { return .refused(.size, sizeReason(add, rest)) }
      (quantity, cutBy) = (rest, .size)
    }
    if !add.overridden {
      if let (answering, reason) = outright(add, quantity, before).first {
        return .refused(answering, reason)
      }
      for limit in [Guard.leverage, .risk] {
        let fits = largest(upTo: quantity) { keeps(limit, $0, add, before) }
        if fits == quantity { continue }
        guard !add.isByHand, fits > .zero else {
          return .refused(limit, limitReason(limit, add, fits, before))
        }
        (quantity, cutBy) = (fits, limit)
      }
    }
    if let cutBy, !isTradable(quantity, add) {
      return .refused(cutBy, limitReason(cutBy, add, quantity, before))
    }
    if let reason = stopReason(quantity, add, before) { return .refused(.stop, reason) }
    if quantity > instrument.largestQuantity {
      return .refused(.grid, "\(instrument.text(quantity)) is more than the venue takes in one order")
    }
    guard isTradable(quantity, add) else { return .tooSmall(quantity) }
    return .allowed(quantity, cutBy: cutBy)
  }

  /// What refuses an add whatever a smaller quantity would be.
  private func outright(_ add: Add, _ quantity: Quantity, _ before: Projection) -> [(Guard, String)] {
    var found: [(Guard, String)] = []
    if let newsWindow, !add.isSingle { found.append((.news, newsReason(newsWindow))) }
    if !add.isSingle, let reason = firstEntryReason(quantity, before) { found.append((.firstEntry, reason)) }
    if let reason = underwaterReason(add, before) { found.append((.underwater, reason)) }
    return found
  }

  /// All that a reason may lift of what refuses this add in its whole quantity.
  func overridable(_ add: Add, on before: Projection) -> [(Guard, String)] {
    var found = outright(add, add.quantity, before)
    for limit in [Guard.leverage, .risk] {
      let fits = largest(upTo: add.quantity) { keeps(limit, $0, add, before) }
      if fits < add.quantity { found.append((limit, limitReason(limit, add, fits, before))) }
    }
    return found
  }

  /// As much of an add as the plan's `risk:` allows.
  func withinBudget(_ add: Add, on before: Projection) -> Quantity {
    largest(upTo: add.quantity) { keeps(.risk, $0, add, before) }
  }

  private func isTradable(_ quantity: Quantity, _ add: Add) -> Bool {
    add.isRest ? quantity > .zero : isTradable(quantity, at: add.price)
  }

  func isTradable(_ quantity: Quantity, at price: Price) -> Bool {
    quantity >= instrument.smallestQuantity && quantity > .zero
      && instrument.notional(price, quantity) >= instrument.smallestNotional
  }

  private func largest(upTo quantity: Quantity, _ fits: (Quantity) -> Bool) -> Quantity {
    if fits(quantity) { return quantity }
    var low = 0
    var high = quantity.steps
    while high - low > 1 {
      let middle = (low + high) / 2
      if fits(Quantity(steps: middle)) { low = middle } else { high = middle }
    }
    return Quantity(steps: low)
  }

  private func keeps(_ limit: Guard, _ quantity: Quantity, _ add: Add, _ before: Projection) -> Bool {
    if limit == .leverage {
      return leverage(after: quantity, add, before).map { $0 <= plan.leverage.ratio } ?? true
    }
    guard let budget = riskBudget else { return true }
    return loss(after: quantity, add, before) <= budget
  }

  /// What the whole trade would have lost with an exit at its stop after an add.
  private func loss(after quantity: Quantity, _ add: Add, _ before: Projection) -> Cash {
    var after = before
    after.add(quantity, at: add.fillPrice, fee: add.fee)
    return -after.position.net(closingAt: after.stop, fee: plan.takerFee)
  }

  /// The plan's `risk:` in quote currency.
  var riskBudget: Cash? {
    switch plan.size {
    case .quantity: nil
    case .risk(let amount): amount
    case .riskShare(let share): plan.equity.map { $0 * share }
    }
  }

  /// Effective leverage after an add: (open + added) · fill price / (equity + realised + open P&L − fees). Nil
  /// without `equity`.
  func leverage(after quantity: Quantity, _ add: Add, _ before: Projection) -> Ratio? {
    guard let equity = plan.equity else { return nil }
    var after = before
    after.add(quantity, at: add.fillPrice, fee: add.fee)
    let notional = instrument.notional(add.fillPrice, after.position.open)
    let worth = equity + after.position.net(closingAt: add.fillPrice, fee: .zero)
    guard worth > .zero else { return Ratio(Int(Int32.max)) }
    return Ratio(notional.units, over: worth.units)
  }

  private func sizeReason(_ add: Add, _ rest: Quantity) -> String {
    "\(instrument.text(add.quantity)) would pass the plan's \(instrument.text(total)); "
      + "\(instrument.text(rest)) of it is left"
  }

  private func firstEntryReason(_ quantity: Quantity, _ before: Projection) -> String? {
    guard before.position.entered == .zero else { return nil }
    let limit = Trade.floor(total, share: plan.firstEntry.ratio)
    guard quantity > limit else { return nil }
    return "a first entry of \(instrument.text(quantity)) is more than "
      + "\(NumberText.fixed(plan.firstEntry.ratio * Ratio(100), digits: 0))% of the plan "
      + "(\(instrument.text(limit)))"
  }

  private func underwaterReason(_ add: Add, _ before: Projection) -> String? {
    guard before.position.isOpen, let average = before.position.average else { return nil }
    let against = (average - Ratio(add.price.ticks)) * Ratio(side.sign)
    let multiple = add.scalesAgainst ? max(plan.underwater, Trade.plannedUnderwater) : plan.underwater
    let limit = multiple.ratio * Ratio(before.oneR)
    let liquidation = before.position.liquidation(leverage: plan.leverage.ratio)
      .map { Ratio(Position.rounded($0, side: side).ticks) }
    let half = liquidation.map { (average - $0).magnitude / Ratio(2) }
    guard against >= limit || half.map({ against >= $0 }) ?? false else { return nil }
    return
      "price is \(NumberText.fixed(against / Ratio(max(1, before.oneR)), digits: 2))R against the average, "
      + "the limit is \(multiple)R or half the way to liquidation"
  }

  /// How far under the average `range` and `dca` may add: 0.8R.
  static let plannedUnderwater = Decimal18(units: Cash.scale * 4 / 5)

  private func newsReason(_ news: NewsEvent) -> String {
    "nothing is scaled around \"\(news.text)\", from \(news.windowStart.utcText) to \(news.windowEnd.utcText)"
  }

  private func refusedStopReason(_ refused: RefusedStop) -> String {
    "the broker refused the stop at \(instrument.text(refused.order.kind.price ?? refused.since.price)): "
      + "nothing is added to a position without one"
  }

  private func stopReason(_ quantity: Quantity, _ add: Add, _ before: Projection) -> String? {
    let stop = before.stop
    guard (add.price.ticks - stop.ticks) * side.sign > 0 else {
      return "the stop \(instrument.text(stop)) would lie on the wrong side of \(instrument.text(add.price))"
    }
    var after = before
    after.add(quantity, at: add.fillPrice, fee: add.fee)
    guard let liquidation = after.position.liquidation(leverage: plan.leverage.ratio) else { return nil }
    let price = Position.rounded(liquidation, side: side)
    guard (stop.ticks - price.ticks) * side.sign <= 0 else { return nil }
    return "the stop \(instrument.text(stop)) would lie beyond liquidation at \(instrument.text(price))"
  }

  static let nothingFits = "; nothing fits"

  private func limitReason(_ limit: Guard, _ add: Add, _ fits: Quantity, _ before: Projection) -> String {
    let tail = fits > .zero ? "; \(instrument.text(fits)) would fit" : Trade.nothingFits
    switch limit {
    case .leverage:
      let after = leverage(after: add.quantity, add, before) ?? .zero
      if after >= Ratio(Int(Int32.max)) { return "nothing of the equity would be left to hold it" + tail }
      // Rounded up, so that the number shown does break its limit.
      return "effective leverage would be \(NumberText.up(after, digits: 2)), the plan says "
        + "\(plan.leverage)" + tail
    case .risk:
      let lost = loss(after: add.quantity, add, before).ratio / Ratio(Cash.scale, over: 1)
      return "the loss at the stop would be \(NumberText.up(lost, digits: 2)), the budget is "
        + "\((riskBudget ?? .zero).text())" + tail
    default:
      return sizeReason(add, fits)
    }
  }
}
