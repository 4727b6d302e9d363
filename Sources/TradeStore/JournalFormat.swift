import GRDB

/// The form of a journal file: its tables, and how a file shows that it is one.
///
/// A file from somebody else is hostile until all of this holds: nothing beyond these tables and triggers,
/// every event in its place, every hash right.
enum JournalFormat {
  /// The number of this form, in `user_version`.
  static let version: Int64 = 1
  /// "TRNC" in `application_id`.
  static let application: Int64 = 0x5452_4e43

  /// `head` repeats the last sequence number and hash: a chain cut short at its end still holds together, so
  /// something must say where the end was.
  static let schema = [
    """
    CREATE TABLE event (
      seq INTEGER PRIMARY KEY,
      version INTEGER NOT NULL,
      kind TEXT NOT NULL,
      feed_time INTEGER NOT NULL,
      feed_index INTEGER NOT NULL,
      wall_time INTEGER NOT NULL,
      body TEXT NOT NULL,
      hash BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE head (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      seq INTEGER NOT NULL,
      hash BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE TRIGGER event_follows BEFORE INSERT ON event
    WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
    BEGIN SELECT RAISE(ABORT, 'an event follows the one before it'); END
    """,
    """
    CREATE TRIGGER event_stays BEFORE UPDATE ON event
    BEGIN SELECT RAISE(ABORT, 'an event is never changed'); END
    """,
    """
    CREATE TRIGGER event_remains BEFORE DELETE ON event
    BEGIN SELECT RAISE(ABORT, 'an event is never removed'); END
    """,
  ]

  /// Settings of every connection. SQLite must not trust what a file's schema calls, and must look at each
  /// cell.
  static func configuration(readonly: Bool) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = readonly
    // Opening and last closing take exclusive locks for a moment; longer than this somebody is in the way.
    configuration.busyMode = .timeout(2)
    configuration.foreignKeysEnabled = false
    configuration.prepareDatabase { database in
      try database.execute(sql: "PRAGMA trusted_schema = OFF")
      try database.execute(sql: "PRAGMA cell_size_check = ON")
      try database.execute(sql: "PRAGMA mmap_size = 0")
      if readonly { try database.execute(sql: "PRAGMA query_only = ON") }
    }
    return configuration
  }

  static func create(_ database: Database) throws {
    for statement in schema { try database.execute(sql: statement) }
    try database.execute(
      sql: "INSERT INTO head (one, seq, hash) VALUES (1, 0, ?)", arguments: [JournalChain.origin.data])
    try database.execute(sql: "PRAGMA application_id = \(application)")
    try database.execute(sql: "PRAGMA user_version = \(version)")
  }

  /// Why a file is no journal that was not finished being made.
  static let noIdentity = "it has no identity yet"

  /// Throws unless the file says it is a journal of this form and has exactly its tables and triggers.
  static func check(_ database: Database, path: String) throws {
    let found = try number(database, "PRAGMA application_id")
    guard found != 0 else { throw StoreError.notAJournal(path: path, reason: noIdentity) }
    guard found == application else {
      throw StoreError.notAJournal(path: path, reason: "its application_id is \(found)")
    }
    let form = try number(database, "PRAGMA user_version")
    guard form <= version else { throw StoreError.newer(path: path, found: form, known: version) }
    guard form == version else { throw StoreError.notAJournal(path: path, reason: "its format is \(form)") }
    let statements = try String.fetchAll(
      database, sql: "SELECT coalesce(sql, name) FROM sqlite_schema ORDER BY rowid")
    guard statements == schema else {
      throw StoreError.notAJournal(path: path, reason: "its tables are not those of a journal")
    }
  }

  static func number(_ database: Database, _ sql: String) throws -> Int64 {
    try Int64.fetchOne(database, sql: sql) ?? 0
  }
}
