import Trading

/// The trade without a terminal: lines to print whenever they change.
public enum PlainText {
  /// What the story says that is newer than `sequence`, oldest first, then one line of status, alarms and,
  /// once the trade has ended, its result. Without a sequence number there is no story.
  public static func lines(_ snapshot: Snapshot, after sequence: Int? = nil) -> [String] {
    var lines: [String] = []
    if let sequence {
      lines += snapshot.events.reversed().filter { $0.sequence > sequence }.map {
        Wording.date($0.time) + " " + Wording.clock($0.time) + "  " + $0.text
      }
    }
    lines.append(status(snapshot))
    lines += snapshot.alarms.map { "! " + $0.text }
    if let result = snapshot.result { lines.append(ended(result)) }
    return lines
  }

  /// One line: mode, side, quantity, average, last, R, result if closed now, stop, who holds it, feed.
  public static func status(_ snapshot: Snapshot) -> String {
    let instrument = snapshot.instrument
    var parts = [
      "\(snapshot.mode.rawValue) \(snapshot.side.rawValue) "
        + "\(instrument.text(snapshot.open)) of \(instrument.text(snapshot.planned))"
    ]
    if let last = snapshot.last {
      parts.append("last \(instrument.text(last))")
      if snapshot.result == nil, let r = snapshot.r(at: last) { parts.append(Wording.r(r)) }
      if snapshot.open > .zero { parts.append("flat \(snapshot.flat(at: last).text(signed: true))") }
    } else {
      parts.append(snapshot.watching == nil ? "no price yet" : "price unknown")
    }
    if let stop = snapshot.stop {
      parts.append("stop \(instrument.text(stop.price)) \(holder(snapshot))")
    }
    if snapshot.feed.hasEnded {
      parts.append("feed ended")
    } else if snapshot.feed.isPaused {
      parts.append("PAUSED")
    }
    if let watching = snapshot.watching, snapshot.result == nil { parts.append(WatchWords.plain(watching)) }
    return parts.joined(separator: ", ")
  }

  private static func holder(_ snapshot: Snapshot) -> String {
    switch snapshot.stopHolder {
    case .program where snapshot.watching != nil: "held by its owner"
    case .program: "held here"
    case .venue: "held by the venue"
    case .nobody: "watched by NOBODY"
    }
  }

  private static func ended(_ result: TradeResult) -> String {
    let r = result.r
    let risk = Wording.risk(result.net, result.riskAmount).map { ", " + $0 } ?? ""
    return
      "closed: net \(result.net.text(signed: true)), \(Wording.r(r))\(risk), fees \(result.fees.text()), "
      + result.cause
  }
}
