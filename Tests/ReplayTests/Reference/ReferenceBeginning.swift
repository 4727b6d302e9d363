import Trading

/// When rules begin to wait, and what a fill begins.
extension ReferenceTrade {
  /// The trade's first price: sizes are fixed, and every rule that may begin does so; it fires nothing but an
  /// entry with no trigger and no `then`.
  mutating func beginTrade() {
    firstPrice = price
    timeBefore = time
    for rule in plan.rules.indices where !plan.rules[rule].isEntry && plan.rules[rule].onlyCancelsOrNotes {
      begin(rule)
    }
    if !waitsForStop { beginEntries() }
  }

  /// §5: while the initial stop has no value yet (ATR in warm-up) entries do not begin to wait.
  private var waitsForStop: Bool {
    guard case .distance(let distance) = plan.stop else { return false }
    return exact(distance, of: Ratio(price)) == nil
  }

  private mutating func beginEntries() {
    total = plannedTotal()
    entriesHaveBegun = true
    for rule in plan.rules.indices where plan.rules[rule].isEntry && !plan.rules[rule].then {
      // One may have been cancelled before it began.
      if rules[rule].standing == .later { begin(rule) }
    }
  }

  /// At the end of a pass: entries that waited for the stop to have a value; §1 runner: when no target waits any
  /// more. Both look at prices after this one.
  mutating func beginWhatWaitsForThePass() {
    if !entriesHaveBegun, !waitsForStop {
      count("stop in ATR")
      beginEntries()
    }
    guard !entries.isEmpty, !plan.rules.indices.contains(where: { waits(target: $0) }) else { return }
    for rule in rules.indices where plan.rules[rule].isRunner && rules[rule].standing == .later {
      begin(rule)
    }
  }

  /// A rule begins to wait on this price.
  mutating func begin(_ rule: Int) {
    rules[rule].standing = .waiting
    rules[rule].beganIndex = index
    rules[rule].beganTime = time
    for number in plan.rules[rule].triggers.indices { start(rule, number) }
  }

  /// §1 break: the price on which a rule begins, or on which a fill gives its X a value, counts as a trade
  /// for break, touch, retest and a resting limit: it can arm the rule, it fires nothing.
  mutating func start(_ rule: Int, _ number: Int) {
    var state = TriggerState()
    let old = rules[rule].triggers[number]
    state.beganIndex = index
    serials += 1
    state.serial = serials
    state.unlessReached = old.unlessReached
    state.dead = old.dead
    switch plan.rules[rule].triggers[number] {
    case .onBreak(let level), .onBreakClose(let level, _):
      // A trade short of X since the rule began arms it, also where a fill has moved X meanwhile.
      if let value = value(level) { state.armed = old.armed || ahead(price, of: value) < 0 }
    case .onTouch(let level): state.side = value(level).map { ahead(price, of: $0).signum() }
    case .onReturn(let level, let distance, _):
      if let value = value(level) { state.armed = isAgainst(value, by: distance) }
    case .onRetest(let level, let within, _):
      if let value = value(level) { state.wentBeyond = isBeyond(value, within) }
    case .at(let level):
      if let value = value(level) {
        state.passed = plan.rules[rule].isEntry && ahead(price, of: value) <= 0
        state.fromAbove = ahead(price, of: value) > 0
      }
    case .from(let level):
      if let value = value(level) { state.fromAbove = ahead(price, of: value) > 0 }
    case .whenTrancheFills, .fromTranche, .whenTargetFills, .after, .afterUnless, .afterUnlessNow: break
    case .whenWithin, .whenClose, .beforeNews, .afterNews: break
    }
    rules[rule].triggers[number] = state
  }

  /// §1 return: at or beyond X − D, against the trade; D in per cent is of X, compared exactly.
  func isAgainst(_ value: Int, by distance: Distance) -> Bool {
    guard let distance = exact(distance, of: Ratio(value)) else { return false }
    return ahead(Ratio(price), of: Ratio(value)) <= Ratio.zero - distance
  }

  /// §2 Retest: whether price trades beyond X + D, compared exactly. The default of D is 0.2%.
  func isBeyond(_ value: Int, _ within: Int?) -> Bool {
    ahead(Ratio(price), of: Ratio(value)) > Ratio(Int128(value * (within ?? 200)), over: 100_000)
  }

  // MARK: What a fill changes

  /// The X of every trigger, to see which of them a fill gives another value.
  func triggerValues() -> [[Ratio?]] {
    plan.rules.map { rule in rule.triggers.map { trigger in trigger.level.flatMap { exact($0) } } }
  }

  /// Makes a change to the position and lets every waiting trigger whose X it changed begin anew.
  mutating func changePosition(_ change: (inout ReferenceTrade) -> Void) {
    let before = triggerValues()
    change(&self)
    let after = triggerValues()
    for rule in rules.indices where rules[rule].standing == .waiting {
      for number in rules[rule].triggers.indices where before[rule][number] != after[rule][number] {
        if counts(rule, number) { start(rule, number) }
      }
    }
  }

  /// For which triggers the price that gives X a value counts as a trade: a stop move or a target `from X` is
  /// made on that price, if X is reached.
  func counts(_ rule: Int, _ number: Int) -> Bool {
    switch plan.rules[rule].triggers[number] {
    case .at, .from: plan.rules[rule].isEntry || plan.rules[rule].onlyCancelsOrNotes
    case .whenWithin: plan.rules[rule].isEntry
    // A close and an `unless` are compared with X as it then is.
    case .whenClose, .afterUnless, .afterUnlessNow: false
    default: true
    }
  }

  /// An entry filled.
  mutating func fillEntry(_ rule: Int, _ steps: Int, at fillPrice: Int, maker: Bool, cut: Bool) {
    let number = trancheNumber(rule)
    if cut { say("cut tranche \(number) \(steps)") }
    let isFirst = entries.isEmpty
    rules[rule].standing = .done
    rules[rule].doneIndex = index
    changePosition { trade in
      let fee = trade.fee(steps, at: fillPrice, maker: maker)
      trade.take(Entry(tranche: number, steps: steps, price: fillPrice, fee: fee))
      trade.rules[rule].filledAt = fillPrice
    }
    say("fill entry \(number) \(steps) @ \(fillPrice) \(maker ? "maker" : "taker")")
    if isFirst, let stop { say("stop \(stop)") }
    if isFirst { beginAfterFirstFill() }
    refuseExitsBehindFirstFill()
    beginBehind(rule)
    actBesidesEntering(rule)
    for other in rules.indices { hearTranche(number, rule: other) }
  }

  /// The position after an entry; also used on copies that ask what would be.
  mutating func take(_ entry: Entry) {
    entries.append(entry)
    guard entries.count == 1 else { return }
    stop = initialStop(firstFill: entry.price)
    oneR = stop.map { abs(entry.price - $0) }  // §2 R
    firstFillTime = time
    firstFillIndex = index
  }

  /// §1 Triggers, §5: rules that take, close, move the stop or trail look at prices after the first fill's
  /// pass. One without a trigger is due right after the first fill.
  private mutating func beginAfterFirstFill() {
    for rule in rules.indices where !plan.rules[rule].isEntry && !plan.rules[rule].isRunner {
      if rules[rule].standing == .later { begin(rule) }
      if rules[rule].standing == .waiting, plan.rules[rule].triggers.isEmpty {
        rules[rule].standing = .done
        becomeDue(rule)
      }
    }
  }

  /// §1 at X: an exit `at X`, or a `from X` or `when X within T` that takes or closes, with an X at or behind the
  /// price of the first fill is refused; asked when its X first has a value.
  mutating func refuseExitsBehindFirstFill() {
    guard let first = entries.first else { return }
    for rule in rules.indices where plan.rules[rule].isExit && !plan.rules[rule].isRunner {
      for (number, trigger) in plan.rules[rule].triggers.enumerated() {
        guard trigger.isRefusedBehindFirstFill, !rules[rule].askedIfBehind.contains(number),
          let value = trigger.level.flatMap({ value($0) })
        else { continue }
        rules[rule].askedIfBehind.insert(number)
        let isBehind = ahead(value, of: first.price) <= 0
        if isBehind, rules[rule].standing == .waiting { rules[rule].standing = .refused }
      }
    }
  }

  /// §1 then: the tranche behind this one begins to wait.
  mutating func beginBehind(_ rule: Int) {
    guard let next = rules.indices.first(where: { $0 > rule && plan.rules[$0].isEntry }) else { return }
    if plan.rules[next].then, rules[next].standing == .later { begin(next) }
  }

  /// What else an entry's sentence says: stop moves and trails in this pass, notes and cancels at once, exits
  /// on the next price.
  private mutating func actBesidesEntering(_ rule: Int) {
    rules[rule].firedAt = price
    rules[rule].movesAreDue = true
    cancelAndNote(rule)
    if plan.rules[rule].actions.contains(where: \.isExit) { rules[rule].dueSince.append(index) }
  }

  // MARK: Fills as triggers

  private mutating func hearTranche(_ number: Int, rule: Int) {
    guard !plan.rules[rule].isEntry else { return }
    let repeats = plan.rules[rule].triggers.count == 1
    for trigger in plan.rules[rule].triggers {
      switch trigger {
      case .whenTrancheFills(number) where rules[rule].standing == .waiting:
        rules[rule].standing = .done
        becomeDue(rule)
      case .fromTranche(let from) where rules[rule].standing == .waiting:
        // §1: when tranche N fills and at every later entry's fill.
        guard entries.contains(where: { $0.tranche == from }) else { continue }
        if !repeats { rules[rule].standing = .done }
        becomeDue(rule)
      default: continue
      }
    }
  }

  mutating func hearTarget(_ number: Int) {
    for rule in rules.indices where rules[rule].standing == .waiting && !plan.rules[rule].isEntry {
      if plan.rules[rule].triggers.contains(.whenTargetFills(number)) {
        rules[rule].standing = .done
        becomeDue(rule)
      }
    }
  }

  /// §2 One price: what a fill makes due waits for the next price, except stop moves and trails, which are
  /// made in this pass; those of a sentence that also takes follow its take.
  private mutating func becomeDue(_ rule: Int) {
    rules[rule].firedAt = price
    rules[rule].trailStart = nil
    let actions = plan.rules[rule].actions
    let movesOnly = actions.allSatisfy(\.isMove)
    if plan.rules[rule].isTarget { rules[rule].standing = .waiting }
    if !plan.rules[rule].isExit { rules[rule].movesAreDue = true }
    if !movesOnly { rules[rule].dueSince.append(index) }
  }
}
