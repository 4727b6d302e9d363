/// What the guards would say to the tranches.
extension PlanCase {
  var entryFindings: [Finding] {
    let found = verdicts(walk, "") + otherOrder + otherPrices + withoutFirst + behindTargets
    guard percentStop != nil else { return found }
    // Said once, at the stop.
    return found.filter { $0.kind != .stopOnWrongSide && $0.kind != .stopBeyondLiquidation }
  }

  private func verdicts(_ walk: PlanWalk, _ condition: String) -> [Finding] {
    walk.stages.enumerated().compactMap { place, stage in
      let isFirst = !walk.stages[..<place].contains(where: \.isBought)
      let name = condition + "tranche \(stage.number)"
      switch stage.outcome {
      case .filled: return nil
      case .cut:
        let answering = stage.answering?.rawValue ?? ""
        return Finding(
          .warning, .guardCuts, rule: stage.rule, "\(name): \(stage.reason) by the \(answering) guard",
          remedy: remedy(stage))
      case .merged:
        return Finding(
          .warning, .legTooSmall, rule: stage.rule, "\(name): \(stage.reason)",
          remedy: "use fewer tranches, or a larger size")
      case .never:
        return Finding(
          .warning, .neverActs, rule: stage.rule, "\(name) \(stage.reason)", remedy: "mend that first")
      case .refused:
        return Finding(
          isFirst && condition.isEmpty ? .error : .warning, kind(stage), rule: stage.rule,
          "\(name) would be refused: \(stage.reason)", remedy: remedy(stage))
      }
    }
  }

  private func kind(_ stage: PlanWalk.Stage) -> Finding.Kind {
    switch stage.answering {
    case .firstEntry: .firstEntryTooLarge
    case .grid: .legTooSmall
    case .stop: isStopOnWrongSide(stage) ? .stopOnWrongSide : .stopBeyondLiquidation
    default: .guardRefuses
    }
  }

  private func isStopOnWrongSide(_ stage: PlanWalk.Stage) -> Bool {
    let stop = stage.trade.stop?.price ?? stage.trade.initialStop(forFirstFill: stage.price)
    return stop.map { rank(stage.price) <= rank($0) } ?? false
  }

  private func remedy(_ stage: PlanWalk.Stage) -> String {
    switch stage.answering {
    case .firstEntry:
      let share = Ratio(Int128(stage.quantity.steps), over: Int128(max(1, opened.total.steps))) * Ratio(100)
      return "enter less first, or add \"first entry: \(share.roundedUp)%\""
    case .stop:
      return isStopOnWrongSide(stage)
        ? "put the stop behind the first entry, or turn the side round"
        : "lower the leverage, or bring the stop nearer"
    case .leverage: return "enter less, or raise the leverage"
    case .risk: return "enter less there, or bring the stop nearer"
    case .underwater: return "place it nearer to the average, or set \"underwater:\""
    case .grid: return "use fewer tranches, or a larger size"
    default: return "enter less"
    }
  }

  /// Tranches that wait for none of the others can fill in any order: the opposite one is tried as well.
  private var otherOrder: [Finding] {
    let tranches = opened.rules.indices.filter { opened.rules[$0].isTranche }
    guard tranches.count > 1, tranches.allSatisfy({ !opened.rules[$0].rule.then }) else { return [] }
    let reversed = PlanWalk(opened, first: walk.first, order: tranches.reversed())
    return news(in: verdicts(reversed, "filled in the opposite order, "))
  }

  /// Where some tranche can be bought at several prices, the cheapest ones are tried as well.
  private var otherPrices: [Finding] {
    guard let cheapest else { return [] }
    return news(in: verdicts(cheapest, "with each tranche at its cheapest price, "))
  }

  /// What was not said of the tranche before.
  private func news(in findings: [Finding]) -> [Finding] {
    let known = Set(walk.stages.filter { $0.outcome != .filled }.map(\.rule))
    return findings.filter { finding in finding.rule.map { !known.contains($0) } ?? true }
  }

  /// A plan whose tranches all count from a fill, which none of them can bring.
  private var withoutFirst: [Finding] {
    let tranches = opened.rules.indices.filter { opened.rules[$0].isTranche }
    guard let first = tranches.first, tranches.allSatisfy({ waitsForFill(opened.rules[$0].rule) }) else {
      return []
    }
    return [
      Finding(
        .warning, .neverActs, rule: first,
        "tranche 1 never fills by itself: it counts from a fill, and nothing is bought before it",
        remedy: "let it wait for a price")
    ]
  }

  /// The first target's fill cancels what waits to be bought; or targets wait until nothing does.
  private var behindTargets: [Finding] {
    plan.rules.indices.compactMap { index in
      guard plan.rules[index].waitsForTargetsAlone, case .enter? = plan.rules[index].actions.first else {
        return nil
      }
      if plan.targetsAfterEntries {
        return Finding(
          .error, .neverActs, rule: index,
          "rule \(index + 1) waits for a target, and targets wait until no entry waits: no target ever acts",
          remedy: "let it wait for a price, or take out \"targets: after entries\"")
      }
      guard !plan.keepsEntries else { return nil }
      return Finding(
        .warning, .neverActs, rule: index,
        "rule \(index + 1) never acts: the first target's fill cancels the entries that wait, this one too",
        remedy: "let it wait for a price, or add \"entries: keep\"")
    }
  }

  private func waitsForFill(_ rule: Rule) -> Bool {
    guard !rule.then else { return true }
    return !rule.triggers.isEmpty
      && rule.triggers.allSatisfy {
        switch $0 {
        case .after, .whenWithin, .whenTrancheFills, .fromTranche, .whenTargetFills: true
        default: false
        }
      }
  }
}
