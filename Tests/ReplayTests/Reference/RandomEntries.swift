import Trading

/// The entries of a random plan.
extension RandomPlans {
  mutating func entries() {
    if parts.contains(.methods), dice.chance(60) { return methodOfEntering() }
    let count = dice.chance(6) ? dice.int(6...12) : dice.int(1...4)
    let shares = self.shares(count, whole: dice.chance(80) ? 100_000 : dice.int(40_000...99_999))
    switch dice.int(1...10) {
    case 1...4: for share in shares { pyramid(share) }
    case 5...7: for share in shares { range(share) }
    default: for share in shares { mixed(share) }
    }
  }

  /// Falling or equal or any parts of a whole in thousandths of a per cent; some of them tiny.
  mutating func shares(_ count: Int, whole: Int) -> [Int] {
    if count == 3, whole == 100_000, dice.chance(40) { return [50_000, 30_000, 20_000] }
    if count == 3, dice.chance(20) { return [33_333, 33_333, 33_333] }
    if dice.chance(30) { return (0..<count).map { _ in whole / count } }
    let weights = (0..<count).map { _ in dice.chance(12) ? 1 : dice.int(20...100) }
    let sum = weights.reduce(0, +)
    return weights.map { max(1, whole * $0 / sum - 1) }
  }

  private var number: Int { plan.rules.filter(\.isEntry).count + 1 }

  /// `on break X` or, where bars are drawn, its close.
  mutating func onBreak(_ level: Level) -> Trigger {
    parts.contains(.bars) && dice.chance(35) ? .onBreakClose(level, on: frame()) : .onBreak(level)
  }

  mutating func onReturn(_ level: Level, measuredInR: Bool) -> Trigger {
    var after = distance()
    // Before the first fill there is no R.
    if case .r = after, !measuredInR { after = .percent(max(10, unit * dice.int(2...10) * 5000 / center)) }
    return .onReturn(level, after: after, returns: dice.chance(20) ? dice.int(1...3) : nil)
  }

  mutating func whenClose(_ level: Level) -> Trigger {
    .whenClose(below: dice.chance(50), dice.chance(30) ? .level(level) : .indicator(indicator()), on: frame())
  }

  mutating func indicator() -> ReferencePlan.Indicator {
    let bars = dice.int(2...5)
    switch dice.int(1...3) {
    case 1: return .ema(bars)
    case 2: return .sma(bars)
    default: return .swing(dice.int(1...2))
    }
  }

  mutating func aroundNews() -> Trigger {
    let seconds = dice.one(of: [60, 300, 1800, 7200])
    return dice.chance(50) ? .beforeNews(seconds) : .afterNews(seconds)
  }

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
    var trigger = onBreak(level(dice.int(-2...4) + 6 * (number - 1)))
    if parts.contains(.triggers), dice.chance(25) {
      let before = number > 1 && dice.chance(60) ? Level(.firstEntry) : level(6 * (number - 1))
      return add(share, then: dice.chance(85), [onReturn(before, measuredInR: number > 1)])
    }
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
    if parts.contains(.triggers), dice.chance(15) {
      triggers.append(onReturn(self.level(dice.int(-4...2)), measuredInR: number > 1))
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
    if let trigger = rarerEntryTrigger(level) { return trigger }
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

  private mutating func rarerEntryTrigger(_ level: Level) -> Trigger? {
    if parts.contains(.news), dice.chance(25) { return aroundNews() }
    if parts.contains(.bars), dice.chance(50) {
      return dice.chance(50) ? whenClose(level) : .onBreakClose(level, on: frame())
    }
    guard parts.contains(.triggers), dice.chance(50) else { return nil }
    guard number > 1, dice.chance(50) else { return onReturn(level, measuredInR: number > 1) }
    if dice.chance(50) { return onReturn(Level(dice.chance(50) ? .entry : .lastFill), measuredInR: true) }
    return .whenWithin(dice.chance(50) ? level : Level(.r(dice.int(-4...8) * 125)), dice.int(1...120) * 60)
  }
}
