import Replay
import Trading

/// Random plans that were left in the middle of their random prices: what lies ahead is asked of these.
enum BrokenOff {
  /// Each that is still open after one, two and three quarters of its prices. `place` names seed and part.
  static func each(
    _ seeds: ClosedRange<UInt64>, _ body: (_ start: Rehearsal, _ last: Tick, _ place: String) throws -> Void
  ) throws {
    for seed in seeds {
      let (reference, center, unit) = RandomPlans.plan(seed: seed)
      let ticks = RandomPrices.ticks(seed: seed, around: center, unit: unit)
      for part in 1...3 {
        let tape = DifferentialTests.tape(Array(ticks.prefix(ticks.count * part / 4)))
        guard tape.count > 1,
          let start = try DifferentialTests.rehearsed(reference, tape, toItsEnd: false), !start.trade.isClosed
        else { continue }
        try body(start, tape.tick(at: tape.count - 1), "seed \(seed) part \(part)")
      }
    }
  }
}
