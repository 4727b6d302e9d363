/// Simpler forms of the parts of a plan.
extension ReferencePlan {
  /// The same plan with one method's sentence replaced by its rules, without what only the sentence gives them.
  func unfolded(_ rule: Int) -> ReferencePlan {
    var plan = expanding { $0 == rule }
    for index in plan.rules.indices {
      plan.rules[index].isEased = false
      plan.rules[index].isSingle = false
    }
    return plan
  }
}

extension ReferencePlan.Method {
  /// With one tranche or one target less, or without what it may leave out.
  var shorter: ReferencePlan.Method? {
    switch self {
    case .dca(let count, let trigger, let every, let returns, let levels) where count > 2:
      .dca(count - 1, trigger, every: every, returns: returns, levels: levels.dropLast())
    case .dca(let count, let trigger, let every, let returns?, let levels) where returns > 1:
      .dca(count, trigger, every: every.simpler, returns: nil, levels: levels)
    case .pyramid(let shares, let levels) where shares.count > 1:
      .pyramid(shares.dropLast(), at: levels.dropLast())
    case .range(let lower, let upper, let levels, let beyond) where levels.count > 1:
      .range(lower, upper, at: levels.dropLast(), beyond: beyond)
    case .range(let lower, let upper, let levels, .some): .range(lower, upper, at: levels, beyond: nil)
    case .targets(let shares, let levels) where shares.count > levels.count:
      .targets(shares.dropLast(), at: levels)
    case .targets(let shares, let levels) where shares.count > 1:
      .targets(shares.dropLast(), at: levels.dropLast())
    case .trail(let level, let distance?): .trail(level, by: distance.simpler)
    default: nil
    }
  }
}

extension ReferencePlan.Trigger {
  /// In frames of a minute and plain distances.
  var simpler: ReferencePlan.Trigger {
    switch self {
    case .onBreakClose(let level, _): .onBreakClose(level.simpler, on: 1)
    case .onReturn(let level, let distance, _):
      .onReturn(level.simpler, after: distance.simpler, returns: nil)
    case .whenClose(let below, .level(let level), _): .whenClose(below: below, .level(level.simpler), on: 1)
    case .whenClose(let below, let mark, _): .whenClose(below: below, mark, on: 1)
    case .at(let level): .at(level.simpler)
    case .from(let level): .from(level.simpler)
    case .onBreak(let level): .onBreak(level.simpler)
    case .onTouch(let level): .onTouch(level.simpler)
    default: self
    }
  }
}

extension ReferencePlan.Action {
  var simpler: ReferencePlan.Action {
    switch self {
    case .enter(let amount, let chase, _): .enter(amount, chase: chase?.simpler, within: nil)
    case .stop(let level, let room): .stop(level.simpler, room: room?.simpler)
    case .trail(let distance, _): .trail(distance.simpler, step: nil)
    case .trailBehind(let indicator, _): .trailBehind(indicator, on: 1)
    default: self
    }
  }
}

extension ReferencePlan.Level {
  var simpler: ReferencePlan.Level { .init(base, plus: plus?.simpler, minus: minus?.simpler) }
}

extension ReferencePlan.Distance {
  /// An average true range of one bar of a minute; anything else is simple enough.
  var simpler: ReferencePlan.Distance {
    if case .atr(let count, _, _) = self { return .atr(count, bars: 1, on: 1) }
    return self
  }
}
