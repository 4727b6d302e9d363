import Testing

/// The stops of Sierra Chart's attached orders in our language: long at 100, a tick is 1, the offsets those of its
/// examples. Where ours does something else on purpose, the table says what.
@Suite struct SierraTables {
  private static let ones = Contract.plain(digits: 0, tickUnits: 1, around: 100)
  private static let enter = "enter 10 on break [100]"

  /// The header with the initial stop so many ticks behind the entry.
  private static func stop(_ ticks: Int) -> [String] { ["first entry: 100%", "stop: \(ticks) ticks"] }

  private static func first(_ stop: Int) -> [String] {
    ["1 fill entry 1 10 @ [100] taker", "1 stop [\(100 - stop)]"]
  }

  static let trailing = [
    Table(
      name: "trailing stop: offset 5", header: stop(5), rules: [enter, "trail 5 ticks step 1 ticks"],
      prices: [99, 100, 101, 100, 103, 98], contract: ones,
      trace: first(5) + [
        "1 trail begins [100]", "2 stop [96]", "4 stop [98]", "5 fill stop 10 @ [98] taker", "5 closed -20",
      ]),
    Table(
      // 100 → 102 moves 95 → 97; 104 → 99.
      name: "step trailing: offset 5, step 2", header: stop(5), rules: [enter, "trail 5 ticks step 2 ticks"],
      prices: [99, 100, 101, 102, 103, 101, 104], contract: ones,
      trace: first(5) + ["1 trail begins [100]", "3 stop [97]", "6 stop [99]"]),
    Table(
      // Initial 10, trigger 6, trail 3: the first holds until the second is reached.
      name: "triggered trailing: three offsets", header: stop(10),
      rules: [enter, "from 6 ticks trail 3 ticks step 1 ticks"],
      prices: [99, 100, 105, 95, 106, 107, 105, 110], contract: ones,
      trace: first(10) + ["4 trail begins [106]", "4 stop [103]", "5 stop [104]", "7 stop [107]"]),
    Table(
      // The step is the trail's offset. Initial 95, trigger 110, trail 5: at 110 105, at 115 110.
      name: "triggered step", header: stop(5), rules: [enter, "from 10 ticks trail 5 ticks step 5 ticks"],
      prices: [99, 100, 109, 110, 114, 112, 115, 119], contract: ones,
      trace: first(5) + ["3 trail begins [110]", "3 stop [105]", "6 stop [110]"]),
  ]

  static let breakeven = [
    Table(
      // Trigger offset 6, breakeven level offset 2.
      name: "offset triggered", header: stop(5), rules: [enter, "from 6 ticks stop to 2 ticks room 0 ticks"],
      prices: [99, 100, 105, 106, 120], contract: ones, trace: first(5) + ["3 stop [102]"]),
    Table(
      // Theirs moves the stops of the other groups, each with its part. Ours is one stop for all that is open.
      name: "triggered by another group's target", header: stop(5),
      rules: [enter, "at [105] take 50%", "when target 1 fills, stop to entry room 0 ticks"],
      prices: [99, 100, 105, 106, 100], contract: ones,
      trace: first(5) + [
        "3 fill target 1 5 @ [105] maker", "3 stop [100]", "4 fill stop 5 @ [100] taker", "4 closed 25",
      ]),
    Table(
      name: "each group's target moves what is left", header: stop(5),
      rules: [
        enter, "at [105] take 30%, stop to entry room 0 ticks",
        "at [110] take 30%, stop to target 1 room 0 ticks",
      ],
      prices: [99, 100, 106, 111, 105], contract: ones,
      trace: first(5) + [
        "2 fill target 1 3 @ [105] maker", "2 stop [100]", "3 fill target 2 3 @ [110] maker", "3 stop [105]",
        "4 fill stop 4 @ [105] taker", "4 closed 65",
      ]),
    Table(
      // A trail with offset 6 and step 3 that stops at the entry. Ours has no trail with an end: its marks are moves.
      name: "trail to breakeven", header: stop(6),
      rules: [
        enter, "from 3 ticks stop to -3 ticks room 0 ticks", "from 6 ticks stop to entry room 0 ticks",
      ],
      prices: [99, 100, 102, 103, 105, 106, 109, 115], contract: ones,
      trace: first(6) + ["3 stop [97]", "5 stop [100]"]),
    Table(
      // The same, begun at 106 with offset 8 and step 2: 98, then 100 and no further.
      name: "offset triggered trail to breakeven", header: stop(10),
      rules: [
        enter, "from 6 ticks stop to -2 ticks room 0 ticks", "from 8 ticks stop to entry room 0 ticks",
      ],
      prices: [99, 100, 105, 106, 107, 108, 115], contract: ones,
      trace: first(10) + ["3 stop [98]", "5 stop [100]"]),
  ]

  static let scaling = [
    Table(
      // What is added joins stop and target: theirs with scale-in on. Off, a bracket of its own: ours never.
      name: "scale in: what is added joins the stop", header: stop(5),
      rules: [
        "enter 5 on break [100]", "enter 5 on break [103]", "trail 5 ticks step 2 ticks", "at [110] take 50%",
      ],
      prices: [99, 100, 102, 103, 104, 111, 105], contract: ones,
      trace: [
        "1 fill entry 1 5 @ [100] taker", "1 stop [95]", "1 trail begins [100]", "2 stop [97]",
        // The marks stay those of the first fill: neither the add nor the average moves them.
        "3 fill entry 2 5 @ [103] taker", "4 stop [99]", "5 fill target 1 5 @ [110] maker", "5 stop [105]",
        "6 fill stop 5 @ [105] taker", "6 closed 60",
      ]),
    Table(
      // Theirs asks whose quantity shrinks: none, nearest, furthest. Ours: a sale by hand is taken from what runs.
      name: "scale out: the stop shrinks, the targets do not", header: stop(5),
      rules: [enter, "at [105] take 50%", "at [110] take 20%"], prices: [99, 100, 102, 106, 95],
      contract: ones, byHand: [2: "take 2"],
      trace: first(5) + [
        "2 fill exit rule 4 2 @ [102] taker", "3 fill target 1 5 @ [105] maker", "4 fill stop 3 @ [95] taker",
        "4 closed 14",
      ]),
    Table(
      // Flat cancels all.
      name: "scale out to nothing: nothing waits any more", header: stop(5) + ["entries: keep"],
      rules: ["enter 5 on break [100]", "enter 5 on break [120]", "at [105] take 50%"],
      prices: [99, 100, 102, 106, 120], contract: ones, byHand: [2: "close"],
      trace: [
        "1 fill entry 1 5 @ [100] taker", "1 stop [95]", "2 fill exit rule 4 5 @ [102] taker", "2 closed 10",
      ]),
  ]

  @Test(arguments: trailing) func eachTrail(_ table: Table) throws { try table.check() }
  @Test(arguments: breakeven) func eachBreakeven(_ table: Table) throws { try table.check() }
  @Test(arguments: scaling) func eachScaling(_ table: Table) throws { try table.check() }
}
