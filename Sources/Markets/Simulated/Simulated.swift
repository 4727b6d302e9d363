import Replay
import Trading

/// A market made from a seed: endless, generated as it is needed, and the same in every process. It opens
/// just below a level and breaks it within minutes; after that trends, ranges, breakouts with a retest and
/// spikes follow each other.
///
/// Double is used for the path, which is not money; only `+ − × ÷`, which every machine rounds alike.
public struct Simulated: Sendable {
  /// A seed under which the built-in plan fills early and is carried to its targets; found by search.
  public static let defaultSeed: UInt64 = 179
  /// The level that the opening is about, in ticks of the built-in instrument: 30,000.0.
  public static let defaultLevel = Price(ticks: 300_000)
  /// 2026-01-05T14:00Z.
  public static let defaultTime = Timestamp(microseconds: 1_767_621_600_000_000)

  public let seed: UInt64
  private let level: Double
  /// Steps that are worth 1,500 of the quote currency at the level.
  private let typicalSteps: Double
  private let highest: Double
  private var random: SeededGenerator
  private var time: Int64
  /// Where price would be without the spread and the grid, in ticks.
  private var path: Double
  private var legs: [SimulatedLeg]
  /// The leg that runs, its prints so far, and a basis point where its regime began.
  private var leg = 0
  private var prints = 0
  private var unit: Double
  /// Travel goes in swings, forth and some of it back.
  private var swing = 1.0
  private var swingPrints = 0
  /// Times the usual noise; it wanders, so that quiet and busy minutes alternate.
  private var volatility = 1.0

  /// A market that opens 0.2% below `level`.
  public init(
    seed: UInt64 = defaultSeed, instrument: Instrument, level: Price = defaultLevel,
    time: Timestamp = defaultTime
  ) {
    precondition(level.isPossible)
    self.seed = seed
    self.level = Double(level.ticks)
    self.time = time.microseconds
    let step = Double(instrument.notional(level, Quantity(steps: 1)).units) / Double(Cash.scale)
    typicalSteps = step > 0 ? 1500 / step : 1
    highest = min(self.level * 4, Double(Price.largest.ticks) * 0.9)
    unit = self.level / 10_000
    path = self.level - 20 * unit
    random = SeededGenerator(seed: seed)
    legs = SimulatedRegime.opening(level: self.level, unit: unit, random: &random)
  }

  /// Adds the next prints to a tape, which must hold all that came before them.
  public mutating func extend(_ tape: inout Tape, by count: Int) {
    for _ in 0..<count {
      advance()
      let u = random.unit()
      let steps = 1 + typicalSteps * 0.2 * (1 / (u + 0.02) - 0.98)
      tape.append(
        time: Timestamp(microseconds: time), price: price(), quantity: Quantity(steps: Int(steps)))
    }
  }

  /// The path with the spread: a buyer pays a tick more than a seller gets.
  private mutating func price() -> Price {
    let isBuyer = random.next() & 1 == 1
    return Price(ticks: max(1, Int(path) + (isBuyer ? 1 : 0)))
  }

  /// One print further.
  private mutating func advance() {
    if leg == legs.count { begin() }
    let current = legs[leg]
    // A product of two uniforms: most prints come close together, some after a pause; 200 ms on average.
    time += 1 + Int64(800_000 * random.unit() * random.unit() / current.activity)
    prints += 1
    if prints % 64 == 0 {
      volatility = max(0.5, min(2, volatility + 0.05 * (1 - volatility) + 0.12 * random.normal()))
    }
    // In every other print or so the quotes have not moved.
    let moves = random.next() & 0xFF < 115
    let noise = moves ? random.normal() * current.noise * volatility * unit : 0
    switch current.motion {
    case .travel(let target): travel(to: target, pace: current.pace * unit, noise: noise)
    case .hover(let anchor, let limit):
      path += 0.004 * (anchor - path) + noise
      if prints >= limit { next() }
    }
    path = max(1, min(highest, path))
  }

  private mutating func travel(to target: Double, pace: Double, noise: Double) {
    swingPrints -= 1
    if swingPrints < 0 {
      swing = swing > 0 ? -1.2 : 1.9
      swingPrints = Int(swing > 0 ? random.between(120, 420) : random.between(40, 180))
    }
    let isBelow = path < target
    path += (isBelow ? 1 : -1) * pace * swing + noise
    if isBelow ? path >= target : path <= target { next() }
  }

  private mutating func next() {
    leg += 1
    prints = 0
    swingPrints = 0
    swing = -1
  }

  /// The next regime. Far from where it began, the market leans back.
  private mutating func begin() {
    unit = path / 10_000
    let lean = max(-0.9, min(0.9, 1.5 * (level - path) / level))
    legs = SimulatedRegime.next(at: path, lean: lean, random: &random)
    leg = 0
  }
}
