import Trading

/// A plan, and what is typed into it, with every price, distance and side in it changed.
struct PlanMap {
  /// Of prices as they are written.
  var price: (Decimal18) -> Decimal18 = { $0 }
  var distance: (Distance) -> Distance = { $0 }
  /// Of what levels count from, their prices apart.
  var base: (Level.Base) -> Level.Base = { $0 }
  var close: (CloseSide) -> CloseSide = { $0 }
  var indicator: (Indicator) -> Indicator = { $0 }
  /// What a retest is given that names no distance; nil leaves it.
  var retest: Distance?

  func plan(_ plan: Plan) -> Plan {
    var plan = plan
    switch plan.stop {
    case .level(let level): plan.stop = .level(self.level(level))
    case .distance(let distance): plan.stop = .distance(self.distance(distance))
    }
    plan.levels = plan.levels.map { .init(name: $0.name, level: level($0.level)) }
    plan.chase = plan.chase.map(distance)
    plan.room = distance(plan.room)
    plan.rules = plan.rules.map(rule)
    return plan
  }

  func rule(_ rule: Rule) -> Rule {
    var rule = rule
    rule.triggers = rule.triggers.map(trigger)
    rule.actions = rule.actions.map(action)
    return rule
  }

  /// A sentence that is typed; methods that name no price stay as they are.
  func sentence(_ text: String) -> String {
    guard let rule = try? RuleParser.rule(text) else { return text }
    return "\(self.rule(rule))"
  }

  private func level(_ level: Level) -> Level {
    var base = self.base(level.base)
    if case .price(let price) = base { base = .price(self.price(price)) }
    let offset = level.offset.map { Level.Offset(plus: $0.plus, distance: distance($0.distance)) }
    return Level(base, offset: offset)
  }

  private func trigger(_ trigger: Trigger) -> Trigger {
    switch trigger {
    case .at(let level): .at(self.level(level))
    case .from(let level): .from(self.level(level))
    case .onBreak(let level): .onBreak(self.level(level))
    case .onBreakClose(let level, let frame): .onBreakClose(self.level(level), on: frame)
    case .onTouch(let level): .onTouch(self.level(level))
    case .onReturn(let level, let after, let returns):
      .onReturn(self.level(level), after: distance(after), returns: returns)
    case .onRetest(let level, let within, let hold):
      .onRetest(self.level(level), within: within.map(distance) ?? retest, hold: hold)
    case .whenWithin(let level, let span): .whenWithin(self.level(level), span)
    case .whenClose(let side, .level(let level), let frame):
      .whenClose(close(side), .level(self.level(level)), on: frame)
    case .whenClose(let side, .indicator(let line), let frame):
      .whenClose(close(side), .indicator(indicator(line)), on: frame)
    case .after(let span, let unless?):
      .after(span, unless: .init(now: unless.now, level: level(unless.level)))
    case .after, .whenTrancheFills, .fromTranche, .whenTargetFills, .news: trigger
    }
  }

  private func action(_ action: RuleAction) -> RuleAction {
    switch action {
    case .enter(let amount, let chase, let within):
      .enter(amount, chase: chase.map(distance), within: within)
    case .enterNext(let chase, let within): .enterNext(chase: chase.map(distance), within: within)
    case .stop(let level, let room): .stop(to: self.level(level), room: room.map(distance))
    case .move(let what, let level): .move(what, to: self.level(level))
    case .trail(let by, let step): .trail(distance(by), step: step.map(distance))
    case .trailBehind(.indicator(let line, let frame)):
      .trailBehind(.indicator(indicator(line), on: frame))
    case .trailBehind(.levels), .take, .takeNext, .cancelEntries, .cancelTranche, .cancelTarget, .close,
      .note:
      action
    }
  }
}
