import Testing

/// The page's trades whose stop follows at a distance: in average ranges, per cent, R.
@Suite struct TrailingDistanceTables {
  private static let trailingAtrPlan = """
    plan: One entry, trailed
    instrument: BTCUSDT
    side: long
    size: 0.100
    equity: 10000
    leverage: 3
    stop: 1%
    fees: {maker: 0.02%, taker: 0.05%}
    rules:
      - single on break 30000 because "a short example"
      - trail at 1R by 2 atr 3 on 5m
    """

  private static let trailingPercentPlan = """
    plan: One entry, trailed
    instrument: BTCUSDT
    side: long
    size: 0.100
    equity: 10000
    leverage: 3
    stop: 1%
    fees: {maker: 0.02%, taker: 0.05%}
    rules:
      - single on break 30000 because "a short example"
      - trail at 1R by 1%
    """

  private static let trailingStepsPlan = """
    plan: One entry, trailed
    instrument: BTCUSDT
    side: long
    size: 0.100
    equity: 10000
    leverage: 3
    stop: 1%
    fees: {maker: 0.02%, taker: 0.05%}
    rules:
      - single on break 30000 because "a short example"
      - from 1R take 50%, stop to first entry, trail 1R step 0.5R
    """

  static let distances = [
    MethodTable(
      name: "in average ranges", page: "Trailing", plan: trailingAtrPlan,
      sentences: [
        "single on break 30000 because \"a short example\"",
        "from 1R take 50%, stop to first entry, trail 2 atr 3 on 5m",
      ],
      prices: [
        29_950, 30_000, 30_020, 30_030, 30_100, 30_090, 30_100, 30_150, 30_140, 30_160, 30_300, 30_400,
        30_390, 30_420, 30_250,
      ],
      minutes: [0, 1, 4, 5, 7, 9, 10, 12, 14, 15, 16, 18, 20, 21, 24],
      trace: [
        "1 fill entry 1 100 @ 300000 taker",
        "1 stop 297000",
        "10 fill target 1 50 @ 303000 taker",
        "10 stop 300000",
        "10 trail begins 303000",
        "10 stop 301600",
        "11 stop 302580",
        "14 fill stop 50 @ 302500 taker",
        "14 closed 24.48625",
      ],
      stops: [
        "1 29700 initial",
        "10 30000 from 1R take 50%, stop to first entry, trail 2 atr 3 on 5m",
        "10 30160 trail of: from 1R take 50%, stop to first entry, trail 2 atr 3 on 5m",
        "11 30258 trail of: from 1R take 50%, stop to first entry, trail 2 atr 3 on 5m",
      ],
      ledger: [
        "1: 100% 0.1 @ 30000 taker, fee 1.5",
        "T1: 50% 0.05 @ 30300 taker, fee 0.7575, result 14.2425, 1.0000R",
        "stop: 50% 0.05 @ 30250 taker, fee 0.75625, result 11.74375, 0.8333R",
      ],
      result: [
        "by stop: 24.48625, 0.8162R, 0.7423 × risk of 32.985",
        "fees 1.5 in, 1.51375 out",
        "1R 300, average entry 30000",
        "MAE -1.5, MFE 33.7425",
      ]
    ),
    MethodTable(
      name: "in per cent", page: "Trailing", plan: trailingPercentPlan,
      sentences: [
        "single on break 30000 because \"a short example\"",
        "from 1R take 50%, stop to first entry, trail 1%",
      ],
      prices: [
        29_950, 30_000, 30_300, 30_330, 30_331, 30_450, 30_117,
      ],
      minutes: [0, 1, 5, 6, 7, 8, 9],
      trace: [
        "1 fill entry 1 100 @ 300000 taker",
        "1 stop 297000",
        "2 fill target 1 50 @ 303000 taker",
        "2 stop 300000",
        "2 trail begins 303000",
        "4 stop 300270",
        "5 stop 301170",
        "6 fill stop 50 @ 301170 taker",
        "6 closed 17.839575",
      ],
      stops: [
        "1 29700 initial",
        "2 30000 from 1R take 50%, stop to first entry, trail 1%",
        "4 30027 trail of: from 1R take 50%, stop to first entry, trail 1%",
        "5 30117 trail of: from 1R take 50%, stop to first entry, trail 1%",
      ],
      ledger: [
        "1: 100% 0.1 @ 30000 taker, fee 1.5",
        "T1: 50% 0.05 @ 30300 taker, fee 0.7575, result 14.2425, 1.0000R",
        "stop: 50% 0.05 @ 30117 taker, fee 0.752925, result 5.097075, 0.3900R",
      ],
      result: [
        "by stop: 17.839575, 0.5947R, 0.5408 × risk of 32.985",
        "fees 1.5 in, 1.510425 out",
        "1R 300, average entry 30000",
        "MAE -1.5, MFE 35.2425",
      ]
    ),
    MethodTable(
      name: "in steps", page: "Trailing", plan: trailingStepsPlan,
      sentences: [
        "single on break 30000 because \"a short example\"",
        "from 1R take 50%, stop to first entry, trail 1R step 0.5R",
      ],
      prices: [
        29_950, 30_000, 30_300, 30_449.9, 30_450, 30_590, 30_610, 30_300,
      ],
      minutes: [0, 1, 5, 6, 7, 8, 9, 10],
      trace: [
        "1 fill entry 1 100 @ 300000 taker",
        "1 stop 297000",
        "2 fill target 1 50 @ 303000 taker",
        "2 stop 300000",
        "2 trail begins 303000",
        "4 stop 301500",
        "6 stop 303000",
        "7 fill stop 50 @ 303000 taker",
        "7 closed 26.985",
      ],
      stops: [
        "1 29700 initial",
        "2 30000 from 1R take 50%, stop to first entry, trail 1R step 0.5R",
        "4 30150 trail of: from 1R take 50%, stop to first entry, trail 1R step 0.5R",
        "6 30300 trail of: from 1R take 50%, stop to first entry, trail 1R step 0.5R",
      ],
      ledger: [
        "1: 100% 0.1 @ 30000 taker, fee 1.5",
        "T1: 50% 0.05 @ 30300 taker, fee 0.7575, result 14.2425, 1.0000R",
        "stop: 50% 0.05 @ 30300 taker, fee 0.7575, result 14.2425, 1.0000R",
      ],
      result: [
        "by stop: 26.985, 0.8995R, 0.8181 × risk of 32.985",
        "fees 1.5 in, 1.515 out",
        "1R 300, average entry 30000",
        "MAE -1.5, MFE 43.2425",
      ]
    ),
  ]

  @Test(arguments: distances) func eachDistance(_ table: MethodTable) throws { try table.check() }
}
