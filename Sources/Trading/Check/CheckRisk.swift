/// What `check` says about the initial stop, and about distances beside the market's noise.
extension PlanCase {
  var riskFindings: [Finding] { impossibleStop + (percentStop.map { [$0] } ?? []) + largeRisk }

  /// A stop that is a small number far away from any price of this market lacks its per cent sign.
  var percentStop: Finding? {
    let first = walk.bought.first?.price ?? walk.first
    guard let percent = plan.percentStop(beside: first) else { return nil }
    // At a leverage of 1 nothing refuses it.
    let isRefused = walk.stages.first.map { $0.outcome == .refused && $0.answering == .stop } ?? true
    return Finding(
      isRefused ? .error : .warning, .stopBeyondLiquidation, key: "stop",
      "the stop is the price \(text(percent.price)), and the first fill would be at \(text(first))",
      remedy: "did you mean \"stop: \(percent.value)%\"?")
  }

  /// More than a tenth of the equity at one stop.
  private var largeRisk: [Finding] {
    guard let equity = plan.equity, let budget = opened.riskBudget, equity > .zero else { return [] }
    let share = Ratio(budget.units, over: equity.units)
    guard share > Ratio(1, over: 10) else { return [] }
    let whole = share >= Ratio(1) ? "all of the equity is" : "\(percent(share)) of the equity are"
    return [
      Finding(
        .warning, .riskTooLarge, key: "risk",
        "\(whole) lost at the stop: \(budget.text()) of \(equity.text())",
        remedy: "risk a small part in one trade, such as 1%")
    ]
  }

  /// A stop that no market can reach protects nothing.
  private var impossibleStop: [Finding] {
    let first = walk.bought.first?.price ?? walk.first
    guard let stop = opened.initialStop(forFirstFill: first), !stop.isPossible else { return [] }
    return [
      Finding(
        .error, .stopOnWrongSide, key: "stop",
        "the stop would lie at \(text(stop)), which no market can print",
        remedy: "bring it nearer")
    ]
  }

  /// How far the stop is from the first fill in average ranges: of recorded bars, else as the plan counts.
  var stopInRanges: Ratio? {
    let first = walk.bought.first?.price ?? walk.first
    if let noise, noise.ticks > 0, let stop = opened.initialStop(forFirstFill: first) {
      return Ratio(Int128(abs(first.ticks - stop.ticks)), over: Int128(noise.ticks))
    }
    guard case .distance(let distance) = plan.stop else { return nil }
    return distance.atr?.multiple.ratio
  }

  /// A trail within the range of one bar ends by nothing in particular, as a stop does.
  var trailNoise: [Finding] {
    plan.rules.enumerated().compactMap { index, rule in
      guard let (distance, _) = rule.trailing else { return nil }
      let known = scenarios.last?.moves.last { $0.rule == index }?.trails
      var ranges = distance.atr?.multiple.ratio
      if let noise, noise.ticks > 0, let known { ranges = known / Ratio(noise.ticks) }
      guard let ranges, ranges < Ratio(1) else { return nil }
      return Finding(
        .warning, .stopWithinNoise, rule: index,
        "rule \(index + 1) trails \(distance) behind price, \(NumberText.fixed(ranges, digits: 1)) × the "
          + "average range of a bar: noise alone reaches it",
        remedy: "trail by more than one range")
    }
  }
}

extension Plan {
  /// The header's stop where it is a price that was probably meant in per cent: below 100, and a small part of a
  /// price of this market.
  func percentStop(beside first: Price) -> (price: Price, value: Decimal18)? {
    guard case .level(let level) = stop, level.offset == nil, case .price(let value) = level.base,
      value.units < 100 * Cash.scale, let price = instrument.price(value), price.ticks < first.ticks / 10
    else { return nil }
    return (price, value)
  }
}

extension PlanCheck {
  /// A stop within the range of one bar is hit by nothing in particular; a single entry demands a tight one.
  func noiseFindings(_ opened: Trade, _ first: Price) -> [Finding] {
    guard let noise, noise.ticks > 0 else { return plannedNoise }
    let entry = opened.plannedEntries(first: first).first?.price ?? first
    guard let stop = opened.initialStop(forFirstFill: entry) else { return [] }
    let away = abs(entry.ticks - stop.ticks)
    let times = NumberText.fixed(Ratio(Int128(away), over: Int128(noise.ticks)), digits: 1)
    let range = plan.instrument.text(Price(ticks: noise.ticks))
    let what = "the stop is \(times) × the average range of \(noise.minutes)m bars (ATR 14: \(range))"
    return [noiseFinding(what, isWithin: away < noise.ticks)]
  }

  /// What the plan's own count of ranges tells without a market.
  private var plannedNoise: [Finding] {
    guard case .distance(let distance) = plan.stop, let atr = distance.atr, atr.multiple.units < Cash.scale
    else {
      return []
    }
    let what = "the stop is \(atr.multiple) × the average range of bars of \(atr.frame)"
    return [noiseFinding(what, isWithin: true)]
  }

  private func noiseFinding(_ what: String, isWithin: Bool) -> Finding {
    let isSingle = plan.rules.contains { $0.form == .single }
    guard !isSingle else {
      let how = isWithin ? "tight, as an entry in one demands" : "an entry in one demands a tight one"
      return Finding(.note, .stopWithinNoise, key: "stop", "\(what): \(how)")
    }
    guard isWithin else { return Finding(.note, .stopWithinNoise, key: "stop", what) }
    return Finding(
      .warning, .stopWithinNoise, key: "stop", what + ": noise alone reaches it",
      remedy: "widen it beyond one range, or trade `single`")
  }
}
