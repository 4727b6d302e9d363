import Testing
import Trading

@testable import TradeStore

/// The packets between an owner and its watchers.
@Suite struct OwnerNewsTests {
  static let sample = OwnerNews(
    trade: "btcusdt-20261123-1412-1", sequence: 17,
    tick: Tick(
      index: 1_234, time: Timestamp(microseconds: 1_800_000_000_000_000), price: Price(ticks: 304_123)),
    direction: -1, feed: "sim seed 7", stopHolder: .nobody)

  @Test func whatIsPackedIsUnpacked() {
    var news = Self.sample
    #expect(OwnerNews(packet: news.packet) == news)
    news.size = Quantity(steps: 125)
    news.speed = 0.25
    news.isPaused = true
    news.hasEnded = true
    news.age = 0
    news.look = 12
    news.bye = "by q or a signal"
    news.stopHolder = .venue
    #expect(OwnerNews(packet: news.packet) == news)
  }

  /// Whatever a feed or a reason is called, a packet is one packet, and stays within its bound.
  @Test func namesBreakNoPacket() throws {
    var news = Self.sample
    news.feed = "a\nsequence 99\u{0}\u{1B}[2J" + String(repeating: "é", count: 400)
    news.bye = String(repeating: "x\n", count: 400)
    let packet = news.packet
    #expect(packet.count <= OwnerNews.longest)
    let read = try #require(OwnerNews(packet: packet))
    #expect(read.sequence == 17 && read.feed.hasPrefix("a sequence 99  [2Jé") && !read.feed.contains("\n"))
    #expect(OwnerNews(packet: read.packet) == read)
  }

  @Test func theFormIsTheDocumentedOne() {
    var news = Self.sample
    news.speed = 20
    news.size = Quantity(steps: 125)
    let lines = String(decoding: news.packet, as: UTF8.self).split(separator: "\n")
    #expect(
      lines == [
        "tranche 1", "trade btcusdt-20261123-1412-1", "sequence 17", "tick 1234 1800000000000000 304123",
        "direction -1", "feed sim seed 7", "holder nobody", "look 0", "turn 0", "size 125",
        "speed 20.0",
      ])
  }

  /// One changed line, and why it is no packet any more.
  static let malformed: [(String, String)] = [
    ("tranche 1", "tranche 2"), ("tranche 1", "tranche"), ("tranche 1\n", ""), ("sequence 17", "sequence 0"),
    ("sequence 17", "sequence 17\nsequence 18"), ("sequence 17", "sequence 99999999999999999999"),
    ("sequence 17", "sequence seventeen"), ("304123", "0"), ("304123", "99999999999"),
    ("tick 1234", "tick -1"), ("tick 1234 ", "tick "), ("direction -1", "direction 7"),
    ("holder nobody", "holder me"), ("look 0", "look -1"),
    ("look 0", "look 9223372036854775807"), ("look 0", "look 0\nage 9223372036854775807"),
    ("look 0", "look 0\nspeed nan"), ("look 0", "look 0\nspeed -1"), ("look 0", "look 0\nspeed inf"),
    ("turn 0", "turn -1"), ("look 0", "look 0\nsize 0"), ("look 0", "look 0\nsize much"),
  ]

  @Test(arguments: malformed) func whatIsMalformedIsNoPacket(_ old: String, _ new: String) {
    let text = String(decoding: Self.sample.packet, as: UTF8.self)
    #expect(text.contains(old))
    var parts = text.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)[...]
    let head = parts.popFirst() ?? ""
    #expect(OwnerNews(packet: Array((head + new + (parts.first ?? "")).utf8)) == nil)
  }

  @Test func bytesThatAreNoTextAreNoPacket() {
    #expect(OwnerNews(packet: [UInt8]()) == nil)
    #expect(OwnerNews(packet: Self.sample.packet + [0xff]) == nil)
    #expect(OwnerNews(packet: Self.sample.packet + [UInt8](repeating: 10, count: 1_000)) == nil)
    #expect(OwnerNews(packet: Self.sample.packet + Array("\nlater word".utf8)) == Self.sample)
  }
}
