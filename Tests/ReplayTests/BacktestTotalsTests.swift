import Replay
import Testing
import Trading

/// Figures over trades that were worked by hand, and plans beside each other.
@Suite struct BacktestTotalsTests {
  private func totals(_ yaml: String = BacktestTests.plan, _ prices: [Double] = BacktestTests.prices) throws
    -> BacktestTotals
  {
    var totals = BacktestTotals()
    totals.add(try BacktestTests.backtest(yaml).run(Worked.tape(prices)))
    return totals
  }

  /// +100, −110, +5. At 30,111 the first one stood at +101; the third at +40; the second never above nothing.
  @Test func threeTrades() throws {
    let totals = try totals()
    #expect(totals.trades == 3 && totals.won == 2 && totals.lost == 1 && totals.scratched == 0)
    #expect(totals.net == Cash(whole: -5))
    #expect(totals.expectancy == Ratio(-5 * Cash.scale, over: 3))
    #expect(totals.rSumE8 == -5_000_000)
    #expect(totals.rMean == Ratio(-1, over: 60))
    #expect(totals.largestWin == Cash(whole: 100) && totals.largestLoss == Cash(whole: -110))
    #expect(totals.largestWinE8 == 100_000_000 && totals.largestLossE8 == -110_000_000)
    // From 100 down to −10.
    #expect(totals.drawdown == Cash(whole: 110) && totals.drawdownInR == Ratio(11, over: 10))
    #expect(totals.adverseMean == Ratio(-11, over: 30))
    #expect(totals.favourableMean == Ratio(141, over: 300))
    // Two minutes, one, two.
    #expect(totals.timeMean == Span(seconds: 100) && totals.secondsMean == Ratio(100))
    // 100 of 101 and 5 of 40.
    #expect(totals.keptMedian == Ratio(99_009_900 + 12_500_000, over: 200_000_000))
    #expect(totals.keptMean == totals.keptMedian)
    #expect(totals.wonShare == Ratio(2, over: 3))
  }

  /// The first trade closes a second later: 301 seconds in three trades.
  @Test func theMeanOfSecondsIsNotCut() throws {
    let seconds = BacktestTests.prices.indices.map { Int64($0) * 60 + ($0 == 3 ? 1 : 0) }
    var totals = BacktestTotals()
    totals.add(try BacktestTests.backtest().run(Worked.tape(BacktestTests.prices, seconds: seconds)))
    #expect(totals.secondsMean == Ratio(301, over: 3))
    #expect(totals.timeMean == Span(microseconds: 100_333_333))
  }

  @Test func feesAndFundingAreSummed() throws {
    let yaml = BacktestTests.changed("fees: 0%", to: "fees: {maker: 0%, taker: 0.1%}\nfunding: 0.01% per 1m")
    let totals = try totals(yaml, Array(BacktestTests.prices.prefix(4)))
    // Bought at 30,010 for 30.01; each full minute 0.01% of 30,060 and of 30,111.
    #expect(Decimal18(units: totals.fees.units).description == "30.01")
    #expect(Decimal18(units: totals.funding.units).description == "6.0171")
    #expect(Decimal18(units: totals.net.units).description == "63.9729")
  }

  /// The stop is moved to a place in profit or a little below the entry, and the next price takes it there.
  @Test(
    arguments: [
      ("0.1R", 30_020, 1, 0, 0), ("0.1R", 30_000, 1, 0, 0), ("0.1R", 29_999.9, 0, 0, 1),
      ("0.11R", 30_021, 0, 1, 0), ("entry", 30_010, 1, 0, 0),
    ] as [(String, Double, Int, Int, Int)])
  func scratchedIsWhatTheStopClosesNearNothing(
    _ place: String, _ price: Double, _ scratched: Int, _ won: Int, _ lost: Int
  ) throws {
    let yaml = BacktestTests.changed("at 1R close", to: "from 0.5R, stop to \(place) room 0R")
    let totals = try totals(yaml, [30_000, 30_010, 30_060, price])
    #expect(totals.trades == 1)
    #expect(totals.scratched == scratched && totals.won == won && totals.lost == lost)
  }

  /// Five ahead at the end of the tape: near nothing, but no stop closed it.
  @Test func whatNoStopClosedIsNotScratched() throws {
    #expect(try totals(BacktestTests.plan, [30_000, 30_010, 30_015]).won == 1)
  }

  /// The middle one of three, and the mean of all.
  @Test func theMedianIsTheMiddle() throws {
    var totals = BacktestTotals()
    for last in [30_020.0, 30_060, 30_110] {
      totals.add(try BacktestTests.backtest().run(Worked.tape([30_000, 30_010, 30_110, last])))
    }
    #expect(totals.trades == 3)
    #expect(totals.keptMedian == Ratio(1, over: 2))
    #expect(totals.keptMean == Ratio(16, over: 30))
  }

  // MARK: plans beside each other

  private func beside(_ yaml: String) throws -> (BacktestRun, BacktestRun) {
    let tape = Worked.tape(BacktestTests.prices)
    let first = try BacktestTests.backtest().run(tape)
    let other = try BacktestTests.backtest(yaml, repeats: false).run(tape, at: first.trades.map(\.began))
    return (first, other)
  }

  /// With the target at 2R the first trade runs to the end beside the two that begin meanwhile.
  @Test func anotherManagementHasTheSameEntries() throws {
    let (first, other) = try beside(BacktestTests.changed("at 1R", to: "at 2R"))
    #expect(other.trades.map(\.number) == [1, 2, 3])
    #expect(other.trades.map(\.began) == first.trades.map(\.began))
    #expect(other.trades.map(\.net) == [Cash(whole: 5), Cash(whole: -110), Cash(whole: 5)])
    #expect(other.sameEntries(as: first) == 3)
    #expect(first.sameEntries(as: first) == 3)
  }

  @Test func otherEntriesAreTold() throws {
    let yaml = BacktestTests.changed("plus 10", to: "plus 20").replacing("rules:", with: "chase: off\nrules:")
    let (first, other) = try beside(yaml)
    // The second trade waits for 30,220, which never comes.
    #expect(other.trades.map(\.number) == [1, 3] && other.nothingEntered == 1)
    #expect(other.sameEntries(as: first) == 0)
  }

  /// Half of the quantity at the same prices is another entry.
  @Test func anotherQuantityIsAnotherEntry() throws {
    let (first, other) = try beside(BacktestTests.changed("size: 1.000", to: "size: 0.500"))
    #expect(other.trades.count == 3 && other.sameEntries(as: first) == 0)
  }
}
