import Foundation
import StrictYAML
import Testing

@testable import Trading

/// A method's sentence beside its rules, and the figures that its rules bring.
@Suite struct CheckMethodTests {
  private func report(_ lines: String..., rules: [String], first: Int? = nil) throws -> PlanReport {
    let text = (["plan: test", "instrument: BTCUSDT", "side: long"] + lines + ["rules:"]).joined(
      separator: "\n")
    let plan = try readPlan(text + "\n" + rules.map { "  - " + $0 }.joined(separator: "\n"))
    return PlanCheck(plan: plan, first: first.map { Price(ticks: $0 * 10) }).report
  }

  @Test func sentencesStandBesideTheirRules() throws {
    let report = try report(
      "size: 0.150", "levels: {bottom: 29000, top: 30500}",
      rules: [
        "range bottom to top at 29900, 29600, 29300 beyond 0.2%", "after 3d close",
        "targets 50/50 at 30100, runner", "runner until 30400",
      ], first: 30_000)
    #expect(report.version == 1)
    #expect(
      report.methods.map(\.sentence) == [
        "range bottom to top at 29900, 29600, 29300 beyond 0.2%", "targets 50/50 at 30100, runner",
      ])
    #expect(report.methods.map(\.rules) == [[1, 2, 3], [5]])
    #expect(report.methods.map(\.stop) == ["bottom minus 0.2%", nil])
    #expect(report.methods.map(\.keepsEntries) == [true, false])
    #expect(report.rules.map(\.number) == [1, 2, 3, 4, 5, 6])
    // 29,000 less 0.2%
    #expect(report.header.initialStop?.text == "28,942.0")
    let data = try JSONEncoder().encode(report)
    #expect(try JSONDecoder().decode(PlanReport.self, from: data) == report)
  }

  /// What a range buys lower down is measured against 0.8R, as while it trades.
  @Test func tranchesOfARangeMayLieDeeper() throws {
    let range = ["range 29000 to 30500 at 29800, 29300"]
    #expect(try report("size: 0.1", rules: range, first: 30_000).stages.map(\.outcome) == [.filled, .filled])
    let plain = ["enter 50% on touch 29800", "enter 50% on touch 29300", "at 30500 close"]
    let stages = try report("size: 0.1", "stop: 29000", rules: plain, first: 30_000).stages
    #expect(stages.map(\.outcome) == [.filled, .refused])
  }

  @Test func aSingleEntryMayBeTheWhole() throws {
    let report = try report(
      "size: 0.1", "stop: 29300", rules: ["single on break 30000 because \"once\"", "at 2R close"])
    #expect(!report.isRefused && report.stages.map(\.outcome) == [.filled])
  }

  /// The example of the page on leverage: three parts in favour at 5x, on an equity of 1,200.
  @Test func leverageBeforeAndAfterEachAdd() throws {
    let stages = try report(
      "size: 0.200", "equity: 1200", "leverage: 5", "stop: 29400",
      rules: [
        "enter 50% on break 30000", "then enter 30% on break 30600", "then enter 20% on break 30900",
        "at 3R close",
      ]
    ).stages
    // Fees are 0.05%: 1.50, then 0.918, then 0.618.
    #expect(stages.map(\.openResult?.text) == [nil, "58.50", "105.58"])
    // 3,060 / 1,258.50; 4,944 / 1,305.582
    #expect(stages.map(\.effectiveLeverageBefore?.text) == [nil, "2.43", "3.79"])
    // 3,000 / 1,198.50; 4,896 / 1,257.582; 6,180 / 1,304.964
    #expect(stages.map(\.effectiveLeverage?.text) == ["2.50", "3.89", "4.74"])
    // 3,060 / (600 + 58.50); 4,944 / (967.20 + 105.582)
    #expect(stages.map(\.marginLeverageBefore?.text) == [nil, "4.65", "4.61"])
    // 3,000 / 598.50; 4,896 / 1,024.782; 6,180 / 1,319.364
    #expect(stages.map(\.marginLeverage?.text) == ["5.01", "4.78", "4.68"])
  }

  @Test func levelsThatATrailFollowsAreStopMoves() throws {
    let report = try report(
      "size: 0.100", "stop: 29300", "levels: {low: 30100, middle: 30400, high: 31000}",
      rules: ["enter 50% on break 30000", "from 1R trail behind levels"])
    // From 30,700 on the tightest of those passed, then each once price is 0.25R, 175.0, beyond it.
    #expect(report.stopMoves.map(\.level) == ["behind middle", "behind high"])
    #expect(report.stopMoves.map(\.price.text) == ["30,400.0", "31,000.0"])
    #expect(report.stopMoves.map(\.actsFrom?.text) == ["30,700.0", "31,175.0"])
    #expect(report.followers.isEmpty)
    #expect(report.runner?.exits == ["from 1R trail behind levels"])
  }

  /// A tranche that no price decides on is put where the one before it filled, and says so.
  @Test func tranchesWithoutAPriceAreMarked() throws {
    let report = try report(
      "size: 0.100", "stop: 29300",
      rules: ["enter 50% on break 30000", "then enter 30% when close above ema 20 on 5m", "then enter 20%"])
    #expect(report.stages.map(\.isPlaced) == [true, false, true])
    #expect(report.stages.map(\.price.text) == ["30,000.0", "30,000.0", "30,000.0"])
    #expect(report.text(width: 80, unicode: true).contains("2  0.030  ~30,000.0"))
  }

  /// A rule's number counts what methods expand to; its place is that of the sentence.
  @Test func errorsAreAtTheSentence() throws {
    let text = """
      plan: wrong
      instrument: BTCUSDT
      side: long
      size: 1.000
      stop: 29300
      rules:
        - pyramid 50/30/20 at 30000, 30300, 30600
        - time 48h
        - at 29900 take 50%
        - targets 50/50 at 29950, runner
      """
    let document = try StrictYAML.document(text)
    let plan = try PlanReader.plan(document, catalogue: .builtIn)
    let errors = PlanCheck(plan: plan).report.errors
    #expect(errors.map(\.rule) == [4, 5])
    let places = errors.compactMap { $0.planError(in: document, methods: plan.methods).place?.line }
    #expect(places == [9, 10])
  }
}
