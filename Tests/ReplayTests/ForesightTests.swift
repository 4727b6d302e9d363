import Replay
import StrictYAML
import Testing

@testable import Trading

/// The look ahead says what the same engine does with a real paper broker once price goes there.
@Suite struct ForesightTests {
  /// Walks a trade and what is imagined of it through the same prices, away from where it stands.
  private func compare(_ start: Rehearsal, _ tick: Tick, isUp: Bool, _ place: String) throws -> Int {
    var real = start
    var imagined = ImaginedRun(start.trade)
    var price = tick.price
    var compared = 0
    for _ in 0..<16 {
      guard !real.trade.isClosed, let next = imagined.nextPrice(isUp, from: price) else { break }
      let band = real.band(at: Tick(index: tick.index, time: tick.time, price: price))
      let edge = isUp ? max(Int(band.high), price.ticks + 1) : min(Int(band.low), price.ticks - 1)
      #expect(next.ticks == edge, "\(place): the edge from \(price.ticks)")
      price = next
      let (told, said) = (real.events.count, imagined.events.count)
      let there = Tick(index: tick.index, time: tick.time, price: price)
      try real.pass(there)
      try imagined.pass(there)
      let expected = real.events[told...].map(\.fact)
      // The venue's own price for a liquidation is the broker's affair.
      if expected.contains(where: { if case .liquidated = $0 { true } else { false } }) { break }
      let found = imagined.events[said...].map(\.fact)
      #expect(found == expected, "\(place): \(start.trade.plan.name) at \(price.ticks)")
      guard found == expected else { break }
      compared += expected.count
    }
    return compared
  }

  @Test func itIsWhatThePaperBrokerDoes() throws {
    var compared = 0
    try BrokenOff.each(1...120) { start, last, place in
      for isUp in [true, false] { compared += try compare(start, last, isUp: isUp, place) }
    }
    #expect(compared > 1_000, "there was something to compare: \(compared)")
  }

  /// Within the band, and before its deadline, what lies ahead is the same at every price and time: the owner looks
  /// ahead once and not at every picture.
  @Test func itHoldsWithinTheBand() throws {
    var compared = 0
    try BrokenOff.each(1...200) { start, last, place in
      let band = start.band(at: last)
      guard band.holds(ticks: Int32(last.price.ticks), microseconds: last.time.microseconds) else { return }
      let expected = start.trade.outlook(from: last.price, time: last.time)
      let edges = [
        Int(band.low) + 1, min(Int(band.high) - 1, last.price.ticks * 2), last.price.ticks + 1,
        last.price.ticks - 1,
      ]
      for price in edges where price > 0 {
        let time = min(band.deadline - 1, last.time.microseconds + 3_600_000_000)
        guard band.holds(ticks: Int32(price), microseconds: time) else { continue }
        let found = start.trade.outlook(from: Price(ticks: price), time: Timestamp(microseconds: time))
        #expect(found == expected, "\(place) at \(price)\n\(start.trade.opening.planText)")
        compared += 1
      }
    }
    #expect(compared > 200, "there was something to compare: \(compared)")
  }

  private func next(_ prices: [Double], _ plan: String = PyramidTests.pyramid) throws -> (
    up: NextEvent?, down: NextEvent?
  ) {
    let tape = Worked.tape(prices)
    let rehearsal = try Worked.rehearsal(plan, tape)
    let last = tape.tick(at: tape.count - 1)
    var surroundings = Surroundings(feed: FeedStatus(name: "test"))
    surroundings.feed.time = last.time
    surroundings.last = last.price
    let snapshot = rehearsal.trade.snapshot(surroundings)
    return (snapshot.nextUp, snapshot.nextDown)
  }

  /// A trail begins at 1R and a target there, one tick behind, moves the stop once more: the table tells what stands.
  @Test func theStopIsToldAsItStandsAfterAllThatActs() throws {
    let plan = """
      plan: both
      instrument: BTCUSDT
      side: long
      size: 1.000
      stop: 29300
      room: 0R
      rules:
        - enter 50% on break 30000
        - then enter 50% on break 40000
        - at 1R take 50%, stop to breakeven
        - from 1R trail 1R
      """
    let tape = Worked.tape([29_900, 29_950, 30_000, 30_100])
    let rehearsal = try Worked.rehearsal(plan, tape)
    let last = tape.tick(at: tape.count - 1)
    let outlook = rehearsal.trade.outlook(from: last.price, time: last.time)
    #expect(outlook.stopMove?.price.ticks == 307_000)
    #expect(outlook.stopLevel == rehearsal.trade.breakeven)
  }

  @Test func aRetestArmsBeforeItBuys() throws {
    let near = try next([29_900, 29_950, 30_000, 30_010])
    #expect(near.up?.price.ticks == 300_601)
    #expect(near.up?.step == "tranche 2")
    #expect(near.up?.outcome == "arms: then the way back to 30,060.0 begins the hold")
    #expect(near.up?.brief?.outcomes == ["arms tranche 2 for 30,060.0"])
    let armed = try next([29_900, 29_950, 30_000, 30_100])
    #expect(armed.down?.price.ticks == 300_600)
    #expect(armed.down?.outcome == "the hold of 5m begins")
    #expect(armed.up?.price.ticks == 307_000)
    #expect(armed.up?.step == nil)
    #expect(armed.up?.outcome.hasPrefix("sells 0.150, 0.350 stays: ") == true)
    #expect(armed.up?.outcome.contains("stop to 30,030.1") == true, "what it sets off is told with it")
    #expect(armed.up?.brief?.sentence == "T1")
    let brief = armed.up?.brief?.outcomes ?? []
    #expect(brief.first?.hasPrefix("sells 0.150, +") == true)
    #expect(
      brief.last == "sells 0.150, stop to 30,030.1 …", "the entries that it cancels are hinted at: \(brief)")
  }

  /// A tranche whose trigger came and that is held buys where it is let go, not at its trigger.
  @Test func aHeldTrancheIsToldWhereItBuys() throws {
    let held = try next([
      29_900, 29_950, 30_000, 30_100, 30_050, 30_040, 30_030, 30_030, 30_020, 30_010, 30_012.4,
    ])
    // 0.1R from the first fill is 30,070, where the retest is out of its reach, 30,060 + 0.1R, not yet.
    #expect(held.up?.price.ticks == 300_700)
    #expect(held.up?.outcome.hasPrefix("buys 0.300: 0.800 at ") == true)
    #expect(held.down?.price.ticks != 300_000)
  }

  @Test func aFillTellsTheStopItMoves() throws {
    let plan = """
      plan: two
      instrument: BTCUSDT
      side: long
      size: 1.000
      stop: 29300
      room: 0R
      rules:
        - enter 50% on break 30000
        - then enter 50% on break 30600
        - from tranche 2, stop to entry
      """
    let told = try next([29_900, 29_950, 30_000, 30_100], plan)
    #expect(told.up?.price.ticks == 306_000)
    #expect(told.up?.outcome.hasPrefix("buys 0.500: 1.000 at 30,300.0; stop 30,300.0, ") == true)
    #expect(told.down?.sentence == "stop: initial")
    #expect(told.up?.brief == .init(sentence: "tranche 2", outcomes: ["buys 0.500, stop 30,300.0"]))
    #expect(told.down?.brief?.sentence == "stop")
    #expect(told.down?.brief?.outcomes.first?.hasPrefix("sells all 0.500, net −") == true)
  }

  /// A trail from 2R begins at 2R, the target there fills one tick beyond: one line tells both.
  @Test func whatHappensAtOneLevelIsToldTogether() throws {
    let told = try next([29_900, 29_950, 30_000, 30_100, 30_701, 31_200])
    #expect(told.up?.price.ticks == 314_000)
    #expect(told.up?.sentence == "at 2R take 30%, stop to 1R")
    #expect(told.up?.outcome.hasPrefix("sells 0.150, 0.200 stays: ") == true)
    #expect(told.up?.outcome.contains("the trail begins") == true)
  }

  /// Two targets rest where an add waits: leapt over, they sell first; traded itself, the price buys first, and there is
  /// more to sell. Both deeds are told, in the fewest words too.
  @Test func buysAndSalesAtOnePriceAreBothTold() throws {
    let plan = """
      plan: two
      instrument: BTCUSDT
      side: long
      size: 1.000
      stop: 29300
      entries: keep
      rules:
        - enter 50% on break 30000
        - enter 20% on break 30700
        - at 30700 take 30%
        - at 30700 take 20%
      """
    let told = try next([29_900, 29_950, 30_000, 30_100], plan)
    let outcome = try #require(told.up?.outcome)
    #expect(
      outcome.hasPrefix("buys 0.200: 0.450 at ") && outcome.contains("sells 0.250, 0.450 stays"), "\(outcome)"
    )
    #expect(outcome.hasSuffix("; otherwise if 30,700.0 itself is traded"), "\(outcome)")
    let brief = try #require(told.up?.brief?.outcomes)
    #expect(brief.allSatisfy { $0.hasPrefix("sells 0.250 and buys 0.200") && $0.hasSuffix(" …") }, "\(brief)")
    let alone = try next(
      [29_900, 29_950, 30_000, 30_100], plan.replacing("  - enter 20% on break 30700\n", with: ""))
    #expect(alone.up?.outcome.contains("otherwise") == false)
  }

  /// A tranche for which nothing of the plan is left brings nothing nearer.
  @Test func whatCanBuyNothingIsNoStep() throws {
    let plan = """
      plan: full
      instrument: BTCUSDT
      side: long
      size: 1.000
      stop: 29300
      rules:
        - enter 50% on break 30000
        - then enter 50% on break 29900
      """
    let tape = Worked.tape([29_900, 29_950, 30_000, 30_300])
    var rehearsal = try Worked.rehearsal(plan, tape)
    let last = tape.tick(at: tape.count - 1)
    let arming = rehearsal.trade.outlook(from: last.price, time: last.time).down
    #expect(arming?.outcome == "arms: then acts at 29,900.0")
    try rehearsal.act(
      .hand(
        HandAction(
          sentence: "enter 50% because \"all\"", seenSequence: rehearsal.trade.sequence, seenPrice: last.price
        ),
        last, age: nil))
    #expect(rehearsal.trade.position.entered == rehearsal.trade.total)
    let down = rehearsal.trade.outlook(from: last.price, time: last.time).down
    #expect(down?.sentence == "stop: initial")
  }
}
