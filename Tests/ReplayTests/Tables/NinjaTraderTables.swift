import Testing

/// The examples of NinjaTrader's auto-breakeven and auto-trail in our language. Long at 1000, a tick is 0.25, unless
/// a table says so. Where ours does something else on purpose, the table says what.
@Suite struct NinjaTraderTables {
  private static let quarters = Contract.plain(digits: 2, tickUnits: 25, around: 1000)
  private static let whole = ["first entry: 100%", "stop: [990]"]
  private static let first = ["1 fill entry 1 10 @ [1000] taker", "1 stop [990]"]
  private static let enter = "enter 10 on break [1000]"

  static let breakeven = [
    Table(
      // Profit trigger 8 ticks: at 1002 the stop is 1000. Once: what comes later moves nothing.
      name: "auto-breakeven: at the trigger the stop goes to the entry", header: whole,
      rules: [enter, "from 8 ticks stop to entry room 0 ticks"],
      prices: [999, 1000, 1001.75, 1002, 1000.25, 1003, 1005], contract: quarters,
      trace: first + ["3 stop [1000]"]),
    Table(
      // Short 10200, trigger 10 ticks of 1, plus 2: at 10190 the stop is 10198.
      name: "auto-breakeven plus", header: ["first entry: 100%", "stop: [10250]"],
      rules: ["enter 10 on break [10200]", "from 10 ticks stop to entry plus 2 ticks room 0 ticks"],
      prices: [10_201, 10_200, 10_191, 10_190, 10_197, 10_198], side: .short,
      contract: .plain(digits: 0, tickUnits: 1, around: 10_200),
      trace: [
        "1 fill entry 1 10 @ [10200] taker", "1 stop [10250]", "3 stop [10198]",
        "5 fill stop 10 @ [10198] taker", "5 closed 20",
      ]),
    Table(
      // Theirs counts from the average always. Ours says which: `n ticks` from the first fill, `entry` the average.
      name: "auto-breakeven of the average", header: whole,
      rules: [
        "enter 5 on break [1000]", "enter 5 on break [1001]",
        "from entry plus 8 ticks stop to entry room 0 ticks",
      ],
      prices: [999, 1000, 1001, 1002, 1002.25, 1002.5], contract: quarters,
      trace: [
        "1 fill entry 1 5 @ [1000] taker", "1 stop [990]", "2 fill entry 2 5 @ [1001] taker",
        "5 stop [1000.5]",
      ]),
    Table(
      // Theirs has moved and stays. Ours too, unless the rule is renewed by every fill.
      name: "an average that moves behind auto-breakeven", header: whole,
      rules: [
        "enter 5 on break [1000]", "enter 5 on break [1003]", "from 8 ticks stop to entry room 0 ticks",
      ],
      prices: [999, 1000, 1002, 1003, 1005], contract: quarters,
      trace: [
        "1 fill entry 1 5 @ [1000] taker", "1 stop [990]", "2 stop [1000]", "3 fill entry 2 5 @ [1003] taker",
      ]),
    Table(
      name: "an average that is followed", header: whole,
      rules: [
        "enter 5 on break [1000]", "enter 5 on break [1003]", "from tranche 1, stop to entry room 8 ticks",
      ],
      prices: [999, 1000, 1002, 1003, 1003.25, 1003.5], contract: quarters,
      trace: [
        "1 fill entry 1 5 @ [1000] taker", "1 stop [990]", "2 stop [1000]", "3 fill entry 2 5 @ [1003] taker",
        "5 stop [1001.5]",
      ]),
  ]

  static let trail = [
    Table(
      // T = 8, S = 4, F = 1: +4 when price is at +8, then one for one, and never back.
      name: "auto-trail 8, 4, 1", header: whole, rules: [enter, "from 8 ticks trail 4 ticks step 1 ticks"],
      prices: [999, 1000, 1001.75, 1002, 1002.25, 1002.75, 1002, 1003], contract: quarters,
      trace: first + [
        "3 trail begins [1002]", "3 stop [1001]", "4 stop [1001.25]", "5 stop [1001.75]", "7 stop [1002]",
      ]),
    Table(
      // F = 5: it moves at +8, +13, +18 alone: 1002, 1003.25, 1004.5.
      name: "auto-trail 8, 4, 5", header: whole, rules: [enter, "from 8 ticks trail 4 ticks step 5 ticks"],
      prices: [999, 1000, 1002, 1003, 1003.25, 1004.25, 1004.5], contract: quarters,
      trace: first + ["2 trail begins [1002]", "2 stop [1001]", "4 stop [1002.25]", "6 stop [1003.5]"]),
    Table(
      // At +20 k = ⌊(20 − 8) / 5⌋ = 2 and the stop +8 + 2·5 − 4 = +14, also when price leaps there.
      name: "auto-trail counts from its trigger, not from the price that came", header: whole,
      rules: [enter, "from 8 ticks trail 4 ticks step 5 ticks"], prices: [999, 1000, 1005],
      contract: quarters, trace: first + ["2 trail begins [1002]", "2 stop [1003.5]"]),
    Table(
      // Three steps, each nearer: 8/4/1, 16/2/1, 24/1/1. Each supersedes the one before it.
      name: "auto-trail in three steps", header: whole,
      rules: [
        enter, "from 8 ticks trail 4 ticks step 1 ticks", "from 16 ticks trail 2 ticks step 1 ticks",
        "from 24 ticks trail 1 ticks step 1 ticks",
      ],
      prices: [999, 1000, 1002, 1003.75, 1004, 1004.25, 1005.75, 1006, 1007], contract: quarters,
      trace: first + [
        "2 trail begins [1002]", "2 stop [1001]", "3 stop [1002.75]",
        // Ours goes on with both, in plan order on one price; the nearer one is what is left.
        "4 trail begins [1004]", "4 stop [1003]", "4 stop [1003.5]", "5 stop [1003.75]",
        "6 stop [1004.75]", "6 stop [1005.25]",
        "7 trail begins [1006]", "7 stop [1005.5]", "7 stop [1005.75]",
        "8 stop [1006]", "8 stop [1006.5]", "8 stop [1006.75]",
      ]),
    Table(
      // Theirs lets a wider second step take over and stand still meanwhile. Ours: the nearer trail goes on.
      name: "a later trail that is wider binds nothing", header: whole,
      rules: [
        enter, "from 8 ticks trail 2 ticks step 1 ticks", "from 16 ticks trail 6 ticks step 1 ticks",
      ],
      prices: [999, 1000, 1002, 1004, 1004.25], contract: quarters,
      trace: first + [
        "2 trail begins [1002]", "2 stop [1001.5]", "3 trail begins [1004]", "3 stop [1003.5]",
        "4 stop [1003.75]",
      ]),
    Table(
      // Breakeven and trail of one strategy: breakeven first, then the trail from where it is tighter.
      name: "auto-breakeven, then auto-trail", header: whole,
      rules: [
        enter, "from 4 ticks stop to entry room 0 ticks", "from 8 ticks trail 6 ticks step 1 ticks",
      ],
      prices: [999, 1000, 1001, 1001.75, 1002, 1002.25], contract: quarters,
      trace: first + [
        "2 stop [1000]", "4 trail begins [1002]", "4 stop [1000.5]", "5 stop [1000.75]",
      ]),
  ]

  static let brackets = [
    Table(
      // What is added joins the strategy: one stop for all of it, and the target's share grows (their outer bracket).
      name: "scaling in while the strategy is active", header: whole,
      rules: [
        "enter 5 on break [1000]", "enter 5 on break [1001]", "at [1004] take 40%",
        "from 4 ticks trail 4 ticks step 1 ticks",
      ],
      prices: [999, 1000, 1001, 1002, 1004.25, 1003.25], contract: quarters,
      trace: [
        "1 fill entry 1 5 @ [1000] taker", "1 stop [990]", "2 fill entry 2 5 @ [1001] taker",
        "2 trail begins [1001]", "2 stop [1000]", "3 stop [1001]",
        "4 fill target 1 4 @ [1004] maker", "4 stop [1003.25]", "5 fill stop 6 @ [1003.25] taker",
        // 4·3.5 + 6·2.75.
        "5 closed 30.5",
      ]),
    Table(
      // A target of 0 is the runner: nothing but the stop ends it.
      name: "a runner leaves by the stop alone", header: whole,
      rules: [
        enter, "at [1004] take 50%, stop to entry room 0 ticks", "from [1004] trail 8 ticks step 4 ticks",
      ],
      prices: [999, 1000, 1004.25, 1050, 1048],
      contract: quarters,
      trace: first + [
        "2 fill target 1 5 @ [1004] maker", "2 stop [1000]", "2 trail begins [1004]", "2 stop [1002]",
        "3 stop [1048]", "4 fill stop 5 @ [1048] taker", "4 closed 260",
      ]),
    Table(
      // Chase if touched, limit 3 ticks. Theirs follows price with its limit; ours waits until price is within reach.
      name: "chase begins with the touch and has its limit", header: whole,
      rules: ["enter 10 chase 3 ticks on touch [1000]"], prices: [999, 1001, 1001.25, 1000.75],
      contract: quarters, trace: ["3 fill entry 1 10 @ [1000.75] taker", "3 stop [990]"]),
  ]

  static let byHand = [
    Table(
      // Marks are counted from the trail's own trigger, whoever moved the stop meanwhile.
      name: "a stop tightened by hand stays, and the trail goes on from its marks", header: whole,
      rules: [enter, "from 8 ticks trail 4 ticks step 5 ticks"],
      prices: [999, 1000, 1002, 1003.25, 1003.5, 1004.5, 1005.75, 1006], contract: quarters,
      byHand: [2: "stop to [1001.5]", 4: "stop to [1003.25]", 5: "stop to [1004.25]"],
      trace: first + [
        "2 trail begins [1002]", "2 stop [1001]", "2 stop [1001.5]", "3 stop [1002.25]", "4 stop [1003.25]",
        // At +18 the trail says 1003.5.
        "5 stop [1003.5]", "5 stop [1004.25]",
        // At +23 it says 1004.75.
        "6 stop [1004.75]",
      ]),
    Table(
      name: "a breakeven that waits is not reset by hand", header: whole,
      rules: [enter, "from 8 ticks stop to entry room 0 ticks"], prices: [999, 1000, 1001, 1002, 1003],
      contract: quarters, byHand: [2: "stop to [995]"], trace: first + ["2 stop [995]", "3 stop [1000]"]),
    Table(
      name: "a breakeven behind a stop moved by hand is spent", header: whole,
      rules: [enter, "from 8 ticks stop to entry room 0 ticks"], prices: [999, 1000, 1001.75, 1002, 1003],
      contract: quarters, byHand: [2: "stop to [1001]"], trace: first + ["2 stop [1001]"]),
    Table(
      // Theirs goes on. Ours takes the hand's word: a loosened stop ends the trail and says so.
      name: "a stop loosened by hand, with a reason, ends the trail", header: whole,
      rules: [enter, "from 8 ticks trail 4 ticks step 1 ticks"],
      prices: [999, 1000, 1002, 1002.25, 1003, 1004], contract: quarters,
      byHand: [3: "stop to [1000] because \"room\""],
      trace: first + ["2 trail begins [1002]", "2 stop [1001]", "3 stop [1001.25]", "3 stop [1000]"]),
  ]

  @Test(arguments: breakeven) func eachBreakeven(_ table: Table) throws { try table.check() }
  @Test(arguments: trail) func eachTrail(_ table: Table) throws { try table.check() }
  @Test(arguments: brackets) func eachBracket(_ table: Table) throws { try table.check() }
  @Test(arguments: byHand) func eachByHand(_ table: Table) throws { try table.check() }
}
