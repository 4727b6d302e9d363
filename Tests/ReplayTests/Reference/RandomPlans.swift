import Trading

/// Plans drawn by lot: mostly what a trader would write, sometimes strange, always valid.
///
/// Everything is laid out in units of a distance around a price, both drawn first, so that the prices of
/// `RandomPrices` meet it.
struct RandomPlans {
  typealias Level = ReferencePlan.Level
  typealias Distance = ReferencePlan.Distance
  typealias Rule = ReferencePlan.Rule
  typealias Trigger = ReferencePlan.Trigger

  var dice: SplitMix64
  /// Where the plan lies, in ticks.
  var center = 10_000
  /// The distance that matters in it, in ticks.
  var unit = 100
  var sign = 1
  var plan: ReferencePlan
  var names: [String] = []
  /// Where the plan has to lie, if that is not drawn.
  private var place: (center: Int, unit: Int)?

  /// The plan of a seed, with the price it lies around and the distance that matters in it, both in ticks.
  static func plan(seed: UInt64) -> (plan: ReferencePlan, center: Int, unit: Int) {
    var maker = RandomPlans(seed: seed)
    maker.make()
    return (maker.plan, maker.center, maker.unit)
  }

  /// A plan for prices that are given: around a price, with the distance that matters there, both in ticks.
  static func plan(seed: UInt64, around center: Int, unit: Int) -> ReferencePlan {
    var maker = RandomPlans(seed: seed)
    maker.place = (center, unit)
    maker.make()
    return maker.plan
  }

  private init(seed: UInt64) {
    dice = SplitMix64(seed: seed)
    plan = ReferencePlan(instrument: .smallCoin, stop: .distance(.percent(1000)), rules: [])
  }

  private mutating func make() {
    layOut()
    header()
    entries()
    guard !plan.rules.isEmpty else { return }
    targets()
    for _ in 0..<dice.int(0...4) { manage() }
    if dice.chance(10) { plan.rules.shuffleExits(&dice) }
  }

  // MARK: Where

  private mutating func layOut() {
    plan.instrument = dice.one(of: [.smallCoin, .smallCoin, .coarseCoin, .bitcoin])
    center = dice.int(2000...30_000)
    unit = max(4, center * dice.int(2...30) / 1000)
    if let place { (center, unit) = place }
    plan.side = dice.chance(50) ? .long : .short
    sign = plan.side.sign
  }

  /// A price so many tenths of a unit beyond the center, in the trade's favour.
  func ticks(_ tenths: Int) -> Int { center + sign * unit * tenths / 10 }

  /// The same as the language can say it.
  mutating func level(_ tenths: Int) -> Level {
    if let name = names.first, dice.chance(8) { return Level(.named(name)) }
    if dice.chance(5) { return Level(.firstPrice, plus: .ticks(unit * abs(tenths) / 10)) }
    if dice.chance(5) { return Level(.price(ticks(tenths)), minus: .percent(dice.int(1...300))) }
    return Level(.price(ticks(tenths)))
  }

  // MARK: The header

  private mutating func header() {
    sizes()
    let behind = dice.int(8...30)
    if dice.chance(50) {
      plan.stop = .level(Level(.price(ticks(-behind))))
    } else if dice.chance(50) {
      plan.stop = .distance(.ticks(max(2, unit * dice.int(5...20) / 10)))
    } else {
      plan.stop = .distance(.percent(max(50, unit * dice.int(5...20) * 10_000 / center)))
    }
    let fee = dice.one(of: [(0, 0), (20_000, 50_000), (10_000, 40_000), (-5_000, 45_000), (100_000, 100_000)])
    plan.makerFee = Rate(e8: fee.0)
    plan.takerFee = Rate(e8: fee.1)
    plan.slippage = dice.chance(50) ? 0 : dice.int(1...3)
    plan.fillsOnTouch = dice.chance(30)
    if dice.chance(25) {
      plan.funding = .init(
        rate: Rate(e8: dice.one(of: [10_000, -5_000, 30_000])), hours: dice.one(of: [1, 4, 8]))
    }
    if dice.chance(20) {
      names = ["pivot"]
      let level =
        dice.chance(50) ? Level(.firstPrice, plus: .percent(dice.int(0...500))) : Level(.price(ticks(5)))
      plan.levels = [.init(name: "pivot", level: level)]
    }
    plan.keepsEntries = dice.chance(25)
    plan.targetsAfterEntries = dice.chance(10)
    plan.chase = dice.chance(15) ? nil : dice.chance(60) ? .r(100) : distance()
    plan.room = dice.one(of: [.r(250), .r(250), .r(0), .r(500), .ticks(2), .percent(100)])
    if dice.chance(85) { plan.firstEntry = dice.one(of: [60_000, 100_000, 100_000]) }
    plan.underwater = dice.one(of: [500, 500, 800, 2000])
  }

  private mutating func sizes() {
    let digits = plan.instrument.quantityDigits
    plan.size = .steps(digits == 0 ? dice.int(3...400) : dice.int(50...1900))
    if dice.chance(60) { plan.equity = dice.int(1...40) * (digits == 0 ? 2000 : 1000) }
    plan.leverage = dice.one(of: [1000, 1000, 2000, 3500, 5000, 10_000, 25_000, 50_000])
    if dice.chance(20) { plan.size = .risk(dice.int(20...400)) }
    if plan.equity != nil, dice.chance(10) { plan.size = .riskPercent(dice.int(1...20) * 250) }
  }

  mutating func distance() -> Distance {
    switch dice.int(1...4) {
    case 1: .ticks(max(1, unit * dice.int(1...10) / 20))
    case 2: .price(max(1, unit * dice.int(1...10) / 20))
    case 3: .percent(max(10, unit * dice.int(1...10) * 5000 / center))
    default: .r(dice.one(of: [50, 100, 333, 500, 1000]))
    }
  }
}

extension [ReferencePlan.Rule] {
  /// Moves exits and free rules between the entries; these keep their order.
  fileprivate mutating func shuffleExits(_ dice: inout SplitMix64) {
    for _ in 0..<count {
      let from = dice.int(0...(count - 1))
      guard !self[from].isEntry else { continue }
      let rule = remove(at: from)
      // References to targets by number stay valid: there are as many as before.
      insert(rule, at: dice.int(0...count))
    }
  }
}

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
