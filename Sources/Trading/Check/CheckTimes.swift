/// What `check` says about rules that wait for a time.
extension PlanCase {
  var timeFindings: [Finding] { idleTimes + lateMoments }

  private var idleTimes: [Finding] {
    guard let begin = walk.bought.first else { return [] }
    let closing = plan.rules.enumerated().compactMap { index, rule -> (index: Int, span: Span)? in
      guard rule.actions.contains(.close), case .after(let span, unless: nil)? = rule.triggers.first else {
        return nil
      }
      return (index, span)
    }.min { $0.span < $1.span }
    return plan.rules.enumerated().compactMap { index, rule in
      guard !rule.isEntry, rule.triggers.count == 1, case .after(let span, let unless)? = rule.triggers.first
      else { return nil }
      if let closing, closing.index != index, closing.span <= span {
        return Finding(
          .warning, .neverActs, rule: index,
          "rule \(index + 1) never acts: rule \(closing.index + 1) closes the trade after \(closing.span)",
          remedy: "give it less time")
      }
      guard let unless, !unless.now, let value = begin.trade.price(unless.level, last: nil),
        rank(value) < rank(begin.price)
      else { return nil }
      return Finding(
        .warning, .neverActs, rule: index,
        "rule \(index + 1) never acts: \(unless.level) (\(text(value))) lies behind the first fill and "
          + "counts as reached at once",
        remedy: "write \"unless now \(unless.level)\", or name a price beyond it")
    }
  }

  /// `when X within T` at a price where nothing is left open, whatever was bought.
  private var lateMoments: [Finding] {
    plan.rules.enumerated().compactMap { index, rule in
      guard rule.sells, !rule.isEntry, !scenarios.isEmpty, rule.hasOnlyMoments else { return nil }
      let levels = rule.triggers.compactMap(\.level)
      let prices = scenarios.compactMap { scenario -> Price? in
        let prices = levels.compactMap { scenario.trade.price($0, last: nil) }
        guard prices.allSatisfy({ !scenario.position(before: $0).isOpen }) else { return nil }
        return prices.min { rank($0) < rank($1) }
      }
      guard let price = prices.last, prices.count == scenarios.count else { return nil }
      return Finding(
        .warning, .neverActs, rule: index,
        "rule \(index + 1) never acts: the targets have closed the trade before \(text(price))",
        remedy: "name a nearer price, or let the targets leave something")
    }
  }
}
