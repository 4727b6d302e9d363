import Foundation
import Testing
import Trading

@testable import TradeStore

/// The owner's side of the local socket.
@Suite struct BroadcastTests {
  private func news(_ sequence: Int) -> OwnerNews {
    var news = OwnerNewsTests.sample
    news.sequence = sequence
    return news
  }

  /// However much is posted to a watcher that never reads: no post waits, and one packet at most is kept for it.
  @Test func whatIsNotReadIsNewestAndNoQueue() throws {
    let stage = try WatchStage()
    stage.speak()
    let voice = try #require(stage.voice)
    let (idle, other) = (try stage.line(), try stage.line())
    for sequence in 1...10_000 {
      voice.post(news(sequence))
      if sequence % 1_000 == 0 { usleep(5_000) }
    }
    let read = other.packets { $0.sequence == 10_000 }
    #expect(read.last?.sequence == 10_000, "\(read.map(\.sequence))")
    #expect(read.map(\.sequence) == read.map(\.sequence).sorted())
    // Long enough for several heartbeats, of which the idle one takes none.
    usleep(1_200_000)
    let kept = idle.drain()
    #expect(kept.isOpen && kept.news.count == 1, "\(kept.news.map(\.sequence))")
    let next = idle.packets { $0.sequence == 10_000 }
    #expect(next.first?.sequence == 10_000)
  }

  /// The market's packets are longer, and no more of them are kept for whoever does not read; the news come all the same.
  @Test func theMarketIsToldBesideTheNews() throws {
    let stage = try WatchStage()
    stage.speak()
    let voice = try #require(stage.voice)
    let (idle, other) = (try stage.line(), try stage.line())
    var market = OwnerMarket(trade: stage.files.id, volume: VolumeProfile(), depth: nil)
    var heard = WatchLine.Heard()
    var told: [OwnerMarket] = []
    func listen() {
      heard = other.drain()
      told += [heard.market].compactMap(\.self)
    }
    for sequence in 1...60 {
      market.volume.steps = Array(repeating: 9_999_999 - sequence, count: 4_000)
      market.volume.firstBucket = OwnerNewsTests.sample.tick.price.ticks / 10 - 2_000
      voice.post(news(sequence), market: market)
      usleep(20_000)
      listen()
    }
    for _ in 0..<200 where told.last != market {
      other.wait(milliseconds: 50)
      listen()
    }
    #expect(told.last == market && heard.isOpen)
    #expect(told.count > 1 && told.count < 60, "less often than the news: \(told.count)")
    var kept: [Int] = []
    while case let count = recv(idle.descriptor, nil, 0, Int32(MSG_DONTWAIT) | Int32(MSG_TRUNC)), count > 0 {
      kept.append(count)
      if kept.count > 4 { break }
    }
    #expect(kept.count == 2, "one of each: \(kept)")
  }

  @Test func anOwnerThatSaysNothingIsHeardAllTheSame() throws {
    let stage = try WatchStage()
    stage.speak()
    stage.voice?.post(news(3))
    let line = try stage.line()
    var beats = 0
    let heard = line.packets { _ in
      beats += 1
      return beats == 4
    }
    #expect(heard.count >= 4 && heard.dropFirst().allSatisfy { $0.sequence == 3 })
    #expect((heard.last?.look ?? 0) > 500, "the owner's last word is older with every packet")
    let looks = heard.dropFirst().map(\.look)
    #expect(looks == looks.sorted())
  }

  @Test func aWatcherThatSpeaksIsShownOut() throws {
    let stage = try WatchStage()
    stage.speak()
    let (rude, polite) = (try stage.line(), try stage.line())
    #expect(send(rude.descriptor, "stop", 4, Int32(MSG_NOSIGNAL)) == 4)
    stage.voice?.post(news(5))
    #expect(polite.packets { $0.sequence == 5 }.last?.sequence == 5)
    for _ in 0..<200 where rude.drain().isOpen { usleep(10_000) }
    #expect(!rude.drain().isOpen)
  }

  @Test func theEndIsSaidAndTheSocketGone() throws {
    let stage = try WatchStage()
    stage.speak()
    stage.voice?.post(news(6))
    let line = try stage.line()
    #expect(line.packets { $0.sequence == 6 }.last?.bye == nil)
    stage.voice?.close(reason: "by q")
    let last = line.packets { $0.bye != nil }
    #expect(last.last?.bye == "by q" && last.last?.sequence == 6)
    #expect(WatchLine.connect(try stage.place()) == nil)
    let place = try stage.place()
    #expect(access("\(place.folders[0])/\(place.name)", F_OK) != 0)
  }

  // MARK: The place

  @Test func theSocketStandsInAFolderOfOursAlone() throws {
    let stage = try WatchStage()
    stage.speak()
    let place = try stage.place()
    var status = stat()
    #expect(stat(place.folders[0], &status) == 0 && status.st_mode & 0o777 == 0o700)
    #expect(access("\(place.folders[0])/\(place.name)", F_OK) == 0)
  }

  /// A folder that others can enter is not used, nor one that is not there.
  @Test(arguments: [true, false]) func withoutAFolderOfItsOwnItTakesTheTradesFolder(exists: Bool) throws {
    let stage = try WatchStage()
    let shared = stage.runtime + "/tranche"
    if exists {
      #expect(mkdir(shared, 0o700) == 0 && chmod(shared, 0o755) == 0)
    } else {
      #expect(rmdir(stage.runtime) == 0)
    }
    stage.speak()
    let place = try stage.place()
    #expect(place.folders == [shared, stage.files.folder + "/run"])
    #expect(access("\(place.folders[1])/\(place.name)", F_OK) == 0)
    stage.voice?.post(news(7))
    #expect(try stage.line().packets { $0.sequence == 7 }.last?.sequence == 7)
  }

  @Test func withoutAnyFolderTheOwnerGoesOnWithout() throws {
    let stage = try WatchStage()
    for path in [stage.runtime + "/tranche", stage.files.folder + "/run"] {
      try Data().write(to: URL(fileURLWithPath: path))
    }
    stage.speak()
    #expect(stage.voice == nil)
    #expect(stage.complaints.count == 1)
    #expect(stage.complaints.first?.contains("nobody can watch \(stage.files.id)") ?? false)
    #expect(try stage.step())
  }

  /// A path too long for a socket's address.
  @Test func aLongPathIsReachedAllTheSame() throws {
    let stage = try WatchStage(runtime: String(repeating: "long", count: 40))
    stage.speak()
    let place = try stage.place()
    #expect("\(place.folders[0])/\(place.name)".utf8.count > WatchSocket.longestPath)
    #expect(access("\(place.folders[0])/\(place.name)", F_OK) == 0, "\(stage.complaints)")
    stage.voice?.post(news(8))
    #expect(try stage.line().packets { $0.sequence == 8 }.last?.sequence == 8)
  }

  /// What an owner that was killed has left behind is taken away; what is no socket is left alone.
  @Test func onlyASocketMakesWay() throws {
    let stage = try WatchStage()
    let place = try stage.place()
    #expect(mkdir(place.folders[0], 0o700) == 0)
    let path = "\(place.folders[0])/\(place.name)"
    let folder = try #require(WatchSocket.open(folder: place.folders[0], creating: false))
    let dead = try #require(WatchSocket.make())
    let bound = WatchSocket.withAddress(place.name, in: place.folders[0], open: folder) { bind(dead, $0, $1) }
    #expect(bound == 0)
    close(dead)
    close(folder)
    #expect(access(path, F_OK) == 0 && WatchLine.connect(place) == nil)
    stage.speak()
    stage.voice?.post(news(9))
    #expect(try stage.line().packets { $0.sequence == 9 }.last?.sequence == 9)
    stage.voice?.close(reason: "")
    try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
    stage.speak()
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
  }

  /// Two folders of trades may hold trades of one name.
  @Test func theSameNameInAnotherFolderIsAnotherSocket() throws {
    let (one, two) = (try WatchStage(), try WatchStage())
    #expect(one.files.id == two.files.id)
    #expect(try one.place().name != two.place().name)
  }
}
