import Replay
import Testing
import Trading

@testable import TradeStore

/// The chart's path of a trade whose prices were passed over, against one that saw them all.
@Suite struct PathSamplerTests {
  /// Trades of five minutes, some seconds without any.
  private static func tape(_ numbers: inout some RandomNumberGenerator) -> Tape {
    var tape = Tape()
    var price = 300_000
    var time: Int64 = 1_800_000_000_000_000
    for _ in 0..<900 {
      price = max(1, price + Int.random(in: -40...40, using: &numbers))
      time += Int64.random(
        in: 0..<(Int.random(in: 0..<30, using: &numbers) == 0 ? 6_000_000 : 400_000), using: &numbers)
      tape.append(
        time: Timestamp(microseconds: time), price: Price(ticks: price), quantity: Quantity(steps: 1))
    }
    return tape
  }

  private static func feed(_ tape: Tape) -> Feed {
    Feed(
      identity: .pipe, isPaced: true, next: { _ in .ended }, setSpeed: { _, _ in }, step: { _ in nil },
      skip: { _ in nil }, range: { tape.range(from: $0, to: $1) },
      stretches: { tape.stretches(of: $0, since: $1, before: $2) })
  }

  private static func told(_ path: TradePath) -> [String] {
    path.prices.stretches.map {
      "\(path.prices.start(of: $0).isoText) \($0.low.ticks) \($0.high.ticks) \($0.close.ticks)"
    }
  }

  @Test func whatWasPassedOverIsDrawnAsItWas() {
    let seed = UInt64.random(in: 0 ... .max)
    print("seed \(seed)")
    var numbers = SeededGenerator(state: seed)
    let tape = Self.tape(&numbers)
    let feed = Self.feed(tape)
    var (all, passed) = (TradePath(), TradePath())
    all.saw(tape.tick(at: 0).price, at: tape.tick(at: 0).time)
    passed = all
    var sampler = PathSampler(passed, at: tape.tick(at: 0))
    var last = tape.tick(at: 0)
    for index in 1..<tape.count {
      let tick = tape.tick(at: index)
      all.saw(tick.price, at: tick.time)
      guard tick.time - last.time > Span(seconds: Int64.random(in: 4...60, using: &numbers)) else { continue }
      sampler.extend(&passed, to: tick, of: feed)
      last = tick
    }
    // The last one had not ended when it was looked at.
    let (found, expected) = (Self.told(passed).dropLast(), Self.told(all))
    #expect(found.count > 100, "seed \(seed)")
    let wrong = zip(found, expected).filter { $0 != $1 }
    #expect(wrong.isEmpty, "seed \(seed)")
  }

  /// A long way is told in no more stretches than a path keeps, and none of its extremes is lost.
  @Test func aLongWayKeepsItsExtremes() {
    var tape = Tape()
    for second in 0..<40_000 {
      let price = second == 12_345 ? 290_000 : second == 23_456 ? 310_000 : 300_000 + second % 7
      tape.append(
        time: Timestamp(microseconds: 1_800_000_000_000_000 + Int64(second) * 1_000_000),
        price: Price(ticks: price), quantity: Quantity(steps: 1))
    }
    var path = TradePath()
    path.saw(tape.tick(at: 0).price, at: tape.tick(at: 0).time)
    var sampler = PathSampler(path, at: tape.tick(at: 0))
    sampler.extend(&path, to: tape.tick(at: tape.count - 1), of: Self.feed(tape))
    #expect(path.prices.stretches.count <= PricePath.most)
    #expect(path.prices.stretches.count > PricePath.most / 4)
    #expect(path.prices.stretches.map(\.low.ticks).min() == 290_000)
    #expect(path.prices.stretches.map(\.high.ticks).max() == 310_000)
  }

  /// A pipe remembers nothing: what is known are the extremes and the price at hand.
  @Test func withoutMemoryThePriceAtHandIsDrawn() {
    let tick = Tick(index: 1, time: Timestamp(microseconds: 90_000_000), price: Price(ticks: 5))
    var path = TradePath()
    path.saw(Price(ticks: 3), at: Timestamp(microseconds: 0))
    var sampler = PathSampler(
      path, at: Tick(index: 0, time: Timestamp(microseconds: 0), price: Price(ticks: 3)))
    let feed = Feed(
      identity: .pipe, isPaced: false, next: { _ in .ended }, setSpeed: { _, _ in }, step: { _ in nil },
      skip: { _ in nil }, range: { _, _ in Price(ticks: 2)...Price(ticks: 5) })
    sampler.extend(&path, to: tick, of: feed)
    #expect(path.prices.stretches.map(\.low.ticks) == [3, 2])
    #expect(path.prices.stretches.last?.close == Price(ticks: 5))
  }
}
