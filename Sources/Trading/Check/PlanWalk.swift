/// The plan rehearsed without a market: its tranches fill one after the other, each at its planned price,
/// through the engine's own guards.
struct PlanWalk {
  /// The trade after one tranche.
  struct Stage {
    /// The rule's index.
    var rule: Int
    var number: Int
    var price: Price
    /// The alternative that it is bought by; nil where none of them tells a price.
    var trigger: Int?
    /// Its sentence tells at what price it fills.
    var isPlaced: Bool
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

  /// Which of its alternatives a tranche is planned by.
  enum Choice {
    /// The first X that has a value.
    case first
    /// The X that is cheapest for the trade.
    case cheapest
  }

  /// Where a tranche is bought on paper.
  private struct Place {
    var price: Price
    var trigger: Int?
    var isTold: Bool
  }

  let first: Price
  private let choice: Choice
  private(set) var stages: [Stage] = []
  private var trade: Trade

  /// Walks the entries in the given order of rules, or in plan order.
  init(_ opened: Trade, first: Price, order: [Int]? = nil, choosing choice: Choice = .first) {
    self.first = first
    self.choice = choice
    trade = opened
    for index in order ?? Array(opened.rules.indices) where opened.rules[index].isTranche { enter(index) }
  }

  /// The stages at which something was bought.
  var bought: [Stage] { stages.filter(\.isBought) }

  private mutating func enter(_ index: Int) {
    let place = place(of: index)
    let price = place.price
    let quantity = trade.trancheQuantity(index) + trade.rules[index].merged
    let rate = rests(index, place) ? trade.plan.makerFee : trade.plan.takerFee
    guard !trade.isBehindBrokenEntry(index) else {
      return append(index, place, quantity, .never, reason: "waits for a tranche that was refused")
    }
    if let reason = usedUp(index) {
      append(index, place, quantity, .never, reason: reason)
      return end(index, .cancelled(reason))
    }
    guard price.isPossible else {
      return append(index, place, quantity, .never, reason: "never fills: its level is no possible price")
    }
    guard let before = trade.projection(firstFillAt: price) else { return }
    var add = Trade.Add(quantity: quantity, price: price, fillPrice: price, fee: rate)
    add.follow(trade.rules[index].rule)
    switch trade.judge(add, on: before) {
    case .allowed(let allowed, let cutBy):
      let reason = "\(trade.instrument.text(quantity)) is cut to \(trade.instrument.text(allowed))"
      fill(index, allowed, at: price, fee: rate)
      append(index, place, allowed, cutBy == nil ? .filled : .cut, cutBy, reason: cutBy == nil ? "" : reason)
    case .tooSmall(let small): merge(index, small, at: place)
    case .refused(let answering, let reason):
      let isBehindPrice = (price.ticks - before.stop.ticks) * trade.side.sign > 0
      guard !trade.position.isOpen, isBehindPrice, answering != .grid else {
        append(index, place, quantity, .refused, answering, reason: reason)
        return end(index, .refused(answering, reason: reason))
      }
      fill(index, min(quantity, trade.total), at: price, fee: rate)
      append(index, place, min(quantity, trade.total), .refused, answering, reason: reason)
    }
  }

  private mutating func append(
    _ index: Int, _ place: Place, _ quantity: Quantity, _ outcome: PlanReport.Outcome,
    _ answering: Guard? = nil, reason: String = ""
  ) {
    let fee = trade.position.entryFees - (stages.last?.trade.position.entryFees ?? .zero)
    let isBought = trade.position.entered > stages.last?.trade.position.entered ?? .zero
    stages.append(
      Stage(
        rule: index, number: trade.rules[index].number, price: place.price, trigger: place.trigger,
        isPlaced: place.isTold, fee: fee, quantity: quantity, outcome: outcome, answering: answering,
        reason: reason, isBought: isBought, trade: trade))
  }

  // MARK: places

  /// By its alternative that is chosen; else where the tranche before it filled; else the first price.
  private func place(of index: Int) -> Place {
    let rule = trade.rules[index].rule
    let known = rule.triggers.indices.compactMap { trigger -> Place? in
      guard let level = rule.triggers[trigger].level, let price = trade.price(level, last: first),
        !isServed(rule.triggers[trigger], at: price)
      else { return nil }
      return Place(price: price, trigger: trigger, isTold: true)
    }
    let cheapest = known.filter { $0.price.isPossible }.min {
      ($0.price.ticks - $1.price.ticks) * trade.side.sign < 0
    }
    if let chosen = choice == .cheapest ? cheapest ?? known.first : known.first { return chosen }
    // What is bought now, or by a fill, is bought where price stands then.
    let isTold =
      rule.triggers.isEmpty
      || rule.triggers.contains {
        switch $0 {
        case .whenTrancheFills, .fromTranche: true
        default: false
        }
      }
    return Place(price: trade.position.lastFill ?? first, trigger: nil, isTold: isTold)
  }

  /// A return to one X serves so many entries and no more.
  private func isServed(_ trigger: Trigger, at price: Price) -> Bool {
    guard case .onReturn(_, _, let returns) = trigger else { return false }
    let served = stages.count { stage in
      guard stage.isBought, stage.price == price, let number = stage.trigger else { return false }
      return trade.rules[stage.rule].rule.triggers[number].isReturn
    }
    return served >= returns ?? 1
  }

  /// Why a tranche that waits for returns alone never comes: others were served by them.
  private func usedUp(_ index: Int) -> String? {
    let triggers = trade.rules[index].rule.triggers
    let prices = triggers.compactMap { trigger in
      trigger.level.flatMap { trade.price($0, last: first) }.flatMap { isServed(trigger, at: $0) ? $0 : nil }
    }
    guard let price = prices.first, prices.count == triggers.count else { return nil }
    return "never comes: returns to \(trade.instrument.text(price)) have served the tranches before it "
      + "(\"returns N\" for more)"
  }

  private func rests(_ index: Int, _ place: Place) -> Bool {
    guard let trigger = place.trigger else { return false }
    return if case .at = trade.rules[index].rule.triggers[trigger] { true } else { false }
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

  private mutating func merge(_ index: Int, _ quantity: Quantity, at place: Place) {
    let text = trade.instrument.text(quantity)
    let next = trade.rules.indices.first { $0 > index && trade.rules[$0].isTranche }
    guard let next else {
      let reason = "\(text) is below the venue's minimum, and no tranche is left to take it"
      append(index, place, quantity, .refused, .grid, reason: reason)
      return end(index, .refused(.grid, reason: reason))
    }
    let reason = "\(text) is below the venue's minimum: it goes to tranche \(trade.rules[next].number)"
    append(index, place, quantity, .merged, .grid, reason: reason)
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
