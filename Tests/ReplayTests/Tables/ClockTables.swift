import Testing

/// The page's trades by the clock.
@Suite struct ClockTables {
  private static let timePlan = """
    plan: On the clock
    instrument: BTCUSDT
    side: long
    size: 0.200
    equity: 10000
    leverage: 3
    stop: 1.5%
    fees: {maker: 0.02%, taker: 0.05%}
    rules:
      - enter 50% on break 30000
      - then enter 50% on break 30150
      - time 48h
      - fast 2R in 15m
      - from 3R trail 1R
    """

  static let clock = [
    MethodTable(
      name: "48 hours without a move", page: "Time", plan: timePlan,
      sentences: [
        "enter 50% on break 30000",
        "then enter 50% on break 30150",
        "after 48h unless 0.5R take 50%",
        "when 2R within 15m take 50%",
        "from 3R trail 1R",
      ],
      prices: [
        29_950, 30_000, 30_150, 30_290, 30_050, 30_060, 29_550,
      ],
      minutes: [0, 1, 60, 600, 2880, 2882, 2890],
      trace: [
        "1 fill entry 1 100 @ 300000 taker",
        "1 stop 295500",
        "2 fill entry 2 100 @ 301500 taker",
        "5 fill exit rule 3 100 @ 300600 taker",
        "6 fill stop 100 @ 295500 taker",
        "6 closed -59.988",
      ],
      stops: [
        "1 29550 initial"
      ],
      ledger: [
        "1: 50% 0.1 @ 30000 taker, fee 1.5",
        "2: 50% 0.1 @ 30150 taker, fee 1.5075",
        "48h: 50% 0.1 @ 30060 taker, fee 1.503, result -3.003, -0.0333R",
        "stop: 50% 0.1 @ 29550 taker, fee 1.4775, result -53.9775, -1.1667R",
      ],
      result: [
        "by stop: -59.988, -0.6665R, -0.5406 × risk of 110.9625",
        "fees 3.0075 in, 2.9805 out",
        "1R 450, average entry 30075",
        "MAE -59.988, MFE 39.9925",
      ]
    ),
    MethodTable(
      name: "the move came in time", page: "Time", plan: timePlan,
      sentences: [
        "enter 50% on break 30000",
        "then enter 50% on break 30150",
        "after 48h unless 0.5R take 50%",
        "when 2R within 15m take 50%",
        "from 3R trail 1R",
      ],
      prices: [
        29_950, 30_000, 30_150, 30_300, 30_050, 29_550,
      ],
      minutes: [0, 1, 60, 600, 2881, 2890],
      trace: [
        "1 fill entry 1 100 @ 300000 taker",
        "1 stop 295500",
        "2 fill entry 2 100 @ 301500 taker",
        "5 fill stop 200 @ 295500 taker",
        "5 closed -110.9625",
      ],
      stops: [
        "1 29550 initial"
      ],
      ledger: [
        "1: 50% 0.1 @ 30000 taker, fee 1.5",
        "2: 50% 0.1 @ 30150 taker, fee 1.5075",
        "stop: 100% 0.2 @ 29550 taker, fee 2.955, result -107.955, -1.1667R",
      ],
      result: [
        "by stop: -110.9625, -1.2329R, -1.0000 × risk of 110.9625",
        "fees 3.0075 in, 2.955 out",
        "1R 450, average entry 30075",
        "MAE -110.9625, MFE 41.9925",
      ]
    ),
    MethodTable(
      name: "too fast a move", page: "Time", plan: timePlan,
      sentences: [
        "enter 50% on break 30000",
        "then enter 50% on break 30150",
        "after 48h unless 0.5R take 50%",
        "when 2R within 15m take 50%",
        "from 3R trail 1R",
      ],
      prices: [
        29_950, 30_000, 30_160, 30_600, 30_985, 31_000, 31_440, 31_530, 30_990,
      ],
      minutes: [0, 1, 3, 9, 14, 15, 20, 25, 30],
      trace: [
        "1 fill entry 1 100 @ 300000 taker",
        "1 stop 295500",
        "2 fill entry 2 100 @ 301600 taker",
        "4 fill exit rule 4 100 @ 309850 taker",
        "6 trail begins 314300",
        "6 stop 309800",
        "7 stop 310700",
        "8 fill stop 100 @ 309900 taker",
        "8 closed 175.39325",
      ],
      stops: [
        "1 29550 initial",
        "6 30980 trail of: from 3R trail 1R",
        "7 31070 trail of: from 3R trail 1R",
      ],
      ledger: [
        "1: 50% 0.1 @ 30000 taker, fee 1.5",
        "2: 50% 0.1 @ 30160 taker, fee 1.508",
        "rule: 50% 0.1 @ 30985 taker, fee 1.54925, result 88.95075, 2.0111R",
        "stop: 50% 0.1 @ 30990 taker, fee 1.5495, result 89.4505, 2.0222R",
      ],
      result: [
        "by stop: 175.39325, 1.9488R, 1.5665 × risk of 111.963",
        "fees 3.008 in, 3.09875 out",
        "1R 450, average entry 30080",
        "MAE -1.5, MFE 230.94275",
      ]
    ),
  ]

  @Test(arguments: clock) func eachClock(_ table: MethodTable) throws { try table.check() }
}
