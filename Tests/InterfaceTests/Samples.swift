@testable import Trading

/// Trades in the states that the golden screens show. All figures follow from the sample plan at taker fee
/// 0.05%.
enum Samples {
  static let bitcoin = Instrument(
    name: "binance:BTCUSDT", priceDigits: 1, quantityDigits: 3, smallestQuantity: Quantity(steps: 1),
    largestQuantity: Quantity(steps: 1_000_000), smallestNotional: Cash(whole: 5),
    makerFee: Rate(e8: 20_000), takerFee: Rate(e8: 50_000), largestLeverage: 125, tiers: [])

  static func price(_ ticks: Int) -> Price { Price(ticks: ticks) }
  static func quantity(_ steps: Int) -> Quantity { Quantity(steps: steps) }
  static func cash(_ hundredths: Int) -> Cash { Cash(units: Int128(hundredths) * Cash.scale / 100) }

  /// 2026-11-20 at this time, UTC.
  static func time(_ hour: Int, _ minute: Int, _ second: Int = 0) -> Timestamp {
    Timestamp(milliseconds: (1_795_132_800 + Int64(hour * 3600 + minute * 60 + second)) * 1000)
  }

  // MARK: A long with its third tranche waiting

  static var long: Snapshot {
    var snapshot = Snapshot(
      tradeName: "btc-1", planName: "BTC breakout pyramid", instrument: bitcoin, side: .long,
      planned: quantity(1000))
    snapshot.sequence = 17
    snapshot.feed.name = "binance"
    snapshot.feed.age = Span(microseconds: 200_000)
    snapshot.feed.time = time(14, 32, 7)
    snapshot.stopHolder = .program
    snapshot.entered = quantity(800)
    snapshot.open = quantity(800)
    snapshot.waiting = quantity(200)
    snapshot.last = price(304_123)
    snapshot.lastDirection = 1
    snapshot.average = Ratio(600_093, over: 2)
    snapshot.firstFill = price(300_000)
    snapshot.oneR = 7000
    snapshot.breakeven = price(300_347)
    snapshot.liquidation = price(241_002)
    snapshot.realised = Cash(units: -12_001_860_000_000_000_000)
    snapshot.feesPaid = cash(1200)
    snapshot.riskAmount = cash(58_744)
    snapshot.equity = Cash(whole: 50_000)
    snapshot.effectiveLeverage = Ratio(236, over: 100)
    snapshot.planLeverage = Ratio(5)
    snapshot.stop = longStop
    snapshot.tranches = longTranches
    snapshot.marks = longMarks
    snapshot.orders = [
      LadderOrder(
        price: price(306_000), quantity: quantity(200), isBuy: true, label: "3", cancel: "cancel tranche 3"),
      LadderOrder(
        price: price(307_047), quantity: quantity(240), isBuy: false, label: "T1", cancel: "cancel target 1"),
      LadderOrder(
        price: price(314_047), quantity: quantity(240), isBuy: false, label: "T2", cancel: "cancel target 2"),
      LadderOrder(price: price(300_347), quantity: quantity(800), isBuy: false, label: "S", cancel: nil),
    ]
    snapshot.levels = [
      NamedPrice(name: "breakout", price: price(300_000)), NamedPrice(name: "node.1", price: price(302_000)),
      NamedPrice(name: "high.1d", price: price(306_000)), NamedPrice(name: "node.2", price: price(310_500)),
      NamedPrice(name: "fib.1.618", price: price(314_000)),
    ]
    snapshot.bandLow = price(300_347)
    snapshot.bandHigh = price(306_000)
    snapshot.nextUp = NextEvent(
      price: price(306_000), sentence: "enter 20% on break 30600", outcome: "buys 0.200: 1.000 at 30,123.8")
    snapshot.nextDown = NextEvent(
      price: price(300_347), sentence: "stop to breakeven",
      outcome: "sells all 0.800; the trade ends, net +0.02, 0.00R")
    snapshot.nextUp?.brief = .init(sentence: "tranche 3", outcomes: ["buys 0.200, stop 30,034.7"])
    snapshot.nextDown?.brief = .init(sentence: "stop", outcomes: ["sells all 0.800, net +0.02"])
    snapshot.events = longEvents
    snapshot.volume = VolumeProfile(
      bucketTicks: 500, firstBucket: 598,
      steps: [22, 41, 58, 60, 51, 49, 44, 30, 21, 24, 23, 25, 37, 31, 24, 27, 19, 18, 50, 49, 35, 33, 12, 4])
    return snapshot
  }

  private static var longStop: StopView {
    var stop = StopView(
      price: price(300_347), quantity: quantity(800), locks: cash(2), worstCase: cash(-11_910),
      reason: "tranche 2 filled (rule 4)", since: time(13, 41, 52), isInitial: false)
    stop.nextMove = NextEvent(price: price(314_047), sentence: "at 2R, stop to 1R", outcome: "")
    stop.nextLevel = price(307_047)
    return stop
  }

  private static var longTranches: [TrancheView] {
    [
      tranche(.entry, "1", 1, "50%", 500, "break 30,000", 300_000, .filled(price(300_000), time(13, 2))),
      tranche(.entry, "2", 2, "30%", 300, "retest 30,000", 300_000, .filled(price(300_124), time(13, 41))),
      tranche(.entry, "3", 3, "20%", 200, "break 30,600", 306_000, .waiting),
      tranche(.target, "T1", 1, "30%", 240, "1R 30,704.7", 307_047, .waiting),
      tranche(.target, "T2", 2, "30%", 240, "2R 31,404.7", 314_047, .waiting),
      tranche(.runner, "run", 1, "40%", 320, "trail 1R from 2R", nil, .idle),
      tranche(.other, "48h", 1, "50%", 400, "unless 0.5R", nil, .done(time(14, 26, 10))),
    ]
  }

  static func tranche(
    _ kind: TrancheView.Kind, _ label: String, _ number: Int, _ share: String, _ steps: Int, _ when: String,
    _ ticks: Int?, _ state: TrancheView.State, _ clock: TradeClock.Kind? = nil, _ at: Timestamp? = nil
  ) -> TrancheView {
    var view = TrancheView(
      kind: kind, label: label, number: number, share: share, quantity: quantity(steps), when: when,
      price: ticks.map(price), state: state, isVenueHeld: kind == .target)
    if let clock, let at { view.clock = TradeClock(clock, at) }
    return view
  }

  private static var longMarks: [LadderMark] {
    [
      LadderMark(role: .entry, price: price(300_047), label: "ENTRY"),
      LadderMark(role: .breakeven, price: price(300_347), label: "BE"),
      LadderMark(role: .stop, price: price(300_347), label: "STOP"),
      LadderMark(role: .tranche, price: price(306_000), label: "3 break"),
      LadderMark(role: .target, price: price(307_047), label: "T1"),
      LadderMark(role: .target, price: price(314_047), label: "T2"),
      LadderMark(role: .trail, price: price(314_047), label: "TRAIL"),
      LadderMark(role: .liquidation, price: price(241_002), label: "LIQ"),
    ]
  }

  private static var longEvents: [EventLine] {
    [
      EventLine(
        sequence: 17, time: time(14, 26, 10), text: "0.5R reached: \"after 48h unless 0.5R take 50%\" ended",
        tone: .plain),
      EventLine(
        sequence: 15, time: time(13, 41, 52), text: "stop 29,300.0 to 30,034.7: tranche 2 filled", tone: .stop
      ),
      EventLine(
        sequence: 14, time: time(13, 41, 52), text: "tranche 2: bought 0.300 at 30,012.4", tone: .entry),
      EventLine(
        sequence: 9, time: time(13, 36, 40), text: "retest of 30,000 has begun to hold", tone: .plain),
      EventLine(
        sequence: 6, time: time(13, 2, 11), text: "tranche 1: bought 0.500 at 30,000.0, stop 29,300.0",
        tone: .entry),
      EventLine(sequence: 1, time: time(12, 58), text: "the trade begins: 1.000 planned", tone: .plain),
    ]
  }

  // MARK: Other states

  /// Before the first fill.
  static var waiting: Snapshot {
    var snapshot = Snapshot(
      tradeName: "btc-1", planName: "BTC breakout pyramid", instrument: bitcoin, side: .long,
      planned: quantity(1000))
    snapshot.sequence = 1
    snapshot.feed.name = "sim seed 7"
    snapshot.feed.speed = 20
    snapshot.feed.time = time(12, 59, 30)
    snapshot.waiting = quantity(1000)
    snapshot.last = price(299_214)
    snapshot.lastDirection = -1
    snapshot.planLeverage = Ratio(5)
    snapshot.tranches = [
      tranche(.entry, "1", 1, "50%", 500, "break 30,000", 300_000, .waiting),
      tranche(.entry, "2", 2, "30%", 300, "retest 30,000", 300_000, .idle),
      tranche(.entry, "3", 3, "20%", 200, "break 30,600", 306_000, .idle),
      tranche(.target, "T1", 1, "30%", 300, "1R", nil, .idle),
      tranche(.target, "T2", 2, "30%", 300, "2R", nil, .idle),
    ]
    snapshot.marks = [
      LadderMark(role: .stop, price: price(293_000), label: "STOP"),
      LadderMark(role: .tranche, price: price(300_000), label: "1 break"),
    ]
    snapshot.orders = [
      LadderOrder(
        price: price(300_000), quantity: quantity(500), isBuy: true, label: "1", cancel: "cancel tranche 1")
    ]
    snapshot.bandHigh = price(300_000)
    snapshot.nextUp = NextEvent(
      price: price(300_000), sentence: "enter 50% on break 30000", outcome: "buys 0.500, stop 29,300.0")
    snapshot.events = [
      EventLine(sequence: 1, time: time(12, 58), text: "the trade begins: 1.000 planned", tone: .plain)
    ]
    return snapshot
  }

  /// The long on a day with clocks: a hold, ends of times, closes of bars, and the news.
  static var clocked: Snapshot {
    var snapshot = long
    // Of what is open 0.300 was there before the plan.
    snapshot.planned = quantity(1300)
    snapshot.tranches = [
      tranche(.entry, "1", 1, "50%", 500, "break 30,000", 300_000, .filled(price(300_000), time(13, 2))),
      tranche(.entry, "2", 2, "30%", 300, "retest 30,400 hold 5m", 304_000, .waiting, .holds, time(14, 36)),
      tranche(.entry, "3", 3, "20%", 200, "break 30,600", 306_000, .waiting, .ends, time(18, 10)),
      tranche(.target, "T1", 1, "30%", 240, "1R", 307_047, .waiting),
      tranche(
        .runner, "run", 0, "40%", 320, "trail behind ema 20 on 15m", nil, .running, .closes(.m15),
        time(14, 45)),
      tranche(.other, "48h", 0, "", 400, "after 48h unless 0.5R", nil, .waiting, .acts, time(61, 2)),
      tranche(
        .other, "15m", 0, "", 400, "when close below 30,000 on 15m", nil, .waiting, .closes(.m15),
        time(14, 45)),
      tranche(.other, "news", 0, "", 800, "5m before news", nil, .waiting, .acts, time(19, 25)),
    ]
    snapshot.nextClock = NextClock(
      clock: TradeClock(.closes(.m15), time(14, 45)), sentence: "when close below 30000 on 15m take 50%",
      outcome: "closing here it does nothing", short: "15m")
    snapshot.stop?.nextClock = NextClock(
      clock: TradeClock(.closes(.m15), time(14, 45)), sentence: "from 2R trail behind ema 20 on 15m",
      outcome: "", short: "trail behind ema 20 on 15m", level: price(301_205))
    return snapshot
  }

  /// No price acts upwards any more; time will.
  static var timed: Snapshot {
    var snapshot = clocked
    snapshot.nextUp = nil
    snapshot.nextClock = NextClock(
      clock: TradeClock(.acts, time(61, 2)), sentence: "after 48h unless 0.5R take 50%",
      outcome: "sells 0.400, 0.400 stays, unless 30,354.7 is reached first", short: "take 50%")
    return snapshot
  }

  /// A short after its first target, paused.
  static var short: Snapshot {
    var snapshot = Snapshot(
      tradeName: "btc-2", planName: "range fade", instrument: bitcoin, side: .short, planned: quantity(600))
    snapshot.sequence = 31
    snapshot.feed.name = "BTCUSDT-trades-2024-08-08.csv"
    snapshot.feed.speed = 1
    snapshot.feed.isPaused = true
    snapshot.feed.time = time(9, 5, 1)
    snapshot.stopHolder = .nobody
    snapshot.entered = quantity(600)
    snapshot.open = quantity(400)
    snapshot.taken = quantity(200)
    snapshot.last = price(296_110)
    snapshot.lastDirection = -1
    snapshot.average = Ratio(299_000)
    snapshot.firstFill = price(298_000)
    snapshot.oneR = 4000
    snapshot.breakeven = price(298_701)
    snapshot.liquidation = price(361_500)
    snapshot.realised = cash(5_012)
    snapshot.feesPaid = cash(1_188)
    snapshot.riskAmount = cash(20_020)
    snapshot.stop = StopView(
      price: price(298_701), quantity: quantity(400), locks: cash(4_417), worstCase: cash(4_417),
      reason: "T1 filled", since: time(8, 59), isInitial: false)
    snapshot.tranches = [
      tranche(.entry, "1", 1, "50%", 300, "touch 29,800", 298_000, .filled(price(298_000), time(8, 12))),
      tranche(.entry, "2", 2, "50%", 300, "touch 30,000", 300_000, .filled(price(300_000), time(8, 30))),
      tranche(.target, "T1", 1, "1/3", 200, "0.6R", 296_600, .filled(price(296_600), time(8, 59))),
      tranche(.target, "T2", 2, "1/3", 200, "2R", 291_000, .waiting),
    ]
    snapshot.marks = [
      LadderMark(role: .entry, price: price(299_000), label: "ENTRY"),
      LadderMark(role: .stop, price: price(298_701), label: "STOP"),
      LadderMark(role: .target, price: price(291_000), label: "T2"),
      LadderMark(role: .liquidation, price: price(361_500), label: "LIQ"),
    ]
    snapshot.orders = [
      LadderOrder(price: price(298_701), quantity: quantity(400), isBuy: true, label: "S", cancel: nil),
      LadderOrder(
        price: price(291_000), quantity: quantity(200), isBuy: true, label: "T2", cancel: "cancel target 2"),
    ]
    snapshot.bandLow = price(291_000)
    snapshot.bandHigh = price(298_701)
    snapshot.nextUp = NextEvent(
      price: price(298_701), sentence: "stop to breakeven", outcome: "buys back all 0.400")
    snapshot.nextDown = NextEvent(
      price: price(291_000), sentence: "at 2R take 1/3", outcome: "buys back 0.200")
    snapshot.events = [
      EventLine(sequence: 31, time: time(8, 59), text: "T1: bought back 0.200 at 29,660.0", tone: .exit)
    ]
    return snapshot
  }

  /// Closed with a gain.
  static var closed: Snapshot {
    var snapshot = long
    snapshot.sequence = 40
    snapshot.open = .zero
    snapshot.waiting = .zero
    snapshot.taken = quantity(800)
    snapshot.stop = nil
    snapshot.tranches = snapshot.tranches.map { tranche in
      var ended = tranche
      if case .filled = tranche.state { return tranche }
      ended.state = .cancelled("the trade closed")
      return ended
    }
    snapshot.marks = []
    snapshot.orders = []
    snapshot.bandLow = nil
    snapshot.bandHigh = nil
    snapshot.nextUp = nil
    snapshot.nextDown = nil
    snapshot.realised = cash(29_961)
    snapshot.result = TradeResult(
      net: cash(29_961), fees: cash(2_417), funding: .zero, riskAmount: cash(58_744), rE8: 53_502_000,
      cause: "close by hand", opened: time(13, 2, 11), closed: time(14, 33, 2))
    snapshot.report = report
    return snapshot
  }

  /// Of the same trade.
  private static var report: TradeReport {
    func line(_ label: String, _ steps: Int, _ ticks: Int, _ fee: Int, result: Int? = nil, r: Int = 0)
      -> TradeReport.Line
    {
      TradeReport.Line(
        label: label, sentence: "", isEntry: result == nil, quantity: Quantity(steps: steps),
        share: Ratio(Int128(steps), over: 800), price: Ratio(Int128(ticks), over: 1), fees: cash(fee),
        isMaker: false,
        time: time(14, 33, 2), result: result.map { cash($0) },
        r: result.map { _ in Ratio(Int128(r), over: 100) })
    }
    return TradeReport(
      lines: [
        line("1", 500, 300_000, 750), line("2", 300, 300_124, 450),
        line("T1", 240, 307_047, 368, result: 16_432, r: 100),
        line("hand", 560, 302_900, 848, result: 15_127, r: 41),
      ],
      entered: Quantity(steps: 800), open: .zero, averageEntry: Ratio(3_000_465, over: 10),
      averageExit: Ratio(3_041_441, over: 10), net: cash(29_961), r: Ratio(53_502, over: 100_000),
      riskAmount: cash(58_744), entryFees: cash(1_200), exitFees: cash(1_217), funding: .zero, carried: .zero,
      swing: Swing(adverse: cash(-21_040), favourable: cash(56_380)), oneR: 7_000,
      worthOfR: Ratio(cash(56_000).units, over: 1), handActs: 2, handMoves: 1, overrides: 1,
      opened: time(13, 2, 11), closed: time(14, 33, 2), cause: "close by hand")
  }

  /// The long as it would be with money of its own, its stop held by a venue.
  static var live: Snapshot {
    var snapshot = long
    snapshot.mode = .live
    snapshot.stopHolder = .venue
    return snapshot
  }

  /// The long with two alarms.
  static var alarmed: Snapshot {
    var snapshot = long
    snapshot.alarms = [
      Alarm(kind: .stopNear, text: "price is 0.1R from the stop"),
      Alarm(kind: .feedLost, text: "the feed is lost since 14:31:58: nobody sees the price"),
    ]
    snapshot.feed.age = Span(seconds: 9)
    snapshot.stopHolder = .nobody
    return snapshot
  }

  /// The long on a feed that tells what is bid and asked.
  static var deep: Snapshot {
    var snapshot = long
    var depth = MarketDepth()
    for place in 0..<240 {
      depth.bids.set(price(304_122 - place * 9), quantity(120 + place * 7 % 90 * 40))
      depth.asks.set(price(304_124 + place * 9), quantity(80 + place * 11 % 70 * 60))
    }
    depth.bids.set(price(302_500), quantity(48_125_000))
    (depth.lowestWhole, depth.highestWhole) = (price(302_300), price(306_274))
    snapshot.depth = depth
    snapshot.lastSize = quantity(125)
    return snapshot
  }
}
