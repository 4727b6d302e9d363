import Replay
import Testing
import Trading

@testable import Markets

private let minute: Int64 = 60_000_000

private struct Numbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    let mixed = (state ^ state >> 32) &* 0xD6E8_FEB8_6659_FD93
    return mixed ^ mixed >> 29
  }
}

/// What a piped feed keeps of the ticks it hears, and all of them to compare with.
private struct Heard {
  var recent: RecentTicks
  var minutes: RecentMinutes
  var all: [(tick: Tick, quantity: Quantity)] = []

  init(from index: Int = 0) {
    recent = RecentTicks(from: index)
    minutes = RecentMinutes(from: index)
  }

  mutating func hear(_ ticks: Int, at time: Int64, _ steps: Int = 1) {
    let tick = Tick(
      index: recent.end, time: Timestamp(microseconds: time), price: Price(ticks: ticks))
    recent.append(tick.price, Quantity(steps: steps))
    minutes.append(tick, Quantity(steps: steps))
    all.append((tick, Quantity(steps: steps)))
  }

  func bars(since: Int64, before end: Int) -> [Bar] {
    minutes.bars(since: Timestamp(microseconds: since), before: end, recent)
  }

  /// The same of everything that was heard, one tick after another. `since` begins a minute, or is before all.
  func slow(since: Int64, before end: Int) -> [Bar] {
    var bars: [Bar] = []
    for (tick, quantity) in all where tick.index < end && tick.time.microseconds >= since {
      let start = Timestamp(microseconds: tick.time.microseconds / minute * minute)
      if bars.last?.start == start {
        bars[bars.count - 1].high = max(bars[bars.count - 1].high, tick.price)
        bars[bars.count - 1].low = min(bars[bars.count - 1].low, tick.price)
        bars[bars.count - 1].close = tick.price
        bars[bars.count - 1].volume += quantity
      } else {
        bars.append(
          Bar(
            start: start, open: tick.price, high: tick.price, low: tick.price, close: tick.price,
            volume: quantity))
      }
    }
    return bars
  }
}

@Suite struct RecentMinutesTests {
  /// Minutes of a few ticks and of thousands; asked at the newest tick, before it and anywhere.
  @Test func theyAreWhatOneTickAfterAnotherMakes() {
    let seed = UInt64.random(in: .min ... .max)
    print("recent minutes seed \(seed)")
    var numbers = Numbers(state: seed)
    for _ in 0..<4 {
      let begin = Int.random(in: 0...1_000, using: &numbers)
      var heard = Heard(from: begin)
      var time: Int64 = 1_700_000_000_000_000
      var pace: Int64 = 1
      for index in 0..<6_000 {
        if index % 1_500 == 0 {
          pace = [10, 20_000, 3_000_000, 90_000_000].randomElement(using: &numbers) ?? 1
        }
        time += Int64.random(in: 0...pace, using: &numbers)
        heard.hear(
          Int.random(in: 900...1_100, using: &numbers), at: time, Int.random(in: 0...9, using: &numbers))
        guard Int.random(in: 0..<300, using: &numbers) == 0 else { continue }
        let end = heard.recent.end
        for end in [end + 1, end, end - 1, end - 2, Int.random(in: begin - 2...end, using: &numbers)] {
          let since =
            Bool.random(using: &numbers)
            ? Int64.min : Int64.random(in: 1_699_999_900_000_000...time, using: &numbers) / minute * minute
          #expect(
            heard.bars(since: since, before: end) == heard.slow(since: since, before: end),
            "seed \(seed), \(begin), at \(heard.recent.end), since \(since), before \(end)")
        }
      }
    }
  }

  /// A minute of more prices than are remembered: the tick that acts is always known, one long ago is not.
  @Test func aBarBeforeAPriceThatIsForgottenIsLeftOut() {
    let start: Int64 = 1_700_000_040_000_000
    var heard = Heard()
    heard.hear(5_000, at: start - 1)
    for index in 1..<140_000 { heard.hear(1_000 + index % 977, at: start + Int64(index)) }
    let end = heard.recent.end
    let first = heard.recent.first
    #expect(first > 65_536)
    for end in [end + 9, end, end - 1, end - 2, end - 255, end - 256, end - 257, first + 300, first] {
      #expect(heard.bars(since: 0, before: end) == heard.slow(since: 0, before: end), "\(end)")
    }
    let before = heard.slow(since: 0, before: 1)
    #expect(before.count == 1)
    for end in [1, 2, 255, 256, 257, 512, 65_536, first - 1, first - 257] {
      #expect(heard.bars(since: 0, before: end) == before, "\(end)")
    }
    heard.hear(7, at: start + minute)
    #expect(heard.bars(since: 0, before: end) == heard.slow(since: 0, before: end), "it has ended by then")
    #expect(
      heard.bars(since: 0, before: end + 1).map(\.start.microseconds) == [
        start - minute, start, start + minute,
      ])
  }

  @Test func aMinuteThatBeganBeforeItIsAskedForIsLeftOut() {
    let start: Int64 = 1_700_000_040_000_000
    var heard = Heard()
    heard.hear(10, at: start + 5)
    heard.hear(20, at: start + 9)
    heard.hear(30, at: start + minute)
    #expect(heard.bars(since: start + 5, before: 3).map(\.open.ticks) == [10, 30])
    #expect(heard.bars(since: start + 6, before: 3).map(\.open.ticks) == [30])
    #expect(heard.bars(since: start + minute + 1, before: 3).isEmpty)
    #expect(heard.bars(since: .max, before: 3).isEmpty)
    #expect(heard.bars(since: .min, before: 0).isEmpty)
    #expect(heard.bars(since: .min, before: -1).isEmpty)
    #expect(Heard(from: 5).bars(since: .min, before: 9).isEmpty)
  }

  @Test func theNewestTwoWeeksAreKept() {
    var heard = Heard()
    for index in 0..<50_000 { heard.hear(1 + index, at: Int64(index) * minute) }
    let bars = heard.bars(since: .min, before: 50_000)
    #expect((20_000...22_000).contains(bars.count))
    #expect(bars == heard.slow(since: bars[0].start.microseconds, before: 50_000))
    #expect(heard.bars(since: .min, before: 100).isEmpty)
  }

  @Test func aVolumeThatNoMarketHasEndsAtWhatABarCounts() {
    var heard = Heard()
    for _ in 0..<9 { heard.hear(1, at: 0, .max) }
    #expect(heard.bars(since: 0, before: 9).map(\.volume) == [Bar.mostVolume])
    #expect(heard.bars(since: 0, before: 5).map(\.volume) == [Bar.mostVolume])
  }
}
