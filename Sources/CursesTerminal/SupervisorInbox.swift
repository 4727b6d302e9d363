import Synchronization

/// What the threads report to the supervisor.
final class SupervisorInbox: Sendable {
  enum Suspension { case asked, confirmed }

  /// How a thread came to its end.
  enum ThreadEnd { case returned, failed(String) }

  struct Reports {
    var quits = false
    var suspends: Suspension?
    var terminalGone = false
    var engineEnd: ThreadEnd?
    var screenEnd: ThreadEnd?
  }

  private let reports = Mutex(Reports())
  let pipe: WakePipe

  init() throws(TerminalError) { pipe = try WakePipe() }

  func post(_ change: (inout Reports) -> Void) {
    reports.withLock { change(&$0) }
    pipe.wake()
  }

  func wake() { pipe.wake() }

  /// What has been reported; a wish to suspend is answered once, the rest stays.
  func take() -> Reports {
    pipe.drain()
    return reports.withLock { reports in
      let taken = reports
      reports.suspends = nil
      return taken
    }
  }

  var engineEnded: Bool { reports.withLock { $0.engineEnd != nil } }
  var screenEnded: Bool { reports.withLock { $0.screenEnd != nil } }
}
