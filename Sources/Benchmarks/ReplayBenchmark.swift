import Replay
import StrictYAML
import Trading

/// Ticks a second of a headless replay: whole trades, engine and paper broker, one after the other. The seconds are
/// those this process computes.
enum ReplayBenchmark {
  static let plan = """
    plan: three breaks
    instrument: BTCUSDT
    side: long
    size: 1.000
    stop: 2%
    rules:
      - enter 50% on break first price plus 0.2%
      - then enter 30% on break 0.4R
      - then enter 20% on break 0.8R
      - from tranche 2, stop to breakeven
      - at 1R take 30%, stop to breakeven
      - at 2R take 30%, stop to 1R
      - from 2R trail 1R
    """

  /// What a replay found; two that agree in this have told the same story.
  private struct Outcome: Equatable {
    var trades = 0
    var events = 0
    var digest = Hasher()

    static func == (left: Outcome, right: Outcome) -> Bool {
      left.trades == right.trades && left.events == right.events
        && left.digest.finalize() == right.digest.finalize()
    }
  }

  static func run() {
    do {
      let plan = try PlanReader.plan(StrictYAML.document(plan), catalogue: .builtIn)
      let table = FigureTable.spread("replay, million ticks/s", aim: "1000 by loop, 4000 by simd")
      var rates: [Tape.Search: Double] = [:]
      let tape = TapeBenchmark.walk(count: 64_000_000)
      var outcomes: [Outcome] = []
      for search in Tape.Search.allCases {
        let (rate, outcome) = try measured(tape, plan, search)
        table.row("\(tape.count / 1_000_000) million ticks, by \(search)", rate)
        rates[search] = rate.median
        outcomes.append(outcome)
      }
      let short = TapeBenchmark.walk(count: 2_000_000)
      let (slow, whole) = try measured(short, plan, .blocks, everyTick: true)
      table.row("2 million ticks, without a band", slow)
      try tell(rates, slow.median)
      say(outcomes, whole, try replay(short, plan, .blocks))
    } catch {
      print("replay: \(error)")
    }
  }

  private static func tell(_ rates: [Tape.Search: Double], _ slow: Double) throws {
    guard let loop = rates[.loop], let simd = rates[.simd], let blocks = rates[.blocks] else { return }
    let ratios = [loop / slow, simd / loop, blocks / loop].map(Figures.short)
    print(
      "  loop to no band \(ratios[0]), simd to loop \(ratios[1]), blocks to loop \(ratios[2]) (of the medians)"
    )
  }

  /// A replay that computes something else would be fast for nothing.
  private static func say(_ outcomes: [Outcome], _ whole: Outcome, _ banded: Outcome) {
    precondition(outcomes.allSatisfy { $0 == outcomes[0] }, "the searches tell different stories")
    precondition(whole == banded, "the band loses events")
    print("  the same \(outcomes[0].trades) trades and \(outcomes[0].events) events by each search;")
    print("  the same \(whole.trades) and \(whole.events) with a band and without")
  }

  private static func measured(
    _ tape: Tape, _ plan: Plan, _ search: Tape.Search, everyTick: Bool = false
  ) throws -> (Figures, Outcome) {
    var rates: [Double] = []
    var outcome = Outcome()
    for _ in 0..<(everyTick ? 3 : 7) {
      let start = computed()
      outcome = try replay(tape, plan, search, everyTick)
      rates.append(Double(tape.count) / (computed() - start) / 1e6)
    }
    return (Figures(rates), outcome)
  }

  /// Trades until the tape ends, each opened on the price after the one that closed the last.
  private static func replay(
    _ tape: Tape, _ plan: Plan, _ search: Tape.Search, _ everyTick: Bool = false
  ) throws -> Outcome {
    var outcome = Outcome()
    var cursor = TapeCursor(search: search)
    while let first = cursor.next(outside: .closed, on: tape, before: tape.count) {
      let opening = try Trade.opening(
        trade: "bench", plan: plan, planText: "", levelOverrides: [], feed: .pipe, first: first)
      var rehearsal = try Rehearsal(plan: plan, opening: opening, first: first)
      try rehearsal.run(tape, from: &cursor, everyTick: everyTick)
      outcome.trades += 1
      outcome.events += rehearsal.events.count
      outcome.digest.combine(rehearsal.events)
    }
    return outcome
  }
}
