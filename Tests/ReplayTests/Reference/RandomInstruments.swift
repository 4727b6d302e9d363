import Trading

/// The instruments of random plans: their grids, minimums and tiers make something of every plan.
extension Instrument {
  /// Tiers from floors (quote currency) and rates (hundredths of a per cent); the deduction makes the margin
  /// continuous where one tier ends and the next begins.
  private static func rising(_ steps: [(Int, Int)]) -> [Tier] {
    var tiers: [Tier] = []
    for (floor, rate) in steps {
      let before = tiers.last
      let more = Rate(e8: rate * 10_000 - (before?.rate.e8 ?? 0))
      let deduction = (before?.deduction ?? .zero) + Cash(whole: floor) * more
      tiers.append(Tier(floor: Cash(whole: floor), rate: Rate(e8: rate * 10_000), deduction: deduction))
    }
    return tiers
  }

  /// Whole coins and low tiers, so that a few steps pass several of them.
  static let smallCoin = Instrument(
    name: "test:COIN", priceDigits: 2, quantityDigits: 0, smallestQuantity: Quantity(steps: 1),
    largestQuantity: Quantity(steps: 100_000), smallestNotional: Cash(whole: 5), makerFee: Rate(e8: 20_000),
    takerFee: Rate(e8: 50_000), largestLeverage: 100,
    tiers: rising([(0, 50), (2_000, 65), (10_000, 100), (40_000, 250), (100_000, 500)]))

  /// A tick and a step of more than one unit, and a minimum that small legs miss.
  static let coarseCoin = Instrument(
    name: "test:COARSE", priceDigits: 1, tickUnits: 5, quantityDigits: 2, stepUnits: 5,
    smallestQuantity: Quantity(steps: 2), largestQuantity: Quantity(steps: 2_000),
    smallestNotional: Cash(whole: 500), makerFee: Rate(e8: 20_000), takerFee: Rate(e8: 50_000),
    largestLeverage: 100, tiers: rising([(0, 100), (50_000, 200), (500_000, 400)]))

  /// The grid of a large contract, at low prices.
  static let bitcoin = Instrument(
    name: "test:BITCOIN", priceDigits: 1, quantityDigits: 3, smallestQuantity: Quantity(steps: 1),
    largestQuantity: Quantity(steps: 1_000_000), smallestNotional: Cash(whole: 100),
    makerFee: Rate(e8: 20_000),
    takerFee: Rate(e8: 50_000), largestLeverage: 125, tiers: rising([(0, 40), (50_000, 50), (600_000, 65)]))
}
