import Trading

/// The prices that words stand for, exact; they are rounded where they are used.
extension ReferenceTrade {
  /// X. Nil while it has no value (§5: an X without a value yet lets its rule wait).
  func exact(_ level: Level, last: Int? = nil) -> Ratio? {
    guard var value = exact(level.base, last: last) else { return nil }
    if let plus = level.plus {
      guard let distance = exact(plus, of: value) else { return nil }
      value = value + distance * Ratio(sign)  // §1: `plus D` counts in the trade's direction
    }
    if let minus = level.minus {
      guard let distance = exact(minus, of: value) else { return nil }
      value = value - distance * Ratio(sign)
    }
    return value
  }

  private func exact(_ base: ReferencePlan.Base, last: Int?) -> Ratio? {
    switch base {
    case .price(let ticks): return Ratio(ticks)
    case .named(let name): return plan.levels.first { $0.name == name }.flatMap { exact($0.level) }
    case .firstPrice: return Ratio(firstPrice)
    case .r(let count):
      // §2 R: the price of nR is average entry ± n·1R.
      guard let average, let oneR else { return nil }
      return average + Ratio(Int128(count * oneR * sign), over: 1000)
    case .percent(let count):
      // §2 Numbers: n% counts from the first fill in the trade's direction.
      guard let first = entries.first else { return nil }
      return Ratio(first.price) + Ratio(Int128(first.price * count * sign), over: 100_000)
    case .ticks(let count): return entries.first.map { Ratio($0.price + count * sign) }
    case .entry: return average
    case .firstEntry: return entries.first.map { Ratio($0.price) }
    case .lastFill: return entries.last.map { Ratio($0.price) }
    case .breakeven: return breakeven
    case .last: return Ratio(last ?? price)
    case .tranche(let number): return ruleOfTranche(number).flatMap { rules[$0].filledAt }.map { Ratio($0) }
    case .target(let number): return ruleOfTarget(number).flatMap { levelOfTarget($0) }
    }
  }

  /// §5: `target N` is the price it filled at, before that its level.
  private func levelOfTarget(_ rule: Int) -> Ratio? {
    if let filled = rules[rule].filledAt { return Ratio(filled) }
    for trigger in plan.rules[rule].triggers {
      switch trigger {
      case .at(let level), .from(let level): if let value = exact(level) { return value }
      default: continue
      }
    }
    return nil
  }

  /// X as a price on the grid.
  func value(_ level: Level, last: Int? = nil) -> Int? { exact(level, last: last).map { rounded($0) } }

  /// D, for a percentage of the price that it is counted from.
  func exact(_ distance: Distance, of base: Ratio) -> Ratio? {
    switch distance {
    case .price(let ticks), .ticks(let ticks): Ratio(ticks)
    case .percent(let count): base * Ratio(Int128(count), over: 100_000)
    case .r(let count): oneR.map { Ratio(Int128(count * $0), over: 1000) }
    case .atr(let count, let bars, let minutes):
      averageTrueRange(bars, on: minutes).map { $0 * Ratio(Int128(count), over: 1000) }
    }
  }

  /// §2 Numbers: the initial stop of a first fill at this price; a distance counts against the trade.
  func initialStop(firstFill: Int) -> Int? {
    switch plan.stop {
    case .level(let level): return value(level)
    case .distance(let distance):
      guard let exact = exact(distance, of: Ratio(firstFill)) else { return nil }
      return rounded(Ratio(firstFill) - exact * Ratio(sign))
    }
  }

  /// §2 Levels: the price at which closing what is open, at the taker fee and the configured slippage, gives
  /// back exactly what that quantity cost, entry fees and funding counted.
  var breakeven: Ratio? {
    guard let average, open > 0 else { return nil }
    let tickStep = plan.instrument.tickStepValue.ratio
    let feesOfOpen = entryFees.ratio * Ratio(Int128(open), over: Int128(entered))
    // In ticks a step.
    let carried = (feesOfOpen + fundingOfOpen.ratio) / (tickStep * Ratio(open))
    let cost = average + carried * Ratio(sign)
    // A long receives (B − slippage)·(1 − fee) a step, a short pays (B + slippage)·(1 + fee).
    let kept = Ratio(1) - plan.takerFee.ratio * Ratio(sign)
    return cost / kept + Ratio(sign * plan.slippage)
  }

  /// §2 Paper fills, §5: isolated margin, WB = entry notional of the open part / leverage,
  /// LP = (WB + cum − s·q·E) / (q·(mmr − s)); nil where no price liquidates.
  var liquidation: Int? {
    guard let average, open > 0 else { return nil }
    let side = Ratio(sign)
    let notional = plan.instrument.notional(average, Quantity(steps: open))  // q·E, in cash units
    let tier = plan.instrument.tier(notional: notional)
    let wallet = notional * Ratio(1000, over: Int128(plan.leverage))
    let above = wallet + tier.deduction.ratio - side * notional
    let below = Ratio(open) * (tier.rate.ratio - side) * plan.instrument.tickStepValue.ratio
    let exact = above / below
    return exact > Ratio(0) ? rounded(exact) : nil
  }

  /// §5: liquidation never loses more than the margin of the open part.
  var bankruptcy: Int? {
    average.map { rounded($0 - $0 * Ratio(Int128(1000 * sign), over: Int128(plan.leverage))) }
  }
}

extension Ratio {
  /// A fraction of two whole numbers.
  init(_ numerator: Int, over denominator: Int128) { self.init(Int128(numerator), over: denominator) }
}
