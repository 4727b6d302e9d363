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
    for rule in waitingEntries where buyAtMarket(rule) { return }
  }

  private var waitingEntries: [Int] {
    rules.indices.filter { plan.rules[$0].isEntry && rules[$0].standing == .waiting }
  }

  // MARK: Resting limits

  struct Limit {
    var rule: Int
    var trigger: Int
    var price: Int
  }

  /// Every limit of a waiting entry, the nearest to price first; of equals the first in plan order.
  func limits() -> [Limit] {
    var all: [Limit] = []
    for rule in rules.indices where plan.rules[rule].isEntry && rules[rule].standing == .waiting {
      for (number, trigger) in plan.rules[rule].triggers.enumerated() {
        guard case .at(let level) = trigger, let value = value(level) else { continue }
        all.append(Limit(rule: rule, trigger: number, price: value))
      }
    }
    // The place in the list keeps plan order among equals.
    return all.enumerated().sorted { left, right in
      let distance = ahead(left.element.price, of: right.element.price)
      return distance == 0 ? left.offset < right.offset : distance > 0
    }.map(\.element)
  }

  /// Of the limits that price has reached the nearest; of equals the one that has stood longest.
  private func nearestLimit() -> Limit? {
    let reached = limits().filter { isReached($0) && !isTooSmall(quantity(ofEntry: $0.rule), at: $0.price) }
    guard let nearest = reached.first else { return nil }
    let equals = reached.filter { $0.price == nearest.price }
    return equals.min { serial($0) < serial($1) }
  }

  private func serial(_ limit: Limit) -> Int { rules[limit.rule].triggers[limit.trigger].serial }

  private func isReached(_ limit: Limit) -> Bool {
    let state = rules[limit.rule].triggers[limit.trigger]
    guard state.placed, !state.passed, state.beganIndex < index else { return false }
    // §2 Paper fills: once price trades beyond it (`touch`: at it).
    let distance = ahead(price, of: limit.price)
    return distance < 0 || (plan.fillsOnTouch && distance == 0)
  }

  /// One below the venue's minimum stands nowhere: its quantity goes on when price has reached it, after the
  /// orders that stand.
  private mutating func passOnSmallLimits() {
    for limit in limits() where isReached(limit) && rules[limit.rule].standing == .waiting {
      let steps = quantity(ofEntry: limit.rule)
      if isTooSmall(steps, at: limit.price) { merge(limit.rule, steps) }
    }
  }

  /// At its own price and in the size in which it stood.
  private mutating func fillLimit(_ limit: Limit) {
    let steps = rules[limit.rule].triggers[limit.trigger].placedSteps
    rules[limit.rule].trailStart = limit.price
    let isCut = steps < quantity(ofEntry: limit.rule)
    fillEntry(limit.rule, steps, at: limit.price, maker: true, cut: isCut)
  }

  /// §5: a resting entry is guarded when it is placed, at its own price, as if every nearer one had filled;
  /// what the guards would refuse is not placed; asked again whenever the trade changes. One that is placed
  /// later begins to work on that price; one that price has reached keeps the size in which it stands.
  mutating func placeLimits() {
    for limit in limits() {
      let steps = stepsToPlace(limit)
      let state = rules[limit.rule].triggers[limit.trigger]
      if steps != nil, !state.placed { start(limit.rule, limit.trigger) }
      rules[limit.rule].triggers[limit.trigger].placed = steps != nil
      let isMet = state.placed && state.beganIndex < index && ahead(price, of: limit.price) <= 0
      guard let steps, steps != state.placedSteps, !isMet || state.placedSteps == 0 else { continue }
      rules[limit.rule].triggers[limit.trigger].placedSteps = steps
      serials += 1
      rules[limit.rule].triggers[limit.trigger].serial = serials
    }
  }

  /// How much of it the guards let stand; nil where they would refuse it.
  private func stepsToPlace(_ limit: Limit) -> Int? {
    var imagined = self
    var filled: Set<Int> = [limit.rule]
    for nearer in limits() {
      if nearer.rule == limit.rule, nearer.trigger == limit.trigger { break }
      if filled.contains(nearer.rule) { continue }
      let steps = imagined.quantity(ofEntry: nearer.rule)
      if imagined.isTooSmall(steps, at: nearer.price) { continue }
      let answer = imagined.guarded(steps, fill: nearer.price, price: nearer.price, maker: true)
      guard case .allowed(let allowed) = answer else { continue }
      filled.insert(nearer.rule)
      let fee = fee(allowed, at: nearer.price, maker: true)
      imagined.take(Entry(tranche: 0, steps: allowed, price: nearer.price, fee: fee))
    }
    let steps = imagined.quantity(ofEntry: limit.rule)
    // It stands nowhere, and goes on when price reaches it.
    if imagined.isTooSmall(steps, at: limit.price) { return 0 }
    guard
      case .allowed(let allowed) = imagined.guarded(steps, fill: limit.price, price: limit.price, maker: true)
    else { return nil }
    return allowed
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
      case .from(let level):
        if let value = value(level), ahead(price, of: value) >= 0 {
          rules[rule].triggers[number].fired = true
        }
      case .whenTrancheFills(let number), .fromTranche(let number):
        hear(rule, trigger, ruleOfTranche(number))
      case .whenTargetFills(let number): hear(rule, trigger, ruleOfTarget(number))
      case .after, .afterUnless, .afterUnlessNow:
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

  /// Whether something was bought.
  private mutating func buyAtMarket(_ rule: Int) -> Bool {
    guard rules[rule].standing == .waiting, !isDelayed else { return false }
    if plan.rules[rule].triggers.isEmpty {
      // None: now. On the first price at once; behind another tranche on the price after its fill.
      guard index == 0 || rules[rule].beganIndex < index else { return false }
      return buy(rule, at: marketEntry)
    }
    for (number, trigger) in plan.rules[rule].triggers.enumerated() where rules[rule].triggers[number].fired {
      guard isWithinReach(rule, trigger) else { continue }
      rules[rule].trailStart = trigger.level.flatMap { value($0) }
      if case .at(let level) = trigger {
        let steps = quantity(ofEntry: rule)
        guard let limit = value(level), !isTooSmall(steps, at: limit) else {
          merge(rule, steps)
          return false
        }
        return buy(rule, at: price)
      }
      return buy(rule, at: marketEntry)
    }
    return false
  }

  /// §3 first entry: further market entries are delayed until price is 0.1R away from the first fill,
  /// either way.
  private var isDelayed: Bool {
    guard let first = entries.first, let oneR else { return false }
    return abs(price - first.price) * 10 < oneR
  }

  /// §2 Chase: price has not run more than `chase` past the far edge of what the trigger allows.
  private func isWithinReach(_ rule: Int, _ trigger: ReferencePlan.Trigger) -> Bool {
    guard let chase = plan.rules[rule].enter?.chase ?? plan.chase else { return true }
    var edge: Ratio
    switch trigger {
    case .onBreak(let level), .onTouch(let level), .from(let level):
      guard let value = value(level) else { return false }
      edge = Ratio(value)
    case .onRetest(let level, let within, _):
      guard let value = value(level) else { return false }
      edge = Ratio(value) + Ratio(Int128(value * (within ?? 200) * sign), over: 100_000)
    case .at, .whenTrancheFills, .fromTranche, .whenTargetFills, .after, .afterUnless, .afterUnlessNow:
      return true
    }
    guard let reach = reach(chase, from: edge) else { return true }
    return ahead(Ratio(price), of: edge) <= reach
  }

  /// Before the first fill 1R is |trigger price − the initial stop that a fill there would have|.
  private func reach(_ chase: Distance, from edge: Ratio) -> Ratio? {
    guard oneR == nil, case .r(let count) = chase else { return exact(chase, of: edge) }
    let trigger = rounded(edge)
    return initialStop(firstFill: trigger).map { Ratio(Int128(count * abs(trigger - $0)), over: 1000) }
  }

  private mutating func buy(_ rule: Int, at fillPrice: Int) -> Bool {
    let steps = quantity(ofEntry: rule)
    if isTooSmall(steps, at: fillPrice) {
      merge(rule, steps)
      return false
    }
    switch guarded(steps, fill: fillPrice, price: price, maker: false) {
    case .allowed(let allowed):
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
  private mutating func merge(_ rule: Int, _ steps: Int) {
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
