/// Whether a plan is one: a plan that shrinks must not become something that no trader could write.
extension ReferencePlan {
  /// Whether what its rules refer to is there: tranches, targets, levels, a tranche before a `then`.
  var isWellFormed: Bool {
    for case .targets(let shares, let levels)? in rules.map(\.method) {
      // With a runner the shares are all there is.
      if shares.count > levels.count, shares.reduce(0, +) != 100_000 { return false }
    }
    // The header takes no offset; only a range's `beyond` makes one.
    if case .level(let level) = stop, level.plus != nil || level.minus != nil { return false }
    return expanded.isWellFormedInRules
  }

  private var isWellFormedInRules: Bool {
    let tranches = rules.filter(\.isEntry).count
    let targets = rules.filter(\.isTarget).count
    guard let first = rules.firstIndex(where: \.isEntry), !rules[first].then else { return false }
    if case .riskPercent = size, equity == nil { return false }
    guard rules[first].triggers.allSatisfy(\.canComeBeforeFirstFill) else { return false }
    let named = levels.map(\.name)
    for rule in rules {
      if rule.then, !rule.isEntry { return false }
      for level in rule.triggers.compactMap(\.level) + rule.actions.compactMap(\.level) {
        guard level.isThere(tranches, targets, named) else { return false }
      }
      for trigger in rule.triggers {
        switch trigger {
        case .whenTrancheFills(let number), .fromTranche(let number): if number > tranches { return false }
        case .whenTargetFills(let number): if number > targets { return false }
        case .beforeNews, .afterNews: if news == nil { return false }
        default: continue
        }
      }
      for action in rule.actions {
        switch action {
        case .cancelTranche(let number): if number > tranches { return false }
        case .cancelTarget(let number): if number > targets { return false }
        default: continue
        }
      }
    }
    return true
  }
}

extension ReferencePlan.Trigger {
  /// Whether the first tranche can wait for it.
  var canComeBeforeFirstFill: Bool {
    switch self {
    case .onReturn(_, .r, _), .whenWithin: false
    default: level?.hasValueBeforeFirstFill ?? true
    }
  }
}

extension ReferencePlan.Action {
  var level: ReferencePlan.Level? {
    if case .stop(let level, _) = self { return level }
    return nil
  }
}

extension ReferencePlan.Level {
  var hasValueBeforeFirstFill: Bool {
    if case .r? = plus { return false }
    if case .r? = minus { return false }
    switch base {
    case .price, .named, .firstPrice, .last, .target: return true
    default: return false
    }
  }

  func isThere(_ tranches: Int, _ targets: Int, _ named: [String]) -> Bool {
    switch base {
    case .tranche(let number): number <= tranches
    case .target(let number): number <= targets
    case .named(let name): named.contains(name)
    default: true
    }
  }
}
