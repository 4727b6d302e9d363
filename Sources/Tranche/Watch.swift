import ArgumentParser
import CursesTerminal
import Glibc
import Interface
import TradeStore
import Trading

/// Shows a trade that somebody else owns.
struct Watch: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch", abstract: "Show a trade that runs in another terminal; it cannot act.",
    discussion: """
      Without a name: the newest trade that runs now, or else the newest open one, whose owner may come later. Any \
      number of watchers may look on, before, during and after the owner's time. q leaves at once.
      """)

  @Argument(help: "The trade's name (tranche list).")
  var trade: String?

  @OptionGroup var screenOptions: ScreenOptions

  func run() {
    reporting {
      let configuration = try UserConfiguration.load()
      let folder = try TradeFolder(path: try TradeFolder.statePath())
      let files = try StoredTrades.chooseToWatch(trade, in: folder)
      try Self.waitForOpening(files)
      let surface = try Surface.open(screenOptions, configuration)
      try WatchSession(
        files: files, mailbox: try Mailbox<Snapshot>(),
        configuration: configuration.chosen.showing(screenOptions.view)
      ).run(on: surface)
    }
  }

  /// An owner that is just beginning has its lock before its first event: that takes a moment, not seconds. Throws
  /// what is wrong with the journal, before the terminal is taken.
  private static func waitForOpening(_ files: TradeFiles) throws {
    for attempt in 0... {
      do {
        _ = try StoredTrades.read(files)
        return
      } catch {
        guard StoredTrades.neverBegan(error) else { throw error }
        guard attempt < 20, TradeLock.holder(of: files) != nil else {
          throw Failure("\(files.id) never began: it was killed before its first price", .usage)
        }
        usleep(100_000)
      }
    }
  }
}

/// One watcher's run: the follower's thread, the screen's thread and the supervisor; or lines instead of a screen.
struct WatchSession {
  let files: TradeFiles
  let mailbox: Mailbox<Snapshot>
  let configuration: Configuration

  func run(on surface: Surface) throws {
    switch surface {
    case .terminal(let device, let palette): try runOnTerminal(device, palette)
    case .plain: try runPlain()
    }
  }

  private func runOnTerminal(_ device: TerminalDevice, _ palette: Palette) throws {
    // A watcher writes nothing beside the trade, not even a log. A stopped one misses nothing but the view.
    let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
    guard nowhere >= 0 else { throw Failure("/dev/null: \(String(cString: strerror(errno)))") }
    let supervisor = try Supervisor(
      device: device, configuration: SupervisorConfiguration(logDescriptor: nowhere))
    let (files, mailbox, screen) = (files, mailbox, supervisor.screen)
    let configuration = configuration
    let ending = supervisor.run(
      engine: { stop in
        var follower = try Follower(files, plan: StoredTrades.plan)
        var shown = 0
        follower.run(stop: stop.descriptor, isStopped: { stop.isStopped }) { snapshot in
          mailbox.post(snapshot)
          // What has happened is shown at once, prices at the pace of news.
          screen.poke(isAnswer: snapshot.sequence != shown)
          shown = snapshot.sequence
        }
      },
      screen: { control in
        let view = WatchView(
          mailbox: mailbox, palette: palette, unicode: device.supportsUnicode, control: control,
          configuration: configuration)
        try ScreenLoop(device: device, control: control, colors: palette.depth == .none ? 0 : 256).run(
          frame: { view.frame($0) }, signs: { view.takeSigns() }, input: { view.take($0) })
      })
    Supervisor.exit(ending.reason.exitStatus, saying: lastWords(ending.reason))
  }

  /// Until the trade closes or a signal comes.
  private func runPlain() throws {
    let stop = try PlainStop.install()
    let mailbox = mailbox
    var follower = try Follower(files, plan: StoredTrades.plan)
    let printer = PlainPrinter(mailbox: mailbox, snapshot: { $0 }, onFailure: { PlainStop.stop() })
    printer.start()
    follower.run(stop: stop, isStopped: { PlainStop.isStopped }) { snapshot in
      mailbox.post(snapshot)
      if snapshot.result != nil { PlainStop.stop() }
    }
    PlainStop.leave(printer, with: mailbox.latest?.result == nil ? goesOn() : nil)
    PlainStop.endIfFailed(printer, trade: nil)
  }

  private func lastWords(_ reason: EndReason) -> String {
    switch reason {
    case .engineFailed(let text): "tranche: the watcher was stopped: \(text)\n\(goesOn())"
    case .screenFailed(let text): "tranche: the screen failed: \(text)\n\(goesOn())"
    case .quit, .hangup, .signal, .engineEnded: goesOn()
    }
  }

  /// What becomes of the trade without this watcher: what became of it with it.
  private func goesOn() -> String {
    if mailbox.latest?.result != nil { return "\(files.id) is closed." }
    guard let owner = TradeLock.holder(of: files) else {
      return "\(files.id) is left to nobody: tranche resume \(files.id) takes it."
    }
    return "\(files.id) goes on with its owner, \(owner)."
  }
}
