import Replay
import StrictYAML
import Trading

/// Ticks a second of a headless replay: whole trades, engine and paper broker, one after the other.
enum ReplayBenchmark {
  private static let plan = """
    plan: three breaks
    instrument: BTCUSDT
    side: long
    size: 1.000
    stop: 5%
    rules:
      - enter 50% on break first price plus 0.5%
      - then enter 30% on break 0.4R
      - then enter 20% on break 0.8R
      - from tranche 2, stop to breakeven
      - at 1R take 30%, stop to breakeven
      - at 2R take 30%, stop to 1R
      - from 2R trail 1R
    """

  static func run() {
    let tape = TapeBenchmark.walk(count: 32_000_000)
    let short = TapeBenchmark.walk(count: 400_000)
    do {
      let plan = try PlanReader.plan(StrictYAML.document(plan), catalogue: .builtIn)
      var told: Set<Int> = []
      for search in Tape.Search.allCases {
        told.insert(try report("by \(search)", tape, plan, search, everyTick: false))
      }
      // A replay that computes something else would be fast for nothing.
      print("replay: events of each: \(told.sorted()), \(told.count == 1 ? "the same" : "NOT THE SAME")")
      _ = try report("without any band", short, plan, .blocks, everyTick: true)
    } catch {
      print("replay: \(error)")
    }
  }

  private static func report(
    _ what: String, _ tape: Tape, _ plan: Plan, _ search: Tape.Search, everyTick: Bool
  ) throws -> Int {
    var rates: [Double] = []
    var events = 0
    for _ in 0..<5 {
      let start = now()
      events = try replay(tape, plan, search, everyTick)
      rates.append(Double(tape.count) / (now() - start) / 1e6)
    }
    print(
      "replay, \(Figures.short(Double(tape.count) / 1e6)) million ticks, \(what): \(Figures(rates).text) million ticks/s"
    )
    return events
  }

  /// Trades until the tape ends, each opened on the price after the one that closed the last; how many events.
  private static func replay(_ tape: Tape, _ plan: Plan, _ search: Tape.Search, _ everyTick: Bool) throws
    -> Int
  {
    var events = 0
    var cursor = TapeCursor(search: search)
    while let first = cursor.next(outside: .closed, on: tape, before: tape.count) {
      let opening = try Trade.opening(
        trade: "bench", plan: plan, planText: "", levelOverrides: [], feed: .pipe, first: first)
      var rehearsal = try Rehearsal(plan: plan, opening: opening, first: first)
      try rehearsal.run(tape, from: &cursor, everyTick: everyTick)
      events += rehearsal.events.count
    }
    return events
  }
}
