/// Stage 6 of a pass: closes of bars, then times.
extension Trade {
  /// True when some rule acted.
  mutating func actOnClosesAndTimes(_ step: inout Step) -> Bool {
    let hasClosed = act(&step) { trade, index, step in trade.closeTrigger(index, &step) }
    if hasExitInFlight { return true }
    let isTime = act(&step) { trade, index, step in
      trade.timeTrigger(index, &step) ?? trade.newsTrigger(index, step.tick)
    }
    return hasClosed || isTime
  }

  /// Lets every rule that is no entry act by the alternative that `trigger` finds, in plan order, up to the first
  /// that sends an exit to market. True when some rule acted.
  private mutating func act(
    _ step: inout Step, by trigger: (inout Trade, Int, inout Step) -> Int?
  ) -> Bool {
    var acted = false
    for index in rules.indices where !rules[index].isEntry {
      guard let number = trigger(&self, index, &step) else { continue }
      emit(.ruleFired(rule: index, cause: .trigger(number)), &step)
      // Held back, it goes when no entry waits any more.
      if rules[index].isTarget, targetsAreHeld { continue }
      acted = true
      guard rules[index].rule.sells else {
        _ = finish(index, &step)
        beginMoves(index, &step)
        continue
      }
      let quantity = rules[index].isTarget ? targetQuantity(index) : exitQuantity(rules[index].rule)
      if sell(index, quantity, &step) { return true }
    }
    return acted
  }

  /// The alternative of a waiting rule that a bar's close on this price brings.
  private mutating func closeTrigger(_ index: Int, _ step: inout Step) -> Int? {
    guard case .waiting(let since) = rules[index].phase, since != step.tick, rules[index].firedBy == nil,
      !rules[index].asks
    else { return nil }
    for (number, trigger) in rules[index].rule.triggers.enumerated() where trigger.isClose {
      // A price that arms it brings nothing yet.
      if isNewHere(trigger, of: index, on: step.tick) || rules[index].rememberedAt[number] == step.tick {
        continue
      }
      let look = look(index, number, at: step.tick)
      guard look.fires else { continue }
      if look.memory != rules[index].memories[number] {
        emit(.ruleRemembers(rule: index, trigger: number, memory: look.memory), &step)
      }
      return number
    }
    return nil
  }

  /// The alternative of a waiting rule that the news brings.
  func newsTrigger(_ index: Int, _ tick: Tick) -> Int? {
    guard rules[index].isLooking, rules[index].isEntry || rules[index].firedBy == nil,
      let began = began(index),
      began != tick
    else { return nil }
    return rules[index].rule.triggers.indices.first { number in
      guard case .news(let span, let before) = rules[index].rule.triggers[number],
        rules[index].came[number] == nil,
        let deadline = newsDeadline(span, before: before, since: began.time)
      else { return false }
      return tick.time >= deadline
    }
  }

  /// The alternative of a waiting rule whose time has come on this price. An `unless` that speaks against one is
  /// remembered; the rule ends when that was its only way. An entry that is held may still come by another way.
  mutating func timeTrigger(_ index: Int, _ step: inout Step) -> Int? {
    guard rules[index].isLooking, rules[index].isEntry || rules[index].firedBy == nil,
      let first = firstFillTick, first != step.tick
    else { return nil }
    for (number, trigger) in rules[index].rule.triggers.enumerated() {
      guard case .after(let span, let unless) = trigger, rules[index].memories[number] != .reached,
        rules[index].came[number] == nil
      else { continue }
      let isDue = step.tick.time >= first.time + span
      let isThere =
        unless.flatMap { value($0.level, last: step.price) }
        .map { favour(step.price, beyond: $0) >= 0 } ?? false
      if isThere, isDue || unless?.now == false {
        emit(.ruleRemembers(rule: index, trigger: number, memory: .reached), &step)
      } else if isDue {
        return number
      }
    }
    endIfRuledOut(index, &step)
    return nil
  }

  /// The rule ends when time, or an `unless`, has spoken against each of its ways.
  private mutating func endIfRuledOut(_ index: Int, _ step: inout Step) {
    let triggers = rules[index].rule.triggers
    let isRuledOut = zip(triggers, rules[index].memories).allSatisfy { trigger, memory in
      switch trigger {
      case .after, .whenWithin: memory == .reached
      default: false
      }
    }
    guard isRuledOut, !triggers.isEmpty else { return }
    let isLate = triggers.contains { if case .whenWithin = $0 { true } else { false } }
    emit(.ruleEnded(rule: index, ending: isLate ? .late : .unless), &step)
  }
}
