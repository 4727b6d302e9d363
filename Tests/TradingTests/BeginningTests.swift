import StrictYAML
import Testing

@testable import Trading

@Suite struct BeginningTests {
  private func levels(_ offset: String) throws -> [String: Price] {
    let text = """
      plan: levels of the first price
      instrument: BTCUSDT
      side: long
      size: 1
      stop: 2%
      levels: {high: first price \(offset)}
      rules:
        - enter 100% on break high
      """
    let plan = try PlanReader.plan(StrictYAML.document(text), catalogue: .builtIn)
    let first = Tick(index: 0, time: Timestamp(microseconds: 0), price: Price(ticks: 300_000))
    return try Trade.opening(
      trade: "t", plan: plan, planText: text, levelOverrides: [], feed: .pipe, first: first
    ).levels
  }

  @Test func aLevelIsFrozenOnTheFirstPrice() throws {
    #expect(try levels("minus 99%")["high"] == Price(ticks: 3_000))
  }

  @Test(arguments: ["minus 100%", "minus 200%"]) func aLevelWhereNoPriceCanBeIsRefused(_ offset: String) {
    let error = #expect(throws: Refusal.self) { try levels(offset) }
    #expect("\(String(describing: error))".contains("the level `high` would lie at "))
  }
}
