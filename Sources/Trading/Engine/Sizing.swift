/// How much each tranche and target is: shares floored cumulatively, so that the sum is exact and no stage holds
/// more than planned.
extension Trade {
  /// The quantity of a tranche by plan order, whatever became of the others.
  func trancheQuantity(_ index: Int) -> Quantity {
    guard case .enter(let amount, _, _)? = rules[index].rule.actions.first else { return .zero }
    switch amount {
    case .quantity(let decimal): return instrument.quantity(decimal) ?? .zero
    case .percent, .fraction:
      if rules[index].isByHand { return Trade.floor(total, share: amount.share) }
      var before = Ratio.zero
      for state in rules[..<index] where state.isTranche && !state.isByHand {
        before = before + state.rule.entryShare(of: total, instrument)
      }
      return Trade.floor(total, share: before + amount.share) - Trade.floor(total, share: before)
    }
  }

  /// What a tranche asks for: its share, what smaller ones left to it, less what of it was bought, or was there when
  /// the position was adopted.
  func wantedQuantity(_ index: Int) -> Quantity {
    trancheQuantity(index) + rules[index].merged - rules[index].filled
  }

  static func floor(_ quantity: Quantity, share: Ratio) -> Quantity {
    Quantity(steps: (Ratio(quantity.steps) * share).roundedDown)
  }

  /// What a target takes of all that was entered by now, less what it has sold already.
  func targetQuantity(_ index: Int) -> Quantity {
    let rule = rules[index].rule
    if rule.actions.contains(.close) { return position.open }
    if isLastTarget(index), shareOfTargets >= Ratio(1), !hasWaitingEntry { return position.open }
    var before = Ratio.zero
    for state in rules[..<index] where state.isTarget { before = before + state.rule.takeShare }
    var quantity =
      Trade.floor(position.entered, share: before + rule.takeShare)
      - Trade.floor(position.entered, share: before)
    // What remains is counted as it was before the first part of it was sold.
    let filled = rules[index].filled
    for case .take(let amount, let ofRemaining) in rule.actions where ofRemaining || amount.isQuantity {
      quantity += takeQuantity(amount, of: ofRemaining ? position.open + filled : position.entered)
    }
    return min(max(quantity - filled, .zero), position.open)
  }

  /// The takes of a rule that is no target, each floored by itself.
  func exitQuantity(_ rule: Rule) -> Quantity {
    var quantity = Quantity.zero
    for action in rule.actions {
      switch action {
      case .close: return position.open
      case .take(let amount, let ofRemaining):
        quantity += takeQuantity(amount, of: ofRemaining ? position.open : position.entered)
      default: continue
      }
    }
    return min(quantity, position.open)
  }

  private func takeQuantity(_ amount: Amount, of whole: Quantity) -> Quantity {
    if case .quantity(let decimal) = amount { return instrument.quantity(decimal) ?? .zero }
    return Trade.floor(whole, share: amount.share)
  }

  /// What the targets take together, of all that was entered; a quantity counts as its part of that.
  private var shareOfTargets: Ratio {
    rules.filter(\.isTarget).reduce(.zero) { sum, state in
      state.rule.actions.reduce(sum + state.rule.takeShare) { sum, action in
        guard case .take(let amount, false) = action, amount.isQuantity, position.entered > .zero else {
          return sum
        }
        let steps = takeQuantity(amount, of: position.entered).steps
        return sum + Ratio(Int128(steps), over: Int128(position.entered.steps))
      }
    }
  }

  private func isLastTarget(_ index: Int) -> Bool {
    rules.indices.allSatisfy { $0 == index || !rules[$0].isTarget || rules[$0].isEnded }
  }

  /// An entry that waits; one behind a refused or cancelled entry does not count as waiting.
  var hasWaitingEntry: Bool {
    rules.indices.contains { rules[$0].isTranche && !rules[$0].isEnded && !isBehindBrokenEntry($0) }
  }

  /// Behind an entry that was refused, cancelled or ruled out: waits for nothing until a person enters that one.
  func isBehindBrokenEntry(_ index: Int) -> Bool {
    guard rules[index].rule.then, case .idle = rules[index].phase,
      let before = rules[..<index].lastIndex(where: { $0.isTranche && !$0.isByHand })
    else { return false }
    switch rules[before].ending {
    case .refused, .cancelled, .unless, .late: return true
    default: return isBehindBrokenEntry(before)
    }
  }

  /// What still waits to be bought.
  var waitingQuantity: Quantity { quantity(waitingFor: waitingTranches) }

  /// Tranches that are still to be bought, or their rest.
  var waitingTranches: [Int] {
    rules.indices.filter { rules[$0].isTranche && !rules[$0].isEnded && !isBehindBrokenEntry($0) }
  }

  /// What tranches that wait can still buy together: no more than what is left of the plan.
  func quantity(waitingFor tranches: [Int]) -> Quantity {
    tranches.reduce(.zero) { sum, index in
      sum + reachable(index, once: position.entered + sum, at: lastEventTick.price)
    }
  }

  /// What a tranche can buy once so much of the plan is entered: what it asks for, or what is left. Nothing where that
  /// is less than it asks for and than the venue takes, for the size guard refuses it then.
  func reachable(_ index: Int, once entered: Quantity, at price: Price) -> Quantity {
    let wanted = wantedQuantity(index)
    let quantity = max(.zero, min(wanted, total - entered))
    let isRest = rules[index].filled > rules[index].adopted
    return quantity < wanted && !isRest && !isTradable(quantity, at: price) ? .zero : quantity
  }
}

extension Amount {
  /// The share it names; zero for a quantity.
  var share: Ratio {
    switch self {
    case .percent(let percent): percent.ratio / Ratio(100)
    case .fraction(let numerator, let denominator): Ratio(Int128(numerator), over: Int128(denominator))
    case .quantity: .zero
    }
  }

  var isQuantity: Bool { if case .quantity = self { true } else { false } }
}

extension Rule {
  /// The share of the plan an entry stands for; a quantity counts as its part of the total.
  func entryShare(of total: Quantity, _ instrument: Instrument) -> Ratio {
    guard case .enter(let amount, _, _)? = actions.first else { return .zero }
    guard case .quantity(let decimal) = amount else { return amount.share }
    guard let quantity = instrument.quantity(decimal), total > .zero else { return .zero }
    return Ratio(Int128(quantity.steps), over: Int128(total.steps))
  }

  /// The share of all that was entered which a target takes; `of remaining` and quantities not counted.
  var takeShare: Ratio {
    actions.reduce(.zero) { sum, action in
      if case .take(let amount, false) = action { return sum + amount.share }
      return action == .close ? sum + Ratio(1) : sum
    }
  }
}
