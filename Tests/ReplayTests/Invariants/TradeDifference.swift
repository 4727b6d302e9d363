@testable import Trading

extension Trade {
  /// The first part of what events tell in which two trades differ, or nil. The band is derived and not compared.
  func difference(to other: Trade) -> String? {
    if sequence != other.sequence { return "sequence \(sequence) and \(other.sequence)" }
    if lastEventTick != other.lastEventTick { return "the last event's price" }
    if opening != other.opening { return "opening" }
    if adoptedAt != other.adoptedAt || newsWindow != other.newsWindow || series != other.series {
      return "bars, news or adoption"
    }
    return ruleDifference(to: other) ?? positionDifference(to: other)
  }

  /// The same, but for what counts events: sequence numbers, the ids of orders.
  func differenceInWhatIsSaid(to other: Trade) -> String? {
    func plain(_ orders: [WorkingOrder]) -> Set<WorkingOrder> {
      Set(
        orders.map { order in
          var order = order
          order.id = 0
          return order
        })
    }
    if plain(orders) != plain(other.orders) || orders.count != other.orders.count {
      return "orders \(orders) and \(other.orders)"
    }
    var same = other
    same.orders = orders
    return ruleDifference(to: same) ?? positionDifference(to: same)
  }

  private func ruleDifference(to other: Trade) -> String? {
    if rules.count != other.rules.count { return "\(rules.count) and \(other.rules.count) rules" }
    for index in rules.indices where rules[index] != other.rules[index] {
      return "rule \(index): \(rules[index]) and \(other.rules[index])"
    }
    return nil
  }

  private func positionDifference(to other: Trade) -> String? {
    if position != other.position { return "position \(position) and \(other.position)" }
    if stop != other.stop || initialStop != other.initialStop || oneR != other.oneR {
      return "stop \(stop?.price.ticks ?? 0) and \(other.stop?.price.ticks ?? 0)"
    }
    if firstFillTick != other.firstFillTick { return "first fill" }
    if orders != other.orders { return "orders \(orders) and \(other.orders)" }
    if riskAmount != other.riskAmount { return "risk amount" }
    if hasTakenTarget != other.hasTakenTarget { return "whether a target has filled" }
    if overrides != other.overrides || handMoves != other.handMoves || handActs != other.handActs {
      return "what a person did"
    }
    if ledger != other.ledger { return "ledger" }
    if toldSwing != other.toldSwing { return "excursion" }
    if result != other.result { return "result" }
    return nil
  }
}
