import Foundation
import GRDB

extension [UInt8] {
  var data: Data { Data(self) }
}

/// Reads events in order and believes none that does not follow from the one before it.
struct JournalScan {
  let path: String
  /// The last event that holds, and its hash.
  private(set) var sequence: Int64
  private(set) var hash: [UInt8]

  /// From the journal's beginning.
  init(path: String) {
    self.path = path
    sequence = 0
    hash = JournalChain.origin
  }

  /// From behind an event that was read before.
  init(path: String, after sequence: Int64, in database: Database) throws {
    self.init(path: path)
    guard sequence > 0 else { return }
    let sql = "SELECT hash FROM event WHERE seq = ?"
    guard let stored = try Data.fetchOne(database, sql: sql, arguments: [sequence]) else {
      throw StoreError.damaged(
        JournalDamage(path: path, lastGood: 0, firstBad: sequence, reason: "the event is not there"))
    }
    self.sequence = sequence
    hash = [UInt8](stored)
  }

  /// Goes through up to `limit` events. Texts are read as the bytes that are stored, which a text column
  /// would repair or cut.
  mutating func advance(
    _ database: Database, limit: Int = .max, _ each: (JournalRow) throws -> Void
  ) throws {
    let sql = """
      SELECT seq, version, CAST(kind AS BLOB), feed_time, feed_index, wall_time, CAST(body AS BLOB), hash
      FROM event WHERE seq > ? ORDER BY seq LIMIT ?
      """
    let rows = try Row.fetchCursor(database, sql: sql, arguments: [sequence, limit])
    do {
      while let row = try rows.next() { try each(try accept(row)) }
    } catch let error as DatabaseError where Self.isCorruption(error) {
      throw damage(error.message ?? "SQLite cannot read it")
    }
  }

  /// Throws unless the whole file agrees with what was read from it: the end is where the journal says, and
  /// SQLite finds nothing wrong with the pages.
  func finish(_ database: Database) throws {
    do {
      let head = try Row.fetchOne(database, sql: "SELECT seq, hash FROM head WHERE one = 1")
      guard let head, let last = Self.number(head, 0), let lastHash = Self.bytes(head, 1) else {
        throw damage("the mark of its end is missing", isEvent: false)
      }
      guard last == sequence, lastHash == hash else {
        throw damage("it should end with event \(last) and ends with \(sequence)", isEvent: false)
      }
      let verdict = try String.fetchOne(database, sql: "PRAGMA quick_check(1)") ?? "no answer"
      guard verdict == "ok" else { throw damage(verdict, isEvent: false) }
    } catch let error as DatabaseError where Self.isCorruption(error) {
      throw damage(error.message ?? "SQLite cannot read it", isEvent: false)
    }
  }

  private mutating func accept(_ row: Row) throws -> JournalRow {
    guard let found = Self.number(row, 0), let version = Self.number(row, 1), let kind = Self.bytes(row, 2),
      let feedTime = Self.number(row, 3), let feedIndex = Self.number(row, 4),
      let wallTime = Self.number(row, 5), let body = Self.bytes(row, 6), let stored = Self.bytes(row, 7),
      let kindText = String(validating: kind, as: UTF8.self)
    else { throw damage("a column does not hold what it should") }
    guard found == sequence + 1 else { throw damage("the next event is \(found)") }
    let entry = JournalEntry(
      version: version, kind: kindText, feedTime: feedTime, feedIndex: feedIndex, wallTime: wallTime,
      body: body)
    guard stored == JournalChain.hash(after: hash, sequence: found, entry: entry) else {
      throw damage("its hash is wrong")
    }
    sequence = found
    hash = stored
    return JournalRow(sequence: found, entry: entry, hash: stored)
  }

  private func damage(_ reason: String, isEvent: Bool = true) -> StoreError {
    .damaged(
      JournalDamage(path: path, lastGood: sequence, firstBad: isEvent ? sequence + 1 : nil, reason: reason))
  }

  static func isCorruption(_ error: DatabaseError) -> Bool {
    [.SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT].contains(error.resultCode)
  }

  private static func number(_ row: Row, _ column: Int) -> Int64? {
    guard case .int64(let number) = (row[column] as DatabaseValue).storage else { return nil }
    return number
  }

  /// A cast of nothing is a blob of nothing, which SQLite may hand out without an address.
  private static func bytes(_ row: Row, _ column: Int) -> [UInt8]? {
    guard case .blob(let data) = (row[column] as DatabaseValue).storage else { return nil }
    return [UInt8](data)
  }
}

/// Runs something of SQLite's and puts its errors into the store's own.
func translating<Result>(_ path: String, _ body: () throws -> Result) throws(StoreError) -> Result {
  do {
    return try body()
  } catch let error as StoreError {
    throw error
  } catch let error as DatabaseError {
    if error.resultCode == .SQLITE_NOTADB {
      throw .notAJournal(path: path, reason: error.message ?? "no SQLite file")
    }
    if JournalScan.isCorruption(error) {
      throw .damaged(
        JournalDamage(
          path: path, lastGood: 0, firstBad: nil, reason: error.message ?? "SQLite cannot read it"))
    }
    throw .database(code: error.extendedResultCode.rawValue, message: error.message ?? "\(error.resultCode)")
  } catch {
    throw .database(code: 0, message: "\(error)")
  }
}
