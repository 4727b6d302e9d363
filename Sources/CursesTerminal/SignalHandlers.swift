import CNcurses
import Glibc

/// The one place that touches the C signal handlers: their variables exist once in the object file of this
/// one.
enum SignalHandlers {
  /// Signals since the last look, a bit each.
  struct Pending: Sendable {
    let bits: UInt

    func contains(_ signal: Int32) -> Bool { bits & (1 << UInt(signal)) != 0 }

    /// The first of those that ask the process to end.
    var ending: Int32? { SignalHandlers.ending.first(where: contains) }
  }

  /// Signals that ask to end, or would have ended the process unless they were handled.
  static let ending: [Int32] = [
    SIGTERM, SIGINT, SIGQUIT, SIGUSR1, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU, SIGIO, SIGPWR, SIGSTKFLT,
  ]

  /// Installs every handler; each signal wakes the pipe. Before curses starts: it keeps away from signals
  /// that have a handler.
  static func install(waking pipe: WakePipe) { supervisor_install(pipe.writeDescriptor) }

  /// Gives the signals that end a program their usual effect again, but for a hang-up, which is ignored. A
  /// crash is still logged.
  static func uninstall() { supervisor_uninstall() }

  static func takePending() -> Pending { Pending(bits: supervisor_take_pending()) }

  /// Keeps every signal away from the calling thread but those of a crash and, if asked, the supervisor's
  /// nudge.
  static func maskThread(nudged: Bool) { supervisor_mask(1, nudged ? 1 : 0) }

  /// Lets every signal reach the calling thread.
  static func unmaskThread() { supervisor_mask(0, 0) }

  /// Tells the handlers what to restore, by a crash or by `restore`.
  static func arm(_ device: TerminalDevice) {
    var saved = device.savedModes
    supervisor_arm(
      device.descriptor, device.output, device.nothing, &saved, device.leavingBytes, device.leavingBytes.count
    )
  }

  /// Whether a crash touches the terminal.
  static func setArmed(_ isArmed: Bool) { supervisor_set_armed(isArmed ? 1 : 0) }

  static func setScreenThread(_ thread: pthread_t) { supervisor_set_screen(thread) }

  /// Takes the terminal's output from the screen thread, whatever it is doing.
  static func silenceScreen() { supervisor_silence() }

  /// Puts screen and modes back. Never waits for a reader; at most a tenth of a second in all.
  static func restoreTerminal() { _ = supervisor_restore(20) }

  /// Stops the process until somebody continues it.
  static func stopProcess() { supervisor_stop() }
}
