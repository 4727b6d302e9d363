/// What a sentence does to rules that it does not name.
extension Preview {
  /// What goes with a cancelled order: tranches that would only have followed it, and what a target would have done
  /// besides.
  static func fallen(_ before: Trade, _ after: Trade, _ events: [Event]) -> [String] {
    guard !after.isClosed else { return [] }
    var parts = before.rules.indices.filter { index in
      after.rules[index].isPending && after.isBehindBrokenEntry(index) && !before.isBehindBrokenEntry(index)
    }.map { "\(after.label($0)) goes with it" }
    for case .ruleEnded(let index, .cancelled) in events.map(\.fact)
    where before.rules.indices.contains(index) && before.rules[index].isTarget {
      let others = before.rules[index].rule.actions.filter { if case .take = $0 { false } else { true } }
      if !others.isEmpty { parts.append("\(others.map { "\($0)" }.joined(separator: ", ")) goes with it") }
    }
    return parts
  }

  static func besides(_ before: Trade, _ after: Trade, _ events: [Event]) -> [String] {
    guard !after.isClosed else { return [] }
    return shortened(before, after) + restarted(before, after, events)
  }

  /// Tranches for which less of the plan is left than before, and those that the guards now keep off the market: what a
  /// person buys between them goes off theirs.
  static func shortened(_ before: Trade, _ after: Trade) -> [String] {
    guard !after.isClosed else { return [] }
    let tranches = before.waitingTranches.filter(after.waitingTranches.contains)
    var parts: [String] = []
    let (had, left) = (before.quantity(waitingFor: tranches), after.quantity(waitingFor: tranches))
    if left < had {
      let names = tranches.map { "\(after.rules[$0].number)" }.joined(separator: ", ")
      let amount =
        left > .zero ? "\(after.instrument.text(left)) of \(after.instrument.text(had))" : "nothing"
      parts.append("leaves \(amount) for tranche\(tranches.count == 1 ? "" : "s") \(names)")
    }
    for index in tranches where before.whyKeptOff(index) == nil {
      guard left > .zero, let why = after.whyKeptOff(index) else { continue }
      parts.append("\(after.label(index)) is kept off the market: \(why.answering.rawValue)")
    }
    return parts
  }

  /// A retest that is moved forgets what it has seen of price so far.
  private static func restarted(_ before: Trade, _ after: Trade, _ events: [Event]) -> [String] {
    events.compactMap { event in
      guard case .ruleMoved(let index, _) = event.fact, before.rules.indices.contains(index) else {
        return nil
      }
      for (had, has) in zip(before.rules[index].memories, after.rules[index].memories) where had != has {
        switch (had, has) {
        case (.retestHolds, .retestHolds): continue
        case (.retestHolds, .retestBeyond): return "its hold begins anew"
        case (.retestHolds, _), (.retestBeyond, .retestAway):
          return "the retest begins anew: price has to be beyond its zone first"
        default: continue
        }
      }
      return nil
    }
  }
}
