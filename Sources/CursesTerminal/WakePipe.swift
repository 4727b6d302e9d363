import Glibc
import Synchronization

/// Wakes a thread that sits in `poll`: what is to be done lies elsewhere, the pipe only says that there is
/// something. However often it is woken, one byte waits.
public final class WakePipe: Sendable {
  /// Readable, for `poll`, once somebody has woken.
  public let descriptor: Int32
  let writeDescriptor: Int32
  private let isAwake = Atomic(false)

  /// Throws `TerminalError.system` if there is no descriptor left.
  public init() throws(TerminalError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw TerminalError.lastCall("pipe") }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    descriptor = ends[0]
    writeDescriptor = ends[1]
  }

  deinit {
    close(descriptor)
    close(writeDescriptor)
  }

  /// Makes the descriptor readable. Any thread may call it; it never waits.
  public func wake() {
    guard !isAwake.exchange(true, ordering: .sequentiallyConsistent) else { return }
    var byte: UInt8 = 0
    while write(writeDescriptor, &byte, 1) < 0 && errno == EINTR {}
  }

  /// Makes the descriptor unreadable until the next `wake`. Call it before looking for what is to be done.
  public func drain() {
    var bytes = [UInt8](repeating: 0, count: 256)
    while true {
      let count = read(descriptor, &bytes, bytes.count)
      if count < 0 && errno == EINTR { continue }
      if count < bytes.count { break }
    }
    // Only now: cleared first, it could be set again and the byte that goes with it be read above, and whoever
    // woke next would write none.
    isAwake.store(false, ordering: .sequentiallyConsistent)
  }

  /// Waits until woken or the time is up; -1 waits for ever.
  public func wait(milliseconds: Int) {
    var ready = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
    Descriptor.wait(for: &ready, milliseconds: milliseconds)
  }
}
