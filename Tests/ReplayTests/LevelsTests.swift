import Replay
import Testing
import Trading

/// Tapes whose levels are known by construction.
enum MadeTape {
  static let day: Int64 = 86_400_000_000
  static let minute: Int64 = 60_000_000

  /// Trades of one step each, at seconds since 1970.
  static func trades(_ prices: [(second: Int, price: Int)], each quantity: Int = 1) -> Tape {
    var tape = Tape()
    for (second, price) in prices {
      tape.append(
        time: Timestamp(microseconds: Int64(second) * 1_000_000), price: Price(ticks: price),
        quantity: Quantity(steps: quantity))
    }
    return tape
  }

  /// Straight from corner to corner, a trade a minute.
  static func corners(_ corners: [Int], minutes: Int) -> Tape {
    var prices: [(Int, Int)] = []
    for (from, to) in zip(corners, corners.dropFirst()) {
      for step in 0..<minutes { prices.append((prices.count * 60, from + (to - from) * step / minutes)) }
    }
    return trades(prices + [(prices.count * 60, corners.last ?? 1)])
  }

  /// Quarters of an hour that range from 9,900 to 10,000 ticks and back, so that the average range is 100.
  static func calm(days: Int, from second: Int = 0) -> [(second: Int, price: Int)] {
    (0..<days * 96).flatMap { quarter in
      [(0, 9_900), (420, 10_000), (840, 9_900)].map { (second + quarter * 900 + $0.0, $0.1) }
    }
  }

  /// Bars of one minute, each as open, low, high, close and volume, walked as for a long.
  static func bars(_ bars: [(open: Int, low: Int, high: Int, close: Int, volume: Int)]) -> Tape {
    var tape = Tape(kind: .bars)
    for (index, bar) in bars.enumerated() {
      let opened = Timestamp(microseconds: Int64(index) * minute)
      let path = [(bar.open, 0), (bar.low, 0), (bar.high, 0), (bar.close, bar.volume)]
      for (price, volume) in path {
        tape.append(time: opened, price: Price(ticks: price), quantity: Quantity(steps: volume))
      }
      tape.append(
        time: opened + Span(microseconds: minute - 1000), price: Price(ticks: bar.close), quantity: .zero)
    }
    return tape
  }
}

private func levels(_ tape: Tape, before end: Int? = nil, now: Timestamp? = nil, side: Side = .long) throws
  -> TapeLevels
{
  try #require(TapeLevels(of: tape, before: end, now: now, side: side))
}

extension TapeLevels {
  fileprivate func ticks(_ name: String) -> Int? { prices[name]?.ticks }

  fileprivate func level(_ name: String) throws -> Level {
    try #require(levels.first { $0.name == name }, "\(name) in \(levels.map(\.name))")
  }

  /// Prices of a family in the order of their numbers.
  fileprivate func family(_ name: String) -> [Int] {
    levels.filter { $0.name.hasPrefix(name + ".") }.map(\.price.ticks)
  }

  fileprivate var lacking: Set<String> { Set(missing.flatMap(\.names)) }
}

@Suite struct PriorLevelTests {
  private static let printed: [(String, Int)] = [
    ("2026-03-01T10:00", 1000), ("2026-03-01T15:00", 1300), ("2026-03-02T01:00", 900),
    ("2026-03-02T03:30", 1400), ("2026-03-02T07:10", 1200), ("2026-03-02T07:20", 1190),
    ("2026-03-02T08:20", 1250), ("2026-03-02T09:00", 1230),
  ]

  struct Case: Sendable, CustomTestStringConvertible {
    var until: String?
    /// High and low.
    var day: [Int]?
    var fourHours: [Int]?
    var hour: [Int]?
    var all: [Int]

    var testDescription: String { until ?? "to the end" }
  }

  static let cases = [
    Case(until: nil, day: [1300, 1000], fourHours: [1200, 1190], hour: [1250, 1250], all: [1400, 900]),
    // The hour from 08:00 has not finished; the one before it has.
    Case(
      until: "2026-03-02T08:30", day: [1300, 1000], fourHours: [1200, 1190], hour: [1200, 1190],
      all: [1400, 900]),
    // Its end has come, though no price tells it yet.
    Case(
      until: "2026-03-02T09:00", day: [1300, 1000], fourHours: [1200, 1190], hour: [1250, 1250],
      all: [1400, 900]),
    // The four hours from 00:00 are not over, and there was no trade in those before.
    Case(
      until: "2026-03-02T03:59", day: [1300, 1000], fourHours: [1300, 1300], hour: [900, 900],
      all: [1400, 900]),
    Case(
      until: "2026-03-02", day: [1300, 1000], fourHours: [1300, 1300], hour: [1300, 1300], all: [1300, 1000]),
    Case(
      until: "2026-03-01T23:59", day: nil, fourHours: [1300, 1300], hour: [1300, 1300], all: [1300, 1000]),
    Case(until: "2026-03-01T10:30", day: nil, fourHours: nil, hour: nil, all: [1000, 1000]),
  ]

  @Test(arguments: cases) func theLastThatFinishedCounts(_ expected: Case) throws {
    let tape = MadeTape.trades(
      try Self.printed.map {
        (Int(try #require(Timestamp(utc: $0.0)).microseconds / 1_000_000), $0.1)
      })
    let until = try expected.until.map { try #require(Timestamp(utc: $0)) }
    let end = until.map { tape.firstIndex(atOrAfter: $0.microseconds) }
    let found = try levels(tape, before: end, now: until)
    for (frame, prices) in [
      ("1d", expected.day), ("4h", expected.fourHours), ("1h", expected.hour), ("all", expected.all),
    ] {
      #expect(found.ticks("high.\(frame)") == prices?[0])
      #expect(found.ticks("low.\(frame)") == prices?[1])
      #expect(found.lacking.isSuperset(of: prices == nil ? ["high.\(frame)", "low.\(frame)"] : []))
    }
    #expect(TapeLevels.named(tape, before: end, now: until, side: .long) == found.prices)
  }

  @Test func nothingBeforeTheBegin() {
    #expect(TapeLevels(of: Tape(), side: .long) == nil)
    #expect(TapeLevels(of: MadeTape.trades([(0, 100)]), before: 0, side: .long) == nil)
    #expect(TapeLevels.named(Tape(), side: .short).isEmpty)
  }

  /// Recorded bars of a whole day end with the last moment of it.
  @Test func theLastBarOfAFileHasFinished() throws {
    let bars = (0..<60).map { _ in (open: 100, low: 95, high: 110, close: 105, volume: 1) }
    #expect(try levels(MadeTape.bars(bars)).ticks("high.1h") == 110)
    #expect(try levels(MadeTape.bars(Array(bars.dropLast()))).ticks("high.1h") == nil)
  }
}

@Suite struct PivotLevelTests {
  /// Legs of 20 minutes make swings of one-minute bars, legs of five hours swings of quarters of an hour.
  @Test(arguments: [(20, Frame.m1), (300, Frame.m15)]) func swingsCountFromTheLastPriceOutwards(
    _ minutes: Int, _ frame: Frame
  ) throws {
    let tape = MadeTape.corners(
      [10_000, 10_900, 10_200, 10_700, 10_100, 10_500, 10_300], minutes: minutes)
    let found = try levels(tape)
    #expect(found.family("swing.high") == [10_500, 10_700, 10_900])
    // Price went through 10,200 later, and at 10,000 it only began.
    #expect(found.family("swing.low") == [10_100])
    guard case .pivot(frame, _) = try found.level("swing.high.1").origin else {
      Issue.record("\(try found.level("swing.high.1").origin)")
      return
    }
  }

  @Test func ofNeighboursTheOutermostCounts() throws {
    let found = try levels(MadeTape.corners([10_000, 10_900, 10_500, 10_895, 10_300], minutes: 300))
    #expect(found.family("swing.high") == [10_900])
    let reaction = try found.level("swing.high.1").reaction
    #expect(reaction.touches == 1 && reaction.turns == 1 && reaction.breaks == 0)
    // Not near enough for a touch, and still its neighbour.
    let near = try levels(MadeTape.corners([10_000, 10_900, 10_500, 10_880, 10_300], minutes: 300))
    #expect(near.scale.zone < 20 && near.scale.away >= 20)
    #expect(near.family("swing.high") == [10_900])
    #expect(try near.level("swing.high.1").reaction.touches == 0)
  }

  @Test func twoOftenTestedAreKept() throws {
    // 12,000 and 11,000 are touched twice after they were made, 11,500 once, 10,500 never.
    let corners = [
      10_000, 12_000, 11_500, 11_995, 11_500, 11_995, 11_000, 11_500, 11_100, 11_495, 10_500, 11_000, 10_600,
      10_995, 10_600, 10_995, 10_200, 10_500, 10_300,
    ]
    let found = try levels(MadeTape.corners(corners, minutes: 300))
    #expect(found.family("swing.high") == [10_500, 11_000, 12_000])
    #expect(try found.level("swing.high.2").reaction.touches == 2)
  }

  @Test func atMostFiveAreKept() throws {
    var corners = [20_000]
    for step in 0..<8 { corners += [19_000 - 1000 * step, 19_500 - 1000 * step] }
    let found = try levels(MadeTape.corners(corners + [11_000], minutes: 20))
    #expect(found.family("swing.high") == [12_500, 13_500, 14_500, 15_500, 16_500])
    #expect(found.lacking.contains("swing.low.1"))
  }
}

@Suite struct FibonacciLevelTests {
  static let parts = ["0.382", "0.5", "0.618", "1.272", "1.618", "2.618"]

  static let cases: [([Int], [Int], Side, [Int])] = [
    // Rises, and is held.
    ([1000, 2000, 1700], [1000, 2000], .long, [1618, 1500, 1382, 2272, 2618, 3618]),
    // Falls.
    ([3000, 2000, 2300], [3000, 2000], .long, [2382, 2500, 2618, 1728, 1382, 382]),
    // Between two ticks: to the side of profit.
    ([1000, 2001, 1700], [1000, 2001], .long, [1619, 1501, 1383, 2274, 2620, 3621]),
    ([1000, 2001, 1700], [1000, 2001], .short, [1618, 1500, 1382, 2273, 2619, 3620]),
    // Taken back whole: the swing down counts, as far as it has come.
    ([1000, 2000, 900], [2000, 900], .long, [1321, 1450, 1580, 601, 221, -1]),
    ([1000, 2000, 1000], [2000, 1000], .long, [1382, 1500, 1618, 728, 382, -1]),
    ([1000, 2000, 1001], [1000, 2000], .long, [1618, 1500, 1382, 2272, 2618, 3618]),
    // A smaller swing after it, the last of those that count.
    ([1000, 3000, 1500, 2000], [3000, 1500], .long, [2073, 2250, 2427, 1092, 573, -1]),
  ]

  @Test(arguments: cases.indices) func partsOfTheLastSwing(_ index: Int) throws {
    let (corners, ends, side, expected) = Self.cases[index]
    let found = try levels(MadeTape.corners(corners, minutes: 20), side: side)
    let swing = try #require(found.swing)
    #expect([swing.start.price.ticks, swing.end.price.ticks] == ends)
    for (part, price) in zip(Self.parts, expected) {
      // What would lie below zero is no level.
      #expect(found.ticks("fib.\(part)") == (price > 0 ? price : nil), "fib.\(part)")
      #expect(found.lacking.contains("fib.\(part)") == (price <= 0))
    }
  }

  @Test func withoutAMoveThereAreNone() throws {
    let still = try levels(MadeTape.trades((0..<100).map { ($0 * 60, 500) }))
    #expect(still.swing == nil && still.lacking.contains("fib.0.618"))
  }
}

@Suite struct NodeLevelTests {
  @Test func tradesStandAtTheirPrices() throws {
    // One step at every price, and more around three of them.
    var prices = (1000..<1100).map { ($0 - 1000, $0) }
    for (price, times) in [(1020, 300), (1050, 500), (1080, 100)] {
      for _ in 0..<times { prices.append((prices.count, price)) }
    }
    let found = try levels(MadeTape.trades(prices))
    #expect(found.bin == 1)
    #expect(found.family("node") == [1050, 1020, 1080])
  }

  @Test func aBarsVolumeIsSpreadOverItsPrices() throws {
    // Much in a wide bar is less at each price than little in a narrow one.
    let wide = MadeTape.bars([(1000, 1000, 1099, 1050, 1000), (1050, 1050, 1050, 1050, 50)])
    #expect(try levels(wide).family("node").first == 1050)
    // In bins of five ticks 1702 to 1706 lie three in one and two in the next.
    let parted = MadeTape.bars([
      (1000, 1000, 1000, 1000, 0), (1702, 1702, 1706, 1706, 14), (1999, 1999, 1999, 1999, 0),
    ])
    #expect(try levels(parted).bin == 5 && levels(parted).family("node") == [1702])
    // Of one bar alone, all is the same: its middle, rounded to the side of profit.
    let flat = MadeTape.bars([(1000, 1000, 1009, 1001, 100)])
    #expect(try levels(flat).family("node") == [1005])
    #expect(try levels(flat, side: .short).family("node") == [1004])
  }

  /// Two humps; where volume between them hardly falls, the smaller one is no more than a shoulder.
  @Test func aShoulderIsNoNode() throws {
    func nodes(valley: Int) throws -> [Int] {
      let heights = [10, 50, 90, valley, valley, valley, 70, 50, 10]
      // A range of a hundred ticks, so that a bin is one.
      var prices = [(0, 1000), (1, 1100)]
      for (hump, height) in heights.enumerated() {
        for price in 0..<6 {
          for _ in 0..<height { prices.append((prices.count, 1020 + hump * 6 + price)) }
        }
      }
      return try levels(MadeTape.trades(prices)).family("node").filter { (1020..<1080).contains($0) }
    }
    #expect(try nodes(valley: 20) == [1035, 1059])
    #expect(try nodes(valley: 56) == [1035, 1059])
    // From 70 it falls by less than a fifth.
    #expect(try nodes(valley: 57) == [1035])
  }

  @Test func binsAreFewAndRound() throws {
    for (range, width) in [(150, 1), (199, 1), (350, 2), (900, 5), (18_000, 100), (39_000, 200)] {
      let found = try levels(MadeTape.trades([(0, 100_000), (1, 100_000 + range)]))
      #expect(found.bin == width, "a range of \(range)")
    }
  }

  @Test func withoutVolumeThereIsNone() throws {
    let found = try levels(MadeTape.trades([(0, 100), (60, 200)], each: 0))
    #expect(found.family("node").isEmpty && found.lacking.contains("node.1"))
  }
}
