import Replay
import Testing
import Trading

/// Where a run over a part of a tape begins and ends.
@Suite struct TapeWindowTests {
  private func time(_ seconds: Int64) -> Timestamp { Timestamp(microseconds: seconds * 1_000_000) }

  /// Bars of a minute that close a second before the next begins.
  private func bars(_ count: Int) -> Tape {
    var tape = Tape(kind: .bars)
    for bar in 0..<count {
      for (point, price) in [100, 90, 120, 110, 110].enumerated() {
        tape.append(
          time: time(Int64(bar) * 60 + (point == 4 ? 59 : 0)), price: Price(ticks: price + bar),
          quantity: Quantity(steps: point))
      }
    }
    return tape
  }

  private func trades(_ count: Int) -> Tape {
    var tape = Tape()
    for index in 0..<count {
      tape.append(
        time: time(Int64(index)), price: Price(ticks: 100 + index), quantity: Quantity(steps: 1))
    }
    return tape
  }

  @Test func itBeginsAtTheFirstTickAtOrAfterATime() {
    #expect(trades(10).start(from: time(4)) == 4)
    #expect(trades(10).start(from: time(-1)) == 0)
    #expect(trades(10).start(from: time(10)) == 10)
  }

  @Test func onBarsAtTheFirstThatBegins() {
    #expect(bars(3).start(from: time(60)) == 5)
    #expect(bars(3).start(from: time(61)) == 10)
    #expect(bars(3).start(from: time(121)) == 15)
  }

  @Test func itEndsBeforeATime() {
    let whole = trades(200)
    let part = whole.before(time(130))
    #expect(part.count == 130 && part.prices == whole.prices.prefix(130).reduce(into: []) { $0.append($1) })
    #expect(part.tick(at: 129) == whole.tick(at: 129))
    #expect(part.range(from: 0, to: 200) == Price(ticks: 100)...Price(ticks: 229))
    #expect(whole.before(time(200)).count == 200 && whole.before(time(0)).isEmpty)
  }

  @Test func aBarCountsOnceItHasClosed() {
    let part = bars(3).before(time(120))
    #expect(part.count == 10 && part.kind == .bars)
    #expect(bars(3).before(time(119)).count == 5)
    #expect(bars(3).before(time(80)).count == 5)
    #expect(part.quantities[8] == 3)
  }
}
