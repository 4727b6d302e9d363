import Testing

/// The page's trades whose stop follows behind an average, swing lows or levels.
@Suite struct TrailingTables {
  private static let trailingPlan = """
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
      - from 2R take 50%, stop to first entry, trail behind ema 3 on 5m
    """

  private static let trailingSwingPlan = """
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
      - from 1R take 50%, stop to first entry, trail behind swing 1 on 5m
    """

  private static let trailingLevelsPlan = """
    plan: One entry, trailed
    instrument: BTCUSDT
    side: long
    size: 0.100
    equity: 10000
    leverage: 3
    levels: {near: 30300, far: 30600}
    stop: 1%
    fees: {maker: 0.02%, taker: 0.05%}
    rules:
      - single on break 30000 because "a short example"
      - from 1R take 50%, stop to first entry, trail behind levels
    """

  static let behind = [
    MethodTable(
      name: "behind the moving average", page: "Trailing", plan: trailingPlan,
      sentences: [
        "single on break 30000 because \"a short example\"",
        "from 2R take 50%, stop to first entry, trail behind ema 3 on 5m",
      ],
      prices: [
        29_950, 30_000, 30_100, 30_200, 30_300, 30_400, 30_500, 30_590, 30_600, 30_620, 30_700, 30_780,
        30_800, 30_700, 30_720, 30_650,
      ],
      minutes: [0, 1, 4, 5, 9, 10, 14, 15, 17, 19, 20, 24, 25, 29, 30, 33],
      trace: [
        "1 fill entry 1 100 @ 300000 taker",
        "1 stop 297000",
        "8 fill target 1 50 @ 306000 taker",
        "8 stop 300000",
        "8 trail begins 306000",
        "10 stop 304600",
        "12 stop 306200",
        "14 stop 306600",
        "15 fill stop 50 @ 306500 taker",
        "15 closed 59.46875",
      ],
      stops: [
        "1 29700 initial",
        "8 30000 from 2R take 50%, stop to first entry, trail behind ema 3 on 5m",
        "10 30460 trail of: from 2R take 50%, stop to first entry, trail behind ema 3 on 5m",
        "12 30620 trail of: from 2R take 50%, stop to first entry, trail behind ema 3 on 5m",
        "14 30660 trail of: from 2R take 50%, stop to first entry, trail behind ema 3 on 5m",
      ],
      ledger: [
        "1: 100% 0.1 @ 30000 taker, fee 1.5",
        "T1: 50% 0.05 @ 30600 taker, fee 0.765, result 29.235, 2.0000R",
        "stop: 50% 0.05 @ 30650 taker, fee 0.76625, result 31.73375, 2.1667R",
      ],
      result: [
        "by stop: 59.46875, 1.9823R, 1.8029 × risk of 32.985",
        "fees 1.5 in, 1.53125 out",
        "1R 300, average entry 30000",
        "MAE -1.5, MFE 67.735",
      ]
    ),
    MethodTable(
      name: "behind swing lows", page: "Trailing", plan: trailingSwingPlan,
      sentences: [
        "single on break 30000 because \"a short example\"",
        "from 1R take 50%, stop to first entry, trail behind swing 1 on 5m",
      ],
      prices: [
        29_950, 30_000, 30_300, 30_250, 30_280, 30_180, 30_320, 30_350, 30_240, 30_400, 30_380, 30_390,
        30_360, 30_420, 30_430, 30_500, 30_350,
      ],
      minutes: [0, 1, 5, 7, 10, 12, 14, 15, 18, 20, 22, 25, 27, 30, 33, 36, 38],
      trace: [
        "1 fill entry 1 100 @ 300000 taker",
        "1 stop 297000",
        "2 fill target 1 50 @ 303000 taker",
        "2 stop 300000",
        "2 trail begins 303000",
        "9 stop 301800",
        "15 stop 303600",
        "16 fill stop 50 @ 303500 taker",
        "16 closed 29.48375",
      ],
      stops: [
        "1 29700 initial",
        "2 30000 from 1R take 50%, stop to first entry, trail behind swing 1 on 5m",
        "9 30180 trail of: from 1R take 50%, stop to first entry, trail behind swing 1 on 5m",
        "15 30360 trail of: from 1R take 50%, stop to first entry, trail behind swing 1 on 5m",
      ],
      ledger: [
        "1: 100% 0.1 @ 30000 taker, fee 1.5",
        "T1: 50% 0.05 @ 30300 taker, fee 0.7575, result 14.2425, 1.0000R",
        "stop: 50% 0.05 @ 30350 taker, fee 0.75875, result 16.74125, 1.1667R",
      ],
      result: [
        "by stop: 29.48375, 0.9828R, 0.8939 × risk of 32.985",
        "fees 1.5 in, 1.51625 out",
        "1R 300, average entry 30000",
        "MAE -1.5, MFE 37.7425",
      ]
    ),
    MethodTable(
      name: "behind levels", page: "Trailing", plan: trailingLevelsPlan,
      sentences: [
        "single on break 30000 because \"a short example\"",
        "from 1R take 50%, stop to first entry, trail behind levels",
      ],
      prices: [
        29_950, 30_000, 30_300, 30_370, 30_375, 30_500, 30_674.9, 30_675, 30_600,
      ],
      minutes: [0, 1, 5, 6, 7, 8, 9, 10, 11],
      trace: [
        "1 fill entry 1 100 @ 300000 taker",
        "1 stop 297000",
        "2 fill target 1 50 @ 303000 taker",
        "2 stop 300000",
        "2 trail begins 303000",
        "4 stop 303000",
        "7 stop 306000",
        "8 fill stop 50 @ 306000 taker",
        "8 closed 41.9775",
      ],
      stops: [
        "1 29700 initial",
        "2 30000 from 1R take 50%, stop to first entry, trail behind levels",
        "4 30300 trail of: from 1R take 50%, stop to first entry, trail behind levels",
        "7 30600 trail of: from 1R take 50%, stop to first entry, trail behind levels",
      ],
      ledger: [
        "1: 100% 0.1 @ 30000 taker, fee 1.5",
        "T1: 50% 0.05 @ 30300 taker, fee 0.7575, result 14.2425, 1.0000R",
        "stop: 50% 0.05 @ 30600 taker, fee 0.765, result 29.235, 2.0000R",
      ],
      result: [
        "by stop: 41.9775, 1.3993R, 1.2726 × risk of 32.985",
        "fees 1.5 in, 1.5225 out",
        "1R 300, average entry 30000",
        "MAE -1.5, MFE 46.4925",
      ]
    ),
  ]

  @Test(arguments: behind) func eachBehind(_ table: MethodTable) throws { try table.check() }
}
