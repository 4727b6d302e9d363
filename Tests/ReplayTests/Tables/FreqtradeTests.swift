import Testing
import Trading

/// freqtrade's worked ledger: buy 100 at 8 and 100 at 9, sell 100 at 10, buy 150 at 11, sell 100 at 12 and 150 at 14:
/// 950 in all, without fees.
///
/// Theirs takes a sale out of the average (8.5, then 10), so that the parts gain 150, 200 and 600. With ours exits do
/// not change the average: it is what was paid over what was bought, 3350 / 350, and the parts gain what they gain
/// against that. The sum is the same.
@Suite struct FreqtradeTests {
  private static let contract = Contract.plain(digits: 0, tickUnits: 1, around: 10)

  @Test func theLedger() throws {
    var position = Position(side: .long, instrument: Self.contract.instrument)
    func buy(_ quantity: Int, at price: Int) {
      position.enter(Quantity(steps: quantity), at: Price(ticks: price), fee: .zero)
    }
    func sell(_ quantity: Int, at price: Int) {
      position.exit(Quantity(steps: quantity), at: Price(ticks: price), fee: .zero)
    }
    buy(100, at: 8)
    buy(100, at: 9)
    #expect(position.average == Ratio(17, over: 2))
    sell(100, at: 10)
    #expect(position.realised == Cash(whole: 150))
    // Theirs: 150 of the 850 that was sold, 17.65%.
    #expect(position.realised.ratio / Cash(whole: 850).ratio == Ratio(3, over: 17))
    buy(150, at: 11)
    #expect(position.average == Ratio(67, over: 7))
    // 1000 − 100 · 67/7, in units of 10⁻¹⁸ rounded down.
    #expect(position.realised == Cash(units: Ratio.floorDivide(300 * Cash.scale, 7)))
    sell(100, at: 12)
    #expect(position.realised == Cash(units: Ratio.floorDivide(2000 * Cash.scale, 7)))
    #expect(position.open == Quantity(steps: 150))
    sell(150, at: 14)
    #expect(position.settled == Cash(whole: 950))
    #expect(position.realised == Cash(whole: 950))
    // 28.36% of all that was ever put in; their documentation prints 28.35%.
    #expect(position.enteredNotional == Cash(whole: 3350))
    #expect(position.settled.ratio / position.enteredNotional.ratio == Ratio(19, over: 67))
  }

  static let table = Table(
    name: "freqtrade's ledger as a plan", header: ["size: 350", "stop: [5]", "entries: keep"],
    rules: [
      "enter 100 on break [8]", "enter 100 on break [9]", "enter 150 on break [11]",
      "from [10] take 100", "from [12] take 100", "from [14] close",
    ],
    prices: [7, 8, 9, 10, 11, 12, 14], contract: contract, mirrors: false,
    trace: [
      "1 fill entry 1 100 @ [8] taker", "1 stop [5]", "2 fill entry 2 100 @ [9] taker",
      "3 fill target 1 100 @ [10] taker", "4 fill entry 3 150 @ [11] taker",
      "5 fill target 2 100 @ [12] taker", "6 fill target 3 150 @ [14] taker", "6 closed 950",
    ])

  @Test func thePlan() throws {
    try Self.table.check()
    let report = try Self.table.rehearsal().trade.report
    #expect(report.net == Cash(whole: 950))
    #expect(report.averageEntry == Ratio(67, over: 7))
    #expect(report.averageExit == Ratio(86, over: 7))
    #expect(report.lines.map(\.label) == ["1", "2", "T1", "3", "T2", "T3"])
    #expect(
      report.lines.map(\.share) == [2, 2, 2, 3, 2, 3].map { Ratio($0, over: 7) })
    // 100 · 3/7, 100 · 17/7, 150 · 31/7: 950 but for what is rounded down.
    #expect(
      report.lines.compactMap(\.result)
        == [300, 1700, 4650].map { Cash(units: Ratio.floorDivide($0 * Cash.scale, 7)) })
  }
}
