import Testing

@testable import Trading

/// The way of a trade stays small however long it goes on, and never tells a price that was not there.
@Suite struct TradePathTests {
  private func time(_ second: Int) -> Timestamp { Timestamp(milliseconds: Int64(second) * 1000) }

  @Test func aShortPathTellsEveryPrice() {
    var path = PricePath()
    for second in 0..<100 { path.saw(Price(ticks: 1000 + second), at: time(second)) }
    #expect(path.stretches.map(\.close.ticks) == Array(1000..<1100))
    #expect(path.span == Span(seconds: 1) && path.start == time(0))
  }

  /// Extremes, first and last are those of all prices, whatever was thinned.
  @Test func aLongPathKeepsItsExtremes() {
    let seed = UInt64.random(in: 0 ... .max)
    var state = seed
    func random(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % below
    }
    var path = PricePath()
    var prices: [Int] = []
    var second = 0
    for _ in 0..<20_000 {
      second += random(20) == 0 ? random(5000) : random(3)
      prices.append(10_000 + random(5000))
      path.saw(Price(ticks: prices[prices.count - 1]), at: time(second))
    }
    #expect(
      path.stretches.count <= PricePath.most && path.stretches.count > PricePath.most / 8, "seed \(seed)")
    #expect(path.stretches.map(\.low.ticks).min() == prices.min(), "seed \(seed)")
    #expect(path.stretches.map(\.high.ticks).max() == prices.max(), "seed \(seed)")
    #expect(path.stretches.first?.open.ticks == prices.first, "seed \(seed)")
    #expect(path.stretches.last?.close.ticks == prices.last, "seed \(seed)")
    let starts = path.stretches.map(path.start(of:))
    #expect(zip(starts, starts.dropFirst()).allSatisfy { $0 < $1 }, "seed \(seed)")
    for stretch in path.stretches {
      let inside = (stretch.low...stretch.high)
      #expect(inside.contains(stretch.open) && inside.contains(stretch.close), "seed \(seed)")
    }
  }

  @Test func whatComesLateWidensItsTimeAndEndsNothing() {
    var path = PricePath()
    for second in [0, 10, 20] { path.saw(Price(ticks: 500), at: time(second)) }
    path.saw(Price(ticks: 700), at: time(10))
    path.saw(Price(ticks: 300), at: time(15))
    #expect(path.stretches.map(\.high.ticks) == [500, 700, 300, 500])
    #expect(path.stretches.map(\.close.ticks) == [500, 500, 300, 500])
  }

  @Test func extremesOfWhatWasPassedCount() {
    var path = PricePath()
    path.saw(Price(ticks: 500), at: time(0), passed: Price(ticks: 450)...Price(ticks: 530))
    #expect(path.stretches.first?.low.ticks == 450 && path.stretches.first?.high.ticks == 530)
  }

  @Test func twoPathsTogetherKnowBoth() {
    var one = PricePath()
    var other = PricePath()
    for second in 0..<3000 {
      if second % 2 == 0 { one.saw(Price(ticks: 100), at: time(second)) }
      if second % 2 == 1 { other.saw(Price(ticks: 200), at: time(second)) }
    }
    one.saw(other)
    #expect(one.stretches.allSatisfy { $0.low.ticks == 100 && $0.high.ticks == 200 })
    #expect(one.stretches.count <= PricePath.most)
  }
}
