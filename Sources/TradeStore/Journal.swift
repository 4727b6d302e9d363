import GRDB
import GRDBSQLite
import Glibc

/// The events of one trade, written by its owner: what was appended is on the disk, or `append` has thrown.
///
/// One connection, used by one thread; the lock it was made with is kept as long as the journal lives. After
/// any error nothing more is written: the kernel may have dropped pages that a retry would report as safe.
public final class Journal {
  public let lock: TradeLock
  public var files: TradeFiles { lock.files }
  /// The last event on the disk; 0 in an empty journal.
  public private(set) var lastSequence: Int64 = 0
  /// The chain's hash after that event.
  public private(set) var lastHash: [UInt8] = JournalChain.origin
  /// True after an error and after `close`.
  public private(set) var isStopped = false

  private let queue: DatabaseQueue
  /// The database, its log and its shared memory: a commit into any that was removed is lost.
  private var identities: [FileIdentity] = []

  /// The log is cut back to this many bytes when it starts anew.
  private static let logLimit: Int64 = 4 << 20

  private init(lock: TradeLock) throws(StoreError) {
    self.lock = lock
    let path = lock.files.journal
    queue = try translating(path) {
      try DatabaseQueue(path: path, configuration: JournalFormat.configuration(readonly: false))
    }
  }

  /// Makes the journal of a new trade; throws if there is one already.
  public static func create(_ lock: TradeLock) throws(StoreError) -> Journal {
    try requireHeld(lock)
    try makeFile(lock.files)
    let journal = try Journal(lock: lock)
    try journal.protect(FileIdentity(path: lock.files.journal)) {
      try journal.begin()
      try journal.settle()
      try journal.queue.inTransaction(.immediate) { database in
        try JournalFormat.create(database)
        return .commit
      }
    }
    return journal
  }

  /// Opens a trade's journal to go on with it, after every event and every page has been checked.
  ///
  /// `each` is called with the events in order while they are read; if this throws in the end, they are void.
  public static func open(
    _ lock: TradeLock, _ each: (JournalRow) -> Void = { _ in }
  ) throws(StoreError) -> Journal {
    try requireHeld(lock)
    let identity = try FileIdentity(path: lock.files.journal)
    try identity.requirePrivate()
    let journal = try Journal(lock: lock)
    try journal.protect(identity) {
      var scan = JournalScan(path: lock.files.journal)
      try journal.queue.read { database in
        try JournalFormat.check(database, path: lock.files.journal)
        try scan.advance(database, each)
        try scan.finish(database)
      }
      try journal.settle()
      journal.lastSequence = scan.sequence
      journal.lastHash = scan.hash
    }
    return journal
  }

  /// Writes a batch of events as one commit and returns the last one's sequence number.
  ///
  /// When this returns, they are on the disk; when it throws, the owner must stop: the batch may be there or
  /// not, never in part, and the journal takes nothing more. An empty batch is no commit.
  @discardableResult
  public func append(_ entries: [JournalEntry]) throws(StoreError) -> Int64 {
    guard !isStopped, lock.isHeld else { throw .stopped }
    guard !entries.isEmpty else { return lastSequence }
    do throws(StoreError) {
      try checkPresence()
      let (sequence, hash) = try translating(files.journal) { try commit(entries) }
      // Removed meanwhile, the commit went into a file that no longer has a name: nobody may be told it is
      // safe.
      try checkPresence()
      (lastSequence, lastHash) = (sequence, hash)
      return sequence
    } catch {
      isStopped = true
      throw error
    }
  }

  /// Throws `StoreError.replaced` if a file of the journal was removed, replaced or cut short; for a look now and then.
  public func checkPresence() throws(StoreError) {
    // Of the three files the database alone never shrinks.
    for (index, identity) in identities.enumerated() { try identity.requirePresent(onlyGrows: index == 0) }
  }

  /// Room on the disk below which it is said, in bytes.
  private static let leastRoom: UInt64 = 8 << 20

  /// What will be in the way of the next append, in one line.
  func problemAhead() -> String? {
    do throws(StoreError) {
      try checkPresence()
    } catch {
      return
        "JOURNAL GONE: its file was removed, replaced or cut short; the next event cannot be kept, and the program will stop"
    }
    var room = statvfs()
    guard statvfs(files.folder, &room) == 0 else { return nil }
    let free = UInt64(room.f_bavail) * UInt64(room.f_frsize)
    guard free < Self.leastRoom else { return nil }
    return
      "DISK NEARLY FULL: \(free >> 20) MB left for the journal; make room, or the next event may stop the program"
  }

  /// Moves the log into the database file and closes it. Further calls do nothing; the lock stays with its
  /// owner.
  public func close() throws(StoreError) {
    isStopped = true
    try translating(files.journal) {
      // A reader in the middle of something keeps the log; it is moved when the journal is opened again.
      try? queue.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
      try queue.close()
    }
  }

  /// What SQLite says the journal's promises rest on, read back from the open connection.
  public func settings() throws(StoreError) -> JournalSettings {
    try translating(files.journal) {
      try queue.writeWithoutTransaction { try JournalSettings($0, limit: Self.logLimit) }
    }
  }

  /// What SQLite says its level of synchronisation is: 2 is FULL.
  func synchronous() throws(StoreError) -> Int64 {
    try translating(files.journal) {
      try queue.writeWithoutTransaction { try JournalFormat.number($0, "PRAGMA synchronous") }
    }
  }

  private func commit(_ entries: [JournalEntry]) throws -> (Int64, [UInt8]) {
    var sequence = lastSequence
    var hash = lastHash
    try queue.inTransaction(.immediate) { database in
      let insert = try database.cachedStatement(
        sql: """
          INSERT INTO event (seq, version, kind, feed_time, feed_index, wall_time, body, hash)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """)
      for (index, entry) in entries.enumerated() {
        // A text column ends at a NUL, which JSON writes as an escape anyway.
        guard let body = String(validating: entry.body, as: UTF8.self), !entry.body.contains(0),
          !entry.kind.utf8.contains(0)
        else { throw StoreError.text(index: index) }
        sequence += 1
        hash = JournalChain.hash(after: hash, sequence: sequence, entry: entry)
        try insert.execute(arguments: [
          sequence, entry.version, entry.kind, entry.feedTime, entry.feedIndex, entry.wallTime, body,
          hash.data,
        ])
      }
      let head = try database.cachedStatement(sql: "UPDATE head SET seq = ?, hash = ? WHERE one = 1")
      try head.execute(arguments: [sequence, hash.data])
      return .commit
    }
    return (sequence, hash)
  }

  /// Runs the opening, and then remembers which files it opened: the one that was looked at before, or none.
  private func protect(_ identity: FileIdentity, _ opening: () throws -> Void) throws(StoreError) {
    try translating(files.journal, opening)
    var opened: [FileIdentity] = []
    for suffix in ["", "-wal", "-shm"] {
      let file = try FileIdentity(path: files.journal + suffix)
      try file.requirePrivate()
      opened.append(file)
    }
    guard opened[0].isSameFile(as: identity) else { throw .replaced(path: files.journal) }
    identities = opened
  }

  /// The first page of the new file, which says that it has a log. The file is empty: there is nothing that a
  /// rollback journal on the disk could bring back, and it would be waited for three times.
  private func begin() throws {
    try queue.writeWithoutTransaction { try require($0, "journal_mode", set: "MEMORY", "memory") }
  }

  /// Sets what the journal's promises rest on and reads it back. GRDB, asked for a write-ahead log, lowers
  /// `synchronous` to NORMAL behind our back, so it is not asked, and FULL is set after everything else.
  private func settle() throws {
    try queue.writeWithoutTransaction { database in
      try require(database, "journal_mode", set: "WAL", "wal")
      _ = try Int64.fetchOne(database, sql: "PRAGMA journal_size_limit = \(Self.logLimit)")
      try require(database, "synchronous", set: "FULL", "2")
      // Without its log file a reader that may not write could not open the journal of a trade at rest.
      var keep: CInt = 1
      guard let connection = database.sqliteConnection,
        sqlite3_file_control(connection, "main", SQLITE_FCNTL_PERSIST_WAL, &keep) == SQLITE_OK, keep == 1
      else { throw StoreError.setting(name: "persistent log", wanted: "1", found: "\(keep)") }
    }
  }

  private func require(_ database: Database, _ name: String, set value: String, _ wanted: String) throws {
    _ = try Row.fetchOne(database, sql: "PRAGMA \(name) = \(value)")
    let found = try Row.fetchOne(database, sql: "PRAGMA \(name)").flatMap {
      String.fromDatabaseValue($0[0]) ?? Int64.fromDatabaseValue($0[0]).map(String.init)
    }
    guard found == wanted else {
      throw StoreError.setting(name: name, wanted: wanted, found: found ?? "nothing")
    }
  }

  private static func requireHeld(_ lock: TradeLock) throws(StoreError) {
    guard lock.isHeld else { throw .stopped }
  }

  /// The empty file, with its mode before SQLite writes to it (the log and the shared memory take theirs from
  /// it), and its name on the disk. It is closed before SQLite opens it: closing later would drop SQLite's
  /// locks.
  private static func makeFile(_ files: TradeFiles) throws(StoreError) {
    let flags = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
    let descriptor = Glibc.open(files.journal, flags, 0o600)
    guard descriptor >= 0 else { throw .last("create", files.journal) }
    Glibc.close(descriptor)
    let folder = Glibc.open(files.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw .last("open", files.folder) }
    defer { Glibc.close(folder) }
    guard fsync(folder) == 0 else { throw .last("fsync", files.folder) }
  }
}
