/// Entries `at` a price: which of them the guards let work, and at what quantity.
extension Trade {
  /// One alternative of a waiting entry that is a limit with a value.
  struct EntryLimit: Equatable {
    var rule: Int
    var trigger: Int
    var price: Price
    /// Price had passed it when it began: it does not rest but is looked at on the next price.
    var isPassed: Bool
  }

  /// Every limit of the tranches that wait, the nearest to price first; of equals the first in plan order.
  func entryLimits() -> [EntryLimit] {
    var limits: [EntryLimit] = []
    for index in rules.indices where rules[index].isTranche && rules[index].isLooking {
      for number in rules[index].rule.triggers.indices {
        guard let price = limitPrice(index, number), case .armed(let rests) = rules[index].memories[number]
        else {
          continue
        }
        limits.append(EntryLimit(rule: index, trigger: number, price: price, isPassed: !rests))
      }
    }
    // Asked several times at every price that acts, and there is mostly none: sorting costs a copy of the trade.
    guard limits.count > 1 else { return limits }
    return limits.enumerated().sorted { left, right in
      isNearer(right.element.price, left.element.price)
        || (left.element.price == right.element.price && left.offset < right.offset)
    }.map(\.element)
  }

  /// The price of an alternative that is a limit.
  func limitPrice(_ index: Int, _ number: Int) -> Price? {
    guard rules[index].isEntry, case .at(let level) = rules[index].rule.triggers[number] else { return nil }
    return price(level, last: nil)
  }

  /// What the guards would refuse is not placed, whether price has passed it or not: it is shelved as one that
  /// rests, and asked again whenever the trade changes.
  mutating func shelveRefusedLimits(_ step: inout Step) {
    let limits = entryLimits()
    for limit in limits where limit.isPassed {
      guard case .refused = verdict(limit, among: limits) else { continue }
      emit(.ruleRemembers(rule: limit.rule, trigger: limit.trigger, memory: .armed(true)), &step)
    }
  }

  /// A tranche that no guard has let onto the market yet looks as if it waited; the first time each keeps it off is
  /// told, at the end of a pass and once nothing is on its way to market: what stood so in between tells nothing.
  mutating func tellKeptOff(_ step: inout Step) {
    guard !isClosed, !hasDueRule else { return }
    for index in rules.indices where mayBeKeptOff(index) {
      guard let why = untoldKeptOff(index) else { continue }
      emit(.keptOff(rule: index, answering: why.answering, reason: why.reason), &step)
    }
  }

  /// What changed the trade was no price: the next one has to tell of it.
  var hasUntoldKeptOff: Bool {
    rules.indices.contains { mayBeKeptOff($0) && untoldKeptOff($0) != nil }
  }

  /// News only delay, and are told by themselves; so is a broker's refusal of the stop.
  private func untoldKeptOff(_ index: Int) -> (answering: Guard, reason: String)? {
    guard refusedStop == nil, !isHeldByNews(index), let why = whyKeptOff(index),
      rules[index].keptOffBy[why.answering] == nil
    else { return nil }
    return why
  }

  /// Asked before the guards are, for that costs: only limits could fill it, and none has an order.
  private func mayBeKeptOff(_ index: Int) -> Bool {
    let state = rules[index]
    guard state.isTranche, state.isLooking, !state.rule.triggers.isEmpty,
      state.rule.triggers.allSatisfy({ if case .at = $0 { true } else { false } })
    else { return false }
    return !orders.contains { $0.order.purpose == .entry(rule: index) && $0.state != .withdrawn }
  }

  /// Entries that rest: of each tranche the nearest limit that the guards allow.
  func restingEntries() -> [WantedOrder] {
    let limits = entryLimits()
    var resting: [WantedOrder] = []
    for limit in limits where !limit.isPassed {
      let purpose = OrderPurpose.entry(rule: limit.rule)
      guard !resting.contains(where: { $0.purpose == purpose }),
        case .allowed(let allowed, _) = verdict(limit, among: limits)
      else { continue }
      resting.append(WantedOrder(purpose: purpose, kind: .limit(limit.price), quantity: allowed))
    }
    return resting
  }

  /// The guard that keeps a waiting tranche off the market which only limits could fill, and why: each of them would be
  /// refused. They are asked again whenever the trade changes.
  func whyKeptOff(_ index: Int) -> (answering: Guard, reason: String)? {
    guard rules[index].isTranche, rules[index].filled == rules[index].adopted else { return nil }
    let limits = entryLimits()
    let own = limits.filter { $0.rule == index }
    guard !own.isEmpty, own.count == rules[index].rule.triggers.count else { return nil }
    var why: (Guard, String)?
    for limit in own {
      guard case .refused(let answering, let reason) = verdict(limit, among: limits) else { return nil }
      why = why ?? (answering, reason)
    }
    return why
  }

  /// What the guards say of a limit at its own price, as if every nearer one had filled.
  private func verdict(_ limit: EntryLimit, among limits: [EntryLimit]) -> Verdict {
    var ahead: Projection?
    var filled: Set<Int> = [limit.rule]
    for nearer in limits.prefix(while: { $0 != limit }) where !filled.contains(nearer.rule) {
      guard let before = ahead ?? projection(firstFillAt: nearer.price),
        case .allowed(let allowed, _) = judge(add(nearer), on: before)
      else { continue }
      filled.insert(nearer.rule)
      var after = before
      after.add(allowed, at: nearer.price, fee: plan.makerFee)
      ahead = after
    }
    guard let before = ahead ?? projection(firstFillAt: limit.price) else {
      return .refused(.stop, "the stop has no value yet")
    }
    return judge(add(limit), on: before)
  }

  private func add(_ limit: EntryLimit) -> Add {
    var add = Add(
      quantity: wantedQuantity(limit.rule), price: limit.price, fillPrice: limit.price, fee: plan.makerFee)
    add.follow(rules[limit.rule].rule)
    add.isRest = rules[limit.rule].filled > rules[limit.rule].adopted
    return add
  }
}
