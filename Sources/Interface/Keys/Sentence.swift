import Trading

/// The sentences that keys stand for.
enum Sentence {
  /// A price as the language prints it: no thousands marks, no trailing zeros.
  static func price(_ price: Price, _ instrument: Instrument) -> String {
    instrument.decimal(price).description
  }

  static func stop(to price: Price, _ instrument: Instrument) -> String {
    "stop to " + Sentence.price(price, instrument)
  }

  /// Where an order, or the stop, goes.
  static func move(_ order: LadderOrder, to price: Price, _ instrument: Instrument) -> String {
    "\(order.name) to " + Sentence.price(price, instrument)
  }

  static func take(percent digits: String) -> String { "take \(digits)%" }

  static func because(_ sentence: String, _ reason: String) -> String {
    sentence + " because " + quoted(reason)
  }

  static func note(_ text: String) -> String { "note " + quoted(text) }

  /// Text in double quotes; quotes inside of it become single ones, for the language knows no escape.
  static func quoted(_ text: String) -> String {
    "\"" + String(text.map { $0 == "\"" ? "'" : $0 }) + "\""
  }

  /// What Tab goes through behind `take`: the next target, then shares of all that was entered; the whole of it is
  /// all that is left.
  static func takes(_ percents: [Decimal18]) -> [Panel.Choice] {
    [Panel.Choice(label: "next target", sentence: "take next")]
      + percents.map { percent in
        percent.units == 100 * Cash.scale
          ? Panel.Choice(label: "all", sentence: "take 100% of remaining")
          : Panel.Choice(label: "\(percent)%", sentence: take(percent: "\(percent)"))
      }
  }

  /// Where the stop panel offers to put the stop.
  static func stops(_ snapshot: Snapshot, cursor: Price?) -> [Panel.Choice] {
    var found: [Panel.Choice] = []
    if let cursor {
      found.append(
        Panel.Choice(label: "cursor", sentence: stop(to: cursor, snapshot.instrument), price: cursor))
    }
    let entry = snapshot.average.map { average in
      Price(ticks: snapshot.side == .long ? average.roundedUp : average.roundedDown)
    }
    let oneR = snapshot.average.flatMap { average in
      snapshot.oneR.map { one -> Price in
        let exact = average + Ratio(one * snapshot.side.sign)
        return Price(ticks: snapshot.side == .long ? exact.roundedUp : exact.roundedDown)
      }
    }
    found.append(
      Panel.Choice(label: "breakeven", sentence: "stop to breakeven", price: snapshot.breakeven))
    found.append(Panel.Choice(label: "entry", sentence: "stop to entry", price: entry))
    found.append(Panel.Choice(label: "1R", sentence: "stop to 1R", price: oneR))
    found.append(Panel.Choice(label: "trail 1R", sentence: "trail 1R", price: trail(snapshot)))
    return found
  }

  /// Where a trail of 1R would begin.
  private static func trail(_ snapshot: Snapshot) -> Price? {
    guard let last = snapshot.last, let one = snapshot.oneR else { return nil }
    return Price(ticks: last.ticks - one * snapshot.side.sign)
  }
}
