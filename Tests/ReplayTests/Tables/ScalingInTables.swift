import Testing

/// The page's trades of the methods that scale in by equal or falling parts.
@Suite struct ScalingInTables {
  private static let dcaPlan = """
    plan: Four equal parts
    instrument: BTCUSDT
    side: long
    size: 0.400
    equity: 20000
    leverage: 3
    stop: 29100
    fees: {maker: 0.02%, taker: 0.05%}
    rules:
      - dca 4 on break 30000 every 1%
      - from tranche 3, stop to breakeven
      - at 2R close
    """

  private static let dcaLevelsPlan = """
    plan: Equal parts at levels
    instrument: BTCUSDT
    side: long
    size: 0.400
    equity: 20000
    leverage: 3
    stop: 29100
    fees: {maker: 0.02%, taker: 0.05%}
    rules:
      - dca 4 on break 30000 every 1% or at 29800, 29600, 29400
      - at 1R close
    """

  private static let pyramidPlan = """
    plan: Breakout pyramid
    instrument: BTCUSDT
    side: long
    size: 1.000
    equity: 50000
    leverage: 5
    stop: 29300
    fees: {maker: 0.02%, taker: 0.05%}
    rules:
      - pyramid 50/30/20 at 30000, retest, 30600
      - from tranche 2, stop to breakeven
      - targets 30/30/40 at 1R, 2R, runner
      - from 2R trail 1R
    """

  static let equalParts = [
    MethodTable(
      name: "four equal parts, one of them by the return", page: "DCA", plan: dcaPlan,
      sentences: [
        "enter 25% on break 30000",
        "then enter 25% on break last fill plus 1% or on return first entry after 0.5%",
        "then enter 25% on break last fill plus 1% or on return first entry after 0.5%",
        "then enter 25% on break last fill plus 1% or on return first entry after 0.5%",
        "from tranche 3, stop to breakeven",
        "at 2R close",
      ],
      prices: [
        29_950, 30_000, 30_100, 29_860, 29_850, 29_950, 30_000, 29_850, 30_000, 30_300, 30_350, 30_400,
        30_610, 30_500, 30_257.8,
      ],
      minutes: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14],
      trace: [
        "1 fill entry 1 100 @ 300000 taker",
        "1 stop 291000",
        "6 fill entry 2 100 @ 300000 taker",
        "9 fill entry 3 100 @ 303000 taker",
        "11 stop 301302",
        "12 fill entry 4 100 @ 306100 taker",
        "12 stop 302578",
        "14 fill stop 400 @ 302578 taker",
        "14 closed 0.02294",
      ],
      stops: [
        "1 29100 initial",
        "11 30130.2 from tranche 3, stop to breakeven",
        "12 30257.8 from tranche 3, stop to breakeven",
      ],
      ledger: [
        "1: 25% 0.1 @ 30000 taker, fee 1.5",
        "2: 25% 0.1 @ 30000 taker, fee 1.5",
        "3: 25% 0.1 @ 30300 taker, fee 1.515",
        "4: 25% 0.1 @ 30610 taker, fee 1.5305",
        "stop: 100% 0.4 @ 30257.8 taker, fee 6.05156, result 6.06844, 0.0337R",
      ],
      result: [
        "by stop: 0.02294, 0.0001R, 0.0001 × risk of 308.88",
        "fees 6.0455 in, 6.05156 out",
        "1R 900, average entry 30227.5",
        "MAE -33, MFE 148.485",
      ]
    ),
    MethodTable(
      name: "lower levels instead of the return", page: "DCA", plan: dcaLevelsPlan,
      sentences: [
        "enter 25% on break 30000",
        "then enter 25% on break last fill plus 1% or at 29800",
        "then enter 25% on break last fill plus 1% or at 29600",
        "then enter 25% on break last fill plus 1% or at 29400",
        "at 1R close",
      ],
      prices: [
        29_950, 30_000, 29_850, 29_790, 29_700, 29_590, 29_800, 29_890, 29_900, 30_300, 30_730,
      ],
      minutes: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
      trace: [
        "1 fill entry 1 100 @ 300000 taker",
        "1 stop 291000",
        "3 fill entry 2 100 @ 298000 maker",
        "5 fill entry 3 100 @ 296000 maker",
        "8 fill entry 4 100 @ 299000 taker",
        "10 fill target 1 400 @ 307250 maker",
        "10 closed 353.359",
      ],
      stops: [
        "1 29100 initial"
      ],
      ledger: [
        "1: 25% 0.1 @ 30000 taker, fee 1.5",
        "2: 25% 0.1 @ 29800 maker, fee 0.596",
        "3: 25% 0.1 @ 29600 maker, fee 0.592",
        "4: 25% 0.1 @ 29900 taker, fee 1.495",
        "T1: 100% 0.4 @ 30725 maker, fee 2.458, result 357.542, 1.0000R",
      ],
      result: [
        "by at 1R close: 353.359, 0.9816R, 1.1779 × risk of 300.003",
        "fees 4.183 in, 2.458 out",
        "1R 900, average entry 29825",
        "MAE -65.688, MFE 357.817",
      ]
    ),
  ]

  static let pyramids = [
    MethodTable(
      name: "break, retest, next resistance", page: "Pyramid", plan: pyramidPlan,
      sentences: [
        "enter 50% on break 30000",
        "then enter 30% on retest 30000 within 0.2% hold 5m",
        "then enter 20% on break 30600",
        "from tranche 2, stop to breakeven",
        "at 1R take 30%, stop to breakeven",
        "at 2R take 30%, stop to target 1",
        "from 2R trail 1R",
      ],
      prices: [
        29_900, 30_000, 30_100, 30_040, 29_990, 30_030, 30_080, 30_235, 30_240, 30_600, 30_850, 31_550,
        31_700, 30_980,
      ],
      minutes: [0, 1, 2, 3, 5, 8, 9, 12, 13, 20, 30, 50, 55, 60],
      trace: [
        "1 fill entry 1 500 @ 300000 taker",
        "1 stop 293000",
        "6 fill entry 2 300 @ 300800 taker",
        "8 stop 300601",
        "9 fill entry 3 200 @ 306000 taker",
        "9 stop 301742",
        "10 fill target 1 300 @ 308440 maker",
        "11 fill target 2 300 @ 315440 maker",
        "11 stop 308440",
        "11 trail begins 315440",
        "12 stop 309840",
        "13 fill stop 400 @ 309800 taker",
        "13 closed 939.38872",
      ],
      stops: [
        "1 29300 initial",
        "8 30060.1 from tranche 2, stop to breakeven",
        "9 30174.2 from tranche 2, stop to breakeven",
        "11 30844 at 2R take 30%, stop to target 1",
        "12 30984 trail of: from 2R trail 1R",
      ],
      ledger: [
        "1: 50% 0.5 @ 30000 taker, fee 7.5",
        "2: 30% 0.3 @ 30080 taker, fee 4.512",
        "3: 20% 0.2 @ 30600 taker, fee 3.06",
        "T1: 30% 0.3 @ 30844 maker, fee 1.85064, result 208.14936, 1.0000R",
        "T2: 30% 0.3 @ 31544 maker, fee 1.89264, result 418.10736, 2.0000R",
        "stop: 40% 0.4 @ 30980 taker, fee 6.196, result 328.204, 1.1943R",
      ],
      result: [
        "by stop: 939.38872, 1.3420R, 1.5457 × risk of 607.732",
        "fees 15.072 in, 9.93928 out",
        "1R 700, average entry 30144",
        "MAE -12.5, MFE 1233.58472",
      ]
    )
  ]

  @Test(arguments: equalParts) func eachOfEqualParts(_ table: MethodTable) throws { try table.check() }
  @Test(arguments: pyramids) func eachPyramid(_ table: MethodTable) throws { try table.check() }
}
