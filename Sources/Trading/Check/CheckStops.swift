/// What `check` says about the rules that move the stop.
extension PlanCase {
  var stopFindings: [Finding] {
    neverBinding + withoutLevels + idleCancels + undone + entriesBehind + waitingBreakeven
  }

  // MARK: a tighter rule

  /// A stop move that finds a tighter stop in every scenario in which it acts.
  private var neverBinding: [Finding] {
    plan.rules.indices.compactMap { index in
      let judged = scenarios.flatMap { scenario in
        scenario.moves.filter { $0.rule == index && $0.acts != nil }.map { (scenario, $0) }
      }
      guard let last = judged.last else { return nil }
      let reasons = judged.compactMap { scenario, move in obstacle(to: move, in: scenario) }
      guard reasons.count == judged.count, let reason = reasons.last else { return nil }
      let what = last.1.inWords
      return Finding(
        .warning, reason.kind, rule: index,
        "rule \(index + 1): \"\(what)\" (\(text(last.1.price))) never binds, \(reason.text)",
        remedy: "take it out, or make it the tighter one")
    }
  }

  private func obstacle(
    to move: PlanScenario.Move, in scenario: PlanScenario
  ) -> (kind: Finding.Kind, text: String)? {
    guard let acts = move.acts else { return nil }
    if !scenario.position(at: acts).isOpen {
      return (.neverActs, "nothing is open any more at \(text(acts))")
    }
    if let stop = scenario.trade.initialStop, move.trails == nil, rank(move.price) <= rank(stop) {
      return (.neverBinds, "the initial stop \(text(stop)) is no looser")
    }
    let tighter = scenario.moves.first { $0.rule != move.rule && supersedes($0, move, at: acts) }
    return tighter.map {
      (.neverBinds, "rule \($0.rule + 1) (\($0.level), \(text($0.price))) is as tight by then")
    }
  }

  /// Whether another rule's stop is at least as tight from the moment on which a move acts.
  private func supersedes(_ other: PlanScenario.Move, _ move: PlanScenario.Move, at acts: Price) -> Bool {
    guard let otherActs = other.acts, rank(otherActs) <= rank(acts) else { return false }
    let isEarlier = rank(otherActs) < rank(acts) || other.rule < move.rule
    switch (other.trails, move.trails) {
    case (nil, nil):
      let isTighter = rank(other.price) > rank(move.price)
      return isTighter || (other.price == move.price && isEarlier)
    case (let distance?, nil):
      let stop = Ratio(rank(acts)) - distance
      return stop > Ratio(rank(move.price)) || (stop == Ratio(rank(move.price)) && isEarlier)
    case (let distance?, let own?): return distance < own || (distance == own && isEarlier)
    case (nil, _?): return false
    }
  }

  /// A trail behind levels follows those that the plan names.
  private var withoutLevels: [Finding] {
    guard plan.levels.isEmpty else { return [] }
    return plan.rules.indices.filter { plan.rules[$0].trailGuide == .levels }.map {
      Finding(
        .warning, .neverActs, rule: $0, "rule \($0 + 1) trails behind levels, and the plan names none",
        remedy: "name them under \"levels:\"")
    }
  }

  /// The first target's fill cancels the entries anyway.
  private var idleCancels: [Finding] {
    guard !plan.keepsEntries, !plan.targetsAfterEntries else { return [] }
    return plan.rules.enumerated().compactMap { index, rule in
      guard rule.actions == [.cancelEntries], rule.triggers.count == 1,
        let level = rule.triggers.first?.level, !scenarios.isEmpty
      else { return nil }
      let isIdle = scenarios.allSatisfy { scenario in
        guard let target = scenario.nearest, let value = scenario.trade.price(level, last: nil) else {
          return false
        }
        return rank(target.price) <= rank(value)
      }
      guard isIdle else { return nil }
      return Finding(
        .warning, .neverBinds, rule: index,
        "rule \(index + 1) never binds: the first target's fill has cancelled the entries before \(level)",
        remedy: "take it out, or name a nearer price")
    }
  }

  // MARK: breakeven

  /// A stop at breakeven that loses once a later tranche has moved the average.
  private var undone: [Finding] {
    plan.rules.indices.compactMap { index in
      guard isCost(plan.rules[index].stopMove?.level), !plan.rules[index].renewsItself else { return nil }
      for (place, scenario) in scenarios.enumerated() {
        for move in scenario.moves where move.rule == index && move.trails == nil {
          for later in scenarios[(place + 1)...] {
            if let finding = undone(move, scenario, by: later) { return finding }
          }
        }
      }
      return nil
    }
  }

  private func undone(
    _ move: PlanScenario.Move, _ scenario: PlanScenario, by later: PlanScenario
  ) -> Finding? {
    guard let acts = move.acts, rank(later.price) >= rank(acts), !isCancelled(by: later.price, in: scenario)
    else { return nil }
    let net = later.trade.position.net(closingAt: move.price, fee: plan.takerFee)
    let isRenewed = later.moves.contains { other in
      guard other.rule != move.rule, let otherActs = other.acts, rank(otherActs) <= rank(later.price) else {
        return false
      }
      return later.trade.position.net(closingAt: other.price, fee: plan.takerFee) >= .zero
    }
    guard net < .zero, !isRenewed, let average = later.trade.position.average else { return nil }
    return Finding(
      .warning, .breakevenUndone, rule: move.rule,
      "rule \(move.rule + 1) moves the stop to \(text(move.price)) before tranche \(later.tranches) fills at "
        + "\(text(later.price)): with the average at \(Figure(average, instrument).text) an exit there loses "
        + (-net).text(),
      remedy: "write \"from tranche N, stop to breakeven\", which follows every later fill")
  }

  /// The first target fills before price gets there, and takes the waiting entries with it.
  private func isCancelled(by price: Price, in scenario: PlanScenario) -> Bool {
    guard !plan.keepsEntries, !plan.targetsAfterEntries, let target = scenario.nearest else { return false }
    return rank(target.price) <= rank(price)
  }

  /// Entries that lie behind a stop which a rule has moved up meanwhile.
  private var entriesBehind: [Finding] {
    var findings: [Finding] = []
    for (place, scenario) in scenarios.enumerated() {
      for number in walk.bought.indices.dropFirst(place + 1) {
        let later = walk.bought[number]
        for move in scenario.moves where move.trails == nil {
          guard let acts = move.acts, !isCancelled(by: acts, in: scenario),
            !isMet(number, from: place, before: acts),
            !findings.contains(where: { $0.rule == later.rule }),
            let entry = furthestLevel(of: later.rule, in: scenario.trade), rank(entry) <= rank(move.price)
          else { continue }
          findings.append(
            Finding(
              .warning, .entryBehindStop, rule: later.rule,
              "tranche \(later.number) at \(text(entry)) can no longer fill once price has been at "
                + "\(text(acts)): rule \(move.rule + 1) has the stop at \(text(move.price)) then",
              remedy: "let the stop move wait for that tranche"))
        }
      }
    }
    return findings
  }

  /// Whether price cannot reach `acts` without having bought this tranche, and those that it waits for, on its way.
  private func isMet(_ number: Int, from place: Int, before acts: Price) -> Bool {
    let stage = walk.bought[number]
    let scenario = scenarios[place]
    if plan.rules[stage.rule].then, number > place + 1, !isMet(number - 1, from: place, before: acts) {
      return false
    }
    return plan.rules[stage.rule].triggers.contains { trigger in
      switch trigger {
      case .onBreak(let level), .onTouch(let level):
        guard let value = scenario.trade.price(level, last: nil) else { return false }
        return rank(value) > rank(scenario.price) && rank(value) <= rank(acts)
      default: return false
      }
    }
  }

  private func furthestLevel(of rule: Int, in trade: Trade) -> Price? {
    let triggers = trade.rules[rule].rule.triggers
    let levels = triggers.compactMap { $0.level.flatMap { trade.price($0, last: nil) } }
    guard levels.count == triggers.count else { return nil }
    return levels.max { rank($0) < rank($1) }
  }

  /// Breakeven with room does not protect at once: the loss until then has a number.
  private var waitingBreakeven: [Finding] {
    for index in plan.rules.indices where isCost(plan.rules[index].stopMove?.level) {
      for scenario in scenarios {
        if let finding = waiting(index, scenario, "") { return [finding] }
      }
    }
    let others = cheapest.map { PlanCase.scenarios(of: $0, plan) } ?? []
    for index in plan.rules.indices where isCost(plan.rules[index].stopMove?.level) {
      for scenario in others {
        if let finding = waiting(index, scenario, "with each tranche at its cheapest price, ") {
          return [finding]
        }
      }
    }
    return []
  }

  private func waiting(_ index: Int, _ scenario: PlanScenario, _ condition: String) -> Finding? {
    let move = scenario.moves.first { $0.rule == index && $0.trails == nil }
    guard let move, let begins = move.activation, let acts = move.acts, rank(begins) < rank(acts),
      let stop = scenario.trade.initialStop
    else { return nil }
    let position = scenario.position(at: begins)
    let net = position.net(closingAt: stop, fee: plan.takerFee)
    guard position.isOpen, net < .zero else { return nil }
    return Finding(
      .note, .breakevenWaits, rule: index,
      "\(condition)rule \(index + 1) does not protect at once: until price is at \(text(acts)) the "
        + "\(text(position.open)) held then stand at the stop \(text(stop)) and would lose " + (-net).text())
  }

  private func isCost(_ level: Level?) -> Bool {
    switch level?.base {
    case .breakeven, .entry, .firstEntry: true
    default: false
    }
  }
}
