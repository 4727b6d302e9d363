/// How triggers look at prices: what each remembers, and when it comes true. Pure; the passes make events of it.
extension Trade {
  /// What a look at one price says.
  struct Look {
    var fires = false
    var memory: TriggerMemory
    /// For a limit that had been passed when it began: its price.
    var limit: Price?
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
    case .onRetest(let level, let within, _):
      guard let zone = retestZone(level, within: within, last: price) else { return .none }
      return favour(price, beyond: zone.far) > 0 ? .retestBeyond : .retestAway
    case .whenTrancheFills, .fromTranche, .whenTargetFills, .after:
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
      guard memory == .armed(false), let limit = price(level, last: tick.price) else { return kept }
      if favour(tick.price, beyond: Ratio(limit.ticks)) > 0 { return Look(memory: .armed(true)) }
      return Look(fires: true, memory: memory, limit: limit)
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
    case .whenTrancheFills, .fromTranche, .whenTargetFills, .after:
      return kept
    }
  }

  private func lookFrom(_ level: Level, _ memory: TriggerMemory, at tick: Tick) -> Look {
    guard let mark = mark(level, last: tick.price) else { return Look(memory: memory) }
    let side = favour(tick.price, beyond: mark)
    if case .side(let began) = memory {
      return Look(fires: began < 0 ? side >= 0 : began > 0 ? side <= 0 : true, memory: memory)
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

  func retestZone(_ level: Level, within: Distance?, last: Price?) -> RetestZone? {
    guard let value = value(level, last: last),
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
  mutating func watch(_ index: Int, _ step: inout Step) -> (trigger: Int, limit: Price?)? {
    var fired: (Int, Price?)?
    for trigger in rules[index].rule.triggers.indices {
      let look = look(index, trigger, at: step.tick)
      if look.memory != rules[index].memories[trigger] {
        emit(.ruleRemembers(rule: index, trigger: trigger, memory: look.memory), &step)
      }
      if look.fires, fired == nil { fired = (trigger, look.limit) }
    }
    return fired
  }

  /// After a fill a level may have moved or have got its first value: the price at hand counts as a trade for it.
  mutating func refreshMemories(_ step: inout Step) {
    for index in rules.indices {
      guard case .waiting = rules[index].phase else { continue }
      for (number, trigger) in rules[index].rule.triggers.enumerated() where trigger.movesWithFills {
        let before = rules[index].memories[number]
        var memory = firstMemory(trigger, of: rules[index].rule, at: step.price)
        if case .onBreak = trigger, before == .armed(true), memory != .none { memory = before }
        if before == .reached || memory == .none { continue }
        emit(.ruleRemembers(rule: index, trigger: number, memory: memory), &step)
      }
    }
  }

  /// Begins every rule that may begin now.
  mutating func beginRules(_ step: inout Step) {
    for index in rules.indices {
      guard case .idle = rules[index].phase, mayBegin(index) else { continue }
      if let reason = refusalOfTarget(index, at: step.price) {
        emit(.ruleEnded(rule: index, ending: .refused(.stop, reason: reason)), &step)
        continue
      }
      let memories = rules[index].rule.triggers.map {
        firstMemory($0, of: rules[index].rule, at: step.price)
      }
      emit(.ruleBegan(rule: index, memories: memories), &step)
    }
  }

  /// An exit at or behind the price of the first fill is refused: losses are cut by the stop.
  private func refusalOfTarget(_ index: Int, at last: Price) -> String? {
    guard rules[index].isTarget, let first = position.firstFill else { return nil }
    for trigger in rules[index].rule.triggers {
      switch trigger {
      case .at(let level), .from(let level):
        guard let value = value(level, last: last), favour(first, beyond: value) >= 0 else { continue }
        return
          "\(level) lies at or behind the first fill \(instrument.text(first)): losses are cut by the stop"
      default: continue
      }
    }
    return nil
  }

  private func mayBegin(_ index: Int) -> Bool {
    let rule = rules[index].rule
    if rule.waitsForPosition { return position.isOpen }
    guard rule.isEntry, rule.then else { return true }
    guard let before = rules[..<index].last(where: { $0.isTranche && !$0.isByHand }) else { return true }
    return before.hasFilled || before.ending == .done
  }
}

extension Trigger {
  /// The level the trigger looks at, where it has one.
  var level: Level? {
    switch self {
    case .at(let level), .onBreak(let level), .onTouch(let level), .onRetest(let level, _, _),
      .from(let level):
      level
    case .whenTrancheFills, .fromTranche, .whenTargetFills, .after: nil
    }
  }

  /// Its level can change when something fills.
  var movesWithFills: Bool {
    guard let level else { return false }
    if case .r? = level.offset?.distance { return true }
    switch level.base {
    case .price, .firstPrice, .named: return false
    default: return true
    }
  }
}
