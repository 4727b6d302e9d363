import Replay
import Testing
import Trading

/// The sample plan of the language, walked by hand.
@Suite struct PyramidTests {
  static let pyramid = """
    plan: BTC breakout pyramid
    instrument: BTCUSDT
    side: long
    size: 1.000
    equity: 50000
    leverage: 5
    stop: 29300
    rules:
      - enter 50% on break 30000
      - then enter 30% on retest 30000 within 0.2% hold 5m
      - then enter 20% on break 30600
      - from tranche 2, stop to breakeven
      - at 1R take 30%, stop to breakeven
      - at 2R take 30%, stop to 1R
      - from 2R trail 1R
      - after 48h unless 0.5R take 50%
    """

  @Test func walk() throws {
    let prices = [
      29_900, 29_950, 30_000, 30_100, 30_050, 30_040, 30_030, 30_030, 30_020, 30_010, 30_012.4, 30_200,
      30_400,
      30_600, 30_650, 30_800, 31_500, 31_900, 31_000, 30_500,
    ]
    let rehearsal = try Worked.rehearsal(Self.pyramid, Worked.tape(prices))
    let expected = [
      // The retest held, but price was within 0.1R of the first fill and then out of reach: not bought.
      "2 fill entry 1 500 @ 300000 taker",
      "2 stop 293000",
      "15 fill target 1 150 @ 307000 maker",
      "15 cancel tranche 2",
      "15 cancel tranche 3",
      "15 stop 300301",
      "16 fill target 2 150 @ 314000 maker",
      "16 stop 307000",
      "16 trail begins 314000",
      "16 stop 307700",
      "17 stop 311900",
      "18 fill stop 200 @ 310000 taker",
      // 105 + 210 + 200 gained, 12.463 paid in fees.
      "18 closed 502.537",
    ]
    #expect(EngineTrace.lines(rehearsal) == expected)
    let slow = try Worked.rehearsal(Self.pyramid, Worked.tape(prices), everyTick: true)
    #expect(EngineTrace.lines(slow) == expected)
  }
}
