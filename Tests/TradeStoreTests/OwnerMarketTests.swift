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
    market.path = Self.way
    #expect(market.packet.flatMap { OwnerMarket(packet: $0) } == market)
    market.path = PricePath()
    #expect(market.packet.flatMap { OwnerMarket(packet: $0) } == market)
    market.path = nil
    market.depth = nil
    market.volume = VolumeProfile()
    #expect(market.packet.flatMap { OwnerMarket(packet: $0) } == market)
  }

  /// Two hours in minutes, with a gap.
  static let way: PricePath = {
    var path = PricePath()
    path.prepare(for: Span(seconds: 40_000))
    for minute in 0..<120 where minute != 7 {
      let price = Price(ticks: 304_000 + minute * 3)
      let passed = Price(ticks: price.ticks - 5)...Price(ticks: price.ticks + 9)
      path.saw(
        price, at: Timestamp(microseconds: 1_786_002_000_000_000 + Int64(minute) * 60_000_000), passed: passed
      )
    }
    return path
  }()

  @Test func theWayOfPriceHasItsForm() throws {
    var market = Self.sample
    market.path = Self.way
    let lines = String(decoding: try #require(market.packet), as: UTF8.self).split(separator: "\n")
    let path = try #require(lines.last)
    #expect(path.hasPrefix("path 60 29766700 304000 5 9 5 1 304003 5 9 5 1 "), "\(path.prefix(80))")
    #expect(path.contains(" 304018 5 9 5 2 304024 "), "what is missing is passed over")
  }

  static let noWays: [(String, String)] = [
    ("path 60", "path 61"), ("path 60", "path 0"), ("path 60 29766700", "path 60"),
    ("29766700 304000", "29766700 0"),
    ("304000 5", "304000 305000"), ("304000 5 9 5", "304000 5 9 15"), ("5 1 304003", "5 0 304003"),
    ("path 60 29766700", "path 60 140000000000000"), ("304003 5 9 5", "304003 5 99999999999 5"),
  ]

  @Test(arguments: noWays) func whatIsNoWayIsNoPacket(from: String, to: String) throws {
    var market = Self.sample
    market.path = Self.way
    let text = String(decoding: try #require(market.packet), as: UTF8.self)
    #expect(text.contains(from))
    #expect(OwnerMarket(packet: Array(text.replacing(from, with: to, maxReplacements: 1).utf8)) == nil)
  }

  @Test func theFormIsTheDocumentedOne() throws {
    let lines = String(decoding: try #require(Self.sample.packet), as: UTF8.self).split(separator: "\n")
    #expect(
      lines == [
        "market 1", "trade btcusdt-20261123-1412-1", "volume 10 30400 5 0 1 12", "bids 304100 20 3 7",
        "asks 304105 4 1 9", "whole 303000 0",
      ])
  }

  static let malformed: [(String, String)] = [
    ("market 1", "market 2"), ("market 1\n", ""), ("volume 10", "volume 0"),
    ("volume 10 30400 5 0 1 12", "volume 10"),
    ("30400 5", "30400  5"), ("30400 5", "30400 -5"), ("1 12", "1 12 "), ("1 12", "1 12 0"),
    ("0 1 12", "0 0 12"), ("0 1 12", "0 50000 12"), ("1 12", "1 99999999999999999999"),
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
      bucketTicks: 10, firstBucket: 3, steps: Array(repeating: 9_999, count: 100_000))
    let market = OwnerMarket(trade: "a", volume: volume, depth: depth)
    #expect(market.packet == nil)
    let packet = try #require(market.near(Price(ticks: 500_000)).packet)
    let part = try #require(OwnerMarket(packet: packet))
    func sums(_ profile: VolumeProfile, _ range: Range<Int>, _ step: Int) -> [Int] {
      stride(from: range.lowerBound, to: range.upperBound, by: step).map {
        profile.steps(from: $0, below: $0 + step)
      }
    }
    #expect(sums(part.volume, 480_000..<520_000, 10) == sums(volume, 480_000..<520_000, 10))
    #expect(sums(part.volume, 290_000..<710_000, 100) == sums(volume, 290_000..<710_000, 100))
    #expect(part.volume.steps(from: 0, below: 270_000) == 0)
    let told = try #require(part.depth)
    #expect(told.bids.levels.suffix(500) == depth.bids.levels.suffix(500))
    #expect(told.asks.levels.prefix(500) == depth.asks.levels.prefix(500))
    func quantities(_ side: MarketDepth.Side, _ range: Range<Int>, _ step: Int) -> [Quantity] {
      stride(from: range.lowerBound, to: range.upperBound, by: step).map {
        side.quantity(from: $0, below: $0 + step)
      }
    }
    for range in [495_000..<505_000] {
      #expect(quantities(told.bids, range, 10) == quantities(depth.bids, range, 10))
      #expect(quantities(told.asks, range, 10) == quantities(depth.asks, range, 10))
    }
    for range in [480_000..<520_000] {
      #expect(quantities(told.bids, range, 100) == quantities(depth.bids, range, 100))
      #expect(quantities(told.asks, range, 100) == quantities(depth.asks, range, 100))
    }
    #expect(told.bids.levels.map(\.price) == told.bids.levels.map(\.price).sorted())
    #expect(told.bids.levels.count == 500 + 500 + 145, "to the end of the book")
    #expect(told.lowestWhole == Price(ticks: 470_000))
    #expect(market.near(Price(ticks: 2_000_000)).volume.steps.isEmpty)
    #expect(Self.sample.near(Price(ticks: 304_100)) == Self.sample)
  }

  /// What lies beyond the last sum is not known.
  @Test func theFarthestIsCutOff() throws {
    var depth = MarketDepth()
    for level in 1...3_000 {
      depth.bids.set(Price(ticks: 500_000 - 150 * level), Quantity(steps: 7))
      depth.asks.set(Price(ticks: 500_000 + 150 * level), Quantity(steps: 7))
    }
    var market = Self.sample
    market.depth = depth
    let told = try #require(market.near(Price(ticks: 500_000)).depth)
    #expect(told.bids.levels.count == 1_500 && told.asks.levels.count == 1_500)
    #expect(told.lowestWhole == told.bids.levels.first?.price)
    #expect(told.highestWhole == told.asks.levels.last?.price)
    #expect(told.bids.quantity(from: 0, below: 500_000).steps == 7 * 1_500)
  }

  /// Where the numbers are long, a packet tells of fewer prices.
  @Test func longNumbersMakeItTellLess() throws {
    let volume = VolumeProfile(
      bucketTicks: 10, firstBucket: 25_000, steps: Array(repeating: 99_999_999_999, count: 50_000))
    let longer = OwnerMarket(trade: "a", volume: volume, depth: nil)
    let price = Price(ticks: 500_000)
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
