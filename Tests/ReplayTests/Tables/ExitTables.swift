import Testing

/// Targets, time rules and the end. The first fill is at 30,000, so 1R is 1000.
@Suite struct ExitTables {
  private static let first = ["1 fill entry 1 500 @ [30000] taker", "1 stop [29000]"]
  private static let enter = "enter 50% on break [30000]"

  static let targets = [
    Table(
      name: "at rests: filled through, not at its price", rules: [enter, "at 1R take 30%"],
      prices: [29_900, 30_000, 31_000, 31_000.1],
      trace: first + ["3 fill target 1 150 @ [31000] maker"]),
    Table(
      name: "at rests: touch", header: ["fills: touch"], rules: [enter, "at 1R take 30%"],
      prices: [29_900, 30_000, 31_000], trace: first + ["2 fill target 1 150 @ [31000] maker"]),
    Table(
      name: "from sells at market", header: ["slippage: 2 ticks"],
      rules: [enter, "from 1R take 30%"],
      // Entered at 30,000.2 with 1R of 1000.2.
      prices: [29_900, 30_000, 31_000.3, 31_000.4],
      trace: [
        "1 fill entry 1 500 @ [30000.2] taker", "1 stop [29000]",
        "3 fill target 1 150 @ [31000.2] taker",
      ]),
    Table(
      name: "of one price nearest first, whatever their order and kind",
      rules: [enter, "at 3R take 10%", "from 2R take 10%", "at 1R take 10%"],
      prices: [29_900, 30_000, 33_001],
      trace: first + [
        "2 fill target 3 50 @ [31000] maker", "2 fill target 2 50 @ [33001] taker",
        "2 fill target 1 50 @ [33000] maker",
      ]),
    Table(
      name: "the first target cancels what waits to enter; the price of both buys nothing",
      rules: [enter, "enter 50% on break [31000]", "at [31000] take 30%"],
      prices: [29_900, 30_000, 31_050, 30_900, 31_050],
      trace: first + ["2 fill target 1 150 @ [31000] maker", "2 cancel tranche 2"]),
    Table(
      name: "entries: keep", header: ["entries: keep"],
      rules: [enter, "enter 50% on break [31000]", "at [31000] take 30%"],
      prices: [29_900, 30_000, 31_050],
      trace: first + ["2 fill target 1 150 @ [31000] maker", "2 fill entry 2 500 @ [31050] taker"]),
    Table(
      name: "a take that is no target cancels no entry",
      rules: [enter, "enter 50% on break [31000]", "when tranche 1 fills take 10%"],
      prices: [29_900, 30_000, 30_010, 31_000],
      trace: first + [
        "2 fill exit rule 3 50 @ [30010] taker", "3 fill entry 2 500 @ [31000] taker",
      ]),
    Table(
      name: "targets: after entries holds back, then acts at market",
      header: ["targets: after entries"],
      rules: [enter, "enter 50% on break [31500]", "at [31000] take 50%", "at [32000] take 10%"],
      prices: [29_900, 30_000, 31_100, 31_500, 31_490, 32_001],
      trace: first + [
        "3 fill entry 2 500 @ [31500] taker", "4 fill target 1 500 @ [31490] taker",
        "5 fill target 2 100 @ [32000] maker",
      ]),
    Table(
      name: "targets: a close that came while they were held back has come, also once price has left it",
      header: ["targets: after entries"],
      rules: [
        enter, "enter 50% on break [31500]", "at [32000] or on break [30500] close on 1m, take 50%",
        "after 4m, cancel entries",
      ],
      prices: [29_900, 30_000, 30_600, 30_400, 30_100, 30_150, 30_160],
      seconds: [0, 60, 120, 180, 240, 300, 301],
      trace: first + ["5 cancel tranche 2", "6 fill target 1 250 @ [30160] taker"]),
    Table(
      name: "an exit at the first fill's price is refused", rules: [enter, "at [30000] take 30%"],
      prices: [29_900, 30_000, 30_010, 30_020], trace: first),
    Table(
      name: "an exit behind the first fill is refused", rules: [enter, "from [29500] take 30%"],
      prices: [29_900, 30_000, 30_010, 29_400], trace: first),
    Table(
      name: "an exit behind the first fill is refused once its level is known",
      rules: [enter, "enter 20% on touch [29600]", "at tranche 2 plus 0.2R take 30%"],
      prices: [29_900, 30_000, 29_600, 29_850, 30_100],
      trace: first + ["2 fill entry 2 200 @ [29600] taker"]),
    Table(
      name: "a target that a fill sets off acts on the next price",
      rules: [enter, "enter 20% on break [30500]", "at 2R or when tranche 2 fills take 30%"],
      prices: [29_900, 30_000, 30_500, 30_490],
      trace: first + ["2 fill entry 2 200 @ [30500] taker", "3 fill target 1 210 @ [30490] taker"]),
    Table(
      name: "from tranche N: its take too at every later fill",
      rules: [
        enter, "enter 20% on break [30300]", "enter 20% on break [30600]",
        "from tranche 2 take 10%",
      ],
      prices: [29_900, 30_000, 30_300, 30_310, 30_320, 30_600, 30_610, 30_620],
      trace: first + [
        "2 fill entry 2 200 @ [30300] taker", "3 fill exit rule 4 70 @ [30310] taker",
        "5 fill entry 3 200 @ [30600] taker", "6 fill exit rule 4 90 @ [30610] taker",
      ]),
    Table(
      name: "when target fills: the take on the next price, the stop move on this one",
      rules: [
        enter, "at 1R take 30%", "when target 1 fills take 10%",
        "when target 1 fills, stop to [30500]",
      ],
      prices: [29_900, 30_000, 31_010, 31_020],
      trace: first + [
        "2 fill target 1 150 @ [31000] maker", "2 stop [30500]",
        "3 fill exit rule 3 50 @ [31020] taker",
      ]),
    Table(
      name: "a sentence without a trigger acts right after the first fill",
      rules: [enter, "take 20%", "stop to [29500]"], prices: [29_900, 30_000, 30_010],
      trace: first + ["1 stop [29500]", "2 fill exit rule 2 100 @ [30010] taker"]),
    Table(
      name: "the last exit closes the trade", rules: [enter, "at 1R take 30%", "at 2R close"],
      prices: [29_900, 30_000, 31_001, 32_001],
      trace: first + [
        "2 fill target 1 150 @ [31000] maker", "3 fill target 2 350 @ [32000] maker",
        "3 closed 850",
      ]),
    Table(
      name: "a target of a tranche's price",
      rules: [
        enter, "enter 20% on break [30500]",
        "at tranche 2 plus 0.5R take 10%",
      ], prices: [29_900, 30_000, 30_500, 31_000.1],
      trace: first + ["2 fill entry 2 200 @ [30500] taker", "3 fill target 1 70 @ [31000] maker"]),
    Table(
      name: "a take by quantity, and one above what is open",
      rules: [enter, "at 1R take 0.450", "at 2R take 0.100"],
      prices: [29_900, 30_000, 31_001, 32_001],
      trace: first + [
        "2 fill target 1 450 @ [31000] maker", "3 fill target 2 50 @ [32000] maker", "3 closed 550",
      ]),
  ]

  static let time = [
    Table(
      name: "after: from the first fill, inclusive", rules: [enter, "after 3m take 50%"],
      prices: [29_900, 30_000, 30_010, 30_020, 30_030], seconds: [0, 60, 239, 240, 241],
      trace: first + ["3 fill exit rule 2 250 @ [30020] taker"]),
    Table(
      name: "after unless: reached since", rules: [enter, "after 3m unless 0.5R take 50%"],
      prices: [29_900, 30_000, 30_500, 30_010, 30_020, 30_030], trace: first),
    Table(
      name: "after unless: not reached", rules: [enter, "after 3m unless 0.5R take 50%"],
      prices: [29_900, 30_000, 30_499.9, 30_010, 30_020],
      trace: first + ["4 fill exit rule 2 250 @ [30020] taker"]),
    Table(
      name: "after unless: the price that acts counts too",
      rules: [enter, "after 3m unless 0.5R take 50%"],
      prices: [29_900, 30_000, 30_010, 30_010, 30_500, 30_000], trace: first),
    Table(
      name: "after unless now: only where price is then",
      rules: [enter, "after 3m unless now 0.5R take 50%"],
      prices: [29_900, 30_000, 30_600, 30_010, 30_400],
      trace: first + ["4 fill exit rule 2 250 @ [30400] taker"]),
    Table(
      name: "after unless now: price is there",
      rules: [enter, "after 3m unless now 0.5R take 50%"],
      prices: [29_900, 30_000, 30_010, 30_010, 30_600, 30_000], trace: first),
    Table(
      name: "unless now ends its own alternative alone",
      rules: [enter, "after 2m unless now 0.5R or after 4m take 50%"],
      prices: [29_900, 30_000, 30_010, 30_600, 30_600, 30_600],
      trace: first + ["5 fill exit rule 2 250 @ [30600] taker"]),
    Table(
      name: "an entry whose only way is ruled out counts as cancelled",
      header: ["targets: after entries"],
      rules: [
        enter, "enter 20% after 2m unless 0.5R", "then enter 20% on break [30700]",
        "at 1R take 30%",
      ],
      prices: [29_900, 30_000, 30_500, 30_700, 31_000.1],
      trace: first + ["4 fill target 1 150 @ [31000] maker"]),
    Table(
      name: "an entry after a time acts on the first price at its deadline",
      rules: [enter, "enter 20% after 3m"],
      prices: [29_900, 30_000, 30_200, 30_300, 30_400, 30_500],
      trace: first + ["4 fill entry 2 200 @ [30400] taker"]),
    Table(
      name: "two time rules of one price, both",
      rules: [enter, "after 2m take 10%", "after 2m stop to [29500]"],
      prices: [29_900, 30_000, 30_010, 30_020],
      trace: first + ["3 fill exit rule 2 50 @ [30020] taker", "3 stop [29500]"]),
  ]

  static let end = [
    Table(
      name: "the stop fills at the price that came", rules: [enter],
      prices: [29_900, 30_000, 28_900],
      trace: first + ["2 fill stop 500 @ [28900] taker", "2 closed -550"]),
    Table(
      name: "the stop, exactly", rules: [enter], prices: [29_900, 30_000, 29_000],
      trace: first + ["2 fill stop 500 @ [29000] taker", "2 closed -500"]),
    Table(
      name: "the stop with slippage", header: ["slippage: 2 ticks"], rules: [enter],
      prices: [29_900, 30_000, 28_900],
      trace: [
        "1 fill entry 1 500 @ [30000.2] taker", "1 stop [29000]",
        "2 fill stop 500 @ [28899.8] taker",
        "2 closed -550.2",
      ]),
    Table(
      name: "the stop closes everything that waits",
      rules: [enter, "enter 20% on break [30500]", "at 1R take 30%"],
      prices: [29_900, 30_000, 29_000, 30_600],
      trace: first + ["2 fill stop 500 @ [29000] taker", "2 closed -500"]),
    Table(
      name: "a limit that price gaps through beyond the stop is stopped on the next price",
      rules: ["enter 50% at [29500]"], prices: [29_600, 28_900, 28_950],
      trace: [
        "1 fill entry 1 500 @ [29500] maker", "1 stop [29000]", "2 fill stop 500 @ [28950] taker",
        "2 closed -275",
      ]),
    Table(
      name: "end of tape, open", rules: [enter], prices: [29_900, 30_000, 30_100], ends: true,
      trace: first + ["2 fill end 500 @ [30100] taker", "2 closed 50"]),
    Table(
      name: "end of tape, nothing open", rules: [enter], prices: [29_900, 29_950], ends: true,
      trace: ["1 closed 0"]),
    Table(
      name: "end of tape with slippage", header: ["slippage: 2 ticks"], rules: [enter],
      prices: [29_900, 30_000, 30_100], ends: true,
      trace: [
        "1 fill entry 1 500 @ [30000.2] taker", "1 stop [29000]",
        "2 fill end 500 @ [30099.8] taker",
        "2 closed 49.8",
      ]),
    Table(
      name: "notes",
      rules: [enter, "note \"begun\"", "from [29500] note \"low\"", "from 1R note \"high\""],
      prices: [30_000, 29_500, 29_500, 30_000, 31_000],
      trace: [
        "0 note begun", "1 note low", "3 fill entry 1 500 @ [30000] taker", "3 stop [29000]",
        "4 note high",
      ]),
  ]

  // A bar of a minute is finished by the price of the next; that price is sold at.
  static let closes = [
    Table(
      name: "when close below: a close at X is not below it",
      rules: [enter, "when close below 29800 on 1m close"],
      prices: [29_900, 30_000, 29_800, 29_900, 29_799.9, 29_850], mirrors: false,
      trace: first + ["5 fill exit rule 2 500 @ [29850] taker", "5 closed -75"]),
    Table(
      name: "when close above: a close at X is not above it", header: ["stop: [31000]"],
      rules: [enter, "when close above 30200 on 1m close"],
      prices: [30_100, 30_000, 30_200, 30_100, 30_200.1, 30_150], side: .short, mirrors: false,
      trace: [
        "1 fill entry 1 500 @ [30000] taker", "1 stop [31000]", "5 fill exit rule 2 500 @ [30150] taker",
        "5 closed -75",
      ]),
    Table(
      name: "when close: what trades beyond X inside a bar is no close",
      rules: [enter, "when close below 29800 on 3m close"],
      // The bars end at 08:03 and 08:06.
      prices: [29_900, 30_000, 29_900, 29_700, 29_750, 29_810, 29_600, 29_700, 29_790, 29_850],
      mirrors: false, trace: first + ["9 fill exit rule 2 500 @ [29850] taker", "9 closed -75"]),
  ]

  @Test(arguments: targets) func eachTarget(_ table: Table) throws { try table.check() }
  @Test(arguments: time) func eachTime(_ table: Table) throws { try table.check() }
  @Test(arguments: closes) func eachClose(_ table: Table) throws { try table.check() }
  @Test(arguments: end) func eachEnd(_ table: Table) throws { try table.check() }
}
