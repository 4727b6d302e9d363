/// The trade at each tranche: what it is after it, and its leverage before and after.
extension PlanReport.Stage {
  init(_ stage: PlanWalk.Stage, after before: PlanWalk.Stage?, _ checked: PlanCase) {
    let trade = stage.trade
    let instrument = checked.instrument
    let total = Int128(max(1, checked.opened.total.steps))
    self.init(
      number: stage.number, share: Figure(Ratio(Int128(stage.quantity.steps) * 100, over: total), digits: 1),
      outcome: stage.outcome, answering: stage.answering, quantity: Figure(stage.quantity, instrument),
      price: Figure(stage.price, instrument), isPlaced: stage.isPlaced, fee: Figure(stage.fee))
    guard stage.isBought, let mean = trade.position.average else { return }
    average = Figure(mean, instrument)
    breakeven = trade.position.breakeven(taker: trade.plan.takerFee, slippage: trade.plan.slippage)
      .map { Figure(Position.rounded($0, side: trade.side), instrument) }
    resultAtStop = trade.stop.map {
      Figure(trade.position.net(closingAt: $0.price, fee: trade.plan.takerFee))
    }
    fillLiquidation(stage, trade)
    (effectiveLeverage, marginLeverage) = PlanReport.Stage.leverage(trade, at: stage.price)
    guard let before else { return }
    openResult = Figure(before.trade.position.net(closingAt: stage.price, fee: .zero))
    (effectiveLeverageBefore, marginLeverageBefore) = PlanReport.Stage.leverage(before.trade, at: stage.price)
  }

  private mutating func fillLiquidation(_ stage: PlanWalk.Stage, _ trade: Trade) {
    guard let exact = trade.position.liquidation(leverage: trade.plan.leverage.ratio) else { return }
    let price = Position.rounded(exact, side: trade.side)
    liquidation = Figure(price, trade.instrument)
    let away = Int128(stage.price.ticks - price.ticks) * Int128(trade.side.sign)
    liquidationDistance = Figure(Ratio(away * 100, over: Int128(max(1, stage.price.ticks))), digits: 1)
  }

  /// Notional over equity, and over the posted margin, each with what is open at this price, less fees.
  private static func leverage(_ trade: Trade, at price: Price) -> (equity: Figure?, margin: Figure?) {
    let position = trade.position
    var equity: Figure?
    if let before = trade.projection(firstFillAt: price) {
      let nothing = Trade.Add(quantity: .zero, price: price, fillPrice: price, fee: .zero)
      equity = trade.leverage(after: .zero, nothing, before).map { Figure($0, digits: 2) }
    }
    let worth =
      position.margin(leverage: trade.plan.leverage.ratio) + position.net(closingAt: price, fee: .zero).ratio
    guard worth > .zero else { return (equity, nil) }
    let notional = trade.instrument.notional(price, position.open)
    return (equity, Figure(notional.ratio / worth, digits: 2))
  }
}
