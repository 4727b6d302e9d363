import Testing

/// The page's trades between the boundaries of a range, and out of it.
@Suite struct RangeTables {
  private static let rangeShortPlan = """
    plan: Range short
    instrument: BTCUSDT
    side: short
    size: 0.300
    equity: 10000
    leverage: 3
    fees: {maker: 0.02%, taker: 0.05%}
    rules:
      - range 28000 to 30000 at 29800, 29500, 29200 beyond 50
      - at 28700 take 50%, stop to breakeven
      - at 28100 take 50%
    """

  private static let rangeLongPlan = """
    plan: Range long
    instrument: BTCUSDT
    side: long
    size: 0.300
    equity: 10000
    leverage: 3
    fees: {maker: 0.02%, taker: 0.05%}
    rules:
      - range 28000 to 30000 at 28800, 28500, 28200 beyond 50
      - after 3d close
    """

  private static let rangeBreakoutPlan = """
    plan: Out of the range
    instrument: BTCUSDT
    side: long
    size: 0.200
    equity: 10000
    leverage: 3
    stop: 29700
    fees: {maker: 0.02%, taker: 0.05%}
    rules:
      - enter 50% on break 30000 close on 5m
      - then enter 50% on break 30200
      - when close below 29900 on 5m close
      - at 1R take 50%, stop to breakeven
    """

  static let within = [
    MethodTable(
      name: "short between 28,000 and 30,000", page: "Range", plan: rangeShortPlan,
      sentences: [
        "enter 1/3 on touch 29800",
        "enter 1/3 on touch 29500",
        "enter 1/3 on touch 29200",
        "at 28700 take 50%, stop to breakeven",
        "at 28100 take 50%",
      ],
      prices: [
        29_000, 29_200, 29_400, 29_510, 29_300, 29_800, 29_300, 28_690, 28_900, 28_090,
      ],
      minutes: [0, 10, 20, 30, 40, 60, 90, 120, 180, 240],
      trace: [
        "1 fill entry 3 100 @ 292000 taker",
        "1 stop 300500",
        "3 fill entry 2 100 @ 295100 taker",
        "5 fill entry 1 100 @ 298000 taker",
        "7 fill target 1 150 @ 287000 maker",
        "7 stop 294738",
        "9 fill target 2 150 @ 281000 maker",
        "9 closed 324.8705",
      ],
      stops: [
        "1 30050 initial",
        "7 29473.8 at 28700 take 50%, stop to breakeven",
      ],
      ledger: [
        "3: 1/3 0.1 @ 29200 taker, fee 1.46",
        "2: 1/3 0.1 @ 29510 taker, fee 1.4755",
        "1: 1/3 0.1 @ 29800 taker, fee 1.49",
        "T1: 50% 0.15 @ 28700 maker, fee 0.861, result 119.639, 0.9451R",
        "T2: 50% 0.15 @ 28100 maker, fee 0.843, result 209.657, 1.6510R",
      ],
      result: [
        "by at 28100 take 50%: 324.8705, 1.2740R, 1.8786 × risk of 172.933",
        "fees 4.4255 in, 1.704 out",
        "1R 850, average entry 88510/3",
        "MAE -93.4255, MFE 327.2135",
      ]
    ),
    MethodTable(
      name: "the same range, broken", page: "Range", plan: rangeShortPlan,
      sentences: [
        "enter 1/3 on touch 29800",
        "enter 1/3 on touch 29500",
        "enter 1/3 on touch 29200",
        "at 28700 take 50%, stop to breakeven",
        "at 28100 take 50%",
      ],
      prices: [
        29_000, 29_200, 29_510, 29_800, 30_000, 30_050,
      ],
      minutes: [0, 10, 30, 60, 70, 80],
      trace: [
        "1 fill entry 3 100 @ 292000 taker",
        "1 stop 300500",
        "2 fill entry 2 100 @ 295100 taker",
        "3 fill entry 1 100 @ 298000 taker",
        "5 fill stop 300 @ 300500 taker",
        "5 closed -172.933",
      ],
      stops: [
        "1 30050 initial"
      ],
      ledger: [
        "3: 1/3 0.1 @ 29200 taker, fee 1.46",
        "2: 1/3 0.1 @ 29510 taker, fee 1.4755",
        "1: 1/3 0.1 @ 29800 taker, fee 1.49",
        "stop: 100% 0.3 @ 30050 taker, fee 4.5075, result -168.5075, -0.6431R",
      ],
      result: [
        "by stop: -172.933, -0.6782R, -1.0000 × risk of 172.933",
        "fees 4.4255 in, 4.5075 out",
        "1R 850, average entry 88510/3",
        "MAE -172.933, MFE -1.46",
      ]
    ),
    MethodTable(
      name: "long at the lower end", page: "Range", plan: rangeLongPlan,
      sentences: [
        "enter 1/3 on touch 28800",
        "enter 1/3 on touch 28500",
        "enter 1/3 on touch 28200",
        "at 30000 close",
        "after 3d close",
      ],
      prices: [
        29_000, 28_800, 28_600, 28_500, 28_650, 29_500, 30_000.1,
      ],
      minutes: [0, 10, 20, 30, 40, 600, 700],
      trace: [
        "1 fill entry 1 100 @ 288000 taker",
        "1 stop 279500",
        "3 fill entry 2 100 @ 285000 taker",
        "6 fill target 1 200 @ 300000 maker",
        "6 closed 265.935",
      ],
      stops: [
        "1 27950 initial"
      ],
      ledger: [
        "1: 50% 0.1 @ 28800 taker, fee 1.44",
        "2: 50% 0.1 @ 28500 taker, fee 1.425",
        "T1: 100% 0.2 @ 30000 maker, fee 1.2, result 268.8, 1.5882R",
      ],
      result: [
        "by at 30000 close: 265.935, 1.5643R, 1.8257 × risk of 145.66",
        "fees 2.865 in, 1.2 out",
        "1R 850, average entry 28650",
        "MAE -32.865, MFE 267.155",
      ]
    ),
  ]

  static let breakouts = [
    MethodTable(
      name: "out of the range", page: "Range", plan: rangeBreakoutPlan,
      sentences: [
        "enter 50% on break 30000 close on 5m",
        "then enter 50% on break 30200",
        "when close below 29900 on 5m close",
        "at 1R take 50%, stop to breakeven",
      ],
      prices: [
        29_900, 30_010, 29_980, 29_990, 30_030, 30_020, 30_025, 30_080, 30_200, 30_150, 29_880, 29_890,
      ],
      minutes: [0, 2, 4, 5, 7, 9, 10, 12, 13, 14, 18, 20],
      trace: [
        "6 fill entry 1 100 @ 300250 taker",
        "6 stop 297000",
        "8 fill entry 2 100 @ 302000 taker",
        "11 fill exit rule 3 200 @ 298900 taker",
        "11 closed -50.50025",
      ],
      stops: [
        "6 29700 initial"
      ],
      ledger: [
        "1: 50% 0.1 @ 30025 taker, fee 1.50125",
        "2: 50% 0.1 @ 30200 taker, fee 1.51",
        "rule: 100% 0.2 @ 29890 taker, fee 2.989, result -47.489, -0.6846R",
      ],
      result: [
        "by when close below 29900 on 5m close: -50.50025, -0.7769R, -0.5707 × risk of 88.48125",
        "fees 3.01125 in, 2.989 out",
        "1R 325, average entry 30112.5",
        "MAE -50.50025, MFE 15.99875",
      ]
    )
  ]

  @Test(arguments: within) func eachWithin(_ table: MethodTable) throws { try table.check() }
  @Test(arguments: breakouts) func eachBreakout(_ table: MethodTable) throws { try table.check() }
}
