/// How triggers look at prices: what each remembers, and when it comes true. Pure; the passes make events of it.
extension Trade {
  /// What a look at one price says.
  struct Look {
    var fires = false
    var memory: TriggerMemory
  }

  /// What a trigger remembers from the price on which it begins to wait. That price counts as a trade: it can
  /// arm, it fires nothing.
  func firstMemory(_ trigger: Trigger, of rule: Rule, at price: Price) -> TriggerMemory {
    switch trigger {
    case .at(let level) where rule.isEntry:
      guard let limit = self.price(level, last: price) else { return .none }
      return .armed(favour(price, beyond: Ratio(limit.ticks)) > 0)
    case .at(let level), .from(let level):
      guard !rule.waitsForPosition, !rule.isEntry, let mark = mark(level, last: price) else { return .none }
      return .side(favour(price, beyond: mark))
    case .onBreak(let level):
      return mark(level, last: price).map { .armed(favour(price, beyond: $0) < 0) } ?? .none
    case .onTouch(let level):
      return mark(level, last: price).map { .side(favour(price, beyond: $0)) } ?? .none
    case .onBreakClose(let level, _):
      return mark(level, last: price).map { .armed(favour(price, beyond: $0) < 0) } ?? .none
    case .onReturn(let level, let distance, _):
      return returnArms(level, distance, last: price).map { .armed(favour(price, beyond: $0) <= 0) } ?? .none
    case .onRetest(let level, let within, _):
      guard let zone = retestZone(level, within: within, last: price) else { return .none }
      return favour(price, beyond: zone.far) > 0 ? .retestBeyond : .retestAway
    case .whenTrancheFills, .fromTranche, .whenTargetFills, .after, .whenWithin, .whenClose, .news:
      return .none
    }
  }

  /// One price, seen by one trigger that waits.
  func look(_ index: Int, _ trigger: Int, at tick: Tick) -> Look {
    let state = rules[index]
    let memory = state.memories[trigger]
    let kept = Look(memory: memory)
    switch state.rule.triggers[trigger] {
    case .at(let level) where state.isEntry:
      return lookAtLimit(level, memory, restsHere: !state.isTranche, at: tick)
    case .at(let level), .from(let level):
      return lookFrom(level, memory, at: tick)
    case .onBreak(let level):
      guard let mark = mark(level, last: tick.price) else { return kept }
      if favour(tick.price, beyond: mark) < 0 { return Look(memory: .armed(true)) }
      return Look(fires: memory == .armed(true), memory: memory)
    case .onTouch(let level):
      guard let mark = mark(level, last: tick.price) else { return kept }
      let side = favour(tick.price, beyond: mark)
      guard case .side(let before) = memory else { return Look(memory: .side(side)) }
      return Look(fires: side == 0 || side == -before, memory: .side(side))
    case .onRetest(let level, let within, let hold):
      guard let zone = retestZone(level, within: within, last: tick.price) else { return kept }
      return lookRetest(zone, memory, hold: hold ?? Trade.defaultHold, at: tick)
    case .onBreakClose(let level, let frame):
      return lookBreakClose(level, frame, memory, at: tick)
    case .onReturn(let level, let distance, _):
      return lookReturn(level, distance, memory, isServed: isServed(index, trigger, at: tick.price), at: tick)
    case .whenWithin(let level, let span):
      return lookWithin(level, span, memory, at: tick)
    case .whenClose(let side, let mark, let frame):
      return Look(fires: hasClosed(side, mark, on: frame, state.rule, at: tick), memory: memory)
    case .whenTrancheFills, .fromTranche, .whenTargetFills, .after, .news:
      return kept
    }
  }

  /// A bar that closed at or beyond the level fires wherever the price is that finished it; a price short of the
  /// level arms for the next.
  private func lookBreakClose(_ level: Level, _ frame: Frame, _ memory: TriggerMemory, at tick: Tick) -> Look
  {
    guard let mark = mark(level, last: tick.price) else { return Look(memory: memory) }
    if memory == .armed(true), let bar = finishedBar(frame, on: tick), favour(bar.close, beyond: mark) >= 0 {
      return Look(fires: true, memory: .closedAt(bar.close))
    }
    return Look(memory: favour(tick.price, beyond: mark) < 0 ? .armed(true) : memory)
  }

  /// The price at which a return is armed, exact: so far against X.
  func returnArms(_ level: Level, _ distance: Distance, last: Price) -> Ratio? {
    guard let mark = mark(level, last: last), let away = value(distance, from: mark) else { return nil }
    return mark - Ratio(side.sign) * away
  }

  private func lookReturn(
    _ level: Level, _ distance: Distance, _ memory: TriggerMemory, isServed: Bool, at tick: Tick
  ) -> Look {
    guard let mark = mark(level, last: tick.price), let arms = returnArms(level, distance, last: tick.price)
    else { return Look(memory: memory) }
    if favour(tick.price, beyond: arms) <= 0 { return Look(memory: .armed(true)) }
    return Look(
      fires: memory == .armed(true) && !isServed && favour(tick.price, beyond: mark) >= 0, memory: memory)
  }

  /// Whether a return to this X has served as many entries as it may in this trade; what sells is served by each.
  func isServed(_ index: Int, _ number: Int, at price: Price) -> Bool {
    guard rules[index].isEntry,
      case .onReturn(let level, _, let returns) = rules[index].rule.triggers[number],
      let mark = self.price(level, last: price)
    else { return false }
    let served = rules.count { state in
      guard state.isTranche, let fired = state.firedBy?.trigger, state.firedLevel == mark,
        case .onReturn = state.rule.triggers[fired]
      else { return false }
      if case .due = state.phase { return true }
      return state.filled > .zero
    }
    return served >= returns ?? 1
  }

  private func lookWithin(_ level: Level, _ span: Span, _ memory: TriggerMemory, at tick: Tick) -> Look {
    guard let first = firstFillTick, first != tick, memory != .reached else { return Look(memory: memory) }
    guard tick.time <= first.time + span else { return Look(memory: .reached) }
    let isThere = mark(level, last: tick.price).map { favour(tick.price, beyond: $0) >= 0 } ?? false
    return Look(fires: isThere, memory: memory)
  }

  /// A limit that had been passed when it began fires as long as price is as good; one that rests is the
  /// broker's, but for `enter next`, whose tranche is known only when it fires.
  private func lookAtLimit(_ level: Level, _ memory: TriggerMemory, restsHere: Bool, at tick: Tick) -> Look {
    guard case .armed(let rests) = memory, let limit = price(level, last: tick.price) else {
      return Look(memory: memory)
    }
    let beyond = -favour(tick.price, beyond: Ratio(limit.ticks))
    if rests {
      return Look(fires: restsHere && (plan.fills == .touch ? beyond >= 0 : beyond > 0), memory: memory)
    }
    return beyond < 0 ? Look(memory: .armed(true)) : Look(fires: true, memory: memory)
  }

  private func lookFrom(_ level: Level, _ memory: TriggerMemory, at tick: Tick) -> Look {
    guard let mark = mark(level, last: tick.price) else { return Look(memory: memory) }
    let side = favour(tick.price, beyond: mark)
    if case .side(let began) = memory {
      return Look(fires: began > 0 ? side <= 0 : side >= 0, memory: memory)
    }
    return Look(fires: side >= 0 || memory == .reached, memory: memory)
  }

  /// The price of a trigger: X rounded once, to the tick on the side of profit.
  func mark(_ level: Level, last: Price) -> Ratio? { price(level, last: last).map { Ratio($0.ticks) } }

  static let defaultHold = Span(seconds: 300)
  /// Within 0.2% of the level.
  static let defaultWithin = Distance.percent(Decimal18(units: Cash.scale / 5))

  /// The zone of a retest: X, and X ± D, exact.
  struct RetestZone {
    var level: Ratio
    var far: Ratio
    var through: Ratio
  }

  func retestZone(_ level: Level, within: Distance?, last: Price) -> RetestZone? {
    guard let value = mark(level, last: last),
      let distance = self.value(within ?? Trade.defaultWithin, from: value)
    else { return nil }
    let signed = Ratio(side.sign) * distance
    return RetestZone(level: value, far: value + signed, through: value - signed)
  }

  private func lookRetest(_ zone: RetestZone, _ memory: TriggerMemory, hold: Span, at tick: Tick) -> Look {
    if favour(tick.price, beyond: zone.far) > 0 { return Look(memory: .retestBeyond) }
    if favour(tick.price, beyond: zone.through) < 0 { return Look(memory: .retestAway) }
    switch memory {
    case .retestBeyond: return Look(memory: .retestHolds(since: tick.time))
    case .retestHolds(let since):
      let held = tick.time >= since + hold
      return Look(fires: held && favour(tick.price, beyond: zone.level) >= 0, memory: memory)
    default: return Look(memory: .retestAway)
    }
  }

  /// Lets every waiting trigger of a rule look; keeps what they remember; gives the first that comes true.
  mutating func watch(_ index: Int, _ step: inout Step) -> Int? {
    var fired: Int?
    for trigger in rules[index].rule.triggers.indices {
      if isNewHere(rules[index].rule.triggers[trigger], of: index, on: step.tick) { continue }
      let look = look(index, trigger, at: step.tick)
      // A close is acted on behind the stop moves; it is looked at again there.
      let isClose = rules[index].rule.triggers[trigger].isClose
      if isClose, look.fires { continue }
      if look.memory != rules[index].memories[trigger] {
        emit(.ruleRemembers(rule: index, trigger: trigger, memory: look.memory), &step)
      }
      if look.fires, fired == nil { fired = trigger }
    }
    return fired
  }

  /// A fill on this price gave the level its value: the price counted as a trade when it did, and fires nothing.
  func isNewHere(_ trigger: Trigger, of index: Int, on tick: Tick) -> Bool {
    switch trigger {
    case .at(let level), .from(let level): rules[index].isEntry && hasMoved(level, on: tick)
    case .onBreak(let level), .onBreakClose(let level, _), .onTouch(let level), .onReturn(let level, _, _),
      .onRetest(let level, _, _):
      hasMoved(level, on: tick)
    case .whenTrancheFills, .fromTranche, .whenTargetFills, .after, .whenWithin, .whenClose, .news: false
    }
  }

  /// Whether what was filled on this tick gave the level its value.
  private func hasMoved(_ level: Level, on tick: Tick) -> Bool {
    if case .r? = level.offset?.distance, firstFillTick == tick { return true }
    switch level.base {
    case .price, .firstPrice, .named, .last: return false
    case .percent, .ticks, .firstEntry: return firstFillTick == tick
    case .r, .entry, .lastFill: return rules.contains { $0.isTranche && $0.filledAt == tick }
    case .breakeven: return rules.contains { $0.filledAt == tick }
    case .tranche(let number): return rules.contains { $0.kind == .entry(number) && $0.filledAt == tick }
    case .target(let number):
      return rules.contains { state in
        guard state.kind == .target(number) else { return false }
        // A target whose own level names a target has no value before it fills.
        return state.filledAt == tick
          || state.rule.triggers.contains {
            guard let own = $0.level else { return false }
            if case .target = own.base { return false }
            return hasMoved(own, on: tick)
          }
      }
    }
  }

  /// After a fill a level may have moved or have got its first value: the price at hand counts as a trade for it.
  mutating func refreshMemories(_ step: inout Step) {
    for index in rules.indices where rules[index].isLooking {
      for (number, trigger) in rules[index].rule.triggers.enumerated() {
        guard let level = trigger.level, hasMoved(level, on: step.tick) else { continue }
        // What came while a target was held back has come, wherever its level goes.
        if rules[index].isTarget, rules[index].came[number] != nil { continue }
        let before = rules[index].memories[number]
        var memory = firstMemory(trigger, of: rules[index].rule, at: step.price)
        if trigger.isBreak, before == .armed(true), memory != .none { memory = before }
        if before == .reached || (memory == .none && rules[index].came[number] == nil) { continue }
        emit(.ruleRemembers(rule: index, trigger: number, memory: memory), &step)
      }
    }
  }

  /// Begins every rule that may begin now.
  mutating func beginRules(_ step: inout Step) {
    for index in rules.indices {
      guard case .idle = rules[index].phase, mayBegin(index, at: step.price) else { continue }
      if let reason = behindFirstFill(rules[index].rule) {
        emit(.ruleEnded(rule: index, ending: .refused(.stop, reason: reason)), &step)
        continue
      }
      let memories = rules[index].rule.triggers.map {
        firstMemory($0, of: rules[index].rule, at: step.price)
      }
      emit(.ruleBegan(rule: index, memories: memories), &step)
    }
  }

  private func mayBegin(_ index: Int, at price: Price) -> Bool {
    let rule = rules[index].rule
    if rule.form == .runner, rules.contains(where: { $0.isTarget && $0.isPending }) { return false }
    if rule.waitsForPosition { return position.isOpen }
    if rule.isEntry, awaitsStop(at: price) { return false }
    guard rule.isEntry, rule.then else { return true }
    guard let before = rules[..<index].last(where: { $0.isTranche && !$0.isByHand }) else { return true }
    return before.hasFilled || before.ending == .done
  }
}

extension Trade {
  /// While the initial stop has no value yet no entry begins to wait.
  func awaitsStop(at price: Price) -> Bool {
    position.entered == .zero && initialStop(forFirstFill: price) == nil
  }
}

extension RuleState {
  /// Its triggers look at prices.
  var isLooking: Bool {
    switch phase {
    case .waiting, .delayed: true
    case .idle, .due, .ended: false
    }
  }
}

extension Trigger {
  /// A fill of something else is what it waits for.
  var isFill: Bool {
    switch self {
    case .whenTrancheFills, .fromTranche, .whenTargetFills: true
    default: false
    }
  }

  /// It waits for the close of a bar.
  var isClose: Bool {
    switch self {
    case .onBreakClose, .whenClose: true
    default: false
    }
  }

  /// A trade short of its level arms it.
  var isBreak: Bool {
    switch self {
    case .onBreak, .onBreakClose: true
    default: false
    }
  }

  /// The level the trigger looks at, where it has one.
  var level: Level? {
    switch self {
    case .at(let level), .onBreak(let level), .onBreakClose(let level, _), .onTouch(let level),
      .onReturn(let level, _, _), .onRetest(let level, _, _), .from(let level), .whenWithin(let level, _),
      .whenClose(_, .level(let level), _):
      level
    case .whenTrancheFills, .fromTranche, .whenTargetFills, .after, .whenClose, .news: nil
    }
  }
}
