/// Trails that follow the finished bars of a frame, or the levels of the plan.
extension Trade {
  /// A trail whose step counts in ATRs begins once that has a value.
  func mayTrail(_ index: Int) -> Bool {
    rules[index].rule.trailGuide != nil
      || trailStep(index, from: rules[index].firedLevel ?? lastEventTick.price) != nil
  }

  /// The plan's named levels, frozen on the first price.
  var namedLevels: [Price] { plan.levels.compactMap { opening.levels[$0.name] } }

  mutating func moveTrail(_ index: Int, behind guide: TrailGuide, _ step: inout Step) {
    guard rules[index].trail != nil, let stop, let proposal = proposal(index, guide, at: step.tick),
      isTighter(proposal, than: stop.price), (step.price.ticks - proposal.ticks) * side.sign >= 1
    else { return }
    emit(.stopMoved(to: proposal, cause: .trail(rule: index)), &step)
  }

  /// An indicator proposes at each close behind the price on which the trail began; levels at every price.
  private func proposal(_ index: Int, _ guide: TrailGuide, at tick: Tick) -> Price? {
    switch guide {
    case .indicator(let indicator, let frame):
      guard let trail = rules[index].trail, trail.since != tick, finishedBar(frame, on: tick) != nil else {
        return nil
      }
      return price(indicator, on: frame)
    case .levels: return bestLevel(passedAt: tick.price)
    }
  }

  /// The tightest level that price is the plan's room beyond.
  private func bestLevel(passedAt price: Price) -> Price? {
    namedLevels.filter { level in
      let exact = Ratio(level.ticks)
      guard let room = value(plan.room, from: exact) else { return false }
      return favour(price, beyond: exact + Ratio(side.sign) * room) >= 0
    }
    .max { ($0.ticks - $1.ticks) * side.sign < 0 }
  }
}
