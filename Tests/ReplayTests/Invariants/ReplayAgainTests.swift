import Replay
import Testing
import Trading

/// The same run again: at once, with a break in it, or by the other runner.
@Suite struct ReplayAgainTests {
  /// Stopped anywhere and gone on with from what the journal tells, a run ends with the same events.
  @Test func aRunGoneOnWithIsTheSameRun() {
    Relation.hold(RandomCase.seeds(40), typed: true, atLeast: 900) { random in
      let plan = try random.read()
      guard let whole = try Relation.run(plan, random.scene) else { return .unfit }
      var agreed = 0
      var stops = Set<Int>()
      // The end of the tape is no place to go on from.
      for rest in whole.rests.dropLast() where stops.insert(rest.events).inserted {
        let told = whole.events[..<rest.events]
        guard let last = told.last else { continue }
        var fold = Trade(plan: plan, opening: whole.trade.opening, tick: whole.events[0].tick)
        for event in told { fold.apply(event) }
        guard !fold.isClosed else { break }
        fold.deriveBand()
        var run = try WatchedRun(resuming: fold, random.scene, handsLeft: rest.handsLeft)
        try run.run()
        try run.end()
        let events = Array(whole.events[rest.events...])
        if let difference = EventMap().difference(events, to: run.events) {
          return .differ("stopped behind event \(last.sequence): \(difference)")
        }
        if events != run.events {
          return .differ("stopped behind event \(last.sequence): a reason or a place")
        }
        agreed += 1
      }
      return .agree(agreed)
    }
  }

  /// The same seed twice, and once through the replay of backtests: to the last byte the same events.
  @Test func theSameSeedIsTheSameRun() {
    Relation.hold(RandomCase.seeds(50), atLeast: 600) { random in
      let once = try Relation.run(random.read(), random.scene)
      let again = try Relation.run(random.read(), random.scene)
      guard let once, let again else { return .unfit }
      if once.events != again.events { return .differ("another run of the same says otherwise") }
      guard let rehearsal = try DifferentialTests.rehearsed(random.plan, random.scene.tape) else {
        return .unfit
      }
      let difference = EventMap().difference(once.events, to: rehearsal.events)
      return difference.map { .differ("the rehearsal differs: \($0)") } ?? .agree(once.events.count)
    }
  }
}
