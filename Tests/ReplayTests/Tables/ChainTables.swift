import Testing

/// Several entries: chains, delays, one at market a price, sizes, small legs.
@Suite struct ChainTables {
  static let chains = [
    Table(
      name: "then: begins at the fill, arms later; 0.1R delays; delayed within chase",
      rules: ["enter 40% on break [30000]", "then enter 30% on break [30000]"],
      prices: [29_900, 30_000, 30_200, 29_950, 30_050, 30_099.9, 30_100],
      trace: [
        "1 fill entry 1 400 @ [30000] taker", "1 stop [29000]",
        "6 fill entry 2 300 @ [30100] taker",
      ]),
    Table(
      name: "then: a delayed break that is short of X again waits anew",
      rules: ["enter 40% on break [30000]", "then enter 30% on break [30000]"],
      prices: [29_900, 30_000, 29_950, 30_050, 29_900, 29_890, 30_050, 30_100],
      trace: [
        "1 fill entry 1 400 @ [30000] taker", "1 stop [29000]",
        "7 fill entry 2 300 @ [30100] taker",
      ]),
    Table(
      name: "then: not before the one before it",
      rules: [
        "enter 40% on break [30000]", "then enter 30% on break [30400]",
        "then enter 30% on break [30200]",
      ],
      prices: [29_900, 30_000, 30_200, 30_400, 30_410, 30_190, 30_200],
      trace: [
        "1 fill entry 1 400 @ [30000] taker", "1 stop [29000]",
        "3 fill entry 2 300 @ [30400] taker",
        "6 fill entry 3 300 @ [30200] taker",
      ]),
    Table(
      name: "a refused link: what is chained to it waits for nothing, and the trade ends",
      rules: ["enter 60% on break [30000]", "then enter 40% on break [30100]"],
      prices: [29_900, 30_000, 30_100],
      trace: ["1 refused tranche 1 first entry", "1 closed 0"]),
    Table(
      name: "a refused link: what is not chained goes on",
      rules: [
        "enter 60% on break [30000]", "then enter 20% on break [30100]",
        "enter 20% on break [30200]",
      ], prices: [29_900, 30_000, 30_100, 30_200],
      trace: [
        "1 refused tranche 1 first entry", "3 fill entry 3 200 @ [30200] taker", "3 stop [29000]",
      ]),
    Table(
      name: "first entry: the plan may allow more", header: ["first entry: 60%"],
      rules: ["enter 60% on break [30000]"], prices: [29_900, 30_000],
      trace: ["1 fill entry 1 600 @ [30000] taker", "1 stop [29000]"]),
    Table(
      name: "within: its time passes before the price counts",
      rules: ["enter 30% within 2m on break [30000]", "then enter 20% on break [30100]"],
      prices: [29_900, 29_950, 30_000], trace: ["2 cancel tranche 1", "2 closed 0"]),
    Table(
      name: "within: a limit is gone before price is there",
      rules: ["enter 30% within 2m at [29900]", "enter 20% on break [30100]"],
      prices: [30_000, 29_950, 29_800, 30_100],
      trace: ["2 cancel tranche 1", "3 fill entry 2 200 @ [30100] taker", "3 stop [29000]"]),
    Table(
      name: "within: in time", rules: ["enter 30% within 2m on break [30000]"],
      prices: [29_900, 30_000],
      seconds: [0, 119], trace: ["1 fill entry 1 300 @ [30000] taker", "1 stop [29000]"]),
    Table(
      name: "a rule cancels what waits, and the trade ends",
      rules: ["enter 30% on break [30500]", "from [29500] cancel entries"],
      prices: [30_000, 29_600, 29_500, 30_500], trace: ["2 cancel tranche 1", "2 closed 0"]),
    Table(
      name: "a rule cancels one tranche, from the beginning",
      rules: [
        "enter 30% on break [30500]", "enter 20% on break [30600]", "from [29500] cancel tranche 1",
      ],
      prices: [30_000, 29_400, 30_500, 30_600],
      trace: ["1 cancel tranche 1", "3 fill entry 2 200 @ [30600] taker", "3 stop [29000]"]),
  ]

  static let together = [
    Table(
      name: "one entry at market a price, in plan order", header: ["chase: off"],
      rules: [
        "enter 30% on break [30020]", "enter 30% on break [30010]", "enter 30% on break [30000]",
      ],
      prices: [29_900, 30_030, 30_140, 30_141, 30_142],
      trace: [
        "1 fill entry 1 300 @ [30030] taker", "1 stop [29000]",
        "2 fill entry 2 300 @ [30140] taker",
        "3 fill entry 3 300 @ [30141] taker",
      ]),
    Table(
      name: "an entry that had to wait its turn waits anew when price is short of X again",
      header: ["chase: off"],
      rules: [
        "enter 30% on break [30000]", "enter 30% on break [30200]", "enter 30% on break [30300]",
      ],
      prices: [29_900, 30_000, 30_350, 30_250, 30_290, 30_300],
      trace: [
        "1 fill entry 1 300 @ [30000] taker", "1 stop [29000]",
        "2 fill entry 2 300 @ [30350] taker",
        "5 fill entry 3 300 @ [30300] taker",
      ]),
    Table(
      name: "all resting limits of one price, nearest first, and one at market",
      rules: [
        "enter 20% on touch [29850]", "enter 20% at [29900]", "enter 20% at [29950]",
        "enter 20% on touch [29860]",
      ], prices: [30_000, 29_840, 29_830],
      trace: [
        "1 fill entry 3 200 @ [29950] maker", "1 stop [29000]",
        "1 fill entry 2 200 @ [29900] maker",
        "1 fill entry 1 200 @ [29840] taker", "2 fill entry 4 200 @ [29830] taker",
      ]),
    Table(
      name: "what the fill of a limit makes due is bought on the next price",
      rules: ["enter 50% on break [30000]", "enter 20% at [29700]", "enter 20% when tranche 2 fills"],
      prices: [29_900, 30_000, 29_690, 29_680],
      trace: [
        "1 fill entry 1 500 @ [30000] taker", "1 stop [29000]",
        "2 fill entry 2 200 @ [29700] maker", "3 fill entry 3 200 @ [29680] taker",
      ]),
    Table(
      name: "a limit passed when it began counts as one at market",
      rules: ["enter 20% at [29900]", "enter 20% at [30000]"],
      prices: [29_850, 29_850, 29_840, 29_740],
      trace: [
        "1 fill entry 1 200 @ [29850] taker", "1 stop [29000]",
        "3 fill entry 2 200 @ [29740] taker",
      ]),
    Table(
      name: "a limit that waits for its turn and is left rests, however near the first fill",
      rules: ["enter 20% at [29900]", "enter 20% at [29890]"],
      prices: [29_850, 29_850, 29_895, 29_880],
      trace: [
        "1 fill entry 1 200 @ [29850] taker", "1 stop [29000]",
        "3 fill entry 2 200 @ [29890] maker",
      ]),
    Table(
      name: "a limit that is delayed and left rests",
      rules: ["enter 20% at [29900]", "enter 20% at [29890]"],
      prices: [29_850, 29_850, 29_840, 29_895, 29_880],
      trace: [
        "1 fill entry 1 200 @ [29850] taker", "1 stop [29000]",
        "4 fill entry 2 200 @ [29890] maker",
      ]),
    Table(
      name: "a level that a fill brings fires nothing on that price",
      rules: ["enter 20% at [30000]", "enter 20% at last fill minus 200 ticks"],
      prices: [30_100, 29_850, 29_840, 29_830],
      trace: [
        "1 fill entry 1 200 @ [30000] maker", "1 stop [29000]",
        "2 fill entry 2 200 @ [29840] taker",
      ]),
    Table(
      name: "a touch whose level a fill leaves alone is not begun anew",
      rules: [
        "enter 20% on break [30000]", "enter 20% on touch first entry minus 250 ticks",
        "enter 20% at [29980]",
      ], prices: [29_900, 30_000, 29_990, 29_970, 29_960, 29_880],
      // Tranche 2 is crossed on the price that fills tranche 3, and delayed by 0.1R.
      trace: [
        "1 fill entry 1 200 @ [30000] taker", "1 stop [29000]",
        "3 fill entry 3 200 @ [29980] maker",
        "5 fill entry 2 200 @ [29880] taker",
      ]),
  ]

  static let sizes = [
    Table(
      name: "shares are floored cumulatively, also of the targets", header: ["size: 0.101"],
      rules: [
        "enter 1/3 on break [30000]", "enter 1/3 on break [30200]", "enter 1/3 on break [30400]",
        "at [31000] take 30%", "at [32000] take 30%", "at [33000] take 40%",
      ], prices: [29_900, 30_000, 30_200, 30_400, 31_001, 32_001, 33_001],
      trace: [
        "1 fill entry 1 33 @ [30000] taker", "1 stop [29000]", "2 fill entry 2 34 @ [30200] taker",
        "3 fill entry 3 34 @ [30400] taker", "4 fill target 1 30 @ [31000] maker",
        "5 fill target 2 30 @ [32000] maker", "6 fill target 3 41 @ [33000] maker",
        // 33·3000 + 34·2800 + 34·2600 − 30·2000 − 30·1000, in thousandths.
        "6 closed 192.6",
      ]),
    Table(
      name: "targets count what was entered by then", header: ["size: 0.101"],
      rules: [
        "enter 1/3 on break [30000]", "enter 1/3 on break [30200]", "enter 1/3 on break [32000]",
        "at [31000] take 30%", "at [31500] take 30%", "at [31800] take 40%",
      ], prices: [29_900, 30_000, 30_200, 31_801],
      trace: [
        "1 fill entry 1 33 @ [30000] taker", "1 stop [29000]", "2 fill entry 2 34 @ [30200] taker",
        "3 fill target 1 20 @ [31000] maker", "3 cancel tranche 3",
        "3 fill target 2 20 @ [31500] maker", "3 fill target 3 27 @ [31800] maker", "3 closed 91.8",
      ]),
    Table(
      name: "what is entered later counts for the targets that come later",
      header: ["entries: keep", "size: 0.100"],
      rules: [
        "enter 50% on break [30000]", "enter 50% on break [31500]", "at [31000] take 50%",
        "at [32000] take 20%",
      ], prices: [29_900, 30_000, 31_010, 31_500, 32_001],
      trace: [
        "1 fill entry 1 50 @ [30000] taker", "1 stop [29000]", "2 fill target 1 25 @ [31000] maker",
        "3 fill entry 2 50 @ [31500] taker", "4 fill target 2 20 @ [32000] maker",
      ]),
    Table(
      name: "of remaining is floored by itself", header: ["size: 0.050"],
      rules: [
        "enter 50% on break [30000]", "at [31000] take 30%", "at [32000] take 30% of remaining",
      ], prices: [29_900, 30_000, 31_001, 32_001],
      trace: [
        "1 fill entry 1 25 @ [30000] taker", "1 stop [29000]", "2 fill target 1 7 @ [31000] maker",
        "3 fill target 2 5 @ [32000] maker",
      ]),
    Table(
      name: "the last target takes all that is open",
      rules: [
        "enter 50% on break [30000]", "at [31000] take 50%", "at [32000] take 50%",
        "from [30500] cancel target 1",
      ], prices: [29_900, 30_000, 30_500, 31_001, 32_001],
      trace: [
        "1 fill entry 1 500 @ [30000] taker", "1 stop [29000]", "2 cancel target 1",
        "4 fill target 2 500 @ [32000] maker", "4 closed 1000",
      ]),
    Table(
      name: "the last target takes its share while an entry waits", header: ["entries: keep"],
      rules: [
        "enter 50% on break [30000]", "enter 50% on break [33000]", "at [31000] take 50%",
        "at [32000] take 50%", "from [30500] cancel target 1",
      ], prices: [29_900, 30_000, 30_500, 31_001, 32_001],
      trace: [
        "1 fill entry 1 500 @ [30000] taker", "1 stop [29000]", "2 cancel target 1",
        "4 fill target 2 250 @ [32000] maker",
      ]),
    Table(
      name: "a take that floors to nothing does the rest and counts as filled",
      header: ["size: 0.050"],
      rules: [
        "enter 50% on break [30000]", "enter 10% on break [31500]",
        "at [31000] take 1%, stop to [30000]", "at [32000] take 50%",
      ], prices: [29_900, 30_000, 31_001, 31_500, 32_001],
      trace: [
        "1 fill entry 1 25 @ [30000] taker", "1 stop [29000]", "2 cancel tranche 2",
        "2 stop [30000]",
        "4 fill target 2 12 @ [32000] maker",
      ]),
    Table(
      name: "a take at market that floors to nothing counts as filled", header: ["size: 0.050"],
      rules: [
        "enter 50% on break [30000]", "enter 10% on break [31500]",
        "from [31000] take 1%, stop to [30000]", "when target 1 fills, stop to [30500]",
      ], prices: [29_900, 30_000, 31_000, 31_500],
      trace: [
        "1 fill entry 1 25 @ [30000] taker", "1 stop [29000]", "2 cancel tranche 2",
        "2 stop [30000]",
        "2 stop [30500]",
      ]),
    Table(
      name: "a small leg goes to the next and counts as filled for then", header: ["size: 0.010"],
      rules: [
        "enter 20% on break [30000]", "then enter 30% on break [30100]",
        "then enter 50% on break [30300]",
      ], prices: [29_900, 30_000, 30_100, 30_300],
      trace: [
        "2 fill entry 2 5 @ [30100] taker", "2 stop [29000]", "3 fill entry 3 5 @ [30300] taker",
      ]),
    Table(
      name: "a small resting leg goes to the next when price is there", header: ["size: 0.010"],
      rules: ["enter 20% at [29900]", "then enter 30% on break [30000]"],
      prices: [30_000, 30_010, 29_890, 30_000],
      trace: ["3 fill entry 2 5 @ [30000] taker", "3 stop [29000]"]),
    Table(
      name: "a small leg with none behind it is refused", header: ["size: 0.010"],
      rules: ["enter 20% on break [30000]"], prices: [29_900, 30_000],
      trace: ["1 refused tranche 1 grid", "1 closed 0"]),
  ]

  @Test(arguments: chains) func eachChains(_ table: Table) throws { try table.check() }
  @Test(arguments: together) func eachTogether(_ table: Table) throws { try table.check() }
  @Test(arguments: sizes) func eachSizes(_ table: Table) throws { try table.check() }
}
