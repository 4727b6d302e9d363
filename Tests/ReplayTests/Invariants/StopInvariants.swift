@testable import Trading

/// The stop, and what may only reduce.
extension Invariant {
  /// I12. The stop never loosens, but by a person's own sentence that gives its reason, which is told.
  static let theStopOnlyTightens = Invariant(name: "I12 ratchet") { moment, _ in
    var stop = moment.before.stop?.price
    var isTold = false
    for event in moment.events {
      switch event.fact {
      case .overridden(.stop, let reason): isTold = !reason.isEmpty
      case .stopMoved(let price, let cause):
        defer { stop = price }
        guard let before = stop else {
          if cause != .initial { return "the first stop came by \(cause)" }
          continue
        }
        guard (price.ticks - before.ticks) * moment.after.side.sign <= 0 else { continue }
        if price == before { return "the stop moved to where it stood, by \(cause)" }
        guard isTold, case .hand(_?) = cause, case .hand = moment.action else {
          return "the stop loosened from \(before.ticks) to \(price.ticks) by \(cause)"
        }
      case .closed: stop = nil
      default: continue
      }
    }
    return moment.after.stop?.price == stop ? nil : "the stop moved without an event"
  }

  /// I13. From the first unit on a stop is asked for that covers all that is open, at the trade's own stop. Between
  /// two prices exactly one is in force and covers it; while it is replaced there are two; never none.
  static let theStopCoversWhatIsOpen = Invariant(
    name: "I13 coverage",
    behindEveryAction: { moment, _ in
      let stops = moment.after.orders.filter { $0.order.purpose == .stop }
      let inForce = stops.count { $0.state == .working }
      if inForce > 2 { return "\(inForce) stops are in force" }
      guard let stop = moment.after.stop, moment.after.position.isOpen else {
        return moment.after.position.isOpen ? "open without a stop" : nil
      }
      let covers = stops.contains {
        $0.state != .withdrawn && $0.order.kind == .stop(stop.price)
          && $0.remaining == moment.after.position.open
      }
      if !covers { return "no stop was asked for \(moment.after.position.open.steps) at \(stop.price.ticks)" }
      let stood = moment.before.orders.contains { $0.order.purpose == .stop && $0.state == .working }
      return stood && inForce == 0 ? "the last stop went before another one stood" : nil
    },
    atRest: { run, _ in
      let stops = run.trade.orders.filter { $0.order.purpose == .stop }
      guard run.trade.position.isOpen, let stop = run.trade.stop else {
        return stops.isEmpty ? nil : "\(stops.count) stops stand for nothing"
      }
      guard stops.count == 1, let order = stops.first, order.state == .working else {
        return "\(stops.count) stops: \(stops)"
      }
      if order.order.kind != .stop(stop.price) {
        return "the stop stands elsewhere than at \(stop.price.ticks)"
      }
      return order.remaining == run.trade.position.open
        ? nil : "the stop covers \(order.remaining.steps) of \(run.trade.position.open.steps)"
    })

  /// I14. What may only reduce never increases and never turns the position: a fill is at most what was open. Between
  /// two prices each such order, and all targets together, are at most the open quantity.
  static let reducingNeverFlips = Invariant(
    name: "I14 reduce-only",
    behindEveryAction: { moment, _ in
      guard case .broker(.filled(let fill), _) = moment.action,
        let order = moment.before.orders.first(where: { $0.id == fill.order })
      else { return nil }
      let (before, after) = (moment.before.position.open, moment.after.position.open)
      guard order.order.isReduceOnly else {
        return after == before + fill.quantity ? nil : "an entry of \(fill)"
      }
      if fill.quantity > before { return "\(fill.quantity.steps) sold, \(before.steps) were open" }
      return after == before - fill.quantity ? nil : "open went from \(before.steps) to \(after.steps)"
    },
    atRest: { run, _ in
      let open = run.trade.position.open
      var targets = Quantity.zero
      for order in run.trade.orders where order.order.isReduceOnly {
        if order.remaining > open { return "\(order) may sell more than the \(open.steps) open" }
        if order.order.purpose != .stop { targets += order.remaining }
      }
      return targets > open ? "targets rest for \(targets.steps), \(open.steps) is open" : nil
    })

  /// I15. A stop is put on the losing side of price; and it lies before liquidation, also once more was bought.
  static let theStopStandsWhereItCan = Invariant(name: "I15 where the stop stands") { moment, _ in
    let trade = moment.after
    for event in moment.events {
      guard case .stopMoved(let price, let cause) = event.fact, cause != .initial else { continue }
      if (event.tick.price.ticks - price.ticks) * trade.side.sign < 1 {
        return "a stop at \(price.ticks) with price at \(event.tick.price.ticks), by \(cause)"
      }
    }
    guard let stop = trade.stop, let liquidation = trade.liquidation else { return nil }
    return (stop.price.ticks - liquidation.ticks) * trade.side.sign > 0
      ? nil : "the stop \(stop.price.ticks) lies beyond liquidation at \(liquidation.ticks)"
  }

  /// I15. An add never lets the loss at the stop, fees counted, pass the budget of `risk:`, unless a person said why.
  static let addsKeepTheBudget = Invariant(name: "I15 budget") { moment, books in
    guard case .broker(.filled(let fill), _) = moment.action, let budget = moment.after.riskBudget,
      !books.hasOverridden, let stop = moment.after.stop, moment.after.position.isOpen,
      let order = moment.before.orders.first(where: { $0.id == fill.order }), !order.order.isReduceOnly
    else { return nil }
    func loss(_ trade: Trade, _ stop: Price) -> Cash {
      -trade.position.net(closingAt: stop, fee: trade.plan.takerFee)
    }
    // Funding may have used the budget up already.
    let before = moment.before.stop.map { loss(moment.before, $0.price) } ?? .zero
    let after = loss(moment.after, stop.price)
    return after > max(before, budget) ? "the loss at the stop is \(after.text()) of \(budget.text())" : nil
  }
}
