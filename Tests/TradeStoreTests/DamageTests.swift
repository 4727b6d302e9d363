import Foundation
import GRDB
import Testing

@testable import TradeStore

@Suite struct DamageTests {
  /// Runs statements as somebody with an SQLite tool would.
  private func edit(_ files: TradeFiles, _ statements: String...) throws {
    let other = try DatabaseQueue(path: files.journal)
    for statement in statements { try other.writeWithoutTransaction { try $0.execute(sql: statement) } }
    try other.close()
  }

  private func damage(_ files: TradeFiles) throws -> JournalDamage? {
    let error = #expect(throws: StoreError.self) { _ = try Journal.open(try TradeLock.take(files)) }
    guard case .damaged(let damage) = error else { return nil }
    return damage
  }

  private let unguard = """
    DROP TRIGGER event_stays; DROP TRIGGER event_remains; DROP TRIGGER event_follows
    """
  private let guardAgain = JournalFormat.schema[2...].joined(separator: ";")

  @Test func aChangedEventIsFound() throws {
    for change in [
      "body = '{\"n\":22}'", "kind = 'other'", "wall_time = 1", "feed_time = 1", "feed_index = 1",
      "version = 2",
      "hash = zeroblob(32)", "body = body || x'00'",
    ] {
      let scratch = try Scratch()
      let files = try scratch.filled(40)
      try edit(files, unguard, "UPDATE event SET \(change) WHERE seq = 22", guardAgain)
      let damage = try #require(try damage(files), "\(change)")
      #expect(damage.firstBad == 22 && damage.lastGood == 21, "\(change)")
      let reader = try JournalReader(files)
      #expect(refusal { _ = try reader.verify() }?.contains("damaged at event 22") == true)
      #expect(try reader.rows(after: 0, limit: 21).count == 21)
      #expect(refusal { _ = try reader.rows(after: 21) }?.contains("event 22") == true)
    }
  }

  @Test func aMissingEventIsFound() throws {
    let scratch = try Scratch()
    let gap = try scratch.filled(10)
    try edit(gap, unguard, "DELETE FROM event WHERE seq = 4", guardAgain)
    #expect(try damage(gap)?.firstBad == 4)
    let cut = try scratch.filled(10)
    try edit(cut, unguard, "DELETE FROM event WHERE seq > 7", guardAgain)
    let end = try #require(try damage(cut))
    #expect(end.firstBad == nil && end.lastGood == 7)
    #expect(end.description.contains("it should end with event 10 and ends with 7"))
    let swapped = try scratch.filled(10)
    try edit(
      swapped, unguard, "UPDATE event SET seq = 100 WHERE seq = 4", "UPDATE event SET seq = 4 WHERE seq = 5",
      "UPDATE event SET seq = 5 WHERE seq = 100", guardAgain)
    #expect(try damage(swapped)?.firstBad == 4)
  }

  @Test func foreignAndLaterFilesAreRefused() throws {
    let scratch = try Scratch()
    func opening(_ files: TradeFiles) -> String {
      let reading = refusal { _ = try JournalReader(files) }
      let writing = refusal { _ = try Journal.open(try TradeLock.take(files)) }
      return reading == writing ? reading ?? "accepted" : "reader: \(reading ?? ""), owner: \(writing ?? "")"
    }
    let later = try scratch.filled(2)
    try edit(later, "PRAGMA user_version = 2")
    #expect(
      opening(later).contains("written by a later version (format 2, this one knows 1); update tranche"))
    let unversioned = try scratch.filled(2)
    try edit(unversioned, "PRAGMA user_version = 0")
    #expect(opening(unversioned).contains("its format is 0"))
    let other = try scratch.filled(2)
    try edit(other, "PRAGMA application_id = 7")
    #expect(opening(other).contains("its application_id is 7"))
    let extended = try scratch.filled(2)
    try edit(extended, "CREATE TRIGGER more AFTER INSERT ON event BEGIN SELECT 1; END")
    #expect(opening(extended).contains("its tables are not those of a journal"))
    let unguarded = try scratch.filled(2)
    try edit(unguarded, "DROP TRIGGER event_stays")
    #expect(opening(unguarded).contains("its tables are not those of a journal"))
    let text = try scratch.filled(2)
    try Data(repeating: 65, count: 9_000).write(to: URL(fileURLWithPath: text.journal), options: [])
    chmod(text.journal, 0o600)
    #expect(opening(text).contains("not a trade's journal"))
    let empty = try scratch.begin()
    _ = FileManager.default.createFile(
      atPath: empty.files.journal, contents: Data(), attributes: [.posixPermissions: 0o600])
    empty.release()
    #expect(opening(empty.files).contains("not a trade's journal"))
  }

  /// One changed byte anywhere in a journal at rest: an error, or the very same events.
  @Test func noChangedByteChangesAnEventInSilence() throws {
    let seed = UInt64.random(in: 1...UInt64.max)
    var generator = SeededGenerator(state: seed)
    let scratch = try Scratch()
    let files = try scratch.filled(200)
    let expected = (1...200).map(entry)
    let original = try Data(contentsOf: URL(fileURLWithPath: files.journal))
    let lock = try TradeLock.take(files)
    var refused = 0
    for _ in 0..<600 {
      let place = Int.random(in: 0..<original.count, using: &generator)
      var changed = original
      changed[place] ^= UInt8.random(in: 1...255, using: &generator)
      try rewrite(files, changed)
      var read: [JournalEntry] = []
      do throws(StoreError) {
        let journal = try Journal.open(lock) { read.append($0.entry) }
        #expect(read == expected, "byte \(place), seed \(seed)")
        try journal.close()
      } catch {
        refused += 1
      }
    }
    #expect(refused > 300, "seed \(seed)")
  }

  /// One changed byte in the log that a killed owner leaves: an error or a prefix, never another event. What
  /// the log's own sums refuse looks like a commit that never ended.
  @Test func noChangedByteInTheLogMakesAnotherEvent() throws {
    let seed = UInt64.random(in: 1...UInt64.max)
    var generator = SeededGenerator(state: seed)
    let scratch = try Scratch()
    let lock = try scratch.begin()
    let journal = try Journal.create(lock)
    for number in Int64(1)...20 { try journal.append([entry(number)]) }
    let main = try Data(contentsOf: URL(fileURLWithPath: lock.files.journal))
    let log = try Data(contentsOf: URL(fileURLWithPath: lock.files.journal + "-wal"))
    try journal.close()
    for _ in 0..<200 {
      var changed = log
      changed[Int.random(in: 0..<log.count, using: &generator)] ^= UInt8.random(
        in: 1...255, using: &generator)
      try rewrite(lock.files, main, log: changed)
      var read: [JournalEntry] = []
      do throws(StoreError) {
        let opened = try Journal.open(lock) { read.append($0.entry) }
        #expect(read == (1...20).prefix(read.count).map { entry(Int64($0)) }, "seed \(seed)")
        try opened.close()
      } catch {}
    }
    try rewrite(lock.files, main, log: log)
    #expect(try Journal.open(lock).lastSequence == 20, "the undamaged log brings all of them")
  }

  private func rewrite(_ files: TradeFiles, _ main: Data, log: Data? = nil) throws {
    for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: files.journal + suffix) }
    try main.write(to: URL(fileURLWithPath: files.journal))
    chmod(files.journal, 0o600)
    guard let log else { return }
    try log.write(to: URL(fileURLWithPath: files.journal + "-wal"))
    chmod(files.journal + "-wal", 0o600)
  }
}
