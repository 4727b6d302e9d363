import Glibc
import Interface
import Synchronization
import TradeStore
import Trading

/// Runs the commands that call a person, on a thread of its own, one at a time. Whoever posts waits for nothing: of
/// snapshots, and of the same command about the same kind of event, only the newest waits, and a command that does not
/// end is killed.
final class CommandRunner: Sendable {
  /// Nanoseconds that a command may take.
  static let patience: UInt64 = 10_000_000_000
  /// Milliseconds that the end of the program waits for what is to be started yet.
  private static let farewell = 300

  private struct Job {
    var command: [String]
    var environment: [String: String]

    /// The same command about an event of the same kind is news of the same: the newest serves for both.
    func replaces(_ other: Job) -> Bool {
      // The last word is what happened.
      command.dropLast() == other.command.dropLast()
        && environment["TRANCHE_EVENT"] == other.environment["TRANCHE_EVENT"]
    }
  }

  private let rules: [AttentionRule]
  private let mailbox: Mailbox<Posted>
  /// What was there at first, however late this thread looks: alarms that stood then are no news.
  private let first = Mutex<Posted?>(nil)
  private let isFinishing = Atomic(false)
  private let isDone = Atomic(true)

  /// Nil where no rule has a command.
  init?(_ configuration: Configuration) throws {
    rules = configuration.attention.map(\.value).filter { !$0.command.isEmpty }
    guard !rules.isEmpty else { return nil }
    mailbox = try Mailbox<Posted>()
  }

  /// Starts the thread. Without one there are no commands, and the trade goes on.
  func start() {
    isDone.store(false, ordering: .sequentiallyConsistent)
    do {
      try QuietThread.start { self.run() }
    } catch {
      isDone.store(true, ordering: .sequentiallyConsistent)
      mention("no command will be run: \(error)")
    }
  }

  /// Never waits.
  func post(_ posted: Posted) {
    first.withLock { if $0 == nil { $0 = posted } }
    mailbox.post(posted)
  }

  /// Starts at once whatever waits, and leaves what runs to itself.
  func finish() {
    isFinishing.store(true, ordering: .sequentiallyConsistent)
    if let latest = mailbox.latest { mailbox.post(latest) }
    for _ in 0..<(CommandRunner.farewell / 5) where !isDone.load(ordering: .sequentiallyConsistent) {
      usleep(5_000)
    }
  }

  // MARK: On its thread

  private func run() {
    var watch = AttentionWatch(rules)
    var hasBegun = false
    var waiting: [Job] = []
    var running: ChildProcess?
    while true {
      var ready = pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0)
      // Only while something runs is there anything to look at but news.
      poll(&ready, 1, running == nil ? 500 : 50)
      let isFinishing = isFinishing.load(ordering: .sequentiallyConsistent)
      if let posted = mailbox.take() {
        let first = hasBegun ? nil : first.withLock { $0 }
        hasBegun = true
        for news in [first, posted].compactMap(\.self) {
          for case .command(let command, let environment) in watch.effects(
            of: news.snapshot, since: news.since)
          {
            let job = Job(command: command, environment: environment)
            waiting.removeAll(where: job.replaces)
            waiting.append(job)
          }
        }
      }
      if let child = running, child.hasEnded(after: CommandRunner.patience) { running = nil }
      while !waiting.isEmpty, running == nil || isFinishing {
        let job = waiting.removeFirst()
        running = ChildProcess.start(job.command, environment: job.environment) ?? running
      }
      if isFinishing { break }
    }
    isDone.store(true, ordering: .sequentiallyConsistent)
  }
}
