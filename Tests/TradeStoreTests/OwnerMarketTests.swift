import Testing
import Trading

@testable import TradeStore

/// The packets of volume and depth between an owner and its watchers.
@Suite struct OwnerMarketTests {
  static let sample: OwnerMarket = {
    var depth = MarketDepth()
    for (ticks, steps) in [(304_100, 20), (304_103, 7)] {
      depth.bids.set(Price(ticks: ticks), Quantity(steps: steps))
    }
    for (ticks, steps) in [(304_105, 4), (304_106, 9)] {
      depth.asks.set(Price(ticks: ticks), Quantity(steps: steps))
    }
    depth.lowestWhole = Price(ticks: 303_000)
    return OwnerMarket(
      trade: "btcusdt-20261123-1412-1",
      volume: VolumeProfile(bucketTicks: 10, firstBucket: 30_400, steps: [5, 0, 12]), depth: depth)
  }()

  @Test func whatIsPackedIsUnpacked() {
    var market = Self.sample
    #expect(market.packet.flatMap { OwnerMarket(packet: $0) } == market)
    market.depth?.highestWhole = Price(ticks: 305_000)
    market.depth?.bids.clear()
    #expect(market.packet.flatMap { OwnerMarket(packet: $0) } == market)
    market.depth = nil
    market.volume = VolumeProfile()
    #expect(market.packet.flatMap { OwnerMarket(packet: $0) } == market)
  }

  @Test func theFormIsTheDocumentedOne() throws {
    let lines = String(decoding: try #require(Self.sample.packet), as: UTF8.self).split(separator: "\n")
    #expect(
      lines == [
        "market 1", "trade btcusdt-20261123-1412-1", "volume 10 30400 5 0 12", "bids 304100 20 3 7",
        "asks 304105 4 1 9", "whole 303000 0",
      ])
  }

  static let malformed: [(String, String)] = [
    ("market 1", "market 2"), ("market 1\n", ""), ("volume 10", "volume 0"),
    ("volume 10 30400 5 0 12", "volume 10"),
    ("30400 5", "30400  5"), ("30400 5", "30400 -5"), ("0 12", "0 12 "), ("0 12", "0 99999999999999999999"),
    ("10 30400", "1000000 140000000000000"), ("bids 304100 20", "bids 304100"), ("20 3 7", "20 3 0"),
    ("bids 304100", "bids 0"), ("bids 304100", "bids 99999999999"), ("asks 304105 4 1 9\n", ""),
    ("bids 304100 20 3 7\n", ""), ("whole 303000 0", "whole 303000"), ("\nwhole 303000 0", ""),
    ("volume", "bids 1 1\nvolume"), ("trade", "trader"),
  ]

  @Test(arguments: malformed) func anythingElseIsNoPacket(from: String, to: String) throws {
    let text = String(decoding: try #require(Self.sample.packet), as: UTF8.self)
    #expect(text.contains(from))
    #expect(OwnerMarket(packet: Array(text.replacing(from, with: to).utf8)) == nil)
  }

  /// Far from the price there may be more than a packet holds: what lies near is told, and the rest is not known.
  @Test func tooMuchIsCutFarFromThePrice() throws {
    var depth = MarketDepth()
    for level in 1...20_000 {
      depth.bids.set(Price(ticks: 500_000 - level), Quantity(steps: 99_999))
      depth.asks.set(Price(ticks: 500_000 + level), Quantity(steps: 99_999))
    }
    depth.lowestWhole = Price(ticks: 470_000)
    let volume = VolumeProfile(
      bucketTicks: 10, firstBucket: 0, steps: Array(repeating: 99_999, count: 100_000))
    let market = OwnerMarket(trade: "a", volume: volume, depth: depth)
    #expect(market.packet == nil)
    let packet = try #require(market.near(Price(ticks: 500_000)).packet)
    let part = try #require(OwnerMarket(packet: packet))
    #expect(part.volume.steps(from: 485_000, below: 515_000) == volume.steps(from: 485_000, below: 515_000))
    #expect(part.volume.steps(from: 0, below: 470_000) == 0)
    let told = try #require(part.depth)
    #expect(told.bids.levels.suffix(500) == depth.bids.levels.suffix(500))
    #expect(told.asks.levels.prefix(500) == depth.asks.levels.prefix(500))
    for low in stride(from: 490_000, to: 510_000, by: 10) {
      #expect(
        told.bids.quantity(from: low, below: low + 10) == depth.bids.quantity(from: low, below: low + 10))
      #expect(
        told.asks.quantity(from: low, below: low + 10) == depth.asks.quantity(from: low, below: low + 10))
    }
    #expect(told.lowestWhole == Price(ticks: 489_500), "what was cut off is not known")
    #expect(told.highestWhole == Price(ticks: 510_499))
    #expect(market.near(Price(ticks: 2_000_000)).volume.steps.isEmpty)
    #expect(Self.sample.near(Price(ticks: 304_100)) == Self.sample)
  }

  /// Where the numbers are long, a packet tells of fewer prices.
  @Test func longNumbersMakeItTellLess() throws {
    let volume = VolumeProfile(
      bucketTicks: 10, firstBucket: 49_000, steps: Array(repeating: 99_999_999_999_999, count: 2_000))
    let market = OwnerMarket(trade: "a", volume: volume, depth: nil)
    let price = Price(ticks: 500_000)
    #expect(market.near(price).packet != nil)
    var longer = market
    longer.volume.firstBucket = 48_000
    longer.volume.steps += longer.volume.steps
    #expect(longer.near(price).packet == nil)
    let packet = try #require(longer.packet(near: price))
    let told = try #require(OwnerMarket(packet: packet)?.volume)
    #expect(told.steps(from: 491_000, below: 509_000) == longer.volume.steps(from: 491_000, below: 509_000))
  }

  /// Sums as large as a quantity can be, down to the lowest price there is.
  @Test func theEndsOfTheBookAreTold() throws {
    var market = Self.sample
    var depth = MarketDepth()
    for ticks in 1...600 { depth.bids.set(Price(ticks: ticks), .largest) }
    market.depth = depth
    let part = market.near(Price(ticks: 1_000))
    #expect(part.packet.flatMap { OwnerMarket(packet: $0) } == part)
    #expect(part.depth?.bids.levels.first == MarketDepth.Level(price: Price(ticks: 1), quantity: .largest))
    #expect(part.depth?.lowestWhole == nil)
  }
}
