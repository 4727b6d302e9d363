import Replay
import Testing
import Trading

private let minute: Int64 = 60_000_000

/// The same, one position after another.
private func slowMinutes(_ tape: Tape, since: Int64, before end: Int) -> [Bar] {
  var bars: [Bar] = []
  for index in 0..<max(0, min(end, tape.count)) where tape.times[index] >= since {
    if tape.kind == .bars, index % 5 == 4 { continue }
    let time = tape.times[index]
    let start = Timestamp(microseconds: time - ((time % minute) + minute) % minute)
    let price = Price(ticks: Int(tape.prices[index]))
    let quantity = Quantity(steps: Int(tape.quantities[index]))
    guard var bar = bars.last, bar.start == start else {
      bars.append(Bar(start: start, open: price, high: price, low: price, close: price, volume: quantity))
      continue
    }
    bar.high = max(bar.high, price)
    bar.low = min(bar.low, price)
    bar.close = price
    bar.volume = bar.volume + quantity
    bars[bars.count - 1] = bar
  }
  return bars
}

private func randomTrades(_ numbers: inout SeededNumbers) -> Tape {
  var tape = Tape()
  var price = 5_000
  var time = Int64.random(in: -5 * minute...5 * minute, using: &numbers)
  let pauses: [Int64] = [0, 1, 40_000, 900_000, 12_000_000, 59_999_999, minute, 7 * minute]
  for _ in 0..<([0, 1, 2, 300, 5_000].randomElement(using: &numbers) ?? 0) {
    price = max(1, price + Int.random(in: -9...9, using: &numbers))
    let pause = Int.random(in: 0..<20, using: &numbers)
    time += pause < pauses.count ? pauses[pause] : Int64.random(in: 0...300_000, using: &numbers)
    tape.append(
      time: Timestamp(microseconds: time), price: Price(ticks: price),
      quantity: Quantity(steps: Int.random(in: 0...9, using: &numbers)))
  }
  return tape
}

/// Bars of some length in seconds, one after another, some left out.
private func randomBars(_ numbers: inout SeededNumbers) -> Tape {
  var tape = Tape(kind: .bars)
  let length = ([1, 5, 60, 180, 300, 3600].randomElement(using: &numbers) ?? 60) * 1_000_000
  var time: Int64 = -10 * minute
  for _ in 0..<400 {
    time += Int64(length * (Int.random(in: 0..<8, using: &numbers) == 0 ? 3 : 1))
    let prices = (0..<4).map { _ in Int.random(in: 900...1_100, using: &numbers) }
    appendBar(prices, volume: Int.random(in: 0...50, using: &numbers), at: time, length: length, to: &tape)
  }
  return tape
}

private func appendBar(_ prices: [Int], volume: Int, at time: Int64, length: Int, to tape: inout Tape) {
  for (point, price) in (prices + [prices[3]]).enumerated() {
    tape.append(
      time: Timestamp(microseconds: point == 4 ? time + Int64(length) - 1_000 : time),
      price: Price(ticks: price), quantity: Quantity(steps: point == 3 ? volume : 0))
  }
}

private func bar(_ start: Int64, _ prices: [Int], _ volume: Int) -> Bar {
  Bar(
    start: Timestamp(microseconds: start), open: Price(ticks: prices[0]), high: Price(ticks: prices[1]),
    low: Price(ticks: prices[2]), close: Price(ticks: prices[3]), volume: Quantity(steps: volume))
}

@Suite("Tape: bars of one minute")
struct TapeMinutesTests {
  @Test("They are what one look at every position makes of it")
  func agrees() {
    let seed = UInt64.random(in: .min ... .max)
    print("tape minutes seed \(seed)")
    var numbers = SeededNumbers(state: seed)
    for round in 0..<60 {
      let tape = round % 2 == 0 ? randomTrades(&numbers) : randomBars(&numbers)
      let first = tape.times.first ?? 0
      let last = tape.times.last ?? 0
      for _ in 0..<12 {
        let since =
          switch Int.random(in: 0...4, using: &numbers) {
          case 0: Int64.min
          case 1: Int64.max
          case 2: Int64.random(in: first - minute...last + minute, using: &numbers) / minute * minute
          default: Int64.random(in: first - minute...last + minute, using: &numbers)
          }
        let end = Int.random(in: -2...tape.count + 2, using: &numbers)
        let bars = tape.minutes(since: Timestamp(microseconds: since), before: end)
        #expect(
          bars == slowMinutes(tape, since: since, before: end),
          "seed \(seed), round \(round), since \(since), before \(end) of \(tape.count)")
      }
    }
  }

  @Test("A minute without trades has no bar, and the last has what came before the end")
  func trades() {
    var tape = Tape()
    for (seconds, ticks) in [(-1, 90), (0, 100), (30, 120), (59, 80), (180, 85), (181, 95)] {
      tape.append(
        time: Timestamp(microseconds: Int64(seconds) * 1_000_000), price: Price(ticks: ticks),
        quantity: Quantity(steps: 2))
    }
    let all = Timestamp(microseconds: .min)
    #expect(
      tape.minutes(since: all, before: 6) == [
        bar(-minute, [90, 90, 90, 90], 2), bar(0, [100, 120, 80, 80], 6),
        bar(3 * minute, [85, 95, 85, 95], 4),
      ])
    #expect(tape.minutes(since: Timestamp(microseconds: 0), before: 3) == [bar(0, [100, 120, 100, 120], 4)])
    #expect(tape.minutes(since: Timestamp(microseconds: 1), before: 4) == [bar(0, [120, 120, 80, 80], 4)])
    #expect(tape.minutes(since: all, before: 0).isEmpty)
    #expect(tape.minutes(since: Timestamp(microseconds: 0), before: 1).isEmpty)
    #expect(tape.minutes(since: .distantFuture, before: 6).isEmpty)
    #expect(Tape().minutes(since: all, before: 1).isEmpty)
  }

  @Test("A bar of a minute is that minute's, its volume counted once; one of five minutes makes one bar")
  func bars() {
    let all = Timestamp(microseconds: .min)
    var tape = Tape(kind: .bars)
    appendBar([100, 90, 120, 110], volume: 7, at: 0, length: 60_000_000, to: &tape)
    appendBar([111, 105, 130, 106], volume: 5, at: minute, length: 60_000_000, to: &tape)
    let first = bar(0, [100, 120, 90, 110], 7)
    #expect(tape.minutes(since: all, before: 10) == [first, bar(minute, [111, 130, 105, 106], 5)])
    #expect(tape.minutes(since: all, before: 5) == [first])
    #expect(tape.minutes(since: all, before: 4) == [first])
    #expect(tape.minutes(since: all, before: 3) == [bar(0, [100, 120, 90, 120], 0)])
    #expect(tape.minutes(since: all, before: 6) == [first, bar(minute, [111, 111, 111, 111], 0)])
    #expect(
      tape.minutes(since: Timestamp(microseconds: minute), before: 10)
        == [bar(minute, [111, 130, 105, 106], 5)])

    var long = Tape(kind: .bars)
    appendBar([100, 90, 120, 110], volume: 7, at: 0, length: 300_000_000, to: &long)
    appendBar([111, 105, 130, 106], volume: 5, at: 5 * minute, length: 300_000_000, to: &long)
    #expect(long.minutes(since: all, before: 10) == [first, bar(5 * minute, [111, 130, 105, 106], 5)])
    #expect(
      long.minutes(since: Timestamp(microseconds: 4 * minute), before: 10)
        == [bar(5 * minute, [111, 130, 105, 106], 5)], "a close that is told again makes no bar")
  }

  @Test("A volume that no market has ends at what a bar counts")
  func volume() {
    var tape = Tape()
    for _ in 0..<3 {
      tape.append(
        time: Timestamp(microseconds: 0), price: Price(ticks: 1), quantity: Quantity(steps: .max))
    }
    #expect(
      tape.minutes(since: Timestamp(microseconds: 0), before: 3).map(\.volume) == [Bar.mostVolume])
  }
}
