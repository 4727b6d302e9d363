import Testing

/// What the guards cut and refuse, and what the venue does.
@Suite struct GuardTables {
  private static let first = ["1 fill entry 1 500 @ [30000] taker", "1 stop [29000]"]
  private static let enter = "enter 50% on break [30000]"

  static let guards = [
    Table(
      name: "underwater: half an R against the average is refused",
      rules: [enter, "enter 20% on touch [29500]"], prices: [29_900, 30_000, 29_500, 29_600],
      trace: first + ["2 refused tranche 2 underwater"]),
    Table(
      name: "underwater: a tick less is not", rules: [enter, "enter 20% on touch [29500.1]"],
      prices: [29_900, 30_000, 29_500.1], trace: first + ["2 fill entry 2 200 @ [29500.1] taker"]),
    Table(
      name: "underwater: set by the plan", header: ["underwater: 0.8R"],
      rules: [enter, "enter 20% on touch [29200.1]", "enter 20% on touch [29300]"],
      prices: [29_900, 30_000, 29_200.1, 29_190],
      // After the second fill the average is 29,771.46; 29,190 is 581 against it.
      trace: first + ["2 fill entry 2 200 @ [29200.1] taker", "3 fill entry 3 200 @ [29190] taker"]),
    Table(
      name: "underwater: a limit there is not placed", rules: [enter, "enter 20% at [29500]"],
      prices: [30_100, 29_990, 30_000, 29_400, 29_450].map { $0 },
      trace: [
        "2 fill entry 1 500 @ [30000] taker", "2 stop [29000]",
        "2 kept off tranche 2 underwater",
      ]),
    Table(
      name: "underwater: a limit short of it is", rules: [enter, "enter 20% at [29500.1]"],
      prices: [30_100, 29_990, 30_000, 29_400],
      trace: [
        "2 fill entry 1 500 @ [30000] taker", "2 stop [29000]",
        "3 fill entry 2 200 @ [29500.1] maker",
      ]),
    Table(
      name: "leverage: cut to what fits", header: ["equity: 10000", "leverage: 2"],
      rules: [enter, "enter 50% on break [30500]"], prices: [29_900, 30_000, 30_500],
      mirrors: false,
      // 2 · 10,250 / 30,500 = 0.6721 may be held.
      trace: first + ["2 cut tranche 2 172", "2 fill entry 2 172 @ [30500] taker"]),
    Table(
      name: "leverage: cut to what fits, short",
      header: ["equity: 10000", "leverage: 2", "stop: [31000]"],
      rules: [enter, "enter 50% on break [29500]"], prices: [30_100, 30_000, 29_500], side: .short,
      mirrors: false,
      // 2 · 10,250 / 29,500 = 0.6949.
      trace: [
        "1 fill entry 1 500 @ [30000] taker", "1 stop [31000]", "2 cut tranche 2 194",
        "2 fill entry 2 194 @ [29500] taker",
      ]),
    Table(
      name: "leverage: what the cut leaves is too small",
      header: ["equity: 10000", "leverage: 2", "size: 1.334"],
      rules: [enter, "enter 50% on break [30100]"], prices: [29_900, 30_000, 30_100],
      mirrors: false,
      trace: [
        "1 cut tranche 1 666", "1 fill entry 1 666 @ [30000] taker", "1 stop [29000]",
        "2 refused tranche 2 leverage",
      ]),
    Table(
      name: "leverage: fees count", header: ["equity: 10000", "leverage: 1.5", "fees: 0.05%"],
      // 15,000 against 10,000 − 7.5: 1.5 · 9992.5… / 30,000 = 0.4996; with its own fee of 7.4925: 0.499.
      rules: [enter], prices: [29_900, 30_000], mirrors: false,
      trace: ["1 cut tranche 1 499", "1 fill entry 1 499 @ [30000] taker", "1 stop [29000]"]),
    Table(
      name: "risk sizes the whole: 400 at 1000 and 400 at 1500", header: ["risk: 1000"],
      rules: [enter, "enter 50% on break [30500]"], prices: [29_900, 30_000, 30_500],
      trace: [
        "1 fill entry 1 400 @ [30000] taker", "1 stop [29000]",
        "2 fill entry 2 400 @ [30500] taker",
      ]),
    Table(
      name: "risk: an add at a worse price is cut", header: ["risk: 1000"],
      rules: [enter, "enter 50% on break [30500]"], prices: [29_900, 30_000, 30_600],
      // 600 are left and 1600 are lost on each.
      trace: [
        "1 fill entry 1 400 @ [30000] taker", "1 stop [29000]", "2 cut tranche 2 375",
        "2 fill entry 2 375 @ [30600] taker",
      ]),
    Table(
      name: "risk: a tightened stop gives room back", header: ["risk: 1000"],
      rules: [enter, "enter 50% on break [30500]", "stop to [29500]"],
      prices: [29_900, 30_000, 30_600],
      trace: [
        "1 fill entry 1 400 @ [30000] taker", "1 stop [29000]", "1 stop [29500]",
        "2 fill entry 2 400 @ [30600] taker",
      ]),
    Table(
      name: "stop: on the wrong side", rules: ["enter 50% on touch [28900]"],
      prices: [29_500, 28_900],
      trace: ["1 refused tranche 1 stop", "1 closed 0"]),
    Table(
      name: "stop: beyond liquidation", header: ["leverage: 50"], rules: [enter],
      prices: [29_900, 30_000],
      mirrors: false, trace: ["1 refused tranche 1 stop", "1 closed 0"]),
    Table(
      name: "stop: beyond liquidation, short", header: ["leverage: 50", "stop: [31000]"],
      rules: [enter],
      prices: [30_100, 30_000], side: .short, mirrors: false,
      trace: ["1 refused tranche 1 stop", "1 closed 0"]),
    Table(
      name: "size: a rule's add is cut to the rest",
      rules: [enter, "enter 0.500 on break [30500]"],
      prices: [29_900, 30_000, 30_500], trace: first + ["2 fill entry 2 500 @ [30500] taker"]),
  ]

  // 500 at 30,000 with leverage 20: margin 750; (750 − 15,000) / (0.5 · (0.004 − 1)) = 28,614.46; the margin is
  // used up at 28,500. Short: 15,750 / 0.502 = 31,374.50 and 31,500.
  static let venue = [
    Table(
      name: "liquidation comes before the stop", header: ["leverage: 20", "stop: [28800]"],
      rules: [enter],
      prices: [29_900, 30_000, 28_614.5], mirrors: false,
      trace: [
        "1 fill entry 1 500 @ [30000] taker", "1 stop [28800]",
        "2 fill liquidation 500 @ [28614.5] taker",
        "2 closed -692.75",
      ]),
    Table(
      name: "short of liquidation the stop acts", header: ["leverage: 20", "stop: [28800]"],
      rules: [enter],
      prices: [29_900, 30_000, 28_614.6], mirrors: false,
      trace: [
        "1 fill entry 1 500 @ [30000] taker", "1 stop [28800]", "2 fill stop 500 @ [28614.6] taker",
        "2 closed -692.7",
      ]),
    Table(
      name: "never more than the margin", header: ["leverage: 20", "stop: [28800]"], rules: [enter],
      prices: [29_900, 30_000, 28_000], mirrors: false,
      trace: [
        "1 fill entry 1 500 @ [30000] taker", "1 stop [28800]",
        "2 fill liquidation 500 @ [28500] taker",
        "2 closed -750",
      ]),
    Table(
      name: "liquidation, short", header: ["leverage: 20", "stop: [31200]"], rules: [enter],
      prices: [30_100, 30_000, 31_374.5], side: .short, mirrors: false,
      trace: [
        "1 fill entry 1 500 @ [30000] taker", "1 stop [31200]",
        "2 fill liquidation 500 @ [31374.5] taker",
        "2 closed -687.25",
      ]),
    Table(
      name: "never more than the margin, short", header: ["leverage: 20", "stop: [31200]"],
      rules: [enter],
      prices: [30_100, 30_000, 33_000], side: .short, mirrors: false,
      trace: [
        "1 fill entry 1 500 @ [30000] taker", "1 stop [31200]",
        "2 fill liquidation 500 @ [31500] taker",
        "2 closed -750",
      ]),
    Table(
      name: "fees of maker and taker", header: ["fees: {maker: 0.02%, taker: 0.05%}"],
      rules: [enter, "at [31000] take 40%"], prices: [29_900, 30_000, 31_001, 29_000],
      mirrors: false,
      // 200 − 300 gained; 7.5 + 1.24 + 4.35 paid.
      trace: first + [
        "2 fill target 1 200 @ [31000] maker", "3 fill stop 300 @ [29000] taker",
        "3 closed -113.09",
      ]),
    Table(
      name: "underwater: half the way to liquidation is refused",
      // Half of the 1,385.5 to 28,614.5 is 692.75; 0.8R would be 960.
      header: ["leverage: 20", "stop: [28800]", "underwater: 0.8R"],
      rules: [enter, "enter 20% on touch [29307.2]"], prices: [29_900, 30_000, 29_307.2], mirrors: false,
      trace: ["1 fill entry 1 500 @ [30000] taker", "1 stop [28800]", "2 refused tranche 2 underwater"]),
    Table(
      name: "underwater: a tick less than half the way is not",
      header: ["leverage: 20", "stop: [28800]", "underwater: 0.8R"],
      rules: [enter, "enter 20% on touch [29307.3]"], prices: [29_900, 30_000, 29_307.3], mirrors: false,
      trace: [
        "1 fill entry 1 500 @ [30000] taker", "1 stop [28800]", "2 fill entry 2 200 @ [29307.3] taker",
      ]),
    Table(
      name: "funding at 16:00, at the price that comes, on what is open",
      header: ["funding: 0.01% per 8h"],
      rules: [enter], prices: [29_900, 30_000, 30_100, 30_200, 30_300],
      // The clock of the tapes begins at 08:00.
      seconds: [0, 60, 28_799, 28_801, 28_802], mirrors: false, ends: true,
      trace: first + ["3 funding 1.51", "4 fill end 500 @ [30300] taker", "4 closed 148.49"]),
    Table(
      name: "funding is received by a short", header: ["funding: 0.01% per 8h", "stop: [31000]"],
      rules: [enter], prices: [30_100, 30_000, 30_000, 30_000], seconds: [0, 60, 28_800, 57_600],
      side: .short,
      mirrors: false, ends: true,
      trace: [
        "1 fill entry 1 500 @ [30000] taker", "1 stop [31000]", "2 funding -1.5", "3 funding -1.5",
        "3 fill end 500 @ [30000] taker", "3 closed 3",
      ]),
  ]

  // What one unit cost is 30,000 + 15; closing pays 0.05% of the price: 30,015 / 0.9995 = 30,030.02.
  static let breakeven = [
    Table(
      name: "breakeven with fees", header: ["fees: 0.05%"],
      rules: [enter, "from [30500] stop to breakeven"],
      prices: [29_900, 30_000, 30_500], mirrors: false, trace: first + ["2 stop [30030.1]"]),
    Table(
      name: "breakeven with fees, short", header: ["fees: 0.05%", "stop: [31000]"],
      // 29,985 / 1.0005 = 29,970.01, down.
      rules: [enter, "from [29500] stop to breakeven"], prices: [30_100, 30_000, 29_500],
      side: .short,
      mirrors: false,
      trace: ["1 fill entry 1 500 @ [30000] taker", "1 stop [31000]", "2 stop [29970]"]),
    Table(
      name: "breakeven with slippage", header: ["fees: 0.05%", "slippage: 2 ticks"],
      // (30,000.2 + 15.0001) / 0.9995 + 0.2 = 30,030.415.
      rules: [enter, "from [30500] stop to breakeven"], prices: [29_900, 30_000, 30_500],
      mirrors: false,
      trace: ["1 fill entry 1 500 @ [30000.2] taker", "1 stop [29000]", "2 stop [30030.5]"]),
    Table(
      name: "breakeven with funding, after a partial exit",
      header: ["fees: 0.05%", "funding: 0.01% per 8h"],
      // Each unit paid 15 + 3.01 whatever was sold: 30,018.01 / 0.9995 = 30,033.03.
      rules: [enter, "at [30400] take 50%", "from [30500] stop to breakeven"],
      prices: [29_900, 30_000, 30_100, 30_450, 30_500], seconds: [0, 60, 28_800, 28_801, 28_802],
      mirrors: false,
      trace: first + ["2 funding 1.505", "3 fill target 1 250 @ [30400] maker", "4 stop [30033.1]"]),
    Table(
      name: "breakeven of a resting entry", header: ["fees: {maker: 0.02%, taker: 0.05%}"],
      // (30,000 + 6) / 0.9995 = 30,021.01.
      rules: ["enter 50% at [30000]", "from [30500] stop to breakeven"],
      prices: [30_100, 29_999, 30_500],
      mirrors: false,
      trace: ["1 fill entry 1 500 @ [30000] maker", "1 stop [29000]", "2 stop [30021.1]"]),
  ]

  @Test(arguments: guards) func eachGuard(_ table: Table) throws { try table.check() }
  @Test(arguments: venue) func eachOfTheVenue(_ table: Table) throws { try table.check() }
  @Test(arguments: breakeven) func eachBreakeven(_ table: Table) throws { try table.check() }
}
