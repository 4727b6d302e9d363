@testable import Trading

/// Quantity and cash: nothing appears, nothing is lost, and no path through the same fills makes a difference.
extension Invariant {
  /// I1. What is open is what was bought less what was sold, fill by fill; every fill belongs to exactly one tranche,
  /// exit, stop or liquidation, and what each of these says it did adds up to the same.
  static let quantityIsConserved = Invariant(name: "I1 conservation of quantity") { moment, books in
    let (trade, position) = (moment.after, moment.after.position)
    if position.open.steps != books.open { return "open \(position.open.steps), fills say \(books.open)" }
    if position.entered.steps != books.entered {
      return "entered \(position.entered.steps), fills say \(books.entered)"
    }
    for (index, state) in trade.rules.enumerated() {
      let bought = books.filled(.entry(rule: index))
      let sold = books.filled(.exit(rule: index))
      if bought > 0, !state.isTranche { return "rule \(index) bought, and is no tranche" }
      if sold > 0, state.isEntry { return "entry \(index) sold" }
      if state.filled.steps != bought + sold {
        return "rule \(index) says \(state.filled.steps), its fills \(bought + sold)"
      }
    }
    for case let purpose? in books.fills.map(\.purpose) {
      if let rule = purpose.rule, !trade.rules.indices.contains(rule) { return "a fill of no rule" }
    }
    let lines = trade.ledger.reduce(0) { $0 + ($1.isEntry ? $1.quantity.steps : -$1.quantity.steps) }
    return lines == books.open ? nil : "the ledger holds \(lines), fills say \(books.open)"
  }

  /// I2. Cash is what was received less what was paid, less fees, less funding, exactly; the trade's result at any
  /// price is that and what is open at this price.
  static let cashIsConserved = Invariant(name: "I2 cash identity") { moment, books in
    let (trade, position) = (moment.after, moment.after.position)
    let sign = Int128(trade.side.sign)
    let value = trade.instrument.tickStepValue.units
    let cash = -books.notional * sign * value - books.fees.units - books.funding.units
    if position.fees != books.fees { return "fees \(position.fees), fills say \(books.fees)" }
    if position.funding != books.funding { return "funding \(position.funding), events \(books.funding)" }
    for price in [moment.after.lastEventTick.price.ticks, 1] {
      let worth = cash + sign * Int128(price) * Int128(books.open) * value
      let net = position.net(closingAt: Price(ticks: price), fee: .zero).units
      if net != worth { return "net \(net) at \(price), cash and what is open make \(worth)" }
    }
    let lines = trade.ledger.reduce(Cash.zero) { $0 + $1.fees }
    return lines == books.fees ? nil : "the ledger's fees are \(lines), those of the fills \(books.fees)"
  }

  /// I3. Equity is the sum of what each single fill has gained or lost by now, less fees and funding, however fills
  /// are split; realised and open result are its two parts, the first rounded down to a unit.
  static let equityIsTheSumOfFills = Invariant(name: "I3 equity identity") { moment, books in
    let (trade, position) = (moment.after, moment.after.position)
    let price = trade.lastEventTick.price.ticks
    let sign = Int128(trade.side.sign)
    let gained = books.fills.reduce(Int128(0)) {
      $0 + Int128($1.direction) * Int128($1.quantity) * Int128(price - $1.price) * sign
    }
    let equity = gained * trade.instrument.tickStepValue.units - books.fees.units - books.funding.units
    let net = trade.openNet(Price(ticks: price)).units
    if net != equity { return "equity \(net), fill by fill \(equity)" }
    guard let average = position.average else { return nil }
    let value = trade.instrument.notional(Ratio(price) - average, position.open) * Ratio(trade.side.sign)
    let rest = Ratio(net, over: 1) - Ratio(position.realised.units, over: 1) - value
    return rest < .zero || rest >= Ratio(1) ? "realised and open result leave \(rest) of \(net)" : nil
  }

  /// I3. Closing what is open at breakeven, at the taker fee and the slippage of the plan, gives back exactly what
  /// that quantity cost, its part of the entry fees and of the funding counted.
  static let breakevenGivesBackItsCost = Invariant(name: "I3 breakeven") { moment, _ in
    let (plan, position) = (moment.after.plan, moment.after.position)
    guard let average = position.average, position.isOpen,
      let level = position.breakeven(taker: plan.takerFee, slippage: plan.slippage)
    else { return nil }
    let sign = Ratio(plan.side.sign)
    let price = level - sign * Ratio(plan.slippage)
    let proceeds = plan.instrument.notional(price, position.open)
    let gained = (proceeds - plan.instrument.notional(average, position.open)) * sign
    let carried =
      Ratio(position.entryFees.units * Int128(position.open.steps), over: Int128(position.entered.steps))
      + position.openFunding.ratio
    let left = gained - proceeds * plan.takerFee.ratio - carried
    return left == .zero ? nil : "closing at \(level) leaves \(left)"
  }

  /// I4. Once it is closed nothing is open, nothing is carried, and the result is what was received less what was
  /// paid, fees and funding counted, to the last unit; it lies between the extremes that were seen.
  static let aClosedTradeLeavesNothing = Invariant(name: "I4 closed trade") { moment, books in
    let trade = moment.after
    guard let result = trade.result else { return nil }
    if trade.position.isOpen || books.open != 0 { return "closed with \(books.open) open" }
    if trade.position.openFunding != .zero { return "carries \(trade.position.openFunding) on" }
    if trade.stop != nil || !trade.orders.isEmpty { return "a stop or an order is left" }
    let sign = Int128(trade.side.sign)
    let net =
      -books.notional * sign * trade.instrument.tickStepValue.units - books.fees.units - books.funding.units
    if result.net.units != net { return "net \(result.net.units), the fills make \(net)" }
    if result.fees != books.fees || result.funding != books.funding { return "fees or funding differ" }
    if let low = result.adverse, let high = result.favourable, low > result.net || result.net > high {
      return "net \(result.net) is not between \(low) and \(high)"
    }
    return (result.adverse == nil) == (books.entered == 0) ? nil : "an excursion without a position"
  }
}
