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
  /// Of the rarer parts of the language those that this plan is drawn from; many are drawn from none.
  var parts: Set<Part> = []
  /// Where the plan has to lie, if that is not drawn.
  private var place: (center: Int, unit: Int)?
  /// While prices come, in microseconds since 1970.
  private var times: ClosedRange<Int64>

  enum Part: CaseIterable {
    /// Closes of bars, indicators, the average true range.
    case bars
    /// `on return`, `when … within`, runners.
    case triggers
    case methods
    case news
    case levels
  }

  /// The plan of a seed, with the price it lies around and the distance that matters in it, both in ticks.
  static func plan(seed: UInt64) -> (plan: ReferencePlan, center: Int, unit: Int) {
    var maker = RandomPlans(seed: seed)
    maker.make()
    return (maker.plan, maker.center, maker.unit)
  }

  /// A plan for prices that are given: around a price, with the distance that matters there, both in ticks, and at
  /// times in microseconds since 1970.
  static func plan(seed: UInt64, around center: Int, unit: Int, during times: ClosedRange<Int64>)
    -> ReferencePlan
  {
    var maker = RandomPlans(seed: seed)
    maker.times = times
    maker.place = (center, unit)
    maker.make()
    return maker.plan
  }

  private init(seed: UInt64) {
    dice = SplitMix64(seed: seed)
    let start = RandomPrices.start(seed: seed)
    times = start...(start + 30 * 3_600_000_000)
    plan = ReferencePlan(instrument: .smallCoin, stop: .distance(.percent(1000)), rules: [])
  }

  private mutating func make() {
    layOut()
    header()
    entries()
    guard !plan.rules.isEmpty else { return }
    targets()
    for _ in 0..<dice.int(0...4) { manage() }
    if parts.contains(.methods) { methodsOfManaging() }
    if parts.contains(.triggers) || parts.contains(.bars), dice.chance(35) { runner() }
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
    let chances: [Part: Int] = [.bars: 42, .triggers: 38, .methods: 30, .news: 20, .levels: 25]
    parts = Set(Part.allCases.filter { dice.chance(chances[$0] ?? 0) })
  }

  /// A price so many tenths of a unit beyond the center, in the trade's favour.
  func ticks(_ tenths: Int) -> Int { center + sign * unit * tenths / 10 }

  /// The same as the language can say it.
  mutating func level(_ tenths: Int) -> Level {
    if !names.isEmpty, dice.chance(8) { return Level(.named(dice.one(of: names))) }
    if parts.contains(.bars), dice.chance(5) {
      return dice.chance(50)
        ? Level(.price(ticks(tenths)), plus: trueRange()) : Level(.price(ticks(tenths)), minus: trueRange())
    }
    if dice.chance(5) { return Level(.firstPrice, plus: .ticks(unit * abs(tenths) / 10)) }
    if dice.chance(5) { return Level(.price(ticks(tenths)), minus: .percent(dice.int(1...300))) }
    return Level(.price(ticks(tenths)))
  }

  // MARK: The header

  private mutating func header() {
    sizes()
    let behind = dice.int(8...30)
    if case .steps = plan.size, parts.contains(.bars), dice.chance(25) {
      plan.stop = .distance(trueRange(dice.int(4...16) * 500))
    } else if dice.chance(50) {
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
    if parts.contains(.levels) { nameLevels() }
    if parts.contains(.news) { announceNews() }
    plan.keepsEntries = dice.chance(25)
    plan.targetsAfterEntries = dice.chance(10)
    plan.chase = dice.chance(15) ? nil : dice.chance(60) ? .r(100) : distance()
    plan.room = dice.one(of: [.r(250), .r(250), .r(0), .r(500), .ticks(2), .percent(100)])
    if parts.contains(.bars), dice.chance(15) { plan.room = trueRange() }
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

  private mutating func nameLevels() {
    names = Array(["pivot", "floor.one", "floor.two", "asia.low-2"].prefix(dice.int(1...4)))
    plan.levels = names.map { name in
      let level =
        dice.chance(30)
        ? Level(.firstPrice, plus: .percent(dice.int(0...500))) : Level(.price(ticks(dice.int(-10...15))))
      return .init(name: name, level: level)
    }
  }

  /// Mostly while the prices come, mostly with the windows that stand for themselves.
  private mutating func announceNews() {
    let seconds = Int((times.upperBound - times.lowerBound) / 1_000_000)
    plan.news = (0..<dice.int(0...5)).map { _ in
      let time = times.lowerBound + Int64(dice.int((-seconds / 20)...max(1, seconds))) * 1_000_000
      var event = ReferencePlan.News(time: time)
      if dice.chance(40) { event.before = dice.int(0...7200) }
      if dice.chance(40) { event.after = dice.int(0...7200) }
      return event
    }
  }

  /// A frame that prices fill soon.
  mutating func frame() -> Int { dice.one(of: [1, 1, 3, 3, 5, 5, 15, 15, 30, 60]) }

  /// So much of it, in thousandths, unless it is drawn.
  mutating func trueRange(_ count: Int? = nil) -> Distance {
    .atr(count ?? dice.int(1...6) * 500, bars: dice.one(of: [1, 3, 3, 3, 5, 8, 14]), on: frame())
  }

  mutating func distance() -> Distance {
    if parts.contains(.bars), dice.chance(20) { return trueRange() }
    return plainDistance()
  }

  mutating func plainDistance() -> Distance {
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
      guard !self[from].isEntry, !self[from].entersByMethod else { continue }
      let rule = remove(at: from)
      // References to targets by number stay valid: there are as many as before.
      insert(rule, at: dice.int(0...count))
    }
  }
}
