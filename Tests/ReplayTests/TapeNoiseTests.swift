import Replay
import Testing
import Trading

@Suite struct TapeNoiseTests {
  /// A price a second; each minute ranges over 10 ticks, and the next opens where it closed.
  private func tape(minutes: Int, range: Int = 10) -> Tape {
    var tape = Tape()
    for minute in 0..<minutes {
      for (second, offset) in [0, range, 0].enumerated() {
        tape.append(
          time: Timestamp(microseconds: Int64(minute * 60 + second) * 1_000_000),
          price: Price(ticks: 1_000 + offset),
          quantity: Quantity(steps: 1))
      }
    }
    return tape
  }

  @Test func itIsTheAverageRangeOfABar() {
    #expect(tape(minutes: 20).noise() == MarketNoise(ticks: 10, minutes: 1, bars: 20))
    #expect(tape(minutes: 15 * 15).noise() == MarketNoise(ticks: 10, minutes: 15, bars: 15))
  }

  @Test func aShortTapeTellsNothing() {
    #expect(tape(minutes: 14).noise() == nil)
    #expect(Tape().noise() == nil)
  }

  /// Fifteen bars that range over 10 and one that gaps by 150: Wilder adds a fourteenth of what differs.
  @Test func aGapCountsAsRange() {
    var tape = tape(minutes: 15)
    tape.append(
      time: Timestamp(microseconds: 15 * 60_000_000), price: Price(ticks: 1_150), quantity: Quantity(steps: 1)
    )
    #expect(tape.noise() == MarketNoise(ticks: 20, minutes: 1, bars: 16))
  }
}
