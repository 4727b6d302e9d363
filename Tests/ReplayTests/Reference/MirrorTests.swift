import Testing
import Trading

/// A long over prices and a short over the same prices upside down tell the same story.
@Test func aShortIsALongUpsideDown() {
  var told = 0
  var acts: [String: Int] = [:]
  for seed in UInt64(1)...400 {
    let (drawn, center, unit) = RandomPlans.plan(seed: seed)
    guard !Mirror.hasAverages(drawn) else { continue }
    let plan = Mirror.symmetric(drawn)
    let ticks = RandomPrices.ticks(seed: seed, around: center, unit: unit).prefix(500)
    let lifted = ticks.map { (time: $0.time, price: $0.price + Mirror.lift) }
    let axis = 2 * (center + Mirror.lift)
    let flipped = lifted.map { (time: $0.time, price: axis - $0.price) }
    let trade = ReferenceTrade.traded(plan, ticks: lifted, closesAtEnd: true)
    let trace = trade.trace
    acts.merge(trade.acts) { $0 + $1 }
    let other = ReferenceTrade.run(Mirror.flipped(plan, axis), ticks: flipped, closesAtEnd: true)
    #expect(trace == other.map { Mirror.flipped($0, axis) }, "seed \(seed)")
    told += trace.count
  }
  #expect(told > 600)
  // What only some plans have must be among those that were compared.
  for act in Mirror.wanted { #expect(acts[act] ?? 0 > 0, "\(act)") }
}

/// Plans that count in ticks only: percentages, fees, averages of prices and what depends on the height of price
/// have no mirror.
private enum Mirror {
  /// So high up that a short has no liquidation price within reach.
  static let lift = 1_000_000

  static let wanted = [
    "enter break close", "enter return", "enter close level", "enter within", "exit within",
    "exit close level",
    "exit close swing", "do close level", "runner level", "runner close", "trail behind levels",
    "trail behind swing", "trail by ATR", "held by news", "kept off",
  ]

  /// The averages of prices upside down are rounded otherwise; those of ranges, and swings, are not.
  static func hasAverages(_ plan: ReferencePlan) -> Bool {
    plan.expanded.rules.contains { rule in
      let isTriggered = rule.triggers.contains { $0.kind == "close average" }
      return isTriggered
        || rule.actions.contains { action in
          switch action {
          case .trailBehind(.ema, _), .trailBehind(.sma, _): true
          default: false
          }
        }
    }
  }

  static func symmetric(_ plan: ReferencePlan) -> ReferencePlan {
    // Which boundary of a range the stop stands behind depends on the side: its rules are compared.
    var plan = plan.expanded
    plan.instrument.smallestNotional = .zero
    plan.makerFee = .zero
    plan.takerFee = .zero
    plan.funding = nil
    plan.equity = nil
    plan.leverage = 1000
    plan.size = .steps(997)
    if case .distance(.percent) = plan.stop { plan.stop = .distance(.ticks(250)) }
    return changed(plan, price: { $0 + lift }, distance: inTicks)
  }

  static func flipped(_ plan: ReferencePlan, _ axis: Int) -> ReferencePlan {
    var plan = plan
    plan.side = plan.side == .long ? .short : .long
    return changed(plan, turns: true, price: { axis - $0 }, distance: { $0 })
  }

  /// A line of the trace with its price upside down.
  static func flipped(_ line: String, _ axis: Int) -> String {
    var words = line.split(separator: " ").map(String.init)
    let place: Int? = words.contains("@") ? words.firstIndex(of: "@").map { $0 + 1 } : nil
    let isMove = words[1] == "stop" || words[1] == "trail"
    guard let index = place ?? (isMove ? words.count - 1 : nil), let price = Int(words[index]) else {
      return line
    }
    words[index] = String(axis - price)
    return words.joined(separator: " ")
  }

  private static func inTicks(_ distance: ReferencePlan.Distance) -> ReferencePlan.Distance {
    if case .percent(let count) = distance { return .ticks(count / 10 + 1) }
    return distance
  }

  private static func changed(
    _ plan: ReferencePlan, turns: Bool = false, price: (Int) -> Int,
    distance: (ReferencePlan.Distance) -> ReferencePlan.Distance
  ) -> ReferencePlan {
    var plan = plan
    func level(_ level: ReferencePlan.Level) -> ReferencePlan.Level {
      var base = level.base
      if case .price(let ticks) = base { base = .price(price(ticks)) }
      if case .percent(let count) = base { base = .ticks(count / 10) }
      return .init(base, plus: level.plus.map(distance), minus: level.minus.map(distance))
    }
    if case .level(let at) = plan.stop { plan.stop = .level(level(at)) }
    plan.levels = plan.levels.map { .init(name: $0.name, level: level($0.level)) }
    plan.chase = plan.chase.map(distance)
    plan.room = distance(plan.room)
    for rule in plan.rules.indices {
      plan.rules[rule].triggers = plan.rules[rule].triggers.map { trigger in
        switch trigger {
        case .at(let at): .at(level(at))
        case .from(let from): .from(level(from))
        case .onBreak(let at): .onBreak(level(at))
        // A retest's band is a percentage of its price, which has no mirror.
        case .onTouch(let at), .onRetest(let at, _, _): .onTouch(level(at))
        case .onBreakClose(let at, let minutes): .onBreakClose(level(at), on: minutes)
        case .onReturn(let at, let after, let returns):
          .onReturn(level(at), after: distance(after), returns: returns)
        case .whenWithin(let at, let span): .whenWithin(level(at), span)
        case .whenClose(let below, .level(let at), let minutes):
          .whenClose(below: turns ? !below : below, .level(level(at)), on: minutes)
        case .whenClose(let below, let mark, let minutes):
          .whenClose(below: turns ? !below : below, mark, on: minutes)
        case .afterUnless(let span, let at): .afterUnless(span, level(at))
        case .afterUnlessNow(let span, let at): .afterUnlessNow(span, level(at))
        case .whenTrancheFills, .fromTranche, .whenTargetFills, .after, .beforeNews, .afterNews: trigger
        }
      }
      plan.rules[rule].actions = plan.rules[rule].actions.map { action in
        switch action {
        case .enter(let amount, let chase, let within):
          .enter(amount, chase: chase.map(distance), within: within)
        case .stop(let at, let room): .stop(level(at), room: room.map(distance))
        case .trail(let by, let step): .trail(distance(by), step: step.map(distance))
        default: action
        }
      }
    }
    return plan
  }
}
