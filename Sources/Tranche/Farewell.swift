import CursesTerminal
import TradeStore
import Trading

/// The last words on the terminal, once it is the shell's again, and the status that a script sees.
struct Farewell {
  let text: String
  let status: Int32

  /// `failure`: what failed in the engine, also while it left.
  init(_ ending: Ending, _ posted: Posted?, trade: String, failure: String?) {
    var lines: [String] = []
    switch ending.reason {
    case .engineFailed(let text): lines.append("tranche: the trade was stopped: \(text)")
    case .screenFailed(let text): lines.append("tranche: the screen failed: \(text)")
    case .quit, .hangup, .signal, .engineEnded:
      if let failure { lines.append("tranche: that it was left could not be written: \(failure)") }
    }
    let lost = posted?.snapshot.alarms.first { $0.kind == .journal }
    let isTrusted = failure == nil && lost == nil
    let asked = ending.reason.exitStatus
    status = asked == 0 && !isTrusted ? Failure.Status.failed.rawValue : asked
    guard let posted else {
      text = lines.joined(separator: "\n")
      return
    }
    if isTrusted {
      lines += Farewell.whatGoesOn(posted, trade)
    } else {
      // Nothing is promised of a trade whose journal may not be there any more.
      if failure == nil, let lost { lines.append("tranche: \(lost.text)") }
      lines.append(Farewell.whatIsWritten(posted.trade, trade))
    }
    text = lines.joined(separator: "\n")
  }

  private static func whatGoesOn(_ posted: Posted, _ name: String) -> [String] {
    let (trade, instrument) = (posted.trade, posted.trade.instrument)
    if let result = trade.result { return [StoredTrades.ended(trade, result)] }
    guard trade.position.isOpen else {
      return ["\(name) waits for its first fill; nobody watches it now. tranche resume \(name)"]
    }
    let stop = trade.stop.map { ", stop \(instrument.text($0.price))" } ?? ""
    return [
      "\(name) is open: \(instrument.text(trade.position.open)) \(trade.side.rawValue)\(stop). "
        + "It is on paper and its stop is held by this program: nobody watches it now.",
      "tranche resume \(name)   goes on exactly here",
    ]
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
