import Synchronization

/// How the other threads and the screen's thread reach each other. Any thread may call it; nothing here
/// waits but the screen's own loop.
public final class ScreenControl: Sendable {
  /// What the screen's loop is to do next.
  struct Requests {
    /// End for good.
    var ends = false
    /// Keep off the terminal until resumed.
    var parks = false
    /// Somebody else had the terminal: enter the screen again and draw all of it.
    var enters = false
    var takesSize = false
    /// Draw all of it again, whatever the terminal is thought to show.
    var repaints = false
    var draws = false
    /// What is to be drawn answers a person: soon.
    var answers = false
  }

  private let requests = Mutex(Requests())
  private let parked = Atomic(false)
  private let pipe: WakePipe
  private let supervisor: SupervisorInbox

  init(supervisor: SupervisorInbox) throws(TerminalError) {
    pipe = try WakePipe()
    self.supervisor = supervisor
  }

  // MARK: For the interface and the engine

  /// There is something new to show: asks the loop for a picture. However often it is called, one is drawn.
  /// One that `isAnswer` to what a person did does not wait for the pace at which news is drawn.
  public func poke(isAnswer: Bool = false) {
    request {
      $0.draws = true
      if isAnswer { $0.answers = true }
    }
  }

  /// Paints the whole screen anew: somebody else may have written on it.
  public func repaint() { request { $0.repaints = true } }

  /// Ends the program in order; `Supervisor.run` answers `.quit`.
  public func quit() { supervisor.post { $0.quits = true } }

  /// Stops the process as ^Z does, if the configuration's `maySuspend` allows it or the person has confirmed.
  public func suspend(confirmed: Bool = false) {
    supervisor.post { $0.suspends = confirmed ? .confirmed : .asked }
  }

  /// Whether the screen is to end now.
  public var isStopped: Bool { requests.withLock { $0.ends } }

  // MARK: For the supervisor

  func end() { request { $0.ends = true } }

  func park() { request { $0.parks = true } }

  func resume() {
    request {
      $0.parks = false
      $0.enters = true
    }
  }

  func takeSize() { request { $0.takesSize = true } }

  var isParked: Bool { parked.load(ordering: .sequentiallyConsistent) }

  private func request(_ change: (inout Requests) -> Void) {
    requests.withLock { change(&$0) }
    pipe.wake()
  }

  // MARK: For the screen's loop

  /// Readable once there are requests.
  var descriptor: Int32 { pipe.descriptor }

  /// The requests since the last call; to end and to park stay until they are withdrawn.
  func take() -> Requests {
    pipe.drain()
    return requests.withLock { requests in
      let taken = requests
      requests.enters = false
      requests.takesSize = false
      requests.repaints = false
      requests.draws = false
      requests.answers = false
      return taken
    }
  }

  /// Keeps off the terminal until resumed or ended.
  func waitWhileParked() {
    parked.store(true, ordering: .sequentiallyConsistent)
    supervisor.wake()
    while requests.withLock({ $0.parks && !$0.ends }) {
      pipe.wait(milliseconds: -1)
      pipe.drain()
    }
    parked.store(false, ordering: .sequentiallyConsistent)
  }

  /// The terminal has hung up.
  func terminalGone() { supervisor.post { $0.terminalGone = true } }
}
