/// The numbers of one column of a preview.
struct Figures {
  struct Line {
    enum Unit { case steps, ticks, cash, plain }

    var label: String
    var text: String
    /// Exact, in the unit; nil where there is none.
    var value: Ratio?
    var unit: Unit

    /// The difference with its sign; empty where there is none, or where one of the two has no value.
    func change(from before: Line, _ instrument: Instrument) -> String {
      guard let value, let old = before.value, value != old else { return "" }
      let difference = value - old
      switch unit {
      case .steps:
        return NumberText.fixed(
          difference
            * Ratio(Int128(instrument.stepUnits), over: NumberText.power(of: instrument.quantityDigits)),
          digits: instrument.quantityDigits, signed: true)
      case .ticks:
        return NumberText.fixed(
          difference
            * Ratio(Int128(instrument.tickUnits), over: NumberText.power(of: instrument.priceDigits)),
          digits: instrument.priceDigits, signed: true)
      case .cash: return Cash(units: difference.roundedDown128).text(signed: true)
      case .plain: return NumberText.fixed(difference, digits: 2, signed: true)
      }
    }
  }

  let lines: [Line]

  /// `orWorse`: another worst case that counts if it is worse.
  init(_ trade: Trade, _ last: Price, orWorse: Cash? = nil) {
    let instrument = trade.instrument
    let position = trade.position
    let isOpen = position.isOpen
    func price(_ label: String, _ price: Price?) -> Line {
      Line(
        label: label, text: price.map { instrument.text($0) } ?? "–", value: price.map { Ratio($0.ticks) },
        unit: .ticks)
    }
    func cash(_ label: String, _ cash: Cash?) -> Line {
      Line(label: label, text: cash?.text(signed: true) ?? "–", value: cash?.ratio, unit: .cash)
    }
    let ownWorst = trade.worstCase(at: last)
    let worst = orWorse.map { min($0, ownWorst) } ?? ownWorst
    let average = position.average
    let leverage = trade.effectiveLeverage(at: last)
    lines = [
      Line(
        label: "quantity", text: instrument.text(position.open), value: Ratio(position.open.steps),
        unit: .steps),
      Line(
        label: "average",
        text: average.map { instrument.text(Position.rounded($0, side: trade.side)) } ?? "–",
        value: average,
        unit: .ticks),
      price("breakeven", isOpen ? trade.breakeven : nil),
      price("liquidation", trade.liquidation),
      price("stop", isOpen ? trade.stop?.price : nil),
      cash(PreviewTable.atTheStop, isOpen ? trade.stop.map { trade.net(stoppedAt: $0.price) } : nil),
      cash(PreviewTable.worstCase, isOpen ? worst : nil),
      Line(
        label: "leverage", text: leverage.map { NumberText.fixed($0, digits: 2) } ?? "–", value: leverage,
        unit: .plain),
    ]
  }
}
