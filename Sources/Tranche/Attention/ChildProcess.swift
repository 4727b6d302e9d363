import Foundation
import Glibc
import TradeStore

/// A program that was started: without a shell, without a terminal, without any of our descriptors, in a session of
/// its own, so that no key of ours reaches it.
struct ChildProcess {
  let pid: pid_t
  private let name: String
  private let startedAt: UInt64

  /// Nil if it cannot be started; the log says why.
  static func start(_ command: [String], environment: [String: String]) -> ChildProcess? {
    guard let program = command.first else { return nil }
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
    }
    // All are closed by the system already; one that somebody forgot must not keep a lock or a terminal open.
    for descriptor in (STDERR_FILENO + 1)..<64 { posix_spawn_file_actions_addclose(&actions, descriptor) }
    // What is ignored here, or kept from our thread, must reach it.
    var (none, usual) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigemptyset(&usual)
    for signal in [SIGPIPE, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP] { sigaddset(&usual, signal) }
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &usual)
    let flags = Int32(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF) | newSession
    posix_spawnattr_setflags(&attributes, Int16(flags))

    let inherited = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
    var arguments = command.map { strdup($0) } + [nil]
    var variables = inherited.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var pid = pid_t()
    let code = posix_spawnp(&pid, program, &actions, &attributes, &arguments, &variables)
    guard code == 0 else {
      mention("\(program): \(String(cString: strerror(code)))")
      return nil
    }
    return ChildProcess(pid: pid, name: program, startedAt: OwnerLoop.now())
  }

  /// `POSIX_SPAWN_SETSID`, which the C library has and its module does not hand on everywhere.
  private static let newSession: Int32 = 0x80

  /// Whether it has ended; one that has run for longer than `patience` nanoseconds is killed, with what it started.
  func hasEnded(after patience: UInt64) -> Bool {
    var status: Int32 = 0
    if waitpid(pid, &status, WNOHANG) == 0 {
      guard OwnerLoop.now() - startedAt >= patience else { return false }
      kill(-pid, SIGKILL)
      waitpid(pid, &status, 0)
      mention("\(name): killed, it took longer than \(patience / 1_000_000_000) s")
    } else if status != 0 {
      mention("\(name): ended with \(status & 0x7F == 0 ? "status \(status >> 8 & 0xFF)" : "a signal")")
    }
    return true
  }
}
