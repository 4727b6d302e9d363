/// Stage 6 of a pass: closes of bars, then time rules.
extension ReferenceTrade {
  /// Closes of bars in plan order, before the time rules.
  mutating func lookAtCloses() {
    for rule in rules.indices where !plan.rules[rule].isEntry && rules[rule].standing == .waiting {
      var first: Int?
      for number in plan.rules[rule].triggers.indices where closes(rule, number) && first == nil {
        first = number
      }
      guard let first else { continue }
      act(rule, first)
      if isClosed { return }
    }
  }

  /// §2 Time: T counts from the first fill, inclusive; what such a rule does is done at once.
  mutating func lookAtTimeRules() {
    for rule in rules.indices where !plan.rules[rule].isEntry && rules[rule].standing == .waiting {
      guard let number = plan.rules[rule].triggers.indices.first(where: { timeHasCome(rule, $0) }) else {
        if !plan.rules[rule].triggers.isEmpty, rules[rule].triggers.allSatisfy(\.dead) {
          rules[rule].standing = .done
        }
        continue
      }
      rules[rule].triggers[number].fired = true
      act(rule, number)
      if isClosed { return }
    }
  }

  private mutating func act(_ rule: Int, _ number: Int) {
    let kind = plan.rules[rule].triggers[number].kind
    rules[rule].firedAt = price
    rules[rule].trailStart = trailStart(rule, number)
    if plan.rules[rule].isExit {
      if plan.rules[rule].isTarget, targetsAreHeld {
        rules[rule].heldBack.insert(number)
        return
      }
      // What moves the stop is made before a sale.
      tryMovesAndTrails()
      count(
        plan.rules[rule].isRunner
          ? "runner close" : "\(plan.rules[rule].isTarget ? "target" : "exit") \(kind)")
      exit(rule, at: marketExit, maker: false)
    } else {
      count("do \(kind)")
      rules[rule].standing = .done
      rules[rule].movesAreDue = true
      cancelAndNote(rule)
    }
    guard !isClosed else { return }
    // §2 One price: what its fill makes due of stop moves and trails is made in this pass.
    for rule in rules.indices where rules[rule].movesAreDue { makeMoves(rule) }
  }

  // MARK: Whether one comes

  /// Whether this price finished a bar whose close is what the trigger waits for; a bar finished by the price on
  /// which it began is none.
  mutating func closes(_ rule: Int, _ number: Int) -> Bool {
    guard rules[rule].triggers[number].beganIndex < index else { return false }
    switch plan.rules[rule].triggers[number] {
    case .onBreakClose(let level, let minutes): return breakCloses(rule, number, level, minutes)
    case .whenClose(let below, let mark, let minutes):
      guard let bar = barFinishedNow(on: minutes) else { return false }
      switch mark {
      case .level(let level):
        guard let value = value(level) else { return false }
        return below ? bar.close < value : bar.close > value
      case .indicator(let indicator):
        // With the bar that was finished.
        guard let line = value(indicator, on: minutes, swing: below ? .low : .high) else { return false }
        return below ? Double(bar.close) < line : Double(bar.close) > line
      }
    default: return false
    }
  }

  /// §5 `break X close on TF`: the first finished bar that closes at or beyond X after a trade short of X. This
  /// price came after that close.
  private mutating func breakCloses(_ rule: Int, _ number: Int, _ level: Level, _ minutes: Int) -> Bool {
    guard let value = value(level) else { return false }
    let wasArmed = rules[rule].triggers[number].armed
    if ahead(price, of: value) < 0 { rules[rule].triggers[number].armed = true }
    guard wasArmed, let bar = barFinishedNow(on: minutes), ahead(bar.close, of: value) >= 0 else {
      return false
    }
    rules[rule].triggers[number].armed = false
    rules[rule].triggers[number].firedClose = bar.close
    return true
  }

  /// Whether the deadline is there on this price and no `unless` speaks against it. An alternative whose
  /// deadline passed in vain never comes.
  mutating func timeHasCome(_ rule: Int, _ number: Int) -> Bool {
    let state = rules[rule].triggers[number]
    guard !state.dead, !state.fired, let deadline = deadline(rule, number) else { return false }
    var speaksAgainst = false
    switch plan.rules[rule].triggers[number] {
    case .afterUnless(_, let level):
      // §5: `unless X` counts the price that acts too.
      if isBeyond(level) { rules[rule].triggers[number].unlessReached = true }
      speaksAgainst = rules[rule].triggers[number].unlessReached
    case .afterUnlessNow(_, let level): speaksAgainst = isBeyond(level)
    default: break
    }
    guard time >= deadline else { return false }
    if speaksAgainst { rules[rule].triggers[number].dead = true }
    return !speaksAgainst
  }

  /// When an alternative of time is due, on prices that it looks at.
  private func deadline(_ rule: Int, _ number: Int) -> Int64? {
    switch plan.rules[rule].triggers[number] {
    case .after(let seconds), .afterUnless(let seconds, _), .afterUnlessNow(let seconds, _):
      guard let firstFillTime, let firstFillIndex, firstFillIndex < index else { return nil }
      return firstFillTime + Int64(seconds) * 1_000_000
    case .beforeNews(let seconds): return newsDeadline(rule, -Int64(seconds) * 1_000_000, began: 0)
    case .afterNews(let seconds):
      let span = Int64(seconds) * 1_000_000
      return newsDeadline(rule, span, began: span)
    default: return nil
    }
  }

  /// Of the first event that had not come when the rule began to wait, or had not come so long ago.
  private func newsDeadline(_ rule: Int, _ span: Int64, began ago: Int64) -> Int64? {
    guard rules[rule].beganIndex < index else { return nil }
    let times = (plan.news ?? []).map(\.time)
    return times.filter { $0 + ago > rules[rule].beganTime }.min().map { $0 + span }
  }
}
