/// Makes a failing case small: drops ticks and rules as long as it still fails.
struct Shrinking {
  var plan: ReferencePlan
  var ticks: [ReferenceTrade.Tick]
  private let fails: (ReferencePlan, [ReferenceTrade.Tick]) -> Bool

  /// The smallest case found; it fails if the given one did.
  static func shrink(
    _ plan: ReferencePlan, _ ticks: [ReferenceTrade.Tick],
    while fails: @escaping (ReferencePlan, [ReferenceTrade.Tick]) -> Bool
  ) -> (plan: ReferencePlan, ticks: [ReferenceTrade.Tick]) {
    var search = Shrinking(plan: plan, ticks: ticks, fails: fails)
    var size = Int.max
    while size > search.size {
      size = search.size
      search.cutTail()
      search.dropRules()
      search.dropActions()
      search.simplifyHeader()
      search.dropTicks()
    }
    return (search.plan, search.ticks)
  }

  private var size: Int {
    let actions = plan.rules.reduce(0) { $0 + $1.actions.count + $1.triggers.count }
    return ticks.count + actions + plan.levels.count
  }

  /// The shortest beginning that fails: later prices never undo what has happened.
  private mutating func cutTail() {
    var low = 0
    var high = ticks.count
    while low < high {
      let middle = (low + high) / 2
      if fails(plan, Array(ticks[..<middle])) { high = middle } else { low = middle + 1 }
    }
    if high < ticks.count, fails(plan, Array(ticks[..<high])) { ticks = Array(ticks[..<high]) }
  }

  private mutating func dropTicks() {
    var length = max(1, ticks.count / 2)
    while length >= 1 {
      var start = 0
      while start < ticks.count {
        var fewer = ticks
        fewer.removeSubrange(start..<min(start + length, ticks.count))
        if fails(plan, fewer) { ticks = fewer } else { start += length }
      }
      length /= 2
    }
  }

  private mutating func dropRules() {
    var index = plan.rules.count - 1
    while index >= 0 {
      var fewer = plan
      fewer.rules.remove(at: index)
      keepIfFailing(fewer)
      index -= 1
    }
  }

  private mutating func dropActions() {
    for rule in plan.rules.indices {
      for action in plan.rules[rule].actions.indices.reversed() where plan.rules[rule].actions.count > 1 {
        var fewer = plan
        fewer.rules[rule].actions.remove(at: action)
        keepIfFailing(fewer)
      }
      for trigger in plan.rules[rule].triggers.indices.reversed() where plan.rules[rule].triggers.count > 1 {
        var fewer = plan
        fewer.rules[rule].triggers.remove(at: trigger)
        keepIfFailing(fewer)
      }
    }
  }

  private mutating func simplifyHeader() {
    for change in Shrinking.simplifications {
      var simpler = plan
      change(&simpler)
      if simpler != plan { keepIfFailing(simpler) }
    }
  }

  private static let simplifications: [@Sendable (inout ReferencePlan) -> Void] = [
    { $0.funding = nil },
    { $0.slippage = 0 },
    { $0.levels = [] },
    { $0.equity = nil },
    { $0.leverage = 1000 },
    { $0.keepsEntries = false },
    { $0.targetsAfterEntries = false },
    { $0.makerFee = .zero },
    { $0.takerFee = .zero },
    { $0.fillsOnTouch = false },
    { $0.firstEntry = 100_000 },
    { $0.chase = nil },
    { $0.room = .r(0) },
  ]

  private mutating func keepIfFailing(_ candidate: ReferencePlan) {
    guard candidate.isWellFormed, fails(candidate, ticks) else { return }
    plan = candidate
  }
}

extension ReferencePlan {
  /// Whether what its rules refer to is there: tranches, targets, levels, a tranche before a `then`.
  var isWellFormed: Bool {
    let tranches = rules.filter(\.isEntry).count
    let targets = rules.filter(\.isTarget).count
    guard let first = rules.firstIndex(where: \.isEntry), !rules[first].then else { return false }
    if case .riskPercent = size, equity == nil { return false }
    guard rules[first].triggers.compactMap(\.level).allSatisfy(\.hasValueBeforeFirstFill) else {
      return false
    }
    let named = levels.map(\.name)
    for rule in rules {
      if rule.then, !rule.isEntry { return false }
      for level in rule.triggers.compactMap(\.level) + rule.actions.compactMap(\.level) {
        guard level.isThere(tranches, targets, named) else { return false }
      }
      for trigger in rule.triggers {
        switch trigger {
        case .whenTrancheFills(let number), .fromTranche(let number): if number > tranches { return false }
        case .whenTargetFills(let number): if number > targets { return false }
        default: continue
        }
      }
      for action in rule.actions {
        switch action {
        case .cancelTranche(let number): if number > tranches { return false }
        case .cancelTarget(let number): if number > targets { return false }
        default: continue
        }
      }
    }
    return true
  }
}

extension ReferencePlan.Action {
  var level: ReferencePlan.Level? {
    if case .stop(let level, _) = self { return level }
    return nil
  }
}

extension ReferencePlan.Level {
  var hasValueBeforeFirstFill: Bool {
    if case .r? = plus { return false }
    if case .r? = minus { return false }
    switch base {
    case .price, .named, .firstPrice, .last, .target: return true
    default: return false
    }
  }

  func isThere(_ tranches: Int, _ targets: Int, _ named: [String]) -> Bool {
    switch base {
    case .tranche(let number): number <= tranches
    case .target(let number): number <= targets
    case .named(let name): named.contains(name)
    default: true
    }
  }
}
