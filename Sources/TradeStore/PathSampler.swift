import Trading

/// Brings a trade's path up to the price at hand when a snapshot is due, and not at every tick.
struct PathSampler {
  /// The last price that the path holds.
  private var seen: Tick

  /// A path that was told by events begins with the opening's price; the feed may know what lay between them.
  init(_ path: TradePath, at tick: Tick) {
    seen = tick
    guard let start = path.prices.start, start < tick.time else { return }
    seen = Tick(index: 0, time: start, price: tick.price)
  }

  mutating func extend(_ path: inout TradePath, to tick: Tick, of feed: Feed) {
    guard tick != seen else { return }
    let passed = passed(&path, to: tick, of: feed)
    if passed.isEmpty {
      path.saw(tick.price, at: tick.time, passed: feed.range(seen.index + 1, tick.index))
    } else {
      path.saw(passed)
      path.saw(tick.price, at: tick.time)
    }
    seen = tick
  }

  /// What lay between two samples that are far apart, in the path's own stretches: a price that is told for longer
  /// than it was there would be a price that never was.
  private func passed(_ path: inout TradePath, to tick: Tick, of feed: Feed) -> [Bar] {
    let gap = tick.time - seen.time
    guard gap.microseconds > 2 * path.prices.span.microseconds else { return [] }
    path.prepare(for: gap)
    return feed.stretches(path.prices.span, seen.time, tick.index + 1)
  }
}
