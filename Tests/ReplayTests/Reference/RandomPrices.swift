import Trading

/// Prices drawn by lot around a plan: walks, trends and ranges with jumps, repeated prices and prices
/// exactly on the plan's levels, at times that lie nothing to hours apart.
struct RandomPrices {
  private var dice: SplitMix64
  private let center: Int
  private let unit: Int
  private var price: Int
  private var time: Int64
  /// Where prices are drawn to for a while, so that they cross the plan's levels again and again.
  private var goal: Int
  /// The largest ordinary step.
  private let size: Int

  static func ticks(seed: UInt64, around center: Int, unit: Int) -> [ReferenceTrade.Tick] {
    var prices = RandomPrices(seed: seed, center, unit)
    let count = prices.dice.chance(70) ? prices.dice.int(200...700) : prices.dice.int(700...3000)
    return (0..<count).map { _ in prices.next() }
  }

  private init(seed: UInt64, _ center: Int, _ unit: Int) {
    dice = SplitMix64(seed: seed ^ 0x5DEE_CE66_D1CE_4E5B)
    self.center = center
    self.unit = unit
    price = center + unit * dice.int(-15...15) / 10
    goal = center
    size = max(1, unit / dice.int(2...15))
    time = RandomPrices.start(seed: seed)
  }

  /// The time of the first price of a seed, in microseconds since 1970.
  static func start(seed: UInt64) -> Int64 {
    var dice = SplitMix64(seed: seed ^ 0x3C6E_F372_FE94_F82B)
    return 1_700_000_000_000_000 + Int64(dice.int(0...1_000_000_000)) * 1000
  }

  private mutating func next() -> ReferenceTrade.Tick {
    let tick: ReferenceTrade.Tick = (time, price)
    time += pause()
    if dice.chance(3) { goal = center + unit * dice.int(-30...40) / 10 }
    price += move() + (goal - price) / 40
    // A liquidated short needs room above, and no price is less than a few ticks.
    price = max(10, price)
    return tick
  }

  /// Microseconds to the next price.
  private mutating func pause() -> Int64 {
    switch dice.int(1...100) {
    case 1...8: 0
    case 9...55: Int64(dice.int(1...20_000)) * 1000
    case 56...92: Int64(dice.int(1...600)) * 1_000_000
    case 93...99: Int64(dice.int(1...60)) * 60_000_000
    default: Int64(dice.int(1...9)) * 3_600_000_000
    }
  }

  private mutating func move() -> Int {
    switch dice.int(1...100) {
    case 1...10: 0
    case 11: unit * dice.int(-20...20) / 10
    case 12...16: unit * dice.int(-5...5) / 10
    // To a price that the plan may well name.
    case 17...25: step(towardsGrid: true)
    default: step(towardsGrid: false)
    }
  }

  /// A small step; towards the nearest tenth of a unit, where levels lie, it stops there.
  private mutating func step(towardsGrid: Bool) -> Int {
    guard towardsGrid else { return dice.int(-size...size) }
    let tenth = max(1, unit / 10)
    // Rounded down to a whole number of tenths; the price before is always well above nothing.
    return (price - center + 1000 * tenth) / tenth * tenth - 1000 * tenth + center - price
  }
}
