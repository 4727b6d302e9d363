import Trading

/// A live feed that another program writes, line by line: any source of prices can be one.
///
/// It reads two clocks that it is given: the monotonic one comes with every question, the wall clock stamps lines
/// without a time. A line that is no price is counted, told and skipped, never acted on.
public final class PipedFeed {
  /// Asked again after more than this, in nanoseconds, the program was stopped: what came meanwhile waited in the
  /// pipe, and nobody can say how old it is.
  public static let patience: UInt64 = 3_000_000_000
  /// A line may be this much ahead of the wall clock, in microseconds: clocks differ a little. Further ahead its time
  /// is wrong, and taken for right it would make all that comes after it too old.
  public static let farthestAhead: Int64 = 5_000_000
  /// A price is believed at once within this part of the one before it.
  static let farthestLeap = 5
  /// The longest wait it asks for, in nanoseconds; its descriptor tells earlier.
  static let longestWait: UInt64 = 1_000_000_000
  /// Pieces of input that are passed over after a stop; a writer that waited fills the pipe again and again.
  static let mostPieces = 2048

  private let instrument: Instrument
  private let plain: PlainLine
  private let wallTime: () -> Int64
  private var input: PipedInput
  private var recent: RecentTicks
  private var minutes: RecentMinutes
  private var report = FeedReport()
  /// Time of the last price, in microseconds.
  private var lastTime: Int64
  private var hasTimes: Bool?
  private var believed: Price?
  /// The last price that nobody believed.
  private var doubted: Price?
  /// When what is being taken was read.
  private var readAt: UInt64 = 0
  private var askedAt: UInt64?

  /// A feed of the lines at a descriptor; `wallTime` in microseconds since 1970. With `after` it goes on behind a
  /// tick of an earlier feed, and a line that is older is none.
  public init(
    descriptor: Int32, instrument: Instrument, after: Tick? = nil, wallTime: @escaping () -> Int64
  ) {
    self.instrument = instrument
    plain = PlainLine(instrument)
    self.wallTime = wallTime
    input = PipedInput(descriptor: descriptor)
    let next = after.map { $0.index + 1 } ?? 0
    recent = RecentTicks(from: next)
    minutes = RecentMinutes(from: next)
    lastTime = after?.time.microseconds ?? .min
  }

  /// Goes on behind a tick of an earlier feed; to be said before the first line is read.
  public func resume(after tick: Tick) {
    recent = RecentTicks(from: tick.index + 1)
    minutes = RecentMinutes(from: tick.index + 1)
    lastTime = tick.time.microseconds
  }

  /// Waits for the first price; nil if the input ends without one. `tell` hears of every line that is none.
  public func first(now: () -> UInt64, tell: (String) -> Void) -> Tick? {
    var told = 0
    while true {
      let tick = nextTick()
      if report.faults > told, let fault = report.lastFault {
        told = report.faults
        tell(fault)
      }
      if let tick { return tick }
      if input.hasEnded { return nil }
      input.wait()
      fill(now())
    }
  }

  /// What has come by now, up to and with the first price that the band does not hold.
  public func due(now: UInt64, band: Band) -> FeedDue {
    let newest = newestAfterStop(now)
    askedAt = now
    if let newest { return newest }
    var latest: Tick?
    while true {
      while let tick = nextTick() {
        latest = tick
        let ticks = Int32(clamping: tick.price.ticks)
        if !band.holds(ticks: ticks, microseconds: tick.time.microseconds) {
          return FeedDue(acting: tick, latest: tick, rest: .more)
        }
      }
      // One piece at a time, so that keys are heard however fast the lines come.
      if latest != nil { return FeedDue(acting: nil, latest: latest, rest: .wait(nanoseconds: 1)) }
      guard fill(now) else { break }
    }
    let rest = input.hasEnded ? FeedDue.Rest.ended : .wait(nanoseconds: PipedFeed.longestWait)
    return FeedDue(acting: nil, latest: nil, rest: rest)
  }

  /// This feed as closures. It has a pace of its own: nobody pauses or steps it.
  public var feed: Feed {
    Feed(
      identity: .pipe, isPaced: false, descriptor: input.descriptor, report: { self.report },
      next: { now in
        let due = self.due(now: now, band: .closed)
        if let tick = due.acting { return .tick(tick) }
        if case .ended = due.rest { return .ended }
        return .wait(nanoseconds: PipedFeed.longestWait)
      },
      due: { self.due(now: $0, band: $1) }, setSpeed: { _, _ in }, step: { _ in nil }, skip: { _ in nil },
      range: { self.recent.range(from: $0, to: $1) },
      trades: { from, to, each in
        self.recent.trades(from: from, to: to) { price, quantity in each(price...price, quantity) }
      },
      size: { at in
        var size: Quantity?
        self.recent.trades(from: at, to: at + 1) { size = $1 > .zero ? $1 : nil }
        return size
      },
      minutes: { self.minutes.bars(since: $0, before: $1, self.recent) })
  }
}

extension PipedFeed {
  @discardableResult
  private func fill(_ now: UInt64) -> Bool {
    readAt = now
    return input.fill()
  }

  /// The next price that is here already.
  private func nextTick() -> Tick? {
    while true {
      switch input.next() {
      case .line(let bytes, let number):
        if let tick = take(bytes, number) { return tick }
      case .overlong(let number): note(number, "longer than \(PipedInput.longestLine) bytes")
      case .cut(let number): note(number, "the input ended within it")
      case .nothing: return nil
      }
    }
  }

  private func take(_ bytes: ArraySlice<UInt8>, _ number: Int) -> Tick? {
    do throws(PipedLine.Fault) {
      let line = if let quick = plain.read(bytes) { quick } else { try PipedLine.read(bytes, instrument) }
      if let hasTimes, hasTimes != (line.time != nil) {
        throw PipedLine.Fault(
          hasTimes ? "no time, and the lines before it had one" : "a time, and no line before it")
      }
      // Without times of its own a feed has that of its arrival, and a wall clock may be set back.
      let time = line.time?.microseconds ?? max(lastTime, wallTime())
      let wall = wallTime()
      guard line.time == nil || time <= wall + PipedFeed.farthestAhead else {
        throw PipedLine.Fault("its time is ahead of this machine's clock")
      }
      report.delay = line.time.map { Span(microseconds: max(0, wall - $0.microseconds)) }
      guard time >= lastTime else { throw PipedLine.Fault("its time is before that of the last price") }
      guard isBelievable(line.price) else {
        throw PipedLine.Fault(
          "\(instrument.text(line.price)) is more than a fifth away from the price before it; another one there is "
            + "believed")
      }
      hasTimes = line.time != nil
      lastTime = time
      report.heardAt = readAt
      let tick = Tick(index: recent.end, time: Timestamp(microseconds: time), price: line.price)
      recent.append(line.price, line.quantity)
      minutes.append(tick, line.quantity)
      return tick
    } catch {
      note(number, error.description)
      return nil
    }
  }

  /// A leap farther than any market makes between two trades is a slip of whoever writes, unless a second price says
  /// the same: a stop that was hit by a slip cannot be taken back.
  private func isBelievable(_ price: Price) -> Bool {
    if let believed, isFar(price, from: believed), doubted.map({ isFar(price, from: $0) }) ?? true {
      doubted = price
      return false
    }
    (believed, doubted) = (price, nil)
    return true
  }

  private func isFar(_ price: Price, from other: Price) -> Bool {
    abs(price.ticks - other.ticks) > other.ticks / PipedFeed.farthestLeap
  }

  private func note(_ number: Int, _ reason: String) {
    report.faults += 1
    report.lastFault = "line \(number): \(reason)"
  }

  /// After a stop of the program: passes over what waited in the pipe and returns the newest of it, which may be as
  /// old as the stop was long.
  private func newestAfterStop(_ now: UInt64) -> FeedDue? {
    guard let askedAt, now > askedAt, now - askedAt > PipedFeed.patience, report.heardAt != nil else {
      return nil
    }
    var newest: Tick?
    var missed: ClosedRange<Price>?
    for _ in 0..<PipedFeed.mostPieces {
      while let tick = nextTick() {
        newest = tick
        missed =
          min(
            missed?.lowerBound ?? tick.price, tick.price)...max(missed?.upperBound ?? tick.price, tick.price)
      }
      guard fill(now) else { break }
    }
    if newest != nil { report.heardAt = askedAt }
    var due = FeedDue(
      acting: newest, latest: newest, rest: .more,
      unwatched: Span(microseconds: Int64((now - askedAt) / 1000)))
    due.isOld = newest != nil
    due.missed = missed
    return due
  }
}
