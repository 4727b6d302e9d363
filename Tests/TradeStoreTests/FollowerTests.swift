import Foundation
import Testing
import Trading

@testable import TradeStore

/// A watcher beside an owner that comes, goes, dies and falls silent.
@Suite struct FollowerTests {
  /// What a watcher shows is what the owner shows, event by event.
  @Test func itShowsWhatTheOwnerShows() throws {
    let stage = try WatchStage()
    stage.speak()
    let follower = try stage.onlooker()
    var steps = 0
    repeat {
      let expected = try #require(stage.posted).snapshot
      let seen = try follower.sees { $0.sequence == expected.sequence && $0.last == expected.last }
      #expect(seen.watching?.owner == .heard && seen.watching?.pid == getpid())
      #expect(seen.stop == expected.stop && seen.tranches == expected.tranches, "step \(steps)")
      #expect(seen.marks == expected.marks && seen.orders == expected.orders)
      #expect(seen.bandLow == expected.bandLow && seen.bandHigh == expected.bandHigh)
      #expect(seen.nextUp == expected.nextUp && seen.nextDown == expected.nextDown)
      #expect(seen.open == expected.open && seen.average == expected.average)
      #expect(seen.events == expected.events && seen.result == expected.result)
      #expect(seen.lastDirection == expected.lastDirection && seen.feed == expected.feed)
      steps += 1
    } while try stage.step()
    #expect(steps > 10)
    #expect(try #require(stage.posted).snapshot.result != nil, "the mountain ends the trade")
  }

  /// A watcher has no feed: the chart is drawn of the journal's events and of the prices that the owner told.
  @Test func theChartHoldsWhatTheOwnerTold() throws {
    let stage = try WatchStage()
    stage.speak()
    let follower = try stage.onlooker()
    var told: [Price] = []
    var path = TradePath()
    repeat {
      let expected = try #require(stage.posted).snapshot
      path = try follower.sees { $0.sequence == expected.sequence && $0.last == expected.last }.path
      told += [expected.last].compactMap(\.self)
      let owner = try #require(stage.owner)
      #expect(path.deeds == owner.path.deeds && path.stops == owner.path.stops)
      #expect(path.prices.stretches.last?.close == expected.last)
    } while try stage.step()
    #expect(path.deeds.count >= 4)
    // Told anew from the journal at each event, it keeps what was heard between them.
    #expect(path.prices.stretches.map(\.low).min() == told.min())
    #expect(path.prices.stretches.map(\.high).max() == told.max())
  }

  /// Whoever comes late is told the way that price has gone, and does not draw one of its own.
  @Test func whoeverComesLateLearnsTheWay() throws {
    let stage = try WatchStage()
    let tick = try #require(stage.owner).tick
    for second in 1...90 {
      let price = Price(ticks: tick.price.ticks + (second % 7) * 11)
      stage.way.saw(price, at: tick.time + Span(seconds: Int64(second)))
    }
    stage.speak()
    let expected = try #require(stage.posted).snapshot.path
    let follower = try stage.onlooker()
    let seen = try follower.sees { $0.path.prices.stretches.count >= 90 }
    #expect(seen.path.prices == expected.prices && seen.path.deeds == expected.deeds)
    // Another owner has not seen it; the watcher has.
    try stage.leave(reason: "by q")
    stage.way = PricePath()
    try stage.comeBack()
    let later = try follower.sees { $0.watching?.owner == .heard && $0.sequence > seen.sequence }
    #expect(later.path.prices.stretches.count >= 90)
  }

  /// Volume stays when its teller is gone; what stood in the book then is not known any more.
  @Test func itShowsTheVolumeAndTheBookOfTheOwner() throws {
    let stage = try WatchStage()
    let sample = OwnerMarketTests.sample
    stage.market = (sample.volume, sample.depth)
    stage.speak()
    let follower = try stage.onlooker()
    let seen = try follower.sees { $0.depth != nil }
    #expect(seen.volume == sample.volume && seen.depth == sample.depth && seen.last != nil)

    stage.market = (VolumeProfile(bucketTicks: 10, firstBucket: 30_401, steps: [1]), nil)
    stage.voice?.post(try #require(stage.posted))
    #expect(try follower.sees { $0.depth == nil }.volume == stage.market.volume)

    stage.market = (sample.volume, sample.depth)
    stage.voice?.post(try #require(stage.posted))
    #expect(try follower.sees { $0.depth != nil }.watching?.owner == .heard)
    let silent = try #require(follower.look(OwnerLoop.now() + 9_000_000_000))
    #expect(
      silent.watching?.owner == .silent && silent.depth == MarketDepth() && silent.volume == sample.volume)
    try stage.leave(reason: "by q")
    let left = try follower.sees(.gone)
    #expect(left.depth == MarketDepth() && left.volume == sample.volume, "its columns stay where they stood")

    stage.market = (VolumeProfile(), nil)
    try stage.comeBack()
    #expect(try follower.sees { $0.volume == VolumeProfile() }.watching?.owner == .heard)
  }

  @Test func aWatcherMayComeBeforeTheOwnerAndStayBehindIt() throws {
    let stage = try WatchStage()
    while try #require(stage.owner).trade.position.open == .zero, try stage.step() {}
    let (stop, sequence) = (stage.owner?.trade.stop?.price, stage.owner?.trade.sequence)
    try stage.leave(reason: "by q")
    let follower = try stage.onlooker()
    let alone = try follower.sees(.gone)
    #expect(alone.last == nil && alone.stopHolder == .nobody && alone.stop?.price == stop)
    #expect(alone.watching?.heard == nil && alone.watching?.pid == nil)
    #expect(alone.alarms.contains { $0.text.hasPrefix("nobody watches: tranche resume") })
    #expect(alone.open > .zero && alone.nextUp == nil)

    try stage.comeBack()
    let heard = try follower.sees(.heard)
    #expect(heard.sequence > sequence ?? .max && heard.last != nil)
    #expect(!heard.alarms.contains { $0.text.contains("nobody") })

    try stage.leave(reason: "the terminal was lost")
    let left = try follower.sees(.gone)
    #expect(left.last == nil && left.watching?.heard != nil)
    #expect(left.alarms.contains { $0.text.contains("(left: the terminal was lost)") }, "\(left.alarms)")
    #expect(left.events.first?.text.contains("nobody watched from here") ?? false)

    try stage.comeBack()
    #expect(try follower.sees(.heard).last != nil)
  }

  @Test func anOwnerWithoutAVoiceLeavesTheJournal() throws {
    let stage = try WatchStage()
    let follower = try stage.onlooker()
    let seen = try follower.sees(.unheard)
    #expect(seen.last == nil && seen.watching?.pid == getpid() && seen.stopHolder == .program)
    #expect(seen.alarms.contains { $0.text.contains("price unknown") })
    let before = seen.sequence
    while try #require(stage.owner).trade.sequence == before, try stage.step() {}
    #expect(try follower.sees { $0.sequence > before }.last == nil)
  }

  /// An owner that is stopped: its socket stands, and nothing comes out of it.
  @Test func anOwnerThatFallsSilentIsSaidToBe() throws {
    let stage = try WatchStage()
    let door = try #require(BroadcastDoor(try stage.place()))
    defer { door.close() }
    let follower = try stage.onlooker()
    var now = OwnerLoop.now()
    #expect(follower.look(now)?.watching?.owner == .unheard)
    now += 2_000_000_000
    #expect(follower.look(now)?.watching?.owner == .silent, "connected, and never a word")
    let watcher = try #require(door.admit())
    defer { close(watcher) }
    var news = OwnerNewsTests.sample
    (news.trade, news.sequence, news.look) = (stage.files.id, 1, 100)
    tell(news.packet, watcher)
    let heard = try #require(follower.look(now))
    #expect(heard.watching?.owner == .heard && heard.watching?.heard == Span(seconds: 0))
    #expect(heard.watching?.price == Span(microseconds: 100_000))
    #expect(follower.look(now + 1_999_000_000)?.watching?.owner == .heard)
    let silent = try #require(follower.look(now + 7_000_000_000))
    #expect(silent.watching?.owner == .silent && silent.watching?.heard == Span(seconds: 7))
    #expect(silent.watching?.price == Span(microseconds: 7_100_000) && silent.last == news.tick.price)
    #expect(silent.alarms.first?.text.contains("stopped, or busy") ?? false)
  }

  @Test func whatIsNoPacketOrOfAnotherTradeIsPassedOver() throws {
    let stage = try WatchStage()
    let door = try #require(BroadcastDoor(try stage.place()))
    defer { door.close() }
    let follower = try stage.onlooker()
    let now = OwnerLoop.now()
    _ = follower.look(now)
    let watcher = try #require(door.admit())
    defer { close(watcher) }
    var news = OwnerNewsTests.sample
    news.trade = "another"
    tell(news.packet, watcher)
    tell(Array("tranche 1\nnonsense".utf8), watcher)
    tell([0xff, 0, 1], watcher)
    #expect(follower.look(now)?.watching?.owner == .unheard)
    (news.trade, news.sequence) = (stage.files.id, 1)
    tell(news.packet, watcher)
    tell([UInt8](repeating: 65, count: 1_000), watcher)
    var market = OwnerMarketTests.sample
    market.trade = "another"
    tell(try #require(market.packet), watcher)
    #expect(follower.look(now)?.last == news.tick.price)
    #expect(follower.look(now)?.depth == nil, "the book is another trade's")
    #expect(follower.look(now)?.watching?.owner == .heard)
  }

  /// A live feed's price grows old while nothing comes.
  @Test func thePriceOfALiveFeedGrowsOld() throws {
    let stage = try WatchStage()
    let door = try #require(BroadcastDoor(try stage.place()))
    defer { door.close() }
    let follower = try stage.onlooker()
    let now = OwnerLoop.now()
    _ = follower.look(now)
    let watcher = try #require(door.admit())
    defer { close(watcher) }
    var news = OwnerNewsTests.sample
    (news.trade, news.sequence, news.age, news.look) = (stage.files.id, 1, 400, 50)
    tell(news.packet, watcher)
    #expect(follower.look(now)?.feed.age == Span(microseconds: 450_000))
    #expect(follower.look(now + 1_000_000_000)?.feed.age == Span(microseconds: 1_450_000))
  }

  // MARK: The journal

  @Test func aJournalThatIsTakenAwayIsMissedAndFoundAgain() throws {
    let stage = try WatchStage()
    let follower = try stage.onlooker()
    let before = try follower.sees(.unheard)
    let away = stage.files.journal + ".away"
    #expect(rename(stage.files.journal, away) == 0)
    let missing = try follower.sees { $0.watching?.journalProblem != nil }
    #expect(missing.sequence == before.sequence && missing.stop == before.stop)
    #expect(missing.alarms.contains { $0.text.contains("removed") }, "\(missing.alarms)")
    #expect(rename(away, stage.files.journal) == 0)
    let found = try follower.sees { $0.watching?.journalProblem == nil }
    #expect(found.sequence == before.sequence)
  }

  @Test func whatTookTheJournalsPlaceIsNotBelieved() throws {
    let stage = try WatchStage()
    while try #require(stage.owner).trade.position.open == .zero, try stage.step() {}
    try stage.leave(reason: "test")
    let follower = try stage.onlooker()
    let before = try follower.sees(.gone)
    let text = Data("not a database, but long enough to be looked at".utf8)
    try text.write(to: URL(fileURLWithPath: stage.files.journal), options: .atomic)
    let replaced = try follower.sees { $0.watching?.journalProblem != nil }
    #expect(replaced.open == before.open && replaced.sequence == before.sequence)
    usleep(300_000)
    let still = try #require(follower.look())
    #expect(still.watching?.journalProblem?.contains("cannot be read") ?? false)
  }

  /// The same name, another trade: told from its beginning.
  @Test func anotherJournalInItsPlaceIsToldAnew() throws {
    let (stage, other) = (try WatchStage(), try WatchStage())
    while try #require(stage.owner).trade.position.open == .zero, try stage.step() {}
    try stage.leave(reason: "test")
    try other.leave(reason: "test")
    let follower = try stage.onlooker()
    #expect(try follower.sees(.gone).open > .zero)
    for suffix in ["", "-wal", "-shm"] {
      #expect(rename(other.files.journal + suffix, stage.files.journal + suffix) == 0)
    }
    let told = try follower.sees { $0.open == .zero && $0.watching?.journalProblem == nil }
    #expect(told.sequence == (try OwnerStage.lastSequence(stage.files)))
  }

  private func tell(_ packet: [UInt8], _ watcher: Int32) {
    #expect(send(watcher, packet, packet.count, Int32(MSG_NOSIGNAL)) == packet.count)
  }
}

extension OwnerStage {
  fileprivate static func lastSequence(_ files: TradeFiles) throws -> Int {
    Int(try JournalReader(files).lastSequence())
  }
}
