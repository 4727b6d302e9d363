import CursesTerminal
import Glibc
import Interface
import Screen
import Synchronization
import TradeStore
import Trading

/// One run of one trade: wires the owner's thread, the screen's thread and the supervisor together.
struct Session {
  private let seat: EngineSeat
  private let trade: String
  private let surface: Surface
  private let configuration: Configuration
  private let inbox: Inbox<OwnerRequest>
  private let mailbox: Mailbox<Posted>
  private let why: Why
  private let logPath: String

  init(
    owner: Owner, choice: FeedChoice, lock: TradeLock, surface: Surface, configuration: Configuration
  ) throws {
    let files = lock.files
    let inbox = try Inbox<OwnerRequest>(capacity: 256)
    let mailbox = try Mailbox<Posted>()
    self.inbox = inbox
    self.mailbox = mailbox
    self.surface = surface
    self.configuration = configuration
    trade = files.id
    why = Why()
    logPath = "\(files.folder)/\(files.id).log"
    seat = EngineSeat(owner: owner, choice: choice, inbox: inbox, lock: lock)
  }

  func run() throws {
    switch surface {
    case .terminal(let device, let palette): try runOnTerminal(device, palette)
    case .plain:
      try PlainSession(
        seat: seat, trade: trade, mailbox: mailbox, runner: try CommandRunner(configuration)
      ).run()
    }
  }

  private func runOnTerminal(_ device: TerminalDevice, _ palette: Palette) throws {
    var configuration = SupervisorConfiguration(logDescriptor: try openLog())
    let (mailbox, why) = (mailbox, why)
    // A stopped engine watches nothing: ^Z asks first while a position is open.
    configuration.maySuspend = { mailbox.latest.map { !$0.trade.position.isOpen } ?? true }
    configuration.hangup = { why.reason = "the terminal was lost" }
    let supervisor = try Supervisor(device: device, configuration: configuration)
    let (seat, screen, trade) = (seat, supervisor.screen, trade)
    let (inbox, chosen) = (inbox, self.configuration)
    let runner = try CommandRunner(chosen)
    let isBuiltInMarket = seat.isBuiltInMarket
    let ending = supervisor.run(
      engine: { stop in
        runner?.start()
        defer { runner?.finish() }
        do {
          try seat.run(
            stop: stop.descriptor, isStopped: { stop.isStopped }, reason: { why.reason },
            publish: { posted in
              mailbox.post(posted)
              runner?.post(posted)
              screen.poke(isAnswer: posted.isUrgent)
            })
        } catch {
          why.failure = "\(error)"
          throw error
        }
      },
      screen: { control in
        let view = ScreenView(
          mailbox: mailbox, inbox: inbox, palette: palette, unicode: device.supportsUnicode, control: control,
          configuration: chosen, kept: KeptWords(), isBuiltInMarket: isBuiltInMarket)
        try ScreenLoop(device: device, control: control, colors: palette.depth == .none ? 0 : 256).run(
          frame: { view.frame($0) }, signs: { view.takeSigns() }, input: { view.take($0) })
      })
    let farewell = Farewell(ending, mailbox.latest, trade: trade, failure: why.failure)
    Supervisor.exit(farewell.status, saying: farewell.text)
  }

  /// Where descriptor 2 goes while the screen is on.
  private func openLog() throws -> Int32 {
    let descriptor = open(logPath, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      throw Failure("\(logPath): \(String(cString: strerror(errno)))")
    }
    return descriptor
  }
}

/// Why the engine is told to end, set before it is; and what failed in it all the same.
final class Why: Sendable {
  private let text = Mutex("by q or a signal")
  private let failed = Mutex<String?>(nil)

  var failure: String? {
    get { failed.withLock { $0 } }
    set { failed.withLock { $0 = newValue } }
  }

  var reason: String {
    get { text.withLock { $0 } }
    set { text.withLock { $0 = newValue } }
  }
}

/// Holds what only the engine's thread may use, from the moment that thread starts: it is made on the main thread,
/// handed over once, and never touched again by it. That is why it may say it is sendable.
final class EngineSeat: @unchecked Sendable {
  private let owner: Owner
  private let choice: FeedChoice
  private let inbox: Inbox<OwnerRequest>
  private let lock: TradeLock

  init(owner: Owner, choice: FeedChoice, inbox: Inbox<OwnerRequest>, lock: TradeLock) {
    self.owner = owner
    self.choice = choice
    self.inbox = inbox
    self.lock = lock
    if case .simulated = choice.feed.identity { isBuiltInMarket = true } else { isBuiltInMarket = false }
  }

  /// The market is made up here, so that a first try costs nothing.
  let isBuiltInMarket: Bool

  func run(
    stop: Int32, isStopped: () -> Bool, reason: () -> String, publish: @escaping (Posted) -> Void
  ) throws {
    // Without a voice it goes on all the same; descriptor 2 is the log while the screen is on.
    let broadcast = Broadcast.open(lock, complain: mention)
    var loop = OwnerLoop(
      owner: owner, feed: choice.feed, feedName: choice.name, speed: choice.speed,
      isPaused: choice.isPaused, inbox: inbox, place: PlaceFile(lock.files),
      publish: { posted in
        publish(posted)
        broadcast?.post(posted)
      }, turned: { broadcast?.beat() })
    do {
      try loop.run(stop: stop, isStopped: isStopped, reason: reason)
      // Another program may copy the one file; a log that could not be moved now is moved by the next owner.
      try? loop.finish()
    } catch {
      broadcast?.close(reason: "it failed: \(error)")
      throw error
    }
    broadcast?.close(reason: reason())
  }
}
