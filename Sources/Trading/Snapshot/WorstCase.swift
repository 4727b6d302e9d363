/// What a trade can lose if its stop fills where it stands.
extension Trade {
  /// The result if the stop is hit now, or once all that waits to be bought has filled, whichever is worst.
  ///
  /// Each tranche counts at the dearest price that it comes to where price goes through what waits on one side first, or
  /// on the other; where the plan has less left than they ask for, those that lose most come first. What the guards keep
  /// off the market on either way does not count, nor a tranche for which the plan leaves too little.
  public func worstCase(at last: Price) -> Cash {
    guard let stop, position.isOpen else { return .zero }
    let now = net(stoppedAt: stop.price)
    let waiting = waitingTranches.filter { whyNoTargetSetsItOff($0) == nil }
    guard !waiting.isEmpty else { return now }
    let exit = Price(ticks: max(1, stop.price.ticks - side.sign * plan.slippage))
    var dearest: [ImaginedBuy] = []
    for favourable in [true, false] {
      for takesDearest in [false, true] {
        var way = WayToStop(self, waiting, from: last, to: exit, takesDearest: takesDearest)
        way.goToAndFro(favourable)
        for buy in way.bought { keep(buy, in: &dearest) }
        if !way.sawDearer { break }
      }
    }
    return min(now, net(of: dearest, closingAt: exit))
  }

  /// The dearest price and the largest quantity of each.
  private func keep(_ buy: ImaginedBuy, in dearest: inout [ImaginedBuy]) {
    guard let known = dearest.firstIndex(where: { $0.rule == buy.rule }) else { return dearest.append(buy) }
    let quantity = max(dearest[known].quantity, buy.quantity)
    if favour(buy.price, beyond: dearest[known].price) > 0 { dearest[known] = buy }
    dearest[known].quantity = quantity
  }

  /// The result with all of that, as far as the plan and its budget let it.
  private func net(of buys: [ImaginedBuy], closingAt exit: Price) -> Cash {
    var then = self
    var isCut = false
    for buy in buys.sorted(by: { favour($0.price, beyond: $1.price) > 0 }) {
      let isRest = rules[buy.rule].filled > rules[buy.rule].adopted
      let left = min(buy.quantity, total - then.position.entered)
      guard left > .zero, let before = then.projection(firstFillAt: buy.price) else { continue }
      let add = Add(quantity: left, price: buy.price, fillPrice: buy.price, fee: buy.fee)
      let quantity = then.withinBudget(add, on: before)
      isCut = isCut || quantity < left
      guard quantity > .zero, isRest || quantity == buy.quantity || isTradable(quantity, at: buy.price)
      else { continue }
      then.position.enter(quantity, at: buy.price, fee: instrument.notional(buy.price, quantity) * buy.fee)
    }
    let net = then.position.net(closingAt: exit, fee: plan.takerFee)
    guard isCut, let riskBudget, let stop else { return net }
    // In another order it may be cut later, and to other steps; more than the budget it never loses, but for what the
    // stop slips.
    let open = min(buys.reduce(position.open) { $0 + $1.quantity }, total - position.taken)
    let slip = instrument.notional(stop.price, open) - instrument.notional(exit, open)
    return min(net, -riskBudget - (side == .long ? slip : -slip))
  }
}
