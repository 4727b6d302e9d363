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

  private func runOnTerminal(_ device: TerminalDevice, _ palette: StyleSheet) throws {
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
        try seat.run(
          stop: stop.descriptor, isStopped: { stop.isStopped }, reason: { why.reason },
          publish: { posted in
            mailbox.post(posted)
            runner?.post(posted)
            screen.poke(isAnswer: posted.isUrgent)
          })
      },
      screen: { control in
        let view = ScreenView(
          mailbox: mailbox, inbox: inbox, palette: palette, unicode: device.supportsUnicode, control: control,
          configuration: chosen, kept: KeptWords(), isBuiltInMarket: isBuiltInMarket)
        try ScreenLoop(device: device, control: control, colors: palette.depth == .none ? 0 : 256).run(
          frame: { view.frame($0) }, signs: { view.takeSigns() }, input: { view.take($0) })
      })
    Supervisor.exit(ending.reason.exitStatus, saying: Farewell.text(ending, mailbox.latest, trade: trade))
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

/// Why the engine is told to end; set before it is.
final class Why: Sendable {
  private let text = Mutex("by q or a signal")

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

/// The last words on the terminal, once it is the shell's again.
enum Farewell {
  static func text(_ ending: Ending, _ posted: Posted?, trade: String) -> String {
    var lines: [String] = []
    switch ending.reason {
    case .engineFailed(let text): lines.append("tranche: the trade was stopped: \(text)")
    case .screenFailed(let text): lines.append("tranche: the screen failed: \(text)")
    case .quit, .hangup, .signal, .engineEnded: break
    }
    guard let posted else { return lines.joined(separator: "\n") }
    if case .engineFailed = ending.reason {
      lines.append(whatIsWritten(posted.trade, trade))
      return lines.joined(separator: "\n")
    }
    if let lost = posted.snapshot.alarms.first(where: { $0.kind == .journal }) {
      // Nothing is promised of a trade whose journal may not be there any more.
      lines.append("tranche: \(lost.text)")
      lines.append(whatIsWritten(posted.trade, trade))
    } else if let result = posted.trade.result {
      lines.append(StoredTrades.ended(posted.trade, result))
    } else if posted.trade.position.isOpen {
      let instrument = posted.trade.instrument
      let stop = posted.trade.stop.map { ", stop \(instrument.text($0.price))" } ?? ""
      lines.append(
        "\(trade) is open: \(instrument.text(posted.trade.position.open)) \(posted.trade.side.rawValue)\(stop). "
          + "It is on paper and its stop is held by this program: nobody watches it now.")
      lines.append("tranche resume \(trade)   goes on exactly here")
    } else {
      lines.append("\(trade) waits for its first fill; nobody watches it now. tranche resume \(trade)")
    }
    return lines.joined(separator: "\n")
  }

  /// After a failure: nothing is promised but what the journal was last told.
  private static func whatIsWritten(_ trade: Trade, _ name: String) -> String {
    let instrument = trade.instrument
    let stop = trade.stop.map { ", stop \(instrument.text($0.price))" } ?? ""
    let open =
      trade.position.isOpen
      ? "\(instrument.text(trade.position.open)) \(trade.side.rawValue) open\(stop)" : "nothing open"
    return
      "\(name): as far as it was written, \(open). This program watches it no more; tranche list shows what is there."
  }
}
