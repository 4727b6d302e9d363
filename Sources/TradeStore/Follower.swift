import Glibc
import Trading

/// A watcher of a trade that somebody else owns: puts together what the journal says and what the owner tells over
/// the local socket. It has no way to act: no lock, no inbox, and a journal that it cannot write.
///
/// Owners and journals may come and go; it goes on with whatever is there.
public struct Follower {
  private let files: TradeFiles
  private let runtime: String?
  private var tail: JournalTail
  private var line: WatchLine?
  private var connectedAt: UInt64 = 0
  /// The last word of the owner that is connected.
  private var news: OwnerNews?
  /// What it last told of volume and depth.
  private var market: OwnerMarket?
  private var hasNewMarket = false
  /// Nothing was heard of this connection yet.
  private var isNewLine = false
  /// When any owner was last heard.
  private var heardAt: UInt64?
  /// Why the last owner said it ends.
  private var bye: String?
  private var holder: LockHolder?
  private var lookedAt: UInt64?
  private var picture: Picture?
  /// The owner's prices that were heard: they fill what lies between the journal's events.
  private var prices = PricePath()
  /// Those of owners before the one that is connected.
  private var earlier = PricePath()
  /// Both together; nil until the journal has something new.
  private var path: TradePath?

  /// The trade's part of a snapshot, and what it was made of.
  private struct Picture {
    var snapshot: Snapshot
    var news: OwnerNews?
  }

  /// Nanoseconds between two looks at journal, lock and socket, when nothing tells of anything new.
  static let period: UInt64 = 250_000_000
  /// After so many nanoseconds without a word an owner counts as silent.
  static let silence: UInt64 = 2_000_000_000

  /// Reads the journal for the first time; throws if that cannot be done. `plan` reads the plan that the journal's
  /// opening holds.
  public init(
    _ files: TradeFiles, runtime: String? = WatchSocket.runtimeFolder,
    plan: @escaping (Opening) throws -> Plan
  ) throws {
    self.files = files
    self.runtime = runtime
    tail = JournalTail(files, plan: plan)
    _ = try tail.read()
  }

  /// Publishes what there is to see, at least four times a second, until told to stop; `stop` becomes readable then.
  public mutating func run(stop: Int32, isStopped: () -> Bool, publish: (Snapshot) -> Void) {
    while !isStopped() {
      if let snapshot = look(OwnerLoop.now()) { publish(snapshot) }
      var descriptors = [
        pollfd(fd: stop, events: Int16(POLLIN), revents: 0),
        pollfd(fd: line?.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
      ]
      let since = OwnerLoop.now() - (lookedAt ?? 0)
      let pause = Self.period - min(Self.period, since)
      poll(&descriptors, 2, Int32(clamping: (pause + 999_999) / 1_000_000))
    }
  }

  /// One look: takes in what has come and says what there is to see now.
  mutating func look(_ now: UInt64) -> Snapshot? {
    let wasConnected = line != nil
    hear(now)
    let hasLost = line == nil && wasConnected
    let isDue = hasLost || lookedAt.map { now - min(now, $0) >= Self.period } ?? true
    if isDue {
      lookedAt = now
      holder = TradeLock.holder(of: files)
      // Whoever speaks there holds no trade.
      if holder == nil, owner(now) == .gone { (line, news) = (nil, nil) }
      if line == nil { connect(now) }
    }
    // Last: what the owner has told is in the journal already, which may know even more.
    var isNew = false
    if isDue || news.map({ $0.sequence > tail.sequence }) ?? false { isNew = tail.look() }
    guard let told = tail.told else { return nil }
    if isNew || path == nil {
      var known = prices
      known.saw(told.path.prices)
      path = TradePath(prices: known, deeds: told.path.deeds, stops: told.path.stops)
    }
    if isNew || hasNewMarket || picture == nil || picture?.news != news?.withoutAges {
      hasNewMarket = false
      picture = Picture(snapshot: snapshot(told), news: news?.withoutAges)
    }
    guard var snapshot = picture?.snapshot else { return nil }
    complete(&snapshot, told.trade, now)
    return snapshot
  }

  // MARK: The owner

  private mutating func connect(_ now: UInt64) {
    guard let place = WatchSocket(files, runtime: runtime), let line = WatchLine.connect(place) else {
      return
    }
    self.line = line
    connectedAt = now
    isNewLine = true
    // An owner that has anything to say says it to whoever comes.
    line.wait(milliseconds: 50)
    hear(now)
  }

  private mutating func hear(_ now: UInt64) {
    guard let line else { return }
    let heard = line.drain()
    var hasLeft = false
    if let newest = heard.news.last(where: { $0.trade == files.id }) {
      news = newest
      heardAt = now
      // Another owner may read another feed. One that is about to end may be connected to, and says nothing.
      if isNewLine { (market, earlier) = (nil, prices) }
      isNewLine = false
      prices.saw(newest.tick.price, at: newest.tick.time)
      path?.saw(newest.tick.price, at: newest.tick.time)
      // An owner that is about to end may still be connected to, and says nothing more: its last word stands.
      bye = newest.bye
      hasLeft = newest.bye != nil
    }
    if let newest = heard.market, newest.trade == files.id {
      if let told = newest.path { learn(told) }
      market = newest
      hasNewMarket = true
    }
    guard !heard.isOpen || hasLeft else { return }
    self.line = nil
    news = nil
  }

  /// The owner has seen more of the way than was heard of it.
  private mutating func learn(_ told: PricePath) {
    prices = told
    prices.saw(earlier)
    path = nil
  }

  private func status(_ now: UInt64) -> WatchStatus {
    var status = WatchStatus(owner: owner(now), pid: holder?.pid, terminal: holder?.terminal ?? "")
    if status.pid == 0 { status.pid = nil }
    let waited = heardAt.map { Self.span(from: $0, to: now) }?.microseconds ?? 0
    status.heard = heardAt.map { _ in Span(microseconds: waited + (news?.turn ?? 0) * 1000) }
    if let news {
      status.price = Span(microseconds: waited + ((news.age ?? 0) + news.look) * 1000)
    }
    status.journalProblem = tail.problem
    return status
  }

  private func owner(_ now: UInt64) -> WatchStatus.Owner {
    let heardAt = news == nil ? nil : heardAt
    let turned = UInt64(news?.turn ?? 0) * 1_000_000
    if line != nil, let heardAt, now - min(now, heardAt) + turned < Self.silence { return .heard }
    guard holder != nil else { return .gone }
    guard line != nil, heardAt != nil || now - min(now, connectedAt) >= Self.silence else { return .unheard }
    return .silent
  }

  private static func span(from: UInt64, to: UInt64) -> Span {
    Span(microseconds: Int64(clamping: (to - min(to, from)) / 1000))
  }

  // MARK: What is seen

  /// What changes only with the trade and the owner's words.
  private func snapshot(_ told: ToldTrade) -> Snapshot {
    var feed = FeedStatus(name: news?.feed ?? "")
    feed.time = news?.tick.time ?? told.lastTick.time
    feed.speed = news?.speed
    feed.isPaused = news?.isPaused ?? false
    feed.hasEnded = news?.hasEnded ?? false
    var surroundings = Surroundings(feed: feed)
    surroundings.last = news?.tick.price
    surroundings.lastDirection = news?.direction ?? 0
    surroundings.lastSize = news?.size
    // What was traded stays true; what stands in the book goes with the price.
    if let market { surroundings.volume = market.volume }
    if news != nil { surroundings.depth = market?.depth }
    surroundings.events = told.story.reversed()
    surroundings.path = path ?? told.path
    return told.trade.snapshot(surroundings)
  }

  /// What changes with time alone.
  private func complete(_ snapshot: inout Snapshot, _ trade: Trade, _ now: UInt64) {
    let status = status(now)
    snapshot.watching = status
    // Not known any more; where it stood stays its place.
    if status.owner != .heard, market?.depth != nil { snapshot.depth = MarketDepth() }
    if news?.age != nil { snapshot.feed.age = status.price }
    switch status.owner {
    case .heard, .silent: snapshot.stopHolder = news?.stopHolder ?? .program
    case .unheard: snapshot.stopHolder = .program
    case .gone: snapshot.stopHolder = .nobody
    }
    snapshot.alarms = trade.alarms(
      for: status, price: news?.tick.price, hasEnded: snapshot.feed.hasEnded,
      isLive: news.map { $0.speed == nil } ?? false, age: snapshot.feed.age, bye: bye, name: files.id)
  }
}

extension OwnerNews {
  /// Without what grows by itself.
  fileprivate var withoutAges: OwnerNews {
    var same = self
    same.look = 0
    same.turn = 0
    if same.age != nil { same.age = 0 }
    return same
  }
}

extension Trade {
  /// What a watcher is alarmed by, the gravest first. It cannot acknowledge: that is for the owner.
  func alarms(
    for status: WatchStatus, price: Price?, hasEnded: Bool, isLive: Bool, age: Span?, bye: String?,
    name: String
  ) -> [Alarm] {
    var alarms: [Alarm] = []
    if let problem = status.journalProblem { alarms.append(Alarm(kind: .feedLost, text: problem)) }
    guard !isClosed else { return alarms }
    if position.isOpen, !hasStandingStop {
      alarms.append(Alarm(kind: .protectionGap, text: "no stop stands for the open position"))
    }
    switch status.owner {
    case .heard: break
    case .silent:
      alarms.append(Alarm(kind: .feedStale, text: "the owner says nothing: it is stopped, or busy"))
    case .unheard:
      alarms.append(
        Alarm(kind: .feedStale, text: "the owner cannot be heard; the journal alone: price unknown"))
    case .gone:
      let left = bye.map { " (left: \($0))" } ?? ""
      alarms.append(Alarm(kind: .feedLost, text: "nobody watches: tranche resume \(name)\(left)"))
    }
    if hasEnded {
      let text = isLive ? "FEED LOST: nobody sees the price" : "the tape has ended here"
      alarms.append(Alarm(kind: .feedLost, text: text))
    } else if let age, age > plan.fresh, status.owner == .heard {
      alarms.append(Alarm(kind: .feedStale, text: "no price for a while: what stands here may be long past"))
    }
    if let near = price.flatMap({ stopNear($0) }) { alarms.append(near) }
    return alarms.sorted { $0.kind.rawValue < $1.kind.rawValue }
  }
}
