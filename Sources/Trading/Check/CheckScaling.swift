/// Cases in which not to scale: very tight risk, a breakout of high velocity, news.
extension PlanCase {
  var scalingFindings: [Finding] {
    guard walk.bought.count > 1 else { return [] }
    return [tooTight ?? farTarget].compactMap { $0 } + fastBreaks + byNews
  }

  private static let remedy = "enter once, with a reason: \"single on break X because …\""

  /// Fees and slippage eat what scaling gains.
  private var tooTight: Finding? {
    guard let first = walk.bought.first, let oneR = first.trade.oneR else { return nil }
    let roundTrip = Ratio(first.price.ticks) * plan.takerFee.ratio * Ratio(2)
    let isCostly = roundTrip * Ratio(5) > Ratio(oneR)
    guard isCostly || oneR < 10 else { return nil }
    let share = roundTrip / Ratio(max(1, oneR)) * Ratio(100)
    let reason =
      isCostly
      ? "a round trip's fees are \(NumberText.fixed(share, digits: 0))% of 1R"
      : "1R is only \(Distance.text(ticks: oneR))"
    return Finding(
      .warning, .notToScale, key: "stop",
      "the stop is very tight (\(reason)): one of the cases in which not to scale",
      remedy: "\(PlanCase.remedy), or give the stop more room")
  }

  /// A stop within about one range and a target five times as far or more: all hangs on the first entry.
  private var farTarget: Finding? {
    guard let ranges = stopInRanges, ranges <= Ratio(1), let scenario = scenarios.last,
      let oneR = scenario.trade.oneR, let average = scenario.trade.position.average
    else { return nil }
    let ends = plan.rules.filter { $0.form == .runner }.flatMap(\.triggers).compactMap { trigger in
      trigger.level.flatMap { scenario.trade.price($0, last: nil) }
    }
    let furthest = (scenario.taken.map(\.price) + ends).max { rank($0) < rank($1) }
    guard let furthest, oneR > 0 else { return nil }
    let far = (Ratio(furthest.ticks) - average) * Ratio(plan.side.sign) / Ratio(oneR)
    guard far >= Ratio(5) else { return nil }
    return Finding(
      .warning, .notToScale, key: "stop",
      "the stop is \(NumberText.fixed(ranges, digits: 1)) × an average range and \(text(furthest)) is "
        + "\(NumberText.fixed(far, digits: 1))R away: a tight risk for a far target, one of the cases in "
        + "which not to scale",
      remedy: PlanCase.remedy)
  }

  /// A later tranche that is bought only if price runs to it within little time.
  private var fastBreaks: [Finding] {
    walk.stages.enumerated().compactMap { place, stage in
      let rule = opened.rules[stage.rule].rule
      guard let before = walk.stages[..<place].last(where: \.isBought), let oneR = before.trade.oneR,
        case .enter(_, _, let within?)? = rule.actions.first, rule.triggers.allSatisfy(\.isBreak),
        !rule.triggers.isEmpty
      else { return nil }
      let run = rank(stage.price) - rank(before.price)
      guard isFast(run, within, oneR: oneR) else { return nil }
      return Finding(
        .warning, .notToScale, rule: stage.rule,
        "tranche \(stage.number) is bought only if price runs \(text(Price(ticks: run))) within \(within): a "
          + "breakout of high velocity is one of the cases in which not to scale",
        remedy: PlanCase.remedy)
    }
  }

  /// Faster than an average range a bar; where that is not known, half an R in a quarter of an hour.
  private func isFast(_ run: Int, _ within: Span, oneR: Int) -> Bool {
    guard let noise, noise.ticks > 0 else {
      return within <= Span(seconds: 900) && run * 2 >= oneR && oneR > 0
    }
    let bars = Ratio(Int128(within.microseconds), over: Int128(noise.minutes) * 60_000_000)
    return Ratio(run) > Ratio(noise.ticks) * bars
  }

  /// Parts that are bought by the news.
  private var byNews: [Finding] {
    walk.stages.compactMap { stage in
      let rule = opened.rules[stage.rule].rule
      let isByNews = rule.triggers.contains { if case .news = $0 { true } else { false } }
      guard isByNews else { return nil }
      return Finding(
        .warning, .notToScale, rule: stage.rule,
        "tranche \(stage.number) of \(walk.stages.count) enters by the news: one of the cases in which "
          + "not to scale",
        remedy: "enter once, with a reason: \"single 10m after news because …\"")
    }
  }
}
