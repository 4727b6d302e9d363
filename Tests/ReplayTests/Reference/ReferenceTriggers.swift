import Trading

/// Triggers of price: whether they come on the price being looked at, and what they remember of it.
extension ReferenceTrade {
  /// `unless`: at or beyond X in the trade's favour, whatever the rule does.
  func isBeyond(_ level: Level) -> Bool { value(level).map { ahead(price, of: $0) >= 0 } ?? false }

  /// At or beyond X in the trade's favour; a rule that only cancels or notes reaches X from the side on which
  /// price stood when it began.
  private func isReached(_ level: Level, _ rule: Int, _ number: Int) -> Bool {
    guard let value = value(level) else { return false }
    let isAgainst = plan.rules[rule].onlyCancelsOrNotes && rules[rule].triggers[number].fromAbove
    return isAgainst ? ahead(price, of: value) <= 0 : ahead(price, of: value) >= 0
  }

  /// The first alternative of price that comes on this price. §5: `at X` before stop, trail, note or cancel
  /// means `from X`.
  mutating func firedPriceTrigger(_ rule: Int) -> Int? {
    let market = firedMarketTrigger(rule)
    let reached = plan.rules[rule].triggers.indices.first { number in
      guard rules[rule].triggers[number].beganIndex < index else { return false }
      switch plan.rules[rule].triggers[number] {
      case .at(let level), .from(let level): return isReached(level, rule, number)
      default: return false
      }
    }
    return [market, reached].compactMap { $0 }.min()
  }

  /// The first of the alternatives that comes on this price, `at`, `from`, closes and times aside; all of them
  /// look.
  mutating func firedMarketTrigger(_ rule: Int) -> Int? {
    var first: Int?
    for number in plan.rules[rule].triggers.indices where comes(rule, number) && first == nil {
      first = number
    }
    return first
  }

  /// §1 break, touch, return, within, §2 Retest: whether it comes on this price, and what it remembers of it; and a
  /// runner's level.
  mutating func comes(_ rule: Int, _ number: Int) -> Bool {
    guard rules[rule].triggers[number].beganIndex < index else { return false }
    switch plan.rules[rule].triggers[number] {
    case .onBreak(let level):
      guard let value = value(level) else { return false }
      // The first trade at or beyond X after a trade short of X.
      if ahead(price, of: value) < 0 {
        rules[rule].triggers[number].armed = true
        return false
      }
      return rules[rule].triggers[number].armed
    case .onTouch(let level):
      let before = rules[rule].triggers[number].side
      let side = value(level).map { ahead(price, of: $0).signum() }
      rules[rule].triggers[number].side = side
      guard let side else { return false }
      // A trade at X, or two successive trades on different sides of it.
      return side == 0 || side * (before ?? 0) < 0
    case .onRetest(let level, let within, let hold):
      guard let value = value(level) else { return false }
      return retestComes(rule, number, value, within ?? 200, Int64(hold ?? 300) * 1_000_000)
    case .onReturn(let level, let distance, _):
      guard let value = value(level) else { return false }
      return returnComes(rule, number, value, distance)
    case .whenWithin(let level, let seconds):
      guard let firstFillTime, let firstFillIndex, firstFillIndex < index else { return false }
      if time > firstFillTime + Int64(seconds) * 1_000_000 {
        rules[rule].triggers[number].dead = true
        return false
      }
      return isBeyond(level)
    case .from(let level): return plan.rules[rule].isRunner && isBeyond(level)
    default: return false
    }
  }

  private mutating func returnComes(_ rule: Int, _ number: Int, _ value: Int, _ distance: Distance) -> Bool {
    let state = rules[rule].triggers[number]
    let isShort = ahead(price, of: value) < 0
    // §2 Chase: one that came but was held waits anew, from scratch; this price can arm it.
    if isShort, state.fired { rules[rule].triggers[number].armed = false }
    if isAgainst(value, by: distance) { rules[rule].triggers[number].armed = true }
    return !isShort && state.armed
  }

  private mutating func retestComes(
    _ rule: Int, _ number: Int, _ value: Int, _ within: Int, _ hold: Int64
  ) -> Bool {
    // Everything times 100,000, so that X ± D% is whole.
    let distance = ahead(price, of: value) * 100_000
    let near = value * within
    if distance > near {
      // Beyond X + D: it ends the hold, and the next return begins another.
      rules[rule].triggers[number].wentBeyond = true
      rules[rule].triggers[number].holdSince = nil
      return false
    }
    if distance < -near {
      // Through X − D: it ends the hold too, and price must trade beyond X + D again first.
      rules[rule].triggers[number].wentBeyond = false
      rules[rule].triggers[number].holdSince = nil
      return false
    }
    guard rules[rule].triggers[number].wentBeyond else { return false }
    guard let since = rules[rule].triggers[number].holdSince else {
      rules[rule].triggers[number].holdSince = time
      return false
    }
    // Once T has passed, the next trade from X to X + D fires.
    return time >= since + hold && distance >= 0
  }
}
