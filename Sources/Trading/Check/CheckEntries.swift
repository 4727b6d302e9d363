/// What `check` says about the tranches.
extension PlanCase {
  var entryFindings: [Finding] {
    verdicts(walk, "") + otherOrder + passed + nearFirstFill + risingShares + unused
  }

  // MARK: the guards

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
    let known = Set(walk.stages.filter { $0.outcome != .filled }.map(\.rule))
    let reversed = PlanWalk(opened, first: walk.first, order: tranches.reversed())
    return verdicts(reversed, "filled in the opposite order, ").filter { finding in
      finding.rule.map { !known.contains($0) } ?? true
    }
  }

  // MARK: prices

  /// Entries whose level price has passed when they begin to wait.
  private var passed: [Finding] {
    var findings: [Finding] = []
    for (place, stage) in walk.stages.enumerated() {
      let state = opened.rules[stage.rule]
      let before = walk.stages[..<place].last(where: \.isBought)
      let start = state.rule.then ? before?.price : given
      guard let start else { continue }
      let trade = before?.trade ?? opened
      for trigger in state.rule.triggers {
        guard let level = trigger.level, let value = trade.price(level, last: start) else { continue }
        let isBeyond = rank(start) >= rank(value)
        let when = state.rule.then ? "when it begins to wait" : "now"
        let what = "tranche \(stage.number): price stands at \(text(start)) \(when)"
        switch trigger {
        case .onBreak where isBeyond:
          findings.append(
            Finding(
              .warning, .entryPassed, rule: stage.rule,
              "\(what) and has passed \(text(value)): it must come back first, then break it anew",
              remedy: "name a level that price has yet to break"))
        case .at where !isBeyond || start == value:
          findings.append(
            Finding(
              .warning, .entryPassed, rule: stage.rule,
              "\(what), no worse than its limit \(text(value)): it fills at once",
              remedy: "name a price that is cheaper for the trade"))
        default: continue
        }
      }
    }
    return findings
  }

  /// Market entries keep a tenth of 1R from the first fill.
  private var nearFirstFill: [Finding] {
    walk.bought.dropFirst().compactMap { stage in
      guard !opened.rules[stage.rule].rule.restsAtEntry, let first = stage.trade.position.firstFill,
        let oneR = stage.trade.oneR, abs(stage.price.ticks - first.ticks) * 10 < oneR
      else { return nil }
      let away = (oneR + 9) / 10
      let below = text(Price(ticks: first.ticks - away))
      let above = text(Price(ticks: first.ticks + away))
      return Finding(
        .warning, .nearFirstFill, rule: stage.rule,
        "tranche \(stage.number) is planned at \(text(stage.price)), within 0.1R of the first fill "
          + "\(text(first)): it is not bought before price is at \(below) or \(above)",
        remedy: "expect that price instead, or place it further away")
    }
  }

  // MARK: shares

  /// A pyramid's adds get smaller; equal parts throughout are a method of their own.
  private var risingShares: [Finding] {
    let bought = walk.bought
    let quantities = bought.map(\.quantity)
    guard let smallest = quantities.min(), let largest = quantities.max(), largest.steps - smallest.steps > 1
    else { return [] }
    return zip(bought, bought.dropFirst()).compactMap { before, stage in
      guard rank(stage.price) >= rank(before.price), stage.quantity >= before.quantity else { return nil }
      return Finding(
        .warning, .risingShares, rule: stage.rule,
        "tranche \(stage.number) (\(text(stage.quantity))) is no smaller than tranche \(before.number) "
          + "(\(text(before.quantity))): a large add in favour lifts the average most",
        remedy: "let the shares of a pyramid fall")
    }
  }

  private var unused: [Finding] {
    let tranches = opened.rules.indices.filter { opened.rules[$0].isTranche }
    let planned = tranches.reduce(Quantity.zero) { $0 + opened.trancheQuantity($1) }
    guard let last = tranches.last, planned < opened.total else { return [] }
    let rest = opened.total - planned
    return [
      Finding(
        .warning, .entryUnused, rule: last,
        "the tranches add up to \(percent(planned, of: opened.total)): \(text(rest)) of "
          + "\(text(opened.total)) is never entered",
        remedy: "let the shares add up to 100%, or make the size smaller")
    ]
  }
}
