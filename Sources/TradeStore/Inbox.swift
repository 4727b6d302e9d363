import Synchronization

/// A bounded queue of actions from any thread to the one that owns the trade. Nobody waits for the other.
public final class Inbox<Action: Sendable>: Sendable {
  /// How many actions may wait; one more is turned away rather than remembered until it is out of date.
  public let capacity: Int
  private let waiting = Mutex<[Action]>([])
  private let wake: WakePipe

  public init(capacity: Int) throws(StoreError) {
    precondition(capacity > 0, "an inbox holds at least one action")
    self.capacity = capacity
    wake = try WakePipe()
  }

  /// Readable while an action waits: for the owner's `poll`. It is never read from outside.
  public var descriptor: Int32 { wake.readEnd }

  /// False when the inbox is full: the action was not taken, and whoever sent it must say so.
  public func send(_ action: Action) -> Bool {
    waiting.withLock { waiting in
      guard waiting.count < capacity else { return false }
      waiting.append(action)
      if waiting.count == 1 { wake.signal() }
      return true
    }
  }

  /// Everything that has arrived, in its order.
  public func drain() -> [Action] {
    waiting.withLock { waiting in
      guard !waiting.isEmpty else { return [] }
      wake.clear()
      defer { waiting.removeAll(keepingCapacity: true) }
      return waiting
    }
  }
}
