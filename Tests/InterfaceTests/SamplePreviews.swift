@testable import Trading

extension Samples {
  /// What the sample trade answers: every sentence that can be read is possible but for two.
  static func preview(_ sentence: String, sequence: Int = 17, reduces: Bool? = nil) -> PreviewOutcome {
    if sentence.hasPrefix("enter 5"), !sentence.contains("because") {
      return .refused(
        RefusalView(
          sentence: sentence,
          message:
            "an add at 30,412.3 is neither at tranche 3's trigger 30,600.0 nor in favour of its last fill",
          remedy: "wait for 30,600.0, or give a reason", canOverride: true))
    }
    if sentence.hasPrefix("enter 9") {
      return .refused(
        RefusalView(
          sentence: sentence, message: "0.900 is more than the 0.200 that is left of the plan",
          remedy: "enter 0.200", canOverride: false))
    }
    do {
      _ = try RuleParser.statement(sentence, levels: long.levels.map(\.name))
    } catch {
      let text = error.remedy.isEmpty ? error.message : "\(error.message); \(error.remedy)"
      return .unreadable(column: error.column, length: error.length, message: text)
    }
    let verb = sentence.split(separator: " ").first ?? ""
    return .possible(
      table(sentence, sequence, reduces ?? !["enter", "stop", "tranche", "target"].contains(verb)))
  }

  private static func table(_ sentence: String, _ sequence: Int, _ reduces: Bool) -> PreviewTable {
    let rows = [
      ("quantity", "0.800", "1.000", "1.000"), ("average", "30,004.7", "30,086.2", "30,123.8"),
      ("breakeven", "30,034.7", "30,116.4", "30,153.9"), ("liquidation", "24,100.2", "24,165.7", "24,195.8"),
      ("at the stop", "+0.02", "−81.56", "−119.10"), ("worst case", "−119.10", "−81.56", "−119.10"),
      ("T1 at", "30,704.7", "30,786.2", "30,823.8"), ("flat at T1", "+535.76", "+669.56", "+669.61"),
      ("T2 at", "31,404.7", "31,486.2", "31,523.8"), ("flat at T2", "+1,095.48", "+1,369.21", "+1,369.26"),
      ("leverage", "2.36", "2.95", "2.93"),
    ]
    var table = PreviewTable(
      sentence: sentence, summary: "buys 0.200 at market 30,412.4, taker fee 3.04",
      rows: rows.map { PreviewTable.Row(label: $0.0, now: $0.1, after: $0.2, planned: $0.3) },
      remarks: [
        PreviewTable.Remark(isWarning: false, text: "guards; 400.0 in favour of the last fill"),
        PreviewTable.Remark(isWarning: true, text: "stop 30,034.7 will lie 81.7 under breakeven"),
      ], sequence: sequence, price: price(304_123), onlyReducesRisk: reduces)
    if sentence.hasPrefix("stop to ") { table.stop = price(301_500) }
    return table
  }
}
