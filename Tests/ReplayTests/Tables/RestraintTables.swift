import Testing

/// The page's trades in which one should not add: to a loser, into news, into too fast a move.
@Suite struct RestraintTables {
  private static let rescuePlan = """
    plan: No rescue
    instrument: BTCUSDT
    side: long
    size: 0.300
    equity: 10000
    leverage: 3
    stop: 29000
    fees: {maker: 0.02%, taker: 0.05%}
    rules:
      - enter 40% on break 30000
      - then enter 30% on touch 29700
      - then enter 30% on touch 29300
      - at 1R close
    """

  private static let rescueRangePlan = """
    plan: No rescue
    instrument: BTCUSDT
    side: long
    size: 0.300
    equity: 10000
    leverage: 3
    stop: 29000
    fees: {maker: 0.02%, taker: 0.05%}
    rules:
      - dca 3 on break 30000 every 1% or at 29700, 29300
      - at 1R close
    """

  private static let singlePlan = """
    plan: One entry
    instrument: BTCUSDT
    side: long
    size: 0.100
    equity: 10000
    leverage: 3
    stop: 1%
    fees: {maker: 0.02%, taker: 0.05%}
    rules:
      - single on break 30000 because "high-velocity breakout"
      - targets 30/30/40 at 1R, 2R, runner
      - from 2R trail 1R
    """

  private static let newsPlan = """
    plan: Around the news
    instrument: BTCUSDT
    side: long
    size: 0.100
    equity: 10000
    leverage: 3
    news: news.txt
    stop: 1%
    fees: {maker: 0.02%, taker: 0.05%}
    rules:
      - single 10m after news because "the first move is over"
      - 5m before news close
    """

  static let rescue = [
    MethodTable(
      name: "a planned lower level, and one too low", page: "NeverRescue", plan: rescuePlan,
      sentences: [
        "enter 40% on break 30000",
        "then enter 30% on touch 29700",
        "then enter 30% on touch 29300",
        "at 1R close",
      ],
      prices: [
        29_950, 30_000, 29_700, 29_500, 29_300, 29_400, 29_000,
      ],
      minutes: [0, 1, 10, 20, 30, 40, 50],
      trace: [
        "1 fill entry 1 120 @ 300000 taker",
        "1 stop 290000",
        "2 fill entry 2 90 @ 297000 taker",
        "4 refused tranche 3 underwater",
        "6 fill stop 210 @ 290000 taker",
        "6 closed -189.1815",
      ],
      stops: [
        "1 29000 initial"
      ],
      ledger: [
        "1: 4/7 0.12 @ 30000 taker, fee 1.8",
        "2: 3/7 0.09 @ 29700 taker, fee 1.3365",
        "stop: 100% 0.21 @ 29000 taker, fee 3.045, result -186.045, -0.8714R",
      ],
      result: [
        "by stop: -189.1815, -0.9009R, -1.0000 × risk of 189.1815",
        "fees 3.1365 in, 3.045 out",
        "1R 1000, average entry 209100/7",
        "MAE -189.1815, MFE -1.8",
      ]
    ),
    MethodTable(
      name: "the same levels, put there by dca", page: "NeverRescue", plan: rescueRangePlan,
      sentences: [
        "enter 1/3 on break 30000",
        "then enter 1/3 on break last fill plus 1% or at 29700",
        "then enter 1/3 on break last fill plus 1% or at 29300",
        "at 1R close",
      ],
      prices: [
        29_950, 30_000, 29_690, 29_500, 29_290, 29_400, 29_000,
      ],
      minutes: [0, 1, 10, 20, 30, 40, 50],
      trace: [
        "1 fill entry 1 100 @ 300000 taker",
        "1 stop 290000",
        "2 fill entry 2 100 @ 297000 maker",
        "4 fill entry 3 100 @ 293000 maker",
        "6 fill stop 300 @ 290000 taker",
        "6 closed -207.03",
      ],
      stops: [
        "1 29000 initial"
      ],
      ledger: [
        "1: 1/3 0.1 @ 30000 taker, fee 1.5",
        "2: 1/3 0.1 @ 29700 maker, fee 0.594",
        "3: 1/3 0.1 @ 29300 maker, fee 0.586",
        "stop: 100% 0.3 @ 29000 taker, fee 4.35, result -204.35, -0.6667R",
      ],
      result: [
        "by stop: -207.03, -0.6901R, -1.0000 × risk of 207.03",
        "fees 2.68 in, 4.35 out",
        "1R 1000, average entry 89000/3",
        "MAE -207.03, MFE -1.5",
      ]
    ),
  ]

  static let single = [
    MethodTable(
      name: "one entry of the whole", page: "WhenNotToScale", plan: singlePlan,
      sentences: [
        "single on break 30000 because \"high-velocity breakout\"",
        "at 1R take 30%, stop to breakeven",
        "at 2R take 30%, stop to target 1",
        "from 2R trail 1R",
      ],
      prices: [
        29_950, 30_010, 30_320, 30_620, 30_700, 30_360,
      ],
      minutes: [0, 1, 2, 3, 4, 5],
      trace: [
        "1 fill entry 1 100 @ 300100 taker",
        "1 stop 297099",
        "2 fill target 1 30 @ 303101 maker",
        "2 stop 300401",
        "3 fill target 2 30 @ 306102 maker",
        "3 stop 303101",
        "3 trail begins 306102",
        "4 stop 303702",
        "5 fill stop 40 @ 303600 taker",
        "5 closed 38.5357782",
      ],
      stops: [
        "1 29709.9 initial",
        "2 30040.1 at 1R take 30%, stop to breakeven",
        "3 30310.1 at 2R take 30%, stop to target 1",
        "4 30370.2 trail of: from 2R trail 1R",
      ],
      ledger: [
        "1: 100% 0.1 @ 30010 taker, fee 1.5005",
        "T1: 30% 0.03 @ 30310.1 maker, fee 0.1818606, result 8.8211394, 1.0000R",
        "T2: 30% 0.03 @ 30610.2 maker, fee 0.1836612, result 17.8223388, 2.0000R",
        "stop: 40% 0.04 @ 30360 taker, fee 0.6072, result 13.3928, 1.1663R",
      ],
      result: [
        "by stop: 38.5357782, 1.2841R, 1.1679 × risk of 32.995995",
        "fees 1.5005 in, 0.9727218 out",
        "1R 300.1, average entry 30010",
        "MAE -1.5005, MFE 52.7429782",
      ]
    ),
    MethodTable(
      name: "out before the news, in after it", page: "WhenNotToScale", plan: newsPlan,
      sentences: [
        "single 10m after news because \"the first move is over\"",
        "5m before news close",
      ],
      news: "2027-01-15T08:20Z a release\n2027-01-15T11:31Z a release",
      prices: [
        30_000, 30_100, 29_700, 30_250, 30_260, 30_400, 30_350, 30_340,
      ],
      minutes: [0, 15, 20, 40, 41, 200, 205, 206],
      trace: [
        "3 fill entry 1 100 @ 302500 taker",
        "3 stop 299475",
        "7 fill exit rule 2 100 @ 303400 taker",
        "7 closed 5.9705",
      ],
      stops: [
        "3 29947.5 initial"
      ],
      ledger: [
        "1: 100% 0.1 @ 30250 taker, fee 1.5125",
        "rule: 100% 0.1 @ 30340 taker, fee 1.517, result 7.483, 0.2975R",
      ],
      result: [
        "by 5m before news close: 5.9705, 0.1974R, 0.1795 × risk of 33.259875",
        "fees 1.5125 in, 1.517 out",
        "1R 302.5, average entry 30250",
        "MAE -1.5125, MFE 13.4875",
      ]
    ),
  ]

  @Test(arguments: rescue) func eachRescue(_ table: MethodTable) throws { try table.check() }
  @Test(arguments: single) func eachSingle(_ table: MethodTable) throws { try table.check() }
}
