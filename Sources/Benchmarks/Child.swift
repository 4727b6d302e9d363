import Glibc
import TerminalTesting

/// A process that a benchmark has started, ended with its last use.
final class Child {
  let id: pid_t

  init(_ id: pid_t) { self.id = id }

  /// No farewell: what it would write is no part of what is measured.
  deinit {
    kill(id, SIGKILL)
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0, errno == EINTR {}
  }

  /// Stops it as `Ctrl-Z` would, but without asking it.
  func suspend() { kill(id, SIGSTOP) }

  /// Seconds that all its threads have been computing, in user and system: the clock of the process itself, which
  /// counts nanoseconds where `/proc/PID/stat` counts hundredths.
  func computed() throws -> Double {
    var clock: clockid_t = 0
    var time = timespec()
    guard clock_getcpuclockid(id, &clock) == 0, clock_gettime(clock, &time) == 0 else {
      throw CallFailed("clock_getcpuclockid")
    }
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// Memory that is its alone and written to, in MiB, by the kernel's own sum; zero if it does not tell.
  var privateDirty: Double {
    let sums = SessionProcess.contents(of: "/proc/\(id)/smaps_rollup")
    let line = sums.split(separator: "\n").first { $0.hasPrefix("Private_Dirty:") }
    let kibibytes = line?.split(separator: " ").dropFirst().first.flatMap { Double($0) }
    return (kibibytes ?? 0) / 1024
  }
}
