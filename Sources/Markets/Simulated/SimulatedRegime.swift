/// The moods of the simulated market, each a few legs long.
enum SimulatedRegime {
  /// The first hour or so: price waits below the level, breaks it, mostly comes back to it, and then runs or
  /// fails, so that a plan that waits for the level has something to do under any seed.
  ///
  /// `level` is in ticks, `unit` a basis point of it.
  static func opening(
    level: Double, unit: Double, random: inout SeededGenerator
  ) -> [SimulatedLeg] {
    var legs: [SimulatedLeg] = [
      .hover(around: level - 20 * unit, prints: random.between(400, 2000)),
      .travel(to: level + random.between(30, 42) * unit, pace: random.between(0.045, 0.07)),
    ]
    let outcome = random.unit()
    if outcome < 0.15 {
      legs.append(.travel(to: level + random.between(120, 600) * unit, pace: random.between(0.04, 0.06)))
      legs.append(.hover(around: level + 110 * unit, prints: random.between(600, 2400)))
      return legs
    }
    legs.append(.travel(to: level + random.between(9, 14) * unit, pace: random.between(0.03, 0.05)))
    legs.append(
      .hover(
        around: level + random.between(8, 12) * unit, prints: random.between(1700, 2600), noise: 0.4))
    if outcome < 0.35 {
      legs.append(.travel(to: level - random.between(15, 30) * unit, pace: random.between(0.03, 0.05)))
      legs.append(.hover(around: level - 20 * unit, prints: random.between(600, 2400)))
      legs.append(.travel(to: level - random.between(60, 320) * unit, pace: random.between(0.03, 0.06)))
      return legs
    }
    return legs + run(level: level, unit: unit, random: &random)
  }

  /// What follows a retest that held: two runs with a rest between them, and the way back.
  private static func run(
    level: Double, unit: Double, random: inout SeededGenerator
  ) -> [SimulatedLeg] {
    let first = random.between(270, 340)
    let second = random.between(380, 680)
    return [
      .travel(to: level + first * unit, pace: random.between(0.045, 0.06)),
      .travel(to: level + (first - random.between(40, 80)) * unit, pace: random.between(0.02, 0.04)),
      .hover(around: level + (first - 45) * unit, prints: random.between(900, 2400)),
      .travel(to: level + second * unit, pace: random.between(0.04, 0.06)),
      .hover(around: level + (second - 20) * unit, prints: random.between(300, 1200)),
      .travel(to: level + (second - random.between(180, 330)) * unit, pace: random.between(0.035, 0.055)),
      .hover(around: level + (second - 250) * unit, prints: random.between(600, 1800)),
    ]
  }

  /// Any regime, at this price. `lean` in −1…1 says how much likelier it is to go up than down.
  static func next(at price: Double, lean: Double, random: inout SeededGenerator) -> [SimulatedLeg] {
    let unit = price / 10_000
    let direction: Double = random.between(-1, 1) < lean ? 1 : -1
    let choice = random.unit()
    if choice < 0.3 { return trend(price, unit * direction, &random) }
    if choice < 0.6 { return range(price, unit * direction, &random) }
    if choice < 0.85 { return breakout(price, unit * direction, &random) }
    return spike(price, unit * direction, &random)
  }

  /// `unit` here and below carries the direction in its sign.
  private static func trend(
    _ price: Double, _ unit: Double, _ random: inout SeededGenerator
  ) -> [SimulatedLeg] {
    let end = price + random.between(60, 250) * unit
    return [
      .travel(to: end, pace: random.between(0.02, 0.05)),
      .hover(around: end - 8 * unit, prints: random.between(300, 1500)),
    ]
  }

  private static func range(
    _ price: Double, _ unit: Double, _ random: inout SeededGenerator
  ) -> [SimulatedLeg] {
    let width = random.between(15, 40) * unit
    let middle = price + random.between(-5, 5) * unit
    var legs: [SimulatedLeg] = []
    for touch in 0..<Int(random.between(3, 9)) {
      let edge = middle + (touch % 2 == 0 ? width : -width) * random.between(0.7, 1.05)
      legs.append(.travel(to: edge, pace: random.between(0.015, 0.04), noise: 0.5))
      legs.append(.hover(around: edge, prints: random.between(100, 700), noise: 0.5))
    }
    return legs
  }

  private static func breakout(
    _ price: Double, _ unit: Double, _ random: inout SeededGenerator
  ) -> [SimulatedLeg] {
    let level = price + 20 * unit
    let end = level + random.between(-120, 250) * unit
    return [
      .hover(around: price, prints: random.between(600, 3000), noise: 0.45),
      .travel(to: level + random.between(20, 40) * unit, pace: random.between(0.05, 0.09), activity: 1.6),
      .travel(to: level + random.between(2, 12) * unit, pace: random.between(0.03, 0.05)),
      .hover(around: level + 6 * unit, prints: random.between(500, 2500), noise: 0.45),
      .travel(to: end, pace: random.between(0.03, 0.06), activity: 1.2),
      .hover(around: end, prints: random.between(300, 1200)),
    ]
  }

  private static func spike(
    _ price: Double, _ unit: Double, _ random: inout SeededGenerator
  ) -> [SimulatedLeg] {
    let height = random.between(40, 120)
    let back = height * random.between(0.4, 0.9)
    return [
      .travel(to: price + height * unit, pace: random.between(0.3, 0.6), noise: 1.6, activity: 5),
      .travel(to: price + (height - back) * unit, pace: random.between(0.08, 0.2), noise: 1.1, activity: 2.5),
      .hover(around: price + (height - back) * unit, prints: random.between(400, 1800)),
    ]
  }
}
