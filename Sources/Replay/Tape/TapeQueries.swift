import Trading

extension Tape {
  /// How a band is searched. All three agree; the first two are there to compare with.
  public enum Search: Sendable, CaseIterable {
    /// One tick after another.
    case loop
    /// 64 ticks at a time.
    case simd
    /// By the minimum and maximum of 4096 ticks, then of 64, then within those.
    case blocks
  }

  /// The first position at or after `index` whose tick the band does not hold, or nil if it holds all.
  ///
  /// `end`, if given, is where the search stops (exclusive).
  public func firstIndex(
    outside band: Band, from index: Int, to end: Int? = nil, by search: Search = .blocks
  ) -> Int? {
    precondition(index >= 0, "positions count from 0")
    let end = min(end ?? count, count)
    guard index < end else { return nil }
    // The deadline is looked up once: what comes after it lies outside whatever its price.
    let deadline = min(firstIndex(atOrAfter: band.deadline, from: index), end)
    let found = firstPrice(outside: TapeSearch.Edges(band), from: index, to: deadline, by: search)
    return found < end ? found : nil
  }

  /// The first position at or after `index` with this time or a later one; `count` if there is none.
  public func firstIndex(atOrAfter microseconds: Int64, from index: Int = 0) -> Int {
    times.withUnsafeBufferPointer { times in
      guard index < times.count, times[times.count - 1] >= microseconds else { return times.count }
      // Deadlines are mostly near, so the search gallops away from `index` before it halves.
      var low = index
      var step = 64
      while low + step < times.count, times[low + step] < microseconds {
        low += step
        step *= 4
      }
      var high = min(low + step, times.count - 1)
      while low < high {
        let middle = low + (high - low) / 2
        if times[middle] < microseconds { low = middle + 1 } else { high = middle }
      }
      return low
    }
  }

  /// The lowest and highest price of the positions `from..<to`, or nil if there are none.
  public func range(from: Int, to: Int) -> ClosedRange<Price>? {
    let from = max(0, from)
    let to = min(to, count)
    guard from < to else { return nil }
    let bounds = prices.withUnsafeBufferPointer { self.bounds(of: $0, from: from, to: to) }
    return Price(ticks: Int(bounds.low))...Price(ticks: Int(bounds.high))
  }

  private func firstPrice(outside edges: TapeSearch.Edges, from: Int, to: Int, by search: Search) -> Int {
    prices.withUnsafeBufferPointer { prices in
      switch search {
      case .loop: TapeSearch.loop(prices, outside: edges, from: from, to: to)
      case .simd: TapeSearch.simd(prices, outside: edges, from: from, to: to)
      case .blocks: byBlocks(prices, outside: edges, from: from, to: to)
      }
    }
  }

  /// Blocks reach beyond `to`; what is found there is cut off by the last search within a block of 64.
  private func byBlocks(
    _ prices: UnsafeBufferPointer<Int32>, outside edges: TapeSearch.Edges, from: Int, to: Int
  ) -> Int {
    let headEnd = min(to, (from + 63) & ~63)
    let head = TapeSearch.simd(prices, outside: edges, from: from, to: headEnd)
    if head < headEnd || headEnd == to { return head }
    let smallEnd = (to + 63) >> 6
    let boundary = min(smallEnd, ((headEnd >> 6) + 63) & ~63)
    var block = small.first(outside: edges, from: headEnd >> 6, to: boundary)
    if block == boundary, boundary < smallEnd {
      let largeBlock = large.first(outside: edges, from: boundary >> 6, to: (to + 4095) >> 12)
      block = small.first(outside: edges, from: min(smallEnd, largeBlock << 6), to: smallEnd)
    }
    return TapeSearch.simd(prices, outside: edges, from: min(to, block << 6), to: to)
  }

  private func bounds(
    of prices: UnsafeBufferPointer<Int32>, from: Int, to: Int
  ) -> TapeSearch.Bounds {
    let firstSmall = (from + 63) >> 6
    let lastSmall = to >> 6
    guard firstSmall < lastSmall else { return TapeSearch.bounds(prices, from: from, to: to) }
    var result = TapeSearch.bounds(prices, from: from, to: firstSmall << 6)
    let tail = TapeSearch.bounds(prices, from: lastSmall << 6, to: to)
    result.include(low: tail.low, high: tail.high)
    let firstLarge = (firstSmall + 63) >> 6
    let lastLarge = lastSmall >> 6
    let parts =
      firstLarge < lastLarge
      ? [
        small.bounds(from: firstSmall, to: firstLarge << 6), large.bounds(from: firstLarge, to: lastLarge),
        small.bounds(from: lastLarge << 6, to: lastSmall),
      ] : [small.bounds(from: firstSmall, to: lastSmall)]
    for part in parts { result.include(low: part.low, high: part.high) }
    return result
  }
}
