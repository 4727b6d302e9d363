import Testing

/// The page's trades of targets and runner: both readings of "30% of the remaining".
@Suite struct RunnerTables {
  private static let targetsPlan = """
    plan: Two targets and a runner
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
      - targets 30/30/40 at 1R, 2R, runner
      - runner until close below ema 3 on 5m or 5R
    """

  private static let targetsRemainingPlan = """
    plan: Shares of what remains
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
      - at 1R take 30%, stop to breakeven
      - at 2R take 30% of remaining, stop to target 1
    """

  static let targets = [
    MethodTable(
      name: "30/30/40, the runner ended by the average", page: "Targets", plan: targetsPlan,
      sentences: [
        "enter 50% on break 30000",
        "then enter 50% on break 30150",
        "at 1R take 30%, stop to breakeven",
        "at 2R take 30%, stop to target 1",
        "runner until close below ema 3 on 5m or 5R",
      ],
      prices: [
        29_950, 30_000, 30_150, 30_200, 30_300, 30_350, 30_540, 30_600, 30_700, 30_800, 30_980, 31_000,
        31_200, 31_150, 30_900, 30_910,
      ],
      minutes: [0, 2, 4, 5, 9, 10, 14, 15, 19, 20, 24, 25, 29, 30, 34, 35],
      trace: [
        "1 fill entry 1 100 @ 300000 taker",
        "1 stop 295500",
        "2 fill entry 2 100 @ 301500 taker",
        "6 fill target 1 60 @ 305250 maker",
        "6 stop 301051",
        "10 fill target 2 60 @ 309750 maker",
        "10 stop 305250",
        "15 fill exit rule 5 80 @ 309100 taker",
        "15 closed 142.8181",
      ],
      stops: [
        "1 29550 initial",
        "6 30105.1 at 1R take 30%, stop to breakeven",
        "10 30525 at 2R take 30%, stop to target 1",
      ],
      ledger: [
        "1: 50% 0.1 @ 30000 taker, fee 1.5",
        "2: 50% 0.1 @ 30150 taker, fee 1.5075",
        "T1: 30% 0.06 @ 30525 maker, fee 0.3663, result 26.6337, 1.0000R",
        "T2: 30% 0.06 @ 30975 maker, fee 0.3717, result 53.6283, 2.0000R",
        "run: 40% 0.08 @ 30910 taker, fee 1.2364, result 65.5636, 1.8556R",
      ],
      result: [
        "by runner until close below ema 3 on 5m or 5R: 142.8181, 1.5869R, 1.2871 × risk of 110.9625",
        "fees 3.0075 in, 1.9744 out",
        "1R 450, average entry 30075",
        "MAE -1.5, MFE 167.2545",
      ]
    ),
    MethodTable(
      name: "the same, ended by the far level", page: "Targets", plan: targetsPlan,
      sentences: [
        "enter 50% on break 30000",
        "then enter 50% on break 30150",
        "at 1R take 30%, stop to breakeven",
        "at 2R take 30%, stop to target 1",
        "runner until close below ema 3 on 5m or 5R",
      ],
      prices: [
        29_950, 30_000, 30_150, 30_540, 30_980, 31_800, 32_325,
      ],
      minutes: [0, 2, 4, 14, 24, 26, 28],
      trace: [
        "1 fill entry 1 100 @ 300000 taker",
        "1 stop 295500",
        "2 fill entry 2 100 @ 301500 taker",
        "3 fill target 1 60 @ 305250 maker",
        "3 stop 301051",
        "4 fill target 2 60 @ 309750 maker",
        "4 stop 305250",
        "6 fill exit rule 5 80 @ 323250 taker",
        "6 closed 255.9615",
      ],
      stops: [
        "1 29550 initial",
        "3 30105.1 at 1R take 30%, stop to breakeven",
        "4 30525 at 2R take 30%, stop to target 1",
      ],
      ledger: [
        "1: 50% 0.1 @ 30000 taker, fee 1.5",
        "2: 50% 0.1 @ 30150 taker, fee 1.5075",
        "T1: 30% 0.06 @ 30525 maker, fee 0.3663, result 26.6337, 1.0000R",
        "T2: 30% 0.06 @ 30975 maker, fee 0.3717, result 53.6283, 2.0000R",
        "run: 40% 0.08 @ 32325 taker, fee 1.293, result 178.707, 5.0000R",
      ],
      result: [
        "by runner until close below ema 3 on 5m or 5R: 255.9615, 2.8440R, 2.3067 × risk of 110.9625",
        "fees 3.0075 in, 2.031 out",
        "1R 450, average entry 30075",
        "MAE -1.5, MFE 257.2545",
      ]
    ),
    MethodTable(
      name: "shares of what remains", page: "Targets", plan: targetsRemainingPlan,
      sentences: [
        "enter 50% on break 30000",
        "then enter 50% on break 30150",
        "at 1R take 30%, stop to breakeven",
        "at 2R take 30% of remaining, stop to target 1",
      ],
      prices: [
        29_950, 30_000, 30_150, 30_540, 30_980, 30_525,
      ],
      minutes: [0, 2, 4, 14, 24, 30],
      trace: [
        "1 fill entry 1 100 @ 300000 taker",
        "1 stop 295500",
        "2 fill entry 2 100 @ 301500 taker",
        "3 fill target 1 60 @ 305250 maker",
        "3 stop 301051",
        "4 fill target 2 42 @ 309750 maker",
        "4 stop 305250",
        "5 fill stop 98 @ 305250 taker",
        "5 closed 103.770285",
      ],
      stops: [
        "1 29550 initial",
        "3 30105.1 at 1R take 30%, stop to breakeven",
        "4 30525 at 2R take 30% of remaining, stop to target 1",
      ],
      ledger: [
        "1: 50% 0.1 @ 30000 taker, fee 1.5",
        "2: 50% 0.1 @ 30150 taker, fee 1.5075",
        "T1: 30% 0.06 @ 30525 maker, fee 0.3663, result 26.6337, 1.0000R",
        "T2: 21% 0.042 @ 30975 maker, fee 0.26019, result 37.53981, 2.0000R",
        "stop: 49% 0.098 @ 30525 taker, fee 1.495725, result 42.604275, 1.0000R",
      ],
      result: [
        "by stop: 103.770285, 1.1530R, 0.9352 × risk of 110.9625",
        "fees 3.0075 in, 2.122215 out",
        "1R 450, average entry 30075",
        "MAE -1.5, MFE 150.3262",
      ]
    ),
  ]

  @Test(arguments: targets) func eachTarget(_ table: MethodTable) throws { try table.check() }
}
