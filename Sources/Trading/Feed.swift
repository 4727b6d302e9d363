/// What a feed says next.
public enum FeedStep: Hashable, Sendable {
  /// A price to act on now.
  case tick(Tick)
  /// Nothing until this much real time has passed (or the feed's descriptor tells).
  case wait(nanoseconds: UInt64)
  case ended
}

/// What has come of a feed by some moment, as far as the band of a trade lets it pass.
public struct FeedDue: Hashable, Sendable {
  public enum Rest: Hashable, Sendable {
    /// Act, then ask again at once with the band of what the trade has become.
    case more
    /// Nothing acts until this much real time has passed; ask then, or when the feed's descriptor tells.
    case wait(nanoseconds: UInt64)
    case ended
  }

  /// The first tick that the band does not hold.
  public var acting: Tick?
  /// The last price that came, for display: `acting`, or the last of those that the band let pass; nil if no
  /// price came. Extremes of what passed are asked of `Feed.range`.
  public var latest: Tick?
  public var rest: Rest
  /// For so long before this nobody was there to act on what came.
  public var unwatched: Span?
  /// The extremes of what came in that time.
  public var missed: ClosedRange<Price>?
  /// The price may be as old as that: it only reduces risk.
  public var isOld = false

  public init(acting: Tick?, latest: Tick?, rest: Rest, unwatched: Span? = nil) {
    self.acting = acting
    self.latest = latest
    self.rest = rest
    self.unwatched = unwatched
  }
}

/// How a feed that others send is doing.
public struct FeedReport: Hashable, Sendable {
  /// When the last price was read, in nanoseconds of the clock that `due` is asked with; nil for a recorded or
  /// simulated feed.
  public var heardAt: UInt64?
  /// Lines that were no prices: counted and skipped.
  public var faults: Int
  /// What was wrong with the last of them.
  public var lastFault: String?
  /// How old the last price was by its own time when it came; nil where it brought none.
  public var delay: Span?

  public init(heardAt: UInt64? = nil, faults: Int = 0, lastFault: String? = nil) {
    self.heardAt = heardAt
    self.faults = faults
    self.lastFault = lastFault
  }
}

/// Where prices come from, as closures: recorded, simulated, later live. Used by one thread only.
public struct Feed {
  /// Who the feed is, for the journal: file with size, time and digest; or seed; or that it was a pipe.
  public var identity: FeedIdentity
  /// A recorded or simulated feed is never stale; it can be paused, stepped and sped up.
  public var isPaced: Bool
  /// Readable when prices have come; nil for a feed that only time moves on.
  public var descriptor: Int32?
  /// How fresh the feed is and what of it could not be used.
  public var report: () -> FeedReport
  /// The next step at this real time (monotonic nanoseconds), tick by tick. `due` is the cheaper way to ask.
  public var next: (_ now: UInt64) throws -> FeedStep
  /// What has come by this real time: passes over the ticks that the band holds and stops at the first it
  /// does not.
  public var due: (_ now: UInt64, _ band: Band) throws -> FeedDue
  /// Asks for a pace: times the recorded one. Zero pauses.
  public var setSpeed: (_ speed: Double, _ now: UInt64) -> Void
  /// Takes one tick at once, whatever the pace. On bars that is the next point of the path, or the first tick
  /// on the way there that the band does not hold.
  public var step: (_ band: Band) throws -> Tick?
  /// The band of the trade: a paced feed may skip, unpaced, to the next tick outside of it when asked; to its
  /// last tick if there is none.
  public var skip: (_ band: Band) throws -> Tick?
  /// The lowest and highest price of the positions `from..<to`, as far as the feed remembers them: what MAE,
  /// MFE and bars need of the ticks that were passed over.
  public var range: (_ from: Int, _ to: Int) -> ClosedRange<Price>?
  /// Prices and quantity of the positions `from..<to`, as far as the feed remembers them: volume at price. A trade has
  /// one price; a bar comes whole with its close, over its range.
  public var trades: (_ from: Int, _ to: Int, _ each: (ClosedRange<Price>, Quantity) -> Void) -> Void
  /// The quantity of the trade at a position; nil where the feed does not tell, or where a bar stands there.
  public var size: (_ at: Int) -> Quantity?
  /// What was bid and asked when the tick of this position came, for display; nil where the feed does not tell.
  public var depth: (_ at: Int) -> MarketDepth?
  /// Bars of one minute, oldest first, of the positions before `end` whose time is at or after `since`, as far as
  /// the feed remembers them; the last may be unfinished. What indicators and closes of bars are made of.
  public var minutes: (_ since: Timestamp, _ end: Int) -> [Bar]
  /// The same in stretches of another length and without volume, for a picture of what was passed over; nothing where
  /// the feed does not remember.
  public var stretches: (_ length: Span, _ since: Timestamp, _ end: Int) -> [Bar]

  /// A feed. Without `due` it is asked tick by tick through `next`; without `range` it remembers nothing.
  public init(
    identity: FeedIdentity, isPaced: Bool, descriptor: Int32? = nil,
    report: @escaping () -> FeedReport = { FeedReport() }, next: @escaping (UInt64) throws -> FeedStep,
    due: ((UInt64, Band) throws -> FeedDue)? = nil,
    setSpeed: @escaping (Double, UInt64) -> Void, step: @escaping (Band) throws -> Tick?,
    skip: @escaping (Band) throws -> Tick?,
    range: @escaping (Int, Int) -> ClosedRange<Price>? = { _, _ in nil },
    trades: @escaping (Int, Int, (ClosedRange<Price>, Quantity) -> Void) -> Void = { _, _, _ in },
    size: @escaping (Int) -> Quantity? = { _ in nil },
    depth: @escaping (Int) -> MarketDepth? = { _ in nil },
    minutes: @escaping (Timestamp, Int) -> [Bar] = { _, _ in [] },
    stretches: @escaping (Span, Timestamp, Int) -> [Bar] = { _, _, _ in [] }
  ) {
    self.identity = identity
    self.isPaced = isPaced
    self.descriptor = descriptor
    self.report = report
    self.next = next
    self.due = due ?? { now, band in try Feed.due(by: next, now, band) }
    self.setSpeed = setSpeed
    self.step = step
    self.skip = skip
    self.range = range
    self.trades = trades
    self.size = size
    self.depth = depth
    self.minutes = minutes
    self.stretches = stretches
  }

  /// `due` for a feed that only tells tick by tick.
  private static func due(
    by next: (UInt64) throws -> FeedStep, _ now: UInt64, _ band: Band
  ) throws -> FeedDue {
    var latest: Tick?
    while true {
      switch try next(now) {
      case .tick(let tick):
        latest = tick
        let ticks = Int32(clamping: tick.price.ticks)
        if !band.holds(ticks: ticks, microseconds: tick.time.microseconds) {
          return FeedDue(acting: tick, latest: tick, rest: .more)
        }
      case .wait(let nanoseconds):
        return FeedDue(acting: nil, latest: latest, rest: .wait(nanoseconds: nanoseconds))
      case .ended: return FeedDue(acting: nil, latest: latest, rest: .ended)
      }
    }
  }
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
