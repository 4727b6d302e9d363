/// What a person asks for: any sentence, through the same guards as a rule. Works on a copy, so a refusal leaves
/// nothing behind.
extension Trade {
  mutating func obey(_ hand: HandAction, age: Span?, _ step: inout Step) throws(Refusal) {
    let rules = try rules(spelledBy: hand.sentence)
    do throws(Refusal) {
      try checkSeen(hand, rules, step)
      if isClosed { throw Refusal("the trade is closed", remedy: "open a new one", sentence: hand.sentence) }
      if rules.contains(where: \.addsExposure), let age, age > plan.fresh {
        throw Refusal(
          "the price is \(age.old) old, and nothing is added on one older than \(plan.fresh)",
          remedy: "wait for the feed", guard: .fresh)
      }
      for rule in rules {
        if rule.triggers.isEmpty { try act(rule, &step) } else { try addRule(rule, &step) }
      }
    } catch {
      let sentence = rules.count == 1 ? "\(rules[0])" : hand.sentence
      throw Refusal(error.message, remedy: error.remedy, guard: error.guard, sentence: sentence)
    }
  }

  /// The rule that a sentence spells, or those that its method stands for.
  func rules(spelledBy text: String) throws(Refusal) -> [Rule] {
    let sentence: RuleParser.Statement
    do {
      sentence = try RuleParser.statement(text, levels: opening.levels.keys.sorted())
    } catch {
      throw Refusal("\(error)", remedy: "see ? for the sentences", sentence: text)
    }
    let spelled = try rules(of: sentence.content, text)
    // A method may speak of the targets that it makes itself.
    let own = if case .method = sentence.content { spelled.count(where: \.isTarget) } else { 0 }
    let check = SentenceCheck(
      instrument: instrument, size: total, tranches: rules.count(where: \.isTranche),
      targets: own + rules.count { $0.isTarget || $0.exitNumber != nil })
    if let error = check.errors(sentence.parts).first {
      throw Refusal(error.message, remedy: error.remedy, guard: .grid, sentence: text)
    }
    guard !spelled.contains(where: { $0.because == "" }) else {
      throw Refusal("the reason is empty", remedy: "say why, in quotes", sentence: text)
    }
    if plan.news.isEmpty, sentence.parts.contains(where: { $0.content == .news }) {
      throw Refusal(
        "the plan names no news", remedy: "name a file with `news:` in the next plan", sentence: text)
    }
    return spelled
  }

  private func rules(of content: RuleParser.Statement.Content, _ text: String) throws(Refusal) -> [Rule] {
    switch content {
    case .rule(let rule): return [rule]
    case .method(let method):
      guard !method.enters else {
        throw Refusal(
          "a trade begins with this; it cannot be put into one that runs",
          remedy: "write it into a plan, or enter a part: enter 10%", sentence: text)
      }
      return method.rules(
        Method.Surroundings(
          side: side, targetsBefore: self.rules.count { $0.isTarget || $0.exitNumber != nil },
          hasOtherTargets: self.rules.contains { ($0.isTarget || $0.exitNumber != nil) && $0.isPending }))
    }
  }

  /// An action is bound to what the person saw: the sequence number, and a price no worse by more than `chase`.
  private func checkSeen(_ hand: HandAction, _ rules: [Rule], _ step: Step) throws(Refusal) {
    // Also what only reduces risk is done once: the market may have filled the target that was meant.
    if let seen = hand.seenTarget, let next = nextTarget.map(label), next != seen {
      throw Refusal("\(seen) is gone, \(next) is next now", remedy: "look again, then press Enter")
    }
    guard !rules.allSatisfy({ onlyReducesRisk($0, at: step.price) }) else { return }
    if hand.seenSequence != sequence {
      throw Refusal("something happened since the preview", remedy: "look again, then press Enter")
    }
    guard rules.contains(where: \.addsExposure), let seen = hand.seenPrice, let chase = plan.chase,
      let distance = reach(chase, from: Ratio(seen.ticks))
    else { return }
    let worse = (step.price.ticks - seen.ticks) * side.sign
    if Ratio(worse) > distance {
      throw Refusal(
        "price is \(instrument.distance(ticks: worse)) worse than the preview's \(instrument.text(seen))",
        remedy: "look again, then press Enter")
    }
  }

  /// Nothing in the sentence can add risk: sales, cancelled entries, a tighter stop, notes.
  public func onlyReducesRisk(_ rule: Rule, at price: Price) -> Bool {
    rule.triggers.isEmpty
      && rule.actions.allSatisfy { action in
        switch action {
        case .take, .takeNext, .close, .cancelEntries, .cancelTranche, .note, .trail, .trailBehind:
          return true
        case .stop(let level, _):
          guard let stop, let wanted = self.price(level, last: price) else { return false }
          return isTighter(wanted, than: stop.price)
        case .enter, .enterNext, .cancelTarget, .move: return false
        }
      }
  }

  /// A sentence with a trigger becomes a rule of its own and begins to wait.
  private mutating func addRule(_ rule: Rule, _ step: inout Step) throws(Refusal) {
    if let reason = behindFirstFill(rule) {
      throw Refusal(reason, remedy: "losses are cut by the stop: move it, or close", guard: .stop)
    }
    if rule.isEntry, position.entered >= total {
      throw Refusal(
        "all \(instrument.text(total)) of the plan were entered, so this could never buy",
        remedy: "plan a larger size with the next trade", guard: .size)
    }
    emit(.ruleAdded(rule: rule), &step)
    beginRules(&step)
  }

  private mutating func act(_ rule: Rule, _ step: inout Step) throws(Refusal) {
    var hasSold = false
    for action in rule.actions {
      switch action {
      case .take where hasSold, .takeNext where hasSold, .close where hasSold: continue
      case .enter, .enterNext: try enterByHand(rule, action, &step)
      case .take, .takeNext, .close:
        // All that the sentence takes goes in one order.
        try sellByHand(rule, action, &step)
        hasSold = true
      case .stop(let level, _): try stopByHand(rule, level, &step)
      case .trail, .trailBehind: try trailByHand(rule, &step)
      case .cancelEntries: try cancelByHand(waitingEntries, "no entry waits", rule, &step)
      case .cancelTranche(let number):
        try cancelByHand(
          pending { $0.kind == .entry(number) }, "tranche \(number) does not wait", rule, &step)
      case .cancelTarget(let number):
        try cancelByHand(pending { $0.isExit(number) }, "target \(number) does not wait", rule, &step)
      case .move(let what, let level): try moveByHand(what, to: level, &step)
      case .note(let text): emit(.noted(text), &step)
      }
    }
  }

  // MARK: entries

  private mutating func enterByHand(_ rule: Rule, _ action: RuleAction, _ step: inout Step) throws(Refusal) {
    let target: Int
    if case .enterNext = action {
      guard let next = nextTranche else {
        throw Refusal("no tranche is left to enter", remedy: "enter a quantity instead: enter 10%")
      }
      target = next
    } else {
      emit(.ruleAdded(rule: rule), &step)
      target = rules.count - 1
    }
    let fillPrice = Price(ticks: step.price.ticks + side.sign * plan.slippage)
    let quantity = min(wantedQuantity(target), total)
    guard let before = projection(firstFillAt: fillPrice) else {
      throw Refusal("the stop has no value yet", remedy: "wait until it has")
    }
    var add = Add(quantity: quantity, price: step.price, fillPrice: fillPrice, fee: plan.takerFee)
    add.isByHand = true
    add.follow(rules[target].rule)
    if rule.form == .single { add.isSingle = true }
    // A single entry always has its reason; that lifts no other guard.
    add.overridden = rule.because != nil && rule.form != .single
    let verdict = judge(add, on: before)
    // What no reason lifts is said first; all that one lifts is told behind it.
    if case .refused(let answering, let reason) = verdict, !answering.canOverride {
      throw lasting(answering, reason, add, before)
    }
    let objections = objections(to: add, of: target, on: before, at: step.price)
    if let first = objections.first(where: { rule.because == nil || !$0.isLifted(by: add) }) {
      throw Refusal(
        objections.map(\.message).joined(separator: "; also: "), remedy: first.remedy, guard: first.answering)
    }
    for objection in objections { emit(.overridden(objection.answering, reason: rule.because ?? ""), &step) }
    switch verdict {
    case .allowed(let allowed, _):
      emit(.ruleFired(rule: target, cause: .hand), &step)
      emit(.entryDue(rule: target, quantity: allowed, limit: nil, cutBy: nil), &step)
    case .tooSmall(let small):
      throw Refusal(
        "\(instrument.text(small)) is below the venue's minimum", remedy: "enter more", guard: .grid)
    case .refused(let answering, let reason): throw lasting(answering, reason, add, before)
    }
  }

  /// One that no reason lifts.
  private func lasting(_ answering: Guard, _ reason: String, _ add: Add, _ before: Projection) -> Refusal {
    var remedy = "enter less"
    switch answering {
    case .size where before.position.entered >= total:
      remedy = "the plan is entered in full, and what was taken off it is not bought again"
    case .stop where refusedStop != nil: remedy = "name another stop first, or close"
    case .stop where (add.price.ticks - before.stop.ticks) * side.sign <= 0:
      remedy = "wait for a price \(side == .long ? "above" : "below") the stop"
    case .stop: remedy += position.isOpen ? ", or bring the stop nearer first" : ""
    default: break
    }
    return Refusal(reason, remedy: remedy, guard: answering)
  }

  func isAtOwnTrigger(_ index: Int, _ price: Price) -> Bool {
    rules[index].rule.triggers.contains { trigger in
      guard let level = trigger.level, let exact = value(level, last: price) else { return false }
      let reach = plan.chase.flatMap { value($0, from: exact) } ?? .zero
      return favour(price, beyond: exact) >= 0
        && favour(price, beyond: exact + Ratio(side.sign) * reach) <= 0
    }
  }

  // MARK: exits

  private mutating func sellByHand(_ rule: Rule, _ action: RuleAction, _ step: inout Step) throws(Refusal) {
    guard position.isOpen else {
      if action == .close, !isClosed { return close("closed by hand", &step) }
      throw Refusal("nothing is open to take from", remedy: "wait for the first fill")
    }
    guard !hasExitInFlight else {
      throw Refusal("a sale is on its way", remedy: "wait for its answer")
    }
    if action == .takeNext {
      guard let next = nextTarget else {
        throw Refusal("no target waits", remedy: "take a part instead: take 30%")
      }
      emit(.ruleFired(rule: next, cause: .hand), &step)
      sell(next, rules[next].isTarget ? targetQuantity(next) : exitQuantity(rules[next].rule), &step)
      return
    }
    let quantity = exitQuantity(rule)
    guard quantity > .zero else {
      throw Refusal("that part is less than one step", remedy: "take more, or close")
    }
    emit(.ruleAdded(rule: rule), &step)
    sell(rules.count - 1, quantity, &step)
  }

  /// The nearest waiting target, or exit by hand.
  public var nextTarget: Int? {
    let waiting = rules.indices.filter {
      if case .waiting = rules[$0].phase { rules[$0].isTarget || rules[$0].exitNumber != nil } else { false }
    }
    func level(_ index: Int) -> Price? {
      rules[index].rule.triggers.lazy.compactMap(\.level).first.flatMap { price($0, last: nil) }
    }
    return waiting.filter { level($0) != nil }
      .min { isNearer(level($0) ?? .largest, level($1) ?? .largest) } ?? waiting.first
  }

  // MARK: stop, trail, cancel

  private mutating func stopByHand(_ rule: Rule, _ level: Level, _ step: inout Step) throws(Refusal) {
    guard position.isOpen, let stop else {
      throw Refusal("no position is open yet", remedy: "the plan's stop stands with the first fill")
    }
    guard let wanted = price(level, last: step.price) else {
      throw Refusal("that level has no value yet", remedy: "name a price")
    }
    guard (step.price.ticks - wanted.ticks) * side.sign >= 1 else {
      throw Refusal(
        "a stop at \(instrument.text(wanted)) would lie on the wrong side of \(instrument.text(step.price))",
        remedy: "choose a level behind price, or close", guard: .stop)
    }
    if let exact = position.liquidation(leverage: plan.leverage.ratio) {
      let liquidation = Position.rounded(exact, side: side)
      guard (wanted.ticks - liquidation.ticks) * side.sign > 0 else {
        throw Refusal(
          "a stop at \(instrument.text(wanted)) would lie beyond liquidation at \(instrument.text(liquidation))",
          remedy: "choose a level before it", guard: .stop)
      }
    }
    guard wanted != stop.price else {
      throw Refusal("the stop stands at \(instrument.text(wanted)) already", remedy: "choose another level")
    }
    guard !isTighter(wanted, than: stop.price) else {
      return emit(.stopMoved(to: wanted, cause: .hand(reason: rule.because)), &step)
    }
    guard let reason = rule.because else {
      let ended = [
        rules.contains { $0.trail != nil } ? "the running trail" : nil,
        rules.contains { $0.pendingStop != nil } ? "the stop move that waits" : nil,
      ].compactMap { $0 }
      let also = ended.isEmpty ? "" : "; it also ends " + ended.joined(separator: " and ")
      throw Refusal(
        "\(instrument.text(wanted)) would loosen the stop \(instrument.text(stop.price))" + also,
        remedy: "type a reason: because \"…\"", guard: .risk)
    }
    endStopRules(&step)
    emit(.overridden(.stop, reason: reason), &step)
    emit(.stopMoved(to: wanted, cause: .hand(reason: reason)), &step)
  }

  /// A loosened stop ends a running trail and waiting stop moves.
  private mutating func endStopRules(_ step: inout Step) {
    for index in rules.indices {
      if rules[index].trail != nil { emit(.trailEnded(rule: index), &step) }
      if rules[index].pendingStop != nil { emit(.stopMoveEnded(rule: index), &step) }
    }
  }

  private mutating func trailByHand(_ rule: Rule, _ step: inout Step) throws(Refusal) {
    guard position.isOpen else {
      throw Refusal("no position is open yet", remedy: "trail once there is one")
    }
    if case .trail(let distance, _)? = rule.actions.first(where: \.isTrail),
      value(distance, from: .zero) == nil
    {
      throw Refusal(
        "\(distance) has no value yet: too few bars have finished",
        remedy: "wait, or trail by another distance")
    }
    emit(.ruleAdded(rule: rule), &step)
    let index = rules.count - 1
    emit(.trailBegan(rule: index, start: step.price), &step)
    emit(.ruleEnded(rule: index, ending: .done), &step)
    if let guide = rule.trailGuide { return moveTrail(index, behind: guide, &step) }
    guard let stop, let proposal = trailStop(index, steps: 0), isTighter(proposal, than: stop.price),
      (step.price.ticks - proposal.ticks) * side.sign >= 1
    else { return }
    emit(.stopMoved(to: proposal, cause: .trail(rule: index)), &step)
  }

  private var waitingEntries: [Int] {
    rules.indices.filter { rules[$0].isEntry && rules[$0].isPending && !isBehindBrokenEntry($0) }
  }

  private func pending(_ isMeant: (RuleState) -> Bool) -> [Int] {
    rules.indices.filter { isMeant(rules[$0]) && rules[$0].isPending }
  }

  private mutating func cancelByHand(
    _ indices: [Int], _ nothing: String, _ rule: Rule, _ step: inout Step
  ) throws(Refusal) {
    guard !indices.isEmpty else { throw Refusal(nothing, remedy: "nothing to do") }
    for index in indices { emit(.ruleEnded(rule: index, ending: .cancelled("\(rule), by hand")), &step) }
    endIfNothingWaits(&step)
  }
}

extension RuleAction {
  fileprivate var isTrail: Bool { if case .trail = self { true } else { false } }
}

extension Span {
  /// The age of a price, rounded up: one that has passed its limit shows it.
  fileprivate var old: String {
    guard microseconds < 60_000_000 else { return text }
    return NumberText.up(Ratio(Int128(microseconds), over: 1_000_000), digits: 1) + " s"
  }
}

extension Rule {
  /// It can make the position larger.
  public var addsExposure: Bool { isEntry }
}
