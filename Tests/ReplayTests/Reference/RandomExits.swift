import Trading

/// What a random plan sells, and what manages its trade.
extension RandomPlans {
  // MARK: Targets

  mutating func targets() {
    if parts.contains(.methods), dice.chance(50) { return methodOfTargets() }
    let count = dice.one(of: [0, 1, 1, 2, 2, 3, 4])
    guard count > 0 else { return }
    let shares = self.shares(count, whole: dice.one(of: [100_000, 100_000, 70_000, 50_000, 120_000, 2_000]))
    var level = dice.int(2...8) * 125
    for share in shares {
      target(min(share, 100_000), level)
      level += dice.int(1...8) * 125
    }
  }

  private mutating func target(_ share: Int, _ r: Int) {
    var triggers = [reached(r)]
    if dice.chance(parts.isEmpty ? 8 : 15) { triggers.append(otherWay()) }
    var rule = Rule(triggers: triggers, actions: [take(share)])
    let last = plan.rules.filter(\.isTarget).count
    switch dice.int(1...10) {
    case 1...3: rule.actions.append(.stop(Level(.breakeven), room: dice.chance(20) ? distance() : nil))
    case 4: rule.actions.append(.stop(last > 0 ? Level(.target(last)) : Level(.entry), room: nil))
    case 5: rule.actions.append(trail(stepped: false))
    case 6: rule.actions.append(.note("out \(share)"))
    default: break
    }
    plan.rules.append(rule)
  }

  private mutating func take(_ share: Int) -> ReferencePlan.Action {
    switch dice.int(1...20) {
    case 1, 2: .takeOfRemaining(.percent(share))
    case 3: .close
    case 4: .take(.fraction(1, dice.int(1...5)))
    case 5: .take(.steps(dice.int(1...20)))
    default: .take(.percent(share))
    }
  }

  private mutating func reached(_ r: Int) -> Trigger {
    var level = Level(.r(r))
    switch dice.int(1...10) {
    case 1: level = Level(.price(ticks(r / 100 + 5)))
    case 2: level = Level(.percent(max(10, unit * r * 100 / center)))
    case 3: level = Level(.ticks(max(1, unit * r / 1000)))
    case 4: level = Level(.entry, plus: distance())
    default: break
    }
    return dice.chance(70) ? .at(level) : .from(level)
  }

  private mutating func otherWay() -> Trigger {
    if parts.contains(.news), dice.chance(30) { return aroundNews() }
    if parts.contains(.bars), dice.chance(50) {
      return dice.chance(50) ? whenClose(level(dice.int(0...15))) : .onBreakClose(level(5), on: frame())
    }
    if parts.contains(.triggers), dice.chance(50) {
      return dice.chance(50)
        ? .whenWithin(Level(.r(dice.int(1...8) * 125)), dice.int(1...120) * 60)
        : onReturn(dice.chance(50) ? Level(.entry) : level(dice.int(-5...10)), measuredInR: true)
    }
    switch dice.int(1...4) {
    case 1: return .after(dice.int(1...600) * 60)
    case 2: return .onTouch(Level(.r(dice.int(1...12) * 125)))
    case 3: return .afterUnlessNow(dice.int(1...600) * 60, Level(.entry))
    default: return .onBreak(Level(.price(ticks(dice.int(0...20)))))
    }
  }

  // MARK: What manages the trade

  mutating func manage() {
    let all = plan.expanded.rules
    let tranches = all.filter(\.isEntry).count
    let targets = all.filter(\.isTarget).count
    if manageRarely() { return }
    var rule = Rule(actions: [.stop(stopLevel(), room: dice.chance(25) ? distance() : nil)])
    switch dice.int(1...12) {
    case 1, 2: rule.triggers = [.fromTranche(dice.int(1...tranches))]
    case 3: rule.triggers = [.whenTrancheFills(dice.int(1...tranches))]
    case 4 where targets > 0: rule.triggers = [.whenTargetFills(dice.int(1...targets))]
    case 5, 6:
      rule.triggers = [.from(Level(.r(dice.int(1...16) * 125)))]
      rule.actions = [trail(stepped: true)]
    case 7: rule.triggers = [timed()]
    case 8:
      rule.triggers = [timed()]
      rule.actions = [.take(.percent(dice.int(1...100) * 1000))]
    case 9:
      rule.triggers = [dice.chance(50) ? .from(level(dice.int(-20...25))) : otherWay()]
      rule.actions = [dice.chance(50) ? .note("seen") : .cancelEntries]
    case 10:
      rule.triggers = [.onTouch(level(dice.int(-10...25)))]
      rule.actions = [dice.chance(50) ? .takeOfRemaining(.percent(30_000)) : .close]
    case 11:
      rule.triggers = [.whenTrancheFills(dice.int(1...tranches))]
      rule.actions = [.cancelTranche(dice.int(1...tranches))]
    default: rule.triggers = [.from(Level(.r(dice.int(1...16) * 125)))]
    }
    plan.rules.append(rule)
  }

  /// A rule out of the rarer parts, if one is drawn.
  private mutating func manageRarely() -> Bool {
    var triggers: [Trigger] = []
    if parts.contains(.news), dice.chance(30) { triggers.append(aroundNews()) }
    if parts.contains(.bars), dice.chance(30) { triggers.append(whenClose(level(dice.int(-5...15)))) }
    if parts.contains(.bars), dice.chance(10) { triggers.append(.onBreakClose(level(8), on: frame())) }
    if parts.contains(.triggers), dice.chance(20) {
      triggers.append(.whenWithin(Level(.r(dice.int(1...12) * 125)), dice.int(1...240) * 60))
    }
    if parts.contains(.levels), dice.chance(15) { triggers.append(.from(Level(.r(dice.int(1...8) * 125)))) }
    if parts.contains(.triggers), dice.chance(10) {
      triggers.append(onReturn(dice.chance(50) ? Level(.entry) : level(dice.int(-5...10)), measuredInR: true))
    }
    guard let last = triggers.last else { return false }
    plan.rules.append(Rule(triggers: dice.chance(70) ? [last] : triggers, actions: [rareAction()]))
    return true
  }

  private mutating func rareAction() -> ReferencePlan.Action {
    if parts.contains(.levels), dice.chance(30) { return .trailBehindLevels }
    switch dice.int(1...8) {
    case 1, 2: return .take(.percent(dice.int(1...10) * 10_000))
    case 3: return .close
    case 4, 5: return .stop(stopLevel(), room: dice.chance(25) ? distance() : nil)
    case 6: return trail(stepped: false)
    case 7: return .note("looked")
    default: return .cancelEntries
    }
  }

  /// By a distance or, of what the plan is drawn from, behind something.
  private mutating func trail(stepped: Bool) -> ReferencePlan.Action {
    if parts.contains(.levels), dice.chance(50) { return .trailBehindLevels }
    if parts.contains(.bars), dice.chance(60) {
      return dice.chance(70) ? .trailBehind(indicator(), on: frame()) : .trail(trueRange(), step: nil)
    }
    return .trail(distance(), step: stepped && dice.chance(40) ? distance() : nil)
  }

  private mutating func timed() -> Trigger {
    let seconds = dice.int(1...900) * 60
    switch dice.int(1...3) {
    case 1: return .after(seconds)
    case 2: return .afterUnless(seconds, Level(.r(dice.int(1...8) * 250)))
    default: return .afterUnlessNow(seconds, Level(.r(dice.int(-2...4) * 250)))
    }
  }

  private mutating func stopLevel() -> Level {
    switch dice.int(1...10) {
    case 1...4: Level(.breakeven)
    case 5: Level(.entry)
    case 6: Level(.firstEntry, plus: .ticks(dice.int(0...max(1, unit / 10))))
    case 7: Level(.r(dice.int(-4...6) * 250))
    case 8: Level(.lastFill, minus: distance())
    case 9: Level(.last, minus: distance())
    default: Level(.tranche(1), minus: .percent(dice.int(1...500)))
    }
  }
}
