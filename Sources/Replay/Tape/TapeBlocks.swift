/// The lowest and highest price of every block of 2^shift ticks. The last block covers what has come so far.
struct TapeBlocks: Sendable {
  let shift: Int
  private(set) var lows: ContiguousArray<Int32> = []
  private(set) var highs: ContiguousArray<Int32> = []

  init(shift: Int) { self.shift = shift }

  /// Takes in the prices that follow the first `index` of the tape.
  mutating func extend(with prices: UnsafeBufferPointer<Int32>, at index: Int) {
    let mask = (1 << shift) - 1
    var taken = 0
    while taken < prices.count {
      let position = index + taken
      let end = min(prices.count, taken + (mask + 1 - position & mask))
      let bounds = TapeSearch.bounds(prices, from: taken, to: end)
      if position & mask == 0 {
        lows.append(bounds.low)
        highs.append(bounds.high)
      } else {
        let last = lows.count - 1
        lows[last] = min(lows[last], bounds.low)
        highs[last] = max(highs[last], bounds.high)
      }
      taken = end
    }
  }

  /// The first block in `first..<last` that holds a price outside of the edges, or `last`.
  func first(outside edges: TapeSearch.Edges, from first: Int, to last: Int) -> Int {
    lows.withUnsafeBufferPointer { lows in
      highs.withUnsafeBufferPointer { highs in
        var block = first
        while block < last {
          if lows[block] <= edges.low || highs[block] >= edges.high { return block }
          block &+= 1
        }
        return last
      }
    }
  }

  /// Lowest and highest over the blocks `first..<last`, which must not be empty.
  func bounds(from first: Int, to last: Int) -> TapeSearch.Bounds {
    var bounds = TapeSearch.Bounds(low: .max, high: .min)
    for block in first..<last { bounds.include(low: lows[block], high: highs[block]) }
    return bounds
  }
}
