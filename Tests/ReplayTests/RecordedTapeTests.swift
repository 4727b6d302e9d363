import Foundation
import Markets
import Replay
import Testing
import Trading

/// The engine against the slow second reading on recorded prices: trades as they came, and the way through the
/// points of minute bars. `TAPES=FOLDER` reads every file of a folder instead, `PLANS=N` draws more plans.
@Suite struct RecordedTapeTests {
  private static let plans = ProcessInfo.processInfo.environment["PLANS"].flatMap { UInt64($0) } ?? 12

  private static let files: [String] = {
    let folder =
      ProcessInfo.processInfo.environment["TAPES"]
      ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Recorded"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".csv") }.sorted().map { "\(folder)/\($0)" }
  }()

  @Test(arguments: files) func everyEventAgrees(_ path: String) throws {
    let instrument = try Catalogue.builtIn.instrument("binance:BTCUSDT")
    // On which side of a bar price goes first depends on the trade.
    for side in [Side.long, .short] {
      let tape = try RecordedFile.load(path: path, instrument: instrument, side: side) { _ in "" }.tape
      let ticks = everyTick(of: tape)
      var filled = 0
      for seed in 1...Self.plans {
        let plan = plan(seed, side, ticks)
        guard plan.side == side else { continue }
        let expected = reference(plan, ticks)
        if expected.contains(where: { $0.contains("fill") }) { filled += 1 }
        if let difference = DifferentialTests.difference(plan, expected, on: tape) {
          Issue.record("\(path), seed \(seed): \(difference)\n\(plan.yaml)")
        }
      }
      #expect(filled > 0, "no plan bought anything")
    }
  }

  /// A plan laid where the prices are, in a distance that they cover.
  private func plan(_ seed: UInt64, _ side: Side, _ ticks: [Tick]) -> ReferencePlan {
    let prices = ticks.map(\.price.ticks)
    let (low, high) = (prices.min() ?? 0, prices.max() ?? 0)
    let center = low + (high - low) * Int(seed % 5 + 1) / 6
    let times = (ticks.first?.time.microseconds ?? 0)...(ticks.last?.time.microseconds ?? 0)
    return RandomPlans.plan(
      seed: seed, around: center, unit: max(4, (high - low) / Int(3 + seed % 4)), during: times)
  }

  private func everyTick(of tape: Tape) -> [Tick] {
    var ticks: [Tick] = []
    var cursor = TapeCursor(at: 0)
    while let tick = cursor.next(outside: .closed, on: tape, before: tape.count) { ticks.append(tick) }
    return ticks
  }

  /// The slow reading counts every price; the engine names the points of the tape.
  private func reference(_ plan: ReferencePlan, _ ticks: [Tick]) -> [String] {
    let lines = ReferenceTrade.run(
      plan, ticks: ticks.map { ($0.time.microseconds, $0.price.ticks) }, closesAtEnd: true,
      tellsExcursion: true)
    return lines.map { line in
      let words = line.split(separator: " ", maxSplits: 1)
      guard words.count == 2, let index = Int(words[0]), ticks.indices.contains(index) else { return line }
      return "\(ticks[index].index) \(words[1])"
    }
  }
}
