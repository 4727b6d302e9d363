/// What `check` says about the prices that tranches wait for.
extension PlanCase {
  var priceFindings: [Finding] { unplaced + passed + nearFirstFill + lateReturns }

  // MARK: no price

  /// Tranches that time, news, bars or an unknown range decide on.
  private var unplaced: [Finding] {
    walk.stages.enumerated().compactMap { place, stage in
      guard !stage.isPlaced else { return nil }
      let before = walk.stages[..<place].last(where: \.isBought)
      let standing = before.map { "as tranche \($0.number)" } ?? "the first price"
      let triggers = opened.rules[stage.rule].rule.triggers
      let waits = triggers.map(\.description).joined(separator: " or ")
      let lacksBars = triggers.contains { $0.level?.offset?.distance.atr != nil }
      let more = lacksBars ? "; recorded prices tell how far that is (--feed FILE)" : ""
      return Finding(
        .note, .entryUnplaced, rule: stage.rule,
        "nothing tells at what price tranche \(stage.number) fills (\(waits)): the tables put it at "
          + "\(text(stage.price)), \(standing)\(more)")
    }
  }

  // MARK: passed

  /// Entries whose level price has passed when they begin to wait.
  private var passed: [Finding] {
    walk.stages.enumerated().flatMap { place, stage in
      let state = opened.rules[stage.rule]
      let before = walk.stages[..<place].last(where: \.isBought)
      guard let start = state.rule.then ? before?.price : given else { return [Finding]() }
      return state.rule.triggers.compactMap {
        passed($0, stage, start, before?.trade ?? opened, isLater: state.rule.then)
      }
    }
  }

  private func passed(
    _ trigger: Trigger, _ stage: PlanWalk.Stage, _ start: Price, _ trade: Trade, isLater: Bool
  ) -> Finding? {
    guard let level = trigger.level, let value = trade.price(level, last: start) else { return nil }
    let isBeyond = rank(start) >= rank(value)
    let when = isLater ? "when it begins to wait" : "now"
    let what = "tranche \(stage.number): price stands at \(text(start)) \(when)"
    func finding(_ text: String, _ remedy: String) -> Finding {
      Finding(.warning, .entryPassed, rule: stage.rule, "\(what)\(text)", remedy: remedy)
    }
    switch trigger {
    case .onBreak where isBeyond, .onBreakClose where isBeyond:
      return finding(
        " and has passed \(text(value)): it must come back first, then break it anew",
        "name a level that price has yet to break")
    case .at where !isBeyond || start == value:
      return finding(
        ", no worse than its limit \(text(value)): it fills at once",
        "name a price that is cheaper for the trade")
    case .from where isBeyond, .whenWithin where isBeyond:
      return finding(
        " and has reached \(text(value)): it is bought at once", "name a level that price has yet to reach")
    case .whenClose(let side, _, let frame) where side == .below ? start < value : start > value:
      return finding(
        ", \(side.rawValue) \(text(value)) already: the next bar of \(frame) that closes there buys",
        "write \"on break \(level) close on \(frame)\", which asks for a price short of it before")
    default: return nil
    }
  }

  /// Market entries keep a tenth of 1R from the first fill, but for one that comes by a return.
  private var nearFirstFill: [Finding] {
    walk.bought.dropFirst().compactMap { stage in
      guard !isFree(stage), let first = stage.trade.position.firstFill,
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

  private func isFree(_ stage: PlanWalk.Stage) -> Bool {
    guard stage.isPlaced else { return true }
    guard let trigger = stage.trigger else { return false }
    switch opened.rules[stage.rule].rule.triggers[trigger] {
    case .at, .onReturn: return true
    default: return false
    }
  }

  // MARK: returns

  /// A return that is armed no nearer than the stop: price would have ended the trade before.
  private var lateReturns: [Finding] {
    walk.stages.enumerated().flatMap { place, stage in
      guard let before = walk.stages[..<place].last(where: \.isBought), let stop = before.trade.stop?.price
      else { return [Finding]() }
      return opened.rules[stage.rule].rule.triggers.compactMap { trigger in
        guard case .onReturn(let level, let distance, _) = trigger,
          let arms = before.trade.returnArms(level, distance, last: before.price),
          before.trade.favour(stop, beyond: arms) >= 0
        else { return nil }
        return Finding(
          .warning, .neverActs, rule: stage.rule,
          "tranche \(stage.number) is never bought by the return to \(level): price would have to be at "
            + "\(Figure(arms, instrument).text) first, and the stop stands at \(text(stop))",
          remedy: "let the return count from less, or give the stop more room")
      }
    }
  }
}
