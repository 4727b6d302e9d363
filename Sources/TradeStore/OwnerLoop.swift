import Glibc
import Trading

/// What the other threads ask of the owner.
public enum OwnerRequest: Hashable, Sendable {
  case hand(HandAction)
  /// A sentence is being typed that asks of bars what the trade does not know.
  case recall(String)
  case acknowledge(Alarm)
  case pace(Pace)

  public enum Pace: Hashable, Sendable {
    /// Pauses, or goes on.
    case pause
    case step
    case nextEvent
    case faster, slower
  }
}

/// What the engine's thread posts: the snapshot, and the trade it was made of, on whose copy a preview is computed.
public struct Posted: Sendable {
  public var snapshot: Snapshot
  public var trade: Trade
  public var tick: Tick
  /// The last event before its owner began to act.
  public var since = 0
  /// An event or an answer to a person: shown at once.
  public var isUrgent = false
}

/// The engine's thread: takes prices and requests in the order they come, and posts snapshots. Waits in `poll`, and
/// for nothing that a screen or a terminal does.
public struct OwnerLoop {
  private var owner: Owner
  private var feed: Feed
  private let inbox: Inbox<OwnerRequest>
  private let place: PlaceFile
  private let publish: (Posted) -> Void
  /// Called every time the loop goes round, at least twice a second.
  private let turned: () -> Void
  private var status: FeedStatus
  private var speed: Double
  private var volume: VolumeTally
  private var sampler: PathSampler
  private var acknowledged: Set<Int> = []
  private var publishedAt: UInt64 = 0
  private var placedAt: UInt64 = 0
  private var isDirty = true
  private var foreseen: Foreseen?
  private var isFeedStale = false
  private var storageProblem: String?
  /// Lines of the feed that were no prices and that the person has seen told.
  private var seenFaults = 0

  /// The speeds that `<` and `>` go through.
  static let speeds: [Double] = [0.25, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000]
  /// Prices are shown ten times a second; what a key or an event changed at once.
  private static let publishEvery: UInt64 = 100_000_000
  /// Without news, so that a feed that falls silent is noticed, and watchers know that this thread lives.
  private static let longestSleep: UInt64 = 500_000_000
  /// So that a person who asks for the next event is answered in a moment.
  private static let mostSkips = 5_000
  private static let placeEvery: UInt64 = 1_000_000_000

  public init(
    owner: Owner, feed: Feed, feedName: String, speed: Double, isPaused: Bool = false,
    inbox: Inbox<OwnerRequest>, place: PlaceFile,
    publish: @escaping (Posted) -> Void, turned: @escaping () -> Void = {}
  ) {
    self.owner = owner
    self.turned = turned
    self.feed = feed
    self.inbox = inbox
    self.place = place
    self.publish = publish
    self.speed = speed
    status = FeedStatus(name: feedName)
    status.speed = feed.isPaced ? speed : nil
    volume = VolumeTally()
    sampler = PathSampler(owner.path, at: owner.tick)
    if isPaused, feed.isPaced { pause(OwnerLoop.now()) }
  }

  /// Runs until told to stop; then says in the journal that nobody watches any more. `stop` becomes readable when it
  /// is time to end, `reason` says why.
  public mutating func run(stop: Int32, isStopped: () -> Bool, reason: () -> String) throws {
    do {
      try watch(stop: stop, isStopped: isStopped)
      writePlace(OwnerLoop.now())
      if !owner.trade.isClosed { try owner.detach(reason: reason()) }
    } catch {
      publishNow(OwnerLoop.now())
      throw error
    }
    // The last words are about the trade as it was left, not as it was last shown.
    publishNow(OwnerLoop.now())
  }

  /// Once it has run: nothing more is written.
  public func finish() throws { try owner.finish() }

  private mutating func watch(stop: Int32, isStopped: () -> Bool) throws {
    publishNow(OwnerLoop.now())
    while !isStopped() {
      turned()
      let now = OwnerLoop.now()
      for request in inbox.drain() { try take(request, now) }
      let wait = try takePrices(now)
      lookAtFeed(now)
      if isDirty, now - publishedAt >= OwnerLoop.publishEvery { publishNow(now) }
      if now - placedAt >= OwnerLoop.placeEvery {
        writePlace(now)
        lookAtJournal()
      }
      sleep(atMost: wait, now, stop)
    }
  }

  /// Nanoseconds until something is due; zero to go on at once.
  private mutating func takePrices(_ now: UInt64) throws -> UInt64 {
    guard !status.isPaused, !owner.trade.isClosed else { return .max }
    // Bounded, so that requests are heard between prices however fast the feed is.
    for _ in 0..<256 {
      let due = try feed.due(now, owner.band)
      if let span = due.unwatched { try noteUnwatched(span, due.missed) }
      if let latest = due.latest {
        isDirty = true
        let sequence = owner.trade.sequence
        if let acting = due.acting {
          try owner.take(acting, passed: passed(to: acting), adding: !due.isOld)
        } else {
          owner.see(latest, passed: passed(to: latest, including: true))
        }
        // An event is shown at once.
        if owner.trade.sequence != sequence { publishedAt = 0 }
        if owner.trade.isClosed { return .max }
      }
      switch due.rest {
      case .more: continue
      case .wait(let nanoseconds): return nanoseconds
      case .ended:
        if !status.hasEnded { isDirty = true }
        status.hasEnded = true
        return .max
      }
    }
    return 0
  }

  private mutating func noteUnwatched(_ span: Span, _ missed: ClosedRange<Price>?) throws {
    try owner.noteUnwatched(for: span, missed)
    isDirty = true
    publishedAt = 0
  }

  /// The extremes of the prices from the one at hand up to a tick.
  private func passed(to tick: Tick, including: Bool = false) -> ClosedRange<Price>? {
    let before = feed.range(owner.tick.index, tick.index)
    guard including else { return before }
    guard let before else { return tick.price...tick.price }
    return min(before.lowerBound, tick.price)...max(before.upperBound, tick.price)
  }

  /// What others send may stop, or be no price: noticed without a price that says so.
  private mutating func lookAtFeed(_ now: UInt64) {
    let report = feed.report()
    status.heardAt = report.heardAt
    status.refresh(now: now)
    if report.faults != status.faults { isDirty = true }
    status.faults = report.faults
    let isStale = status.age.map { $0 > owner.trade.plan.fresh } ?? false
    if isStale != isFeedStale { isDirty = true }
    isFeedStale = isStale
  }

  private mutating func take(_ request: OwnerRequest, _ now: UInt64) throws {
    isDirty = true
    publishedAt = 0
    switch request {
    case .hand(let hand):
      status.refresh(now: now)
      try owner.obey(hand, age: status.age)
    case .recall(let sentence): try owner.recall(for: sentence)
    case .acknowledge(let alarm):
      acknowledged.insert(alarm.kind.rawValue)
      if alarm.kind == .feedFault { seenFaults = status.faults }
      if alarm.kind == .orderRefused { owner.acknowledgeRefusedOrders() }
    case .pace(let pace): try take(pace, now)
    }
  }

  private mutating func take(_ pace: OwnerRequest.Pace, _ now: UInt64) throws {
    guard feed.isPaced else { return }
    switch pace {
    case .pause:
      status.isPaused.toggle()
      feed.setSpeed(status.isPaused ? 0 : speed, now)
    case .step:
      pause(now)
      try jump(to: try feed.step(owner.band))
    case .nextEvent:
      pause(now)
      try skipToEvent()
    case .faster: change(OwnerLoop.speeds.first { $0 > speed } ?? speed, now)
    case .slower: change(OwnerLoop.speeds.last { $0 < speed } ?? speed, now)
    }
  }

  private mutating func pause(_ now: UInt64) {
    status.isPaused = true
    feed.setSpeed(0, now)
  }

  /// On to the next price of which the story tells; what is only remembered on the way is passed.
  private mutating func skipToEvent() throws {
    let before = owner.story.last?.sequence
    for _ in 0..<OwnerLoop.mostSkips where owner.story.last?.sequence == before && !status.hasEnded {
      try jump(to: try feed.skip(owner.band))
      if owner.trade.isClosed { return }
    }
  }

  private mutating func change(_ next: Double, _ now: UInt64) {
    speed = next
    status.speed = next
    if !status.isPaused { feed.setSpeed(next, now) }
  }

  /// A step by hand, or on to the next event: the feed stands there, and time goes on from there.
  private mutating func jump(to tick: Tick?) throws {
    guard !owner.trade.isClosed else { return }
    guard let tick else {
      status.hasEnded = true
      return
    }
    if owner.band.holds(ticks: Int32(clamping: tick.price.ticks), microseconds: tick.time.microseconds) {
      owner.see(tick, passed: passed(to: tick, including: true))
    } else {
      try owner.take(tick, passed: passed(to: tick))
    }
  }

  private mutating func writePlace(_ now: UInt64) {
    placedAt = now
    var seen = Place(tick: owner.tick, sequence: owner.trade.sequence)
    if feed.isPaced { (seen.speed, seen.isPaused) = (speed, status.isPaused) }
    place.write(seen)
  }

  /// A journal that was removed, or a disk that is nearly full, is told before the next event needs them.
  private mutating func lookAtJournal() {
    let problem = owner.trade.isClosed ? nil : owner.storageProblem()
    if problem != storageProblem { isDirty = true }
    storageProblem = problem
  }

  // MARK: snapshots

  private mutating func publishNow(_ now: UInt64) {
    let isUrgent = publishedAt == 0
    publishedAt = now
    isDirty = false
    status.time = owner.tick.time
    volume.extend(to: owner.tick.index + 1, of: feed)
    sampler.extend(&owner.path, to: owner.tick, of: feed)
    var surroundings = Surroundings(feed: status)
    surroundings.last = owner.tick.price
    surroundings.lastDirection = owner.lastDirection
    surroundings.lastSize = feed.size(owner.tick.index)
    surroundings.stopHolder = status.hasEnded ? .nobody : .program
    surroundings.volume = volume.profile
    surroundings.path = owner.path
    surroundings.depth = feed.depth(owner.tick.index)
    surroundings.events = owner.story.reversed()
    surroundings.alarms = alarms()
    publish(
      Posted(
        snapshot: owner.trade.snapshot(surroundings, outlook: outlook()), trade: owner.trade,
        tick: owner.tick, since: owner.began, isUrgent: isUrgent
      ))
  }

  /// What was foreseen holds as long as nothing can have happened.
  private struct Foreseen {
    var sequence: Int
    var band: Band
    var outlook: Outlook
  }

  private mutating func outlook() -> Outlook? {
    let trade = owner.trade
    guard !trade.isClosed else { return nil }
    let band = owner.band
    let isWithin = band.holds(
      ticks: Int32(clamping: owner.tick.price.ticks), microseconds: owner.tick.time.microseconds)
    if let foreseen, isWithin, foreseen.sequence == trade.sequence, foreseen.band == band {
      assert(foreseen.outlook == trade.outlook(from: owner.tick.price, time: owner.tick.time))
      return foreseen.outlook
    }
    let outlook = trade.outlook(from: owner.tick.price, time: owner.tick.time)
    foreseen = Foreseen(sequence: trade.sequence, band: band, outlook: outlook)
    return outlook
  }

  private mutating func alarms() -> [Alarm] {
    var alarms: [Alarm] = []
    if let storageProblem { alarms.append(Alarm(kind: .journal, text: storageProblem)) }
    if owner.trade.position.isOpen, !owner.trade.hasStandingStop {
      alarms.append(Alarm(kind: .protectionGap, text: "no stop stands for the open position"))
    }
    if let reason = owner.refusedOrders.last {
      alarms.append(Alarm(kind: .orderRefused, text: "order refused: \(reason)"))
    }
    if !owner.trade.isClosed { alarms += feedAlarms() }
    if let question = owner.trade.adoptionQuestion {
      alarms.append(Alarm(kind: .targetAsks, text: question))
    }
    alarms += owner.trade.marketAlarms
    if let near = owner.trade.stopNear(owner.tick.price) { alarms.append(near) }
    // An alarm that was seen comes again once it has been away.
    acknowledged.formIntersection(alarms.map(\.kind.rawValue))
    return alarms.filter { !acknowledged.contains($0.kind.rawValue) }
      .sorted { $0.kind.rawValue < $1.kind.rawValue }
  }

  private func feedAlarms() -> [Alarm] {
    var alarms: [Alarm] = []
    let last = owner.trade.instrument.text(owner.tick.price)
    if status.hasEnded {
      let text =
        feed.isPaced
        ? "the tape has ended here: q leaves the trade as it is"
          + (owner.trade.position.isOpen ? ", f closes it at this price" : "")
        : "FEED LOST at \(last): nobody sees the price; q, then resume with another feed"
      alarms.append(Alarm(kind: .feedLost, text: text))
    } else if isFeedStale {
      alarms.append(
        Alarm(kind: .feedStale, text: "no price since \(last): what stands here may be long past"))
    }
    let report = feed.report()
    if report.faults > seenFaults, let fault = report.lastFault {
      let count = report.faults == 1 ? "1 line skipped" : "\(report.faults) lines skipped"
      alarms.append(Alarm(kind: .feedFault, text: "\(count); \(fault)"))
    }
    if let delay = report.delay, delay > owner.trade.plan.fresh {
      // Told roughly: a line that changes all the time is not read.
      let minutes = delay.microseconds / 60_000_000
      let age = minutes >= 2880 ? "days" : minutes >= 120 ? "hours" : minutes >= 2 ? "minutes" : "seconds"
      alarms.append(
        Alarm(
          kind: .feedDelayed,
          text: "these prices are \(age) old by their own time: a delayed feed, or a recording"))
    }
    return alarms
  }

  // MARK: waiting

  private func sleep(atMost wait: UInt64, _ now: UInt64, _ stop: Int32) {
    var wait = wait
    if isDirty { wait = min(wait, OwnerLoop.publishEvery - min(OwnerLoop.publishEvery, now - publishedAt)) }
    wait = min(wait, OwnerLoop.longestSleep)
    guard wait > 0 else { return }
    let milliseconds = Int32(clamping: (wait + 999_999) / 1_000_000)
    var descriptors = [
      pollfd(fd: inbox.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: stop, events: Int16(POLLIN), revents: 0),
    ]
    if let descriptor = feed.descriptor, !status.hasEnded, !owner.trade.isClosed {
      descriptors.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
    }
    poll(&descriptors, nfds_t(descriptors.count), milliseconds)
  }

  /// Nanoseconds of a clock that runs on while the machine sleeps: an age must not stand still then.
  public static func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_BOOTTIME, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
