import Testing
import Trading

/// Stop moves, room and trails. The first fill is at 30,000, 1R is 1000, room 250.
@Suite struct StopTables {
  private static let first = ["1 fill entry 1 500 @ [30000] taker", "1 stop [29000]"]
  private static let enter = "enter 50% on break [30000]"

  static let moves = [
    Table(
      name: "a move waits for its room", rules: [enter, "from 0.1R stop to first entry"],
      prices: [29_900, 30_000, 30_100, 30_249.9, 30_250], trace: first + ["4 stop [30000]"]),
    Table(
      name: "room of its own", rules: [enter, "from 0.1R stop to first entry room 0.15R"],
      prices: [29_900, 30_000, 30_100, 30_149.9, 30_150], trace: first + ["4 stop [30000]"]),
    Table(
      name: "the header's room", header: ["room: 0.4R"],
      rules: [enter, "from 0.1R stop to first entry"],
      prices: [29_900, 30_000, 30_100, 30_399.9, 30_400], trace: first + ["4 stop [30000]"]),
    Table(
      name: "no room: a tick on the losing side",
      rules: [enter, "from 0.2R stop to [30300] room 0 ticks"],
      prices: [29_900, 30_000, 30_200, 30_300, 30_300.1], trace: first + ["4 stop [30300]"]),
    Table(
      name: "the stop of a target acts with its first part",
      rules: [enter, "at 1R take 30%, stop to first entry"],
      prices: [29_900, 30_000, 31_000.1],
      trace: first + ["2 fill target 1 150 @ [31000] maker", "2 stop [30000]"]),
    Table(
      name: "a stop moved by a price does not stop on that price",
      rules: [enter, "at 1R take 30%, stop to 0.9R room 0 ticks"],
      prices: [29_900, 30_000, 31_000.1, 30_900],
      trace: first + [
        "2 fill target 1 150 @ [31000] maker", "2 stop [30900]", "3 fill stop 350 @ [30900] taker",
        "3 closed 465",
      ]),
    Table(
      name: "a rule's new move replaces its old one",
      rules: [enter, "enter 20% at [29900]", "from tranche 1, stop to last fill minus 0.2R"],
      prices: [29_950, 29_960, 29_990, 30_000, 29_890, 29_949.9, 29_950, 30_050, 30_100],
      trace: [
        "3 fill entry 1 500 @ [30000] taker", "3 stop [29000]",
        "4 fill entry 2 200 @ [29900] maker",
        "6 stop [29700]",
      ]),
    Table(
      name: "from tranche N: at its fill and at every later one",
      rules: [
        enter, "enter 20% on break [30300]", "enter 20% on break [30600]",
        "from tranche 2, stop to last fill minus 0.6R",
      ], prices: [29_900, 30_000, 30_300, 30_600],
      trace: first + [
        "2 fill entry 2 200 @ [30300] taker", "2 stop [29700]",
        "3 fill entry 3 200 @ [30600] taker",
        "3 stop [30000]",
      ]),
    Table(
      name: "from tranche N: a later tranche that fills before N does not count",
      rules: [
        enter, "enter 20% on break [30600]", "enter 20% on break [30300]",
        "from tranche 2, stop to last fill minus 0.6R",
      ], prices: [29_900, 30_000, 30_300, 30_600],
      trace: first + [
        "2 fill entry 3 200 @ [30300] taker", "3 fill entry 2 200 @ [30600] taker",
        "3 stop [30000]",
      ]),
    Table(
      name: "when tranche N fills: once",
      rules: [
        enter, "enter 20% on break [30300]", "enter 20% on break [30600]",
        "when tranche 2 fills stop to last fill minus 0.6R",
      ], prices: [29_900, 30_000, 30_300, 30_600],
      trace: first + [
        "2 fill entry 2 200 @ [30300] taker", "2 stop [29700]",
        "3 fill entry 3 200 @ [30600] taker",
      ]),
    Table(
      name: "last: the price on which the rule fired",
      rules: [enter, "from 0.5R stop to last minus 0.2R"],
      prices: [29_900, 30_000, 30_510, 30_559.9, 30_700],
      trace: first + ["4 stop [30310]"]),
    Table(
      name: "moves of one price, in plan order; never looser",
      rules: [
        enter, "from 1R stop to [30500]", "from 1R stop to [30200]", "from 1R stop to [30600]",
      ],
      prices: [29_900, 30_000, 31_000], trace: first + ["2 stop [30500]", "2 stop [30600]"]),
    Table(
      name: "X is taken anew while the move waits",
      // The average is 30,200 with the second tranche; entry waits for its room beyond that.
      rules: [enter, "enter 50% on break [30400]", "from 0.1R stop to entry room 0.3R"],
      prices: [29_900, 30_000, 30_100, 30_400, 30_499.9, 30_500],
      trace: first + ["3 fill entry 2 500 @ [30400] taker", "5 stop [30200]"]),
    Table(
      name: "breakeven, of what is open", rules: [enter, "at 1R take 30%, stop to breakeven"],
      prices: [29_900, 30_000, 31_001],
      trace: first + ["2 fill target 1 150 @ [31000] maker", "2 stop [30000]"]),
  ]

  static let trails = [
    Table(
      name: "a trail begins at its trigger's price and counts whole steps",
      rules: [enter, "from 1R trail 0.5R"],
      prices: [29_900, 30_000, 31_120, 31_149.9, 31_150, 31_000, 31_200],
      trace: first + [
        "2 trail begins [31000]", "2 stop [30600]", "4 stop [30650]", "6 stop [30700]",
      ]),
    Table(
      name: "a trail of a resting target begins at the target's price",
      rules: [enter, "at 1R take 30%, trail 0.5R"], prices: [29_900, 30_000, 31_130, 31_150],
      trace: first + [
        "2 fill target 1 150 @ [31000] maker", "2 trail begins [31000]", "2 stop [30600]",
        "3 stop [30650]",
      ]),
    Table(
      name: "a trail of a resting entry begins at the entry's price",
      rules: ["enter 50% at [30000], trail 0.5R"],
      prices: [30_100, 29_950, 30_060],
      trace: [
        "1 fill entry 1 500 @ [30000] maker", "1 stop [29000]", "1 trail begins [30000]",
        "1 stop [29500]",
        "2 stop [29550]",
      ]),
    Table(
      name: "a trail without a trigger begins with the first fill",
      rules: [enter, "trail 0.5R step 0.2R"],
      prices: [29_900, 30_000, 30_199.9, 30_200, 30_399.9, 30_400],
      trace: first + [
        "1 trail begins [30000]", "1 stop [29500]", "3 stop [29700]", "5 stop [29900]",
      ]),
    Table(
      name: "a trail in ticks", rules: [enter, "from [30500] trail 2000 ticks step 500 ticks"],
      prices: [29_900, 30_000, 30_520, 30_550, 30_649.9],
      trace: first
        + ["2 trail begins [30500]", "2 stop [30300]", "3 stop [30350]", "4 stop [30400]"]),
    Table(
      name: "a trail that is looser than the stop waits",
      rules: [enter, "stop to [29700]", "trail 0.5R"],
      prices: [29_900, 30_000, 30_200, 30_249.9, 30_250],
      trace: first + ["1 stop [29700]", "1 trail begins [30000]", "4 stop [29750]"]),
    Table(
      // D is 2% of the mark; the step is a tenth of 600, fixed.
      name: "a trail in per cent is of the mark", rules: [enter, "trail 2%"],
      prices: [29_900, 30_000, 30_059.9, 30_060, 30_120], mirrors: false,
      trace: first + [
        "1 trail begins [30000]", "1 stop [29400]", "3 stop [29458.8]", "4 stop [29517.6]",
      ]),
    Table(
      name: "a trail in per cent, short", header: ["stop: [31000]"],
      rules: ["enter 50% on break [30000]", "trail 2%"],
      prices: [30_100, 30_000, 29_940], side: .short, mirrors: false,
      // 29,940 + 598.8.
      trace: [
        "1 fill entry 1 500 @ [30000] taker", "1 stop [31000]", "1 trail begins [30000]",
        "1 stop [30600]",
        "2 stop [30538.8]",
      ]),
    Table(
      name: "a trail rounds to the side of profit", header: ["stop: [29000.1]"],
      // 1R is 999.9; a third of it 333.3, 0.05R 49.995.
      rules: [enter, "trail 0.35R step 0.1R"], prices: [29_900, 30_000, 30_100],
      // 30,000 − 349.965 and 30,099.99 − 349.965.
      trace: [
        "1 fill entry 1 500 @ [30000] taker", "1 stop [29000.1]", "1 trail begins [30000]",
        "1 stop [29650.1]",
        "2 stop [29750.1]",
      ]),
    Table(
      name: "a trail's stop that price gaps through",
      rules: [enter, "from 0.5R trail 10 ticks step 0.5R"],
      prices: [29_900, 30_000, 30_999, 30_450, 31_000],
      trace: first + [
        "2 trail begins [30500]", "2 stop [30499]", "3 fill stop 500 @ [30450] taker",
        "3 closed 225",
      ]),
  ]

  @Test(arguments: moves) func eachMove(_ table: Table) throws { try table.check() }
  @Test(arguments: trails) func eachTrail(_ table: Table) throws { try table.check() }
}

@Suite struct LoosenedStopTests {
  /// A person who loosens the stop is told, before and after, that the running trail ends.
  @Test func theTrailsEndIsTold() throws {
    let plan = """
      plan: trailed
      instrument: BTCUSDT
      side: long
      size: 0.500
      stop: 29300
      rules:
        - enter 50% on break 30000
        - from 1R trail 1R
      """
    let tape = Worked.tape([29_900, 30_000, 30_800])
    var rehearsal = try Worked.rehearsal(plan, tape)
    let tick = tape.tick(at: 2)
    let sentence = "stop to 29500 because \"room\""
    guard case .possible(let table) = Preview.outcome(sentence, of: rehearsal.trade, at: tick) else {
      Issue.record("the stop can be loosened with a reason")
      return
    }
    #expect(table.summary.contains("ends the trail of \"from 1R trail 1R\""), "\(table.summary)")
    let hand = HandAction(sentence: sentence, seenSequence: rehearsal.trade.sequence, seenPrice: tick.price)
    try rehearsal.act(.hand(hand, tick, age: nil))
    let story = rehearsal.events.compactMap { rehearsal.trade.story($0)?.text }
    #expect(story.contains("\"from 1R trail 1R\" ended: the stop was loosened"))
    let row = rehearsal.trade.snapshot(Surroundings(feed: FeedStatus(name: ""))).tranches.last
    #expect(row?.state == .cancelled("the stop was loosened"))
  }
}
