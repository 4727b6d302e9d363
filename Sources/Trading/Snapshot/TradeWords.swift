/// Words and numbers that several views of a trade share.
extension Trade {
  /// The whole trade's net result if a stop at this price closes it: slippage and the taker fee counted.
  public func net(stoppedAt price: Price) -> Cash {
    position.net(closingAt: Price(ticks: price.ticks - side.sign * plan.slippage), fee: plan.takerFee)
  }

  /// A result in R, as a result in money over what 1R is worth on all that was entered.
  func resultInR(_ net: Cash) -> String {
    guard let oneR, oneR > 0, position.entered > .zero else { return "0.00" }
    let ratio = net.ratio / instrument.notional(Ratio(oneR), position.entered)
    return NumberText.fixed(ratio, digits: 2, signed: ratio.magnitude >= Ratio(1, over: 200))
  }

  func words(_ cause: StopCause) -> String {
    switch cause {
    case .initial: "initial"
    case .rule(let index), .trail(let index):
      rules.indices.contains(index) ? "\(rules[index].rule)" : "a rule"
    case .hand(let reason): reason.map { "by hand: \($0)" } ?? "by hand"
    }
  }
}

extension Instrument {
  /// A price that is not rounded to the grid, with the instrument's digits.
  public func text(ticks: Ratio, marks: Bool = true) -> String {
    NumberText.fixed(
      ticks * Ratio(Int128(tickUnits), over: NumberText.power(of: priceDigits)), digits: priceDigits,
      marks: marks)
  }
}
