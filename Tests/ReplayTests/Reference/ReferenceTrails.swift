import Trading

/// Trails, in stage 5 of a pass.
extension ReferenceTrade {
  /// §5: one with a trigger begins at the trigger's rounded price; nil means at the price of the pass.
  func trailStart(_ rule: Int, _ number: Int) -> Int? {
    let trigger = plan.rules[rule].triggers[number]
    return trigger.isPlacedAtItsLevel ? trigger.level.flatMap { value($0) } : nil
  }

  /// The step, by default a tenth of D, is fixed when the trail begins. Where D or the step is in an ATR that has
  /// no value it begins in the first pass in which there is one; a step of nothing is none.
  mutating func beginLaterTrail(_ rule: Int) {
    guard open > 0, let later = rules[rule].laterTrail else { return }
    let start = later.start ?? price
    guard let distance = exact(later.distance, of: Ratio(start)) else { return }
    var step: Ratio? = distance * Ratio(1, over: 10)
    if let written = later.step { step = exact(written, of: Ratio(start)) }
    guard let step, step > .zero else { return }
    rules[rule].laterTrail = nil
    beginTrail(rule, at: start, .distance(later.distance, step: step))
  }

  mutating func beginTrail(_ rule: Int, at start: Int, _ way: Trail.Way) {
    rules[rule].trail = Trail(start: start, best: start, beganIndex: index, way: way)
    say("trail begins \(start)")
  }

  /// §5: it needs no room; a proposal not on the losing side of price is skipped.
  mutating func pullTrail(_ rule: Int) {
    guard let trail = rules[rule].trail, let stop else { return }
    if ahead(price, of: trail.best) > 0 { rules[rule].trail?.best = price }
    let (proposal, kind) = proposal(rule)
    guard let proposal, ahead(proposal, of: stop) > 0, ahead(proposal, of: price) < 0 else { return }
    setStop(proposal)
    count("trail \(kind)")
  }

  private func proposal(_ rule: Int) -> (price: Int?, kind: String) {
    guard let trail = rules[rule].trail else { return (nil, "") }
    switch trail.way {
    case .distance(let distance, let step):
      var kind = "by distance"
      if case .atr = distance { kind = "by ATR" }
      return (marked(trail, distance, step), kind)
    case .indicator(let indicator, let minutes):
      // At each bar that is finished after the price on which it began.
      guard trail.beganIndex < index, barFinishedNow(on: minutes) != nil else { return (nil, "") }
      if case .swing = indicator { return (self.price(indicator, on: minutes), "behind swing") }
      return (self.price(indicator, on: minutes), "behind average")
    case .levels: return (passedLevel, "behind levels")
    }
  }

  /// §2 Trail: the best price since it began, counted in whole steps, minus D.
  private func marked(_ trail: Trail, _ distance: Distance, _ step: Ratio) -> Int? {
    let steps = (Ratio(ahead(trail.best, of: trail.start)) / step).roundedDown
    let mark = Ratio(trail.start) + Ratio(steps) * step * Ratio(sign)
    return exact(distance, of: mark).map { rounded(mark - $0 * Ratio(sign)) }
  }

  /// §5 `behind levels`: the best of the levels that price has passed by `room`.
  private var passedLevel: Int? {
    var best: Int?
    for named in plan.levels {
      // A named level is a price of the grid, frozen on the first price.
      guard let level = exact(named.level).map({ rounded($0) }), let room = exact(plan.room, of: Ratio(level))
      else { continue }
      guard ahead(Ratio(price), of: Ratio(level)) >= room else { continue }
      if let better = best, ahead(level, of: better) <= 0 { continue }
      best = level
    }
    return best
  }
}
