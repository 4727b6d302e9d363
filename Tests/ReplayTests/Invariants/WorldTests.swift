import Replay
import Testing
import Trading

/// The same trade in another world: upside down, or in other money.
@Suite struct WorldTests {
  /// A short over prices upside down, with its owner's sentences upside down, does what the long does.
  @Test func aShortIsALongUpsideDownWhateverIsTyped() {
    Relation.hold(RandomCase.seeds(60), typed: true, atLeast: 1_500) { random in
      let center = Int(random.ticks.map(\.price).max() ?? 0) + Mirrored.lift
      let world = Mirrored(random.plan.instrument, axis: 2 * center)
      let plan = world.symmetric(try random.read())
      let lifted = Scene(
        tape: DifferentialTests.tape(random.ticks.map { ($0.time, $0.price + Mirrored.lift) }),
        hands: random.hands.map { TypedHand(time: $0.time, sentence: world.lifted($0.sentence)) })
      let turned = Scene(
        tape: DifferentialTests.tape(random.ticks.map { ($0.time, world.axis - $0.price - Mirrored.lift) }),
        hands: lifted.hands.map { TypedHand(time: $0.time, sentence: world.turning.sentence($0.sentence)) })
      let map = EventMap(
        price: { Price(ticks: world.axis - $0.ticks) }, rule: { world.turning.rule($0) })
      return Relation.compare(
        try Relation.run(plan, lifted), try Relation.run(world.turned(plan), turned), through: map)
    }
  }

  /// Every tick worth so many times as much: every price and all money too, nothing else.
  @Test func pricesTimesAPowerOfTwoAreMoneyTimesIt() {
    Relation.hold(RandomCase.seeds(60), typed: true, atLeast: 1_500) { random in
      let factor = 1 << (1 + random.ticks.count % 7)
      let map = PlanMap(
        price: { Decimal18(units: $0.units * Int128(factor)) },
        distance: { distance in
          guard case .price(let value) = distance else { return distance }
          return .price(Decimal18(units: value.units * Int128(factor)))
        })
      let plan = try random.read()
      let dear = Scaled.plan(map.plan(plan), by: factor)
      var scene = random.scene
      let small = try Relation.run(plan, scene)
      scene.hands = scene.hands.map { TypedHand(time: $0.time, sentence: map.sentence($0.sentence)) }
      let events = EventMap(cash: { $0 * factor }, rule: { map.rule($0) })
      return Relation.compare(small, try Relation.run(dear, scene), through: events)
    }
  }
}

/// Plans that count in ticks only: what depends on the height of price has no mirror.
private struct Mirrored {
  /// So high up that a short has no liquidation price within reach.
  static let lift = 1_000_000

  let axis: Int
  /// A tick in units of 10⁻¹⁸.
  private let tick: Int128

  init(_ instrument: Instrument, axis: Int) {
    self.axis = axis
    tick = Int128(instrument.tickUnits) * (instrument.priceDigits..<18).reduce(1) { value, _ in value * 10 }
  }

  /// Distances in ticks, swings for averages, whose last bits depend on the height.
  private var lifting: PlanMap {
    PlanMap(
      price: { Decimal18(units: $0.units + Int128(Mirrored.lift) * tick) }, distance: Mirrored.inTicks,
      base: { base in
        guard case .percent(let percent) = base else { return base }
        return .ticks(Int(percent.units / (Cash.scale / 100)))
      },
      indicator: { line in
        switch line {
        case .ema(let length), .sma(let length), .swing(let length): .swing(min(3, length))
        }
      }, retest: .ticks(25))
  }

  var turning: PlanMap {
    PlanMap(
      price: { Decimal18(units: Int128(axis) * tick - $0.units) }, close: { $0 == .below ? .above : .below })
  }

  private static func inTicks(_ distance: Distance) -> Distance {
    guard case .percent(let percent) = distance else { return distance }
    return .ticks(Int(percent.units / (Cash.scale / 100)) + 1)
  }

  func symmetric(_ plan: Plan) -> Plan {
    var plan = lifting.plan(plan)
    plan.instrument.smallestNotional = .zero
    plan.makerFee = .zero
    plan.takerFee = .zero
    plan.funding = nil
    plan.equity = nil
    plan.leverage = Decimal18(units: Cash.scale)
    if case .quantity = plan.size {} else { plan.size = .quantity(Quantity(steps: 997)) }
    return plan
  }

  /// A sentence as it is typed a lift higher. `trail at` would follow an average, whose default has no swing.
  func lifted(_ sentence: String) -> String { lifting.sentence(sentence) }

  func turned(_ plan: Plan) -> Plan {
    var plan = turning.plan(plan)
    plan.side = plan.side == .long ? .short : .long
    return plan
  }
}

/// A plan whose instrument's tick is worth a multiple, and all that is told in money with it.
private enum Scaled {
  static func plan(_ plan: Plan, by factor: Int) -> Plan {
    var plan = plan
    plan.instrument.tickUnits *= factor
    plan.instrument.smallestNotional = plan.instrument.smallestNotional * factor
    for index in plan.instrument.tiers.indices {
      plan.instrument.tiers[index].floor = plan.instrument.tiers[index].floor * factor
      plan.instrument.tiers[index].deduction = plan.instrument.tiers[index].deduction * factor
    }
    plan.equity = plan.equity.map { $0 * factor }
    if case .risk(let amount) = plan.size { plan.size = .risk(amount * factor) }
    return plan
  }
}
