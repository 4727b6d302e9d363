/// The one normal form of a sentence: lower-case words, an `enter` before its trigger, numbers without marks.
/// What is printed here parses back to the same rule.
extension Rule: CustomStringConvertible {
  public var description: String {
    let waiting = triggers.map(\.description).joined(separator: " or ")
    var doing = actions.map(\.description)
    if form == .single, let entry = doing.first { doing[0] = "single" + entry.dropFirst("enter 100%".count) }
    var text: String
    if form == .runner {
      text = "runner until " + triggers.map(\.asEndOfRunner).joined(separator: " or ")
    } else if waiting.isEmpty {
      text = doing.joined(separator: ", ")
    } else if isEntry {
      text = ([(doing.first ?? "") + " " + waiting] + doing.dropFirst()).joined(separator: ", ")
    } else {
      let comma = triggers.last?.endsInEvent == true ? "," : ""
      text = waiting + comma + " " + doing.joined(separator: ", ")
    }
    if let because { text += " because \"\(because)\"" }
    return (then ? "then " : "") + text
  }

  /// Whether the rule enters, which only its first action does: in a plan, a tranche.
  public var isEntry: Bool {
    switch actions.first {
    case .enter, .enterNext: true
    default: false
    }
  }

  /// Whether the rule is a target: one of its alternatives is `at` or `from` a level, and it takes or closes.
  public var isTarget: Bool {
    guard form != .runner else { return false }
    let reaches = triggers.contains { trigger in
      switch trigger {
      case .at, .from: true
      default: false
      }
    }
    let exits = actions.contains { action in
      switch action {
      case .take, .takeNext, .close: true
      default: false
      }
    }
    return reaches && exits && !isEntry
  }
}

extension Trigger: CustomStringConvertible {
  public var description: String {
    switch self {
    case .at(let level): "at \(level)"
    case .onBreak(let level): "on break \(level)"
    case .onBreakClose(let level, let frame): "on break \(level) close on \(frame)"
    case .onTouch(let level): "on touch \(level)"
    case .onReturn(let level, let distance, let returns):
      "on return \(level) after \(distance)" + (returns.map { " returns \($0)" } ?? "")
    case .onRetest(let level, let within, let hold):
      "on retest \(level)" + (within.map { " within \($0)" } ?? "") + (hold.map { " hold \($0)" } ?? "")
    case .whenTrancheFills(let number): "when tranche \(number) fills"
    case .fromTranche(let number): "from tranche \(number)"
    case .whenTargetFills(let number): "when target \(number) fills"
    case .from(let level): "from \(level)"
    case .after(let span, nil): "after \(span)"
    case .after(let span, let unless?):
      "after \(span) unless " + (unless.now ? "now " : "") + "\(unless.level)"
    case .whenWithin(let level, let span): "when \(level) within \(span)"
    case .whenClose(let side, let mark, let frame): "when close \(side.rawValue) \(mark) on \(frame)"
    case .news(let span, let before): "\(span) \(before ? "before" : "after") news"
    }
  }

  /// What ends a runner is written without `when` and `from`.
  fileprivate var asEndOfRunner: String {
    switch self {
    case .from(let level): "\(level)"
    default: String(description.dropFirst("when ".count))
    }
  }

  /// Whether a comma sets it off: behind an event the eye needs one, behind a level or a time it does not.
  var endsInEvent: Bool {
    switch self {
    case .whenTrancheFills, .fromTranche, .whenTargetFills: true
    default: false
    }
  }
}

extension CloseMark: CustomStringConvertible {
  public var description: String {
    switch self {
    case .level(let level): level.description
    case .indicator(let indicator): indicator.description
    }
  }
}

extension Indicator: CustomStringConvertible {
  public var description: String {
    switch self {
    case .ema(let length): "ema \(length)"
    case .sma(let length): "sma \(length)"
    case .swing(let length): "swing \(length)"
    }
  }
}

extension TrailGuide: CustomStringConvertible {
  public var description: String {
    switch self {
    case .indicator(let indicator, let frame): "\(indicator) on \(frame)"
    case .levels: "levels"
    }
  }
}

extension RuleAction: CustomStringConvertible {
  public var description: String {
    switch self {
    case .enter(let amount, let chase, let within): "enter \(amount)" + options(chase, within)
    case .enterNext(let chase, let within): "enter next" + options(chase, within)
    case .take(let amount, let ofRemaining): "take \(amount)" + (ofRemaining ? " of remaining" : "")
    case .takeNext: "take next"
    case .stop(let level, let room): "stop to \(level)" + (room.map { " room \($0)" } ?? "")
    case .trail(let distance, let step): "trail \(distance)" + (step.map { " step \($0)" } ?? "")
    case .trailBehind(let guide): "trail behind \(guide)"
    case .cancelEntries: "cancel entries"
    case .cancelTranche(let number): "cancel tranche \(number)"
    case .cancelTarget(let number): "cancel target \(number)"
    case .move(let what, let level): "\(what) to \(level)"
    case .close: "close"
    case .note(let text): "note \"\(text)\""
    }
  }

  private func options(_ chase: Distance?, _ within: Span?) -> String {
    (chase.map { " chase \($0)" } ?? "") + (within.map { " within \($0)" } ?? "")
  }
}

extension Level: CustomStringConvertible {
  public var description: String {
    guard let offset else { return base.description }
    return "\(base) \(offset.plus ? "plus" : "minus") \(offset.distance)"
  }
}

extension Level.Base: CustomStringConvertible {
  public var description: String {
    switch self {
    case .price(let value): value.description
    case .firstPrice: "first price"
    case .r(let value): "\(value)R"
    case .percent(let value): "\(value)%"
    case .ticks(let count): Distance.text(ticks: count)
    case .entry: "entry"
    case .firstEntry: "first entry"
    case .lastFill: "last fill"
    case .breakeven: "breakeven"
    case .last: "last"
    case .tranche(let number): "tranche \(number)"
    case .target(let number): "target \(number)"
    case .named(let name): name
    }
  }
}

extension Distance: CustomStringConvertible {
  public var description: String {
    switch self {
    case .price(let value): value.description
    case .ticks(let count): Distance.text(ticks: count)
    case .percent(let value): "\(value)%"
    case .r(let value): "\(value)R"
    case .atr(let multiple, let length, let frame): "\(multiple) atr \(length) on \(frame)"
    }
  }

  static func text(ticks: Int) -> String { "\(ticks) " + (abs(ticks) == 1 ? "tick" : "ticks") }
}

extension Amount: CustomStringConvertible {
  public var description: String {
    switch self {
    case .percent(let value): "\(value)%"
    case .fraction(let part, let whole): "\(part)/\(whole)"
    case .quantity(let value): value.description
    }
  }
}

extension Span: CustomStringConvertible {
  /// The largest unit that divides it, days only beyond two of them: `90s`, `5m`, `48h`, `3d`.
  public var description: String {
    let (count, unit) = largestUnit
    return count + ["second": "s", "minute": "m", "hour": "h", "day": "d"][unit, default: ""]
  }

  /// `5 minutes`, `1 hour`.
  var inWords: String {
    let (count, unit) = largestUnit
    return "\(count) \(unit)" + (count == "1" ? "" : "s")
  }

  private var largestUnit: (count: String, unit: String) {
    guard microseconds % 1_000_000 == 0 else {
      return (Decimal18(units: Int128(microseconds) * 1_000_000_000_000).description, "second")
    }
    let seconds = microseconds / 1_000_000
    if seconds % 86_400 == 0, seconds > 2 * 86_400 { return ("\(seconds / 86_400)", "day") }
    if seconds % 3600 == 0, seconds > 0 { return ("\(seconds / 3600)", "hour") }
    if seconds % 60 == 0, seconds > 0 { return ("\(seconds / 60)", "minute") }
    return ("\(seconds)", "second")
  }
}
