@testable import Trading

/// A small generator with a seed, so that a failure can be met again.
struct LanguageRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  mutating func chance(_ one: Int) -> Bool { below(one) == 0 }
}

/// Random rules that a sentence can spell.
struct RuleMaker {
  var random: LanguageRandom

  mutating func decimal(below limit: Int, decimals: Int, positive: Bool = false) -> Decimal18 {
    let unit = (0..<(18 - decimals)).reduce(Int128(1)) { unit, _ in unit * 10 }
    let scale = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
    return Decimal18(units: unit * Int128(random.below(limit * scale) + (positive ? 1 : 0)))
  }

  mutating func signed(_ value: Decimal18) -> Decimal18 {
    random.chance(2) ? Decimal18(units: -value.units) : value
  }
  mutating func span() -> Span {
    Span(seconds: Int64(random.below(400) + 1) * [1, 60, 3600, 86_400][random.below(4)])
  }

  mutating func frame() -> Frame { Frame.allCases[random.below(Frame.allCases.count)] }

  mutating func indicator() -> Indicator {
    let length = random.below(500) + 1
    return [.ema(length), .sma(length), .swing(length)][random.below(3)]
  }

  mutating func distance(positive: Bool = false) -> Distance {
    switch random.below(5) {
    case 0: .price(decimal(below: 900, decimals: 2, positive: positive))
    case 1: .ticks(random.below(300) + (positive ? 1 : 0))
    case 2: .percent(decimal(below: 30, decimals: 6, positive: positive))
    case 3:
      .atr(
        decimal(below: 9, decimals: 6, positive: positive), length: random.below(500) + 1, on: frame())
    default: .r(decimal(below: 9, decimals: 3, positive: positive))
    }
  }

  mutating func level() -> Level {
    let base: Level.Base
    switch random.below(12) {
    case 0, 1: base = .price(decimal(below: 99_999, decimals: 10, positive: true))
    case 2: base = .firstPrice
    case 3: base = .r(signed(decimal(below: 9, decimals: 2)))
    case 4: base = .percent(signed(decimal(below: 9, decimals: 2)))
    case 5: base = .ticks(random.below(600) - 300)
    case 6: base = [.entry, .firstEntry, .lastFill, .breakeven, .last][random.below(5)]
    case 7: base = .tranche(random.below(9) + 1)
    case 8: base = .target(random.below(9) + 1)
    case 9: base = .named(["poc", "pdh-1", "lastly"][random.below(3)])
    default: base = .r(decimal(below: 5, decimals: 1))
    }
    guard random.chance(3) else { return Level(base) }
    return Level(base, offset: Level.Offset(plus: random.chance(2), distance: distance()))
  }

  /// `from tranche 2` is the event; as a level it needs an offset.
  mutating func fromLevel() -> Level {
    let level = level()
    if case .tranche = level.base, level.offset == nil { return Level(.entry) }
    return level
  }

  mutating func close() -> Trigger {
    let mark = random.chance(2) ? CloseMark.level(level()) : .indicator(indicator())
    return .whenClose(random.chance(2) ? .below : .above, mark, on: frame())
  }

  mutating func trigger() -> Trigger {
    switch random.below(14) {
    case 0: return .at(level())
    case 1: return .onBreak(level())
    case 2: return .onTouch(level())
    case 3:
      let within = random.chance(2) ? Distance.percent(decimal(below: 3, decimals: 2, positive: true)) : nil
      return .onRetest(level(), within: within, hold: random.chance(2) ? span() : nil)
    case 4: return .whenTrancheFills(random.below(9) + 1)
    case 5: return .fromTranche(random.below(9) + 1)
    case 6: return .whenTargetFills(random.below(9) + 1)
    case 7: return .from(fromLevel())
    case 8: return .onBreakClose(level(), on: frame())
    case 9:
      let returns = random.chance(2) ? random.below(9) + 1 : nil
      return .onReturn(level(), after: distance(positive: true), returns: returns)
    case 10: return .whenWithin(level(), span())
    case 11: return close()
    case 12: return .news(span(), before: random.chance(2))
    default:
      let unless = random.chance(2) ? Trigger.Unless(now: random.chance(2), level: level()) : nil
      return .after(span(), unless: unless)
    }
  }

  mutating func amount() -> Amount {
    switch random.below(3) {
    case 0: return .percent(decimal(below: 100, decimals: 6, positive: true))
    case 1:
      let whole = random.below(100) + 1
      return .fraction(random.below(whole) + 1, whole)
    default: return .quantity(decimal(below: 100, decimals: 3, positive: true))
    }
  }

  mutating func text() -> String { ["", "gap, fills", "30,600 é %", "then enter"][random.below(4)] }

  mutating func action() -> RuleAction {
    switch random.below(10) {
    case 0: .take(amount(), ofRemaining: random.chance(2))
    case 1: .takeNext
    case 2, 3: .stop(to: level(), room: random.chance(2) ? distance() : nil)
    case 4: .trail(distance(positive: true), step: random.chance(2) ? distance(positive: true) : nil)
    case 5: .cancelEntries
    case 6: random.chance(2) ? .cancelTranche(random.below(9) + 1) : .cancelTarget(random.below(9) + 1)
    case 7: .close
    case 8: .trailBehind(random.chance(3) ? .levels : .indicator(indicator(), on: frame()))
    default: .note(text())
    }
  }

  mutating func rule() -> Rule {
    if random.chance(8) { return runner() }
    if random.chance(12) {
      let number = random.below(9) + 1
      return Rule(actions: [.move(random.chance(2) ? .tranche(number) : .target(number), to: level())])
    }
    let triggers = (0..<random.below(4)).map { _ in trigger() }
    var actions = (0..<(random.below(3) + 1)).map { _ in action() }
    if random.chance(2) {
      let chase = random.chance(2) ? distance() : nil
      let within = random.chance(2) ? span() : nil
      let next = random.chance(5)
      actions[0] =
        next ? .enterNext(chase: chase, within: within) : .enter(amount(), chase: chase, within: within)
      if random.chance(4) {
        let whole = Amount.percent(Decimal18(units: 100 * Cash.scale))
        actions[0] = .enter(whole, chase: chase, within: within)
        return Rule(
          then: random.chance(3), triggers: triggers, actions: actions, because: text(), form: .single)
      }
    }
    return Rule(
      then: random.chance(3), triggers: triggers, actions: actions, because: random.chance(4) ? text() : nil)
  }
  private mutating func runner() -> Rule {
    let ends = (0...random.below(3)).map { _ in random.chance(2) ? close() : .from(level()) }
    return Rule(triggers: ends, actions: [.close], because: random.chance(4) ? text() : nil, form: .runner)
  }
}
