import Foundation
import Testing
import Trading

@testable import TradeStore

@Suite struct PlaceFileTests {
  private let place = Place(
    tick: Tick(index: 7, time: Timestamp(microseconds: 9_000_000), price: Price(ticks: 300_000)), sequence: 3)

  @Test func whatIsWrittenIsRead() throws {
    let scratch = try Scratch()
    let lock = try scratch.begin()
    let file = PlaceFile(lock.files)
    var paced = place
    (paced.speed, paced.isPaused) = (20, true)
    for one in [place, paced] {
      file.write(one)
      #expect(file.read() == one)
    }
  }

  /// It is a cache: whatever else stands there is no reason to wait or to fail.
  @Test(arguments: ["fifo", "folder", "words", "nothing"]) func whatIsNoPlaceIsNone(_ kind: String) throws {
    let scratch = try Scratch()
    let lock = try scratch.begin()
    let path = "\(lock.files.folder)/\(lock.files.id).place"
    try? FileManager.default.removeItem(atPath: path)
    switch kind {
    case "fifo": #expect(mkfifo(path, 0o600) == 0)
    case "folder": try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    case "words": try Data("7 nine 300000 3\n".utf8).write(to: URL(fileURLWithPath: path))
    default: break
    }
    #expect(PlaceFile(lock.files).read() == nil)
  }
}
