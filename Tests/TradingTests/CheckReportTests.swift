import Foundation
import Testing

@testable import Trading

/// The figures of the sample plan, worked by hand.
@Suite struct CheckReportTests {
  private func report(_ text: String, first: String? = nil) throws -> PlanReport {
    let plan = try readPlan(text)
    let price = first.flatMap { Decimal18($0) }.flatMap { plan.instrument.price($0) }
    return PlanCheck(plan: plan, first: price).report
  }

  @Test func header() throws {
    let header = try report(samplePlan).header
    #expect(header.instrument == "binance:BTCUSDT" && header.side == .long && header.total?.text == "1.000")
    #expect(header.firstPrice?.text == "30,000.0" && header.firstPriceIsPlanned)
    #expect(header.initialStop?.text == "29,300.0" && header.oneR?.text == "700.0")
    // 700 of 30,000.
    #expect(header.oneRPercent?.text == "2.33" && header.oneRValue?.text == "700.00")
    let given = try report(samplePlan, first: "29900").header
    #expect(given.firstPrice?.text == "29,900.0" && !given.firstPriceIsPlanned)
  }

  @Test func stages() throws {
    let stages = try report(samplePlan).stages
    #expect(stages.map(\.price.text) == ["30,000.0", "30,000.0", "30,600.0"])
    #expect(stages.map(\.quantity.text) == ["0.500", "0.300", "0.200"])
    // 0.05% of 15,000, of 9,000 and of 6,120.
    #expect(stages.map(\.fee.text) == ["7.50", "4.50", "3.06"])
    // (15,000 + 9,000 + 6,120) / 1.000
    #expect(stages.map(\.average?.text) == ["30,000.0", "30,000.0", "30,120.0"])
    // (30,000 + 15) / 0.9995 = 30,030.015…; (30,120 + 15.06) / 0.9995 = 30,150.135…; up to the tick.
    #expect(stages.map(\.breakeven?.text) == ["30,030.1", "30,030.1", "30,150.2"])
    // −350 − 7.50 − 7.325; −560 − 12 − 11.72; −820 − 15.06 − 14.65
    #expect(stages.map(\.resultAtStop?.text) == ["−364.83", "−583.72", "−849.71"])
    // (3,000 − 15,000) / (0.5 · (0.004 − 1)) = 24,096.38…; (6,024 − 30,120) / (0.004 − 1) = 24,192.77…
    #expect(stages.map(\.liquidation?.text) == ["24,096.4", "24,096.4", "24,192.8"])
    #expect(stages.map(\.liquidationDistance?.text) == ["19.7", "19.7", "20.9"])
    // 15,000 / 49,992.50; 24,000 / 49,988; 30,600 / (50,000 + 480 − 15.06)
    #expect(stages.map(\.effectiveLeverage?.text) == ["0.30", "0.48", "0.61"])
    // 15,000 / (3,000 − 7.50); 24,000 / (4,800 − 12); 30,600 / (6,024 + 464.94)
    #expect(stages.map(\.marginLeverage?.text) == ["5.01", "5.01", "4.72"])
    #expect(stages.allSatisfy { $0.outcome == .filled && $0.answering == nil })
  }

  @Test func targets() throws {
    let targets = try report(samplePlan).targets
    let all = targets.compactMap(\.afterAll)
    #expect(all.map(\.price.text) == ["30,820.0", "31,520.0"])
    #expect(all.map(\.r.text) == ["1.00", "2.00"])
    #expect(all.map(\.quantity.text) == ["0.300", "0.300"])
    // 210 − 0.02% of 9,246 − 0.3 of 15.06; 420 − 0.02% of 9,456 − 4.518
    #expect(all.map(\.result.text) == ["203.63", "413.59"])
    // 700 − 15.06 − 1.8492 − 0.05% of 21,574; 210 + 420 + 560 − 15.06 − 1.8492 − 1.8912 − 0.05% of 12,608
    #expect(all.map(\.resultIfClosed.text) == ["672.30", "1,164.90"])
    let alone = targets.compactMap(\.afterFirst)
    #expect(alone.map(\.price.text) == ["30,700.0", "31,400.0"])
    #expect(alone.map(\.quantity.text) == ["0.150", "0.150"])
    // 105 − 0.02% of 4,605 − 0.3 of 7.50
    #expect(alone.first?.result.text == "101.83")
    let after = try report(
      samplePlan.replacingOccurrences(of: "rules:", with: "targets: after entries\nrules:"))
    #expect(after.targets.allSatisfy { $0.afterFirst == nil && $0.afterAll != nil })
  }

  @Test func stopMovesAndRunner() throws {
    let report = try report(samplePlan)
    #expect(report.stopMoves.map(\.rule) == [4, 4, 5, 6, 7])
    #expect(report.stopMoves.map(\.tranches) == [2, 3, 3, 3, 3])
    #expect(report.stopMoves.map(\.level) == ["breakeven", "breakeven", "breakeven", "1R", "trail 1R"])
    #expect(
      report.stopMoves.map(\.price.text) == ["30,030.1", "30,150.2", "30,150.2", "30,820.0", "30,820.0"])
    // Breakeven of 30,030.015 plus 0.25R, up to the tick; after tranche 3 price is past that already.
    #expect(
      report.stopMoves.map(\.actsFrom?.text) == ["30,205.1", "30,600.0", "30,820.0", "31,520.0", "31,520.0"])
    #expect(report.stopMoves.map(\.room?.text) == ["175.0", "175.0", "175.0", "175.0", nil])
    #expect(report.runner?.quantity.text == "0.400" && report.runner?.share.text == "40.0")
    #expect(report.runner?.exits == ["from 2R trail 1R", "after 48h unless 0.5R take 50%"])
    #expect(report.rules.count == 8)
    #expect(report.rules[7].sentence == "after 48h unless 0.5R take 50%" && report.rules[7].number == 8)
    #expect(report.rules[0].words == "Tranche 1: buys 50% of the plan when price breaks 30,000.")
  }

  @Test func aShortTurnsRound() throws {
    let report = try report(
      planText(
        "side: short", "stop: 30250", "equity: 10000", "leverage: 3", "size: 0.200",
        rules: ["enter 50% at 30000", "then enter 50% at 29700", "at 28500 close"]))
    let stages = report.stages
    // Resting limits pay 0.02%: of 3,000 and of 2,970.
    // 29,850 − (0.60 + 0.594) / 0.2 = 29,844.03; / 1.0005 = 29,829.11…, down to the tick.
    #expect(stages.map(\.fee.text) == ["0.60", "0.59"])
    #expect(stages.map(\.average?.text) == ["30,000.0", "29,850.0"])
    #expect(stages.last?.breakeven?.text == "29,829.1")
    // −(30,250 − 29,850) · 0.2 − 1.194 − 0.05% of 6,050
    #expect(stages.last?.resultAtStop?.text == "−84.22")
    // (5,970 + 1,990) / (0.2 · 1.004) = 39,641.43…, down to the tick; from 29,700 that is 33.5% away.
    #expect(stages.last?.liquidation?.text == "39,641.4" && stages.last?.liquidationDistance?.text == "33.5")
    #expect(report.targets.first?.afterAll?.r.text == "5.40")
    #expect(report.runner == nil)
  }

  @Test func levelsOfLaterTranchesFollowTheFills() throws {
    let stages = try report(
      planText(
        rules: ["enter 50% on break 30000", "then enter 50% on break last fill plus 1%", "at 2R close"])
    ).stages
    #expect(stages.map(\.price.text) == ["30,000.0", "30,300.0"])
  }

  @Test func riskIsSizedOnTheFirstPrice() throws {
    let text = planText(
      "risk: 250", "equity: 20000", rules: ["enter 50% on break 30000", "then enter 50% on break 30000"])
    let report = try report(text)
    // One unit loses 700 + 15 + 14.65 = 729.65 at the stop: 0.342 of it fits 250, 0.343 does not.
    #expect(report.header.total?.text == "0.342" && report.header.budget?.text == "250.00")
    #expect(report.stages.last?.resultAtStop?.text == "−249.54")
  }

  @Test func jsonHoldsDecimalStringsAndReadsBack() throws {
    let report = try report(samplePlan)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let json = try #require(String(data: encoder.encode(report), encoding: .utf8))
    #expect(json.contains("\"average\":\"30120.0\"") && json.contains("\"resultAtStop\":\"-849.71\""))
    #expect(!json.contains("−"))
    #expect(try JSONDecoder().decode(PlanReport.self, from: Data(json.utf8)) == report)
  }
}
