import Glibc

/// A pipe that carries no data: readable while somebody has something to be fetched.
///
/// The owner calls `signal` and `clear` under its own lock, so that at most one byte is ever in it.
final class WakePipe: Sendable {
  /// Readable after `signal`, for `poll`.
  let readEnd: Int32
  private let writeEnd: Int32

  init() throws(StoreError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .last("pipe", "wake-up") }
    readEnd = ends[0]
    writeEnd = ends[1]
    for end in ends {
      guard fcntl(end, F_SETFL, O_NONBLOCK) == 0, fcntl(end, F_SETFD, FD_CLOEXEC) == 0 else {
        throw .last("fcntl", "wake-up")
      }
    }
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  func signal() {
    var byte: UInt8 = 1
    while write(writeEnd, &byte, 1) < 0, errno == EINTR {}
  }

  func clear() {
    var bytes: (UInt64, UInt64) = (0, 0)
    while read(readEnd, &bytes, 16) < 0, errno == EINTR {}
  }
}
