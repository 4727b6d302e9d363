import CNcurses
import Glibc
import Synchronization

/// Runs on the main thread and survives the other two: it alone receives signals, it alone restores the
/// terminal, and it never waits for one that nobody reads. The engine has a thread, the screen has another
/// that may block for ever.
public final class Supervisor {
  /// The signals that end a session in order, but for a hang-up.
  public static let endingSignals = SignalHandlers.ending

  /// Reaches the screen: the engine pokes it when there is something new.
  public let screen: ScreenControl

  private let device: TerminalDevice
  private let configuration: SupervisorConfiguration
  private let stop: StopToken
  private let inbox: SupervisorInbox
  private var output: RedirectedOutput?
  /// Whether the terminal is ours: from the start of the screen to the end, but for suspensions.
  private var hasTerminal = false
  private var hasHungUp = false

  /// Throws `TerminalError.system` if there is no descriptor left.
  public init(device: TerminalDevice, configuration: SupervisorConfiguration) throws(TerminalError) {
    self.device = device
    self.configuration = configuration
    stop = try StopToken()
    inbox = try SupervisorInbox()
    screen = try ScreenControl(supervisor: inbox)
  }

  /// Runs both threads until one of them, the person or a signal ends it; then restores the terminal. To be
  /// called once, on the main thread, before other threads exist. When it returns, the terminal is as it
  /// was found; end the process with `Supervisor.exit`.
  public func run(
    engine: @escaping @Sendable (StopToken) throws -> Void,
    screen draw: @escaping @Sendable (ScreenControl) throws -> Void
  ) -> Ending {
    WorkerThread.installSignalStack()
    output = RedirectedOutput(to: configuration.logDescriptor)
    SignalHandlers.install(waking: inbox.pipe)
    SignalHandlers.arm(device)
    hasTerminal = true
    let reason: EndReason
    do {
      try startThreads(engine, draw)
      reason = waitForEnd()
    } catch {
      reason = .screenFailed("\(error)")
      if case .none = engineThread { inbox.post { $0.engineEnd = .returned } }
      inbox.post { $0.screenEnd = .returned }
    }
    return end(reason)
  }

  private var engineThread: pthread_t?

  private func startThreads(
    _ engine: @escaping @Sendable (StopToken) throws -> Void,
    _ draw: @escaping @Sendable (ScreenControl) throws -> Void
  ) throws(TerminalError) {
    let (inbox, stop, screen) = (inbox, stop, screen)
    // Threads inherit the mask: there is no moment in which a signal could reach them.
    SignalHandlers.maskThread(nudged: false)
    defer { SignalHandlers.unmaskThread() }
    engineThread = try WorkerThread.start(nudged: false) {
      let end = Self.end { try engine(stop) }
      inbox.post { $0.engineEnd = end }
    }
    let thread = try WorkerThread.start(nudged: true) {
      let end = Self.end { try draw(screen) }
      inbox.post { $0.screenEnd = end }
    }
    SignalHandlers.setScreenThread(thread)
  }

  private static func end(of body: () throws -> Void) -> SupervisorInbox.ThreadEnd {
    do {
      try body()
      return .returned
    } catch {
      return .failed("\(error)")
    }
  }

  // MARK: While it runs

  private func waitForEnd() -> EndReason {
    while true {
      let reports = inbox.take()
      let signals = SignalHandlers.takePending()
      if let reason = reason(reports, signals) { return reason }
      // A screen that keeps off its terminal cannot see it hang up.
      if !hasTerminal && device.isGone { return .hangup }
      if signals.contains(SIGCONT) { comeBack() }
      if signals.contains(SIGWINCH) { screen.takeSize() }
      if signals.contains(SIGTSTP) || reports.suspends == .asked {
        if configuration.maySuspend() { suspend() }
      } else if reports.suspends == .confirmed {
        suspend()
      }
      if !hasTerminal { comeBack() }
      // A shell does not say when it moves us from the background to the foreground.
      inbox.pipe.wait(milliseconds: hasTerminal ? -1 : 200)
    }
  }

  private func reason(_ reports: SupervisorInbox.Reports, _ signals: SignalHandlers.Pending) -> EndReason? {
    if signals.contains(SIGHUP) || reports.terminalGone { return .hangup }
    if case .failed(let text) = reports.engineEnd { return .engineFailed(text) }
    if let number = signals.ending { return .signal(number) }
    if reports.quits { return .quit }
    if reports.engineEnd != nil { return .engineEnded }
    switch reports.screenEnd {
    case .failed(let text): return .screenFailed(text)
    case .returned: return .quit
    case nil: return nil
    }
  }

  /// Gives the terminal to the shell and stops; returns once continued.
  private func suspend() {
    guard hasTerminal else { return }
    screen.park()
    wait(milliseconds: configuration.screenGraceMilliseconds) { screen.isParked || inbox.screenEnded }
    giveTerminalBack(isQuiet: screen.isParked)
    SignalHandlers.stopProcess()
  }

  /// Continued, or moved to the foreground: takes the terminal again if it is ours to take. In the
  /// background the engine goes on without a screen.
  private func comeBack() {
    guard device.isForeground else {
      if hasTerminal { screen.park() }
      hasTerminal = false
      SignalHandlers.setArmed(false)
      return
    }
    device.reconnectOutput()
    device.setDrawingModes()
    hasTerminal = true
    SignalHandlers.setArmed(true)
    screen.resume()
  }

  // MARK: The end

  private func end(_ reason: EndReason) -> Ending {
    if reason == .hangup && !hasHungUp {
      hasHungUp = true
      configuration.hangup()
    }
    let deadline = MonotonicClock.milliseconds + configuration.engineGraceMilliseconds
    stop.stop()
    screen.end()
    wait(milliseconds: configuration.screenGraceMilliseconds) { inbox.screenEnded }
    giveTerminalBack(isQuiet: inbox.screenEnded)
    wait(milliseconds: deadline - MonotonicClock.milliseconds) { inbox.engineEnded }
    output?.undo()
    SignalHandlers.uninstall()
    return Ending(reason: reason, engineReturned: inbox.engineEnded, screenReturned: inbox.screenEnded)
  }

  /// Restores the terminal, whether the screen's thread keeps off it or not.
  private func giveTerminalBack(isQuiet: Bool) {
    guard hasTerminal else { return }
    hasTerminal = false
    SignalHandlers.setArmed(false)
    if !isQuiet {
      SignalHandlers.silenceScreen()
      // Interrupted, its write ends at once; the terminal's write lock is free then.
      wait(milliseconds: 50) { inbox.screenEnded || screen.isParked }
    }
    if isQuiet, !hasHungUp { device.awaitAnswer() }
    SignalHandlers.restoreTerminal()
  }

  /// Waits until something holds, at most so long.
  private func wait(milliseconds: Int, until holds: () -> Bool) {
    let deadline = MonotonicClock.milliseconds + milliseconds
    while true {
      inbox.pipe.drain()
      if holds() { return }
      let rest = deadline - MonotonicClock.milliseconds
      if rest <= 0 { return }
      inbox.pipe.wait(milliseconds: rest)
    }
  }
}

extension Supervisor {
  /// Ends the process at once, whatever its other threads are doing, after a last message on standard
  /// error. A terminal or pipe that nobody reads holds it up for at most a fifth of a second.
  public static func exit(_ status: Int32, saying message: String = "") -> Never {
    if !message.isEmpty {
      let terminal = isatty(STDERR_FILENO) == 1 ? Descriptor.open("/dev/tty", nonBlocking: true) : nil
      Descriptor.write(
        Array((message + "\n").utf8), to: terminal ?? STDERR_FILENO, patienceMilliseconds: 200)
    }
    _exit(status)
  }
}
