/// How far past its trigger an entry may still be bought at market.
extension Trade {
  /// Why an entry that came is held. Without the price that it waits for, which later fills may move.
  enum Hold {
    static let outOfReach = "price has run out of reach"
    static let nearFirstFill = "waits until price is 0.1R from the first fill"
    static let news = "waits until the news window has closed"
  }

  func isOutOfReach(_ index: Int, _ number: Int, at price: Price) -> Bool {
    reach(index, number, last: price).map { favour(price, beyond: $0) > 0 } ?? false
  }

  /// Why an entry is held, in words, with the price that would let it go.
  func whyHeld(_ index: Int, _ reason: String, at price: Price) -> String {
    guard reason == Hold.outOfReach, case .delayed(_, let number?, _) = rules[index].phase,
      let reach = reach(index, number, last: price)
    else { return reason }
    return "price has run past \(instrument.text(Position.rounded(reach, side: side))): out of reach"
  }

  /// The last price at which an alternative may be bought, exact; nil where nothing limits it.
  func reach(_ index: Int, _ number: Int, last: Price) -> Ratio? {
    guard let edge = chaseEdge(index, number, last: last) else { return nil }
    return chaseDistance(index, from: edge).map { edge + Ratio(side.sign) * $0 }
  }

  /// The far edge of what a trigger allows; nil where nothing limits the chase.
  private func chaseEdge(_ index: Int, _ number: Int, last: Price) -> Ratio? {
    switch rules[index].rule.triggers[number] {
    case .onBreak(let level), .onTouch(let level), .from(let level), .onReturn(let level, _, _):
      mark(level, last: last)
    case .onBreakClose(let level, _):
      if case .closedAt(let close) = rules[index].memories[number] {
        Ratio(close.ticks)
      } else {
        mark(level, last: last)
      }
    case .onRetest(let level, let within, _): retestZone(level, within: within, last: last)?.far
    default: nil
    }
  }

  /// How far past the edge an entry may be bought, in ticks; nil is without limit.
  func chaseDistance(_ index: Int, from edge: Ratio) -> Ratio? {
    var chase = plan.chase
    if case .enter(_, let own?, _)? = rules[index].rule.actions.first { chase = own }
    if case .enterNext(let own?, _)? = rules[index].rule.actions.first { chase = own }
    // Nothing beyond the edge is within a reach that has no value yet.
    return chase.map { reach($0, from: edge) ?? .zero }
  }

  /// A window of the plan's news holds entries back, but for one that is single.
  func isHeldByNews(_ index: Int) -> Bool { newsWindow != nil && rules[index].rule.form != .single }

  /// A chase in ticks from where it counts.
  func reach(_ chase: Distance, from edge: Ratio) -> Ratio? {
    guard case .r(let count) = chase, oneR == nil else { return value(chase, from: edge) }
    // Before the first fill 1R is the distance from the trigger to the initial stop that a fill there would have.
    let trigger = Position.rounded(edge, side: side)
    guard let stop = initialStop(forFirstFill: trigger) else { return nil }
    return count.ratio * (edge - Ratio(stop.ticks)).magnitude
  }
}
