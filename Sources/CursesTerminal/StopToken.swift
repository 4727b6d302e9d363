import Synchronization

/// Tells the engine's thread to come to an end. Once stopped it stays so.
public final class StopToken: Sendable {
  private let pipe: WakePipe
  private let flag = Atomic(false)

  init() throws(TerminalError) { pipe = try WakePipe() }

  /// Whether the engine is to end now.
  public var isStopped: Bool { flag.load(ordering: .sequentiallyConsistent) }

  /// Readable, for `poll`, once the engine is to end; nothing is to be read from it.
  public var descriptor: Int32 { pipe.descriptor }

  /// Waits until stopped or the time is up; answers `isStopped`.
  @discardableResult
  public func wait(milliseconds: Int) -> Bool {
    if !isStopped { pipe.wait(milliseconds: milliseconds) }
    return isStopped
  }

  func stop() {
    flag.store(true, ordering: .sequentiallyConsistent)
    pipe.wake()
  }
}
