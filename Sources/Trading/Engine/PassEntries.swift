/// Stage `entries`: every waiting entry looks at the price; at most one is bought at market, in plan order.
extension Trade {
  mutating func actOnEntries(_ step: inout Step) {
    watchEntries(&step)
    guard !hasEntryInFlight else { return }
    for index in rules.indices where rules[index].isEntry {
      guard let fired = fired(index, at: step.tick) else { continue }
      if tryEntry(index, limit: fired.limit, &step) { return }
    }
  }

  private var hasEntryInFlight: Bool {
    rules.contains { if case .due = $0.phase { $0.isEntry } else { false } }
  }

  private mutating func watchEntries(_ step: inout Step) {
    for index in rules.indices where rules[index].isEntry {
      switch rules[index].phase {
      case .waiting(let since):
        guard isLooking(index, since: since, at: step.tick) else { continue }
        if rules[index].rule.triggers.isEmpty, rules[index].firedBy == nil {
          emit(.ruleFired(rule: index, cause: .immediately), &step)
        } else {
          let seen = watch(index, &step)?.trigger ?? timeFired(index, &step)
          if let seen, rules[index].firedBy == nil {
            emit(.ruleFired(rule: index, cause: .trigger(seen)), &step)
          }
        }
      case .delayed(_, let trigger, _):
        waitAnewIfShort(index, trigger, &step)
      case .idle, .due, .ended: continue
      }
    }
  }

  /// The price on which a rule begins fires nothing, but for a sentence without a trigger: that means now.
  private func isLooking(_ index: Int, since: Tick, at tick: Tick) -> Bool {
    if since != tick { return true }
    return rules[index].rule.triggers.isEmpty && !rules[index].rule.then && position.entered == .zero
  }

  /// A delayed break waits anew once price is short of its level again.
  private mutating func waitAnewIfShort(_ index: Int, _ trigger: Int?, _ step: inout Step) {
    guard let trigger, case .onBreak(let level) = rules[index].rule.triggers[trigger],
      let value = value(level, last: step.price), favour(step.price, beyond: value) < 0
    else { return }
    emit(.ruleWaitsAnew(rule: index), &step)
    emit(.ruleRemembers(rule: index, trigger: trigger, memory: .armed(true)), &step)
  }

  /// An entry that has fired and not yet acted; with its price where it is a limit that had been passed.
  private struct FiredEntry {
    var limit: Price?
  }

  private func fired(_ index: Int, at tick: Tick) -> FiredEntry? {
    switch rules[index].phase {
    case .waiting, .delayed: break
    case .idle, .due, .ended: return nil
    }
    guard let cause = rules[index].firedBy else { return nil }
    // What a fill makes due waits for the next price.
    if cause == .fill, let at = rules[index].firedAt, at == tick { return nil }
    guard case .trigger(let trigger) = cause, case .at(let level) = rules[index].rule.triggers[trigger] else {
      return FiredEntry()
    }
    return FiredEntry(limit: price(level, last: tick.price))
  }

  /// Makes, delays, merges or refuses one fired entry. True when an order goes to market.
  private mutating func tryEntry(_ index: Int, limit: Price?, _ step: inout Step) -> Bool {
    let target = entryTarget(index)
    guard let target else {
      emit(.ruleEnded(rule: index, ending: .done), &step)
      return false
    }
    if let limit, favour(step.price, beyond: Ratio(limit.ticks)) > 0 {
      // Price has left the limit again while another entry went first: from here on it rests.
      rest(index, &step)
      return false
    }
    if let reason = delayReason(index, at: step.price, isLimit: limit != nil) {
      delay(index, reason, &step)
      return false
    }
    return place(target, asked: index, limit: limit, &step)
  }

  /// A limit that fired because price had passed it goes back to waiting, as an order that rests.
  private mutating func rest(_ index: Int, _ step: inout Step) {
    guard case .trigger(let trigger)? = rules[index].firedBy else { return }
    emit(.ruleWaitsAnew(rule: index), &step)
    emit(.ruleRemembers(rule: index, trigger: trigger, memory: .armed(true)), &step)
  }

  private mutating func delay(_ index: Int, _ reason: String, _ step: inout Step) {
    if case .delayed(_, _, reason) = rules[index].phase { return }
    emit(.ruleDelayed(rule: index, reason: reason), &step)
  }

  /// `enter next` stands for the first tranche that waits.
  func entryTarget(_ index: Int) -> Int? {
    guard case .enterNext? = rules[index].rule.actions.first else { return index }
    return nextTranche
  }

  /// The first tranche waiting, else the first refused.
  var nextTranche: Int? {
    let tranches = rules.indices.filter { rules[$0].isTranche }
    let waiting = tranches.first {
      switch rules[$0].phase {
      case .idle, .waiting, .delayed: true
      case .due, .ended: false
      }
    }
    return waiting
      ?? tranches.first { if case .refused? = rules[$0].ending { true } else { false } }
  }

  private mutating func place(_ target: Int, asked index: Int, limit: Price?, _ step: inout Step) -> Bool {
    let quantity = trancheQuantity(target) + rules[target].merged
    // A limit is guarded at its own price, also where it fills at a better one.
    let price = limit ?? step.price
    let fillPrice = limit ?? Price(ticks: step.price.ticks + side.sign * plan.slippage)
    guard let before = projection(firstFillAt: fillPrice) else { return false }
    let add = Add(quantity: quantity, price: price, fillPrice: fillPrice, fee: plan.takerFee)
    if target != index { emit(.ruleEnded(rule: index, ending: .done), &step) }
    switch judge(add, on: before) {
    case .allowed(let allowed, let cutBy):
      emit(.entryDue(rule: target, quantity: allowed, limit: limit, cutBy: cutBy), &step)
      return true
    case .tooSmall(let small):
      merge(target, small, &step)
      return false
    case .refused where limit != nil:
      // What the guards would refuse is not placed; it is asked again whenever the trade changes.
      rest(target, &step)
      return false
    case .refused(let answering, let reason):
      emit(.ruleEnded(rule: target, ending: .refused(answering, reason: reason)), &step)
      return false
    }
  }

  /// A leg too small for the venue is not sent: its quantity goes to the next tranche that still waits.
  private mutating func merge(_ index: Int, _ quantity: Quantity, _ step: inout Step) {
    let next = rules.indices.first {
      $0 > index && rules[$0].isTranche && !rules[$0].isEnded && !rules[$0].isByHand
    }
    guard let next else {
      let reason = "\(instrument.text(quantity)) is below the venue's minimum"
      emit(.ruleEnded(rule: index, ending: .refused(.grid, reason: reason)), &step)
      return
    }
    emit(.entryMerged(rule: next, quantity: quantity), &step)
    emit(.ruleEnded(rule: index, ending: .done), &step)
  }

  /// Why a fired entry is not made on this price; nil when it may be.
  private func delayReason(_ index: Int, at price: Price, isLimit: Bool) -> String? {
    if let reason = chaseReason(index, at: price), !isLimit { return reason }
    guard position.isOpen, let first = position.firstFill, let oneR else { return nil }
    let away = abs(price.ticks - first.ticks)
    guard away * 10 < oneR else { return nil }
    return "waits until price is 0.1R from the first fill"
  }

  private func chaseReason(_ index: Int, at price: Price) -> String? {
    guard let edge = chaseEdge(index, last: price),
      let distance = chaseDistance(index, from: edge)
    else { return nil }
    let reach = edge + Ratio(side.sign) * distance
    guard favour(price, beyond: reach) > 0 else { return nil }
    return "price has run past \(instrument.text(Position.rounded(reach, side: side))): out of reach"
  }

  /// The far edge of what the trigger that fired allows; nil where nothing limits the chase.
  func chaseEdge(_ index: Int, last: Price) -> Ratio? {
    guard case .trigger(let number)? = rules[index].firedBy else { return nil }
    return chaseEdge(of: rules[index].rule.triggers[number], last: last)
  }

  func chaseEdge(of trigger: Trigger, last: Price) -> Ratio? {
    switch trigger {
    case .onBreak(let level), .onTouch(let level): value(level, last: last)
    case .onRetest(let level, let within, _): retestZone(level, within: within, last: last)?.far
    default: nil
    }
  }

  /// How far past the edge an entry may be bought, in ticks; nil is without limit.
  func chaseDistance(_ index: Int, from edge: Ratio) -> Ratio? {
    var chase = plan.chase
    if case .enter(_, let own?, _)? = rules[index].rule.actions.first { chase = own }
    if case .enterNext(let own?, _)? = rules[index].rule.actions.first { chase = own }
    guard let chase else { return nil }
    guard case .r(let count) = chase, oneR == nil else { return value(chase, from: edge) }
    // Before the first fill 1R is the distance from the trigger to the initial stop that a fill there would have.
    let trigger = Position.rounded(edge, side: side)
    guard let stop = initialStop(forFirstFill: trigger) else { return nil }
    return count.ratio * (edge - Ratio(stop.ticks)).magnitude
  }
}
