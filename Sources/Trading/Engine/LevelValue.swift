/// The value of levels and distances on a trade: exact, in ticks, nil while there is none.
extension Trade {
  /// The exact value of X. `last` is the price that `last` stands for.
  func value(_ level: Level, last: Price?) -> Ratio? {
    guard let base = value(level.base, last: last) else { return nil }
    guard let offset = level.offset else { return base }
    guard let distance = value(offset.distance, from: base) else { return nil }
    return base + Ratio(offset.plus ? side.sign : -side.sign) * distance
  }

  /// X rounded once, to the tick on the side of profit.
  func price(_ level: Level, last: Price?) -> Price? {
    value(level, last: last).map { Position.rounded($0, side: side) }
  }

  private func value(_ base: Level.Base, last: Price?) -> Ratio? {
    let sign = Ratio(side.sign)
    switch base {
    case .price(let decimal): return instrument.ticks(decimal)
    case .firstPrice: return opening.levels["first price"].map { Ratio($0.ticks) }
    case .named(let name): return opening.levels[name].map { Ratio($0.ticks) }
    case .r(let count):
      guard let average = position.average, let oneR else { return nil }
      return average + sign * count.ratio * Ratio(oneR)
    case .percent(let percent):
      return firstFill.map { $0 + sign * $0 * percent.ratio / Ratio(100) }
    case .ticks(let count): return firstFill.map { $0 + sign * Ratio(count) }
    case .entry: return position.average
    case .firstEntry: return firstFill
    case .lastFill: return position.lastFill.map { Ratio($0.ticks) }
    case .breakeven: return position.breakeven(taker: plan.takerFee, slippage: plan.slippage)
    case .last: return last.map { Ratio($0.ticks) }
    case .tranche(let number):
      return rules.first { $0.kind == .entry(number) }?.fillPrice(instrument)
    case .target(let number):
      guard let state = rules.first(where: { $0.isExit(number) }) else { return nil }
      return state.fillPrice(instrument) ?? targetLevel(state.rule, last: last)
    }
  }

  private var firstFill: Ratio? { position.firstFill.map { Ratio($0.ticks) } }

  /// The level of a target that has not filled: the X of its first `at` or `from`.
  private func targetLevel(_ rule: Rule, last: Price?) -> Ratio? {
    for trigger in rule.triggers {
      switch trigger {
      case .at(let level), .from(let level):
        // A target whose own level names a target would never end.
        if case .target = level.base { return nil }
        return value(level, last: last)
      default: continue
      }
    }
    return nil
  }

  /// The exact value of D in ticks; per cent count from `base`.
  func value(_ distance: Distance, from base: Ratio) -> Ratio? {
    switch distance {
    case .price(let decimal): instrument.ticks(decimal)
    case .ticks(let count): Ratio(count)
    case .percent(let percent): base * percent.ratio / Ratio(100)
    case .r(let count): oneR.map { count.ratio * Ratio($0) }
    case .atr(let multiple, let length, let frame):
      reading(.atr(length), on: frame).map { multiple.ratio * Ratio(nearest: $0) }
    }
  }

  /// What a gauge says, in ticks; nil during its warm-up.
  func reading(_ gauge: Gauge, on frame: Frame, for side: Side? = nil) -> Double? {
    series.first { $0.frame == frame }?.meter(gauge)?.value(side ?? self.side)
  }

  /// The price of an indicator, on the side of profit.
  func price(_ indicator: Indicator, on frame: Frame) -> Price? {
    guard let value = reading(.indicator(indicator), on: frame) else { return nil }
    return Price(ticks: Int(value.rounded(side == .long ? .up : .down)))
  }

  /// The stop that a first fill at this price would have.
  func initialStop(forFirstFill price: Price) -> Price? {
    switch plan.stop {
    case .level(let level): return self.price(level, last: nil)
    case .distance(let distance):
      let base = Ratio(price.ticks)
      guard let away = value(distance, from: base) else { return nil }
      return Position.rounded(base - Ratio(side.sign) * away, side: side)
    }
  }

  /// Compares prices in the trade's direction: positive when `price` lies beyond `level` in favour.
  func favour(_ price: Price, beyond level: Ratio) -> Int {
    let difference = (Ratio(price.ticks) - level) * Ratio(side.sign)
    return difference.numerator.signum() < 0 ? -1 : (difference.numerator == 0 ? 0 : 1)
  }
}

extension Ratio {
  /// A measured value in exact arithmetic: to the nearest 2⁻²⁰ of a tick.
  init(nearest value: Double) {
    self.init(Int128((value * 1_048_576).rounded()), over: 1_048_576)
  }
}
