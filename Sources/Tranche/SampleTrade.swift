import Replay
import Trading

/// A small trade to show what a screen looks like: the built-in pyramid, carried by the engine and the paper broker
/// through a break, a retest and a first rise. Nothing of it is stored.
enum SampleTrade {
  /// Minutes since the trade began, and the price then.
  private static let prices: [(minute: Int, price: Int)] = [
    (0, 299_214), (2, 299_870), (4, 300_010), (9, 300_940), (14, 302_150), (20, 301_300), (26, 300_420),
    (31, 300_050), (34, 300_180), (38, 300_310), (44, 301_720), (52, 303_150), (58, 302_660), (65, 304_080),
    (66, 304_123),
  ]
  private static let start = Timestamp(microseconds: 1_767_621_600_000_000)

  static func snapshot() throws -> Snapshot {
    let source = try PlanSource.builtIn("pyramid")
    let plan = try source.plan(levels: [], catalogue: .builtIn)
    let tape = self.tape()
    let opening = try Trade.opening(
      trade: "sample", plan: plan, planText: source.text, levelOverrides: [], feed: .simulated(seed: 0),
      first: tape.tick(at: 0))
    var rehearsal = try Rehearsal(plan: plan, opening: opening, first: tape.tick(at: 0))
    var cursor = TapeCursor(at: 1)
    try rehearsal.run(tape, from: &cursor)
    let last = tape.tick(at: tape.count - 1)
    var feed = FeedStatus(name: "sample")
    feed.time = last.time
    feed.speed = 1
    var surroundings = Surroundings(feed: feed)
    surroundings.last = last.price
    surroundings.lastDirection = 1
    surroundings.volume = volume(tape)
    surroundings.events = rehearsal.events.compactMap(rehearsal.trade.story).reversed()
    return rehearsal.trade.snapshot(surroundings)
  }

  /// Twelve prices a minute on straight lines between those above.
  private static func tape() -> Tape {
    var tape = Tape()
    for (from, to) in zip(prices, prices.dropFirst()) {
      let count = (to.minute - from.minute) * 12
      for step in 0..<count {
        append(
          from.price + (to.price - from.price) * step / count, seconds: from.minute * 60 + step * 5, &tape)
      }
    }
    if let last = prices.last { append(last.price, seconds: last.minute * 60, &tape) }
    return tape
  }

  private static func append(_ ticks: Int, seconds: Int, _ tape: inout Tape) {
    // Busier near round prices, so that the bars of volume have a shape.
    let quantity = 20 + 400 / (1 + abs(ticks - 302_000) / 300) + ticks % 7 * 9
    tape.append(
      time: Timestamp(microseconds: start.microseconds + Int64(seconds) * 1_000_000),
      price: Price(ticks: ticks), quantity: Quantity(steps: quantity))
  }

  private static func volume(_ tape: Tape) -> VolumeProfile {
    let width = 100
    let buckets = tape.prices.map { Int($0) / width }
    guard let low = buckets.min(), let high = buckets.max() else { return VolumeProfile() }
    var steps = Array(repeating: 0, count: high - low + 1)
    for (bucket, quantity) in zip(buckets, tape.quantities) { steps[bucket - low] += Int(quantity) }
    return VolumeProfile(bucketTicks: width, firstBucket: low, steps: steps)
  }
}
