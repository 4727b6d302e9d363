@testable import Trading

/// How a total is shared out, and what may be a number.
extension Invariant {
  /// I5. The legs sum to the total of what the plan's shares name, floored once; no beginning of them holds more
  /// than it was planned to, and no tranche more than its leg and what smaller ones left to it.
  static let legsSumToTheTotal = Invariant(name: "I5 allocation") { moment, _ in
    let trade = moment.after
    let planned = trade.rules.indices.filter { trade.rules[$0].isTranche && !trade.rules[$0].isByHand }
    let hasQuantities = planned.contains { trade.rules[$0].rule.actions.first?.namesQuantity ?? false }
    var (share, legs, filled) = (Ratio.zero, 0, 0)
    for index in planned {
      let state = trade.rules[index]
      share = share + state.rule.entryShare(of: trade.total, trade.instrument)
      let leg = trade.trancheQuantity(index).steps
      legs += leg
      filled += state.filled.steps
      if leg < 0 { return "tranche \(state.number) is less than nothing" }
      if state.filled.steps > leg + state.merged.steps {
        return "tranche \(state.number) bought \(state.filled.steps) of \(leg) and \(state.merged.steps)"
      }
      guard !hasQuantities else { continue }
      let most = (Ratio(trade.total.steps) * share).roundedDown
      if legs != most { return "legs up to tranche \(state.number) are \(legs) of \(most)" }
      if filled > most { return "tranches up to \(state.number) hold \(filled), \(most) is planned" }
    }
    for state in trade.rules where state.isTranche && state.isByHand {
      guard let index = trade.rules.firstIndex(of: state) else { continue }
      if state.filled > trade.trancheQuantity(index) { return "an entry by hand bought more than it says" }
    }
    return nil
  }

  /// I5. Where the targets' shares are the whole or more, the last one that waits takes all that is open, when no
  /// entry waits: nothing is left over by rounding.
  static let theLastTargetLeavesNothing = Invariant(name: "I5 the last target") { moment, _ in
    let (before, after) = (moment.before, moment.after)
    guard case .broker(.filled(let fill), _) = moment.action, fill.isLast,
      let order = before.orders.first(where: { $0.id == fill.order }),
      case .exit(let rule) = order.order.purpose, before.rules[rule].isTarget, !before.hasWaitingEntry
    else { return nil }
    let targets = before.rules.filter(\.isTarget)
    guard targets.allSatisfy({ $0.isEnded || $0 == before.rules[rule] }),
      targets.reduce(Ratio.zero, { $0 + $1.rule.takeShare }) >= Ratio(1)
    else { return nil }
    return after.position.isOpen ? "the last target leaves \(after.position.open.steps) steps" : nil
  }

  /// I6. Prices are whole positive ticks, quantities whole positive steps, and no figure is out of its order: what
  /// fills, what rests, where the stop stands, how far it went for and against the trade.
  static let everyNumberIsOnItsGrid = Invariant(name: "I6 closure") { moment, _ in
    let trade = moment.after
    for event in moment.events {
      switch event.fact {
      case .filled(let fill, _):
        if fill.quantity <= .zero || !fill.price.isPossible { return "a fill of \(fill)" }
      case .orderRequested(let order):
        if order.quantity <= .zero || !(order.kind.price?.isPossible ?? true) {
          return "an order of \(order)"
        }
      // A share that comes to nothing goes on as nothing.
      case .entryMerged(_, let quantity): if quantity < .zero { return "\(quantity.steps) steps went on" }
      case .entryDue(_, let quantity, _, _), .exitDue(_, let quantity), .entryCut(_, let quantity):
        if quantity <= .zero { return "a quantity of \(quantity.steps) in \(event.fact)" }
      case .trailStepped(_, let steps): if steps <= 0 { return "a trail of \(steps) steps" }
      default: continue
      }
    }
    let position = trade.position
    if position.open < .zero || position.open > position.entered { return "open \(position.open.steps)" }
    if let oneR = trade.oneR, oneR < 0 { return "1R is \(oneR)" }
    if trade.riskAmount < .zero { return "risk amount \(trade.riskAmount)" }
    if let swing = trade.swing, swing.adverse > swing.favourable { return "an excursion of \(swing)" }
    return nil
  }
}

extension RuleAction {
  /// An entry of a quantity instead of a share.
  fileprivate var namesQuantity: Bool {
    if case .enter(.quantity, _, _) = self { true } else { false }
  }
}
