import CursesTerminal
import Glibc
import Interface
import Synchronization
import TradeStore
import Trading

/// A session without a terminal: lines on standard output, until the trade closes, the tape ends or a signal comes.
struct PlainSession {
  let seat: EngineSeat
  let trade: String
  let mailbox: Mailbox<Posted>

  /// Written by the signal handler, read by the engine's poll.
  nonisolated(unsafe) private static var stopPipe: (read: Int32, write: Int32) = (-1, -1)
  private static let isStopped = Atomic<Bool>(false)
  private static let isSignalled = Atomic<Bool>(false)

  func run() throws {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw Failure("pipe: \(String(cString: strerror(errno)))") }
    PlainSession.stopPipe = (ends[0], ends[1])
    for number in [SIGINT, SIGTERM, SIGHUP] { signal(number) { _ in PlainSession.takeSignal() } }
    let printer = PlainPrinter(mailbox: mailbox, onFailure: { PlainSession.stop() })
    printer.start()
    let mailbox = mailbox
    defer { leave(printer) }
    try seat.run(
      stop: ends[0], isStopped: { PlainSession.isStopped.load(ordering: .sequentiallyConsistent) },
      reason: {
        mailbox.latest?.snapshot.feed.hasEnded == true ? "its prices have ended" : "by a signal"
      },
      publish: { posted in
        mailbox.post(posted)
        if posted.trade.isClosed || posted.snapshot.feed.hasEnded { PlainSession.stop() }
      })
  }

  /// The last lines. Nobody may be reading them: a signal ends the wait.
  private func leave(_ printer: PlainPrinter) {
    let isOpen = mailbox.latest.map { !$0.trade.isClosed } ?? false
    printer.finish(with: isOpen ? "left as it is: tranche resume \(trade)" : nil)
    var waited = 0
    while !printer.isDone {
      if PlainSession.isSignalled.load(ordering: .sequentiallyConsistent), waited >= 200 { return }
      usleep(10_000)
      waited += 10
    }
  }

  private static func takeSignal() {
    isSignalled.store(true, ordering: .sequentiallyConsistent)
    stop()
  }

  private static func stop() {
    isStopped.store(true, ordering: .sequentiallyConsistent)
    var byte: UInt8 = 1
    _ = Glibc.write(stopPipe.write, &byte, 1)
  }
}
