import Interface
import Replay
import Screen
import StrictYAML
import Trading

/// What one picture costs, without a terminal: a trade with a fill, in every view. The seconds are those that this
/// process computes.
enum DrawingBenchmark {
  private static let sizes = [
    Size(columns: 60, rows: 16), Size(columns: 80, rows: 24), Size(columns: 120, rows: 40),
    Size(columns: 200, rows: 60),
  ]
  /// Pictures that are timed together, and how often they are.
  private static let pictures = 200
  private static let times = 15

  static func run() {
    do {
      let snapshot = try snapshot()
      guard let text = BuiltInThemes.text("dark") else { return }
      let sheet = try Theme(document: StrictYAML.document(text)).resolved(depth: .palette256)
      let table = FigureTable.spread("one picture, microseconds computed", aim: "100 at 200x60")
      for size in sizes {
        for view in ViewChoice.allCases {
          let name = "\(size.columns)x\(size.rows) \(view.rawValue)"
          table.row(name, measured(snapshot, view, size, sheet))
        }
      }
    } catch {
      print("drawing: \(error)")
    }
  }

  private static func measured(
    _ snapshot: Snapshot, _ view: ViewChoice, _ size: Size, _ sheet: StyleSheet
  ) -> Figures {
    var state = InterfaceState(size: size, view: view)
    state.observe(snapshot, now: 0)
    var seen = 0
    let values = (0..<times).map { _ in
      let start = computed()
      for _ in 0..<pictures {
        seen += Frame.draw(snapshot, state: state, sheet: sheet, size: size, unicode: true).cells.count
      }
      return (computed() - start) / Double(pictures) * 1_000_000
    }
    precondition(seen == size.columns * size.rows * pictures * times, "not every cell was drawn")
    return Figures(values)
  }

  /// Some minutes of a walk, and the trade at its end.
  private static func snapshot() throws -> Snapshot {
    let plan = try PlanReader.plan(StrictYAML.document(ReplayBenchmark.plan), catalogue: .builtIn)
    let tape = TapeBenchmark.walk(count: 20_000)
    let opening = try Trade.opening(
      trade: "drawing", plan: plan, planText: ReplayBenchmark.plan, levelOverrides: [],
      feed: .simulated(seed: 0), first: tape.tick(at: 0))
    var rehearsal = try Rehearsal(plan: plan, opening: opening, first: tape.tick(at: 0))
    var cursor = TapeCursor(at: 1)
    try rehearsal.run(tape, from: &cursor)
    let last = tape.tick(at: tape.count - 1)
    var feed = FeedStatus(name: "a walk")
    (feed.time, feed.speed) = (last.time, 1)
    var surroundings = Surroundings(feed: feed)
    surroundings.last = last.price
    surroundings.lastDirection = 1
    for index in 0..<tape.count {
      let tick = tape.tick(at: index)
      surroundings.path.saw(tick.price, at: tick.time)
    }
    for event in rehearsal.events { surroundings.path.tell(event, rehearsal.trade) }
    surroundings.volume = VolumeProfile(
      bucketTicks: 10, firstBucket: last.price.ticks / 10 - 500,
      steps: (0..<1000).map { 1000 + $0 * 7919 % 997 })
    surroundings.events = rehearsal.events.compactMap(rehearsal.trade.story).reversed()
    return rehearsal.trade.snapshot(surroundings)
  }
}
