/// What the supervisor is told.
public struct SupervisorConfiguration: Sendable {
  /// An open file that takes descriptor 2 (and 1, if that is a terminal) while the screen is on.
  public var logDescriptor: Int32
  /// Milliseconds the screen gets to come back at the end.
  public var screenGraceMilliseconds = 200
  /// Milliseconds the engine gets to end, from the moment it is told; the terminal is restored meanwhile.
  public var engineGraceMilliseconds = 2000
  /// Whether the process may be stopped now (a stopped engine watches nothing). Called on the main thread;
  /// must not wait.
  public var maySuspend: @Sendable () -> Bool = { true }
  /// The terminal has hung up: called once on the main thread, before the engine is told to end. Must not
  /// wait.
  public var hangup: @Sendable () -> Void = {}

  public init(logDescriptor: Int32) { self.logDescriptor = logDescriptor }
}

/// Why the program came to its end.
public enum EndReason: Hashable, Sendable {
  /// The interface asked for it.
  case quit
  /// The terminal is gone.
  case hangup
  /// TERM, INT or QUIT from outside.
  case signal(Int32)
  /// The engine returned by itself.
  case engineEnded
  case engineFailed(String)
  /// The screen could not begin, or its thread threw.
  case screenFailed(String)

  /// The exit status a shell expects.
  public var exitStatus: Int32 {
    switch self {
    case .quit, .engineEnded: 0
    case .hangup: 129
    case .signal(let number): 128 + number
    case .engineFailed, .screenFailed: 1
    }
  }
}

/// The end of a run.
public struct Ending: Hashable, Sendable {
  public let reason: EndReason
  /// False if the engine did not come back in time: what it had not yet written is lost, as in a crash.
  public let engineReturned: Bool
  /// False if the screen's thread still sits in a write; only `Supervisor.exit` is sure to end the process
  /// then.
  public let screenReturned: Bool
}
