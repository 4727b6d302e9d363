import Replay
import Testing
import Trading

/// A small generator of its own, so that a failing case can be run again from the seed that was printed.
struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    var mixed = state
    mixed ^= mixed >> 32
    mixed = mixed &* 0xD6E8_FEB8_6659_FD93
    return mixed ^ (mixed >> 29)
  }
}

private func randomTape(count: Int, with numbers: inout SeededNumbers) -> Tape {
  var tape = Tape()
  var price = 10_000
  var time: Int64 = 1_000_000
  for _ in 0..<count {
    price = max(1, price + Int.random(in: -3...3, using: &numbers))
    time += [0, 0, 1, 50, 10_000].randomElement(using: &numbers) ?? 0
    let quantity = Quantity(steps: Int.random(in: 0...9, using: &numbers))
    tape.append(time: Timestamp(microseconds: time), price: Price(ticks: price), quantity: quantity)
  }
  return tape
}

private func randomBand(on tape: Tape, at index: Int, with numbers: inout SeededNumbers) -> Band {
  let price = tape.isEmpty ? 10_000 : tape.prices[min(index, tape.count - 1)]
  let widths: [Int32] = [0, 1, 3, 10, 40, 200, 2000]
  let below = widths.randomElement(using: &numbers) ?? 0
  let above = widths.randomElement(using: &numbers) ?? 0
  let deadline: Int64 =
    switch Int.random(in: 0...3, using: &numbers) {
    case 0: .max
    case 1: .min
    default: Int64.random(in: 0...(tape.times.last ?? 0) + 10, using: &numbers)
    }
  return Band(low: price - below, high: price + above, deadline: deadline)
}

@Suite("Tape: search and range")
struct TapeTests {
  @Test("All searches find what one look at every tick finds")
  func searchesAgree() {
    let seed = UInt64.random(in: .min ... .max)
    print("tape search seed \(seed)")
    var numbers = SeededNumbers(state: seed)
    for _ in 0..<60 {
      let count = [0, 1, 63, 64, 65, 127, 4095, 4096, 4097, 9000, 20_001].randomElement(using: &numbers) ?? 0
      let tape = randomTape(count: count, with: &numbers)
      for _ in 0..<40 {
        let index = Int.random(in: 0...(count + 2), using: &numbers)
        let band = randomBand(on: tape, at: index, with: &numbers)
        let end = Bool.random(using: &numbers) ? nil : Int.random(in: 0...(count + 2), using: &numbers)
        let last = min(end ?? count, count)
        let expected =
          index < last
          ? (index..<last).first { !band.holds(ticks: tape.prices[$0], microseconds: tape.times[$0]) } : nil
        for search in Tape.Search.allCases {
          let found = tape.firstIndex(outside: band, from: index, to: end, by: search)
          #expect(found == expected, "seed \(seed), \(search), \(count) ticks from \(index), \(band)")
        }
      }
    }
  }

  @Test("The range of any stretch is the range of its prices")
  func rangesAgree() {
    let seed = UInt64.random(in: .min ... .max)
    print("tape range seed \(seed)")
    var numbers = SeededNumbers(state: seed)
    let tape = randomTape(count: 20_123, with: &numbers)
    for _ in 0..<400 {
      let from = Int.random(in: -2...tape.count, using: &numbers)
      let to = Int.random(in: from...(tape.count + 2), using: &numbers)
      let prices = tape.prices[max(0, from)..<max(0, min(to, tape.count), from)]
      let range = tape.range(from: from, to: to)
      #expect(range?.lowerBound.ticks == prices.min().map(Int.init), "seed \(seed), \(from)..<\(to)")
      #expect(range?.upperBound.ticks == prices.max().map(Int.init), "seed \(seed), \(from)..<\(to)")
    }
  }

  @Test("A time is found as a scan finds it")
  func timesAgree() {
    let seed = UInt64.random(in: .min ... .max)
    print("tape time seed \(seed)")
    var numbers = SeededNumbers(state: seed)
    let tape = randomTape(count: 5000, with: &numbers)
    for _ in 0..<400 {
      let from = Int.random(in: 0...5001, using: &numbers)
      let time = Int64.random(in: 0...(tape.times.last ?? 0) + 5, using: &numbers)
      let expected = (min(from, 5000)..<5000).first { tape.times[$0] >= time } ?? 5000
      #expect(tape.firstIndex(atOrAfter: time, from: from) == expected, "seed \(seed), \(time) from \(from)")
    }
  }

  @Test("Blocks appended in pieces of any size equal those appended one by one")
  func piecesAgree() {
    let seed = UInt64.random(in: .min ... .max)
    print("tape pieces seed \(seed)")
    var numbers = SeededNumbers(state: seed)
    let whole = randomTape(count: 12_345, with: &numbers)
    var pieces = Tape()
    while pieces.count < whole.count {
      let start = pieces.count
      let end = min(whole.count, start + Int.random(in: 1...5000, using: &numbers))
      whole.times[start..<end].withUnsafeBufferPointer { times in
        whole.prices[start..<end].withUnsafeBufferPointer { prices in
          whole.quantities[start..<end].withUnsafeBufferPointer { quantities in
            pieces.append(times: times, prices: prices, quantities: quantities)
          }
        }
      }
    }
    #expect(pieces.prices == whole.prices && pieces.times == whole.times)
    #expect(pieces.quantities == whole.quantities)
    for _ in 0..<100 {
      let from = Int.random(in: 0..<whole.count, using: &numbers)
      #expect(pieces.range(from: from, to: whole.count) == whole.range(from: from, to: whole.count))
    }
  }

  @Test("Edges at the ends of 32 bits and the deadline itself")
  func edges() {
    var tape = Tape()
    for ticks in [1, 5, Price.largest.ticks, 5] {
      tape.append(time: Timestamp(microseconds: 10), price: Price(ticks: ticks), quantity: .zero)
    }
    for search in Tape.Search.allCases {
      #expect(tape.firstIndex(outside: .quiet, from: 0, by: search) == nil)
      #expect(tape.firstIndex(outside: .closed, from: 2, by: search) == 2)
      let wide = Band(low: .min, high: .max, deadline: .max)
      #expect(tape.firstIndex(outside: wide, from: 0, by: search) == nil)
      let negative = Band(low: .min, high: -5, deadline: .max)
      #expect(tape.firstIndex(outside: negative, from: 1, by: search) == 1)
      let late = Band(low: 0, high: .max, deadline: 10)
      #expect(tape.firstIndex(outside: late, from: 1, by: search) == 1)
    }
  }
}
