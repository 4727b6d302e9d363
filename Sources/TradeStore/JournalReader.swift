import GRDB

/// A look into a trade's journal from outside, whether its owner runs or not. It has no way to write.
///
/// Each call is one short transaction, so that a reader never keeps the log from being moved. Every event is
/// checked against the one before it.
public final class JournalReader {
  public let path: String
  private let queue: DatabaseQueue

  /// Opens an existing journal and checks its form.
  public init(_ files: TradeFiles) throws(StoreError) {
    path = files.journal
    let path = files.journal
    guard (try? FileIdentity(path: path)) != nil else { throw .last("open", path) }
    queue = try translating(path) {
      try DatabaseQueue(path: path, configuration: JournalFormat.configuration(readonly: true))
    }
    try translating(path) { try queue.read { try JournalFormat.check($0, path: path) } }
  }

  /// The events behind `sequence` in order, at most `limit` of them.
  public func rows(after sequence: Int64, limit: Int = 4096) throws(StoreError) -> [JournalRow] {
    try translating(path) {
      try queue.read { database in
        var rows: [JournalRow] = []
        var scan = try JournalScan(path: path, after: sequence, in: database)
        try scan.advance(database, limit: limit) { rows.append($0) }
        return rows
      }
    }
  }

  /// The last event's sequence number, as the journal says; 0 if there is none.
  public func lastSequence() throws(StoreError) -> Int64 {
    try translating(path) {
      try queue.read { try JournalFormat.number($0, "SELECT seq FROM head WHERE one = 1") }
    }
  }

  /// A number that changes when somebody else has written: cheap enough to ask twenty times a second.
  public func dataVersion() throws(StoreError) -> Int64 {
    try translating(path) { try queue.unsafeRead { try JournalFormat.number($0, "PRAGMA data_version") } }
  }

  /// Checks every event and every page, and returns the last sequence number or throws `StoreError.damaged`.
  public func verify() throws(StoreError) -> Int64 {
    try translating(path) {
      var scan = JournalScan(path: path)
      try queue.read { database in
        try scan.advance(database) { _ in }
        try scan.finish(database)
      }
      return scan.sequence
    }
  }
}
