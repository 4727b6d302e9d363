import Screen
import Testing
import Trading

@testable import Interface

/// A preview on a screen without room for its table still says all that Enter does.
@Suite struct PreviewSummaryTests {
  private static let narrow = [
    Size(columns: 40, rows: 16), Size(columns: 60, rows: 16), Size(columns: 66, rows: 18),
  ]

  private func shown(_ summary: String, warning: String = "", _ size: Size) -> String {
    var driver = Driver(Samples.long, size: size)
    driver.press("t")
    guard case .possible(var table)? = driver.state.panel?.outcome else { return "no preview" }
    table.summary = summary
    table.remarks = warning.isEmpty ? [] : [.init(isWarning: true, text: warning)]
    driver.state.panel?.outcome = .possible(table)
    return driver.frame().text
  }

  private func words(_ text: String) -> String {
    text.split { $0 == "\n" || $0 == " " }.joined(separator: " ")
  }

  @Test(arguments: narrow) func everyDeedIsTold(size: Size) {
    let text = words(
      shown(
        "sells 0.150 at market 30,001.4, taker fee 2.25; cancels tranche 2, tranche 3; stop to 30,100.0", size
      ))
    #expect(text.contains("cancels tranche 2, tranche 3; stop to 30,100.0"), "\(text)")
    #expect(text.contains("at the stop −81.56"), "what can be lost stands beside it: \(text)")
  }

  @Test(arguments: narrow) func warningsDoNotHideDeeds(size: Size) {
    let text = words(
      shown("buys 0.150 at 30,001.4; ends the trail of \"trail 1R\"", warning: "the market runs", size))
    #expect(text.contains("ends the trail of \"trail 1R\""), "\(text)")
    #expect(text.contains("! the market runs"), "\(text)")
  }

  /// What the numbers rest on is said beside them.
  @Test(arguments: narrow) func conditionsAreTold(size: Size) {
    var driver = Driver(Samples.long, size: size)
    driver.press("t")
    guard case .possible(var table)? = driver.state.panel?.outcome else { return }
    var condition = PreviewTable.Remark(isWarning: false, text: "counts what acts on the way: T1")
    condition.isCondition = true
    table.remarks = [condition]
    driver.state.panel?.outcome = .possible(table)
    #expect(words(driver.frame().text).contains("counts what acts on the way: T1"))
  }

  /// On a dead price nobody would be filled.
  @Test(arguments: narrow + [Size(columns: 120, rows: 40)]) func aFeedThatHasEndedIsTold(size: Size) {
    var snapshot = Samples.long
    snapshot.feed.hasEnded = true
    var driver = Driver(snapshot, size: size)
    driver.press("f")
    let text = words(driver.frame().text)
    #expect(text.contains("the feed has ended: 30,412.3"), "\(text)")
  }

  @Test func whatFitsTakesOneLine() {
    let text = shown("stop to 30,001.4", Size(columns: 60, rows: 16))
    #expect(text.contains("▼ 30,034.7"), "\(text)")
  }
}
