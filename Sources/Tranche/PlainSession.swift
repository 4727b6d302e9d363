import TradeStore
import Trading

/// A session without a terminal: lines on standard output, until the trade closes, the tape ends or a signal comes.
struct PlainSession {
  let seat: EngineSeat
  let trade: String
  let mailbox: Mailbox<Posted>
  let runner: CommandRunner?

  func run() throws {
    let stop = try PlainStop.install()
    let printer = PlainPrinter(
      mailbox: mailbox, snapshot: { $0.snapshot }, onFailure: { PlainStop.stop() })
    printer.start()
    let (mailbox, runner) = (mailbox, runner)
    runner?.start()
    defer { leave(printer) }
    defer { runner?.finish() }
    try seat.run(
      stop: stop, isStopped: { PlainStop.isStopped },
      reason: {
        printer.failure
          ?? (mailbox.latest?.snapshot.feed.hasEnded == true ? "its prices have ended" : "by a signal")
      },
      publish: { posted in
        mailbox.post(posted)
        runner?.post(posted)
        if posted.trade.isClosed || posted.snapshot.feed.hasEnded { PlainStop.stop() }
      })
  }

  private func leave(_ printer: PlainPrinter<Posted>) {
    let isOpen = mailbox.latest.map { !$0.trade.isClosed } ?? false
    PlainStop.leave(printer, with: isOpen ? "left as it is: tranche resume \(trade)" : nil)
    PlainStop.endIfFailed(printer, trade: isOpen ? trade : nil)
  }
}
