/// Stages `clock` and `exits`: what time alone ends, then targets sold at market, nearest first.
extension Trade {
  /// Why an entry is cancelled by the end of its `within`.
  static let timePassed = "its time has passed"

  /// Entries whose `within` has passed since they began to wait.
  mutating func expireEntries(_ step: inout Step) {
    for index in rules.indices {
      guard let deadline = expiry(index), step.tick.time >= deadline else { continue }
      emit(.ruleEnded(rule: index, ending: .cancelled(Trade.timePassed)), &step)
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

  /// Fires the nearest target that acts at market; its fill, and resting exits before the next one, come first.
  mutating func actOnTargets(_ step: inout Step) {
    for index in rules.indices where rules[index].isTarget { rememberTarget(index, &step) }
    guard !hasExitInFlight, let due = dueTargets(at: step.tick).first else { return }
    emit(.ruleFired(rule: due.index, cause: .trigger(due.trigger)), &step)
    sell(due.index, targetQuantity(due.index), &step)
  }

  /// Sends a market exit, or, where there is nothing to sell, does the rest of the sentence at once. True when
  /// something was sent.
  @discardableResult
  mutating func sell(_ index: Int, _ quantity: Quantity, _ step: inout Step) -> Bool {
    guard quantity == .zero else {
      emit(.exitDue(rule: index, quantity: quantity), &step)
      return true
    }
    exitDone(index, isFirstPart: true, &step)
    return false
  }

  var hasExitInFlight: Bool {
    rules.contains { if case .due = $0.phase { !$0.isEntry } else { false } }
  }

  /// Why an exit whose level has a value is refused: at or behind the first fill it would only cut a loss.
  func behindFirstFill(_ rule: Rule) -> String? {
    guard rule.sells, !rule.isEntry, let first = position.firstFill else { return nil }
    for trigger in rule.triggers {
      switch trigger {
      case .at(let level), .from(let level), .whenWithin(let level, _):
        guard let value = value(level, last: nil), favour(first, beyond: value) >= 0 else { continue }
        return "an exit at or behind the first fill \(instrument.text(first)) is refused"
      default: continue
      }
    }
    return nil
  }

  /// An exit that counts from a tranche is asked once that tranche has its price.
  mutating func refuseExitsBehindFirstFill(countingFrom rule: Int, _ step: inout Step) {
    for index in rules.indices where rules[index].rule.sells {
      guard case .waiting = rules[index].phase,
        rules[index].rule.triggers.contains(where: { $0.level?.base == .tranche(rules[rule].number) }),
        let reason = behindFirstFill(rules[index].rule)
      else { continue }
      emit(.ruleEnded(rule: index, ending: .refused(.stop, reason: reason)), &step)
    }
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
      guard case .waiting(let since) = rules[index].phase, since != tick, !rules[index].asks else { continue }
      if let target = dueTarget(index, at: tick) { due.append(target) }
    }
    return due.sorted { isNearer($0.level, $1.level) || ($0.level == $1.level && $0.index < $1.index) }
  }

  /// A target that acts at market on this price, by the nearest of its alternatives.
  private func dueTarget(_ index: Int, at tick: Tick) -> DueTarget? {
    var nearest: DueTarget?
    for (number, trigger) in rules[index].rule.triggers.enumerated() {
      guard isDue(index, number, at: tick) else { continue }
      let level = trigger.level.flatMap { price($0, last: tick.price) } ?? tick.price
      if let nearest, !isNearer(level, nearest.level) { continue }
      nearest = DueTarget(index: index, trigger: number, level: level)
    }
    return nearest
  }

  private func isDue(_ index: Int, _ number: Int, at tick: Tick) -> Bool {
    // What a fill made due, or what came while it was held back.
    if let came = rules[index].came[number] { return came != tick }
    // Closes of bars come behind the stop moves.
    if rules[index].rule.triggers[number].isClose { return false }
    guard case .at(let level) = rules[index].rule.triggers[number] else {
      return look(index, number, at: tick).fires
    }
    guard let level = price(level, last: tick.price) else { return false }
    return rules[index].memories[number] == .reached || isPassedByNothing(index, level, tick)
  }

  /// A target whose take floors to nothing has no order that could fill: price alone tells.
  private func isPassedByNothing(_ index: Int, _ level: Price, _ tick: Tick) -> Bool {
    targetQuantity(index) == .zero && isPassed(level, tick)
  }

  /// Whether price would fill an order that rests at this level.
  private func isPassed(_ level: Price, _ tick: Tick) -> Bool {
    let beyond = favour(tick.price, beyond: Ratio(level.ticks))
    return plan.fills == .touch ? beyond >= 0 : beyond > 0
  }

  /// What its triggers keep of this price; a target that is held back remembers that its turn came.
  private mutating func rememberTarget(_ index: Int, _ step: inout Step) {
    guard case .waiting(let since) = rules[index].phase, since != step.tick else { return }
    if rules[index].asks {
      if !hasPassed(index, at: step.tick) { emit(.ruleWaitsAnew(rule: index), &step) }
      return
    }
    // What has come waits for nothing any more.
    for number in rules[index].rule.triggers.indices where rules[index].came[number] == nil {
      if targetsAreHeld { holdBack(index, number, &step) }
      let seen = look(index, number, at: step.tick)
      switch rules[index].rule.triggers[number] {
      case .at, .from: continue
      default:
        guard !seen.fires, seen.memory != rules[index].memories[number] else { continue }
        emit(.ruleRemembers(rule: index, trigger: number, memory: seen.memory), &step)
      }
    }
  }

  private mutating func holdBack(_ index: Int, _ number: Int, _ step: inout Step) {
    guard rules[index].came[number] == nil, rules[index].memories[number] != .reached else { return }
    switch rules[index].rule.triggers[number] {
    case .at(let level):
      guard let level = price(level, last: step.price), isPassed(level, step.tick) else { return }
      emit(.ruleRemembers(rule: index, trigger: number, memory: .reached), &step)
    case .from:
      guard look(index, number, at: step.tick).fires else { return }
      emit(.ruleRemembers(rule: index, trigger: number, memory: .reached), &step)
    case .onBreak, .onTouch, .onReturn, .onRetest, .whenWithin:
      guard look(index, number, at: step.tick).fires else { return }
      emit(.ruleFired(rule: index, cause: .trigger(number)), &step)
    case .whenTrancheFills, .fromTranche, .whenTargetFills, .after, .onBreakClose, .whenClose, .news: return
    }
  }
}
