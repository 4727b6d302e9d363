import Replay
import Testing
import Trading

/// What waits is moved by hand, as a stop is: `tranche 2 to 30250`.
@Suite struct MovingTables {
  static let moves = [
    Table(
      name: "a tranche is bought where it was moved to, and what is chained to it follows",
      rules: [
        "enter 50% on break [30000]", "then enter 30% on break [30200]", "then enter 20% on break [30300]",
      ],
      prices: [29_900, 30_000, 30_100, 30_200, 30_250, 30_300], byHand: [2: "tranche 2 to [30250]"],
      trace: [
        "1 fill entry 1 500 @ [30000] taker", "1 stop [29000]", "4 fill entry 2 300 @ [30250] taker",
        "5 fill entry 3 200 @ [30300] taker",
      ]),
    Table(
      name: "a target is sold where it was moved to, with all that its sentence says",
      rules: ["enter 50% on break [30000]", "at 1R take 50%, stop to breakeven room 0 ticks"],
      prices: [29_900, 30_000, 30_100, 30_500, 30_501, 30_600], byHand: [2: "target 1 to [30500]"],
      trace: [
        "1 fill entry 1 500 @ [30000] taker", "1 stop [29000]", "4 fill target 1 250 @ [30500] maker",
        "4 stop [30000]",
      ]),
    Table(
      // The price on which it begins to wait anew fires nothing; a break needs a trade short of it.
      name: "a break that price has passed waits for price to come back",
      rules: ["enter 50% on break [30000]", "enter 20% on break [30500]"],
      prices: [29_900, 30_000, 30_300, 30_310, 30_190, 30_200], byHand: [2: "tranche 2 to [30200]"],
      trace: [
        "1 fill entry 1 500 @ [30000] taker", "1 stop [29000]", "5 fill entry 2 200 @ [30200] taker",
      ]),
  ]

  @Test(arguments: moves) func eachMove(_ table: Table) throws { try table.check() }

  static let refusals = [
    ("tranche 1 to 30100", "tranche 1 does not wait"),
    ("tranche 2 to 30500", "tranche 2 waits at 30,500.0 already"),
    ("target 1 to 29900", "an exit at or behind the first fill 30,000.0 is refused"),
    ("target 1 to 30000", "an exit at or behind the first fill 30,000.0 is refused"),
    ("target 2 to 31500", "there is no target 2"),
  ]

  @Test(arguments: refusals) func whatCannotBeMovedSaysWhy(sentence: String, reason: String) throws {
    let table = Table(
      name: "", rules: ["enter 50% on break [30000]", "enter 20% on break [30500]", "at 1R take 30%"],
      prices: [29_900, 30_000, 30_100], trace: [])
    let trade = try table.rehearsal().trade
    let tick = Tick(index: 2, time: trade.lastEventTick.time, price: Price(ticks: 301_000))
    guard case .refused(let refusal) = Preview.outcome(sentence, of: trade, at: tick) else {
      Issue.record("\(sentence) is not refused")
      return
    }
    #expect(refusal.message.hasPrefix(reason), "\(refusal.message)")
  }

  @Test func aMoveIsPreviewedAndToldInTheStory() throws {
    let table = Table(
      name: "", rules: ["enter 50% on break [30000]", "enter 20% on break [30500]", "at 1R take 30%"],
      prices: [29_900, 30_000, 30_100], byHand: [2: "target 1 to [30700]"], trace: [])
    let rehearsal = try table.rehearsal()
    let story = rehearsal.events.compactMap { rehearsal.trade.story($0)?.text }
    #expect(story.contains("T1 to 30,700.0, by hand"))
    let tick = Tick(index: 2, time: rehearsal.trade.lastEventTick.time, price: Price(ticks: 301_000))
    guard case .possible(let shown) = Preview.outcome("tranche 2 to 30400", of: rehearsal.trade, at: tick)
    else {
      Issue.record("a move is possible")
      return
    }
    #expect(shown.summary == "tranche 2 to 30,400.0")
    #expect(!shown.onlyReducesRisk)
    let snapshot = rehearsal.trade.snapshot(Surroundings(feed: FeedStatus(name: "")))
    #expect(snapshot.orders.contains { $0.label == "T1" && $0.price == Price(ticks: 307_000) })
  }
}
