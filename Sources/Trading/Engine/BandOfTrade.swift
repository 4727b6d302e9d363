/// The waiting band: from its rules the trade derives the open price interval and the deadline inside which
/// nothing can happen. Too narrow costs time; too wide would lose an event, so every doubt closes it.
extension Trade {
  func derivedBand(at tick: Tick) -> Band {
    if isClosed { return .quiet }
    if hasDueRule { return .closed }
    // The stop that a broker refused is asked for again on some next price.
    if refusedStop != nil { return .closed }
    if hasUntoldKeptOff { return .closed }
    var edges = BandEdges(price: tick.price, side: side)
    // A bar is heard of on the first price at or after its end.
    for series in series { edges.until(series.frame.end(of: tick.time)) }
    if let change = nextNewsChange(after: tick.time) { edges.until(change) }
    for index in rules.indices {
      if rules[index].trailIsDue, position.isOpen, mayTrail(index) { edges.close() }
      bandOfRule(index, tick, &edges)
      bandOfStopMove(index, &edges)
      bandOfTrail(index, &edges)
    }
    return edges.band
  }

  /// Something goes to market.
  var hasDueRule: Bool { rules.contains { if case .due = $0.phase { true } else { false } } }

  private func bandOfRule(_ index: Int, _ tick: Tick, _ edges: inout BandEdges) {
    let state = rules[index]
    switch state.phase {
    case .idle, .ended, .due: return
    case .delayed:
      // A fill took back what had come: it waits anew from the next price.
      if !state.hasCome, !state.rule.triggers.isEmpty { return edges.close() }
      bandOfDelayed(index, &edges)
    case .waiting where state.asks: bandOfQuestion(index, &edges)
    case .waiting(let since):
      // A target that is held back goes when an entry has ended: that is a step of its own. By then the nearest of
      // its alternatives counts, so those that have not come are watched.
      if state.firedBy != nil, state.isTarget, targetsAreHeld {
        for number in state.rule.triggers.indices
        where state.came[number] == nil && state.memories[number] != .reached {
          bandOfTrigger(index, number, &edges)
        }
        return
      }
      // A fired sale or entry waits for the next price.
      if state.firedBy != nil, state.rule.sells || state.isEntry || state.rule.hasPlainActions {
        return edges.close()
      }
      if state.rule.triggers.isEmpty, since == tick { return edges.close() }
      for number in state.rule.triggers.indices { bandOfTrigger(index, number, &edges) }
    }
    if let expiry = expiry(index) { edges.until(expiry) }
  }

  /// A target that asks waits again once price is short of all that it had passed.
  private func bandOfQuestion(_ index: Int, _ edges: inout BandEdges) {
    for trigger in rules[index].rule.triggers {
      guard let level = trigger.level, let value = mark(level, last: edges.price) else { continue }
      if favour(edges.price, beyond: value) >= 0 { edges.passingAgainst(value) }
    }
  }

  private func bandOfTrigger(_ index: Int, _ number: Int, _ edges: inout BandEdges) {
    let state = rules[index]
    let memory = state.memories[number]
    let trigger = state.rule.triggers[number]
    guard let level = trigger.level, !trigger.isCloseAlone else {
      if case .after(let span, let unless) = trigger { bandOfTime(span, unless, memory, &edges) }
      if case .news(let span, let before) = trigger, let since = began(index)?.time,
        let deadline = newsDeadline(span, before: before, since: since)
      {
        edges.until(deadline)
      }
      return
    }
    // An X without a value yet lets its rule wait; only a fill can give it one, and a fill is a step.
    guard let value = mark(level, last: edges.price) else { return }
    if case .last = level.base { return edges.close() }
    switch trigger {
    case .at where state.isEntry:
      bandOfLimit(index, value, memory, &edges)
    case .at where state.isTarget && !targetsAreHeld:
      if memory == .reached { edges.close() } else if targetQuantity(index) == .zero { edges.reaching(value) }
    case .at, .from:
      bandOfFrom(value, memory, isLookedAt: position.isOpen || !state.rule.waitsForPosition, &edges)
    case .onBreak:
      if memory == .armed(true) { edges.reaching(value) } else { edges.passingAgainst(value) }
    case .onBreakClose: if memory != .armed(true) { edges.passingAgainst(value) }
    case .onReturn(_, let distance, _):
      if memory != .armed(true) {
        returnArms(level, distance, last: edges.price).map { edges.falling(to: $0) }
      } else if !isServed(index, number, at: edges.price) {
        edges.reaching(value)
      }
    case .whenWithin(_, let span):
      guard memory != .reached, let first = firstFillTick else { return }
      edges.reaching(value)
      edges.until(first.time + span + Span(microseconds: 1))
    case .onTouch:
      if memory == .side(0) || memory == .none { edges.close() } else { bandOfTouch(value, &edges) }
    case .onRetest(_, let within, let hold):
      bandOfRetest(level, within, memory, hold ?? Trade.defaultHold, &edges)
    default: return
    }
  }

  /// A limit that rests is the broker's; one too small to be sent fires here, for its quantity to go on, as does
  /// that of `enter next`. One that price had passed fires next.
  private func bandOfLimit(_ index: Int, _ value: Ratio, _ memory: TriggerMemory, _ edges: inout BandEdges) {
    if memory == .armed(false) {
      edges.close()
    } else if memory == .armed(true) {
      let isHere = !rules[index].isTranche || isTooSmall(index, at: Price(ticks: value.roundedDown))
      if isHere { edges.falling(to: value) }
    }
  }

  private func bandOfTouch(_ value: Ratio, _ edges: inout BandEdges) {
    if favour(edges.price, beyond: value) < 0 { edges.reaching(value) } else { edges.falling(to: value) }
  }

  private func bandOfFrom(
    _ value: Ratio, _ memory: TriggerMemory, isLookedAt: Bool, _ edges: inout BandEdges
  ) {
    switch memory {
    case .side(let began):
      if began > 0 { edges.falling(to: value) } else { edges.reaching(value) }
    case .reached:
      if !targetsAreHeld { edges.close() }
    default:
      // Price was there already when the rule began: the next price fires it, wherever it is.
      if isLookedAt, favour(edges.price, beyond: value) >= 0 { edges.close() } else { edges.reaching(value) }
    }
  }

  private func bandOfRetest(
    _ level: Level, _ within: Distance?, _ memory: TriggerMemory, _ hold: Span, _ edges: inout BandEdges
  ) {
    guard let zone = retestZone(level, within: within, last: edges.price) else { return }
    switch memory {
    case .retestBeyond: edges.falling(to: zone.far)
    case .retestHolds(let since):
      edges.passing(zone.far)
      edges.passingAgainst(zone.through)
      edges.until(since + hold)
      if favour(edges.price, beyond: zone.level) < 0 { edges.reaching(zone.level) }
    default: edges.passing(zone.far)
    }
  }

  private func bandOfTime(
    _ span: Span, _ unless: Trigger.Unless?, _ memory: TriggerMemory, _ edges: inout BandEdges
  ) {
    guard let first = firstFillTick, memory != .reached else { return }
    edges.until(first.time + span)
    if let unless, !unless.now, let value = value(unless.level, last: edges.price) { edges.reaching(value) }
  }

  private func bandOfDelayed(_ index: Int, _ edges: inout BandEdges) {
    let price = edges.price
    let state = rules[index]
    if isHeldByNews(index) { return bandOfHeldByNews(index, &edges) }
    var isWithinReach = state.rule.triggers.isEmpty
    for number in state.rule.triggers.indices {
      guard state.came[number] != nil else {
        bandOfTrigger(index, number, &edges)
        continue
      }
      bandOfWhatCame(index, number, &edges)
      guard let reach = reach(index, number, last: price), favour(price, beyond: reach) > 0 else {
        isWithinReach = true
        if state.rule.triggers[number].isReturn { return edges.close() }
        // Held by its distance from the first fill, it says so when it runs out of reach besides.
        if let reach = reach(index, number, last: price) { edges.passing(reach) }
        continue
      }
      edges.falling(to: reach)
    }
    // Another entry went first on this price: why this one is held now is said on the next.
    let why = isWithinReach ? Hold.nearFirstFill : Hold.outOfReach
    if case .delayed(_, _, let said) = state.phase, said != why { return edges.close() }
    guard isWithinReach else { return }
    guard isNearFirstFill(price), let first = position.firstFill, let oneR else { return edges.close() }
    let away = Ratio(Int128(oneR), over: 10)
    edges.at(Price(ticks: (Ratio(first.ticks) + away).roundedUp))
    edges.at(Price(ticks: (Ratio(first.ticks) - away).roundedDown))
  }

  /// The window's end is a deadline of the whole trade; until then what came may fall back, and the rest may come.
  private func bandOfHeldByNews(_ index: Int, _ edges: inout BandEdges) {
    for number in rules[index].rule.triggers.indices {
      if rules[index].came[number] == nil {
        bandOfTrigger(index, number, &edges)
      } else {
        bandOfWhatCame(index, number, &edges)
      }
    }
    if case .delayed(_, _, let said) = rules[index].phase, said != Hold.news { edges.close() }
  }

  /// A break is watched for a price short of its level, a limit for one that leaves it.
  private func bandOfWhatCame(_ index: Int, _ number: Int, _ edges: inout BandEdges) {
    switch rules[index].rule.triggers[number] {
    case .onBreak(let level), .onBreakClose(let level, _), .onReturn(let level, _, _):
      mark(level, last: edges.price).map { edges.passingAgainst($0) }
    case .at(let level): mark(level, last: edges.price).map { edges.passing($0) }
    default: return
    }
  }

  private func bandOfStopMove(_ index: Int, _ edges: inout BandEdges) {
    guard position.isOpen, let move = stopMove(index), let threshold = move.threshold else { return }
    let losing = Ratio(move.price.ticks + side.sign)
    let needed = side == .long ? max(threshold, losing) : min(threshold, losing)
    // Without room left to wait for, it has been looked at on this price already and waits for price to move.
    if favour(edges.price, beyond: needed) >= 0 { edges.close() } else { edges.reaching(needed) }
    if favour(edges.price, beyond: threshold) < 0 { edges.reaching(threshold) }
  }

  private func bandOfTrail(_ index: Int, _ edges: inout BandEdges) {
    if position.isOpen, rules[index].trail != nil, rules[index].rule.trailGuide == .levels {
      return bandOfLevels(&edges)
    }
    guard position.isOpen, let trail = rules[index].trail, let marks = trailMarks(index) else { return }
    edges.reaching(Ratio(trail.start.ticks) + Ratio(side.sign) * Ratio(trail.steps + 1) * marks.step)
    guard let proposal = trailStop(index, steps: trail.steps), let stop, isTighter(proposal, than: stop.price)
    else { return }
    // Skipped because it was not on the losing side: looked at again as soon as it is.
    edges.reaching(Ratio(proposal.ticks + side.sign))
  }
}

extension Trade {
  /// The next named level that a trail behind levels may take.
  private func bandOfLevels(_ edges: inout BandEdges) {
    guard let stop else { return }
    for level in namedLevels where isTighter(level, than: stop.price) {
      guard let room = value(plan.room, from: Ratio(level.ticks)) else { continue }
      let needed = Ratio(level.ticks) + Ratio(side.sign) * (room < Ratio(1) ? Ratio(1) : room)
      if favour(edges.price, beyond: needed) < 0 { edges.reaching(needed) }
    }
  }

  /// Derives the band anew after events were applied one by one, as of the last of them.
  public mutating func deriveBand() { band = derivedBand(at: lastEventTick) }
}
