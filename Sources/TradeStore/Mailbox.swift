import Synchronization

/// A single slot from the trade's owner to whoever shows it: the newest snapshot replaces one not yet taken.
public final class Mailbox<Snapshot: Sendable>: Sendable {
  private struct Slot {
    var newest: Snapshot?
    var isTaken = true
  }

  private let slot = Mutex(Slot())
  private let wake: WakePipe

  public init() throws(StoreError) {
    wake = try WakePipe()
  }

  /// Readable while a snapshot waits to be taken: for the reader's `poll`. It is never read from outside.
  public var descriptor: Int32 { wake.readEnd }

  /// Puts a snapshot in place of the one before, whether that was taken or not. Never waits.
  public func post(_ snapshot: Snapshot) {
    slot.withLock { slot in
      slot.newest = snapshot
      if slot.isTaken { wake.signal() }
      slot.isTaken = false
    }
  }

  /// The same without waking the reader, which looks when it has a reason of its own.
  func keep(_ snapshot: Snapshot) { slot.withLock { $0.newest = snapshot } }

  /// The newest snapshot if it has not been taken yet.
  public func take() -> Snapshot? {
    slot.withLock { slot in
      guard !slot.isTaken else { return nil }
      wake.clear()
      slot.isTaken = true
      return slot.newest
    }
  }

  /// The newest snapshot, taken or not; nil before the first.
  public var latest: Snapshot? { slot.withLock { $0.newest } }
}
