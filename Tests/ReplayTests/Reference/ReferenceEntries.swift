import Trading

/// Stage 4 of a pass: resting limits all, nearest first; then at most one entry bought at market.
extension ReferenceTrade {
  // MARK: Waiting

  /// §5: an entry behind a refused or cancelled one does not count as waiting.
  func waits(entry rule: Int) -> Bool {
    guard plan.rules[rule].isEntry else { return false }
    switch rules[rule].standing {
    case .waiting: return true
    case .done, .merged, .refused, .cancelled: return false
    case .later:
      // Without `then` it begins by itself, when the initial stop has a value.
      guard plan.rules[rule].then else { return true }
      guard let before = plan.rules.indices.last(where: { $0 < rule && plan.rules[$0].isEntry }) else {
        return true
      }
      return waits(entry: before)
    }
  }

  var someEntryWaits: Bool { plan.rules.indices.contains { waits(entry: $0) } }

  func waits(target rule: Int) -> Bool {
    let standing = rules[rule].standing
    return plan.rules[rule].isTarget && (standing == .waiting || standing == .later)
  }

  /// §5: `enter … within T` is cancelled when T has passed since the rule began to wait.
  mutating func cancelExpiredEntries() {
    for rule in rules.indices where rules[rule].standing == .waiting {
      guard let within = plan.rules[rule].enter?.within else { continue }
      if time >= rules[rule].beganTime + Int64(within) * 1_000_000 {
        cancel(rule, "tranche \(trancheNumber(rule))")
      }
    }
  }

  // MARK: The stage

  mutating func lookAtEntries() {
    placeLimits()
    while let limit = nearestLimit() {
      fillLimit(limit)
      placeLimits()
    }
    passOnSmallLimits()
    for rule in waitingEntries { lookAtTriggers(rule) }
    for rule in waitingEntries where buyAtMarket(rule) { break }
    // Also on the price that finished the bar, if that did not buy.
    for rule in waitingEntries {
      for number in rules[rule].triggers.indices where isLeft(rule, number) {
        rules[rule].triggers[number].fired = false
        rules[rule].triggers[number].armed = true
      }
    }
  }

  private var waitingEntries: [Int] {
    rules.indices.filter { plan.rules[$0].isEntry && rules[$0].standing == .waiting }
  }

  // MARK: Market entries

  /// Lets every alternative of a waiting entry see this price.
  private mutating func lookAtTriggers(_ rule: Int) {
    for (number, trigger) in plan.rules[rule].triggers.enumerated() {
      let state = rules[rule].triggers[number]
      guard state.beganIndex < index else { continue }
      switch trigger {
      case .onBreak:
        // §2 Chase: a price short of X makes a break wait anew, so it is true as long as price is beyond.
        rules[rule].triggers[number].fired = comes(rule, number)
      case .onTouch, .onRetest:
        if comes(rule, number) { rules[rule].triggers[number].fired = true }
      case .onBreakClose:
        // What arms it now came after the close that this price made known.
        if isLeft(rule, number) { rules[rule].triggers[number].fired = false }
        if closes(rule, number) { rules[rule].triggers[number].fired = true }
      case .onReturn(let level, _, let returns):
        let comes = comes(rule, number)
        rules[rule].triggers[number].fired = comes && !isUsedUp(level, returns)
      case .whenWithin:
        if !state.fired, comes(rule, number) { rules[rule].triggers[number].fired = true }
      case .whenClose:
        if closes(rule, number) { rules[rule].triggers[number].fired = true }
      case .from(let level):
        if let value = value(level), ahead(price, of: value) >= 0 {
          rules[rule].triggers[number].fired = true
        }
      case .whenTrancheFills(let number), .fromTranche(let number):
        hear(rule, trigger, ruleOfTranche(number))
      case .whenTargetFills(let number): hear(rule, trigger, ruleOfTarget(number))
      case .after, .afterUnless, .afterUnlessNow, .beforeNews, .afterNews:
        if timeHasCome(rule, number) { rules[rule].triggers[number].fired = true }
      case .at(let level):
        guard state.passed, let value = value(level) else { continue }
        if ahead(price, of: value) <= 0 {
          rules[rule].triggers[number].fired = state.placed
        } else {
          // It rests from now on.
          rules[rule].triggers[number].fired = false
          rules[rule].triggers[number].passed = false
          rules[rule].triggers[number].beganIndex = index
        }
      }
    }
    let states = rules[rule].triggers
    // Nothing can make it begin any more: `unless` spoke against its only way.
    if !states.isEmpty, states.allSatisfy(\.dead) { rules[rule].standing = .cancelled }
  }

  /// A fill makes an entry due on the next price.
  private mutating func hear(_ rule: Int, _ trigger: ReferencePlan.Trigger, _ other: Int?) {
    guard let other, let done = rules[other].doneIndex, done < index else { return }
    for number in plan.rules[rule].triggers.indices where plan.rules[rule].triggers[number] == trigger {
      rules[rule].triggers[number].fired = true
    }
  }

  /// §2 Chase: a price short of X makes a break that came on a close and was held wait anew.
  private func isLeft(_ rule: Int, _ number: Int) -> Bool {
    guard case .onBreakClose(let level, _) = plan.rules[rule].triggers[number],
      rules[rule].triggers[number].fired, let value = value(level)
    else { return false }
    return ahead(price, of: value) < 0
  }

  /// §1 return: in one trade a return to the same X serves one entry, or as many as the sentence says.
  private func isUsedUp(_ level: Level, _ returns: Int?) -> Bool {
    guard let value = value(level) else { return false }
    return rules.filter { $0.returnedTo == value }.count >= (returns ?? 1)
  }

  /// Whether something was bought.
  private mutating func buyAtMarket(_ rule: Int) -> Bool {
    guard rules[rule].standing == .waiting else { return false }
    if isHeldByNews(rule) {
      if plan.rules[rule].triggers.isEmpty || rules[rule].triggers.contains(where: \.fired) {
        count("held by news")
      }
      return false
    }
    if plan.rules[rule].triggers.isEmpty {
      // None: now. On the first price at once; behind another tranche on the price after its fill.
      guard !isDelayed, index == 0 || rules[rule].beganIndex < index else { return false }
      return buy(rule, at: marketEntry, "now")
    }
    for (number, trigger) in plan.rules[rule].triggers.enumerated() where rules[rule].triggers[number].fired {
      // Price has been away and has come back: a return is not delayed.
      guard !isDelayed || trigger.isReturn, isWithinReach(rule, number) else { continue }
      return buy(rule, by: trigger)
    }
    return false
  }

  private mutating func buy(_ rule: Int, by trigger: ReferencePlan.Trigger) -> Bool {
    let value = trigger.level.flatMap { self.value($0) }
    rules[rule].trailStart = trigger.isPlacedAtItsLevel ? value : nil
    if case .at = trigger {
      let steps = quantity(ofEntry: rule)
      guard let value, !isTooSmall(steps, at: value) else {
        merge(rule, steps)
        return false
      }
      return buy(rule, at: price, trigger.kind)
    }
    let isBought = buy(rule, at: marketEntry, trigger.kind)
    if isBought, trigger.isReturn { rules[rule].returnedTo = value }
    return isBought
  }

  /// §3 first entry: further market entries are delayed until price is 0.1R away from the first fill,
  /// either way.
  private var isDelayed: Bool {
    guard let first = entries.first, let oneR else { return false }
    return abs(price - first.price) * 10 < oneR
  }

  /// §2 Chase: price has not run more than `chase` past the far edge of what the trigger allows.
  private func isWithinReach(_ rule: Int, _ number: Int) -> Bool {
    guard let chase = plan.rules[rule].enter?.chase ?? plan.chase else { return true }
    var edge: Ratio
    switch plan.rules[rule].triggers[number] {
    case .onBreak(let level), .onTouch(let level), .from(let level), .onReturn(let level, _, _):
      guard let value = value(level) else { return false }
      edge = Ratio(value)
    case .onBreakClose:
      guard let close = rules[rule].triggers[number].firedClose else { return false }
      edge = Ratio(close)
    case .onRetest(let level, let within, _):
      guard let value = value(level) else { return false }
      edge = Ratio(value) + Ratio(Int128(value * (within ?? 200) * sign), over: 100_000)
    case .at, .whenTrancheFills, .fromTranche, .whenTargetFills, .after, .afterUnless, .afterUnlessNow:
      return true
    case .whenWithin, .whenClose, .beforeNews, .afterNews: return true
    }
    guard let reach = reach(chase, from: edge) else { return true }
    return ahead(Ratio(price), of: edge) <= reach
  }

  /// Before the first fill 1R is |trigger price − the initial stop that a fill there would have|. Of an ATR
  /// without a value nothing beyond the edge is within reach.
  private func reach(_ chase: Distance, from edge: Ratio) -> Ratio? {
    if case .atr = chase { return exact(chase, of: edge) ?? .zero }
    guard oneR == nil, case .r(let count) = chase else { return exact(chase, of: edge) }
    let trigger = rounded(edge)
    return initialStop(firstFill: trigger).map { Ratio(Int128(count * abs(trigger - $0)), over: 1000) }
  }

  private mutating func buy(_ rule: Int, at fillPrice: Int, _ cause: String) -> Bool {
    let steps = quantity(ofEntry: rule)
    if isTooSmall(steps, at: price) {
      merge(rule, steps)
      return false
    }
    switch guarded(rule, steps, fill: fillPrice, price: price, maker: false) {
    case .allowed(let allowed):
      count("enter \(cause)")
      fillEntry(rule, allowed, at: fillPrice, maker: false, cut: allowed < steps)
      return true
    case .refused(let reason):
      refuse(rule, reason)
      return false
    }
  }

  private mutating func refuse(_ rule: Int, _ reason: String) {
    rules[rule].standing = .refused
    say("refused tranche \(trancheNumber(rule)) \(reason)")
  }

  /// §2 Sizes: below the venue's minimum it is not sent, its quantity goes to the next tranche; §5: it
  /// counts as filled for `then`. Without a next one there is nothing to do but refuse it.
  mutating func merge(_ rule: Int, _ steps: Int) {
    rules[rule].standing = .merged
    guard let next = rules.indices.first(where: { $0 > rule && waitsBehindMerged($0, rule) }) else {
      return refuse(rule, "grid")
    }
    rules[next].carried += steps
    // A larger order is another one: it begins to stand on this price.
    for limit in limits() where limit.rule == next && steps > 0 {
      if rules[next].triggers[limit.trigger].passed { continue }
      if !isTooSmall(quantity(ofEntry: next), at: limit.price) { start(next, limit.trigger) }
    }
    beginBehind(rule)
  }

  /// Whether a tranche can still fill once the merged one counts as filled.
  private func waitsBehindMerged(_ rule: Int, _ merged: Int) -> Bool {
    var imagined = self
    imagined.beginBehind(merged)
    return imagined.waits(entry: rule)
  }
}
