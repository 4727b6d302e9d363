/// A published method in one sentence; it stands for the rules that it expands to.
public enum Method: Hashable, Sendable {
  /// Equal parts, each one step in favour of the last, or at the return to the first entry, or at lower levels.
  case dca(parts: Int, first: [Trigger], every: Distance, returns: Int?, levels: [Level])
  /// Shares in per cent, each behind the one before it.
  case pyramid(shares: [Decimal18], steps: [PyramidStep])
  /// Equal parts between two boundaries; the lower one is named first.
  case range(low: Level, high: Level, at: [Level], beyond: Distance?)
  /// Shares in per cent; with `runs` the last of them is what no level takes.
  case targets(shares: [Decimal18], at: [Level], runs: Bool)
  /// Half, the stop to the first entry, and a trail; nil follows the moving average.
  case trail(at: Level, by: Distance?)
  case time(Span)
  case fast(Level, Span)

  public enum PyramidStep: Hashable, Sendable {
    case onBreak(Level)
    /// Of the level before it.
    case retest
  }

  /// What follows from the plan around a method.
  public struct Surroundings: Hashable, Sendable {
    public var side: Side
    /// Targets that stand before it in plan order.
    public var targetsBefore: Int
    /// Another sentence of the plan is a target.
    public var hasOtherTargets: Bool

    public init(side: Side, targetsBefore: Int, hasOtherTargets: Bool) {
      self.side = side
      self.targetsBefore = targetsBefore
      self.hasOtherTargets = hasOtherTargets
    }
  }

  /// A plan begins with it: it says how the position is entered.
  public var enters: Bool {
    switch self {
    case .dca, .pyramid, .range: true
    case .targets, .trail, .time, .fast: false
    }
  }

  /// How many targets it makes of its own, whatever the plan around it.
  var ownTargets: Int {
    switch self {
    case .targets(_, let levels, _): levels.count
    case .dca, .pyramid, .range, .trail, .time, .fast: 0
    }
  }
}

// MARK: what it stands for

extension Method {
  /// The rules it expands to, in plan order.
  public func rules(_ plan: Surroundings) -> [Rule] {
    switch self {
    case .dca(let parts, let first, let every, let returns, let levels):
      dca(parts, first, every, returns, levels)
    case .pyramid(let shares, let steps): pyramid(shares, steps)
    case .range(let low, let high, let prices, _): range(plan, low, high, prices)
    case .targets(let shares, let levels, _): targets(shares, levels, from: plan.targetsBefore)
    case .trail(let level, let distance): [trail(level, distance, takes: !plan.hasOtherTargets)]
    case .time(let span): [time(span)]
    case .fast(let level, let span):
      [
        Rule(triggers: [.whenWithin(level, span)], actions: [.take(Method.half, ofRemaining: false)])
      ]
    }
  }

  /// The stop that a range brings: its boundary behind the trade.
  public func stop(_ side: Side) -> Level? {
    guard case .range(let low, let high, _, let beyond) = self else { return nil }
    var boundary = side == .long ? low : high
    if let beyond { boundary.offset = Level.Offset(plus: false, distance: beyond) }
    return boundary
  }

  private static let half = Amount.percent(Decimal18(units: 50 * Cash.scale))
  private static let halfR = Decimal18(units: Cash.scale / 2)
  private static let trailDefault = TrailGuide.indicator(.ema(20), on: .m15)

  /// One of so many equal parts.
  static func part(of count: Int) -> Amount {
    guard 100 % count == 0 else { return .fraction(1, count) }
    return .percent(Decimal18(units: Int128(100 / count) * Cash.scale))
  }

  private func dca(
    _ parts: Int, _ first: [Trigger], _ every: Distance, _ returns: Int?, _ levels: [Level]
  ) -> [Rule] {
    let enter = RuleAction.enter(Method.part(of: parts), chase: nil, within: nil)
    var rules = [Rule(triggers: first, actions: [enter])]
    let next = Level(.lastFill, offset: Level.Offset(plus: true, distance: every))
    for number in 1..<parts {
      let back =
        levels.isEmpty
        ? Trigger.onReturn(Level(.firstEntry), after: every.halved, returns: returns)
        : .at(levels[number - 1])
      var rule = Rule(then: true, triggers: [.onBreak(next), back], actions: [enter])
      rule.scalesAgainst = true
      rules.append(rule)
    }
    return rules
  }

  private func pyramid(_ shares: [Decimal18], _ steps: [PyramidStep]) -> [Rule] {
    var rules: [Rule] = []
    var level: Level?
    for (share, step) in zip(shares, steps) {
      let trigger: Trigger
      switch step {
      case .onBreak(let price):
        trigger = .onBreak(price)
        level = price
      case .retest:
        guard let level else { continue }
        trigger = .onRetest(level, within: Trade.defaultWithin, hold: Trade.defaultHold)
      }
      let enter = RuleAction.enter(.percent(share), chase: nil, within: nil)
      rules.append(Rule(then: !rules.isEmpty, triggers: [trigger], actions: [enter]))
    }
    return rules
  }

  private func range(_ plan: Surroundings, _ low: Level, _ high: Level, _ prices: [Level]) -> [Rule] {
    var rules = prices.map { price in
      var rule = Rule(
        triggers: [.onTouch(price)],
        actions: [.enter(Method.part(of: prices.count), chase: nil, within: nil)])
      rule.scalesAgainst = true
      return rule
    }
    if !plan.hasOtherTargets {
      rules.append(Rule(triggers: [.at(plan.side == .long ? high : low)], actions: [.close]))
    }
    return rules
  }

  private func targets(_ shares: [Decimal18], _ levels: [Level], from before: Int) -> [Rule] {
    zip(shares, levels).enumerated().map { index, pair in
      let stop = Level(index == 0 ? .breakeven : .target(before + index))
      return Rule(
        triggers: [.at(pair.1)],
        actions: [.take(.percent(pair.0), ofRemaining: false), .stop(to: stop, room: nil)])
    }
  }

  private func trail(_ level: Level, _ distance: Distance?, takes: Bool) -> Rule {
    var actions: [RuleAction] = takes ? [.take(Method.half, ofRemaining: false)] : []
    actions.append(.stop(to: Level(.firstEntry), room: nil))
    actions.append(distance.map { .trail($0, step: nil) } ?? .trailBehind(Method.trailDefault))
    return Rule(triggers: [.from(level)], actions: actions)
  }

  private func time(_ span: Span) -> Rule {
    let unless = Trigger.Unless(now: false, level: Level(.r(Method.halfR)))
    return Rule(
      triggers: [.after(span, unless: unless)], actions: [.take(Method.half, ofRemaining: false)])
  }
}

extension Distance {
  /// Half of it, rounded up to what a sentence can spell, so that it is never nothing.
  fileprivate var halved: Distance {
    switch self {
    case .price(let value): .price(value.halved(decimals: SentenceReader.priceDecimals))
    case .percent(let value): .percent(value.halved(decimals: SentenceReader.shareDecimals))
    case .r(let value): .r(value.halved(decimals: SentenceReader.shareDecimals))
    case .atr(let value, let length, let frame):
      .atr(value.halved(decimals: SentenceReader.shareDecimals), length: length, on: frame)
    case .ticks(let count): .ticks((count + 1) / 2)
    }
  }
}

extension Decimal18 {
  /// Half of a number that is not negative, rounded up to so many decimals.
  fileprivate func halved(decimals: Int) -> Decimal18 {
    let unit = NumberText.power(of: 18 - decimals)
    return Decimal18(units: (units + 2 * unit - 1) / (2 * unit) * unit)
  }
}
