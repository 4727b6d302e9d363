/// Sentences of the published methods.
extension RandomPlans {
  /// The whole of what the plan enters.
  mutating func methodOfEntering() {
    switch dice.int(1...10) {
    case 1...4: plan.rules.append(Rule(dca()))
    case 5, 6: plan.rules.append(Rule(pyramid()))
    case 7...9:
      plan.rules.append(Rule(range()))
      plan.keepsEntries = false
    default: plan.rules.append(Rule(.single(dice.chance(20) ? nil : opening())))
    }
  }

  /// What a first tranche waits for.
  private mutating func opening() -> Trigger {
    let level = self.level(dice.int(-4...6))
    switch dice.int(1...10) {
    case 1...6: return onBreak(level)
    case 7, 8: return .at(level)
    case 9 where parts.contains(.bars): return whenClose(level)
    case 9 where parts.contains(.news): return aroundNews()
    default: return .onTouch(level)
    }
  }

  private mutating func dca() -> ReferencePlan.Method {
    let count = dice.int(2...6)
    let trigger = dice.chance(20) ? nil : opening()
    if dice.chance(30) {
      let levels = (1..<count).map { level(-3 * $0 - dice.int(0...3)) }
      return .dca(count, trigger, every: step(), returns: nil, levels: levels)
    }
    return .dca(count, trigger, every: step(), returns: dice.chance(40) ? dice.int(1...3) : nil, levels: [])
  }

  /// Even, so that half of it can be written.
  private mutating func step() -> Distance {
    if parts.contains(.bars), dice.chance(30) { return trueRange(dice.int(1...4) * 500) }
    let half = max(1, unit * dice.int(1...8) / 20)
    switch dice.int(1...4) {
    case 1: return .ticks(2 * half)
    case 2: return .price(2 * half)
    case 3: return .r(dice.int(1...6) * 100)
    default: return .percent(2 * max(1, half * 100_000 / center))
    }
  }

  private mutating func pyramid() -> ReferencePlan.Method {
    let shares = dice.one(of: [
      [50, 30, 20], [50, 50], [60, 40], [40, 30, 20, 10], [25, 25], [30, 60, 10],
    ])
    let start = dice.int(-2...4)
    var levels: [Level?] = []
    for number in shares.indices {
      let isRetest = levels.last.map { $0 != nil } ?? false
      levels.append(isRetest && dice.chance(40) ? nil : level(start + 5 * number))
    }
    return .pyramid(shares.map { $0 * 1000 }, at: levels)
  }

  private mutating func range() -> ReferencePlan.Method {
    let depth = dice.int(10...25)
    let width = dice.int(8...25)
    let edges = [ticks(-depth), ticks(width)].sorted()
    // A price outside of the range is refused when the plan is read.
    let levels = (1...dice.int(2...5)).map { _ in Level(.price(ticks(dice.int((2 - depth)...4)))) }
    let beyond = dice.chance(40) ? beyond() : nil
    return .range(Level(.price(edges[0])), Level(.price(edges[1])), at: levels, beyond: beyond)
  }

  private mutating func beyond() -> Distance {
    dice.chance(50) ? .ticks(max(1, unit / dice.int(2...10))) : .percent(dice.int(1...10) * 100)
  }

  // MARK: Exits

  mutating func methodOfTargets() {
    var r = dice.int(2...8) * 125
    let shares = dice.one(of: [[30, 30, 40], [50, 50], [25, 25, 50], [40, 40], [100], [20, 10, 5, 1]])
    let levels = shares.map { _ in
      defer { r += dice.int(1...8) * 125 }
      return Level(.r(r))
    }
    // With the runner's the shares add up to all.
    let isRunner = shares.count > 1 && shares.reduce(0, +) == 100 && dice.chance(50)
    plan.rules.append(Rule(.targets(shares.map { $0 * 1000 }, at: isRunner ? levels.dropLast() : levels)))
    if isRunner, dice.chance(60) { runner() }
  }

  mutating func methodsOfManaging() {
    if dice.chance(35) {
      plan.rules.append(
        Rule(.trail(Level(.r(dice.int(2...12) * 125)), by: dice.chance(60) ? distance() : nil)))
    }
    if dice.chance(25) { plan.rules.append(Rule(.time(dice.int(1...900) * 60))) }
    if dice.chance(25) {
      plan.rules.append(Rule(.fast(Level(.r(dice.int(1...12) * 125)), within: dice.int(1...240) * 60)))
    }
  }

  /// At most one: closes at a bar's close, at a level, or at the first of both.
  mutating func runner() {
    guard !plan.rules.contains(where: \.isRunner) else { return }
    var triggers: [Trigger] = []
    if parts.contains(.bars), dice.chance(75) {
      let mark: ReferencePlan.Mark =
        dice.chance(70) ? .indicator(indicator()) : .level(level(dice.int(0...15)))
      // Mostly the trend against the trade.
      let below = dice.chance(85) == (sign > 0)
      triggers.append(.whenClose(below: below, mark, on: frame()))
    }
    if triggers.isEmpty || dice.chance(50) {
      let far = dice.int(4...24) * 125
      triggers.append(.from(dice.chance(80) ? Level(.r(far)) : Level(.ticks(max(1, unit * far / 1000)))))
    }
    plan.rules.append(Rule(triggers: triggers, actions: [.close], isRunner: true))
  }
}
