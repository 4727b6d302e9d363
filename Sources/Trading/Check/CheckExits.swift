/// What `check` says about the targets and the other ways out.
extension PlanCase {
  var exitFindings: [Finding] {
    behindFirstFill + beforeEntries + emptyTargets + emptyTakes + wayOut + unreachable + behindStop
  }

  /// An exit at or behind the first fill is refused: losses are cut by the stop.
  private var behindFirstFill: [Finding] {
    guard let begin = walk.bought.first, let stop = begin.trade.stop?.price else { return [] }
    var findings: [Finding] = []
    for (index, state) in begin.trade.rules.enumerated() where state.rule.sells && !state.isEntry {
      for trigger in state.rule.triggers {
        switch trigger {
        case .at(let level), .from(let level), .whenWithin(let level, _):
          guard let value = begin.trade.price(level, last: nil), rank(value) <= rank(begin.price) else {
            continue
          }
          findings.append(
            Finding(
              .error, .exitBehindFirstFill, rule: index,
              "an exit at \(text(value)) lies at or behind the first fill \(text(begin.price)); "
                + "losses are cut by the stop, which stands at \(text(stop))",
              remedy: "name a price beyond the first fill, or take the rule out"))
        default: continue
        }
      }
    }
    return findings
  }

  /// A target that price meets on the way to an entry: its fill cancels that entry.
  private var beforeEntries: [Finding] {
    guard !plan.keepsEntries, !plan.targetsAfterEntries else { return [] }
    var findings: [Finding] = []
    for (scenario, stage) in zip(scenarios, walk.bought.dropFirst()) {
      guard let target = scenario.nearest, rank(target.price) > rank(scenario.price),
        let (entry, isOnly) = nextLevel(of: stage.rule, in: scenario), rank(target.price) <= rank(entry)
      else { continue }
      let other = isOnly ? "" : ", unless it was bought at another of its prices before"
      findings.append(
        Finding(
          .warning, .targetBeforeEntry, rule: target.rule,
          "target \(number(target.rule)) at \(text(target.price)) lies before tranche \(stage.number) at "
            + "\(text(entry)): its fill cancels that tranche (\(text(stage.quantity)))\(other)",
          remedy: "move one of them, or add \"entries: keep\" or \"targets: after entries\""))
    }
    return findings
  }

  /// Of the prices that make an entry, the one that is met first when price goes the trade's way, and whether
  /// there is no other; nil where something else than price can make it.
  private func nextLevel(of rule: Int, in scenario: PlanScenario) -> (price: Price, isOnly: Bool)? {
    let trade = scenario.trade
    let triggers = trade.rules[rule].rule.triggers
    let levels = triggers.compactMap { $0.level.flatMap { trade.price($0, last: nil) } }
    guard levels.count == triggers.count else { return nil }
    let ahead = levels.filter { rank($0) > rank(scenario.price) }
    return ahead.min { rank($0) < rank($1) }.map { ($0, ahead.count == levels.count) }
  }

  private var emptyTargets: [Finding] {
    guard let last = scenarios.last else { return [] }
    return opened.rules.indices.filter { opened.rules[$0].isTarget }.compactMap { index in
      let taken = scenarios.compactMap { $0.taken.first { $0.rule == index } }
      guard taken.allSatisfy({ $0.quantity == .zero }) else { return nil }
      let name = "target \(number(index))"
      guard let reached = last.taken.first(where: { $0.rule == index }) else {
        guard !needsBars(last.trade.rules[index].rule, in: last.trade) else { return nil }
        let why =
          last.trade.targetPrice(index) == nil
          ? "its level has no possible price" : "nothing is left open by then"
        return Finding(
          .warning, .neverActs, rule: index, "\(name) never acts: \(why)",
          remedy: "take it out, or take less before")
      }
      let why = reached.before.isOpen ? "its share is less than one step" : "nothing is left open by then"
      return Finding(
        .warning, .legTooSmall, rule: index, "\(name) takes nothing: \(why)",
        remedy: "let it take more, or make the size larger")
    }
  }

  /// A level of its counts in average ranges, which nothing here tells.
  func needsBars(_ rule: Rule, in trade: Trade) -> Bool {
    rule.triggers.contains { trigger in
      guard let distance = trigger.level?.offset?.distance, distance.atr != nil else { return false }
      return trade.value(distance, from: .zero) == nil
    }
  }

  /// Takes that are no targets and floor to nothing even of the whole position.
  private var emptyTakes: [Finding] {
    guard let last = scenarios.last else { return [] }
    return plan.rules.enumerated().compactMap { index, rule in
      guard rule.sells, !rule.isEntry, !rule.isTarget, last.trade.exitQuantity(rule) == .zero else {
        return nil
      }
      return Finding(
        .warning, .legTooSmall, rule: index,
        "rule \(index + 1) takes nothing: its share is less than one step",
        remedy: "let it take more, or make the size larger")
    }
  }

  private var wayOut: [Finding] {
    guard let last = scenarios.last else { return [] }
    let rules = plan.rules
    guard rules.contains(where: { ($0.sells && !$0.hasOnlyMoments) || $0.trails }) else {
      return [
        Finding(
          .warning, .noWayOut, key: "rules", "there is no way out but the stop",
          remedy: "add a target, a trail or a time, such as \"at 2R close\"")
      ]
    }
    let rest = last.taken.last?.after ?? last.trade.position
    let ends = rules.contains {
      $0.trails || ($0.actions.contains(.close) && !$0.isTarget && !$0.hasOnlyMoments)
    }
    guard rest.isOpen, !ends else { return [] }
    return [
      Finding(
        .warning, .runnerWithoutExit, rule: rules.lastIndex { $0.sells },
        "the targets leave \(text(rest.open)) (\(percent(rest.open, of: rest.entered))) that no trail or "
          + "exit ends: only its stop does", remedy: "add a trail such as \"from 2R trail 1R\", or take all")
    ]
  }

  /// Rules that wait for what never comes.
  private var unreachable: [Finding] {
    guard !scenarios.isEmpty else { return [] }
    let bought = Set(walk.bought.map(\.number))
    let reached = Set(scenarios.flatMap { $0.taken.map { number($0.rule) } })
    return plan.rules.enumerated().compactMap { index, rule in
      guard !rule.isEntry, !rule.triggers.isEmpty else { return nil }
      let reasons = rule.triggers.compactMap { trigger -> String? in
        switch trigger {
        case .whenTrancheFills(let number) where !bought.contains(number): "tranche \(number) never fills"
        case .fromTranche(let number) where !bought.contains { $0 >= number }:
          "no tranche from \(number) on fills"
        case .whenTargetFills(let number) where !reached.contains(number): "target \(number) never fills"
        default: nil
        }
      }
      guard let reason = reasons.first, reasons.count == rule.triggers.count else { return nil }
      return Finding(
        .warning, .neverActs, rule: index, "rule \(index + 1) never acts: \(reason)", remedy: "take it out")
    }
  }

  /// An exit on a bar's close at or behind the stop: the stop stands nearer.
  private var behindStop: [Finding] {
    guard let begin = walk.bought.first, let stop = begin.trade.stop?.price else { return [] }
    let losing: CloseSide = plan.side == .long ? .below : .above
    return plan.rules.enumerated().compactMap { index, rule in
      guard rule.sells, rule.triggers.count == 1,
        case .whenClose(losing, .level(let level), _)? = rule.triggers.first,
        let value = begin.trade.price(level, last: begin.price), rank(value) <= rank(stop)
      else { return nil }
      return Finding(
        .warning, .neverBinds, rule: index,
        "rule \(index + 1) never binds: the stop \(text(stop)) stands nearer than \(text(value)), and waits "
          + "for no bar to close",
        remedy: "name a price between the stop and the entries")
    }
  }
}

extension Rule {
  /// It acts within some time of the first fill, or not at all.
  var hasOnlyMoments: Bool {
    !triggers.isEmpty && triggers.allSatisfy { if case .whenWithin = $0 { true } else { false } }
  }
}
