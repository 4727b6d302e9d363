import Replay
import Testing
import Trading

/// The same path told otherwise: in parts, twice, as bars, or with a pause in it.
@Suite struct PathTests {
  /// A price told again changes nothing, wherever it changes nothing by the band: what waits for the next price would
  /// take the second one for it.
  @Test func aPriceToldAgainChangesNothing() {
    Relation.hold(RandomCase.seeds(40), typed: true, atLeast: 1_000) { random in
      let plan = try random.read()
      guard var once = try WatchedRun(plan, random.scene) else { return .unfit }
      var quiet: Set<Int> = []
      try once.run(everyTick: true) { run in
        let (tick, band) = (run.tick, run.trade.band.intersection(run.broker.band(at: run.tick)))
        guard tick.index % 3 == 0, !run.trade.isClosed else { return }
        if band.holds(ticks: Int32(tick.price.ticks), microseconds: tick.time.microseconds) {
          quiet.insert(tick.index)
        }
      }
      try once.end()
      guard !quiet.isEmpty else { return .unfit }
      var scene = random.scene
      scene.tape = Tape()
      for (index, tick) in random.ticks.enumerated() {
        for quantity in quiet.contains(index) ? [1, 0, 0] : [1] {
          scene.tape.append(
            time: Timestamp(microseconds: tick.time), price: Price(ticks: tick.price),
            quantity: Quantity(steps: quantity))
        }
      }
      return Relation.compare(once, try Relation.run(plan, scene, everyTick: true))
    }
  }

  /// A bar is its path, walked tick by tick. Extremes that events tell of the prices between them begin at another tick
  /// of a bar, and are left out; MAE and MFE in the result are compared.
  @Test func aBarIsItsPathTickByTick() {
    Relation.hold(RandomCase.seeds(60), atLeast: 800) { random in
      let plan = try random.read()
      let bars = BarPath(random.ticks, plan.side)
      guard let leapt = try Relation.run(plan, Scene(tape: bars.bars)),
        let walked = try Relation.run(plan, Scene(tape: bars.walked))
      else { return .unfit }
      let (first, second) = (leapt.events.withoutExtremes, walked.events.withoutExtremes)
      if let difference = EventMap().difference(first, to: second) { return .differ(difference) }
      return .agree(first.count)
    }
  }

  /// An order that fills in parts at one price ends where one does that fills at once: the same quantities at the same
  /// prices, the same stops, the same result.
  @Test func aFillInPartsEndsAsOneFill() {
    Relation.hold(RandomCase.seeds(120), typed: true, atLeast: 150) { random in
      let plan = try random.read()
      var scene = random.scene
      let whole = try Relation.run(plan, scene)
      scene.depth = Quantity(steps: 1 + random.ticks.count % 40)
      guard let whole, let parts = try Relation.run(plan, scene) else { return .unfit }
      guard let merged = Merged(parts.events), let plain = Merged(whole.events) else { return .unfit }
      let steps = zip(plain.steps, merged.steps)
      if let (one, other) = steps.first(where: { $0.0 != $0.1 }) { return .differ("\(one)\n\(other)") }
      guard plain.steps.count == merged.steps.count else {
        return .differ("\(plain.steps.last ?? "")\n\(merged.steps.last ?? "")")
      }
      return parts.events.count == whole.events.count ? .unfit : .agree(plain.steps.count)
    }
  }
}
