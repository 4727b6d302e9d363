import Trading

/// Stages 5 and 6 of a pass: stop moves, waiting moves, trails; time rules.
extension ReferenceTrade {
  // MARK: 5

  /// Stop moves in plan order, then moves that wait for room, then trails.
  mutating func lookAtMoves() {
    for rule in rules.indices {
      lookAtFreeRule(rule)
      if rules[rule].movesAreDue { makeMoves(rule) }
    }
    for rule in rules.indices { tryMove(rule) }
    for rule in rules.indices { pullTrail(rule) }
  }

  /// A rule that neither enters nor exits.
  private mutating func lookAtFreeRule(_ rule: Int) {
    guard !plan.rules[rule].isEntry, !plan.rules[rule].isExit else { return }
    if rules[rule].standing == .waiting, let number = firedPriceTrigger(rule) {
      rules[rule].standing = .done
      rules[rule].firedAt = price
      rules[rule].trailStart = plan.rules[rule].triggers[number].level.flatMap { value($0) }
      rules[rule].movesAreDue = true
      cancelAndNote(rule)
    } else if rules[rule].dueSince.contains(where: { $0 < index }) {
      rules[rule].dueSince = rules[rule].dueSince.filter { $0 == index }
      cancelAndNote(rule)
    }
  }

  /// The moves of a rule that acts in this pass.
  private mutating func makeMoves(_ rule: Int) {
    rules[rule].movesAreDue = false
    guard open > 0 else { return }
    for action in plan.rules[rule].actions {
      switch action {
      case .stop(let level, let room):
        // §5: a rule's new move replaces its old one.
        rules[rule].move = Move(level: level, room: room ?? plan.room, last: rules[rule].firedAt)
        tryMove(rule)
      case .trail(let distance, let step): beginTrail(rule, distance, step)
      default: continue
      }
    }
  }

  /// §2 Room, §5: X is taken anew on every price; the move is made when price is its room beyond X, and is
  /// spent if it then no longer tightens; it must lie at least a tick on the losing side.
  private mutating func tryMove(_ rule: Int) {
    guard let move = rules[rule].move, let stop, let exact = exact(move.level, last: move.last),
      let room = self.exact(move.room, of: exact)
    else { return }
    guard ahead(Ratio(price), of: exact) >= room else { return }
    let proposal = rounded(exact)
    guard ahead(proposal, of: stop) > 0 else {
      rules[rule].move = nil
      return
    }
    guard ahead(proposal, of: price) < 0 else { return }
    rules[rule].move = nil
    setStop(proposal)
  }

  private mutating func setStop(_ ticks: Int) {
    stop = ticks
    say("stop \(ticks)")
  }

  /// §5: begins at the price of the pass, one with a trigger at the trigger's rounded price; the step, by
  /// default a tenth of D, is fixed now.
  private mutating func beginTrail(_ rule: Int, _ distance: Distance, _ step: Distance?) {
    let start = rules[rule].trailStart ?? price
    let exactStep =
      step.flatMap { exact($0, of: Ratio(start)) }
      ?? exact(distance, of: Ratio(start)).map { $0 * Ratio(1, over: 10) }
    guard let exactStep, exactStep > .zero else { return }
    rules[rule].trail = Trail(start: start, best: start, step: exactStep, distance: distance)
    say("trail begins \(start)")
  }

  /// §2 Trail: the best price since it began, counted in whole steps, minus D. §5: it needs no room; a
  /// proposal not on the losing side of price is skipped.
  private mutating func pullTrail(_ rule: Int) {
    guard var trail = rules[rule].trail, let stop else { return }
    if ahead(price, of: trail.best) > 0 { trail.best = price }
    rules[rule].trail = trail
    let steps = (Ratio(ahead(trail.best, of: trail.start)) / trail.step).roundedDown
    let mark = Ratio(trail.start) + Ratio(steps) * trail.step * Ratio(sign)
    guard let distance = exact(trail.distance, of: mark) else { return }
    let proposal = rounded(mark - distance * Ratio(sign))
    if ahead(proposal, of: stop) > 0, ahead(proposal, of: price) < 0 { setStop(proposal) }
  }

  // MARK: 6

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
      actOnTime(rule)
      if isClosed { return }
    }
  }

  private mutating func actOnTime(_ rule: Int) {
    rules[rule].firedAt = price
    rules[rule].trailStart = nil
    if plan.rules[rule].isExit {
      if plan.rules[rule].isTarget, targetsAreHeld {
        rules[rule].heldBack.insert(
          plan.rules[rule].triggers.indices.first { rules[rule].triggers[$0].fired } ?? 0)
        return
      }
      exit(rule, at: marketExit, maker: false)
    } else {
      rules[rule].standing = .done
      rules[rule].movesAreDue = true
      cancelAndNote(rule)
    }
    guard !isClosed else { return }
    for rule in rules.indices where rules[rule].movesAreDue { makeMoves(rule) }
    // §2 One price: what its fill makes due of stop moves and trails is made in this pass.
    for rule in rules.indices { tryMove(rule) }
    for rule in rules.indices { pullTrail(rule) }
  }

  /// Whether the deadline is there on this price and no `unless` speaks against it. An alternative whose
  /// deadline passed in vain never comes.
  mutating func timeHasCome(_ rule: Int, _ number: Int) -> Bool {
    guard let firstFillTime, let firstFillIndex, firstFillIndex < index, !rules[rule].triggers[number].dead,
      !rules[rule].triggers[number].fired
    else { return false }
    let seconds: Int
    var speaksAgainst = false
    switch plan.rules[rule].triggers[number] {
    case .after(let span): seconds = span
    case .afterUnless(let span, let level):
      seconds = span
      // §5: `unless X` counts the price that acts too.
      if isBeyond(level) { rules[rule].triggers[number].unlessReached = true }
      speaksAgainst = rules[rule].triggers[number].unlessReached
    case .afterUnlessNow(let span, let level):
      seconds = span
      speaksAgainst = isBeyond(level)
    default: return false
    }
    guard time >= firstFillTime + Int64(seconds) * 1_000_000 else { return false }
    if speaksAgainst { rules[rule].triggers[number].dead = true }
    return !speaksAgainst
  }

  // MARK: Triggers of price

  /// `unless`: at or beyond X in the trade's favour, whatever the rule does.
  private func isBeyond(_ level: Level) -> Bool { value(level).map { ahead(price, of: $0) >= 0 } ?? false }

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

  /// The first of the alternatives break, touch and retest that comes on this price; all of them look.
  mutating func firedMarketTrigger(_ rule: Int) -> Int? {
    var first: Int?
    for number in plan.rules[rule].triggers.indices where comes(rule, number) && first == nil {
      first = number
    }
    return first
  }

  /// §1 break, touch, §2 Retest: whether it comes on this price, and what it remembers of it.
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
      let before = rules[rule].triggers[number].before
      rules[rule].triggers[number].before = price
      guard let value = value(level) else { return false }
      // A trade at X, or two successive trades on different sides of it.
      return price == value || (before < value && price > value) || (before > value && price < value)
    case .onRetest(let level, let within, let hold):
      guard let value = value(level) else { return false }
      return retestComes(rule, number, value, within ?? 200, Int64(hold ?? 300) * 1_000_000)
    default: return false
    }
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
