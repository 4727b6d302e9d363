import Glibc

/// The thread that speaks for a trade's owner: lets watchers in and sends each the newest state, never a queue of
/// older ones.
struct BroadcastRoom {
  private struct Watcher {
    let descriptor: Int32
    /// The newest state has not reached it: it still has one to read.
    var isBehind = false
    /// How often it was asked again soon whether it has read.
    var asked = 0
    /// The number of the market's packet that it has.
    var market = 0
    /// When it was told the way of price so far, and in which packet.
    var pathAt: UInt64?
    var path = 0
  }

  private let door: BroadcastDoor
  private let box: Mailbox<BroadcastPost>
  private let pulse: Pulse
  private var post = BroadcastPost()
  private var watchers: [Watcher] = []
  private var spokeAt: UInt64 = 0
  /// What was last put into a packet of the market, when, and which packet it was.
  private var market: MarketPackets?

  private struct MarketPackets {
    var told: OwnerMarket
    var at: UInt64
    var number: Int
    var packet: [UInt8]
    /// With the way of price so far; made where somebody needs it.
    var whole: [UInt8]?
  }

  /// How long a watcher is left without a word, however little happens, in nanoseconds.
  static let heartbeat: UInt64 = 500_000_000
  /// One that has still to read is asked again this soon, and so often, before it waits for the next heartbeat.
  private static let soon: UInt64 = 20_000_000
  private static let patience = 10
  /// Volume and depth are long, and are told this seldom, in nanoseconds.
  private static let marketEvery: UInt64 = 250_000_000
  /// The same for the way of price so far: a watcher follows the prices that it is told.
  private static let pathEvery: UInt64 = 2_000_000_000
  /// The owner's own screen comes first, in microseconds: on a machine with few cores, watchers that all draw at that
  /// moment would be in its way.
  private static let courtesy: UInt32 = 5000
  /// More are let in when others have gone.
  private static let most = 32

  init(_ door: BroadcastDoor, _ box: Mailbox<BroadcastPost>, _ pulse: Pulse) {
    self.door = door
    self.pulse = pulse
    self.box = box
  }

  /// Runs until the owner ends.
  mutating func run() {
    while !post.isEnding {
      wait()
      let hasGuests = admit()
      pulse.note(isHeard: !watchers.isEmpty)
      let news = takeNews()
      // What was kept while nobody listened.
      if let newest = news ?? box.latest { post = newest }
      let now = OwnerLoop.now()
      guard post.news != nil else { continue }
      if news != nil || hasGuests || now - spokeAt >= Self.heartbeat {
        spokeAt = now
        for index in watchers.indices { watchers[index].asked = 0 }
        speak(now) { _ in true }
      } else {
        speak(now) { $0.isBehind }
      }
    }
    watchers.forEach { close($0.descriptor) }
    door.close()
  }

  private func takeNews() -> BroadcastPost? {
    guard let news = box.take() else { return nil }
    guard !news.isEnding, !watchers.isEmpty else { return news }
    usleep(Self.courtesy)
    return box.take() ?? news
  }

  /// Sleeps until the owner has news, somebody comes or goes, or it is time to speak.
  private mutating func wait() {
    let isFull = watchers.count >= Self.most
    var descriptors = [
      pollfd(fd: box.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: isFull ? -1 : door.listening, events: Int16(POLLIN), revents: 0),
    ]
    descriptors += watchers.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
    let since = OwnerLoop.now() - spokeAt
    var pause = Self.heartbeat - min(Self.heartbeat, since)
    if watchers.contains(where: { $0.isBehind && $0.asked < Self.patience }) { pause = min(pause, Self.soon) }
    // Nobody listens: there is nothing to say until somebody comes.
    let milliseconds = watchers.isEmpty ? -1 : Int32(clamping: (pause + 999_999) / 1_000_000)
    poll(&descriptors, nfds_t(descriptors.count), milliseconds)
    // A watcher has nothing to say: one that does, or that hangs up, leaves.
    for index in watchers.indices.reversed() where descriptors[index + 2].revents != 0 {
      close(watchers.remove(at: index).descriptor)
    }
  }

  /// True if somebody came.
  private mutating func admit() -> Bool {
    let before = watchers.count
    while watchers.count < Self.most, let watcher = door.admit() {
      watchers.append(Watcher(descriptor: watcher))
    }
    return watchers.count > before
  }

  /// Puts what is known of the market into a packet, if it is time and there is somebody to read it.
  private mutating func takeMarket(_ now: UInt64) {
    guard !watchers.isEmpty, let newest = post.market, let price = post.news?.tick.price
    else {
      return
    }
    let at = market?.at ?? 0
    guard market == nil || now - min(now, at) >= Self.marketEvery, market?.told != newest else { return }
    var brief = newest
    brief.path = nil
    guard let packet = brief.packet(near: price) else { return }
    market = MarketPackets(told: newest, at: now, number: (market?.number ?? 0) + 1, packet: packet)
  }

  private mutating func speak(_ now: UInt64, to isMeant: (Watcher) -> Bool) {
    guard var news = post.news else { return }
    news.look = Int64(clamping: (now - min(now, post.at)) / 1_000_000)
    news.turn = pulse.age(now)
    let packet = news.packet
    for index in watchers.indices.reversed() where isMeant(watchers[index]) {
      // The last packet goes out behind an unread one: there is no later moment for it.
      guard post.isEnding || !hasUnread(watchers[index].descriptor) else {
        watchers[index].isBehind = true
        watchers[index].asked += 1
        continue
      }
      let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
      let sent = send(watchers[index].descriptor, packet, packet.count, flags)
      watchers[index].isBehind = sent < 0 && errno == EAGAIN
      if sent < 0, errno != EAGAIN, errno != EINTR {
        close(watchers.remove(at: index).descriptor)
      }
    }
    guard !post.isEnding else { return }
    takeMarket(now)
    tellMarket(now, to: isMeant)
  }

  /// Behind the news, for which nobody is to wait: to those that have read what came before and lack this one.
  private mutating func tellMarket(_ now: UInt64, to isMeant: (Watcher) -> Bool) {
    guard let number = market?.number else { return }
    for index in watchers.indices where isMeant(watchers[index]) {
      let wantsPath =
        watchers[index].path != number
        && watchers[index].pathAt.map { now - min(now, $0) >= Self.pathEvery } ?? true
      guard !watchers[index].isBehind, wantsPath || watchers[index].market != number else { continue }
      guard let packet = wantsPath ? wholePacket() : market?.packet else { continue }
      let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
      // One that has no room now is told the next time; one that has gone is noticed by the news.
      guard send(watchers[index].descriptor, packet, packet.count, flags) > 0 else { continue }
      watchers[index].market = number
      if wantsPath { (watchers[index].pathAt, watchers[index].path) = (now, number) }
    }
  }

  private mutating func wholePacket() -> [UInt8]? {
    guard let known = market else { return nil }
    if let whole = known.whole { return whole }
    let whole = post.news.flatMap { known.told.packet(near: $0.tick.price) } ?? known.packet
    market?.whole = whole
    return whole
  }

  /// Whether what was sent before has still to be read: the kernel counts it until then.
  private func hasUnread(_ descriptor: Int32) -> Bool {
    var bytes: Int32 = 0
    return ioctl(descriptor, UInt(TIOCOUTQ), &bytes) == 0 && bytes > 0
  }
}
