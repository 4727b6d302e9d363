/// What a rule is, told from its sentence.
extension ReferencePlan.Rule {
  /// §5: every rule whose first action is `enter` is a tranche.
  var isEntry: Bool { enter != nil }

  var enter: (amount: ReferencePlan.Amount, chase: ReferencePlan.Distance?, within: Int?)? {
    if case .enter(let amount, let chase, let within)? = actions.first { return (amount, chase, within) }
    return nil
  }

  /// Whether it reduces the position.
  var isExit: Bool {
    !isEntry
      && actions.contains { action in
        switch action {
        case .take, .takeOfRemaining, .close: true
        default: false
        }
      }
  }

  /// §2 "Filled", §5: targets are the rules with an `at X` or `from X` that take or close; a runner is none.
  var isTarget: Bool {
    isExit && !isRunner
      && triggers.contains { trigger in
        switch trigger {
        case .at, .from: true
        default: false
        }
      }
  }

  /// Whether it does nothing but cancel and note: such a rule looks at prices from the beginning (§5).
  var onlyCancelsOrNotes: Bool {
    actions.allSatisfy { action in
      switch action {
      case .cancelEntries, .cancelTranche, .cancelTarget, .note: true
      default: false
      }
    }
  }
}

extension ReferencePlan.Trigger {
  /// Its X.
  var level: ReferencePlan.Level? {
    switch self {
    case .at(let level), .from(let level), .onBreak(let level), .onTouch(let level): level
    case .onBreakClose(let level, _), .onReturn(let level, _, _), .onRetest(let level, _, _): level
    case .afterUnless(_, let level), .afterUnlessNow(_, let level), .whenWithin(let level, _): level
    case .whenClose(_, .level(let level), _): level
    case .whenTrancheFills, .fromTranche, .whenTargetFills, .after, .beforeNews, .afterNews: nil
    case .whenClose(_, .indicator, _): nil
    }
  }

  var isFromTranche: Bool {
    if case .fromTranche = self { return true }
    return false
  }

  var isReturn: Bool {
    if case .onReturn = self { return true }
    return false
  }

  /// §1 at X: where an exit's X may not lie at or behind the first fill.
  var isRefusedBehindFirstFill: Bool {
    switch self {
    case .at, .from, .whenWithin: true
    default: false
    }
  }

  /// §5 trail: whether what it starts begins at its X; the X of `unless` is not what it waits for.
  var isPlacedAtItsLevel: Bool {
    switch self {
    case .afterUnless, .afterUnlessNow: false
    default: true
    }
  }

  /// Whether it waits for the close of a bar.
  var isClose: Bool {
    switch self {
    case .onBreakClose, .whenClose: true
    default: false
    }
  }

  /// Its kind in a word or two, to count what acts.
  var kind: String {
    switch self {
    case .at: "at"
    case .from: "from"
    case .onBreak: "break"
    case .onBreakClose: "break close"
    case .onTouch: "touch"
    case .onReturn: "return"
    case .onRetest: "retest"
    case .whenTrancheFills, .fromTranche, .whenTargetFills: "fill"
    case .after, .afterUnless, .afterUnlessNow: "after"
    case .whenWithin: "within"
    case .whenClose(_, .level, _): "close level"
    case .whenClose(_, .indicator(.swing), _): "close swing"
    case .whenClose(_, .indicator, _): "close average"
    case .beforeNews: "before news"
    case .afterNews: "after news"
    }
  }
}

extension ReferencePlan.Action {
  var isExit: Bool {
    switch self {
    case .take, .takeOfRemaining, .close: true
    default: false
    }
  }

  var isMove: Bool {
    switch self {
    case .stop, .trail, .trailBehind, .trailBehindLevels: true
    default: false
    }
  }
}
