/// Volume traded at price since the feed began, in buckets of equal width.
public struct VolumeProfile: Hashable, Sendable {
  /// Width of a bucket in ticks.
  public var bucketTicks: Int
  /// Number of the first bucket: it begins at `firstBucket · bucketTicks`.
  public var firstBucket: Int
  /// Steps traded in each bucket.
  public var steps: [Int]

  public init(bucketTicks: Int = 10, firstBucket: Int = 0, steps: [Int] = []) {
    self.bucketTicks = bucketTicks
    self.firstBucket = firstBucket
    self.steps = steps
  }

  /// Steps traded in buckets that begin within the half-open range of ticks.
  public func steps(from low: Int, below high: Int) -> Int {
    let first = max(firstBucket, -((-low) / bucketTicks))
    let end = min(firstBucket + steps.count, (high + bucketTicks - 1) / bucketTicks)
    guard first < end else { return 0 }
    return steps[(first - firstBucket)..<(end - firstBucket)].reduce(0, +)
  }
}
