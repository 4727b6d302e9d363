import Replay
import Testing
import Trading

private func barTape(_ bars: [(open: Int, adverse: Int, favourable: Int, close: Int)]) -> Tape {
  var tape = Tape(kind: .bars)
  for (number, bar) in bars.enumerated() {
    let open = Timestamp(microseconds: Int64(number) * 60_000_000)
    let close = Timestamp(microseconds: open.microseconds + 59_999_000)
    for ticks in [bar.open, bar.adverse, bar.favourable, bar.close] {
      tape.append(time: open, price: Price(ticks: ticks), quantity: .zero)
    }
    tape.append(time: close, price: Price(ticks: bar.close), quantity: .zero)
  }
  return tape
}

/// The path as the rules spell it, one tick after another.
private func path(of tape: Tape) -> [Tick] {
  var ticks: [Tick] = []
  for index in 0..<tape.count {
    let target = tape.tick(at: index)
    guard tape.continuous(at: index) else {
      ticks.append(target)
      continue
    }
    var price = Int(tape.prices[index - 1])
    while price != target.price.ticks {
      price += price < target.price.ticks ? 1 : -1
      ticks.append(Tick(index: index, time: target.time, price: Price(ticks: price)))
    }
  }
  return ticks
}

private func all(_ band: Band, on tape: Tape) -> [Tick] {
  var cursor = TapeCursor()
  var ticks: [Tick] = []
  while let tick = cursor.next(outside: band, on: tape, before: tape.count) { ticks.append(tick) }
  return ticks
}

@Suite("Tape: the cursor and the way between the points of a bar")
struct TapeCursorTests {
  @Test(
    "A closed band gets every tick of the path, the close twice, and no tick twice for an extreme at the open"
  )
  func wholePath() {
    let tape = barTape([(100, 97, 103, 101), (90, 90, 92, 92), (95, 95, 95, 95)])
    let ticks = all(.closed, on: tape)
    #expect(ticks == path(of: tape))
    #expect(
      ticks.map(\.price.ticks) == [
        100, 99, 98, 97, 98, 99, 100, 101, 102, 103, 102, 101, 101, 90, 91, 92, 92, 95, 95,
      ])
    #expect(ticks[12].time.microseconds == 59_999_000)
  }

  @Test("Only the open can gap: an edge within a bar is met exactly")
  func edgeIsMet() {
    let tape = barTape([(100, 50, 150, 120), (200, 190, 210, 205)])
    let ticks = all(Band(low: 80, high: 130, deadline: .max), on: tape)
    #expect(ticks.first == Tick(index: 1, time: Timestamp(microseconds: 0), price: Price(ticks: 80)))
    #expect(ticks.contains { $0.index == 5 && $0.price.ticks == 200 })
    var cursor = TapeCursor()
    let narrow = Band(low: 40, high: 130, deadline: .max)
    #expect(cursor.next(outside: narrow, on: tape, before: 10)?.price.ticks == 130)
    let above = Band(low: 40, high: 190, deadline: .max)
    #expect(cursor.next(outside: above, on: tape, before: 10)?.price.ticks == 200)
  }

  @Test(
    "Bands that change on every tick: the cursor agrees with a walk along the whole path, also when resumed")
  func changingBands() {
    let seed = UInt64.random(in: .min ... .max)
    print("tape cursor seed \(seed)")
    var numbers = SeededNumbers(state: seed)
    for _ in 0..<150 {
      let tape = barTape(
        (0..<Int.random(in: 1...60, using: &numbers)).map { _ in
          let low = Int.random(in: 900...1000, using: &numbers)
          let high = Int.random(in: low...(low + 60), using: &numbers)
          let open = Int.random(in: low...high, using: &numbers)
          let close = Int.random(in: low...high, using: &numbers)
          return Bool.random(using: &numbers) ? (open, low, high, close) : (open, high, low, close)
        })
      var rest = path(of: tape)[...]
      var cursor = TapeCursor()
      while true {
        let centre = Int32.random(in: 900...1060, using: &numbers)
        let width = [0, 3, 30, 200].randomElement(using: &numbers) ?? 0
        let time = Int64.random(in: 0...4_000_000_000, using: &numbers)
        let band = Band(
          low: centre - Int32(width), high: centre + Int32(width),
          deadline: Bool.random(using: &numbers) ? .max : time)
        let expected = rest.firstIndex {
          !band.holds(ticks: Int32($0.price.ticks), microseconds: $0.time.microseconds)
        }
        let tick = cursor.next(outside: band, on: tape, before: tape.count)
        #expect(tick == expected.map { rest[$0] }, "seed \(seed), \(band)")
        guard let tick, let expected, tick == rest[expected] else { break }
        rest = rest[(expected + 1)...]
        #expect(TapeCursor(after: tick, on: tape) == cursor, "seed \(seed), \(tick)")
      }
    }
  }

  @Test("A step is a point of the bar, or the edge on the way to it")
  func steps() {
    let tape = barTape([(100, 100, 110, 105), (105, 90, 106, 95)])
    var cursor = TapeCursor()
    var prices: [Int] = []
    let band = Band(low: 93, high: 200, deadline: .max)
    while let tick = cursor.step(outside: band, on: tape) { prices.append(tick.price.ticks) }
    #expect(prices == [100, 110, 105, 105, 105, 93, 92, 91, 90, 91, 92, 93, 106, 95, 95])
  }

  @Test("A place that the tape never had is refused")
  func strangers() {
    let tape = barTape([(100, 90, 110, 105)])
    let zero = Timestamp(microseconds: 0)
    #expect(TapeCursor(after: Tick(index: 1, time: zero, price: Price(ticks: 89)), on: tape) == nil)
    #expect(TapeCursor(after: Tick(index: 1, time: zero, price: Price(ticks: 100)), on: tape) == nil)
    #expect(TapeCursor(after: Tick(index: 0, time: zero, price: Price(ticks: 101)), on: tape) == nil)
    #expect(TapeCursor(after: Tick(index: 5, time: zero, price: Price(ticks: 105)), on: tape) == nil)
    let later = Timestamp(microseconds: 7)
    #expect(TapeCursor(after: Tick(index: 1, time: later, price: Price(ticks: 95)), on: tape) == nil)
    #expect(TapeCursor(after: Tick(index: 1, time: zero, price: Price(ticks: 95)), on: tape) != nil)
  }

  @Test("The cursor stops before the point it is given")
  func limit() {
    let tape = barTape([(100, 90, 110, 105), (120, 120, 120, 120)])
    var cursor = TapeCursor()
    let band = Band(low: 1, high: 120, deadline: .max)
    #expect(cursor.next(outside: band, on: tape, before: 5) == nil)
    #expect(cursor.index == 5)
    #expect(cursor.next(outside: band, on: tape, before: 10)?.index == 5)
  }
}
