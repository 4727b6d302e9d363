import Testing

/// The page's trades on the stop while parts are bought, and on leverage that is added to.
@Suite struct ScalingStopTables {
  private static let stopsPlan = """
    plan: Tight stop
    instrument: BTCUSDT
    side: long
    size: 0.200
    equity: 10000
    leverage: 3
    stop: 0.8%
    fees: {maker: 0.02%, taker: 0.05%}
    rules:
      - enter 50% on break 30000
      - then enter 30% on break last fill plus 0.4%
      - then enter 20% on break last fill plus 0.4%
      - from tranche 2, stop to breakeven
      - at 2R take 50%, stop to 1R
      - from 2R trail 1R
    """

  private static let leveragePlan = """
    plan: Adds at 5x
    instrument: BTCUSDT
    side: long
    size: 0.200
    equity: 1200
    leverage: 5
    stop: 2%
    fees: {maker: 0.02%, taker: 0.05%}
    rules:
      - enter 50% on break 30000
      - then enter 30% on break 30600
      - then enter 20% on break 30900
      - from tranche 2, stop to breakeven
      - at 2R close
    """

  private static let leverageCutPlan = """
    plan: Adds at 5x
    instrument: BTCUSDT
    side: long
    size: 0.200
    equity: 600
    leverage: 5
    stop: 2%
    fees: {maker: 0.02%, taker: 0.05%}
    rules:
      - enter 50% on break 30000
      - then enter 30% on break 30600
      - then enter 20% on break 30900
      - from tranche 2, stop to breakeven
      - at 2R close
    """

  static let stops = [
    MethodTable(
      name: "the stop while three parts are bought", page: "StopsWhileScaling", plan: stopsPlan,
      sentences: [
        "enter 50% on break 30000",
        "then enter 30% on break last fill plus 0.4%",
        "then enter 20% on break last fill plus 0.4%",
        "from tranche 2, stop to breakeven",
        "at 2R take 50%, stop to 1R",
        "from 2R trail 1R",
      ],
      prices: [
        29_950, 30_000, 30_120, 30_130, 30_140, 30_241, 30_560, 30_570, 30_580, 30_320,
      ],
      minutes: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
      trace: [
        "1 fill entry 1 100 @ 300000 taker",
        "1 stop 297600",
        "2 fill entry 2 60 @ 301200 taker",
        "4 stop 300751",
        "5 fill entry 3 40 @ 302410 taker",
        "5 stop 301143",
        "7 fill target 1 100 @ 305642 maker",
        "7 stop 303242",
        "7 trail begins 305642",
        "9 fill stop 100 @ 303200 taker",
        "9 closed 66.444296",
      ],
      stops: [
        "1 29760 initial",
        "4 30075.1 from tranche 2, stop to breakeven",
        "5 30114.3 from tranche 2, stop to breakeven",
        "7 30324.2 at 2R take 50%, stop to 1R",
      ],
      ledger: [
        "1: 50% 0.1 @ 30000 taker, fee 1.5",
        "2: 30% 0.06 @ 30120 taker, fee 0.9036",
        "3: 20% 0.04 @ 30241 taker, fee 0.60482",
        "T1: 50% 0.1 @ 30564.2 maker, fee 0.611284, result 47.388716, 2.0000R",
        "stop: 50% 0.1 @ 30320 taker, fee 1.516, result 22.064, 0.9825R",
      ],
      result: [
        "by stop: 66.444296, 1.3843R, 1.3187 × risk of 50.3844",
        "fees 3.00842 in, 2.127284 out",
        "1R 240, average entry 30084.2",
        "MAE -1.5, MFE 94.15158",
      ]
    ),
    MethodTable(
      name: "the loss before the room is there", page: "StopsWhileScaling", plan: stopsPlan,
      sentences: [
        "enter 50% on break 30000",
        "then enter 30% on break last fill plus 0.4%",
        "then enter 20% on break last fill plus 0.4%",
        "from tranche 2, stop to breakeven",
        "at 2R take 50%, stop to 1R",
        "from 2R trail 1R",
      ],
      prices: [
        29_950, 30_000, 30_120, 30_135, 29_900, 29_760,
      ],
      minutes: [0, 1, 2, 3, 4, 5],
      trace: [
        "1 fill entry 1 100 @ 300000 taker",
        "1 stop 297600",
        "2 fill entry 2 60 @ 301200 taker",
        "5 fill stop 160 @ 297600 taker",
        "5 closed -50.3844",
      ],
      stops: [
        "1 29760 initial"
      ],
      ledger: [
        "1: 62.5% 0.1 @ 30000 taker, fee 1.5",
        "2: 37.5% 0.06 @ 30120 taker, fee 0.9036",
        "stop: 100% 0.16 @ 29760 taker, fee 2.3808, result -47.9808, -1.1875R",
      ],
      result: [
        "by stop: -50.3844, -1.3121R, -1.0000 × risk of 50.3844",
        "fees 2.4036 in, 2.3808 out",
        "1R 240, average entry 30045",
        "MAE -50.3844, MFE 11.9964",
      ]
    ),
  ]

  static let leverage = [
    MethodTable(
      name: "a first part at 5x of margin that gains and is added to", page: "Leverage", plan: leveragePlan,
      sentences: [
        "enter 50% on break 30000",
        "then enter 30% on break 30600",
        "then enter 20% on break 30900",
        "from tranche 2, stop to breakeven",
        "at 2R close",
      ],
      prices: [
        29_950, 30_000, 30_600, 30_900, 30_910, 30_250,
      ],
      minutes: [0, 1, 30, 60, 70, 90],
      trace: [
        "1 fill entry 1 100 @ 300000 taker",
        "1 stop 294000",
        "2 fill entry 2 60 @ 306000 taker",
        "2 stop 302553",
        "3 fill entry 3 40 @ 309000 taker",
        "3 stop 303904",
        "5 fill stop 200 @ 302500 taker",
        "5 closed -28.061",
      ],
      stops: [
        "1 29400 initial",
        "2 30255.3 from tranche 2, stop to breakeven",
        "3 30390.4 from tranche 2, stop to breakeven",
      ],
      ledger: [
        "1: 50% 0.1 @ 30000 taker, fee 1.5",
        "2: 30% 0.06 @ 30600 taker, fee 0.918",
        "3: 20% 0.04 @ 30900 taker, fee 0.618",
        "stop: 100% 0.2 @ 30250 taker, fee 3.025, result -25.025, -0.1833R",
      ],
      result: [
        "by stop: -28.061, -0.2338R, -0.2052 × risk of 136.77",
        "fees 3.036 in, 3.025 out",
        "1R 600, average entry 30360",
        "MAE -28.061, MFE 106.964",
      ]
    ),
    MethodTable(
      name: "the same with all the equity in the first part", page: "Leverage", plan: leverageCutPlan,
      sentences: [
        "enter 50% on break 30000",
        "then enter 30% on break 30600",
        "then enter 20% on break 30900",
        "from tranche 2, stop to breakeven",
        "at 2R close",
      ],
      prices: [
        29_950, 30_000, 30_600, 30_900, 30_100,
      ],
      minutes: [0, 1, 30, 60, 90],
      trace: [
        "1 cut tranche 1 99",
        "1 fill entry 1 99 @ 300000 taker",
        "1 stop 294000",
        "2 cut tranche 2 8",
        "2 fill entry 2 8 @ 306000 taker",
        "2 stop 300750",
        "3 cut tranche 3 4",
        "3 fill entry 3 4 @ 309000 taker",
        "3 stop 301058",
        "4 fill stop 111 @ 301000 taker",
        "4 closed -0.63975",
      ],
      stops: [
        "1 29400 initial",
        "2 30075 from tranche 2, stop to breakeven",
        "3 30105.8 from tranche 2, stop to breakeven",
      ],
      ledger: [
        "1: 33/37 0.099 @ 30000 taker, fee 1.485",
        "2: 8/111 0.008 @ 30600 taker, fee 0.1224",
        "3: 4/111 0.004 @ 30900 taker, fee 0.0618",
        "stop: 100% 0.111 @ 30100 taker, fee 1.67055, result 1.02945, 0.0405R",
      ],
      result: [
        "by stop: -0.63975, -0.0096R, -0.0089 × risk of 72.1803",
        "fees 1.6692 in, 1.67055 out",
        "1R 600, average entry 1112800/37",
        "MAE -1.485, MFE 89.8926",
      ]
    ),
  ]

  @Test(arguments: stops) func eachStop(_ table: MethodTable) throws { try table.check() }
  @Test(arguments: leverage) func eachOfLeverage(_ table: MethodTable) throws { try table.check() }
}
