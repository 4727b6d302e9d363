/// A rule: one sentence of the language. `then`, triggers (whichever comes first), actions.
public struct Rule: Hashable, Sendable {
  /// Sentences that are one rule and have words of their own.
  public enum Form: Hashable, Sendable {
    case plain
    /// One entry of the whole plan; it alone lifts the guards `first entry` and `news`.
    case single
    /// Closes what the targets leave; waits from the price after the one on which no target waits any more.
    case runner
  }

  public var form = Form.plain
  /// Begins to wait only when the tranche before it, in plan order, has filled.
  public var then: Bool
  /// Alternatives; none means now.
  public var triggers: [Trigger]
  /// At least one. An `enter` stands first.
  public var actions: [RuleAction]
  public var because: String?
  /// Put there by `range` or `dca`, which buy against the position by design: `underwater` gives way to 0.8R. Told
  /// by the plan and no part of the sentence.
  public var scalesAgainst = false

  public init(
    then: Bool = false, triggers: [Trigger] = [], actions: [RuleAction], because: String? = nil,
    form: Form = .plain
  ) {
    self.then = then
    self.triggers = triggers
    self.actions = actions
    self.because = because
    self.form = form
  }
}

/// What a rule waits for. Numbers are as written; the instrument gives them their grid when they are used.
public enum Trigger: Hashable, Sendable {
  /// A resting limit for `enter` and `take`/`close`; before other actions the same as `from`.
  case at(Level)
  case onBreak(Level)
  /// A finished bar that closes at or beyond the level, after a trade short of it.
  case onBreakClose(Level, on: Frame)
  case onTouch(Level)
  /// Price was so far against the level, and is back; `returns` is how many entries it serves, one if nil.
  case onReturn(Level, after: Distance, returns: Int?)
  /// Nil parts take the defaults: within 0.2%, hold 5m.
  case onRetest(Level, within: Distance?, hold: Span?)
  case whenTrancheFills(Int)
  case fromTranche(Int)
  case whenTargetFills(Int)
  case from(Level)
  case after(Span, unless: Unless?)
  /// The level was reached within this time of the first fill.
  case whenWithin(Level, Span)
  /// A finished bar closed strictly beyond the mark: as written, not mirrored.
  case whenClose(CloseSide, CloseMark, on: Frame)
  /// So long before, or after, a time of the plan's `news:`.
  case news(Span, before: Bool)

  public struct Unless: Hashable, Sendable {
    /// `unless now X`: price must be there when the time comes; otherwise it counts if X was reached since.
    public var now: Bool
    public var level: Level

    public init(now: Bool, level: Level) {
      self.now = now
      self.level = level
    }
  }
}

/// On which side of its mark a bar closes.
public enum CloseSide: String, Hashable, Sendable { case below, above }

/// What a bar's close is compared with.
public enum CloseMark: Hashable, Sendable {
  case level(Level)
  case indicator(Indicator)
}

/// A line through finished bars.
public enum Indicator: Hashable, Sendable {
  /// Exponential mean of the last n closes, seeded with the mean of the first n.
  case ema(Int)
  /// Mean of the last n closes.
  case sma(Int)
  /// The newest low that is strictly lower, or high that is strictly higher, than n bars on each side.
  case swing(Int)
}

/// What a stop follows instead of a distance.
public enum TrailGuide: Hashable, Sendable {
  case indicator(Indicator, on: Frame)
  /// The plan's named levels, each once price is its room beyond it.
  case levels
}

/// What a rule does.
public enum RuleAction: Hashable, Sendable {
  case enter(Amount, chase: Distance?, within: Span?)
  case enterNext(chase: Distance?, within: Span?)
  case take(Amount, ofRemaining: Bool)
  case takeNext
  case stop(to: Level, room: Distance?)
  case trail(Distance, step: Distance?)
  case trailBehind(TrailGuide)
  case cancelEntries
  case cancelTranche(Int)
  case cancelTarget(Int)
  /// What waits at one price waits at another. By hand, at once, and alone in its sentence.
  case move(Numbered, to: Level)
  case close
  case note(String)
}

/// A tranche or a target by its number.
public enum Numbered: Hashable, Sendable, CustomStringConvertible {
  case tranche(Int)
  case target(Int)

  public var description: String {
    switch self {
    case .tranche(let number): "tranche \(number)"
    case .target(let number): "target \(number)"
    }
  }
}

/// X of the grammar: a base and, optionally, a distance from it.
public struct Level: Hashable, Sendable {
  public enum Base: Hashable, Sendable {
    case price(Decimal18)
    case firstPrice
    /// n·R from the average entry; negative lies against the trade.
    case r(Decimal18)
    /// n% from the first fill in the trade's direction; negative lies against it.
    case percent(Decimal18)
    /// n ticks from the first fill in the trade's direction; negative lies against it.
    case ticks(Int)
    case entry, firstEntry, lastFill, breakeven, last
    case tranche(Int)
    case target(Int)
    /// A level named in the plan's `levels:`.
    case named(String)
  }

  public struct Offset: Hashable, Sendable {
    /// True for `plus` (in the trade's direction), false for `minus`.
    public var plus: Bool
    public var distance: Distance

    public init(plus: Bool, distance: Distance) {
      self.plus = plus
      self.distance = distance
    }
  }

  public var base: Base
  public var offset: Offset?

  public init(_ base: Base, offset: Offset? = nil) {
    self.base = base
    self.offset = offset
  }
}

/// D of the grammar: a distance in price.
public enum Distance: Hashable, Sendable {
  case price(Decimal18)
  case ticks(Int)
  case percent(Decimal18)
  case r(Decimal18)
  /// A multiple of the average true range of so many bars.
  case atr(Decimal18, length: Int, on: Frame)
}

/// Q of the grammar: how much.
public enum Amount: Hashable, Sendable {
  case percent(Decimal18)
  case fraction(Int, Int)
  case quantity(Decimal18)
}
