import Replay
import Trading

/// Plays a tape: hands out its ticks when their recorded times, at the asked speed, have come.
///
/// It reads no clock: every question brings the real time with it. The recorded time runs from the first
/// question on, and jumps to the tick that was handed out when a person steps or skips.
public final class PacedFeed {
  /// Ticks that act are never late; those that only show are gathered for this long, in nanoseconds, so that
  /// a fast replay wakes up as often as a screen is drawn and not once a tick.
  public static let gathering: UInt64 = 100_000_000
  /// The longest wait it asks for, in nanoseconds; while paused it has nothing else to say.
  public static let longestWait: UInt64 = 3_600_000_000_000
  /// How much later than expected a question may come, in nanoseconds, before the delay counts as a pause.
  public static let patience: UInt64 = 1_000_000_000
  /// The fastest speed. A simulated market is then generated at about ten megabytes a second.
  public static let fastest: Double = 100_000
  /// Ticks that one `skip` passes over at most, about two days of them: an endless market must not be
  /// searched for ever.
  static let farthestSkip = 1_000_000
  /// How far a market is generated to reach a time, in ticks; about a month of them.
  static let farthestStart = 14_000_000

  public let identity: FeedIdentity
  /// What came and, where it is recorded, what will come.
  public private(set) var tape: Tape
  public private(set) var speed: Double
  /// Adds to the tape; nil if the tape is all there is.
  private let extend: ((inout Tape) -> Void)?
  private var cursor = TapeCursor()
  /// What was bid and asked, where that was recorded.
  private var depth: DepthCursor?
  /// The recorded time, in microseconds, at the real time `anchor`.
  private var recorded: Int64
  private var anchor: UInt64?
  /// The real time by which the next question was expected.
  private var expected: UInt64?

  /// A feed that begins at the first tick of the tape and ends with its last, unless `extend` adds to it.
  public init(
    tape: Tape, identity: FeedIdentity, speed: Double = 1, extend: ((inout Tape) -> Void)? = nil
  ) {
    self.tape = tape
    self.identity = identity
    self.extend = extend
    self.speed = PacedFeed.bounded(speed)
    if let extend, tape.isEmpty { extend(&self.tape) }
    recorded = self.tape.times.first ?? 0
  }

  /// A feed of a simulated market, generated as it is reached.
  public convenience init(simulated market: Simulated, speed: Double = 1) {
    var market = market
    self.init(
      tape: Tape(), identity: .simulated(seed: market.seed), speed: speed,
      extend: { tape in market.extend(&tape, by: 16_384) })
  }

  /// A feed of a file that was read.
  public convenience init(recorded file: RecordedFile, speed: Double = 1) {
    self.init(tape: file.tape, identity: file.identity, speed: speed)
    depth = file.depth.map(DepthCursor.init)
  }

  /// Begins at the first tick at or after a time; on bars, at the open of the first bar that begins then.
  /// False, and nothing is changed, if there is none, or if a simulated market would have to run for longer
  /// than a month.
  public func start(from time: Timestamp) -> Bool {
    var index = tape.firstIndex(atOrAfter: time.microseconds)
    while index == tape.count, index < PacedFeed.farthestStart, lengthen() {
      index = tape.firstIndex(atOrAfter: time.microseconds, from: index)
    }
    if tape.kind == .bars {
      index = (index + Tape.pointsPerBar - 1) / Tape.pointsPerBar * Tape.pointsPerBar
    }
    guard index < tape.count else { return false }
    move(to: TapeCursor(at: index), recorded: tape.times[index])
    return true
  }

  /// Goes on behind a tick that was handed out in an earlier run. False, and nothing is changed, if this tape
  /// has no such tick: then it is not the tape of that run.
  public func resume(after tick: Tick) -> Bool {
    guard tick.index < RecordedFile.largestTape else { return false }
    while tick.index >= tape.count, lengthen() {}
    guard let cursor = TapeCursor(after: tick, on: tape) else { return false }
    move(to: cursor, recorded: tick.time.microseconds)
    return true
  }

  /// What has come by this real time, up to and with the first tick that the band does not hold.
  public func due(now: UInt64, band: Band) -> FeedDue {
    let time = recordedTime(at: now)
    expected = now
    // Paused, nothing comes, not even what has the time of the tick before it.
    guard speed > 0 else {
      let isAtEnd = cursor.index >= tape.count && !lengthen()
      return FeedDue(
        acting: nil, latest: nil, rest: isAtEnd ? .ended : .wait(nanoseconds: PacedFeed.longestWait))
    }
    let end = firstIndex(after: time)
    let start = cursor.index
    if let tick = cursor.next(outside: band, on: tape, before: end) {
      return FeedDue(acting: tick, latest: tick, rest: .more)
    }
    let latest = end > start ? tape.tick(at: end - 1) : nil
    let rest = rest(after: time, from: end, band: band)
    if case .wait(let nanoseconds) = rest { expected = now + nanoseconds }
    return FeedDue(acting: nil, latest: latest, rest: rest)
  }

  /// One tick after another, each when its time has come.
  public func next(now: UInt64) -> FeedStep {
    let due = due(now: now, band: .closed)
    if let tick = due.acting { return .tick(tick) }
    if case .wait(let nanoseconds) = due.rest { return .wait(nanoseconds: nanoseconds) }
    return .ended
  }

  /// Times the recorded pace, up to `fastest`; zero or less pauses.
  public func setSpeed(_ speed: Double, now: UInt64) {
    recorded = recordedTime(at: now)
    anchor = now
    expected = now
    self.speed = PacedFeed.bounded(speed)
  }

  /// The next point of the tape at once, or the first tick on the way there that the band does not hold.
  public func step(outside band: Band) -> Tick? {
    while cursor.index >= tape.count, lengthen() {}
    guard let tick = cursor.step(outside: band, on: tape) else { return nil }
    move(to: cursor, recorded: tick.time.microseconds)
    return tick
  }

  /// The next tick that the band does not hold, at once; the last of the tape if there is none, or the one it
  /// got to in an endless market. Nil at the end.
  public func skip(outside band: Band) -> Tick? {
    let start = cursor.index
    while true {
      while cursor.index >= tape.count, lengthen() {}
      if let tick = cursor.next(outside: band, on: tape, before: tape.count) {
        move(to: cursor, recorded: tick.time.microseconds)
        return tick
      }
      if extend != nil, cursor.index - start < PacedFeed.farthestSkip { continue }
      guard cursor.index > start else { return nil }
      let last = tape.tick(at: cursor.index - 1)
      move(to: cursor, recorded: last.time.microseconds)
      return last
    }
  }

  /// This feed as closures.
  public var feed: Feed {
    Feed(
      identity: identity, isPaced: true, next: { self.next(now: $0) },
      due: { self.due(now: $0, band: $1) }, setSpeed: { self.setSpeed($0, now: $1) },
      step: { self.step(outside: $0) }, skip: { self.skip(outside: $0) },
      range: { self.tape.range(from: $0, to: $1) }, trades: { self.trades(from: $0, to: $1, $2) },
      size: { self.size(at: $0) }, depth: { self.depth?.depth(at: $0) },
      minutes: { self.tape.minutes(since: $0, before: $1) },
      stretches: { self.tape.stretches(of: $0, since: $1, before: $2) })
  }
}

extension PacedFeed {
  /// Prices and quantity of a range of positions, as far as the tape has them. A bar's quantity stands on its close and
  /// was traded over its range.
  func trades(from: Int, to: Int, _ each: (ClosedRange<Price>, Quantity) -> Void) {
    for index in max(0, from)..<max(max(0, from), min(to, tape.count)) where tape.quantities[index] > 0 {
      let price = Price(ticks: Int(tape.prices[index]))
      each(range(ofBarAt: index) ?? price...price, Quantity(steps: Int(tape.quantities[index])))
    }
  }

  /// Of the trade at a position; nil outside of the tape, and of bars, whose quantity is that of many trades.
  func size(at index: Int) -> Quantity? {
    guard tape.kind != .bars, (0..<tape.count).contains(index), tape.quantities[index] > 0 else { return nil }
    return Quantity(steps: Int(tape.quantities[index]))
  }

  private func range(ofBarAt index: Int) -> ClosedRange<Price>? {
    guard tape.kind == .bars else { return nil }
    let start = index - index % Tape.pointsPerBar
    // Looked at one by one: it is asked of every bar, and they are five.
    let prices = tape.prices[start..<min(start + Tape.pointsPerBar, tape.count)]
    guard let low = prices.min(), let high = prices.max() else { return nil }
    return Price(ticks: Int(low))...Price(ticks: Int(high))
  }

  private static func bounded(_ speed: Double) -> Double {
    speed > 0 ? min(speed, fastest) : 0
  }

  private func move(to cursor: TapeCursor, recorded: Int64) {
    self.cursor = cursor
    self.recorded = recorded
    anchor = nil
  }

  /// The recorded time at a real time, which starts it if it does not run yet.
  private func recordedTime(at now: UInt64) -> Int64 {
    guard var start = anchor else {
      anchor = now
      return recorded
    }
    // A program that was suspended must not find hours of market waiting for it: the time that nobody asked
    // is taken as a pause.
    if let expected, now > expected, now - expected > PacedFeed.patience {
      start += now - expected
      anchor = start
    }
    guard now > start else { return recorded }
    let passed = Int64(min(Double(now - start) / 1000 * speed, 9e18))
    let (sum, overflow) = recorded.addingReportingOverflow(passed)
    return overflow ? .max : sum
  }

  /// Adds to the tape, where there is more; false at its end.
  private func lengthen() -> Bool {
    guard let extend else { return false }
    let count = tape.count
    extend(&tape)
    return tape.count > count
  }

  /// The first tick, from the cursor on, that has not come by a recorded time.
  private func firstIndex(after time: Int64) -> Int {
    while tape.times.last ?? .min <= time, time != .max, lengthen() {}
    return time == .max ? tape.count : tape.firstIndex(atOrAfter: time + 1, from: cursor.index)
  }

  /// How long nothing need be asked: until the next tick that acts, or the next one to show, but of those
  /// that only show a few are gathered.
  private func rest(after time: Int64, from end: Int, band: Band) -> FeedDue.Rest {
    guard end < tape.count else { return .ended }
    let next = nanoseconds(from: time, to: tape.times[end])
    guard next < PacedFeed.gathering else { return .wait(nanoseconds: next) }
    let gathered = Int64(Double(PacedFeed.gathering) / 1000 * speed)
    let (gatheredBy, overflow) = time.addingReportingOverflow(gathered)
    let horizon = firstIndex(after: overflow ? .max : gatheredBy)
    var probe = cursor
    guard let tick = probe.next(outside: band, on: tape, before: horizon) else {
      return .wait(nanoseconds: PacedFeed.gathering)
    }
    return .wait(nanoseconds: nanoseconds(from: time, to: tick.time.microseconds))
  }

  /// Real time between two recorded ones, rounded up.
  private func nanoseconds(from: Int64, to: Int64) -> UInt64 {
    let exact = (Double(to - from) * 1000 / speed).rounded(.up)
    return UInt64(max(1, min(exact, Double(PacedFeed.longestWait))))
  }
}
