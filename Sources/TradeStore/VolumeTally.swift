import Trading

/// Volume at price, counted when a snapshot is due and not at every tick.
struct VolumeTally {
  private(set) var profile: VolumeProfile
  private var counted = 0

  /// Positions that are counted for one snapshot at most; a long skip catches up over several.
  private static let most = 500_000

  init(instrument: Instrument) {
    profile = VolumeProfile(bucketTicks: 10)
  }

  mutating func extend(to end: Int, of feed: Feed) {
    let stop = min(end, counted + VolumeTally.most)
    guard counted < stop else { return }
    feed.trades(counted, stop) { price, quantity in add(price, quantity) }
    counted = stop
  }

  private mutating func add(_ price: Price, _ quantity: Quantity) {
    let bucket = price.ticks / profile.bucketTicks
    if profile.steps.isEmpty { profile.firstBucket = bucket }
    if bucket < profile.firstBucket {
      profile.steps.insert(contentsOf: repeatElement(0, count: profile.firstBucket - bucket), at: 0)
      profile.firstBucket = bucket
    }
    let index = bucket - profile.firstBucket
    if index >= profile.steps.count {
      profile.steps.append(contentsOf: repeatElement(0, count: index - profile.steps.count + 1))
    }
    profile.steps[index] += quantity.steps
  }
}
