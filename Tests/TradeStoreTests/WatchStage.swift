import Foundation
import Testing
import Trading

@testable import TradeStore

/// An owner, its voice, and watchers of one trade, in one process and a folder of their own.
final class WatchStage {
  let scratch: Scratch
  let stage: OwnerStage
  /// Where the sockets of this stage stand.
  let runtime: String
  private(set) var lock: TradeLock
  private(set) var owner: Owner?
  private(set) var voice: Broadcast?
  /// What the broadcast complained of.
  private(set) var complaints: [String] = []

  var files: TradeFiles { lock.files }

  init(runtime name: String = "runtime") throws {
    scratch = try Scratch()
    stage = try OwnerStage(OwnerPlans.pyramid, tape: OwnerStage.mountain)
    runtime = scratch.folder.path + "/" + name
    #expect(mkdir(runtime, 0o700) == 0)
    lock = try scratch.begin()
    owner = try stage.begin(lock)
  }

  /// The place of this trade's socket.
  func place() throws -> WatchSocket { try #require(WatchSocket(files, runtime: runtime)) }

  func speak() {
    voice = Broadcast.open(lock, runtime: runtime) { complaints.append($0) }
    if let posted { voice?.post(posted) }
  }

  /// What the feed knows beside its prices.
  var market: (volume: VolumeProfile, depth: MarketDepth?) = (VolumeProfile(), nil)
  /// What its owner saw of the way, beside the prices of events.
  var way = PricePath()

  /// What the owner's loop would post now.
  var posted: Posted? {
    guard let owner else { return nil }
    var feed = FeedStatus(name: "mountain")
    feed.speed = 20
    feed.time = owner.tick.time
    var surroundings = Surroundings(feed: feed)
    surroundings.last = owner.tick.price
    surroundings.lastDirection = owner.lastDirection
    surroundings.events = owner.story.reversed()
    (surroundings.volume, surroundings.depth) = market
    surroundings.path = owner.path
    surroundings.path.saw(way)
    return Posted(snapshot: owner.trade.snapshot(surroundings), trade: owner.trade, tick: owner.tick)
  }

  /// On to the next price that acts; false at the trade's end.
  func step() throws -> Bool {
    guard var current = owner, try stage.step(&current) else { return false }
    owner = current
    if let posted { voice?.post(posted) }
    return true
  }

  /// The owner ends in order.
  func leave(reason: String) throws {
    try owner?.detach(reason: reason)
    voice?.close(reason: reason)
    voice = nil
    owner = nil
    lock.release()
  }

  /// Another owner takes the trade.
  func comeBack() throws {
    lock = try TradeLock.take(files)
    owner = try stage.resume(lock)
    speak()
  }

  func onlooker() throws -> Onlooker { try Onlooker(files, runtime, stage.plan) }

  func line() throws -> WatchLine { try #require(WatchLine.connect(try place())) }
}

/// A follower in the hands of a test.
final class Onlooker {
  private var follower: Follower

  struct NeverSeen: Error {}

  init(_ files: TradeFiles, _ runtime: String, _ plan: Plan) throws {
    follower = try Follower(files, runtime: runtime) { _ in plan }
  }

  func look(_ now: UInt64 = OwnerLoop.now()) -> Snapshot? { follower.look(now) }

  /// Looks until something is to be seen; the limit only guards against looking for ever.
  func sees(
    sourceLocation: SourceLocation = #_sourceLocation, _ holds: (Snapshot) -> Bool
  ) throws -> Snapshot {
    for _ in 0..<1_000 {
      if let snapshot = look(), holds(snapshot) { return snapshot }
      usleep(10_000)
    }
    Issue.record("it was never seen", sourceLocation: sourceLocation)
    throw NeverSeen()
  }

  func sees(
    _ owner: WatchStatus.Owner, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Snapshot {
    try sees(sourceLocation: sourceLocation) { $0.watching?.owner == owner }
  }
}

extension WatchLine {
  /// Reads until a packet is the wanted one; all that came on the way, in its order.
  func packets(until isLast: (OwnerNews) -> Bool) -> [OwnerNews] {
    var all: [OwnerNews] = []
    for _ in 0..<200 {
      let heard = drain()
      all += heard.news
      if heard.news.contains(where: isLast) || !heard.isOpen { return all }
      wait(milliseconds: 50)
    }
    return all
  }
}
