import Foundation
import Testing

@testable import Trading

@Suite struct CheckTextTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Golden")

  /// Compares with the recorded text; `RECORD=1` in the environment records it.
  private func check(_ text: String, _ name: String) throws {
    let file = Self.folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
      return try (text + "\n").write(to: file, atomically: true, encoding: .utf8)
    }
    let recorded = try String(contentsOf: file, encoding: .utf8)
    #expect(recorded == text + "\n", "\(name) differs; RECORD=1 records it")
  }

  @Test func sampleAt80() throws {
    let report = PlanCheck(plan: try readPlan(samplePlan)).report
    try check(report.text(width: 80, unicode: true), "check-pyramid-80.txt")
  }

  @Test func sampleAt120InPlainLetters() throws {
    let report = PlanCheck(plan: try readPlan(samplePlan)).report
    let text = report.text(width: 120, unicode: false)
    #expect(text.utf8.max() ?? 0 < 128)
    try check(text, "check-pyramid-120.txt")
  }

  @Test func aRefusedPlanShowsWhatItWouldBe() throws {
    let text = planText(
      "equity: 20000",
      rules: [
        "enter 60% on break 30000", "then enter 20% on touch 29500", "then enter 20% on break 30600",
        "from entry close", "at 2R take 60%",
      ])
    let report = PlanCheck(plan: try readPlan(text), first: Price(ticks: 301_000)).report
    #expect(report.isRefused)
    try check(report.text(width: 80, unicode: true), "check-refused-80.txt")
  }

  @Test func methodsStandAboveTheirRules() throws {
    let text = planText(
      "levels: {high: 30000, lower: 29700}", "equity: 20000", "leverage: 3",
      rules: [
        "dca 2 on break high every 1% or at lower", "from tranche 2, stop to breakeven",
        "targets 30/70 at 1R, runner", "runner until close below ema 20 on 15m or 5R",
        "from 1R trail behind swing 3 on 5m", "time 48h",
      ])
    let report = PlanCheck(plan: try readPlan(text), first: Price(ticks: 299_000)).report
    try check(report.text(width: 80, unicode: true), "check-methods-80.txt")
  }

  /// Plans made of random sentences: whatever the reader lets through is explained without a trap, within the
  /// width, and reads back from JSON as it was.
  @Test func randomPlansAreExplained() throws {
    let seed =
      ProcessInfo.processInfo.environment["SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0 ... .max)
    var random = LanguageRandom(seed: seed)
    var explained = 0
    for _ in 0..<400 {
      let text = RandomPlan.text(&random)
      guard let plan = try? readPlan(text) else { continue }
      explained += 1
      let first =
        Bool.random(using: &random) ? Price(ticks: Int.random(in: 250_000...350_000, using: &random)) : nil
      let report = PlanCheck(plan: plan, first: first).report
      for width in [80, 120] {
        let lines = report.text(width: width, unicode: false).split(separator: "\n")
        let longest = lines.map(\.count).max() ?? 0
        #expect(longest <= width, "seed \(seed)\n\(text)\n\(lines.first { $0.count == longest } ?? "")")
      }
      let data = try JSONEncoder().encode(report)
      let decoded = try JSONDecoder().decode(PlanReport.self, from: data)
      #expect(decoded == report, "seed \(seed)\n\(text)")
      let entered = report.stages.filter { $0.average != nil }.reduce(Int128(0)) { $0 + $1.quantity.units }
      if let total = report.header.total { #expect(entered <= total.units, "seed \(seed)\n\(text)") }
      let placed = report.findings.allSatisfy { finding in
        finding.rule.map { plan.rules.indices.contains($0) } ?? (finding.key != nil)
      }
      #expect(placed, "seed \(seed)\n\(text)")
    }
    #expect(explained > 100, "seed \(seed): only \(explained) plans could be read")
  }
}

private enum RandomPlan {
  static func text(_ random: inout LanguageRandom) -> String {
    func pick(_ words: [String]) -> String { words.randomElement(using: &random) ?? "" }
    let side = pick(["long", "short"])
    let stop = pick([
      "29300", "30700", "1%", "120 ticks", "4%", "99%", "20000000 ticks", "29990", "2 atr 14 on 15m",
    ])
    let size = pick([
      "size: 1.000", "size: 0.004", "size: 900", "risk: 250", "risk: 1%", "risk: 0.1", "size: 0.03",
    ])
    var lines = ["side: \(side)", "stop: \(stop)", size, "equity: \(pick(["50000", "900", "10000000000"]))"]
    lines.append("leverage: \(pick(["1", "3", "20", "125"]))")
    if Bool.random(using: &random) { lines.append(pick(["entries: keep", "targets: after entries"])) }
    lines.append(pick(["levels: {mark: 30200}", "levels: {mark: first price plus 1%}"]))
    if Bool.random(using: &random) {
      lines.append(pick(["news: n.txt", "room: 1 atr 14 on 5m", "chase: off"]))
    }
    if Bool.random(using: &random) {
      lines.append(pick(["first entry: 100%", "slippage: 3 ticks", "fees: 0%"]))
    }
    var levels: [String] {
      [
        "30000", "30600", "29400", "1R", "2R", "-1R", "100000R", "0.5%", "100000%", "-99%", "40 ticks",
        "entry",
      ]
        + ["first entry", "last fill", "breakeven", "tranche 1", "target 1", "last", "first price"]
        + ["last fill plus 1%", "entry minus 0.3R", "30000 plus 100000%", "first price plus 0.3%"]
        + ["30000 plus 2 atr 14 on 15m", "mark", "mark minus 1%"]
    }
    var rules: [String] = []
    for index in 0..<Int.random(in: 0...4, using: &random) {
      let then = index > 0 && Bool.random(using: &random) ? "then " : ""
      let level = pick(index == 0 ? ["30000", "29900", "first price plus 0.3%", "30600"] : levels)
      let when = pick([
        "on break \(level)", "on touch \(level)", "at \(level)", "on retest \(level)", "",
        "on break \(level) close on 5m", "on return \(level) after 1%",
        "on return \(level) after 3R returns 3",
        "on break \(level) or at \(pick(levels))", "on touch \(level) or after 2h",
        "when close above \(level) on 1h",
        "when close below sma 5 on 1m", "when \(level) within 1h", "10m after news",
        "on break \(level) within 5m",
      ])
      rules.append(then + "enter \(pick(["25%", "50%", "1/3", "10%", "0.010"])) \(when)")
    }
    for _ in 0..<Int.random(in: 0...5, using: &random) {
      let waits = [
        "at \(pick(levels))", "from \(pick(levels))", "when tranche 1 fills,", "from tranche 1,", "after 2h",
        "when target 1 fills,", "after 48h unless \(pick(levels))", "at 2R or from 31000",
        "when \(pick(levels)) within 15m", "when close below \(pick(levels)) on 15m", "5m before news",
        "when close above swing 3 on 1d",
      ]
      let acts = [
        "take 30%", "take 100%", "close", "stop to \(pick(levels))",
        "trail \(pick(["1R", "0.5%", "400", "3R"]))",
        "take 50% of remaining, stop to \(pick(levels)) room 0", "cancel entries", "take 0.001, stop to 1R",
        "trail behind levels", "trail behind ema 20 on 15m", "trail 2 atr 14 on 5m",
        "close, trail behind levels",
      ]
      rules.append("\(pick(waits)) \(pick(acts))")
    }
    if Bool.random(using: &random) { rules.append(method(&random, levels)) }
    return (["plan: random", "instrument: BTCUSDT"] + lines + ["rules:"] + rules.map { "  - " + $0 })
      .joined(separator: "\n")
  }

  private static func method(_ random: inout LanguageRandom, _ levels: [String]) -> String {
    func pick(_ words: [String]) -> String { words.randomElement(using: &random) ?? "" }
    return pick([
      "dca 4 on break 30000 every 1%", "dca 3 every \(pick(["1R", "40 ticks", "5%"])) returns 2",
      "dca 3 on break 30000 every 2% or at 29900, \(pick(levels))",
      "pyramid 50/30/20 at 30000, retest, \(pick(levels))",
      "pyramid 20/30 at 30000, 30600", "range 29000 to 31000 at 29800, 29500", "single because \"once\"",
      "range 28000 to mark at 29500, 28000 beyond 0.2%", "targets 30/30/40 at 1R, \(pick(levels)), runner",
      "targets 100 at runner", "trail at 2R", "trail at \(pick(levels)) by 1%", "time 48h",
      "fast \(pick(levels)) in 15m",
      "runner until close below ema 20 on 15m or \(pick(levels))", "runner until \(pick(levels))",
    ])
  }
}
