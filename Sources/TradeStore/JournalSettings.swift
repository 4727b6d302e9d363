import GRDB
import GRDBSQLite

/// What a journal's promises rest on, as SQLite says it is set on the open connection.
public struct JournalSettings: Hashable, Sendable {
  /// `wal`, or the promise of one commit a batch costs more than it should.
  public let mode: String
  /// 2 is FULL: a commit is on the disk when it returns.
  public let synchronous: Int64
  /// Whether the log stays when the last connection closes, for readers that may not write.
  public let keepsLog: Bool
  /// Bytes to which the log is cut back when it starts anew; negative: never.
  public let logLimit: Int64

  init(_ database: Database, limit: Int64) throws {
    mode = try String.fetchOne(database, sql: "PRAGMA journal_mode") ?? ""
    synchronous = try JournalFormat.number(database, "PRAGMA synchronous")
    logLimit = try JournalFormat.number(database, "PRAGMA journal_size_limit")
    wantedLimit = limit
    // A negative number asks and changes nothing.
    var keeps: CInt = -1
    if let connection = database.sqliteConnection {
      _ = sqlite3_file_control(connection, "main", SQLITE_FCNTL_PERSIST_WAL, &keeps)
    }
    keepsLog = keeps == 1
  }

  private let wantedLimit: Int64

  /// What is not as the journal needs it, a line each; empty if all is.
  public var faults: [String] {
    var faults: [String] = []
    if mode != "wal" { faults.append("journal_mode is \(mode), not wal") }
    if synchronous != 2 { faults.append("synchronous is \(synchronous), not 2 (FULL)") }
    if !keepsLog { faults.append("the log is removed when a trade is closed") }
    if logLimit != wantedLimit { faults.append("journal_size_limit is \(logLimit), not \(wantedLimit)") }
    return faults
  }
}

/// The SQLite that the program runs with.
public enum SQLiteLibrary {
  /// Such as `3.45.1`.
  public static var version: String { String(cString: sqlite3_libversion()) }

  /// How it was compiled for threads.
  public enum Threading: String, Sendable { case single, serialized, multi }

  /// `single` is not enough: viewers read on threads of their own.
  public static var threading: Threading {
    switch sqlite3_threadsafe() {
    case 0: .single
    case 2: .multi
    default: .serialized
    }
  }
}
