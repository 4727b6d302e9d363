/// Stage 4 of a pass: entries that rest.
extension ReferenceTrade {
  struct Limit {
    var rule: Int
    var trigger: Int
    var price: Int
  }

  /// Every limit of a waiting entry, the nearest to price first; of equals the first in plan order.
  func limits() -> [Limit] {
    var all: [Limit] = []
    for rule in rules.indices where plan.rules[rule].isEntry && rules[rule].standing == .waiting {
      for (number, trigger) in plan.rules[rule].triggers.enumerated() {
        guard case .at(let level) = trigger, let value = value(level) else { continue }
        all.append(Limit(rule: rule, trigger: number, price: value))
      }
    }
    // The place in the list keeps plan order among equals.
    return all.enumerated().sorted { left, right in
      let distance = ahead(left.element.price, of: right.element.price)
      return distance == 0 ? left.offset < right.offset : distance > 0
    }.map(\.element)
  }

  /// Of the limits that price has reached the nearest; of equals the one that has stood longest.
  func nearestLimit() -> Limit? {
    let reached = limits().filter { isReached($0) && !isTooSmall(quantity(ofEntry: $0.rule), at: $0.price) }
    guard let nearest = reached.first else { return nil }
    let equals = reached.filter { $0.price == nearest.price }
    return equals.min { serial($0) < serial($1) }
  }

  private func serial(_ limit: Limit) -> Int { rules[limit.rule].triggers[limit.trigger].serial }

  private func isReached(_ limit: Limit) -> Bool {
    let state = rules[limit.rule].triggers[limit.trigger]
    guard state.placed, !state.passed, state.beganIndex < index else { return false }
    // §2 Paper fills: once price trades beyond it (`touch`: at it).
    let distance = ahead(price, of: limit.price)
    return distance < 0 || (plan.fillsOnTouch && distance == 0)
  }

  /// One below the venue's minimum stands nowhere: its quantity goes on when price has reached it, after the
  /// orders that stand.
  mutating func passOnSmallLimits() {
    for limit in limits() where isReached(limit) && rules[limit.rule].standing == .waiting {
      let steps = quantity(ofEntry: limit.rule)
      if isTooSmall(steps, at: limit.price) { merge(limit.rule, steps) }
    }
  }

  /// At its own price and in the size in which it stood.
  mutating func fillLimit(_ limit: Limit) {
    let steps = rules[limit.rule].triggers[limit.trigger].placedSteps
    rules[limit.rule].trailStart = limit.price
    count("enter at")
    let isCut = steps < quantity(ofEntry: limit.rule)
    fillEntry(limit.rule, steps, at: limit.price, maker: true, cut: isCut)
  }

  /// §5: a resting entry is guarded when it is placed, at its own price, as if every nearer one had filled;
  /// what the guards would refuse is not placed; asked again whenever the trade changes. One that is placed
  /// later begins to work on that price; one that price has reached keeps the size in which it stands.
  mutating func placeLimits() {
    for limit in limits() {
      let steps: Int? = if case .allowed(let steps)? = answer(limit) { steps } else { nil }
      let state = rules[limit.rule].triggers[limit.trigger]
      if steps != nil, !state.placed { start(limit.rule, limit.trigger) }
      rules[limit.rule].triggers[limit.trigger].placed = steps != nil
      let isMet = state.placed && state.beganIndex < index && ahead(price, of: limit.price) <= 0
      guard let steps, steps != state.placedSteps, !isMet || state.placedSteps == 0 else { continue }
      rules[limit.rule].triggers[limit.trigger].placedSteps = steps
      serials += 1
      rules[limit.rule].triggers[limit.trigger].serial = serials
    }
  }

  /// A tranche that stands nowhere: only limits could fill it, and the guards refuse each of them. Said the first time
  /// for the guard that refuses the nearest; news only delay.
  mutating func sayWhatIsKeptOff() {
    let limits = limits()
    for rule in rules.indices where plan.rules[rule].isEntry {
      let own = limits.filter { $0.rule == rule }
      let reasons = own.compactMap { limit -> String? in
        if case .refused(let reason)? = answer(limit) { reason } else { nil }
      }
      guard let reason = reasons.first, reasons.count == plan.rules[rule].triggers.count,
        rules[rule].keptOffBy.insert(reason).inserted
      else { continue }
      count("kept off")
      say("kept off tranche \(trancheNumber(rule)) \(reason)")
    }
  }

  /// How much of it the guards let stand, or which of them refuses it; nil while news hold it.
  private func answer(_ limit: Limit) -> Answer? {
    if isHeldByNews(limit.rule) { return nil }
    var imagined = self
    var filled: Set<Int> = [limit.rule]
    for nearer in limits() {
      if nearer.rule == limit.rule, nearer.trigger == limit.trigger { break }
      if filled.contains(nearer.rule) { continue }
      let steps = imagined.quantity(ofEntry: nearer.rule)
      if imagined.isTooSmall(steps, at: nearer.price) { continue }
      let answer = imagined.guarded(
        nearer.rule, steps, fill: nearer.price, price: nearer.price, maker: true)
      guard case .allowed(let allowed) = answer else { continue }
      filled.insert(nearer.rule)
      let fee = fee(allowed, at: nearer.price, maker: true)
      imagined.take(Entry(tranche: 0, steps: allowed, price: nearer.price, fee: fee))
    }
    let steps = imagined.quantity(ofEntry: limit.rule)
    // It stands nowhere, and goes on when price reaches it.
    if imagined.isTooSmall(steps, at: limit.price) { return .allowed(0) }
    return imagined.guarded(limit.rule, steps, fill: limit.price, price: limit.price, maker: true)
  }
}
