import Glibc

/// A journal that was made, written, read back and removed again, to see whether trades are safe in a folder.
public struct JournalTrial: Sendable {
  public let settings: JournalSettings
  /// Microseconds that one commit took to be on the disk.
  public let commitTime: Int64
  /// Whether a second owner was refused while the first was there, and told who that is.
  public let lockHolds: Bool

  /// Makes the folder if it is missing, and in it one of the trial's own, which is gone afterwards.
  ///
  /// Throws the first thing that failed. A network disk is not refused here: whether its locks hold is seen.
  public static func run(in folder: String) throws(StoreError) -> JournalTrial {
    let scratch = "\(folder)/doctor-\(getpid())-\(nanoseconds())"
    let place = try TradeFolder(path: scratch, force: true)
    defer { rmdir(scratch) }
    let lock = try place.begin(symbol: "doctor", wallTime: 0)
    defer {
      lock.release()
      remove(lock.files)
    }
    let journal = try Journal.create(lock)
    let settings = try journal.settings()
    let start = nanoseconds()
    try journal.append([entry(1)])
    let commitTime = (nanoseconds() - start) / 1000
    let lockHolds = isHeld(lock.files)
    try journal.close()
    lock.release()
    try readBack(lock.files)
    return JournalTrial(settings: settings, commitTime: commitTime, lockHolds: lockHolds)
  }

  /// A second opening conflicts with the first even in one process.
  private static func isHeld(_ files: TradeFiles) -> Bool {
    do throws(StoreError) {
      try TradeLock.take(files).release()
      return false
    } catch {
      guard case .held = error else { return false }
      return TradeLock.holder(of: files)?.pid == getpid()
    }
  }

  /// Opens it as `resume` does, goes on with it, and looks at it as `list` does.
  private static func readBack(_ files: TradeFiles) throws(StoreError) {
    let lock = try TradeLock.take(files)
    defer { lock.release() }
    var read: [JournalEntry] = []
    let journal = try Journal.open(lock) { read.append($0.entry) }
    try journal.append([entry(2)])
    try journal.close()
    let last = try JournalReader(files).verify()
    guard read == [entry(1)], last == 2 else {
      throw .unsafe(
        path: files.journal, reason: "what is read is not what was written",
        remedy: "keep trades on another disk")
    }
  }

  private static func remove(_ files: TradeFiles) {
    for path in [files.journal, files.journal + "-wal", files.journal + "-shm", files.lock] { unlink(path) }
  }

  private static func entry(_ number: Int64) -> JournalEntry {
    JournalEntry(
      version: 1, kind: "doctor", feedTime: number, feedIndex: number, wallTime: 0, body: Array("{}".utf8))
  }

  private static func nanoseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
