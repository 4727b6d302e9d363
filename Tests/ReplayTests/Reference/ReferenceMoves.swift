import Trading

/// Stage 5 of a pass: stop moves, waiting moves, trails.
extension ReferenceTrade {
  /// Stop moves and the beginning of trails in plan order, then moves that wait for room, then trails.
  mutating func lookAtMoves() {
    for rule in rules.indices {
      lookAtFreeRule(rule)
      if rules[rule].movesAreDue { makeMoves(rule) } else { beginLaterTrail(rule) }
    }
    tryMovesAndTrails()
  }

  mutating func tryMovesAndTrails() {
    for rule in rules.indices { tryMove(rule) }
    for rule in rules.indices { beginLaterTrail(rule) }
    for rule in rules.indices { pullTrail(rule) }
  }

  /// A rule that neither enters nor exits.
  private mutating func lookAtFreeRule(_ rule: Int) {
    guard !plan.rules[rule].isEntry, !plan.rules[rule].isExit else { return }
    if rules[rule].standing == .waiting, let number = firedPriceTrigger(rule) {
      rules[rule].standing = .done
      rules[rule].firedAt = price
      count("do \(plan.rules[rule].triggers[number].kind)")
      rules[rule].trailStart = trailStart(rule, number)
      rules[rule].movesAreDue = true
      cancelAndNote(rule)
    } else if rules[rule].dueSince.contains(where: { $0 < index }) {
      rules[rule].dueSince = rules[rule].dueSince.filter { $0 == index }
      cancelAndNote(rule)
    }
  }

  /// The moves of a rule that acts in this pass.
  mutating func makeMoves(_ rule: Int) {
    rules[rule].movesAreDue = false
    guard open > 0 else { return }
    for action in plan.rules[rule].actions {
      switch action {
      case .stop(let level, let room):
        // §5: a rule's new move replaces its old one.
        rules[rule].move = Move(level: level, room: room ?? plan.room, last: rules[rule].firedAt)
        tryMove(rule)
      case .trail(let distance, let step):
        let start = rules[rule].trailStart
        rules[rule].laterTrail = LaterTrail(distance: distance, step: step, start: start)
        beginLaterTrail(rule)
      case .trailBehind(let indicator, let minutes):
        beginTrail(rule, at: rules[rule].trailStart ?? price, .indicator(indicator, on: minutes))
      case .trailBehindLevels: beginTrail(rule, at: rules[rule].trailStart ?? price, .levels)
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

  mutating func setStop(_ ticks: Int) {
    stop = ticks
    say("stop \(ticks)")
  }
}
