import Testing
import Trading

@testable import TradeStore

/// Volume at price for the ladder, counted in buckets of ten ticks.
@Suite struct VolumeTallyTests {
  typealias Trade = (prices: ClosedRange<Int>, steps: Int)

  private static func feed(_ trades: [Trade]) -> Feed {
    Feed(
      identity: .pipe, isPaced: true, next: { _ in .ended }, setSpeed: { _, _ in }, step: { _ in nil },
      skip: { _ in nil },
      trades: { from, to, each in
        for trade in trades[from..<min(to, trades.count)] {
          let (low, high) = (trade.prices.lowerBound, trade.prices.upperBound)
          each(Price(ticks: low)...Price(ticks: high), Quantity(steps: trade.steps))
        }
      })
  }

  private static func tally(_ trades: [Trade]) -> VolumeProfile {
    var tally = VolumeTally()
    tally.extend(to: trades.count, of: feed(trades))
    return tally.profile
  }

  @Test func aTradeStandsAtItsPrice() {
    let profile = Self.tally([(1005...1005, 3), (1009...1009, 4), (1030...1030, 5), (985...985, 6)])
    #expect(profile.firstBucket == 98 && profile.steps == [6, 0, 7, 0, 0, 5])
    #expect(profile.steps(from: 1000, below: 1010) == 7)
  }

  /// 40 ticks: 5 of the first bucket, three whole ones, 5 of the last.
  @Test func aBarIsSpreadEvenlyOverItsRange() {
    let profile = Self.tally([(1005...1044, 80)])
    #expect(profile.firstBucket == 100 && profile.steps == [10, 20, 20, 20, 10])
  }

  @Test func whatDoesNotComeOutEvenIsKept() {
    #expect(Self.tally([(1005...1044, 3)]).steps == [0, 1, 1, 1, 0])
    #expect(Self.tally([(1005...1014, 3)]).steps == [2, 1])
    #expect(Self.tally([(1000...1009, 3)]).steps == [3])
    #expect(Self.tally([(1005...1044, 0)]).steps.isEmpty)
  }

  /// Against a count tick by tick: each bucket within two steps of its share a bar, and no step lost.
  @Test func itIsWhatACountOfEveryTickGives() {
    let seed = UInt64.random(in: 0 ... .max)
    print("seed \(seed)")
    var numbers = SeededGenerator(state: seed)
    for _ in 0..<200 {
      let trades: [Trade] = (0..<Int.random(in: 1...8, using: &numbers)).map { _ in
        let low = Int.random(in: 1...400, using: &numbers)
        let high = low + (Bool.random(using: &numbers) ? 0 : Int.random(in: 0...300, using: &numbers))
        return (low...high, Int.random(in: 0...5_000, using: &numbers))
      }
      let profile = Self.tally(trades)
      #expect(profile.steps.reduce(0, +) == trades.map(\.steps).reduce(0, +), "seed \(seed)")
      for (index, steps) in profile.steps.enumerated() {
        let first = (profile.firstBucket + index) * profile.bucketTicks
        let share = trades.reduce(0.0) { sum, trade in
          let held = trade.prices.clamped(to: first...first + profile.bucketTicks - 1)
          guard trade.prices.overlaps(first...first + profile.bucketTicks - 1) else { return sum }
          return sum + Double(trade.steps) * Double(held.count) / Double(trade.prices.count)
        }
        #expect(abs(Double(steps) - share) <= 2 * Double(trades.count), "seed \(seed), bucket \(index)")
      }
    }
  }

  /// A range without an end is no more work than a trade, and overflows nothing.
  @Test func theLongestBarAndTheLargestVolumeAreCounted() {
    let profile = Self.tally([(1...1_000_000, 4_000_000_000_000_000_000)])
    #expect(profile.steps.count == 100_001)
    #expect(profile.steps.reduce(0, +) == 4_000_000_000_000_000_000)
  }

  @Test func itGoesOnWhereItWas() {
    let trades: [Trade] = [(1005...1005, 1), (1015...1034, 20), (985...985, 2)]
    var tally = VolumeTally()
    for end in [1, 1, 2, 3, 2] { tally.extend(to: end, of: Self.feed(trades)) }
    #expect(tally.profile == Self.tally(trades))
    #expect(tally.profile.steps == [2, 0, 1, 5, 10, 5])
  }
}
