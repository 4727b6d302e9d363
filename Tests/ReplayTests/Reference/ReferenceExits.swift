import Trading

/// Stages 1 to 3 of a pass: liquidation, the stop, targets; and the exits that are no targets.
extension ReferenceTrade {
  // MARK: 1, 2

  /// At or beyond the liquidation price the open part closes at the price that came, never worse than its
  /// bankruptcy price.
  mutating func liquidateIfReached() {
    guard let liquidation, ahead(price, of: liquidation) <= 0 else { return }
    var fill = marketExit
    if let bankruptcy, ahead(fill, of: bankruptcy) < 0 { fill = bankruptcy }
    sell(open, at: fill, maker: false, label: "liquidation")
  }

  /// §2 Paper fills: a stop that price gaps through fills at the price that came.
  mutating func stopOutIfReached() {
    guard open > 0, let stop, ahead(price, of: stop) <= 0 else { return }
    sell(open, at: marketExit, maker: false, label: "stop")
  }

  // MARK: 3

  /// Nearest first; after each one the next is looked for anew.
  mutating func lookAtTargets() {
    for rule in rules.indices where plan.rules[rule].isTarget && rules[rule].standing == .waiting {
      rules[rule].comesNow = Set(plan.rules[rule].triggers.indices.filter { comes(rule, $0) })
    }
    if targetsAreHeld {
      for rule in rules.indices where plan.rules[rule].isTarget && rules[rule].standing == .waiting {
        rememberHeldBack(rule)
      }
    }
    while !isClosed, let next = nearestTarget() { act(next) }
  }

  /// `targets: after entries`.
  var targetsAreHeld: Bool { plan.targetsAfterEntries && someEntryWaits }

  private struct Due {
    var rule: Int
    /// The alternative; nil where a fill made it due.
    var trigger: Int?
    var at: Int
    /// A limit fills at exactly its price, anything else at market.
    var isLimit: Bool
  }

  private func nearestTarget() -> Due? {
    var nearest: Due?
    for rule in rules.indices where plan.rules[rule].isTarget && rules[rule].standing == .waiting {
      guard let due = dueTarget(rule) else { continue }
      if let best = nearest, !goesBefore(due, best) { continue }
      nearest = due
    }
    return nearest
  }

  /// At one level the order that rests goes first, else plan order.
  private func goesBefore(_ due: Due, _ best: Due) -> Bool {
    let distance = ahead(due.at, of: best.at)
    return distance == 0 ? due.isLimit && !best.isLimit : distance < 0
  }

  /// Targets begin to work at the first fill: on the price after it.
  private func dueTarget(_ rule: Int) -> Due? {
    guard !targetsAreHeld else { return nil }
    var nearest: Due?
    for (number, trigger) in plan.rules[rule].triggers.enumerated() {
      guard let due = held(rule, number, trigger) ?? due(rule, number, trigger) else { continue }
      if let best = nearest, ahead(due.at, of: best.at) >= 0 { continue }
      nearest = due
    }
    // §2 One price: what a fill made due waits for the next price.
    if nearest == nil, rules[rule].dueSince.contains(where: { $0 < index }) {
      nearest = Due(rule: rule, trigger: nil, at: price, isLimit: false)
    }
    return nearest
  }

  /// §1 at X: one that was held back meanwhile acts on the first price that lets it go, at market.
  private func held(_ rule: Int, _ number: Int, _ trigger: ReferencePlan.Trigger) -> Due? {
    guard rules[rule].heldBack.contains(number) else { return nil }
    return Due(rule: rule, trigger: number, at: trailStart(rule, number) ?? price, isLimit: false)
  }

  private func due(_ rule: Int, _ number: Int, _ trigger: ReferencePlan.Trigger) -> Due? {
    guard rules[rule].triggers[number].beganIndex < index else { return nil }
    switch trigger {
    case .at(let level):
      guard let value = value(level) else { return nil }
      // §2 Paper fills: once price trades beyond it (`touch`: at it).
      let distance = ahead(price, of: value)
      return distance > 0 || (plan.fillsOnTouch && distance == 0)
        ? Due(rule: rule, trigger: number, at: value, isLimit: true) : nil
    case .from(let level):
      guard let value = value(level), ahead(price, of: value) >= 0 else { return nil }
      return Due(rule: rule, trigger: number, at: value, isLimit: false)
    case .onBreak(let level), .onTouch(let level), .onRetest(let level, _, _), .onReturn(let level, _, _),
      .whenWithin(let level, _):
      guard rules[rule].comesNow.contains(number), let value = value(level) else { return nil }
      return Due(rule: rule, trigger: number, at: value, isLimit: false)
    default: return nil
    }
  }

  private mutating func act(_ due: Due) {
    count("target \(due.trigger.map { plan.rules[due.rule].triggers[$0].kind } ?? "fill")")
    rules[due.rule].firedAt = price
    rules[due.rule].trailStart = due.at
    exit(due.rule, at: due.isLimit ? due.at : marketExit, maker: due.isLimit)
  }

  /// The turn of a target comes on this price, but entries still wait.
  private mutating func rememberHeldBack(_ rule: Int) {
    for (number, trigger) in plan.rules[rule].triggers.enumerated() where due(rule, number, trigger) != nil {
      rules[rule].heldBack.insert(number)
    }
  }

  // MARK: An exit rule acts

  /// Does what the rule's sentence says: what it sells, then notes and cancels; its stop moves and trails are
  /// due in this pass.
  mutating func exit(_ rule: Int, at fillPrice: Int, maker: Bool) {
    let sentence = plan.rules[rule]
    let isRepeated = sentence.triggers.count == 1 && sentence.triggers[0].isFromTranche
    let label = sentence.isTarget ? "target \(targetNumber(rule))" : "exit rule \(rule + 1)"
    let steps = stepsToSell(rule)
    if sentence.isTarget || !isRepeated { rules[rule].standing = .done }
    rules[rule].dueSince = rules[rule].dueSince.filter { isRepeated && $0 == index }
    rules[rule].movesAreDue = true
    if steps > 0 {
      if sentence.isTarget { rules[rule].filledAt = fillPrice }
      sell(steps, at: fillPrice, maker: maker, label: label, notesOf: rule)
    }
    guard !isClosed else { return }
    if sentence.isTarget { targetFilled(rule) }
    cancelAndNote(rule)
  }

  private mutating func targetFilled(_ rule: Int) {
    // §2 End: after the first target fills, waiting entries are cancelled.
    rules[rule].doneIndex = index
    if !someTargetFilled, !plan.keepsEntries { cancelWaitingEntries() }
    someTargetFilled = true
    hearTarget(targetNumber(rule))
  }

  /// One fill out of the position.
  mutating func sell(_ steps: Int, at fillPrice: Int, maker: Bool, label: String, notesOf rule: Int? = nil) {
    changePosition { trade in
      // Funding carried by the open part: floor(pool · x / q) goes with what is sold.
      let moved = Ratio.floorDivide(trade.fundingOfOpen.units * Int128(steps), Int128(trade.open))
      trade.fundingOfOpen -= Cash(units: moved)
      let fee = trade.fee(steps, at: fillPrice, maker: maker)
      trade.exits.append(Exit(steps: steps, price: fillPrice, fee: fee))
    }
    say("fill \(label) \(steps) @ \(fillPrice) \(maker ? "maker" : "taker")")
    guard open == 0 else { return }
    // What the sentence notes is written, also where its sale ends the trade.
    for case .note(let text) in rule.map({ plan.rules[$0].actions }) ?? [] { say("note \(text)") }
    close()
  }

  // MARK: 5, exits that are no targets, and those that a fill made due

  mutating func lookAtExits() {
    for rule in rules.indices
    where !plan.rules[rule].isTarget && (plan.rules[rule].isExit || plan.rules[rule].isEntry) {
      if plan.rules[rule].isEntry {
        sellBehindEntry(rule)
      } else {
        lookAtExit(rule)
      }
      if isClosed { return }
    }
  }

  private mutating func lookAtExit(_ rule: Int) {
    var times = rules[rule].dueSince.count { $0 < index }
    if rules[rule].standing == .waiting, let number = firedMarketTrigger(rule) {
      count(plan.rules[rule].isRunner ? "runner level" : "exit \(plan.rules[rule].triggers[number].kind)")
      rules[rule].trailStart = trailStart(rule, number)
      times = max(times, 1)
    }
    for _ in 0..<times where !isClosed {
      rules[rule].firedAt = price
      exit(rule, at: marketExit, maker: false)
    }
  }

  /// An entry whose sentence also sells does so on the price after its fill.
  private mutating func sellBehindEntry(_ rule: Int) {
    guard rules[rule].dueSince.contains(where: { $0 < index }) else { return }
    rules[rule].dueSince = []
    let steps = stepsToSell(rule)
    if steps > 0 { sell(steps, at: marketExit, maker: false, label: "exit rule \(rule + 1)") }
  }

  // MARK: Cancels and notes

  mutating func cancelAndNote(_ rule: Int) {
    for action in plan.rules[rule].actions {
      switch action {
      case .cancelEntries: cancelWaitingEntries()
      case .cancelTranche(let number):
        if let other = ruleOfTranche(number), isPending(other) { cancel(other, "tranche \(number)") }
      case .cancelTarget(let number):
        if let other = ruleOfTarget(number), waits(target: other) { cancel(other, "target \(number)") }
      case .note(let text): say("note \(text)")
      default: continue
      }
    }
  }

  /// Named, an entry is cancelled also behind one that was: a person could still enter that one.
  private func isPending(_ entry: Int) -> Bool {
    rules[entry].standing == .waiting || rules[entry].standing == .later
  }

  mutating func cancel(_ rule: Int, _ label: String) {
    rules[rule].standing = .cancelled
    rules[rule].dueSince = []
    say("cancel \(label)")
  }

  private mutating func cancelWaitingEntries() {
    for rule in rules.indices.filter({ waits(entry: $0) }) { cancel(rule, "tranche \(trancheNumber(rule))") }
  }
}
