/// What a broker's answers do to the trade: the stop covers the first unit at once, and what a fill sets off.
extension Trade {
  mutating func hear(_ answer: BrokerAnswer, _ step: inout Step) {
    switch answer {
    case .accepted(let id):
      if orders.contains(where: { $0.id == id && $0.state == .requested }) {
        emit(.orderAccepted(id: id), &step)
      }
    case .cancelled(let id):
      if orders.contains(where: { $0.id == id }) { emit(.orderCancelled(id: id), &step) }
    case .rejected(let id, let reason): hearRejection(id, reason, &step)
    case .filled(let fill): hear(fill, &step)
    case .liquidated(let quantity, let price, let fee):
      guard position.isOpen else { return }
      emit(.liquidated(quantity: quantity, price: price, fee: fee), &step)
      if !position.isOpen { close("liquidated", &step) }
    case .funding(let amount):
      if position.isOpen { emit(.fundingPaid(amount), &step) }
    }
  }

  private mutating func hearRejection(_ id: Int, _ reason: String, _ step: inout Step) {
    guard let order = orders.first(where: { $0.id == id }) else { return }
    emit(.orderRejected(id: id, reason: reason), &step)
    switch order.order.purpose {
    case .entry(let rule): emit(.ruleEnded(rule: rule, ending: .refused(.grid, reason: reason)), &step)
    case .exit(let rule): emit(.ruleEnded(rule: rule, ending: .cancelled("rejected: \(reason)")), &step)
    case .stop: return
    }
  }

  private mutating func hear(_ fill: Fill, _ step: inout Step) {
    guard let order = orders.first(where: { $0.id == fill.order }) else { return }
    let isFirst = position.entered == .zero
    let isFirstPart = isFirstPart(of: order)
    noteCut(order, fill, &step)
    if isFirstPart { fireResting(order.order, &step) }
    emit(.filled(fill, purpose: order.order.purpose), &step)
    if isFirst {
      standInitialStop(&step)
      // An exit is asked now whether it lies behind the first fill, and looks at the prices after this pass.
      beginRules(&step)
    }
    switch order.order.purpose {
    case .stop: break
    case .entry(let rule):
      entryFilled(rule, isLast: fill.isLast, &step)
      // What was chained to it waits from here on: other entries are asked again as if it were there.
      if fill.isLast { beginRules(&step) }
    case .exit(let rule):
      exitFilled(rule, isFirstPart: isFirstPart, isLast: fill.isLast, &step)
    }
    refreshMemories(&step)
    guard !position.isOpen, position.entered > .zero, !isClosed else { return }
    close(endCause(order.order.purpose), &step)
  }

  /// Nothing was filled before of an order, nor of one that it replaces.
  private func isFirstPart(of order: WorkingOrder) -> Bool {
    guard order.filled == .zero, let rule = order.order.purpose.rule, rules.indices.contains(rule) else {
      return order.filled == .zero
    }
    return rules[rule].rule.renewsItself || rules[rule].filled == rules[rule].adopted
  }

  /// An order smaller than its tranche was cut by a guard: said when it fills, and it counts as filled.
  private mutating func noteCut(_ order: WorkingOrder, _ fill: Fill, _ step: inout Step) {
    guard case .entry(let rule) = order.order.purpose, order.filled == .zero, rules.indices.contains(rule),
      order.order.quantity < wantedQuantity(rule)
    else { return }
    emit(.entryCut(rule: rule, quantity: order.order.quantity), &step)
  }

  private mutating func standInitialStop(_ step: inout Step) {
    guard let first = position.firstFill, let stop = initialStop(forFirstFill: first) else { return }
    emit(.stopMoved(to: stop, cause: .initial), &step)
    for index in rules.indices where rules[index].rule.firesAtFirstFill && rules[index].firedBy == nil {
      fireByFill(index, .immediately, &step)
    }
  }

  private mutating func entryFilled(_ rule: Int, isLast: Bool, _ step: inout Step) {
    guard rules.indices.contains(rule) else { return }
    refuseExitsBehindFirstFill(countingFrom: rule, &step)
    guard isLast else { return }
    doOtherActions(of: rule, .all, &step)
    emit(.ruleEnded(rule: rule, ending: .filled), &step)
    let number = rules[rule].number
    for index in rules.indices where waitsForFill(index) {
      let fires = rules[index].rule.triggers.contains { trigger in
        switch trigger {
        case .whenTrancheFills(let wanted): wanted == number
        case .fromTranche(let wanted): wanted == number || hasFilled(tranche: wanted)
        default: false
        }
      }
      if fires { fireByFill(index, .fill, &step) }
    }
  }

  private func hasFilled(tranche number: Int) -> Bool {
    rules.contains { $0.kind == .entry(number) && $0.hasFilled }
  }

  private mutating func exitFilled(_ rule: Int, isFirstPart: Bool, isLast: Bool, _ step: inout Step) {
    guard rules.indices.contains(rule) else { return }
    guard isLast else {
      if isFirstPart { doOtherActions(of: rule, .protective, &step) }
      return
    }
    exitDone(rule, isFirstPart: isFirstPart, &step)
  }

  /// A sale is complete, or there was nothing to sell: what its sentence says besides, and what it sets off.
  mutating func exitDone(_ rule: Int, isFirstPart: Bool, _ step: inout Step) {
    if rules[rule].rule.renewsItself, !rules[rule].isTarget { return emit(.ruleWaitsAnew(rule: rule), &step) }
    let isFirstTarget = rules[rule].isTarget && !hasTakenTarget
    emit(.ruleEnded(rule: rule, ending: .filled), &step)
    if rules[rule].isTarget, position.isOpen {
      targetFilled(rules[rule].number, isFirst: isFirstTarget, &step)
    }
    // Once nothing is open there is nothing left to cancel, but a note is kept.
    doOtherActions(of: rule, position.isOpen ? .plain : .notes, &step)
    if isFirstPart { doOtherActions(of: rule, .protective, &step) }
  }

  /// A resting order that fills says which of its triggers it was: a trail begins at that level.
  private mutating func fireResting(_ order: WantedOrder, _ step: inout Step) {
    guard case .limit(let limit) = order.kind, let rule = order.purpose.rule, rules.indices.contains(rule)
    else { return }
    let trigger = rules[rule].rule.triggers.firstIndex { trigger in
      if case .at(let level) = trigger { price(level, last: step.price) == limit } else { false }
    }
    let known = trigger ?? rules[rule].rule.triggers.firstIndex { if case .at = $0 { true } else { false } }
    if let known { emit(.ruleFired(rule: rule, cause: .trigger(known)), &step) }
  }

  private mutating func targetFilled(_ number: Int, isFirst: Bool, _ step: inout Step) {
    if isFirst, !plan.keepsEntries { cancelEntries("target \(number) filled", &step) }
    for index in rules.indices where waitsForFill(index) {
      guard rules[index].rule.triggers.contains(.whenTargetFills(number)) else { continue }
      fireByFill(index, .fill, &step)
    }
  }

  /// A rule that a fill may set off: not ended, and not fired already unless it renews itself.
  private func waitsForFill(_ index: Int) -> Bool {
    guard !rules[index].isEnded else { return false }
    // An entry that is held, or that another one went before, is set off by the fill all the same.
    if rules[index].isEntry { return true }
    return rules[index].firedBy == nil || rules[index].rule.renewsItself
  }

  /// What a fill makes due waits for the next price; only stop moves and trails are made in this pass. A stop move
  /// beside a sale belongs to that sale and waits with it.
  mutating func fireByFill(_ index: Int, _ cause: FireCause, _ step: inout Step) {
    emit(.ruleFired(rule: index, cause: cause), &step)
    let rule = rules[index].rule
    guard !rule.sells, !rule.isEntry else { return }
    doOtherActions(of: index, .protective, &step)
    guard !rule.hasPlainActions else { return }
    if !rule.renewsItself { emit(.ruleEnded(rule: index, ending: .done), &step) }
  }

  private func endCause(_ purpose: OrderPurpose) -> String {
    switch purpose {
    case .stop: "stop"
    case .entry: "entry"
    case .exit(let rule):
      rules.indices.contains(rule) ? "\(rules[rule].rule)" : "exit"
    }
  }

  // MARK: the end

  /// Everything that waits is cancelled with the cause, and the trade closes.
  mutating func close(_ cause: String, _ step: inout Step) {
    for index in rules.indices where rules[index].isPending && (rules[index].isEntry || rules[index].isTarget)
    {
      emit(.ruleEnded(rule: index, ending: .cancelled(cause)), &step)
    }
    for order in orders where order.state != .withdrawn { emit(.orderWithdrawn(id: order.id), &step) }
    emit(.closed(result(cause: cause, at: step.tick)), &step)
  }

  private func result(cause: String, at tick: Tick) -> TradeResult {
    let net = position.settled
    var r = 0
    if let oneR, oneR > 0, position.entered > .zero {
      let worth = instrument.notional(Ratio(oneR), position.entered)
      r = (net.ratio / worth * Ratio(100_000_000)).roundedDown
    }
    return TradeResult(
      net: net, fees: position.fees, funding: position.funding, riskAmount: riskAmount, rE8: r, cause: cause,
      opened: firstFillTick?.time ?? tick.time, closed: tick.time, adverse: swing?.adverse,
      favourable: swing?.favourable)
  }

  /// A trade that holds nothing and waits for nothing ends.
  mutating func endIfNothingWaits(_ step: inout Step) {
    guard !isClosed, !position.isOpen, !hasWaitingEntry else { return }
    close("nothing waits any more", &step)
  }

  /// Only a backtest closes at the end of its tape, at the last price: through the same market exit as any other.
  mutating func finishTape(_ step: inout Step) {
    guard position.isOpen else { return close(Trade.endOfTape, &step) }
    let rule = Rule(actions: [.close], because: Trade.endOfTape)
    emit(.ruleAdded(rule: rule), &step)
    sell(rules.count - 1, position.open, &step)
  }
}

extension Rule {
  /// A sentence without a trigger, in the plan, that needs a position: it acts right after the first fill.
  var firesAtFirstFill: Bool { triggers.isEmpty && waitsForPosition }
}
