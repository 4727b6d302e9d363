import Markets
import Replay
import Testing
import Trading

@testable import TradeStore

/// What the owner's loop posts of the way of its trade: the path for the chart and the volume at price, both brought up
/// to the price at hand only when a picture is due.
@Suite struct OwnerLoopTests {
  /// The pictures in the order in which they were posted.
  private final class Album {
    var posted: [Posted] = []
    var turns = 0
  }

  /// Paused, so that nothing moves but by these requests; they are heard in the first turn.
  private func pictures(
    _ owner: Owner, _ feed: PacedFeed, _ files: TradeFiles, _ requests: [OwnerRequest.Pace] = []
  ) throws -> [Posted] {
    let album = Album()
    let inbox = try Inbox<OwnerRequest>(capacity: 64)
    for request in requests { #expect(inbox.send(.pace(request))) }
    // Readable from the beginning: nothing is waited for.
    let stop = try WakePipe()
    stop.signal()
    var loop = OwnerLoop(
      owner: owner, feed: feed.feed, feedName: "tape", speed: 1, isPaused: true, inbox: inbox,
      place: PlaceFile(files), publish: { album.posted.append($0) }, turned: { album.turns += 1 })
    try loop.run(stop: stop.readEnd, isStopped: { album.turns >= 1 }, reason: { "test" })
    try loop.finish()
    return album.posted
  }

  private func feed(_ tape: Tape, behind index: Int) -> PacedFeed {
    let feed = PacedFeed(tape: tape, identity: .simulated(seed: 1))
    for _ in 0...index { _ = feed.step(outside: .closed) }
    return feed
  }

  private func extremes(_ path: PricePath) -> [Int?] {
    [path.stretches.map(\.low.ticks).min(), path.stretches.map(\.high.ticks).max()]
  }

  private func extremes(_ tape: Tape, upTo index: Int) -> [Int?] {
    let prices = tape.prices[...index]
    return [prices.min().map(Int.init), prices.max().map(Int.init)]
  }

  @Test func whatWasSkippedIsInThePictureBehindIt() throws {
    let stage = try OwnerStage(OwnerPlans.pyramid, tape: OwnerStage.mountain)
    let scratch = try Scratch()
    let lock = try scratch.begin()
    let posted = try pictures(
      try stage.begin(lock), feed(stage.tape, behind: 0), lock.files, Array(repeating: .nextEvent, count: 6))
    let last = try #require(posted.last)
    #expect(last.tick.index > 50 && last.tick.index < stage.tape.count - 1)
    #expect(posted.first?.tick.index == 0 && posted.first?.snapshot.volume.steps.reduce(0, +) == 1)
    #expect(extremes(last.snapshot.path.prices) == extremes(stage.tape, upTo: last.tick.index))
    let volume = stage.tape.quantities[...last.tick.index].reduce(0, +)
    #expect(last.snapshot.volume.steps.reduce(0, +) == Int(volume))
    #expect(last.snapshot.lastSize?.steps == Int(stage.tape.quantities[last.tick.index]))
    let fills = last.trade.ledger.count
    #expect(fills > 0 && last.snapshot.path.deeds.count >= fills)
    #expect(last.snapshot.path.stops.last?.price == last.trade.stop?.price)
  }

  /// The journal tells events alone; what lay between them is drawn anew from the feed.
  @Test func aResumedTradeIsDrawnFromItsBeginning() throws {
    let stage = try OwnerStage(OwnerPlans.pyramid, tape: OwnerStage.mountain)
    let scratch = try Scratch()
    var lock = try scratch.begin()
    let files = lock.files
    let before = try #require(
      try pictures(
        try stage.begin(lock), feed(stage.tape, behind: 0), files, Array(repeating: .nextEvent, count: 6)
      ).last)
    lock.release()
    lock = try TradeLock.take(files)
    let owner = try stage.resume(lock, seen: before.tick)
    let after = try #require(try pictures(owner, feed(stage.tape, behind: before.tick.index), files).first)
    #expect(after.tick == before.tick)
    #expect(after.snapshot.path.deeds == before.snapshot.path.deeds)
    #expect(after.snapshot.path.stops == before.snapshot.path.stops)
    #expect(extremes(after.snapshot.path.prices) == extremes(stage.tape, upTo: before.tick.index))
    #expect(after.snapshot.volume == before.snapshot.volume)
  }

  /// What an owner did itself is told apart from what it found.
  @Test func everyPictureSaysWhereItsOwnerBegan() throws {
    let text = OwnerPlans.pyramid.replacing("enter 50% on break 30000", with: "enter 50%")
    let stage = try OwnerStage(text, tape: OwnerStage.mountain)
    let scratch = try Scratch()
    var lock = try scratch.begin()
    let files = lock.files
    let opened = try #require(
      try pictures(try stage.begin(lock), feed(stage.tape, behind: 0), files).first)
    #expect(opened.since == 0)
    // Filled on its first price: in the first picture already.
    #expect(opened.snapshot.events.contains { $0.call == .fill && $0.sequence > opened.since })
    lock.release()
    lock = try TradeLock.take(files)
    let (journal, told) = try stage.told(lock)
    try journal.close()
    let resumed = try #require(
      try pictures(try stage.resume(lock), feed(stage.tape, behind: 0), files).first)
    #expect(resumed.since == told.trade.sequence && resumed.since >= opened.snapshot.sequence)
    #expect(!resumed.snapshot.events.contains { $0.call == .fill && $0.sequence > resumed.since })
  }

  /// Ten ticks a row: 41 ticks of 29,999.5 to 30,003.5 hold 82, two each.
  @Test func theVolumeOfABarLiesOverItsRange() throws {
    var tape = Tape(kind: .bars)
    for bar in [[300_000, 299_995, 300_035, 300_010], [300_010, 300_005, 300_012, 300_008]] {
      let open = Timestamp(microseconds: 1_800_000_000_000_000 + Int64(tape.count) * 12_000_000)
      for (point, ticks) in (bar + [bar[3]]).enumerated() {
        tape.append(
          time: point < 4 ? open : open + Span(seconds: 59), price: Price(ticks: ticks),
          quantity: Quantity(steps: point == 3 ? 82 : 0))
      }
    }
    let stage = try OwnerStage(
      OwnerPlans.pyramid.replacing("on break 30000", with: "on break 30100"), tape: tape)
    let scratch = try Scratch()
    let lock = try scratch.begin()
    let posted = try pictures(
      try stage.begin(lock), feed(tape, behind: 0), lock.files, Array(repeating: .step, count: 3))
    #expect(posted.first?.snapshot.volume.steps.isEmpty == true, "before its close a bar has none")
    let volume = try #require(posted.last).snapshot.volume
    #expect(posted.allSatisfy { $0.snapshot.lastSize == nil }, "a bar is no trade")
    #expect(posted.last?.tick.index == 3)
    #expect(volume.firstBucket == 29_999 && volume.steps == [10, 20, 20, 20, 12])
  }
}
