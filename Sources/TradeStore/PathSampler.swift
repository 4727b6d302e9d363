import Trading

/// Brings a trade's path up to the price at hand when a snapshot is due, and not at every tick.
struct PathSampler {
  /// The last price that the path holds.
  private var seen: Tick

  /// Longer than this between two samples is told in bars of one minute, as far as the feed remembers them.
  private static let longest = Span(seconds: 90)

  /// A path that was told by events begins with the opening's price; the feed may know what lay between them.
  init(_ path: TradePath, at tick: Tick) {
    seen = tick
    guard let start = path.prices.start, start < tick.time else { return }
    seen = Tick(index: 0, time: start, price: tick.price)
  }

  mutating func extend(_ path: inout TradePath, to tick: Tick, of feed: Feed) {
    guard tick != seen else { return }
    if tick.time - seen.time > PathSampler.longest {
      // The minute that has begun is covered by the price at hand: a bar would be added to at every call.
      path.saw(feed.minutes(seen.time, tick.index))
      path.saw(tick.price, at: tick.time)
    } else {
      path.saw(tick.price, at: tick.time, passed: feed.range(seen.index + 1, tick.index))
    }
    seen = tick
  }
}
