import Replay
import Testing
import Trading

/// Trade after trade over a tape, worked by hand.
@Suite struct BacktestTests {
  /// 10 above its first price it buys; 1R is 100.
  static let plan = """
    plan: bounce
    instrument: BTCUSDT
    side: long
    size: 1.000
    stop: 1000 ticks
    fees: 0%
    first entry: 100%
    rules:
      - enter 100% on break first price plus 10
      - at 1R close
    """

  /// From 30,000 to the target at 30,110; from 30,200 through the stop at 30,110; from 30,000 to the end.
  static let prices: [Double] = [
    30_000, 30_010, 30_060, 30_111, 30_200, 30_210, 30_100, 30_000, 30_010, 30_050, 30_015,
  ]

  static func backtest(_ yaml: String = plan, repeats: Bool = true) throws -> Backtest {
    var plan = try Worked.plan(yaml)
    plan.repeats = repeats
    return Backtest(plan: plan, planText: yaml)
  }

  static func changed(_ old: String, to new: String) -> String { plan.replacing(old, with: new) }

  // MARK: where trades begin and end

  @Test func aTradeBeginsAtThePriceAfterTheOneThatClosedTheLast() throws {
    let run = try Self.backtest().run(Worked.tape(Self.prices))
    #expect(run.trades.map(\.began.index) == [0, 4, 7])
    #expect(run.trades.map(\.number) == [1, 2, 3])
    #expect(run.trades.map(\.net) == [Cash(whole: 100), Cash(whole: -110), Cash(whole: 5)])
    #expect(run.trades.map(\.rE8) == [100_000_000, -110_000_000, 5_000_000])
    #expect(run.trades.map(\.report.cause) == ["at 1R close", "stop", "close because \"end of tape\""])
    #expect(run.begun == 3 && run.nothingEntered == 0 && run.only == nil)
  }

  /// Refused on every price, a plan that repeats would begin as many trades as there are prices.
  @Test func aPlanThatIsRefusedEverywhereIsToldOnce() throws {
    let yaml = Self.changed("first entry: 100%", to: "first entry: 60%")
      .replacing(" on break first price plus 10", with: "")
    let prices = (0..<1_500).map { 30_000 + Double($0 % 7) }
    let refusal = #expect(throws: Refusal.self) { try Self.backtest(yaml).run(Worked.tape(prices)) }
    #expect(refusal?.message.hasPrefix("1000 trades in a row") ?? false, "\(String(describing: refusal))")
    let short = try Self.backtest(yaml).run(Worked.tape(Array(prices.prefix(900))))
    #expect(short.begun == 900 && short.trades.isEmpty)
  }

  /// A trade closes on the way to a point of a bar, and the next begins a tick further on that way.
  @Test func withinABarTheNextTickIsThePriceAfter() throws {
    let yaml = Self.changed("stop: 1000 ticks", to: "stop: 100 ticks")
      .replacing(" on break first price plus 10", with: "")
    var tape = Tape(kind: .bars)
    for (price, second) in [(300_000, 0), (299_950, 0), (302_000, 0), (301_500, 0), (301_500, 59)] {
      tape.append(
        time: Timestamp(microseconds: Int64(second) * 1_000_000), price: Price(ticks: price),
        quantity: Quantity(steps: 1))
    }
    let run = try Self.backtest(yaml).run(tape)
    // Each is sold at its limit by the first tick beyond it.
    #expect(run.trades.prefix(4).map(\.began.price.ticks) == [300_000, 300_102, 300_204, 300_306])
    #expect(run.trades.prefix(4).map(\.began.index) == [0, 2, 2, 2])
    #expect(run.trades.prefix(4).allSatisfy { $0.net == Cash(whole: 10) })
  }

  @Test func withoutRepeatThereIsOneTrade() throws {
    let run = try Self.backtest(repeats: false).run(Worked.tape(Self.prices))
    #expect(run.trades.map(\.net) == [Cash(whole: 100)])
    #expect(run.only?.opening.trade == "trade 1")
  }

  @Test func itBeginsWhereItIsTold() throws {
    let run = try Self.backtest().run(Worked.tape(Self.prices), from: 4, numbered: 7)
    #expect(run.trades.map(\.began.index) == [4, 7])
    #expect(run.trades.map(\.number) == [7, 8])
  }

  /// The last trade waits for 30,025 until the tape ends.
  @Test func aTradeThatNeverFilledCountsApart() throws {
    let run = try Self.backtest().run(Worked.tape(Array(Self.prices.prefix(4)) + [30_015, 30_014]))
    #expect(run.trades.count == 1 && run.nothingEntered == 1 && run.begun == 2)
    var totals = BacktestTotals()
    totals.add(run)
    #expect(totals.trades == 1 && totals.nothingEntered == 1 && totals.net == Cash(whole: 100))
  }

  @Test func aTapeWithoutAnEntryHasNoFigures() throws {
    let run = try Self.backtest().run(Worked.tape([30_000, 30_001]))
    #expect(run.only?.result?.cause == "end of tape")
    var totals = BacktestTotals()
    totals.add(run)
    #expect(totals.trades == 0 && totals.nothingEntered == 1)
    #expect(totals.expectancy == nil && totals.rMean == nil && totals.keptMedian == nil)
    #expect(totals.timeMean == nil && totals.largestWin == nil && totals.drawdown == .zero)
  }

  /// Below its stop a risk sizes nothing: the next price is tried.
  @Test func whereTheRiskSizesNothingNoTradeBegins() throws {
    let yaml = Self.changed("stop: 1000 ticks", to: "stop: 29900").replacing("size: 1.000", with: "risk: 100")
      .replacing(" on break first price plus 10", with: "")
    let run = try Self.backtest(yaml).run(Worked.tape([30_000, 29_900, 29_800, 29_850, 30_000, 30_101]))
    #expect(run.trades.map(\.began.index) == [0, 4])
    #expect(run.trades.map(\.planned) == [Quantity(steps: 1000), Quantity(steps: 1000)])
    #expect(run.couldNotBegin == 2)
    #expect(throws: Refusal.self) { try Self.backtest(yaml).run(Worked.tape([29_800, 30_000])) }
  }

  @Test func anOpenPositionIsTakenOverOnce() throws {
    let yaml = Self.changed("rules:", to: "adopt: 0.500 at 29990, stop 29900\nrules:")
    #expect(throws: Refusal.self) { try Self.backtest(yaml).run(Worked.tape(Self.prices)) }
    let once = try Self.backtest(yaml, repeats: false).run(Worked.tape(Self.prices))
    #expect(once.trades.count == 1 && once.begun == 1)
  }

  // MARK: what is kept

  @Test func fillsAndStopsAreKeptWithTheirCauses() throws {
    let yaml = Self.changed("  - at 1R close", to: "  - from 0.5R, stop to entry room 0R\n  - at 1R close")
    let trade = try #require(try Self.backtest(yaml).run(Worked.tape(Self.prices)).trades.first)
    #expect(trade.history.fills.map(\.label) == ["1", "T1"])
    #expect(
      trade.history.fills.map(\.cause) == ["enter 100% on break first price plus 10", "at 1R close"])
    #expect(trade.history.fills.map(\.price.ticks) == [300_100, 301_100])
    #expect(trade.history.stops.map(\.price.ticks) == [299_100, 300_100])
    #expect(trade.history.stops.map(\.cause) == ["initial", "from 0.5R stop to entry room 0R"])
    #expect(trade.history.stops.map(\.tick.index) == [1, 2])
    #expect(trade.events.isEmpty)
  }

  @Test func refusalsAreCountedByGuard() throws {
    let yaml = Self.changed("first entry: 100%\n", to: "")
    let run = try Self.backtest(yaml).run(Worked.tape(Self.prices))
    #expect(run.trades.isEmpty && run.nothingEntered > 0)
    #expect(run.refused == [.firstEntry: run.refused[.firstEntry] ?? 0])
    #expect(run.refused[.firstEntry] ?? 0 > 0)
  }

  /// Each trade has the events that a rehearsal of it alone has, on prints and on bars.
  @Test(arguments: [1, 2, 3] as [UInt64], [Tape.Kind.trades, .bars])
  func eachTradeIsTheRehearsalOfIt(_ seed: UInt64, _ kind: Tape.Kind) throws {
    let tape = Self.walk(seed, kind)
    let yaml = PyramidTests.pyramid.replacing("stop: 29300", with: "stop: 2 atr 5 on 3m")
      .replacing("30000", with: "first price plus 20").replacing("30600", with: "0.5R")
      .replacing("from 2R trail 1R", with: "from 1R trail behind ema 4 on 3m")
    var backtest = try Self.backtest(yaml)
    backtest.keepsEvents = true
    let run = try backtest.run(tape)
    #expect(run.trades.count > 3, "seed \(seed)")
    #expect(run.trades.flatMap(\.history.stops).contains { $0.cause.contains("ema 4") }, "seed \(seed)")
    for trade in run.trades {
      let alone = try rehearsal(backtest, trade, tape)
      #expect(alone.events == trade.events, "seed \(seed), trade \(trade.number)")
      #expect(alone.trade.report == trade.report, "seed \(seed), trade \(trade.number)")
    }
  }

  /// Twelve hundred points around 30,000; four of them make a bar.
  private static func walk(_ seed: UInt64, _ kind: Tape.Kind) -> Tape {
    var dice = SplitMix64(seed: seed)
    var price = 300_000
    let prices = (0..<1200).map { _ in
      price += dice.int(-200...200) + (300_000 - price) / 50
      return price
    }
    guard kind == .bars else { return Worked.tape(prices.map { Double($0) / 10 }) }
    var tape = Tape(kind: .bars)
    for (number, start) in stride(from: 0, to: prices.count, by: 4).enumerated() {
      let bar = prices[start..<start + 4]
      let path = [bar.first, bar.min(), bar.max(), bar.last, bar.last]
      for (point, price) in path.compactMap({ $0 }).enumerated() {
        tape.append(
          time: Timestamp(microseconds: (Int64(number) * 60 + (point == 4 ? 59 : 0)) * 1_000_000),
          price: Price(ticks: price), quantity: Quantity(steps: 1))
      }
    }
    return tape
  }

  private func rehearsal(_ backtest: Backtest, _ trade: BacktestTrade, _ tape: Tape) throws -> Rehearsal {
    let opening = try Trade.opening(
      trade: Backtest.name(trade.number), plan: backtest.plan, planText: backtest.planText,
      levelOverrides: [], feed: .pipe, first: trade.began,
      history: BarHistory(backtest.plan.barNeeds, before: trade.began, on: tape))
    var rehearsal = try Rehearsal(plan: backtest.plan, opening: opening, first: trade.began, on: tape)
    var cursor = try #require(TapeCursor(after: trade.began, on: tape))
    try rehearsal.run(tape, from: &cursor)
    try rehearsal.end(on: tape)
    return rehearsal
  }

  @Test func progressRisesToTheWhole() throws {
    var told: [BacktestProgress] = []
    _ = try Self.backtest().run(Worked.tape(Self.prices), from: 1) { told.append($0) }
    #expect(told.last == BacktestProgress(done: 10, total: 10))
    #expect(zip(told, told.dropFirst()).allSatisfy { $0.done <= $1.done })
    #expect(told.count > 2)
  }
}
