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
      search.unfoldMethods()
      search.dropActions()
      search.simplifyRules()
      search.simplifyHeader()
      search.dropTicks()
    }
    return (search.plan, search.ticks)
  }

  private var size: Int {
    let rules = plan.expanded.rules
    let actions = rules.reduce(0) { $0 + $1.actions.count + $1.triggers.count }
    let methods = plan.rules.count { $0.method != nil }
    return ticks.count + actions + methods + plan.levels.count + (plan.news?.count ?? 0)
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

  /// A method with less in it, or the rules it stands for.
  private mutating func unfoldMethods() {
    var rule = plan.rules.count - 1
    while rule >= 0 {
      if let shorter = plan.rules[rule].method?.shorter {
        var fewer = plan
        fewer.rules[rule] = .init(shorter)
        keepIfFailing(fewer)
      }
      if plan.rules[rule].method != nil { keepIfFailing(plan.unfolded(rule)) }
      rule -= 1
    }
  }

  /// Frames of a minute, distances in ticks, one return, averages of two bars.
  private mutating func simplifyRules() {
    for rule in plan.rules.indices {
      for number in plan.rules[rule].triggers.indices {
        var simpler = plan
        simpler.rules[rule].triggers[number] = plan.rules[rule].triggers[number].simpler
        if simpler != plan { keepIfFailing(simpler) }
      }
      for number in plan.rules[rule].actions.indices {
        var simpler = plan
        simpler.rules[rule].actions[number] = plan.rules[rule].actions[number].simpler
        if simpler != plan { keepIfFailing(simpler) }
      }
    }
  }

  private mutating func simplifyHeader() {
    for number in (plan.news ?? []).indices.reversed() {
      var fewer = plan
      fewer.news?.remove(at: number)
      keepIfFailing(fewer)
    }
    for number in plan.levels.indices.reversed() {
      var fewer = plan
      fewer.levels.remove(at: number)
      keepIfFailing(fewer)
    }
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
    { $0.news = nil },
    { if case .distance(let distance) = $0.stop { $0.stop = .distance(distance.simpler) } },
    { $0.chase = $0.chase?.simpler },
    { $0.room = $0.room.simpler },
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
