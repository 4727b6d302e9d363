import Glibc

/// Why a trade's files could not be used. `description` is the line a user sees.
public enum StoreError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The system refused a call.
  case system(call: String, path: String, code: Int32)
  /// A file or folder that somebody else could read, change or share with us.
  case unsafe(path: String, reason: String, remedy: String)
  /// Another process owns the trade; nil when it has not yet written who it is.
  case held(id: String, by: LockHolder?)
  /// A name that is no trade's.
  case identifier(String)
  case notAJournal(path: String, reason: String)
  /// Written by a later version of this program.
  case newer(path: String, found: Int64, known: Int64)
  /// The events do not hold together; nothing of them may be acted upon.
  case damaged(JournalDamage)
  /// A file of the journal was removed or replaced while it was open: what is written now would be lost.
  case replaced(path: String)
  /// SQLite did not accept a setting the journal's promises depend on.
  case setting(name: String, wanted: String, found: String)
  /// An entry whose body is not UTF-8, or whose body or kind holds a NUL.
  case text(index: Int)
  /// An earlier append failed or the journal was closed: this one was not tried.
  case stopped
  /// SQLite's extended result code and its words.
  case database(code: Int32, message: String)

  static func last(_ call: String, _ path: String) -> StoreError {
    .system(call: call, path: path, code: errno)
  }

  /// The file is one that was still being made into a journal when the program ended.
  public var isUnfinishedJournal: Bool {
    switch self {
    case .notAJournal(_, reason: JournalFormat.noIdentity): true
    // Until it has its form it keeps SQLite's first kind of log, which a reader may not roll back.
    case .database(code: 776, _): true
    default: false
    }
  }

  public var description: String {
    switch self {
    case .system(let call, let path, let code):
      return "\(path): \(call): \(String(cString: strerror(code)))"
    case .unsafe(let path, let reason, let remedy):
      return "\(path): \(reason); \(remedy)"
    case .held(let id, let holder):
      return "\(id) is open elsewhere" + (holder.map { ": \($0)" } ?? "")
    case .identifier(let text):
      return "\(String(reflecting: text)) is no trade; `tranche list` shows them"
    case .notAJournal(let path, let reason):
      return "\(path): not a trade's journal: \(reason)"
    case .newer(let path, let found, let known):
      return "\(path): written by a later version (format \(found), this one knows \(known)); update tranche"
    case .damaged(let damage):
      return "\(damage)"
    case .replaced(let path):
      return "\(path): removed, replaced or cut short while the trade was open; nothing more is written"
    case .setting(let name, let wanted, let found):
      return "the journal needs \(name) \(wanted), SQLite says \(found)"
    case .text(let index):
      return "event \(index + 1) of the batch is not UTF-8 text without NUL"
    case .stopped:
      return "the journal has stopped after an error; close the trade and open it again"
    case .database(let code, let message):
      return "journal: \(message) (SQLite \(code))"
    }
  }
}

/// Where a journal stops being trustworthy.
public struct JournalDamage: Error, Hashable, Sendable, CustomStringConvertible {
  public var path: String
  /// The last sequence number up to which everything holds together; 0 if nothing does.
  public var lastGood: Int64
  /// The first sequence number that does not; nil when the damage is in no event of its own.
  public var firstBad: Int64?
  public var reason: String

  public var description: String {
    let place = firstBad.map { " at event \($0)" } ?? ""
    return "\(path): damaged\(place): \(reason); the events up to \(lastGood) hold together"
  }
}
