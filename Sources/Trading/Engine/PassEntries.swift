/// Stage `entries`: every waiting entry looks at the price; at most one is bought at market, in plan order.
extension Trade {
  mutating func actOnEntries(_ step: inout Step) {
    watchEntries(&step)
    passOnSmallLimits(&step)
    guard !hasEntryInFlight else { return }
    for index in rules.indices where rules[index].isEntry {
      if tryEntry(index, &step) { break }
    }
    letGoOfLeftCloses(&step)
  }

  /// The price that makes a close known may itself be short of the level: what it did not buy waits anew.
  private mutating func letGoOfLeftCloses(_ step: inout Step) {
    for index in rules.indices where rules[index].isEntry && rules[index].isLooking {
      for number in rules[index].rule.triggers.indices where rules[index].came[number] == step.tick {
        guard case .onBreakClose = rules[index].rule.triggers[number] else { continue }
        waitAnewIfLeft(index, number, &step)
      }
    }
  }

  /// A resting limit below the venue's minimum has no order; when price fills it, its quantity goes on.
  private mutating func passOnSmallLimits(_ step: inout Step) {
    for limit in entryLimits()
    where !limit.isPassed && isTooSmall(limit.rule, at: limit.price) && !isHeldByNews(limit.rule) {
      let beyond = -favour(step.price, beyond: Ratio(limit.price.ticks))
      guard plan.fills == .touch ? beyond >= 0 : beyond > 0,
        rules[limit.rule].rememberedAt[limit.trigger] != step.tick,
        rules[limit.rule].isLooking
      else { continue }
      merge(limit.rule, wantedQuantity(limit.rule), &step)
    }
  }

  /// Below the venue's minimum as planned, and nothing of it bought yet.
  func isTooSmall(_ index: Int, at price: Price) -> Bool {
    rules[index].filled == rules[index].adopted && !isTradable(wantedQuantity(index), at: price)
  }

  private var hasEntryInFlight: Bool {
    rules.contains { if case .due = $0.phase { $0.isEntry } else { false } }
  }

  private mutating func watchEntries(_ step: inout Step) {
    for index in rules.indices where rules[index].isEntry && rules[index].isLooking {
      if rules[index].rule.triggers.isEmpty {
        // Nothing is bought beside a position that was adopted unless somebody says so.
        guard adoptedAt == nil || began(index) != adoptedAt else { continue }
        guard rules[index].firedBy == nil, mayActWithoutTrigger(index, on: step.tick) else { continue }
        emit(.ruleFired(rule: index, cause: .immediately), &step)
      } else if began(index) != step.tick {
        watchAlternatives(index, &step)
      }
    }
  }

  /// The price on which a rule begins fires nothing, but for a sentence without a trigger: that means now.
  private func mayActWithoutTrigger(_ index: Int, on tick: Tick) -> Bool {
    began(index) != tick || (!rules[index].rule.then && position.entered == .zero)
  }

  /// The tick since which an entry waits.
  func began(_ index: Int) -> Tick? {
    switch rules[index].phase {
    case .waiting(let since), .delayed(let since, _, _): since
    case .idle, .due, .ended: nil
    }
  }

  /// Every alternative looks at the price: those that came may fall back, the others may come.
  private mutating func watchAlternatives(_ index: Int, _ step: inout Step) {
    for number in rules[index].rule.triggers.indices {
      if rules[index].came[number] != nil {
        waitAnewIfLeft(index, number, &step)
      } else if rules[index].rememberedAt[number] != step.tick {
        watchAlternative(index, number, &step)
      }
    }
    if let number = timeTrigger(index, &step) ?? newsTrigger(index, step.tick) {
      emit(.ruleFired(rule: index, cause: .trigger(number)), &step)
    }
    if rules[index].isLooking, rules[index].firedBy != nil, !rules[index].hasCome {
      emit(.ruleWaitsAnew(rule: index), &step)
    }
  }

  private mutating func watchAlternative(_ index: Int, _ number: Int, _ step: inout Step) {
    let trigger = rules[index].rule.triggers[number]
    if isNewHere(trigger, of: index, on: step.tick) { return }
    let look = look(index, number, at: step.tick)
    if look.memory != rules[index].memories[number] {
      emit(.ruleRemembers(rule: index, trigger: number, memory: look.memory), &step)
    }
    guard look.fires else { return }
    emit(.ruleFired(rule: index, cause: .trigger(number)), &step)
  }

  /// A break waits anew once price is short of its level again; a limit that price leaves rests from then on.
  private mutating func waitAnewIfLeft(_ index: Int, _ number: Int, _ step: inout Step) {
    let isLeft: Bool
    switch rules[index].rule.triggers[number] {
    case .onBreak(let level), .onBreakClose(let level, _):
      isLeft = mark(level, last: step.price).map { favour(step.price, beyond: $0) < 0 } ?? false
    case .onReturn(let level, _, _):
      // It waits from scratch, as if it began here; so does one that another entry was served before.
      let isShort = mark(level, last: step.price).map { favour(step.price, beyond: $0) < 0 } ?? false
      guard isShort || isServed(index, number, at: step.price) else { return }
      let memory = firstMemory(rules[index].rule.triggers[number], of: rules[index].rule, at: step.price)
      return emit(.ruleRemembers(rule: index, trigger: number, memory: memory), &step)
    case .at(let level):
      isLeft = mark(level, last: step.price).map { favour(step.price, beyond: $0) > 0 } ?? false
    default: return
    }
    if isLeft { emit(.ruleRemembers(rule: index, trigger: number, memory: .armed(true)), &step) }
  }

  /// Makes, delays, merges or refuses an entry that has fired. True when an order goes to market.
  private mutating func tryEntry(_ index: Int, _ step: inout Step) -> Bool {
    guard rules[index].isLooking, rules[index].firedBy != nil else { return false }
    let coming = rules[index].came.indices.filter {
      mayAct(index, $0, on: step.tick) && !isServed(index, $0, at: step.price)
    }
    guard rules[index].rule.triggers.isEmpty || !coming.isEmpty else { return false }
    guard let target = entryTarget(index) else {
      emit(.ruleEnded(rule: index, ending: .done), &step)
      return false
    }
    let chosen = choice(index, coming, at: step.price)
    if let reason = delayReason(index, coming, chosen, at: step.price) {
      delay(index, reason, &step)
      return false
    }
    if let chosen, rules[index].firedBy?.trigger != chosen {
      emit(.ruleFired(rule: index, cause: .trigger(chosen)), &step)
    }
    return place(target, asked: index, limit: chosen.flatMap { limitPrice(index, $0) }, &step)
  }

  /// Whether an alternative that came may act: what a fill makes due waits for the next price, and so does an entry that
  /// begins with a fill, though what it waits for came before.
  private func mayAct(_ index: Int, _ number: Int, on tick: Tick) -> Bool {
    guard let came = rules[index].came[number], began(index) != tick else { return false }
    return !rules[index].rule.triggers[number].isFill || came != tick
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

  /// The first tranche waiting, else the first refused, else the first that waits for one that never filled.
  var nextTranche: Int? {
    let tranches = rules.indices.filter { rules[$0].isTranche }
    let waiting = tranches.first {
      switch rules[$0].phase {
      case .idle: !isBehindBrokenEntry($0)
      case .waiting, .delayed: true
      case .due, .ended: false
      }
    }
    return waiting
      ?? tranches.first { if case .refused? = rules[$0].ending { true } else { false } }
      ?? tranches.first { isBehindBrokenEntry($0) }
  }

  private mutating func place(_ target: Int, asked index: Int, limit: Price?, _ step: inout Step) -> Bool {
    let quantity = wantedQuantity(target)
    if let limit, !isTradable(quantity, at: limit) {
      merge(target, quantity, &step)
      return false
    }
    let fillPrice =
      limit == nil ? Price(ticks: step.price.ticks + side.sign * plan.slippage) : step.price
    guard let before = projection(firstFillAt: fillPrice) else { return false }
    var add = Add(quantity: quantity, price: step.price, fillPrice: fillPrice, fee: plan.takerFee)
    add.follow(rules[target].rule)
    if target != index { emit(.ruleEnded(rule: index, ending: .done), &step) }
    switch judge(add, on: before) {
    case .allowed(let allowed, let cutBy):
      emit(.entryDue(rule: target, quantity: allowed, limit: limit, cutBy: cutBy), &step)
      return true
    case .tooSmall(let small):
      merge(target, small, &step)
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
        && !isBehindBrokenEntry($0)
    }
    guard let next else {
      let reason = "\(instrument.text(quantity)) is below the venue's minimum"
      emit(.ruleEnded(rule: index, ending: .refused(.grid, reason: reason)), &step)
      return
    }
    emit(.entryMerged(rule: next, quantity: quantity), &step)
    emit(.ruleEnded(rule: index, ending: .done), &step)
  }

  /// The first alternative that came and that neither its reach nor the first fill holds.
  private func choice(_ index: Int, _ coming: [Int], at price: Price) -> Int? {
    let near = isNearFirstFill(price)
    return coming.first {
      !isOutOfReach(index, $0, at: price) && (!near || rules[index].rule.triggers[$0].isReturn)
    }
  }

  /// Why a fired entry is not made on this price; nil when it may be.
  private func delayReason(_ index: Int, _ coming: [Int], _ chosen: Int?, at price: Price) -> String? {
    if isHeldByNews(index) { return Hold.news }
    if chosen != nil { return nil }
    if !coming.isEmpty, coming.allSatisfy({ isOutOfReach(index, $0, at: price) }) { return Hold.outOfReach }
    return isNearFirstFill(price) ? Hold.nearFirstFill : nil
  }

  /// Further market entries keep 0.1R away from the first fill, either way.
  func isNearFirstFill(_ price: Price) -> Bool {
    guard position.isOpen, let first = position.firstFill, let oneR else { return false }
    return abs(price.ticks - first.ticks) * 10 < oneR
  }
}

extension Trigger {
  /// Price has been away and is back: that is distance enough from the first fill.
  var isReturn: Bool { if case .onReturn = self { true } else { false } }

  /// A close that is compared with a level, or with bars: only the end of a bar tells.
  var isCloseAlone: Bool { if case .whenClose = self { true } else { false } }
}
