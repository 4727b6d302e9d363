/// Stages `clock` and `exits`: what time alone ends, then targets sold at market, nearest first.
extension Trade {
  /// Entries whose `within` has passed since they began to wait.
  mutating func expireEntries(_ step: inout Step) {
    for index in rules.indices {
      guard let deadline = expiry(index), step.tick.time >= deadline else { continue }
      emit(.ruleEnded(rule: index, ending: .cancelled("its time has passed")), &step)
    }
  }

  /// When a waiting entry is cancelled.
  func expiry(_ index: Int) -> Timestamp? {
    let within: Span?
    switch rules[index].rule.actions.first {
    case .enter(_, _, let span), .enterNext(_, let span): within = span
    default: within = nil
    }
    guard let within else { return nil }
    switch rules[index].phase {
    case .waiting(let since), .delayed(let since, _, _): return since.time + within
    case .idle, .due, .ended: return nil
    }
  }

  /// The level of the market exit that acts next on this price, so that resting exits nearer than it go first.
  public func dueExitLevel(at tick: Tick) -> Price? {
    guard !isClosed else { return nil }
    return dueTargets(at: tick).first?.level
  }

  /// Fires the nearest target that sells at market; its fill comes back before the next one is looked at.
  mutating func actOnTargets(_ step: inout Step) {
    for index in rules.indices where rules[index].isTarget { rememberTarget(index, &step) }
    guard !hasExitInFlight else { return }
    while let due = dueTargets(at: step.tick).first {
      emit(.ruleFired(rule: due.index, cause: .trigger(due.trigger)), &step)
      if sell(due.index, targetQuantity(due.index), &step) { return }
    }
  }

  /// Sends a market exit, or, where there is nothing to sell, does the rest of the sentence at once. True when
  /// something was sent.
  @discardableResult
  mutating func sell(_ index: Int, _ quantity: Quantity, _ step: inout Step) -> Bool {
    guard quantity == .zero else {
      emit(.exitDue(rule: index, quantity: quantity), &step)
      return true
    }
    doOtherActions(of: index, .all, &step)
    emit(.ruleEnded(rule: index, ending: .filled), &step)
    return false
  }

  var hasExitInFlight: Bool {
    rules.contains { if case .due = $0.phase { !$0.isEntry } else { false } }
  }

  private struct DueTarget {
    var index: Int
    var trigger: Int
    var level: Price
  }

  private func dueTargets(at tick: Tick) -> [DueTarget] {
    guard position.isOpen, !targetsAreHeld else { return [] }
    var due: [DueTarget] = []
    for index in rules.indices where rules[index].isTarget {
      guard case .waiting(let since) = rules[index].phase, since != tick else { continue }
      if let target = dueTarget(index, at: tick) { due.append(target) }
    }
    return due.sorted { isNearer($0.level, $1.level) || ($0.level == $1.level && $0.index < $1.index) }
  }

  private func dueTarget(_ index: Int, at tick: Tick) -> DueTarget? {
    for (number, trigger) in rules[index].rule.triggers.enumerated() {
      let memory = rules[index].memories[number]
      let level = trigger.level.flatMap { price($0, last: tick.price) }
      if case .at = trigger {
        if memory == .reached, let level { return DueTarget(index: index, trigger: number, level: level) }
        continue
      }
      if look(index, number, at: tick).fires {
        return DueTarget(index: index, trigger: number, level: level ?? tick.price)
      }
    }
    return nil
  }

  /// What its triggers keep of this price; a target that is held back remembers that it was reached.
  private mutating func rememberTarget(_ index: Int, _ step: inout Step) {
    guard case .waiting(let since) = rules[index].phase, since != step.tick else { return }
    for (number, trigger) in rules[index].rule.triggers.enumerated() {
      let memory = rules[index].memories[number]
      let seen = look(index, number, at: step.tick)
      switch trigger {
      case .at(let level), .from(let level):
        guard targetsAreHeld, memory != .reached, let value = value(level, last: step.price),
          favour(step.price, beyond: value) >= 0
        else { continue }
        emit(.ruleRemembers(rule: index, trigger: number, memory: .reached), &step)
      default:
        guard !seen.fires, seen.memory != memory else { continue }
        emit(.ruleRemembers(rule: index, trigger: number, memory: seen.memory), &step)
      }
    }
  }
}
