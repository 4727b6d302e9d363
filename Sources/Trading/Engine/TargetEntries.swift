/// Entries that wait for targets, which cancel what waits to be bought, or wait for it themselves.
extension Trade {
  /// Why an entry that waits for targets alone never comes; nil for any other rule.
  func whyNoTargetSetsItOff(_ index: Int) -> String? {
    guard rules[index].isEntry, rules[index].rule.waitsForTargetsAlone else { return nil }
    if plan.targetsAfterEntries {
      return "targets wait until no entry waits, and it waits for one: no target acts any more"
    }
    return plan.keepsEntries || hasTakenTarget ? nil : "the target that it waits for cancels it"
  }
}

extension Rule {
  var waitsForTargetsAlone: Bool {
    !triggers.isEmpty && triggers.allSatisfy { if case .whenTargetFills = $0 { true } else { false } }
  }
}
