@testable import Trading

/// Orders and a broker's answers.
extension Invariant {
  /// I7. Every order takes only legal steps: asked for, accepted or rejected, withdrawn, cancelled, filled up to its
  /// quantity and never beyond; what has ended stays ended. The trade's own list says the same of all that live.
  static let ordersLiveOnce = Invariant(name: "I7 order states") { moment, books in
    if let fault = books.fault { return fault }
    let alive = books.orders.filter { $0.value.state != .ended }
    guard alive.count == moment.after.orders.count else {
      return "\(moment.after.orders.count) orders are kept, \(alive.count) live"
    }
    for order in moment.after.orders {
      guard let known = alive[order.id], known.order == order.order, known.filled == order.filled.steps,
        "\(known.state)" == order.state.rawValue
      else { return "order \(order) is \(alive[order.id].map { "\($0)" } ?? "gone")" }
      if order.remaining <= .zero { return "order \(order) has nothing left" }
    }
    return nil
  }

  /// I8. A broker's answer heard twice changes nothing more. Not asked of a part of a fill, nor of funding: on paper
  /// those carry no number of their own that would tell the second from another one.
  static let answersHeardTwiceCountOnce = Invariant(name: "I8 idempotence") { moment, _ in
    guard case .broker(let answer, let tick) = moment.action, answer.endsOrMarks else { return nil }
    var copy = moment.after
    var made: [Event] = []
    do {
      try copy.advance(.broker(answer, tick), into: &made)
    } catch {
      return "the second \(answer) was refused"
    }
    if let event = made.first { return "the second \(answer) made \(event.fact)" }
    return copy.difference(to: moment.after).map { "the second \(answer) changed \($0)" }
  }

  /// I9. Answers to different orders may come in any order: the state they end in is the same.
  static let independentAnswersMayComeInAnyOrder = Invariant(name: "I9 confluence") { moment, _ in
    let trade = moment.after
    let answers = trade.orders.compactMap { order -> BrokerAnswer? in
      switch order.state {
      case .requested where order.order.kind != .market: .accepted(id: order.id)
      case .withdrawn: .cancelled(id: order.id)
      case .requested, .working: nil
      }
    }
    guard answers.count > 1 else { return nil }
    func heard(_ answers: [BrokerAnswer]) -> Trade {
      var copy = trade
      var made: [Event] = []
      for answer in answers { try? copy.advance(.broker(answer, trade.lastEventTick), into: &made) }
      return copy
    }
    let forwards = heard(answers)
    return forwards.differenceInWhatIsSaid(to: heard(answers.reversed())).map {
      "\(answers) forwards and backwards: \($0)"
    }
  }

  /// I10. At most one order lives for one purpose, but for a stop that is being replaced; and no rule sends more
  /// orders to market than it was due.
  static let oneOrderOnePurpose = Invariant(name: "I10 one order for one purpose") { moment, books in
    for order in moment.after.orders where order.order.purpose != .stop {
      let same = moment.after.orders.count { $0.order.purpose == order.order.purpose }
      if same > 1 { return "\(same) orders live for \(order.order.purpose)" }
    }
    for (rule, count) in books.requested where count > books.due[rule, default: 0] {
      return "rule \(rule) sent \(count) market orders, due \(books.due[rule, default: 0]) times"
    }
    return nil
  }

  /// I11. All that was ever entered, and all that orders at the broker may still enter, is never more than planned.
  static let neverMoreThanPlanned = Invariant(
    name: "I11 exposure",
    behindEveryAction: { moment, _ in
      let entered = moment.after.position.entered
      return entered > moment.after.total
        ? "\(entered.steps) entered of \(moment.after.total.steps)" : nil
    },
    atRest: { run, _ in
      let waiting = run.trade.orders.reduce(Quantity.zero) {
        $1.order.isReduceOnly ? $0 : $0 + $1.remaining
      }
      let (entered, total) = (run.trade.position.entered, run.trade.total)
      return entered + waiting > total
        ? "\(entered.steps) entered and \(waiting.steps) at the broker, of \(total.steps)" : nil
    })
}

extension BrokerAnswer {
  /// It speaks of an order by its number, and that order ends with it or is as it says.
  fileprivate var endsOrMarks: Bool {
    switch self {
    case .accepted, .cancelled, .rejected, .liquidated: true
    case .filled(let fill): fill.isLast
    case .funding: false
    }
  }
}
