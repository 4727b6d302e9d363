import Glibc
import Testing
import Trading

@testable import Markets

/// A pipe in a test: one end is written, the other is a feed.
private final class Pipe {
  let feed: PipedFeed
  private let ends: [Int32]
  private var isClosed = false

  init(after: Tick? = nil, wallTime: @escaping () -> Int64 = { 1_723_075_200_000_000 }) {
    var ends: [Int32] = [0, 0]
    _ = pipe(&ends)
    self.ends = ends
    feed = PipedFeed(descriptor: ends[0], instrument: bitcoin, after: after, wallTime: wallTime)
  }

  deinit {
    close()
    Glibc.close(ends[0])
  }

  func write(_ text: String) {
    let bytes = Array(text.utf8)
    #expect(Glibc.write(ends[1], bytes, bytes.count) == bytes.count)
  }

  func close() {
    if !isClosed { Glibc.close(ends[1]) }
    isClosed = true
  }
}

@Suite struct PipedFeedTests {
  private static let second: UInt64 = 1_000_000_000
  private static let wide = Band(low: 1, high: .max, deadline: .max)

  @Test func pricesComeAsTheyAreWritten() {
    let pipe = Pipe()
    #expect(
      pipe.feed.due(now: 1, band: .closed)
        == FeedDue(acting: nil, latest: nil, rest: .wait(nanoseconds: Self.second)))
    pipe.write("30000.5\n30000.6\n3000")
    let first = pipe.feed.due(now: 2, band: .closed)
    #expect(
      first.acting
        == Tick(index: 0, time: Timestamp(microseconds: 1_723_075_200_000_000), price: Price(ticks: 300_005)))
    #expect(first.rest == .more)
    #expect(pipe.feed.due(now: 3, band: .closed).acting?.price.ticks == 300_006)
    #expect(pipe.feed.due(now: 4, band: .closed).acting == nil, "a line without its end has not come yet")
    pipe.write("0.7\n")
    #expect(pipe.feed.due(now: 5, band: .closed).acting?.price.ticks == 300_007)
    #expect(pipe.feed.feed.report() == FeedReport(heardAt: 5))
  }

  @Test func theBandLetsPricesPass() {
    let pipe = Pipe()
    pipe.write("30000\n30010\n29990\n30500\n30001\n")
    let band = Band(low: 299_000, high: 305_000, deadline: .max)
    let due = pipe.feed.due(now: 1, band: band)
    #expect(due.acting?.index == 3)
    #expect(pipe.feed.feed.range(0, 3) == Price(ticks: 299_900)...Price(ticks: 300_100))
    let rest = pipe.feed.due(now: 1, band: band)
    #expect(rest.acting == nil)
    #expect(rest.latest?.index == 4)
  }

  /// Asked with the price that acts the bar is as it was before that price.
  @Test func itTellsBarsOfOneMinute() {
    let pipe = Pipe()
    func bar(_ minutes: Int64, _ prices: [Int], _ steps: Int) -> Bar {
      Bar(
        start: Timestamp(microseconds: 1_723_074_000_000_000 + minutes * 60_000_000),
        open: Price(ticks: prices[0]),
        high: Price(ticks: prices[1]), low: Price(ticks: prices[2]), close: Price(ticks: prices[3]),
        volume: Quantity(steps: steps))
    }
    pipe.write(
      "1723074000,30000,0.001\n1723074059,30020,0.002\n1723074180,29990,0.004\nno price\n1723074181,29980\n")
    let feed = pipe.feed.feed
    let first = bar(0, [300_000, 300_200, 300_000, 300_200], 3)
    #expect(pipe.feed.due(now: 1, band: .closed).acting?.index == 0)
    #expect(feed.minutes(Timestamp(microseconds: 0), 0) == [])
    #expect(feed.minutes(Timestamp(microseconds: 0), 1) == [bar(0, [300_000, 300_000, 300_000, 300_000], 1)])
    while let tick = pipe.feed.due(now: 1, band: .closed).acting {
      let bars = feed.minutes(Timestamp(microseconds: 1_723_074_000_000_000), tick.index)
      switch tick.index {
      case 1: #expect(bars == [bar(0, [300_000, 300_000, 300_000, 300_000], 1)])
      case 2: #expect(bars == [first])
      default: #expect(bars == [first, bar(3, [299_900, 299_900, 299_900, 299_900], 4)])
      }
    }
    let last = bar(3, [299_900, 299_900, 299_800, 299_800], 4)
    #expect(feed.minutes(Timestamp(microseconds: 0), 4) == [first, last])
    #expect(feed.minutes(Timestamp(microseconds: 1_723_074_060_000_000), 4) == [last])
    pipe.feed.resume(after: Tick(index: 99, time: Timestamp(microseconds: 0), price: Price(ticks: 1)))
    #expect(feed.minutes(Timestamp(microseconds: 0), 100) == [], "bars of another feed are not its own")
  }

  @Test func whatIsNoPriceIsCountedAndSkipped() {
    let pipe = Pipe()
    pipe.write("price\n30000\n\n" + String(repeating: "9", count: 5_000) + "\n30001\n1723075200,30002\n")
    var prices: [Int] = []
    while let tick = pipe.feed.due(now: 1, band: .closed).acting { prices.append(tick.price.ticks) }
    #expect(prices == [300_000, 300_010])
    #expect(pipe.feed.feed.report().faults == 4)
    #expect(pipe.feed.feed.report().lastFault == "line 6: a time, and no line before it")
  }

  /// One price far away is a slip; two of them are the market.
  @Test func aLeapIsBelievedOnceItIsConfirmed() {
    let pipe = Pipe()
    pipe.write("30000\n99999999\n30001\n23000\n37000\n23002\n30002\n23000\n23001\n18401\n")
    var prices: [Int] = []
    while let tick = pipe.feed.due(now: 1, band: .closed).acting { prices.append(tick.price.ticks / 10) }
    // 23,001 says what 23,000 said before it, and 18,401 lies within a fifth of that.
    #expect(prices == [30_000, 30_001, 30_002, 23_001, 18_401])
    #expect(pipe.feed.feed.report().faults == 5)
    #expect(pipe.feed.feed.report().lastFault?.contains("more than a fifth away") == true)
  }

  @Test func timeNeverGoesBack() {
    var wall: Int64 = 2_000_000
    let pipe = Pipe(wallTime: { wall })
    pipe.write("30000\n")
    #expect(pipe.feed.due(now: 1, band: .closed).acting?.time.microseconds == 2_000_000)
    wall = 1_000_000
    pipe.write("30001\n")
    #expect(pipe.feed.due(now: 2, band: .closed).acting?.time.microseconds == 2_000_000)

    let timed = Pipe()
    timed.write("1723075201,30000\n1723075200,30001\n1723075201,30002\n")
    #expect(timed.feed.due(now: 1, band: .closed).acting?.price.ticks == 300_000)
    #expect(timed.feed.due(now: 1, band: .closed).acting?.price.ticks == 300_020)
    #expect(timed.feed.feed.report().lastFault == "line 2: its time is before that of the last price")
  }

  /// Taken for right, a time ahead of the clock would make all that comes after it too old.
  @Test func aTimeAheadOfTheClockIsWrong() {
    let pipe = Pipe()
    pipe.write("1723075206,30000\n1723075205,30001\n1723075200,30002\n1723071600,30003\n")
    #expect(pipe.feed.due(now: 1, band: .closed).acting?.price.ticks == 300_010)
    #expect(pipe.feed.feed.report().lastFault == "line 1: its time is ahead of this machine's clock")
    #expect(pipe.feed.due(now: 1, band: .closed).acting == nil)
    #expect(pipe.feed.feed.report().faults == 3)
    let old = Pipe()
    old.write("1723071600,30003\n")
    #expect(old.feed.due(now: 1, band: .closed).acting != nil)
    #expect(old.feed.feed.report().delay == Span(seconds: 3600), "it says of itself that it is an hour old")
  }

  /// Half a number is another number.
  @Test func aLineThatTheEndCutIsNoPrice() {
    let pipe = Pipe()
    pipe.write("30000.5\n3000")
    pipe.close()
    #expect(pipe.feed.due(now: 1, band: .closed).acting?.price.ticks == 300_005)
    let end = pipe.feed.due(now: 1, band: .closed)
    #expect(end == FeedDue(acting: nil, latest: nil, rest: .ended))
    #expect(pipe.feed.feed.report().lastFault == "line 2: the input ended within it")
  }

  @Test func itGoesOnBehindAnEarlierFeed() {
    let last = Tick(index: 41, time: Timestamp(microseconds: 1_723_075_200_000_000), price: Price(ticks: 7))
    let pipe = Pipe(after: last)
    pipe.write("1723075199,30000\n1723075200,30001\n")
    let due = pipe.feed.due(now: 1, band: .closed)
    #expect(due.acting?.index == 42)
    #expect(due.acting?.price.ticks == 300_010)
  }

  /// What waited in the pipe while the program was stopped may be as old as the stop was long.
  @Test func afterAStopOnlyTheNewestPriceCounts() {
    let pipe = Pipe()
    pipe.write("30000\n")
    #expect(pipe.feed.due(now: Self.second, band: .closed).acting != nil)
    #expect(pipe.feed.due(now: Self.second, band: .closed).acting == nil)
    pipe.write("26000\n31000\n30100\n")
    let due = pipe.feed.due(now: 61 * Self.second, band: Self.wide)
    #expect(due.acting?.price.ticks == 301_000)
    #expect(due.unwatched == Span(seconds: 60))
    #expect(due.isOld)
    #expect(due.missed == Price(ticks: 260_000)...Price(ticks: 310_000))
    #expect(pipe.feed.feed.report().heardAt == Self.second)
    pipe.write("30200\n")
    let next = pipe.feed.due(now: 62 * Self.second, band: .closed)
    #expect(next.acting?.price.ticks == 302_000)
    #expect(next.unwatched == nil && !next.isOld)
    // Nothing came while it was stopped: that is said all the same.
    let quiet = pipe.feed.due(now: 99 * Self.second, band: .closed)
    #expect(quiet.acting == nil && quiet.unwatched == Span(seconds: 37) && !quiet.isOld)
    #expect(pipe.feed.feed.report().heardAt == 62 * Self.second)
  }

  @Test func theFirstPriceIsWaitedFor() {
    let pipe = Pipe()
    pipe.write("time,price\n30000\n")
    var told: [String] = []
    #expect(pipe.feed.first(now: { 9 }, tell: { told.append($0) })?.price.ticks == 300_000)
    #expect(told == ["line 1: \"time\" is no time"])
    let empty = Pipe()
    empty.close()
    #expect(empty.feed.first(now: { 9 }, tell: { _ in }) == nil)
  }

  /// A writer far ahead of its reader costs no more memory than its newest prices.
  @Test func onlyTheNewestPricesAreRemembered() {
    var recent = RecentTicks(from: 0)
    for index in 0..<200_000 { recent.append(Price(ticks: index + 1), Quantity(steps: 1)) }
    #expect(recent.range(from: 0, to: 1) == nil)
    #expect(recent.range(from: 199_990, to: 200_000) == Price(ticks: 199_991)...Price(ticks: 200_000))
    var volume = 0
    recent.trades(from: 0, to: .max) { _, quantity in volume += quantity.steps }
    #expect(volume <= RecentTicks.capacity)
    #expect(volume >= RecentTicks.capacity / 2)
  }
}
