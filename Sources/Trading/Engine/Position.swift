/// What was bought, sold and paid: the ledger of one trade. Exact; a fold of its fills and funding.
public struct Position: Hashable, Sendable {
  public let side: Side
  public let instrument: Instrument
  /// All that was ever entered.
  public private(set) var entered: Quantity = .zero
  public private(set) var open: Quantity = .zero
  /// Σ price · quantity of the entries, and of the exits.
  public private(set) var enteredNotional: Cash = .zero
  public private(set) var exitNotional: Cash = .zero
  public private(set) var entryFees: Cash = .zero
  public private(set) var exitFees: Cash = .zero
  /// Paid less received, over the whole trade.
  public private(set) var funding: Cash = .zero
  /// The part of `funding` that the open quantity carries.
  public private(set) var openFunding: Cash = .zero
  /// What an adopted position had realised before, net.
  public private(set) var carried: Cash = .zero
  public private(set) var firstFill: Price?
  public private(set) var lastFill: Price?

  public init(side: Side, instrument: Instrument) {
    self.side = side
    self.instrument = instrument
  }

  public var isOpen: Bool { open > .zero }
  public var taken: Quantity { entered - open }
  public var fees: Cash { entryFees + exitFees }

  /// `isLast`: nothing of the order is left; a part is not yet the last fill that rules speak of.
  public mutating func enter(_ quantity: Quantity, at price: Price, fee: Cash, isLast: Bool = true) {
    entered += quantity
    open += quantity
    enteredNotional += instrument.notional(price, quantity)
    entryFees += fee
    firstFill = firstFill ?? price
    if isLast || lastFill == nil { lastFill = price }
  }

  /// Takes over an open position; to be booked first of all.
  mutating func adopt(_ adopted: AdoptedPosition) {
    entered = adopted.quantity
    open = adopted.quantity
    enteredNotional = adopted.notional
    entryFees = adopted.fee
    carried = adopted.realised
    firstFill = adopted.price
    lastFill = adopted.price
  }

  /// Books an exit. The funding that the sold part carried goes with it, rounded down, so that what stays open
  /// never shows a breakeven that is too good.
  public mutating func exit(_ quantity: Quantity, at price: Price, fee: Cash) {
    precondition(quantity <= open, "an exit is clipped to the open quantity before it is booked")
    let share = openFunding.units * Int128(quantity.steps)
    openFunding -= Cash(units: Ratio.floorDivide(share, Int128(open.steps)))
    open -= quantity
    if open == .zero { openFunding = .zero }
    exitNotional += instrument.notional(price, quantity)
    exitFees += fee
  }

  /// Books a funding payment; a receipt is negative.
  public mutating func pay(funding amount: Cash) {
    funding += amount
    openFunding += amount
  }

  /// Average entry in ticks: entered notional over entered quantity; exits do not change it.
  public var average: Ratio? {
    guard entered > .zero else { return nil }
    return Ratio(
      enteredNotional.units, over: instrument.tickStepValue.units * Int128(entered.steps))
  }

  /// The price at which closing what is open gives back exactly what it cost, entry fees and funding counted,
  /// at this fee and slippage in ticks. Not yet rounded.
  public func breakeven(taker: Rate, slippage: Int) -> Ratio? {
    guard let average, isOpen else { return nil }
    let carried =
      Ratio(entryFees.units * Int128(open.steps), over: Int128(entered.steps)) + openFunding.ratio
    let perUnit = instrument.ticks(worth: carried, on: open)
    return closing(at: average, cost: perUnit, taker: taker, slippage: slippage)
  }

  /// The same for the whole trade, realised result counted.
  public func scratch(taker: Rate, slippage: Int) -> Ratio? {
    guard isOpen else { return nil }
    let sign = Int128(side.sign)
    let owed = enteredNotional.units * sign - exitNotional.units * sign - carried.units
    let cost = instrument.ticks(worth: (fees + funding).ratio, on: open)
    let base = instrument.ticks(worth: Ratio(owed * sign, over: 1), on: open)
    return closing(at: base, cost: cost, taker: taker, slippage: slippage)
  }

  private func closing(at base: Ratio, cost: Ratio, taker: Rate, slippage: Int) -> Ratio {
    let sign = Ratio(side.sign)
    let keeps = Ratio(1) - sign * taker.ratio
    return (base + sign * cost) / keeps + sign * Ratio(slippage)
  }

  /// The whole trade's net result if what is open were closed at this price, a rate of which goes to the venue.
  public func net(closingAt price: Price, fee: Rate) -> Cash {
    let value = instrument.notional(price, open)
    let gross = exitNotional + value - enteredNotional
    return (side == .long ? gross : -gross) + carried - fees - funding - value * fee
  }

  /// Net of what is closed: the whole trade's result once nothing is open.
  public var settled: Cash {
    let gross = exitNotional - enteredNotional
    return (side == .long ? gross : -gross) + carried - fees - funding
  }

  /// Realised result, net of all fees and funding so far, as far as it belongs to what was sold.
  public var realised: Cash {
    guard let average else { return .zero }
    let cost = instrument.notional(average, taken)
    let gross = Ratio(exitNotional.units, over: 1) - cost
    return Cash(units: (gross * Ratio(side.sign)).roundedDown128) + carried - fees - funding
  }

  /// Margin of the open part on isolated margin: its entry notional over the leverage, in cash units.
  public func margin(leverage: Ratio) -> Ratio {
    guard let average else { return .zero }
    return instrument.notional(average, open) / leverage
  }

  /// The price at which the venue liquidates the open part on isolated margin, not yet rounded; nil where it
  /// never would. Source: the venue's published formula, LP = (WB + cum − s·q·E) / (q·(mmr − s)).
  public func liquidation(leverage: Ratio) -> Ratio? {
    guard isOpen, let average else { return nil }
    let notional = instrument.notional(average, open)
    let tier = instrument.tier(notional: notional)
    let wallet = margin(leverage: leverage) + tier.deduction.ratio
    let sign = Ratio(side.sign)
    let value = (wallet - sign * notional) / (tier.rate.ratio - sign)
    let price = instrument.ticks(worth: value, on: open)
    return price > .zero ? price : nil
  }

  /// The price at which the margin of the open part is used up.
  public func bankruptcy(leverage: Ratio) -> Ratio? {
    guard isOpen, let average else { return nil }
    return average - Ratio(side.sign) * average / leverage
  }

  /// Rounds a derived price once, to the tick on the side of profit: up for a long, down for a short.
  public static func rounded(_ exact: Ratio, side: Side) -> Price {
    Price(ticks: side == .long ? exact.roundedUp : exact.roundedDown)
  }
}
