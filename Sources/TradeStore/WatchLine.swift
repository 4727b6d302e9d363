import Glibc

/// A watcher's end of the socket. It only ever reads.
final class WatchLine {
  let descriptor: Int32

  /// Packets that are read in one go; more come the next time.
  private static let most = 256

  private var bytes = [UInt8](repeating: 0, count: max(OwnerNews.longest, OwnerMarket.longest) + 1)

  private init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// The line to a trade's owner; nil while nobody speaks there.
  static func connect(_ place: WatchSocket) -> WatchLine? {
    for path in place.folders {
      guard let folder = WatchSocket.open(folder: path, creating: false) else { continue }
      defer { close(folder) }
      guard let descriptor = WatchSocket.make() else { return nil }
      let isConnected =
        WatchSocket.withAddress(place.name, in: path, open: folder) { Glibc.connect(descriptor, $0, $1) } == 0
      if isConnected, WatchSocket.isOurs(descriptor) { return WatchLine(descriptor) }
      close(descriptor)
    }
    return nil
  }

  /// What has come.
  struct Heard {
    /// In its order.
    var news: [OwnerNews] = []
    /// The newest.
    var market: OwnerMarket?
    var isOpen = true
  }

  /// All that has come and can be read; what is no packet of this program is passed over.
  func drain() -> Heard {
    var heard = Heard()
    for _ in 0..<Self.most {
      let count = recv(descriptor, &bytes, bytes.count, Int32(MSG_DONTWAIT))
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN { return heard }
      guard count > 0 else {
        heard.isOpen = false
        return heard
      }
      if let one = OwnerNews(packet: bytes[..<count]) {
        heard.news.append(one)
      } else if let market = OwnerMarket(packet: bytes[..<count]) {
        heard.market = market
      }
    }
    return heard
  }

  /// Waits until something has come, at most so many milliseconds.
  func wait(milliseconds: Int32) {
    var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    poll(&ready, 1, milliseconds)
  }
}
