import Replay
import Trading

/// Prices as bars of one minute, and the same path through every tick between them.
struct BarPath {
  private(set) var bars = Tape(kind: .bars)
  private(set) var walked = Tape()

  init(_ ticks: [ReferenceTrade.Tick], _ side: Side) {
    var rest = ticks.prefix(400)
    while let first = rest.first {
      let start = first.time - first.time % 60_000_000
      let prices = rest.prefix { $0.time < start + 60_000_000 }.map(\.price)
      rest = rest.dropFirst(prices.count)
      guard let low = prices.min(), let high = prices.max(), let close = prices.last else { continue }
      let extremes = side == .long ? [low, high] : [high, low]
      add([first.price] + extremes + [close], volume: prices.count, at: start)
    }
  }

  private mutating func add(_ points: [Int], volume: Int, at start: Int64) {
    for (index, point) in points.enumerated() { append(&bars, point, index == 3 ? volume : 0, start) }
    // A price is no new one where the path stands still.
    var path = [points[0]]
    for (before, point) in zip(points, points.dropFirst()) where before != point {
      path += stride(from: before, through: point, by: before < point ? 1 : -1).dropFirst()
    }
    for (index, price) in path.enumerated() {
      append(&walked, price, index == path.count - 1 ? volume : 0, start)
    }
    let end = start + 59_999_999
    append(&bars, points[3], 0, end)
    append(&walked, points[3], 0, end)
  }

  private func append(_ tape: inout Tape, _ ticks: Int, _ steps: Int, _ time: Int64) {
    tape.append(
      time: Timestamp(microseconds: time), price: Price(ticks: ticks), quantity: Quantity(steps: steps))
  }
}
