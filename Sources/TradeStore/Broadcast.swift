import Glibc
import Synchronization
import Trading

/// The owner's voice: tells whoever watches the trade what only its owner knows, over a local socket.
///
/// The owner stores the newest state and goes on; a thread of its own sends it. Nothing that a watcher does or leaves
/// undone reaches the owner, and if anything fails the owner goes on without.
public final class Broadcast: Sendable {
  private let trade: String
  private let box: Mailbox<BroadcastPost>
  /// Readable once the last packet is out and the socket gone.
  private let done: WakePipe
  private let pulse: Pulse

  /// Milliseconds that the end waits for that.
  private static let farewell: Int32 = 100

  private init(trade: String, box: Mailbox<BroadcastPost>, done: WakePipe, pulse: Pulse) {
    self.pulse = pulse
    self.trade = trade
    self.box = box
    self.done = done
  }

  deinit { box.post(BroadcastPost(isEnding: true)) }

  /// Opens the socket of a trade. Holding the lock says that whatever socket stands there is nobody's any more.
  ///
  /// `runtime` is the folder for sockets of this session, if there is one. Nil if no socket can be opened: then
  /// `complain` gets a line that says why.
  public static func open(
    _ lock: TradeLock, runtime: String? = WatchSocket.runtimeFolder, complain: (String) -> Void
  ) -> Broadcast? {
    guard lock.isHeld, let place = WatchSocket(lock.files, runtime: runtime) else {
      complain("nobody can watch \(lock.files.id): it is not held")
      return nil
    }
    guard let door = BroadcastDoor(place) else {
      let folders = place.folders.joined(separator: " or ")
      let why = String(cString: strerror(errno))
      complain("nobody can watch \(lock.files.id): no socket in \(folders): \(why)")
      return nil
    }
    do {
      let (box, done) = (try Mailbox<BroadcastPost>(), try WakePipe())
      let pulse = Pulse()
      try QuietThread.start {
        var room = BroadcastRoom(door, box, pulse)
        room.run()
        done.signal()
      }
      return Broadcast(trade: lock.files.id, box: box, done: done, pulse: pulse)
    } catch {
      door.close()
      complain("nobody can watch \(lock.files.id): \(error)")
      return nil
    }
  }

  /// Stores what is to be told next, in place of what was not told yet. Never waits.
  public func post(_ posted: Posted) {
    let snapshot = posted.snapshot
    post(
      OwnerNews(posted, trade: trade),
      market: OwnerMarket(
        trade: trade, volume: snapshot.volume, depth: snapshot.depth, path: snapshot.path.prices))
  }

  /// The owner's thread is alive. Costs it nothing.
  public func beat() { pulse.beat() }

  func post(_ news: OwnerNews, market: OwnerMarket? = nil) {
    let post = BroadcastPost(news: news, market: market, at: OwnerLoop.now())
    // Nobody listens: whoever comes is told what is kept.
    if pulse.isHeard { box.post(post) } else { box.keep(post) }
  }

  /// Tells that the owner ends, and why; then the socket is gone. Waits for that a tenth of a second at most.
  public func close(reason: String) {
    var last = box.latest ?? BroadcastPost()
    guard !last.isEnding else { return }
    last.news?.bye = reason
    last.isEnding = true
    box.post(last)
    var ready = pollfd(fd: done.readEnd, events: Int16(POLLIN), revents: 0)
    poll(&ready, 1, Self.farewell)
  }
}

/// When the owner's thread last went round.
final class Pulse: Sendable {
  private let last = Atomic<UInt64>(OwnerLoop.now())
  private let listeners = Atomic<Bool>(false)

  /// Somebody watches.
  var isHeard: Bool { listeners.load(ordering: .sequentiallyConsistent) }

  func note(isHeard: Bool) { listeners.store(isHeard, ordering: .sequentiallyConsistent) }

  func beat() { last.store(OwnerLoop.now(), ordering: .relaxed) }

  /// Milliseconds.
  func age(_ now: UInt64) -> Int64 {
    let last = last.load(ordering: .relaxed)
    return Int64(clamping: (now - min(now, last)) / 1_000_000)
  }
}

/// What the owner leaves for the thread that speaks for it.
struct BroadcastPost: Sendable {
  var news: OwnerNews?
  var market: OwnerMarket?
  /// When the owner said it: monotonic nanoseconds.
  var at: UInt64 = 0
  var isEnding = false
}

/// The listening socket, and where it stands.
struct BroadcastDoor: Sendable {
  let listening: Int32
  private let folder: Int32
  private let name: String
  private let inode: ino_t?

  /// Watchers that may be waiting to be let in.
  private static let queue: Int32 = 16

  /// Takes the first folder that is ours and lets a socket be made; nil, with `errno`, if none does.
  init?(_ place: WatchSocket) {
    for path in place.folders {
      guard let folder = WatchSocket.open(folder: path, creating: true) else { continue }
      if let listening = Self.listen(place.name, in: path, open: folder) {
        (self.listening, self.folder, name) = (listening, folder, place.name)
        inode = Self.socket(place.name, in: folder)
        return
      }
      let code = errno
      Glibc.close(folder)
      errno = code
    }
    return nil
  }

  private static func listen(_ name: String, in path: String, open folder: Int32) -> Int32? {
    guard let listening = WatchSocket.make() else { return nil }
    // Anything but a socket that stands there stays, and is in the way.
    if socket(name, in: folder) != nil { unlinkat(folder, name, 0) }
    let isBound = WatchSocket.withAddress(name, in: path, open: folder) { bind(listening, $0, $1) } == 0
    if isBound, Glibc.listen(listening, queue) == 0 { return listening }
    let code = errno
    Glibc.close(listening)
    errno = code
    return nil
  }

  /// The file number of a socket of this name; nil if there is none.
  private static func socket(_ name: String, in folder: Int32) -> ino_t? {
    var status = stat()
    guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0, status.st_mode & S_IFMT == S_IFSOCK else {
      return nil
    }
    return status.st_ino
  }

  /// The next watcher at the door that runs as the same user; nil if nobody is there.
  func admit() -> Int32? {
    while true {
      let watcher = accept(listening, nil, nil)
      guard watcher >= 0 else {
        if errno == EINTR || errno == ECONNABORTED { continue }
        // Without a free descriptor whoever waits stays at the door, which would be asked for ever.
        if errno != EAGAIN { usleep(100_000) }
        return nil
      }
      // For one packet of each kind: what nobody reads takes little room.
      var room = Int32(OwnerMarket.longest + OwnerNews.longest)
      setsockopt(watcher, SOL_SOCKET, SO_SNDBUF, &room, socklen_t(MemoryLayout<Int32>.size))
      if WatchSocket.neverWaits(watcher), WatchSocket.isOurs(watcher) { return watcher }
      Glibc.close(watcher)
    }
  }

  /// Takes the socket away, if it is still this one: the next owner may have put its own there.
  func close() {
    if let inode, Self.socket(name, in: folder) == inode { unlinkat(folder, name, 0) }
    Glibc.close(listening)
    Glibc.close(folder)
  }
}
