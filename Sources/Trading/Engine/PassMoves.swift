/// Stage `moves`: stop moves in plan order, waiting moves, trails, then time; and what begins to wait now.
extension Trade {
  mutating func makeMoves(_ step: inout Step) {
    guard position.isOpen else {
      watchNotes(&step)
      _ = actOnClosesAndTimes(&step)
      return beginOrEnd(&step)
    }
    if !hasExitInFlight {
      // Stop moves come behind a sale: they are made once its fill is back, in the same pass.
      if sellByOtherRules(&step) { return }
    }
    for index in rules.indices {
      if !hasExitInFlight, rules[index].kind == .other, !rules[index].rule.sells {
        _ = actOnOther(index, &step)
      }
      beginMoves(index, &step)
    }
    makeWaitingMoves(&step)
    // The stop move of a rule on a close or a time is made on the price it acts on.
    if !hasExitInFlight, actOnClosesAndTimes(&step), position.isOpen {
      for index in rules.indices { beginMoves(index, &step) }
      makeWaitingMoves(&step)
    }
    beginOrEnd(&step)
  }

  private mutating func beginOrEnd(_ step: inout Step) {
    beginRules(&step)
    endIfNothingWaits(&step)
  }

  /// Rules that sell and are neither entries nor targets, in plan order. True when something went to market.
  private mutating func sellByOtherRules(_ step: inout Step) -> Bool {
    for index in rules.indices where rules[index].kind == .other && rules[index].rule.sells {
      if actOnOther(index, &step) { return true }
    }
    return false
  }

  /// `cancel` and `note` look from the beginning, also before anything is bought.
  private mutating func watchNotes(_ step: inout Step) {
    for index in rules.indices where rules[index].kind == .other && !rules[index].rule.waitsForPosition {
      _ = actOnOther(index, &step)
    }
  }

  /// True when it sent an exit to market, whose fill must come back first.
  private mutating func actOnOther(_ index: Int, _ step: inout Step) -> Bool {
    guard case .waiting(let since) = rules[index].phase else { return false }
    let rule = rules[index].rule
    if let at = rules[index].firedAt, rules[index].firedBy != nil {
      guard at != step.tick else { return false }
      if rule.sells { return sell(index, exitQuantity(rule), &step) }
      return finishLater(index, &step)
    }
    if rule.triggers.isEmpty {
      emit(.ruleFired(rule: index, cause: .immediately), &step)
      return rule.sells ? false : finish(index, &step)
    }
    guard since != step.tick, let seen = watch(index, &step) else { return false }
    emit(.ruleFired(rule: index, cause: .trigger(seen)), &step)
    return rule.sells ? sell(index, exitQuantity(rule), &step) : finish(index, &step)
  }

  /// Does what a rule without a sale says; it is done then, unless it renews itself at every later fill.
  mutating func finish(_ index: Int, _ step: inout Step) -> Bool {
    doOtherActions(of: index, .all, &step)
    if !rules[index].rule.renewsItself { emit(.ruleEnded(rule: index, ending: .done), &step) }
    return false
  }

  /// What a fill made due on an earlier price; its stop moves and trails were made then.
  private mutating func finishLater(_ index: Int, _ step: inout Step) -> Bool {
    guard rules[index].rule.hasPlainActions else { return false }
    doOtherActions(of: index, .plain, &step)
    if rules[index].rule.renewsItself {
      emit(.ruleWaitsAnew(rule: index), &step)
    } else {
      emit(.ruleEnded(rule: index, ending: .done), &step)
    }
    return false
  }

  /// Which of a sentence's actions: those on the stop, cancels and notes, or notes alone.
  enum OtherActions {
    case all, protective, plain, notes

    func holds(_ action: RuleAction) -> Bool {
      switch self {
      case .all: return true
      case .protective: return action.isProtective
      case .plain: return !action.isProtective
      case .notes: if case .note = action { return true } else { return false }
      }
    }
  }

  /// Everything in a sentence but entering and selling.
  mutating func doOtherActions(of index: Int, _ which: OtherActions, _ step: inout Step) {
    guard !rules[index].isDoneAtOnce else { return }
    for action in rules[index].rule.actions where which.holds(action) {
      switch action {
      case .enter, .enterNext, .take, .takeNext, .close: continue
      case .stop: emit(.stopMoveWaits(rule: index, last: step.price), &step)
      // A trail begins with the stop moves of the pass.
      case .trail, .trailBehind: continue
      case .cancelEntries: cancelEntries("\(rules[index].rule)", &step)
      case .cancelTranche(let number): cancel({ $0.kind == .entry(number) }, "\(rules[index].rule)", &step)
      case .cancelTarget(let number): cancel({ $0.isExit(number) }, "\(rules[index].rule)", &step)
      // Only a person moves what waits, and at once.
      case .move: continue
      case .note(let text): emit(.noted(text), &step)
      }
    }
  }

  mutating func cancelEntries(_ cause: String, _ step: inout Step) {
    // Found first: what is chained to one of them waits as long as that one does.
    let waiting = rules.indices.filter {
      rules[$0].isEntry && rules[$0].isPending && !isInFlight($0) && !isBehindBrokenEntry($0)
    }
    for index in waiting {
      emit(.ruleEnded(rule: index, ending: .cancelled(cause)), &step)
    }
  }

  mutating func cancel(_ isMeant: (RuleState) -> Bool, _ cause: String, _ step: inout Step) {
    guard let index = rules.firstIndex(where: isMeant), rules[index].isPending,
      !isInFlight(index)
    else { return }
    emit(.ruleEnded(rule: index, ending: .cancelled(cause)), &step)
  }

  func isInFlight(_ index: Int) -> Bool {
    if case .due = rules[index].phase { true } else { false }
  }

  // MARK: stop moves

  /// A move or a trail that this price, or a fill on it, began.
  mutating func beginMoves(_ index: Int, _ step: inout Step) {
    if rules[index].pendingStop?.since == step.tick { tryStopMove(index, &step) }
    if rules[index].trailIsDue, mayTrail(index) { beginTrail(index, &step) }
  }

  /// Moves that waited for their room, then trails.
  private mutating func makeWaitingMoves(_ step: inout Step) {
    for index in rules.indices {
      if let since = rules[index].pendingStop?.since, since != step.tick { tryStopMove(index, &step) }
    }
    for index in rules.indices { moveTrail(index, &step) }
  }

  private mutating func tryStopMove(_ index: Int, _ step: inout Step) {
    guard let stop, let move = stopMove(index), let threshold = move.threshold else { return }
    guard favour(step.price, beyond: threshold) >= 0 else { return }
    guard isTighter(move.price, than: stop.price) else {
      emit(.stopMoveEnded(rule: index), &step)
      return
    }
    guard (step.price.ticks - move.price.ticks) * side.sign >= 1 else { return }
    emit(.stopMoveEnded(rule: index), &step)
    emit(.stopMoved(to: move.price, cause: .rule(index)), &step)
  }

  /// Where a waiting stop move goes, and the exact price at which it has its room.
  func stopMove(_ index: Int) -> (price: Price, threshold: Ratio?)? {
    guard let pending = rules[index].pendingStop, let (level, room) = rules[index].rule.stopMove,
      let exact = value(level, last: pending.last)
    else { return nil }
    let distance = value(room ?? plan.room, from: exact)
    return (Position.rounded(exact, side: side), distance.map { exact + Ratio(side.sign) * $0 })
  }

  func isTighter(_ price: Price, than stop: Price) -> Bool {
    (price.ticks - stop.ticks) * side.sign > 0
  }

  // MARK: trails

  private mutating func beginTrail(_ index: Int, _ step: inout Step) {
    emit(.trailBegan(rule: index, start: rules[index].firedLevel ?? step.price), &step)
  }

  private mutating func moveTrail(_ index: Int, _ step: inout Step) {
    if let guide = rules[index].rule.trailGuide { return moveTrail(index, behind: guide, &step) }
    guard let trail = rules[index].trail, let marks = trailMarks(index), let stop else { return }
    let moved = (Ratio(step.price.ticks) - Ratio(trail.start.ticks)) * Ratio(side.sign)
    let steps = max(trail.steps, (moved / marks.step).roundedDown)
    if steps > trail.steps { emit(.trailStepped(rule: index, steps: steps), &step) }
    guard let proposal = trailStop(index, steps: steps), isTighter(proposal, than: stop.price),
      (step.price.ticks - proposal.ticks) * side.sign >= 1
    else { return }
    emit(.stopMoved(to: proposal, cause: .trail(rule: index)), &step)
  }

  /// Distance and step of a running trail, exact, in ticks.
  func trailMarks(_ index: Int) -> (distance: Distance, step: Ratio)? {
    guard let trail = rules[index].trail, let (distance, _) = rules[index].rule.trailing,
      let step = trail.step
    else { return nil }
    return (distance, step)
  }

  /// The step of a trail that begins here, exact, in ticks; nil where it has none, or no value yet.
  func trailStep(_ index: Int, from start: Price) -> Ratio? {
    guard rules.indices.contains(index), let (distance, step) = rules[index].rule.trailing else { return nil }
    let start = Ratio(start.ticks)
    // Until both have a value nothing begins: a step in ATRs is no tenth of the distance meanwhile.
    guard let behind = value(distance, from: start) else { return nil }
    let exact = step.map { value($0, from: start) } ?? (behind / Ratio(10))
    return exact.flatMap { $0 > .zero ? $0 : nil }
  }

  /// The stop that a trail proposes at its k-th mark.
  func trailStop(_ index: Int, steps: Int) -> Price? {
    guard let trail = rules[index].trail, let (distance, step) = trailMarks(index) else { return nil }
    let mark = Ratio(trail.start.ticks) + Ratio(side.sign) * Ratio(steps) * step
    guard let behind = value(distance, from: mark) else { return nil }
    return Position.rounded(mark - Ratio(side.sign) * behind, side: side)
  }
}

extension RuleAction {
  /// It moves the stop.
  var isProtective: Bool {
    switch self {
    case .stop, .trail, .trailBehind: true
    default: false
    }
  }
}

extension Rule {
  /// It cancels or notes.
  var hasPlainActions: Bool {
    actions.contains {
      switch $0 {
      case .cancelEntries, .cancelTranche, .cancelTarget, .note: true
      default: false
      }
    }
  }

  /// Where and with what room the rule moves the stop.
  var stopMove: (level: Level, room: Distance?)? {
    for case .stop(let level, let room) in actions.reversed() { return (level, room) }
    return nil
  }

  var trailing: (distance: Distance, step: Distance?)? {
    for case .trail(let distance, let step) in actions.reversed() { return (distance, step) }
    return nil
  }

  /// What a trail of it follows instead of a distance.
  var trailGuide: TrailGuide? {
    for case .trailBehind(let guide) in actions.reversed() { return guide }
    return nil
  }

  /// It lets the stop follow price, or bars, or levels.
  public var trails: Bool { trailing != nil || trailGuide != nil }

  /// `from tranche N` acts at every later entry's fill as well.
  var renewsItself: Bool {
    triggers.contains { if case .fromTranche = $0 { true } else { false } }
  }
}
