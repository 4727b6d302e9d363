import Foundation
import GRDB
import Testing
import Trading

@testable import TradeStore

@Suite struct JournalTests {
  @Test func whatWasAppendedIsReadBack() throws {
    let scratch = try Scratch()
    let lock = try scratch.begin()
    let journal = try Journal.create(lock)
    #expect(journal.lastSequence == 0)
    let odd = JournalEntry(
      version: 3, kind: "größe", feedTime: .min, feedIndex: .max, wallTime: -1,
      body: Array("{\"币\":\"\\u0000\\n\"}".utf8))
    #expect(try journal.append([odd]) == 1)
    #expect(try journal.append((2...5).map(entry)) == 5)
    #expect(try journal.append([]) == 5)
    let reader = try JournalReader(lock.files)
    let rows = try reader.rows(after: 0)
    #expect(rows.map(\.sequence) == [1, 2, 3, 4, 5])
    #expect(rows.map(\.entry) == [odd] + (2...5).map(entry))
    #expect(rows.last?.hash == journal.lastHash)
    #expect(try reader.rows(after: 3).map(\.sequence) == [4, 5])
    #expect(try reader.rows(after: 1, limit: 2).map(\.sequence) == [2, 3])
    #expect(try reader.rows(after: 5).isEmpty)
    #expect(try reader.lastSequence() == 5)
    #expect(try reader.verify() == 5)
    let version = try reader.dataVersion()
    try journal.append([entry(6)])
    #expect(try reader.dataVersion() != version)
    #expect(try reader.rows(after: 5).map(\.entry) == [entry(6)])
    try journal.close()
    #expect(throws: StoreError.stopped) { try journal.append([entry(7)]) }
    #expect(try reader.verify() == 6)
  }

  @Test func anOpenedJournalGoesOn() throws {
    let scratch = try Scratch()
    let files = try scratch.filled(3)
    for round in Int64(1)...3 {
      let lock = try TradeLock.take(files)
      var read: [JournalEntry] = []
      let journal = try Journal.open(lock) { read.append($0.entry) }
      #expect(read == (1...(2 + round)).map(entry))
      try journal.append([entry(3 + round)])
      // Without a clean end in the second round: the log is what there is.
      if round != 2 { try journal.close() }
    }
    #expect(try JournalReader(files).verify() == 6)
  }

  /// The chain's encoding is a promise to every later version: this hash was computed by another program.
  @Test func theChainsEncodingIsFixed() {
    let entry = JournalEntry(
      version: 1, kind: "ab", feedTime: 2, feedIndex: -1, wallTime: 258, body: Array("{}".utf8))
    let hash = JournalChain.hash(after: JournalChain.origin, sequence: 1, entry: entry)
    #expect(SHA256.hex(hash) == "82760d4af7e835bb12ff98a67897bebef5d67c2a2bb2406a864ba619643d2793")
  }

  @Test func commitsAreSynchronousInFull() throws {
    let scratch = try Scratch()
    let created = try Journal.create(try scratch.begin())
    #expect(try created.synchronous() == 2)
    let files = try scratch.filled(1)
    let opened = try Journal.open(try TradeLock.take(files))
    #expect(try opened.synchronous() == 2)
  }

  @Test func filesAreForTheirOwnerAlone() throws {
    let scratch = try Scratch()
    let lock = try scratch.begin()
    let journal = try Journal.create(lock)
    try journal.append([entry(1)])
    func mode(_ path: String) throws -> Int {
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      return (attributes[.posixPermissions] as? Int) ?? -1
    }
    for suffix in ["", "-wal", "-shm"] { #expect(try mode(lock.files.journal + suffix) == 0o600) }
    #expect(try mode(lock.files.lock) == 0o600)
    #expect(try mode(scratch.folder.path) == 0o700)
    try journal.close()
    #expect(FileManager.default.fileExists(atPath: lock.files.journal + "-wal"))
    chmod(lock.files.journal, 0o640)
    #expect(refusal { _ = try Journal.open(lock) }?.contains("others can read it") == true)
  }

  @Test func aJournalIsCreatedOnce() throws {
    let scratch = try Scratch()
    let lock = try scratch.begin()
    _ = try Journal.create(lock)
    #expect(refusal { _ = try Journal.create(lock) }?.contains("create") == true)
    lock.release()
    #expect(throws: StoreError.stopped) { _ = try Journal.open(lock) }
  }

  @Test func eventsAreNeverChangedOrRemoved() throws {
    let scratch = try Scratch()
    let files = try scratch.filled(3)
    let other = try DatabaseQueue(path: files.journal)
    for sql in [
      "UPDATE event SET body = '{}' WHERE seq = 2", "DELETE FROM event WHERE seq = 3",
      "INSERT OR REPLACE INTO event SELECT 2, 1, 'x', 0, 0, 0, '{}', hash FROM event WHERE seq = 2",
      "INSERT INTO event SELECT 9, 1, 'x', 0, 0, 0, '{}', hash FROM event WHERE seq = 2",
    ] {
      #expect(
        refusal { try other.write { try $0.execute(sql: sql) } }?.contains("an event") == true, "\(sql)")
    }
    #expect(try JournalReader(files).verify() == 3)
  }

  @Test func aRemovedOrReplacedFileStopsTheJournal() throws {
    for suffix in ["", "-wal", "-shm"] {
      let scratch = try Scratch()
      let lock = try scratch.begin()
      let journal = try Journal.create(lock)
      try journal.append([entry(1)])
      let path = lock.files.journal + suffix
      #expect(rename(path, path + ".away") == 0)
      #expect(throws: StoreError.replaced(path: path)) { try journal.append([entry(2)]) }
      #expect(rename(path + ".away", path) == 0)
      #expect(throws: StoreError.stopped) { try journal.append([entry(2)]) }
      #expect(journal.isStopped)
    }
    let scratch = try Scratch()
    let lock = try scratch.begin()
    let journal = try Journal.create(lock)
    let path = lock.files.journal
    #expect(link(path, path + ".copy") == 0)
    #expect(throws: StoreError.replaced(path: path)) { try journal.checkPresence() }
  }

  @Test func aJournalCutShortUnderItsOwnerStops() throws {
    let scratch = try Scratch()
    let lock = try scratch.begin()
    let journal = try Journal.create(lock)
    try journal.append([entry(1)])
    #expect(truncate(lock.files.journal, 0) == 0)
    #expect(throws: StoreError.replaced(path: lock.files.journal)) { try journal.append([entry(2)]) }
    #expect(journal.problemAhead()?.contains("JOURNAL GONE") == true)
  }

  @Test(arguments: [[0x22, 0xff, 0x22], [0x22, 0x00, 0x22]] as [[UInt8]])
  func aFailedAppendStopsTheJournal(_ body: [UInt8]) throws {
    let scratch = try Scratch()
    let lock = try scratch.begin()
    let journal = try Journal.create(lock)
    try journal.append([entry(1)])
    var bad = entry(3)
    bad.body = body
    #expect(throws: StoreError.text(index: 1)) { try journal.append([entry(2), bad]) }
    #expect(throws: StoreError.stopped) { try journal.append([entry(2)]) }
    #expect(journal.lastSequence == 1)
    #expect(try JournalReader(lock.files).verify() == 1)
  }
}
