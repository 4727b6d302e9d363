import Replay
import Testing
import Trading

/// Days that have lost what the plan lets them lose, worked by hand.
@Suite struct BacktestDayTests {
  /// From 30,000 it is entered 10 above, and stopped 100 below that.
  private static let losing: [Double] = [30_000, 30_010, 29_910]
  private static let winning: [Double] = [30_000, 30_010, 30_110.1]

  /// A minute apart, the second day from midnight on.
  private func run(_ limit: String, _ days: [[Double]]) throws -> BacktestRun {
    let seconds = days.enumerated().flatMap { day, prices in
      prices.indices.map { Int64(day) * 57_600 + Int64($0) * 60 }
    }
    return try BacktestTests.backtest(
      BacktestTests.changed("fees: 0%", to: "fees: 0%\ndaily loss: \(limit)")
    ).run(Worked.tape(days.flatMap { $0 }, seconds: seconds))
  }

  /// Each loses 1R, 100: the third passes the limit, which two have only reached.
  @Test(arguments: ["2R", "200"]) func behindALossAboveTheLimitTheDayIsOver(_ limit: String) throws {
    let day = Self.losing + Self.losing + Self.losing + Self.winning + Self.winning
    let run = try run(limit, [day, day])
    #expect(run.trades.map(\.began.index) == [0, 3, 6, 15, 18, 21])
    #expect(run.trades.allSatisfy { $0.net == Cash(whole: -100) })
    #expect(run.trades.map(\.number) == [1, 2, 3, 4, 5, 6])
    #expect(run.refused == [.day: 2])
  }

  @Test(arguments: ["2R", "200"]) func whatADayGainsItMayLose(_ limit: String) throws {
    let run = try run(limit, [Self.winning + Self.losing + Self.losing + Self.losing + Self.losing])
    #expect(run.trades.map(\.began.index) == [0, 3, 6, 9, 12])
    #expect(run.refused.isEmpty)
  }

  @Test func aLossOfTheDayBeforeDoesNotCount() throws {
    let run = try run("2R", [Self.losing + Self.losing, Self.losing + Self.losing])
    #expect(run.trades.map(\.began.index) == [0, 3, 6, 9])
    #expect(run.refused.isEmpty)
  }
}
