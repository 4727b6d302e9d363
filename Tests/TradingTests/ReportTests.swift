import Replay
import StrictYAML
import Testing
import Trading

/// The report of a trade, worked by hand.
@Suite struct ReportTests {
  private static let plan = """
    plan: two
    instrument: BTCUSDT
    side: long
    size: 1.000
    stop: 29000
    fees: 0%
    first entry: 60%
    room: 0R
    rules:
      - enter 60% on break 30000
      - then enter 40% on break 30500
      - at 31000 take 30%, stop to entry
      - at 33000 take 30%
    """

  private func rehearsal(_ prices: [Int], _ text: String = plan) throws -> Rehearsal {
    let plan = try PlanReader.plan(StrictYAML.document(text), catalogue: .builtIn)
    var tape = Tape()
    for (index, price) in prices.enumerated() {
      tape.append(
        time: Timestamp(microseconds: Int64(index) * 60_000_000), price: Price(ticks: price * 10),
        quantity: Quantity(steps: 1))
    }
    let first = tape.tick(at: 0)
    let opening = try Trade.opening(
      trade: "t", plan: plan, planText: text, levelOverrides: [], feed: .pipe, first: first)
    var rehearsal = try Rehearsal(plan: plan, opening: opening, first: first)
    var cursor = TapeCursor(at: 1)
    try rehearsal.run(tape, from: &cursor)
    return rehearsal
  }

  /// 0.6 at 30,000, 0.4 at 30,500: 30,200. T1 sells 0.3 at 31,000 for +240; 0.7 stopped at 30,200 for nothing.
  /// Before T1's price the trade stood at 31,500, the highest: 1.0 · 1,300 would be 1,300, but T1 had its limit.
  @Test func eachTrancheAndExitHasItsShare() throws {
    let trade = try rehearsal([29_900, 30_000, 29_500, 30_500, 31_500, 32_900, 30_200]).trade
    let report = trade.report
    #expect(report.lines.map(\.label) == ["1", "2", "T1", "stop"])
    #expect(
      report.lines.map(\.share) == [
        Ratio(3, over: 5), Ratio(2, over: 5), Ratio(3, over: 10), Ratio(7, over: 10),
      ])
    #expect(report.lines.map(\.result) == [nil, nil, Cash(whole: 240), .zero])
    #expect(report.lines.map(\.r) == [nil, nil, Ratio(4, over: 5), .zero])
    #expect(report.net == Cash(whole: 240))
    #expect(report.r == Ratio(6, over: 25))
    #expect(report.averageExit == Ratio(304_400, over: 1))
    // Lowest at 29,500 with 0.6; highest at 32,900, where 240 was realised and 0.7 stood 2,700 ahead.
    #expect(report.swing == Swing(adverse: Cash(whole: -300), favourable: Cash(whole: 2_130)))
    #expect(report.handActs == 0 && report.overrides == 0)
    #expect(trade.result?.adverse == Cash(whole: -300))
  }

  /// 29,500 and 32,900 lie within the band of the trade: only the tape knows that they came.
  @Test func everyPriceCountsTowardsTheExcursion() throws {
    let whole = try rehearsal([29_900, 30_000, 29_001, 30_400, 29_700, 29_000])
    #expect(whole.trade.result?.adverse == Cash(whole: -600))
    #expect(whole.trade.result?.favourable == Cash(whole: 240))
    let swings = whole.events.filter { if case .swung = $0.fact { true } else { false } }
    #expect(swings.map(\.fact) == [.swung(low: Price(ticks: 290_010), high: Price(ticks: 304_000))])
  }

  @Test func anOpenTradeTellsWhatItsEventsSay() throws {
    let trade = try rehearsal([29_900, 30_000, 30_100]).trade
    #expect(trade.report.net == .zero)
    #expect(trade.report.closed == nil)
    #expect(trade.report.lines.map(\.label) == ["1"])
    let lines = trade.reportLines(feed: "a test", width: 80)
    #expect(lines.first == "t  open")
    #expect(lines.contains("  stop      29,000.0: initial, −600.00 there"))
  }

  @Test func theTextFitsItsPage() throws {
    let trade = try rehearsal([29_900, 30_000, 29_500, 30_500, 31_500, 32_900, 30_200]).trade
    for width in [60, 80, 120] {
      let lines = trade.reportLines(feed: "a test", width: width)
      #expect(lines.allSatisfy { $0.count <= width }, "\(width)")
    }
    let lines = trade.reportLines(feed: "a test", width: 100)
    #expect(
      lines.contains("  net       +240.00, +0.24R, 0.20 × risk (the largest risk at the stop was 1,200.00)"),
      "\(lines)")
    #expect(
      lines.contains("  MFE       +2,130.00 (+2.13R) at the best price; 11% of it was kept"), "\(lines)")
  }

  @Test func whatAPersonDidIsCounted() throws {
    var rehearsal = try rehearsal([29_900, 30_000, 30_100])
    let tick = Tick(index: 3, time: Timestamp(microseconds: 180_000_000), price: Price(ticks: 301_000))
    for sentence in ["stop to 29500", "take 10%", "stop to 29300 because \"wider\"", "note \"so far\""] {
      let hand = HandAction(sentence: sentence, seenSequence: rehearsal.trade.sequence, seenPrice: tick.price)
      try rehearsal.act(.hand(hand, tick, age: nil))
    }
    let report = rehearsal.trade.report
    #expect(report.handActs == 3)
    #expect(report.handMoves == 2)
    #expect(report.overrides == 1)
    #expect(report.lines.map(\.label) == ["1", "hand"])
  }
}
