/// What `check` says about a runner: whether it begins, and whether it runs.
extension PlanCase {
  var runnerFindings: [Finding] {
    plan.rules.indices.filter { plan.rules[$0].form == .runner }.compactMap { index in
      if let finding = closesInFavour(index) { return finding }
      guard let last = scenarios.last else { return nil }
      return neverBegins(index, last) ?? endsAtOnce(index, last)
    }
  }

  /// A runner ends when a bar closes against the trade. Beyond an average, or beyond a level that price has passed
  /// by then, the first bars of any good run close.
  private func closesInFavour(_ index: Int) -> Finding? {
    let favour = plan.side == .long ? CloseSide.above : .below
    let against = plan.side == .long ? CloseSide.below : .above
    for case .whenClose(favour, let mark, let frame) in plan.rules[index].triggers {
      var what = ""
      switch mark {
      case .indicator(let indicator): what = "\(indicator)"
      case .level(let level):
        guard let last = scenarios.last, let value = last.trade.price(level, last: nil),
          rank(value) <= rank(last.taken.last?.price ?? last.price)
        else { continue }
        what = "\(level)"
      }
      return Finding(
        .warning, .runnerEndsAtOnce, rule: index,
        "rule \(index + 1) closes at the first bar of \(frame) that ends \(favour.rawValue) \(what), which is where "
          + "a \(plan.side.rawValue) runs",
        remedy: "write \"close \(against.rawValue) \(what) on \(frame)\"")
    }
    return nil
  }

  private func neverBegins(_ index: Int, _ last: PlanScenario) -> Finding? {
    func finding(_ why: String, _ remedy: String) -> Finding {
      Finding(.warning, .neverActs, rule: index, "rule \(index + 1) never begins: \(why)", remedy: remedy)
    }
    if let end = last.taken.last, !end.after.isOpen {
      return finding(
        "target \(number(end.rule)) at \(text(end.price)) takes all that is left",
        "let the targets take less than the whole")
    }
    let missed = opened.rules.indices.first { rule in
      opened.rules[rule].isTarget && !last.taken.contains { $0.rule == rule }
        && !needsBars(opened.rules[rule].rule, in: last.trade)
    }
    return missed.map {
      finding("it waits for target \(number($0)), which never acts", "take that target out")
    }
  }

  /// A level that the last target has passed closes on the price after it.
  private func endsAtOnce(_ index: Int, _ last: PlanScenario) -> Finding? {
    guard let target = last.taken.last else { return nil }
    for case .from(let level) in plan.rules[index].triggers {
      guard let value = last.trade.price(level, last: nil), rank(value) <= rank(target.price) else {
        continue
      }
      return Finding(
        .warning, .runnerEndsAtOnce, rule: index,
        "rule \(index + 1) runs nowhere: \(level) (\(text(value))) is reached when target "
          + "\(number(target.rule)) fills at \(text(target.price)), and closes the rest on the next price",
        remedy: "name a level beyond the last target")
    }
    return nil
  }
}
