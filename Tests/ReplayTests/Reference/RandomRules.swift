import Trading

/// The rules of a random plan.
extension RandomPlans {
  // MARK: Entries

  mutating func entries() {
    let count = dice.chance(6) ? dice.int(6...12) : dice.int(1...4)
    let shares = self.shares(count, whole: dice.chance(80) ? 100_000 : dice.int(40_000...99_999))
    switch dice.int(1...10) {
    case 1...4: for share in shares { pyramid(share) }
    case 5...7: for share in shares { range(share) }
    default: for share in shares { mixed(share) }
    }
  }

  /// Falling or equal or any parts of a whole in thousandths of a per cent; some of them tiny.
  private mutating func shares(_ count: Int, whole: Int) -> [Int] {
    if count == 3, whole == 100_000, dice.chance(40) { return [50_000, 30_000, 20_000] }
    if count == 3, dice.chance(20) { return [33_333, 33_333, 33_333] }
    if dice.chance(30) { return (0..<count).map { _ in whole / count } }
    let weights = (0..<count).map { _ in dice.chance(12) ? 1 : dice.int(20...100) }
    let sum = weights.reduce(0, +)
    return weights.map { max(1, whole * $0 / sum - 1) }
  }

  private var number: Int { plan.rules.filter(\.isEntry).count + 1 }

  private mutating func enter(_ share: Int) -> ReferencePlan.Action {
    let chase = dice.chance(10) ? distance() : nil
    let within = dice.chance(6) ? dice.int(1...600) * 60 : nil
    return .enter(amount(share), chase: chase, within: within)
  }

  private mutating func amount(_ share: Int) -> ReferencePlan.Amount {
    // A third is more than 33.333%, and less than the whole that it is part of three times.
    if share == 33_333 { return .fraction(1, 3) }
    return .percent(share)
  }

  private mutating func add(_ share: Int, then: Bool, _ triggers: [Trigger]) {
    var rule = Rule(then: then && number > 1, triggers: triggers, actions: [enter(share)])
    if dice.chance(4) { rule.actions.append(.note("bought \(number)")) }
    if dice.chance(3) { rule.actions.append(.stop(Level(.breakeven), room: nil)) }
    plan.rules.append(rule)
  }

  /// One after the other in the trade's favour: breaks, retests of the break, moves on from the last fill.
  private mutating func pyramid(_ share: Int) {
    let number = self.number
    var trigger = Trigger.onBreak(level(dice.int(-2...4) + 6 * (number - 1)))
    if number > 1 {
      switch dice.int(1...10) {
      case 1...3:
        trigger = .onRetest(level(6 * (number - 2)), within: dice.int(1...6) * 50, hold: dice.int(1...900))
      case 4: trigger = .onBreak(Level(.lastFill, plus: .ticks(max(1, unit / 2))))
      case 5: trigger = .onBreak(Level(.r(dice.int(2...8) * 125)))
      case 6: trigger = .onRetest(level(6 * (number - 2)), within: nil, hold: nil)
      default: break
      }
    } else if dice.chance(20) {
      return add(share, then: false, [])
    }
    add(share, then: dice.chance(85), [trigger])
  }

  /// Against the trade: limits and touches, in any order.
  private mutating func range(_ share: Int) {
    let number = self.number
    let level = self.level(2 - dice.int(1...4) * number)
    var triggers = [dice.chance(60) ? Trigger.at(level) : .onTouch(level)]
    if number > 1, dice.chance(10) {
      triggers = [.at(Level(.lastFill, minus: .percent(dice.int(100...800))))]
    }
    if number == 1, dice.chance(15) { triggers = [] }
    add(share, then: dice.chance(25), triggers)
  }

  /// Anything, alternatives too.
  private mutating func mixed(_ share: Int) {
    var triggers: [Trigger] = []
    for _ in 0..<(dice.chance(30) ? 2 : 1) { triggers.append(entryTrigger()) }
    if dice.chance(8) { triggers = [] }
    add(share, then: dice.chance(40), triggers)
  }

  private mutating func entryTrigger() -> Trigger {
    let level = self.level(dice.int(-12...15))
    switch dice.int(1...(number > 1 ? 10 : 6)) {
    case 1, 2: return .at(level)
    case 3: return .onBreak(level)
    case 4: return .onTouch(level)
    case 5: return .onRetest(level, within: dice.int(1...8) * 50, hold: dice.int(1...1200))
    case 6: return .from(level)
    case 7: return .whenTrancheFills(dice.int(1...(number - 1)))
    case 8: return .after(dice.int(1...300) * 60)
    case 9: return .onBreak(Level(.percent(dice.int(-500...1000))))
    default: return .from(Level(.ticks(dice.int(-unit...unit))))
    }
  }

  // MARK: Targets

  mutating func targets() {
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
    if dice.chance(8) { triggers.append(otherWay()) }
    var rule = Rule(triggers: triggers, actions: [take(share)])
    let last = plan.rules.filter(\.isTarget).count
    switch dice.int(1...10) {
    case 1...3: rule.actions.append(.stop(Level(.breakeven), room: dice.chance(20) ? distance() : nil))
    case 4: rule.actions.append(.stop(last > 0 ? Level(.target(last)) : Level(.entry), room: nil))
    case 5: rule.actions.append(.trail(distance(), step: nil))
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
    switch dice.int(1...4) {
    case 1: .after(dice.int(1...600) * 60)
    case 2: .onTouch(Level(.r(dice.int(1...12) * 125)))
    case 3: .afterUnlessNow(dice.int(1...600) * 60, Level(.entry))
    default: .onBreak(Level(.price(ticks(dice.int(0...20)))))
    }
  }

  // MARK: What manages the trade

  mutating func manage() {
    let tranches = plan.rules.filter(\.isEntry).count
    let targets = plan.rules.filter(\.isTarget).count
    var rule = Rule(actions: [.stop(stopLevel(), room: dice.chance(25) ? distance() : nil)])
    switch dice.int(1...12) {
    case 1, 2: rule.triggers = [.fromTranche(dice.int(1...tranches))]
    case 3: rule.triggers = [.whenTrancheFills(dice.int(1...tranches))]
    case 4 where targets > 0: rule.triggers = [.whenTargetFills(dice.int(1...targets))]
    case 5, 6:
      rule.triggers = [.from(Level(.r(dice.int(1...16) * 125)))]
      rule.actions = [.trail(distance(), step: dice.chance(40) ? distance() : nil)]
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
