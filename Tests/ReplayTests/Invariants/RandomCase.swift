import Glibc
import Replay
import StrictYAML
import Trading

/// A plan, prices, what is typed on the way, and how the broker fills: all that a run depends on, from one seed.
struct RandomCase {
  /// Seeds of each test; `INVARIANTS=N` asks for N times as many, `SEED=K` begins elsewhere.
  static func seeds(_ count: UInt64) -> ClosedRange<UInt64> {
    let times = getenv("INVARIANTS").flatMap { UInt64(String(cString: $0)) } ?? 1
    let first = getenv("SEED").flatMap { UInt64(String(cString: $0)) } ?? 1
    let seeds = first...(first + max(1, count * times) - 1)
    print("seeds \(seeds)")
    return seeds
  }

  var plan: ReferencePlan
  var ticks: [ReferenceTrade.Tick]
  var hands: [TypedHand] = []
  var depth: Quantity?
  var spreads = false

  /// A plan and its prices; `typed` and `parts` add a person and a broker that fills in parts.
  init(seed: UInt64, typed: Bool = false, parts: Bool = false) {
    let (plan, center, unit) = RandomPlans.plan(seed: seed)
    self.plan = plan
    ticks = RandomPrices.ticks(seed: seed, around: center, unit: unit)
    var dice = SplitMix64(seed: seed ^ 0x51ED_270B_9A1C_4D33)
    if typed {
      hands = RandomHands.typed(seed: seed, on: ticks, plan, around: center, unit: unit)
    }
    if parts {
      depth = Quantity(steps: dice.int(1...120))
      spreads = dice.chance(50)
    }
  }

  var scene: Scene {
    Scene(tape: DifferentialTests.tape(ticks), hands: hands, depth: depth, spreads: spreads)
  }

  /// The plan as the engine reads it.
  func read() throws -> Plan {
    var read = try PlanReader.plan(StrictYAML.document(plan.yaml), catalogue: randomPlanCatalogue)
    read.news = plan.newsEvents
    return read
  }

  /// The smallest case found for which this still gives an answer, as text with that answer.
  func shrunk(_ wrong: (RandomCase) -> String?) -> String {
    var small = self
    for hand in hands.reversed() {
      var fewer = small
      fewer.hands.removeAll { $0 == hand }
      if wrong(fewer) != nil { small = fewer }
    }
    for whole in [true, false] {
      var simpler = small
      if whole { simpler.depth = nil } else { simpler.spreads = false }
      if wrong(simpler) != nil { small = simpler }
    }
    withoutActuallyEscaping(wrong) { wrong in
      let found = Shrinking.shrink(small.plan, small.ticks) { [small] plan, ticks in
        guard !ticks.isEmpty else { return false }
        var candidate = small
        (candidate.plan, candidate.ticks) = (plan, ticks)
        return wrong(candidate) != nil
      }
      (small.plan, small.ticks) = found
    }
    return small.told(wrong(small) ?? "?")
  }

  func told(_ wrong: String) -> String {
    let prices = ticks.enumerated().map { "\($0.offset): \($0.element.price) @\($0.element.time)" }
    var lines = ["shrunk to \(ticks.count) prices: \(wrong)", plan.yaml]
    if let depth { lines.append("\(depth.steps) steps fill at once\(spreads ? ", and once a price" : "")") }
    lines += hands.map { "typed @\($0.time): \($0.sentence)" }
    return (lines + [prices.joined(separator: "  ")]).joined(separator: "\n")
  }
}
