/// What the guards have against an add by hand, all of it: a reason that lifts them is typed by somebody who was told.
extension Trade {
  struct Objection {
    var answering: Guard
    /// The number, and the limit it broke.
    var message: String
    var remedy: String

    /// Confirmation is lifted by any reason; that of a single entry lifts no other guard.
    func isLifted(by add: Add) -> Bool { add.overridden || [.confirmation, .firstEntry].contains(answering) }
  }

  /// The guards that a reason may lift and that refuse this add, in the order in which they are asked.
  func objections(to add: Add, of index: Int, on before: Projection, at price: Price) -> [Objection] {
    var found: [Objection] = []
    if let unconfirmed = unconfirmed(index, at: price) { found.append(unconfirmed) }
    for (answering, message) in overridable(add, on: before) {
      guard !found.contains(where: { $0.answering == answering }) else { continue }
      found.append(
        Objection(
          answering: answering, message: message,
          remedy: way(past: answering, fits: !message.hasSuffix(Trade.nothingFits)) + orReason))
    }
    return found
  }

  private var orReason: String { ", or add because \"your reason\"" }

  /// What helps without a reason.
  private func way(past answering: Guard, fits: Bool) -> String {
    switch answering {
    case .underwater: "wait until price is nearer to the average"
    case .news: "wait until the window has closed"
    case .risk where !fits: "bring the stop nearer first"
    case .leverage where !fits: "take a part first"
    default: "enter less"
    }
  }

  /// An add by hand stands at its own trigger, or strictly in favour of the last fill; and further market entries
  /// keep 0.1R from the first fill.
  private func unconfirmed(_ index: Int, at price: Price) -> Objection? {
    guard position.isOpen, let last = position.lastFill, let first = position.firstFill else { return nil }
    if favour(price, beyond: Ratio(last.ticks)) <= 0, !isAtOwnTrigger(index, price) {
      return Objection(
        answering: .confirmation,
        message:
          "price \(instrument.text(price)) is neither at the tranche's own trigger nor in favour of the "
          + "last fill \(instrument.text(last))",
        remedy: "wait until price is \(side == .long ? "above" : "below") \(instrument.text(last))" + orReason
      )
    }
    guard let oneR, abs(price.ticks - first.ticks) * 10 < oneR else { return nil }
    let near = Ratio(Int128(oneR), over: 10)
    let edges = [near.roundedUp, -near.roundedUp].map { instrument.text(Price(ticks: first.ticks + $0)) }
    return Objection(
      answering: .firstEntry,
      message: "price is less than 0.1R from the first fill \(instrument.text(first))",
      remedy: "wait for \(edges[0]) or \(edges[1])" + orReason)
  }
}
