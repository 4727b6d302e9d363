/// A rule told in plain words, for whoever reads a plan before it runs.
extension Rule {
  /// What the rule does, as one sentence.
  ///
  /// - Parameters:
  ///   - side: the trade's direction, which tells buying from selling.
  ///   - label: what stands before it: `Tranche 2`.
  ///   - predecessor: the tranche that `then` waits for.
  public func inWords(side: Side, label: String? = nil, predecessor: Int? = nil) -> String {
    var text = body(side)
    if form == .single { text += ", in one entry" }
    if then {
      let before = predecessor.map { "tranche \($0)" } ?? "the tranche before it"
      text = "after \(before) has filled, \(text)"
    }
    if let because { text += " (\"\(because)\")" }
    return (label.map { "\($0): \(text)" } ?? text.prefix(1).uppercased() + text.dropFirst()) + "."
  }

  private func body(_ side: Side) -> String {
    let waiting = triggers.map { $0.inWords(entry: isEntry) }.joined(separator: " or ")
    if form == .runner { return "once no target waits any more, closes the rest \(waiting)" }
    var doing = actions.map { $0.inWords(side) + ($0 == .close ? closing : "") }
    if isEntry {
      doing[0] += (waiting.isEmpty ? " at once" : " \(waiting)")
      if case .enter(_, let chase, let within) = actions[0] { doing[0] += RuleAction.limits(chase, within) }
      if case .enterNext(let chase, let within) = actions[0] { doing[0] += RuleAction.limits(chase, within) }
      return doing.joined(separator: ", and ")
    }
    let last = doing.popLast() ?? ""
    let action = doing.isEmpty ? last : doing.joined(separator: ", ") + " and \(last)"
    return waiting.isEmpty ? action : "\(waiting), \(action)"
  }
}

extension Rule {
  /// How a `close` sells: ` at market`, or by the limit of its `at X`, which rests there meanwhile.
  private var closing: String {
    let limits = triggers.compactMap { if case .at(let level) = $0 { level.inWords } else { nil } }
    guard !isEntry, !limits.isEmpty else { return " at market" }
    guard limits.count < triggers.count else { return " with a limit that rests there" }
    return ", with the limit that rests at \(limits.joined(separator: " or ")), else at market"
  }
}

extension Plan {
  /// Every rule told in plain words, in plan order, tranches and targets with their numbers.
  public var inWords: [String] {
    var tranches = 0
    var targets = 0
    return rules.map { rule in
      let predecessor = tranches > 0 ? tranches : nil
      var label: String?
      if rule.isEntry {
        tranches += 1
        label = "Tranche \(tranches)"
      } else if rule.isTarget {
        targets += 1
        label = "Target \(targets)"
      }
      return rule.inWords(side: side, label: label, predecessor: predecessor)
    }
  }
}

extension Trigger {
  func inWords(entry: Bool) -> String {
    switch self {
    case .at(let level): entry ? "with a limit at \(level.inWords)" : "when price reaches \(level.inWords)"
    case .onBreak(let level): "when price breaks \(level.inWords)"
    case .onBreakClose(let level, let frame):
      "when a bar of \(frame.inWords) closes beyond \(level.inWords), after a trade short of it"
    case .onTouch(let level): "when price touches \(level.inWords)"
    case .onReturn(let level, let distance, let returns):
      "when price is back at \(level.inWords) after having been \(distance.inWords) against it"
        + (returns.map { " (for at most \($0) \($0 == 1 ? "entry" : "entries"))" } ?? "")
    case .onRetest(let level, let within, let hold):
      "when price comes back to \(level.inWords) (within \(within?.inWords ?? "0.2%"))"
        + " and holds there for \(hold?.inWords ?? "5 minutes")"
    case .whenTrancheFills(let number): "when tranche \(number) fills"
    case .fromTranche(let number): "when tranche \(number) fills and at every later entry"
    case .whenTargetFills(let number): "when target \(number) fills"
    case .from(let level): "once price has reached \(level.inWords)"
    case .after(let span, let unless):
      "\(span.inWords) after the first fill" + (unless.map { ", unless \($0.inWords)" } ?? "")
    case .whenWithin(let level, let span):
      "when price reaches \(level.inWords) within \(span.inWords) of the first fill"
    case .whenClose(let side, .level(let level), let frame):
      "when a bar of \(frame.inWords) closes \(side.rawValue) \(level.inWords)"
    case .whenClose(let side, .indicator(let indicator), let frame):
      "when a bar of \(frame.inWords) closes \(side.rawValue) \(indicator.inWords(side == .below))"
    case .news(let span, let before): "\(span.inWords) \(before ? "before" : "after") the next news"
    }
  }
}

extension Frame {
  /// `15 minutes`, `1 day`.
  fileprivate var inWords: String {
    Span(seconds: Int64(minutes) * 60).inWords.replacing("24 hours", with: "1 day")
  }
}

extension Indicator {
  fileprivate func inWords(_ isLow: Bool) -> String {
    switch self {
    case .ema(let length): "the exponential mean of \(length) closes"
    case .sma(let length): "the mean of \(length) closes"
    case .swing(let length):
      "the last swing \(isLow ? "low" : "high") (\(length) \(isLow ? "higher" : "lower") bars on each side)"
    }
  }
}

extension Trigger.Unless {
  fileprivate var inWords: String {
    now ? "price is at \(level.inWords) or better then" : "price has reached \(level.inWords) by then"
  }
}

extension RuleAction {
  fileprivate func inWords(_ side: Side) -> String {
    let enters = side == .long ? "buys" : "sells"
    let exits = side == .long ? "sells" : "buys back"
    return switch self {
    case .enter(let amount, _, _): "\(enters) \(amount.inWords("the plan"))"
    case .enterNext: "\(enters) the next tranche"
    case .take(let amount, let ofRemaining):
      "\(exits) \(amount.inWords(ofRemaining ? "what is open" : "all that was entered"))"
    case .takeNext: "\(exits) the next target's part at market"
    case .stop(let level, let room):
      "moves the stop to \(level.inWords)" + (room.map { " once price is \($0.inWords) beyond it" } ?? "")
    case .trail(let distance, let step):
      "trails the stop \(distance.inWords) behind the best price"
        + (step.map { " in steps of \($0.inWords)" } ?? "")
    case .trailBehind(.levels): "trails the stop behind the plan's levels that price has passed"
    case .trailBehind(.indicator(let indicator, let frame)):
      "trails the stop behind \(indicator.inWords(side == .long)), at each close of \(frame.inWords)"
    case .cancelEntries: "cancels the entries that wait"
    case .cancelTranche(let number): "cancels tranche \(number)"
    case .cancelTarget(let number): "cancels target \(number)"
    case .move(let what, let level): "moves \(what) to \(level.inWords)"
    case .close: "closes the trade"
    case .note(let text): "notes \"\(text)\""
    }
  }

  fileprivate static func limits(_ chase: Distance?, _ within: Span?) -> String {
    (chase.map { ", if price has run no more than \($0.inWords) past it" } ?? "")
      + (within.map { ", for at most \($0.inWords)" } ?? "")
  }
}

extension Level {
  fileprivate var inWords: String {
    guard let offset else { return base.inWords }
    return "\(base.inWords) \(offset.plus ? "plus" : "minus") \(offset.distance.inWords)"
  }
}

extension Level.Base {
  fileprivate var inWords: String {
    switch self {
    case .price(let value): value.marked
    case .firstPrice: "the feed's first price"
    case .percent(let value):
      "\(Decimal18(units: value.units < 0 ? -value.units : value.units))%"
        + " \(value.units < 0 ? "behind" : "beyond") the first fill"
    case .ticks(let count):
      "\(Distance.text(ticks: abs(count))) \(count < 0 ? "behind" : "beyond") the first fill"
    case .entry: "the average entry"
    case .firstEntry: "the first entry"
    case .lastFill: "the last fill"
    case .last: "the last price"
    case .tranche(let number): "the price of tranche \(number)"
    case .target(let number): "the price of target \(number)"
    case .r, .breakeven, .named: description
    }
  }
}

extension Distance {
  fileprivate var inWords: String {
    switch self {
    case .price(let value): value.marked
    case .atr(let multiple, let length, let frame):
      "\(multiple) times the average true range (of \(length) bars of \(frame.inWords))"
    case .ticks, .percent, .r: description
    }
  }
}

extension Amount {
  fileprivate func inWords(_ whole: String) -> String {
    if case .quantity = self { return description }
    return "\(self) of \(whole)"
  }
}

extension Decimal18 {
  /// With thousands marks: `30,600.5`.
  fileprivate var marked: String {
    let parts = description.split(separator: ".", maxSplits: 1).map(String.init)
    let fraction = parts.count == 2 ? "." + parts[1] : ""
    let whole = parts[0].drop { $0 == "-" }
    return (units < 0 ? "-" : "") + NumberText.grouped(String(whole)) + fraction
  }
}
