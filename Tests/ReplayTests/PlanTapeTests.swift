import Foundation
import Replay
import Testing
import Trading

/// Every plan that comes with the program, on weeks of made-up minutes: trends, leaps and days on which nothing moves.
/// Every sentence of it comes to act, and the band loses no event.
@Suite struct PlanTapeTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Sources/Tranche/Plans")

  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }()

  /// How many trades of a plan are looked at price by price, which is slow; `TRADES=N` asks for more.
  private static let trades = ProcessInfo.processInfo.environment["TRADES"].flatMap { Int($0) } ?? 1
  /// Of the tape; `SEED=K` asks for another, on which not every sentence need come to act.
  private static let seed = ProcessInfo.processInfo.environment["SEED"].flatMap { UInt64($0) } ?? usual
  private static let usual: UInt64 = 1

  /// Stretches of the tape: about how many minutes, how many ticks a minute price goes, how far it errs.
  private static let stretches: [(minutes: Int, drift: Int, noise: Int)] = [
    // Trends, with pauses.
    (400, 14, 150), (200, -10, 150), (900, 30, 150), (500, -24, 150), (120, 0, 250), (300, 10, 150),
    (700, -20, 150),
    // Leaps, and the way back.
    (60, 12, 60), (20, 700, 100), (600, -12, 150), (10, -900, 100), (300, 20, 150),
    // A break, its retest, and the way on.
    (60, 25, 30), (40, -15, 30), (700, 15, 60),
    // Far enough to be bought, and days of quiet behind it.
    (80, 30, 60), (4600, 0, 20), (60, -30, 60), (4600, 0, 20),
  ]

  /// A walk by the minute through the stretches, and where each begins.
  private static let (tape, begins): (Tape, [Int]) = {
    var dice = SplitMix64(seed: seed)
    var prices = [300_000]
    var begins: [Int] = []
    for (minutes, drift, noise) in stretches {
      begins.append(prices.count - 1)
      for _ in 0..<(minutes * dice.int(90...110) / 100) {
        prices.append(prices[prices.count - 1] + drift + dice.int(-noise...noise))
      }
    }
    return (Worked.tape(ticks: prices), begins)
  }()

  /// A release every seven hours.
  private static let news = (0..<96).map { number in
    NewsEvent(
      time: Timestamp(microseconds: (1_800_000_000 + Int64(number) * 25_200) * 1_000_000),
      before: NewsReader.window, after: NewsReader.window, text: "release \(number)")
  }

  private static func rehearsal(_ plan: Plan, _ text: String, from start: Int, everyTick: Bool) throws
    -> Rehearsal
  {
    let first = tape.tick(at: start)
    let history = BarHistory(plan.barNeeds, before: first, on: tape)
    let opening = try Trade.opening(
      trade: "test", plan: plan, planText: text, levelOverrides: [], feed: .pipe, first: first,
      history: history)
    var rehearsal = try Rehearsal(plan: plan, opening: opening, first: first, on: tape)
    var cursor = TapeCursor(at: start + 1)
    try rehearsal.run(tape, from: &cursor, everyTick: everyTick)
    try rehearsal.end(on: tape)
    return rehearsal
  }

  /// A trade of a plan, by the band.
  private struct Walk {
    var start: Int
    var rehearsal: Rehearsal
    /// The sentences of the plan that acted.
    var acted: Set<Int> = []

    init(start: Int, _ rehearsal: Rehearsal) {
      self.start = start
      self.rehearsal = rehearsal
      for case .ruleFired(let rule, _) in rehearsal.events.map(\.fact)
      where rule < rehearsal.trade.plan.rules.count { acted.insert(rule) }
    }

    var length: Int { (rehearsal.events.last?.tick.index ?? start) - start }

    /// Not the days of quiet if it can be; of the others that in which most sentences acted, and the shortest.
    static func isWorthMore(_ left: Walk, _ right: Walk) -> Bool {
      let long = 3000
      return (left.length > long ? 1 : 0, right.acted.count, left.length)
        < (right.length > long ? 1 : 0, left.acted.count, right.length)
    }
  }

  @Test func everyPlanIsFound() { #expect(Self.names.count > 20, "\(Self.names)") }

  @Test(arguments: names) func itActsAndTheBandLosesNothing(name: String) throws {
    print("\(name): seed \(Self.seed)")
    let text = try String(
      contentsOf: Self.folder.appendingPathComponent(name + ".yaml"), encoding: .utf8)
    var plan = try Worked.plan(text)
    if plan.newsFile != nil { plan.news = Self.news }
    var acted: Set<Int> = []
    var walks: [Walk] = []
    // Until every sentence has acted.
    for start in Self.begins where acted.count < plan.rules.count {
      walks.append(Walk(start: start, try Self.rehearsal(plan, text, from: start, everyTick: false)))
      if let last = walks.last { acted.formUnion(last.acted) }
    }
    let filled = walks.filter { $0.rehearsal.trade.position.entered > .zero }
    #expect(!filled.isEmpty, "\(name) buys nothing, seed \(Self.seed)")
    for index in plan.rules.indices where Self.seed == Self.usual && !acted.contains(index) {
      Issue.record("\(name): \"\(plan.rules[index])\" never acts, seed \(Self.seed)")
    }
    for walk in filled.sorted(by: Walk.isWorthMore).prefix(Self.trades) {
      let banded = walk.rehearsal
      let whole = try Self.rehearsal(plan, text, from: walk.start, everyTick: true)
      let first = zip(banded.events, whole.events).first { $0.0 != $0.1 }
        .map { "band \($0.0)\nevery price \($0.1)" }
      let place: Comment = "seed \(Self.seed), from \(walk.start): \(first ?? "one tells more")"
      #expect(banded.events == whole.events, place)
      #expect(banded.trade.report == whole.trade.report, place)
    }
  }
}
