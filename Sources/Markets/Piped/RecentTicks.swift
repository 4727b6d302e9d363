import Trading

/// The last prices of a feed that nobody can be asked for again: enough of them for what is asked between two
/// pictures, and no more memory than that.
struct RecentTicks {
  /// More than one piece of input holds.
  static let capacity = 1 << 16

  private var prices: [Int32] = []
  private var quantities: [Int64] = []
  /// Position of the next tick.
  private(set) var end: Int

  init(from index: Int) { end = index }

  /// Position of the oldest tick that is remembered; `end` if none is.
  var first: Int { end - prices.count }

  mutating func append(_ price: Price, _ quantity: Quantity) {
    if prices.count == Self.capacity {
      let half = Self.capacity / 2
      prices.removeFirst(half)
      quantities.removeFirst(half)
    }
    prices.append(Int32(clamping: price.ticks))
    quantities.append(Int64(quantity.steps))
    end += 1
  }

  /// The extremes of positions `from..<to`, as far as they are remembered.
  func range(from: Int, to: Int) -> ClosedRange<Price>? {
    guard let part = part(from, to), let low = prices[part].min(), let high = prices[part].max() else {
      return nil
    }
    return Price(ticks: Int(low))...Price(ticks: Int(high))
  }

  func trades(from: Int, to: Int, _ each: (Price, Quantity) -> Void) {
    guard let part = part(from, to) else { return }
    for place in part {
      each(Price(ticks: Int(prices[place])), Quantity(steps: Int(quantities[place])))
    }
  }

  private func part(_ from: Int, _ to: Int) -> Range<Int>? {
    let low = max(first, from) - first
    let high = min(end, to) - first
    return low < high ? low..<high : nil
  }
}
