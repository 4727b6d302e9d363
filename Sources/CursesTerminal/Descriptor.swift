import Glibc

/// Calls on file descriptors that never wait longer than they say.
enum Descriptor {
  /// Opens a file for reading and writing; it is closed in every program started from here.
  static func open(_ path: String, nonBlocking: Bool = false) -> Int32? {
    let descriptor = Glibc.open(path, O_RDWR | O_NOCTTY | O_CLOEXEC | (nonBlocking ? O_NONBLOCK : 0))
    return descriptor >= 0 ? descriptor : nil
  }

  /// A second descriptor of the same open file, closed in every program started from here.
  static func duplicate(_ descriptor: Int32) -> Int32? {
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
    return copy >= 0 ? copy : nil
  }

  /// Waits until one of the descriptors is ready, a signal arrives or the time is up; -1 waits for ever.
  static func wait(for descriptors: inout [pollfd], milliseconds: Int) {
    let timeout = Int32(clamping: max(-1, milliseconds))
    if poll(&descriptors, nfds_t(descriptors.count), timeout) <= 0 {
      for index in descriptors.indices { descriptors[index].revents = 0 }
    }
  }

  /// Writes to a pipe, or to a terminal that is non-blocking, whether anybody reads it or not: gives up in
  /// time.
  static func write(_ bytes: [UInt8], to descriptor: Int32, patienceMilliseconds: Int) {
    // A pipe that says it is writable has room for this many; more at once could wait for ever.
    let portion = 512
    let deadline = MonotonicClock.milliseconds + patienceMilliseconds
    var rest = bytes[...]
    while !rest.isEmpty {
      let time = deadline - MonotonicClock.milliseconds
      var ready = [pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)]
      wait(for: &ready, milliseconds: max(0, time))
      guard time > 0, ready[0].revents & Int16(POLLOUT) != 0 else { return }
      let count = rest.prefix(portion).withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        usleep(2000)
      } else if errno != EINTR {
        return
      }
    }
  }
}

/// The clock that never jumps; it goes on while the process is stopped.
enum MonotonicClock {
  /// Milliseconds since some moment before the process began.
  static var milliseconds: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }
}
