import Trading

/// A trade told from its journal while somebody else writes it. What is told holds up to the last durable event, and
/// stays as it was while the journal cannot be read.
struct JournalTail {
  private let files: TradeFiles
  private let plan: (Opening) throws -> Plan
  private var reader: JournalReader?
  private var identity: FileIdentity?
  /// SQLite's number of the last change that was read.
  private var version: Int64?
  private var lastRow: JournalRow?
  /// The trade; nil before it was read for the first time.
  private(set) var told: ToldTrade?
  /// Why the last look failed; nil if it did not.
  private(set) var problem: String?

  /// Number of the last event told.
  var sequence: Int { told?.trade.sequence ?? 0 }

  /// `plan` reads the plan that the journal's opening holds.
  init(_ files: TradeFiles, plan: @escaping (Opening) throws -> Plan) {
    self.files = files
    self.plan = plan
  }

  /// Reads what is new; true if there was anything. Costs next to nothing if not.
  mutating func look() -> Bool {
    do {
      return try read()
    } catch {
      return false
    }
  }

  /// The same, with what is wrong.
  mutating func read() throws -> Bool {
    do {
      try checkPlace()
      let reader = try open()
      let now = try reader.dataVersion()
      let isNew = try now != version && readRows(reader)
      version = now
      problem = nil
      return isNew
    } catch {
      // Opened anew the next time: another file may stand there by then.
      reader = nil
      identity = nil
      version = nil
      // What is wrong comes before where, which everybody knows.
      let why = "\(error)".replacing(files.journal + ": ", with: "")
      problem = error is Replaced ? why : "the journal cannot be read: \(why)"
      throw error
    }
  }

  /// The open file must be the one that has the name: a journal that was removed, or put in the place of another,
  /// would never change again.
  private func checkPlace() throws {
    guard let identity else { return }
    guard let found = try? FileIdentity(path: files.journal) else { throw Replaced(isGone: true) }
    guard found.isSameFile(as: identity) else { throw Replaced(isGone: false) }
  }

  private mutating func open() throws -> JournalReader {
    if let reader { return reader }
    let before = try FileIdentity(path: files.journal)
    let opened = try JournalReader(files)
    guard try FileIdentity(path: files.journal).isSameFile(as: before) else { throw Replaced(isGone: false) }
    (reader, identity) = (opened, before)
    return opened
  }

  private mutating func readRows(_ reader: JournalReader) throws -> Bool {
    var (next, last) = (told, lastRow)
    // A journal that does not hold what was read is another one, and is told from its beginning.
    if let known = last, (try? reader.rows(after: known.sequence - 1, limit: 1))?.first?.hash != known.hash {
      (next, last) = (nil, nil)
    }
    var isNew = false
    while true {
      let rows = try reader.rows(after: last?.sequence ?? 0)
      guard let end = rows.last else { break }
      isNew = true
      for row in rows {
        if next == nil { next = try ToldTrade(first: row, plan: plan) } else { try next?.tell(row) }
      }
      last = end
    }
    guard isNew else {
      if next == nil { throw ToldTrade.NoOpening() }
      return false
    }
    next?.finish()
    (told, lastRow) = (next, last)
    return true
  }

  private struct Replaced: Error, CustomStringConvertible {
    let isGone: Bool

    var description: String {
      isGone ? "the journal was removed while it was watched" : "another file took the journal's place"
    }
  }
}
