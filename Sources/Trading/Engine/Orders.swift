/// Orders are derived: a pure function of the trade says which should stand; the difference to those that do is
/// made of events. Nothing else creates or changes an order.
extension Trade {
  /// What should stand at the broker now.
  public func wantedOrders() -> [WantedOrder] {
    guard !isClosed else { return [] }
    var wanted: [WantedOrder] = []
    if position.isOpen, let stop {
      wanted.append(WantedOrder(purpose: .stop, kind: .stop(stop.price), quantity: position.open))
    }
    wanted += dueOrders()
    wanted += restingTargets()
    wanted += restingEntries()
    return wanted
  }

  private func dueOrders() -> [WantedOrder] {
    rules.indices.compactMap { index in
      guard case .due(let quantity, let limit) = rules[index].phase else { return nil }
      let purpose: OrderPurpose = rules[index].isEntry ? .entry(rule: index) : .exit(rule: index)
      let kind: OrderKind = limit.map { .limit($0) } ?? .market
      let sent = orders.first {
        $0.order.purpose == purpose && $0.order.kind == kind && $0.state != .withdrawn
      }
      return WantedOrder(purpose: purpose, kind: kind, quantity: quantity - (sent?.filled ?? .zero))
    }
  }

  /// Targets `at` a price that work now: nearest first, together never more than the open quantity.
  private func restingTargets() -> [WantedOrder] {
    guard position.isOpen, !targetsAreHeld else { return [] }
    var left = position.open
    for order in dueOrders() where order.isReduceOnly { left -= min(left, order.quantity) }
    var resting: [WantedOrder] = []
    for (index, price) in restingTargetLevels() {
      let quantity = min(left, targetQuantity(index))
      guard quantity > .zero else { continue }
      left -= quantity
      resting.append(WantedOrder(purpose: .exit(rule: index), kind: .limit(price), quantity: quantity))
    }
    return resting
  }

  private func restingTargetLevels() -> [(index: Int, price: Price)] {
    var found: [(index: Int, price: Price)] = []
    for index in rules.indices where rules[index].isTarget && !rules[index].asks {
      // One that another alternative has set off goes to market, unless a part of it was sold already.
      guard case .waiting = rules[index].phase, !rules[index].hasCome || rules[index].filled > .zero else {
        continue
      }
      let prices = zip(rules[index].rule.triggers, rules[index].memories).compactMap {
        (trigger, memory) -> Price? in
        guard case .at(let level) = trigger, memory != .reached else { return nil }
        return price(level, last: nil)
      }
      if let nearest = prices.min(by: { isNearer($0, $1) }) { found.append((index, nearest)) }
    }
    return found.sorted { isNearer($0.price, $1.price) }
  }

  /// Exits in favour: the nearer one is met first.
  func isNearer(_ left: Price, _ right: Price) -> Bool {
    side == .long ? left < right : right < left
  }

  /// `targets: after entries` holds targets back until no entry waits.
  var targetsAreHeld: Bool { plan.targetsAfterEntries && hasWaitingEntry }

  /// Makes events of the difference between what is wanted and what works.
  mutating func settleOrders(_ step: inout Step) {
    shelveRefusedLimits(&step)
    let wanted = wantedOrders().map { asItStood($0, step) }.filter { !holdsBack($0, &step) }
    for order in orders where order.state != .withdrawn && isObsolete(order, wanted) {
      emit(.orderWithdrawn(id: order.id), &step)
    }
    for order in wanted where !isRequested(order) && mayPlace(order) && !wasJustRefused(order, step.tick) {
      emit(.orderRequested(order), &step)
    }
  }

  /// A resting entry that this price has reached is met as it stood: a new size for it would come too late. What is
  /// left of one that fills in parts can still be made smaller.
  private func asItStood(_ wanted: WantedOrder, _ step: Step) -> WantedOrder {
    guard case .entry = wanted.purpose, case .limit(let limit) = wanted.kind,
      favour(step.price, beyond: limit) <= 0,
      let standing = orders.first(where: {
        $0.order.purpose == wanted.purpose && $0.order.kind == wanted.kind && $0.state != .withdrawn
      })
    else { return wanted }
    let isInParts = standing.filled > .zero
    let quantity = isInParts ? min(wanted.quantity, standing.remaining) : standing.remaining
    return WantedOrder(purpose: wanted.purpose, kind: wanted.kind, quantity: quantity)
  }

  /// An entry that would only now be placed, beyond price already, is not sent: it is looked at on the next price,
  /// as any limit is that had been passed when it began.
  private mutating func holdsBack(_ wanted: WantedOrder, _ step: inout Step) -> Bool {
    guard case .entry(let index) = wanted.purpose, case .limit(let limit) = wanted.kind,
      rules[index].isLooking, !isRequested(wanted),
      favour(step.price, beyond: Ratio(limit.ticks)) <= 0
    else { return false }
    let trigger = rules[index].rule.triggers.indices.first { number in
      guard case .at(let level) = rules[index].rule.triggers[number] else { return false }
      return rules[index].memories[number] == .armed(true) && price(level, last: nil) == limit
    }
    if let trigger { emit(.ruleRemembers(rule: index, trigger: trigger, memory: .armed(false)), &step) }
    return true
  }

  private func stands(_ order: WorkingOrder, as wanted: WantedOrder) -> Bool {
    order.order.purpose == wanted.purpose && order.order.kind == wanted.kind
      && order.remaining == wanted.quantity
  }

  private func isObsolete(_ order: WorkingOrder, _ wanted: [WantedOrder]) -> Bool {
    if wanted.contains(where: { stands(order, as: $0) }) { return false }
    // A new stop stands before the old one goes.
    guard order.order.purpose == .stop, let next = wanted.first(where: { $0.purpose == .stop }) else {
      return true
    }
    return orders.contains { stands($0, as: next) && $0.state == .working }
  }

  private func isRequested(_ wanted: WantedOrder) -> Bool {
    orders.contains { $0.state != .withdrawn && stands($0, as: wanted) }
  }

  /// Only the stop may stand twice; any other order waits until the one before it is gone.
  private func mayPlace(_ wanted: WantedOrder) -> Bool {
    wanted.purpose == .stop || !orders.contains { $0.order.purpose == wanted.purpose }
  }

  /// A broker that refuses a stop is asked for the same one again on another price, and not twice a second: asked
  /// at once it would only refuse again, without end. Another stop is asked for at once.
  private func wasJustRefused(_ wanted: WantedOrder, _ tick: Tick) -> Bool {
    guard let refusedStop, wanted == refusedStop.order else { return false }
    return tick.price == refusedStop.since.price || tick.time < refusedStop.since.time + Span(seconds: 1)
  }
}

extension Trade {
  /// Whether a request is still to be sent: what was asked for and withdrawn before it could be is never sent.
  public func stillWants(_ request: OrderRequest) -> Bool {
    guard case .place(let id, _) = request else { return true }
    return orders.contains { $0.id == id && $0.state == .requested }
  }
}

extension Event {
  /// What the event asks of a broker, if anything.
  public var request: OrderRequest? {
    switch fact {
    case .orderRequested(let order): .place(id: sequence, order)
    case .orderWithdrawn(let id): .cancel(id: id)
    default: nil
    }
  }
}

extension Trade {
  /// A stop that was accepted covers the whole open quantity.
  public var hasStandingStop: Bool {
    orders.contains { $0.order.purpose == .stop && $0.state == .working && $0.remaining == position.open }
  }

  /// Price stands within a tenth of R of the stop.
  public func stopNear(_ price: Price) -> Alarm? {
    guard position.isOpen, let stop, let oneR else { return nil }
    let distance = (price.ticks - stop.price.ticks) * side.sign
    guard distance * 10 <= oneR else { return nil }
    let far = instrument.distance(ticks: abs(distance)).dropFirst()
    let text = distance < 0 ? "price is \(far) beyond the stop" : "price is only \(far) from the stop"
    return Alarm(kind: .stopNear, text: text)
  }
}
