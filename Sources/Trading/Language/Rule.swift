/// A rule: one sentence of the language. `then`, triggers (whichever comes first), actions.
public struct Rule: Hashable, Sendable {
  /// Begins to wait only when the tranche before it, in plan order, has filled.
  public var then: Bool
  /// Alternatives; none means now.
  public var triggers: [Trigger]
  /// At least one. An `enter` stands first.
  public var actions: [RuleAction]
  public var because: String?

  public init(then: Bool = false, triggers: [Trigger] = [], actions: [RuleAction], because: String? = nil) {
    self.then = then
    self.triggers = triggers
    self.actions = actions
    self.because = because
  }
}

/// What a rule waits for. Numbers are as written; the instrument gives them their grid when they are used.
public enum Trigger: Hashable, Sendable {
  /// A resting limit for `enter` and `take`/`close`; before other actions the same as `from`.
  case at(Level)
  case onBreak(Level)
  case onTouch(Level)
  /// Nil parts take the defaults: within 0.2%, hold 5m.
  case onRetest(Level, within: Distance?, hold: Span?)
  case whenTrancheFills(Int)
  case fromTranche(Int)
  case whenTargetFills(Int)
  case from(Level)
  case after(Span, unless: Unless?)

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

/// What a rule does.
public enum RuleAction: Hashable, Sendable {
  case enter(Amount, chase: Distance?, within: Span?)
  case enterNext(chase: Distance?, within: Span?)
  case take(Amount, ofRemaining: Bool)
  case takeNext
  case stop(to: Level, room: Distance?)
  case trail(Distance, step: Distance?)
  case cancelEntries
  case cancelTranche(Int)
  case cancelTarget(Int)
  case close
  case note(String)
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
}

/// Q of the grammar: how much.
public enum Amount: Hashable, Sendable {
  case percent(Decimal18)
  case fraction(Int, Int)
  case quantity(Decimal18)
}
