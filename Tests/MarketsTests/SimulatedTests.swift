import Markets
import Replay
import Testing
import Trading

/// What a plan that buys the break of 30,000, its retest within 0.2% for 5 minutes and the break of 30,600
/// would meet, read off the path of prices alone. Times are seconds since the market opened.
struct BreakoutFacts {
  var broken: Double?
  var retestBegan: Double?
  var retestDone: Double?
  /// The lowest price while the retest held.
  var retestLow = Int32.max
  var second: Double?
  var firstTarget: Double?
  var secondTarget: Double?
  var trailHit: Double?
  var stopHit: Double?

  init(_ tape: Tape) {
    let start = tape.times[0]
    var wasAbove = false
    var peak = Int32.min
    for index in 0..<tape.count {
      let price = tape.prices[index]
      let time = Double(tape.times[index] - start) / 1_000_000
      if price <= 293_000, stopHit == nil { stopHit = time }
      if broken == nil {
        if price >= 300_000 { broken = time }
      } else if retestDone == nil {
        follow(price, time, &wasAbove)
      } else if second == nil {
        if price >= 306_000 { second = time }
      } else if firstTarget == nil {
        // Half at 30,000, 30% and 20% later: the average is near 30,130, and 1R is 700.
        if price >= 308_300 { firstTarget = time }
      } else if secondTarget == nil {
        if price >= 315_300 { secondTarget = time }
      } else if trailHit == nil {
        peak = max(peak, price)
        if price <= peak - 7000 { trailHit = time }
      }
    }
  }

  private mutating func follow(_ price: Int32, _ time: Double, _ wasAbove: inout Bool) {
    if price > 300_600 {
      wasAbove = true
      retestBegan = nil
    } else if price < 299_400 {
      wasAbove = false
      retestBegan = nil
    } else if wasAbove {
      if retestBegan == nil {
        retestBegan = time
        retestLow = .max
      }
      retestLow = min(retestLow, price)
      if let retestBegan, time - retestBegan >= 300, price >= 300_000 { retestDone = time }
    }
  }
}

private func tape(seed: UInt64, count: Int, chunk: Int = 10_000) -> Tape {
  var market = Simulated(seed: seed, instrument: bitcoin)
  var tape = Tape()
  while tape.count < count { market.extend(&tape, by: min(chunk, count - tape.count)) }
  return tape
}
/// FNV-1a over the columns of the first ticks.
private func digest(_ tape: Tape, count: Int) -> UInt64 {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for index in 0..<count {
    let columns = [tape.times[index], Int64(tape.prices[index]), tape.quantities[index]]
    for value in columns.map(UInt64.init(bitPattern:)) {
      for shift in stride(from: UInt64(0), to: 64, by: 8) {
        hash = (hash ^ (value >> shift & 0xFF)) &* 0x100_0000_01b3
      }
    }
  }
  return hash
}

@Suite("Simulated market")
struct SimulatedTests {
  @Test("The same seed makes the same market everywhere, in chunks of any size")
  func determinism() {
    let seed = Simulated.defaultSeed
    #expect(digest(tape(seed: seed, count: 100_000), count: 100_000) == 0x5f2_34e6_2b0f_569a)
    let once = tape(seed: 7, count: 5000, chunk: 5000)
    let often = tape(seed: 7, count: 5000, chunk: 17)
    #expect(digest(once, count: 5000) == digest(often, count: 5000))
    #expect(digest(once, count: 5000) != digest(tape(seed: 8, count: 5000), count: 5000))
  }

  @Test("The built-in seed gives the built-in plan a first fill, a retest, both targets and a trailing stop")
  func builtInSeed() throws {
    let tape = tape(seed: Simulated.defaultSeed, count: 30_000)
    #expect(tape.times[0] - Simulated.defaultTime.microseconds < 1_000_000)
    #expect((299_000..<300_000).contains(tape.prices[0]))
    let facts = BreakoutFacts(tape)
    let broken = try #require(facts.broken)
    let retest = try #require(facts.retestDone)
    let second = try #require(facts.second)
    let first = try #require(facts.firstTarget)
    let twice = try #require(facts.secondTarget)
    let trailed = try #require(facts.trailHit)
    #expect((60.0...700).contains(broken))
    #expect(facts.retestLow >= 300_000)
    #expect(retest > broken + 300 && second > retest)
    #expect(first > second && first <= 3300)
    #expect(twice > first && trailed > twice && trailed < 6000)
    #expect(facts.stopHit == nil)
  }

  @Test(
    "Every seed breaks the level within minutes",
    arguments: 1...40 as ClosedRange<UInt64>)
  func anySeed(seed: UInt64) throws {
    let facts = BreakoutFacts(tape(seed: seed, count: 8000))
    #expect((60.0...900).contains(try #require(facts.broken)))
  }

  @Test("Far on it is still a market: prices possible, times rising, five prints a second, both ways")
  func farOn() throws {
    let tape = tape(seed: 3, count: 400_000)
    let range = try #require(tape.range(from: 0, to: tape.count))
    #expect(range.lowerBound.ticks > 100_000 && range.upperBound.ticks < 900_000)
    let span = Double(tape.times[tape.count - 1] - tape.times[0]) / 1_000_000
    #expect((4.0...6).contains(Double(tape.count) / span))
    #expect(zip(tape.times, tape.times.dropFirst()).allSatisfy { $0 < $1 })
    #expect(tape.quantities.allSatisfy { $0 > 0 })
    var rising = 0
    for index in stride(from: 0, to: 399_000, by: 1000) where tape.prices[index + 1000] > tape.prices[index] {
      rising += 1
    }
    #expect((120...280).contains(rising))
  }

  @Test("Another level and another instrument")
  func otherInstrument() {
    var small = bitcoin
    small.priceDigits = 4
    small.quantityDigits = 0
    var market = Simulated(seed: 1, instrument: small, level: Price(ticks: 5000))
    var tape = Tape()
    market.extend(&tape, by: 5000)
    #expect((4900...5000).contains(tape.prices[0]))
    #expect(tape.prices.contains { $0 >= 5000 })
  }
}
