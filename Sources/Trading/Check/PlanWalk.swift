/// The plan rehearsed without a market: its tranches fill one after the other, each at its planned price,
/// through the engine's own guards.
struct PlanWalk {
  /// The trade after one tranche.
  struct Stage {
    /// The rule's index.
    var rule: Int
    var number: Int
    var price: Price
    var fee: Cash
    var quantity: Quantity
    var outcome: PlanReport.Outcome
    var answering: Guard?
    /// Why it was cut, merged or refused.
    var reason = ""
    /// Something was bought. A refused first tranche is, all the same, so that there is something to show.
    var isBought: Bool
    var trade: Trade
  }

  let first: Price
  private(set) var stages: [Stage] = []
  private var trade: Trade

  /// Walks the entries in the given order of rules, or in plan order.
  init(_ opened: Trade, first: Price, order: [Int]? = nil) {
    self.first = first
    trade = opened
    for index in order ?? Array(opened.rules.indices) where opened.rules[index].isTranche { enter(index) }
  }

  /// The stages at which something was bought.
  var bought: [Stage] { stages.filter(\.isBought) }

  private mutating func enter(_ index: Int) {
    let price = plannedPrice(index)
    let quantity = trade.trancheQuantity(index) + trade.rules[index].merged
    let rate = trade.rules[index].rule.restsAtEntry ? trade.plan.makerFee : trade.plan.takerFee
    guard !trade.isBehindBrokenEntry(index) else {
      return append(index, price, quantity, .never, reason: "waits for a tranche that was refused")
    }
    guard price.isPossible else {
      return append(index, price, quantity, .never, reason: "never fills: its level is no possible price")
    }
    guard let before = trade.projection(firstFillAt: price) else { return }
    let add = Trade.Add(quantity: quantity, price: price, fillPrice: price, fee: rate)
    switch trade.judge(add, on: before) {
    case .allowed(let allowed, let cutBy):
      let reason = "\(trade.instrument.text(quantity)) is cut to \(trade.instrument.text(allowed))"
      fill(index, allowed, at: price, fee: rate)
      append(index, price, allowed, cutBy == nil ? .filled : .cut, cutBy, reason: cutBy == nil ? "" : reason)
    case .tooSmall(let small): merge(index, small, at: price)
    case .refused(let answering, let reason):
      let isBehindPrice = (price.ticks - before.stop.ticks) * trade.side.sign > 0
      guard !trade.position.isOpen, isBehindPrice, answering != .grid else {
        append(index, price, quantity, .refused, answering, reason: reason)
        return end(index, .refused(answering, reason: reason))
      }
      fill(index, min(quantity, trade.total), at: price, fee: rate)
      append(index, price, min(quantity, trade.total), .refused, answering, reason: reason)
    }
  }

  private mutating func append(
    _ index: Int, _ price: Price, _ quantity: Quantity, _ outcome: PlanReport.Outcome,
    _ answering: Guard? = nil, reason: String = ""
  ) {
    let fee = trade.position.entryFees - (stages.last?.trade.position.entryFees ?? .zero)
    let isBought = trade.position.entered > stages.last?.trade.position.entered ?? .zero
    stages.append(
      Stage(
        rule: index, number: trade.rules[index].number, price: price, fee: fee, quantity: quantity,
        outcome: outcome, answering: answering, reason: reason, isBought: isBought, trade: trade))
  }

  /// Its first X that has a value, else where the tranche before it filled, else the first price.
  private func plannedPrice(_ index: Int) -> Price {
    let levels = trade.rules[index].rule.triggers.lazy.compactMap(\.level)
    return levels.compactMap { trade.price($0, last: first) }.first ?? trade.position.lastFill ?? first
  }

  private mutating func fill(_ index: Int, _ quantity: Quantity, at price: Price, fee rate: Rate) {
    let isFirst = !trade.position.isOpen
    let stop = trade.initialStop(forFirstFill: price)
    let fee = trade.instrument.notional(price, quantity) * rate
    let fill = Fill(order: 0, quantity: quantity, price: price, fee: fee, isMaker: false, isLast: true)
    apply(.filled(fill, purpose: .entry(rule: index)))
    if isFirst, let stop { apply(.stopMoved(to: stop, cause: .initial)) }
    end(index, .filled)
  }

  private mutating func merge(_ index: Int, _ quantity: Quantity, at price: Price) {
    let text = trade.instrument.text(quantity)
    let next = trade.rules.indices.first { $0 > index && trade.rules[$0].isTranche }
    guard let next else {
      let reason = "\(text) is below the venue's minimum, and no tranche is left to take it"
      append(index, price, quantity, .refused, .grid, reason: reason)
      return end(index, .refused(.grid, reason: reason))
    }
    let reason = "\(text) is below the venue's minimum: it goes to tranche \(trade.rules[next].number)"
    append(index, price, quantity, .merged, .grid, reason: reason)
    apply(.entryMerged(rule: next, quantity: quantity))
    end(index, .done)
  }

  private mutating func end(_ index: Int, _ ending: RuleEnding) {
    apply(.ruleEnded(rule: index, ending: ending))
  }

  private mutating func apply(_ fact: Fact) { trade.book(fact) }
}

extension Trade {
  /// Applies a fact that no market made.
  mutating func book(_ fact: Fact) {
    apply(Event(sequence: sequence + 1, tick: lastEventTick, fact: fact))
  }
}

extension Rule {
  /// Its first X is a resting limit.
  var restsAtEntry: Bool {
    if case .at? = triggers.first(where: { $0.level != nil }) { true } else { false }
  }
}
