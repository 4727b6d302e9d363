import Trading

/// Volume at price, counted when a snapshot is due and not at every tick.
///
/// A bar is spread over its range at the cost of a trade, however long it is: of each bucket there is kept what it has
/// more than the one below it, and the profile is their running sum.
struct VolumeTally {
  private(set) var profile = VolumeProfile(bucketTicks: 10)
  private var counted = 0
  private var firstBucket = 0
  /// One more than there are buckets: behind the last it goes back to nothing.
  private var rises: [Int] = []

  /// Positions that are counted for one snapshot at most; a long skip catches up over several.
  private static let most = 500_000

  mutating func extend(to end: Int, of feed: Feed) {
    let stop = min(end, counted + VolumeTally.most)
    guard counted < stop else { return }
    feed.trades(counted, stop) { prices, quantity in add(prices, quantity.steps) }
    counted = stop
    sum()
  }

  /// Evenly over all prices of the range, in whole steps, no step lost: what each end holds of its bucket is rounded
  /// down, and of the buckets between, the lower ones get what does not come out even.
  private mutating func add(_ prices: ClosedRange<Price>, _ steps: Int) {
    guard steps > 0 else { return }
    let width = profile.bucketTicks
    let low = prices.lowerBound.ticks
    let high = prices.upperBound.ticks
    let (first, last) = (low / width, high / width)
    reach(first)
    reach(last)
    guard first < last else { return raise(first..<first + 1, by: steps) }
    func share(of ticks: Int) -> Int { Int(Int128(steps) * Int128(ticks) / Int128(high - low + 1)) }
    let below = share(of: (first + 1) * width - low)
    let above = share(of: high - last * width + 1)
    raise(last..<last + 1, by: above)
    let left = steps - below - above
    let between = last - first - 1
    guard between > 0 else { return raise(first..<first + 1, by: below + left) }
    raise(first..<first + 1, by: below)
    raise(first + 1..<last, by: left / between)
    raise(first + 1..<first + 1 + left % between, by: 1)
  }

  private mutating func raise(_ buckets: Range<Int>, by steps: Int) {
    rises[buckets.lowerBound - firstBucket] += steps
    rises[buckets.upperBound - firstBucket] -= steps
  }

  private mutating func reach(_ bucket: Int) {
    if rises.isEmpty { (firstBucket, rises) = (bucket, [0]) }
    if bucket < firstBucket {
      rises.insert(contentsOf: repeatElement(0, count: firstBucket - bucket), at: 0)
      firstBucket = bucket
    }
    let missing = bucket - firstBucket + 2 - rises.count
    if missing > 0 { rises.append(contentsOf: repeatElement(0, count: missing)) }
  }

  private mutating func sum() {
    guard !rises.isEmpty else { return }
    profile.firstBucket = firstBucket
    var steps = 0
    profile.steps = rises.dropLast().map { rise in
      steps += rise
      return steps
    }
  }
}
