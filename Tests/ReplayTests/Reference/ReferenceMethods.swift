/// §1: the published methods, one sentence each, and the rules they stand for.
extension ReferencePlan {
  enum Method: Hashable, Sendable {
    /// With lower levels, as many as tranches behind the first, there is no return.
    case dca(Int, Trigger?, every: Distance, returns: Int?, levels: [Level])
    /// A nil level is a retest of the one before it.
    case pyramid([Int], at: [Level?])
    /// The lower boundary first.
    case range(Level, Level, at: [Level], beyond: Distance?)
    case single(Trigger?)
    /// The last share may be the runner's, which has no level.
    case targets([Int], at: [Level])
    case trail(Level, by: Distance?)
    case time(Int)
    case fast(Level, within: Int)
  }

  /// The same plan with every method's sentence replaced by its rules.
  var expanded: ReferencePlan { expanding { _ in true } }

  /// The same with those at some places in the list of rules replaced.
  func expanding(_ isChosen: (Int) -> Bool) -> ReferencePlan {
    var plan = self
    plan.rules = []
    for (index, rule) in rules.enumerated() {
      guard let method = rule.method, isChosen(index) else {
        plan.rules.append(rule)
        continue
      }
      plan.rules += made(by: method, targetsBefore: plan.rules.filter(\.isTarget).count)
      if case .range(let lower, let upper, _, let beyond) = method {
        plan.keepsEntries = true
        // Away from the trade by D, where `minus` counts.
        plan.stop = .level(Level((side == .long ? lower : upper).base, minus: beyond))
      }
    }
    return plan
  }

  private func made(by method: Method, targetsBefore: Int) -> [Rule] {
    switch method {
    case .dca(let count, let trigger, let every, let returns, let levels):
      return dca(count, trigger, every, returns, levels)
    case .pyramid(let shares, let levels): return pyramid(shares, levels)
    case .range(let lower, let upper, let levels, _): return range(lower, upper, levels)
    case .single(let trigger):
      var rule = entry(.percent(100_000), trigger.map { [$0] } ?? [])
      rule.isSingle = true
      return [rule]
    case .targets(let shares, let levels): return targets(shares, levels, targetsBefore)
    case .trail(let level, let distance): return [trail(level, distance)]
    case .time(let seconds):
      return [
        Rule(triggers: [.afterUnless(seconds, Level(.r(500)))], actions: [.take(.percent(50_000))])
      ]
    case .fast(let level, let seconds):
      return [Rule(triggers: [.whenWithin(level, seconds)], actions: [.take(.percent(50_000))])]
    }
  }

  private func entry(_ amount: Amount, then: Bool = false, _ triggers: [Trigger]) -> Rule {
    Rule(then: then, triggers: triggers, actions: [.enter(amount, chase: nil, within: nil)])
  }

  /// A part of so many equal ones.
  private func part(of count: Int) -> Amount {
    100 % count == 0 ? .percent(100_000 / count) : .fraction(1, count)
  }

  /// The first at its trigger, the others a step above the last fill or on a return to the first entry from
  /// half a step below it; lower levels replace the return.
  private func dca(
    _ count: Int, _ trigger: Trigger?, _ every: Distance, _ returns: Int?, _ levels: [Level]
  ) -> [Rule] {
    (1...count).map { number in
      let above = Trigger.onBreak(Level(.lastFill, plus: every))
      let below =
        levels.isEmpty
        ? Trigger.onReturn(Level(.firstEntry), after: every.half, returns: returns)
        : .at(levels[max(0, number - 2)])
      var rule = entry(part(of: count), then: number > 1, trigger.map { [$0] } ?? [])
      if number > 1 { rule.triggers = [above, below] }
      rule.isEased = true
      return rule
    }
  }

  private func pyramid(_ shares: [Int], _ levels: [Level?]) -> [Rule] {
    shares.indices.map { number in
      var trigger: Trigger?
      if let level = levels[number] {
        trigger = .onBreak(level)
      } else if number > 0, let before = levels[number - 1] {
        trigger = .onRetest(before, within: 200, hold: 300)
      }
      return entry(.percent(shares[number]), then: number > 0, trigger.map { [$0] } ?? [])
    }
  }

  private func range(_ lower: Level, _ upper: Level, _ levels: [Level]) -> [Rule] {
    var made = levels.map { level in
      var rule = entry(part(of: levels.count), [.onTouch(level)])
      rule.isEased = true
      return rule
    }
    // A trail that takes is a target too.
    let trails = rules.contains { $0.method?.isTrail == true }
    if !namesTargets, !trails {
      made.append(Rule(triggers: [.at(side == .long ? upper : lower)], actions: [.close]))
    }
    return made
  }

  private func targets(_ shares: [Int], _ levels: [Level], _ before: Int) -> [Rule] {
    levels.indices.map { number in
      let stop = number == 0 ? Level(.breakeven) : Level(.target(before + number))
      return Rule(
        triggers: [.at(levels[number])], actions: [.take(.percent(shares[number])), .stop(stop, room: nil)])
    }
  }

  private func trail(_ level: Level, _ distance: Distance?) -> Rule {
    let follow = distance.map { Action.trail($0, step: nil) } ?? .trailBehind(.ema(20), on: 15)
    let take: [Action] = namesTargets ? [] : [.take(.percent(50_000))]
    return Rule(triggers: [.from(level)], actions: take + [.stop(Level(.firstEntry), room: nil), follow])
  }

  /// Whether a rule or a `targets` sentence names a target; what `range` and `trail` make does not count.
  var namesTargets: Bool {
    rules.contains { rule in
      if case .targets(_, let levels)? = rule.method { return !levels.isEmpty }
      return rule.isTarget
    }
  }
}

extension ReferencePlan.Rule {
  init(_ method: ReferencePlan.Method) {
    self.init(actions: [], method: method)
  }

  /// Whether its first rule is a tranche.
  var entersByMethod: Bool {
    switch method {
    case .dca, .pyramid, .range, .single: true
    case .targets, .trail, .time, .fast, nil: false
    }
  }
}

extension ReferencePlan.Method {
  var isTrail: Bool {
    if case .trail = self { return true }
    return false
  }

  /// Its first words, to count what is compared.
  var kind: String {
    switch self {
    case .dca: "dca"
    case .pyramid: "pyramid"
    case .range: "range"
    case .single: "single"
    case .targets: "targets"
    case .trail: "trail at"
    case .time: "time"
    case .fast: "fast"
    }
  }
}

extension ReferencePlan.Distance {
  /// Half of it; it is even where it has to be whole.
  var half: ReferencePlan.Distance {
    switch self {
    case .price(let ticks): .price(ticks / 2)
    case .ticks(let count): .ticks(count / 2)
    case .percent(let count): .percent(count / 2)
    case .r(let count): .r(count / 2)
    case .atr(let count, let bars, let minutes): .atr(count / 2, bars: bars, on: minutes)
    }
  }
}
