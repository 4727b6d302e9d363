import Testing

/// When an entry's trigger comes true. 1R is 1000 with a first fill at 30,000, so chase is 100.
@Suite struct TriggerTables {
  static let breaks = [
    Table(
      name: "break: the first trade at X", rules: ["enter 50% on break [30000]"],
      prices: [29_900, 29_999.9, 30_000],
      trace: ["2 fill entry 1 500 @ [30000] taker", "2 stop [29000]"]),
    Table(
      name: "break: begins beyond X, needs a trade short of it",
      rules: ["enter 50% on break [30000]"],
      prices: [30_100, 30_090, 29_990, 30_050],
      trace: ["3 fill entry 1 500 @ [30050] taker", "3 stop [29000]"]),
    Table(
      name: "break: begins at X, which is not short of it", rules: ["enter 50% on break [30000]"],
      prices: [30_000, 30_000, 30_010, 29_999.9, 30_000],
      trace: ["4 fill entry 1 500 @ [30000] taker", "4 stop [29000]"]),
    Table(
      name: "break: a gap past chase waits for the first price within reach",
      rules: ["enter 50% on break [30000]"], prices: [29_900, 30_150, 30_100.1, 30_100],
      trace: ["3 fill entry 1 500 @ [30100] taker", "3 stop [29000]"]),
    Table(
      name: "break: a gap past chase, then short of X, waits anew",
      rules: ["enter 50% on break [30000]"],
      prices: [29_900, 30_150, 29_950, 30_101, 29_980, 30_000],
      trace: ["5 fill entry 1 500 @ [30000] taker", "5 stop [29000]"]),
    Table(
      name: "break: chase off", header: ["chase: off"], rules: ["enter 50% on break [30000]"],
      prices: [29_900, 31_000], trace: ["1 fill entry 1 500 @ [31000] taker", "1 stop [29000]"]),
    Table(
      name: "break: a chase of its own", rules: ["enter 50% on break [30000] chase 300"],
      prices: [29_900, 30_300.1, 30_300],
      trace: ["2 fill entry 1 500 @ [30300] taker", "2 stop [29000]"]),
    Table(
      name: "an entry without a trigger: now", rules: ["enter 50%"], prices: [30_000, 30_010],
      trace: ["0 fill entry 1 500 @ [30000] taker", "0 stop [29000]"]),
    Table(
      name: "from: once reached, within chase of X", rules: ["enter 50% from [30000]"],
      prices: [29_900, 30_150, 30_090],
      trace: ["2 fill entry 1 500 @ [30090] taker", "2 stop [29000]"]),
    Table(
      name: "of two alternatives the first that comes",
      rules: ["enter 50% on break [30500] or on touch [29800]"],
      prices: [30_000, 30_400, 29_800, 30_500],
      trace: ["2 fill entry 1 500 @ [29800] taker", "2 stop [29000]"]),
  ]

  static let returns = [
    Table(
      name: "return: one that serves an entry serves what sells as well",
      rules: [
        "enter 50% from [30000]", "enter 30% on return [30200] after 150",
        "on return [30200] after 100, take 20%",
      ],
      prices: [29_900, 30_000, 30_040, 30_200],
      trace: [
        "1 fill entry 1 500 @ [30000] taker", "1 stop [29000]", "3 fill entry 2 300 @ [30200] taker",
        "3 fill exit rule 3 160 @ [30200] taker",
      ])
  ]

  static let touches = [
    Table(
      name: "touch: exactly", rules: ["enter 50% on touch [29800]"],
      prices: [30_000, 29_900, 29_800],
      trace: ["2 fill entry 1 500 @ [29800] taker", "2 stop [29000]"]),
    Table(
      name: "touch: crossed against the trade", rules: ["enter 50% on touch [29800]"],
      prices: [30_000, 29_790], trace: ["1 fill entry 1 500 @ [29790] taker", "1 stop [29000]"]),
    Table(
      name: "touch: crossed in favour", rules: ["enter 50% on touch [29800]"],
      prices: [29_700, 29_850],
      trace: ["1 fill entry 1 500 @ [29850] taker", "1 stop [29000]"]),
    Table(
      // 1R is 800 there.
      name: "touch: crossed in favour past chase", rules: ["enter 50% on touch [29800]"],
      prices: [29_700, 29_880.1, 29_880],
      trace: ["2 fill entry 1 500 @ [29880] taker", "2 stop [29000]"]),
    Table(
      name: "touch: leaving X is no crossing", rules: ["enter 50% on touch [29800]"],
      prices: [29_800, 29_790, 29_810],
      trace: ["2 fill entry 1 500 @ [29810] taker", "2 stop [29000]"]),
  ]

  static let limits = [
    Table(
      name: "limit: through", rules: ["enter 50% at [29900]"], prices: [30_000, 29_900, 29_899.9],
      trace: ["2 fill entry 1 500 @ [29900] maker", "2 stop [29000]"]),
    Table(
      name: "limit: touch", header: ["fills: touch"], rules: ["enter 50% at [29900]"],
      prices: [30_000, 29_900.1, 29_900],
      trace: ["2 fill entry 1 500 @ [29900] maker", "2 stop [29000]"]),
    Table(
      name: "limit: a gap fills at its price", rules: ["enter 50% at [29900]"],
      prices: [30_000, 29_500],
      trace: ["1 fill entry 1 500 @ [29900] maker", "1 stop [29000]"]),
    Table(
      name: "limit: passed when begun, at that price", rules: ["enter 50% at [29900]"],
      prices: [29_850, 29_840, 29_830],
      trace: ["1 fill entry 1 500 @ [29840] taker", "1 stop [29000]"]),
    Table(
      name: "limit: begun at its price counts as passed", rules: ["enter 50% at [29900]"],
      prices: [29_900, 29_900], trace: ["1 fill entry 1 500 @ [29900] taker", "1 stop [29000]"]),
    Table(
      name: "limit: passed when begun, then left, rests", rules: ["enter 50% at [29900]"],
      prices: [29_850, 29_950, 29_920, 29_890],
      trace: ["3 fill entry 1 500 @ [29900] maker", "3 stop [29000]"]),
    Table(
      name: "limit: slippage is not its own", header: ["slippage: 3 ticks"],
      rules: ["enter 50% at [29900]"],
      prices: [29_850, 29_840], trace: ["1 fill entry 1 500 @ [29840] taker", "1 stop [29000]"]),
  ]

  // The zone of 30,000 within 0.2% is 29,940 to 30,060 on both sides.
  static let retests = [
    Table(
      name: "retest: beyond, back, held, fires from X on",
      rules: ["enter 50% on retest [30000] within 0.2% hold 5m"],
      prices: [30_000, 30_060.1, 30_060, 30_010, 30_010, 30_010, 30_010, 29_990, 30_000],
      trace: ["8 fill entry 1 500 @ [30000] taker", "8 stop [29000]"]),
    Table(
      name: "retest: the defaults are 0.2% and 5m", rules: ["enter 50% on retest [30000]"],
      prices: [30_000, 30_060.1, 30_060, 30_010, 30_010, 30_010, 30_010, 30_060],
      trace: ["7 fill entry 1 500 @ [30060] taker", "7 stop [29000]"]),
    Table(
      name: "retest: one second before the hold has passed is too early",
      rules: ["enter 50% on retest [30000] within 0.2% hold 5m"],
      prices: [30_100, 30_050, 30_040, 30_030],
      seconds: [0, 60, 359, 360], trace: ["3 fill entry 1 500 @ [30030] taker", "3 stop [29000]"]),
    Table(
      name: "retest: beyond ends a hold, the next return begins another",
      rules: ["enter 50% on retest [30000] within 0.2% hold 5m"],
      prices: [30_100, 30_050, 30_070, 30_040, 30_030, 30_030, 30_030, 30_030, 30_020],
      trace: ["8 fill entry 1 500 @ [30020] taker", "8 stop [29000]"]),
    Table(
      name: "retest: through X − D ends it until price was beyond again",
      rules: ["enter 50% on retest [30000] within 0.2% hold 5m"],
      prices: [
        30_100, 30_050, 29_939.9, 30_050, 30_050, 30_050, 30_050, 30_050, 30_050, 30_050, 30_060.1,
        30_050,
        30_050, 30_050, 30_050, 30_050, 30_040,
      ],
      trace: ["16 fill entry 1 500 @ [30040] taker", "16 stop [29000]"]),
    Table(
      name: "retest: X − D exactly is not through",
      rules: ["enter 50% on retest [30000] within 0.2% hold 5m"],
      prices: [30_100, 30_050, 29_940, 30_010, 30_010, 30_010, 30_010],
      trace: ["6 fill entry 1 500 @ [30010] taker", "6 stop [29000]"]),
    Table(
      name: "retest: straight through from beyond",
      rules: ["enter 50% on retest [30000] within 0.2% hold 1m"],
      prices: [30_100, 29_900, 30_010, 30_010, 30_010], trace: []),
  ]

  @Test(arguments: breaks) func eachBreaks(_ table: Table) throws { try table.check() }
  @Test(arguments: returns) func eachReturns(_ table: Table) throws { try table.check() }
  @Test(arguments: touches) func eachTouches(_ table: Table) throws { try table.check() }
  @Test(arguments: limits) func eachLimits(_ table: Table) throws { try table.check() }
  @Test(arguments: retests) func eachRetests(_ table: Table) throws { try table.check() }
}
