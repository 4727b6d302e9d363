/// What a feed says next.
public enum FeedStep: Hashable, Sendable {
  /// A price to act on now.
  case tick(Tick)
  /// Nothing until this much real time has passed (or the feed's descriptor tells).
  case wait(nanoseconds: UInt64)
  case ended
}

/// Where prices come from, as closures: recorded, simulated, later live. Used by one thread only.
public struct Feed {
  /// Who the feed is, for the journal: file with size, time and digest; or seed; or that it was a pipe.
  public var identity: FeedIdentity
  /// A recorded or simulated feed is never stale; it can be paused, stepped and sped up.
  public var isPaced: Bool
  /// The next step at this real time (monotonic nanoseconds).
  public var next: (_ now: UInt64) throws -> FeedStep
  /// Asks for a pace: times the recorded one. Zero pauses.
  public var setSpeed: (_ speed: Double, _ now: UInt64) -> Void
  /// Takes one tick at once, whatever the pace.
  public var step: () throws -> Tick?
  /// The band of the trade: a paced feed may skip, unpaced, to the next tick outside of it when asked.
  public var skip: (_ band: Band) throws -> Tick?

  public init(
    identity: FeedIdentity, isPaced: Bool, next: @escaping (UInt64) throws -> FeedStep,
    setSpeed: @escaping (Double, UInt64) -> Void, step: @escaping () throws -> Tick?,
    skip: @escaping (Band) throws -> Tick?
  ) {
    self.identity = identity
    self.isPaced = isPaced
    self.next = next
    self.setSpeed = setSpeed
    self.step = step
    self.skip = skip
  }
}

/// Which feed a trade ran on, kept in its first event so that a resumed rehearsal meets the same prices.
public enum FeedIdentity: Hashable, Sendable, Codable {
  case simulated(seed: UInt64)
  /// The digest covers the file's first and last 64 KiB.
  case file(path: String, bytes: Int64, modified: Int64, digest: String)
  case pipe
}

/// The waiting band: strictly between its edges and before its deadline nothing can happen.
public struct Band: Hashable, Sendable {
  /// A price at or below acts.
  public var low: Int32
  /// A price at or above acts.
  public var high: Int32
  /// Microseconds; a tick at or after acts.
  public var deadline: Int64

  /// A band in which nothing ever happens.
  public static let quiet = Band(low: 0, high: .max, deadline: .max)
  /// A band that every tick leaves.
  public static let closed = Band(low: .max, high: 0, deadline: .min)

  @inlinable public init(low: Int32, high: Int32, deadline: Int64) {
    self.low = low
    self.high = high
    self.deadline = deadline
  }

  @inlinable public func holds(ticks: Int32, microseconds: Int64) -> Bool {
    ticks > low && ticks < high && microseconds < deadline
  }

  /// What is inside of both.
  public func intersection(_ other: Band) -> Band {
    Band(low: max(low, other.low), high: min(high, other.high), deadline: min(deadline, other.deadline))
  }
}
