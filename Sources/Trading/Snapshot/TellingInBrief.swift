/// The same in fewer words, for lines without room: whose it is, and the figures that matter most.
extension Telling {
  func brief(_ lead: Event) -> NextEvent.Brief? {
    let outcomes = briefOutcomes().map { $0 + (hidesMore ? " …" : "") }
    return outcomes.isEmpty ? nil : NextEvent.Brief(sentence: briefSentence(lead.fact), outcomes: outcomes)
  }

  /// What else happens has no room; that it does is said.
  private var hidesMore: Bool {
    let stops = events.filter { stopWords($0) != nil }.count
    let isBuy = after.position.entered > before.position.entered
    return stops > (isBuy ? 0 : 1) || events.contains { remark($0) != nil && armingWords($0) == nil }
  }

  /// A rule that has no label but its sentence goes unnamed.
  private func briefSentence(_ fact: Fact) -> String {
    let rule: Int
    switch fact {
    case .filled(_, .stop): return "stop"
    case .filled(_, let purpose): rule = purpose.rule ?? -1
    case .ruleDelayed(let index, _), .ruleEnded(let index, _), .entryMerged(let index, _): rule = index
    default: return ""
    }
    let label = after.label(rule)
    return label.hasPrefix("\"") ? "" : label
  }

  private func briefOutcomes() -> [String] {
    let bought = after.position.entered - before.position.entered
    let sold = after.position.taken - before.position.taken
    let stop = events.lazy.compactMap { stopWords($0, hasMoney: false) }.first
    if sold > .zero {
      let all = after.position.isOpen ? "" : "all "
      let verb =
        events.contains { $0.isLiquidation }
        ? "the venue closes" : after.side == .long ? "sells" : "buys back"
      let buys =
        bought > .zero ? " and \(after.side == .long ? "buys" : "sells") \(instrument.text(bought))" : ""
      let deed = "\(verb) \(all)\(instrument.text(sold))" + buys
      let money =
        after.result.map { "net " + $0.net.text(signed: true) }
        ?? after.position.realised.text(signed: true) + " realised"
      let told = isTimed ? deed : "\(deed), \(money)"
      guard after.position.isOpen else { return [told] }
      guard let stop else { return [told, deed] }
      return ["\(told); \(stop)", "\(deed), \(stop)"]
    }
    if bought > .zero {
      let verb = after.side == .long ? "buys" : "sells"
      let deed = "\(verb) \(instrument.text(bought))"
      return [deed + (after.stop.map { ", stop \(instrument.text($0.price))" } ?? "")]
    }
    return events.lazy.compactMap { stopWords($0) ?? armingWords($0) }.first.map { [$0] } ?? []
  }

  /// `arms tranche 2 for 30,060.1`: the price it then waits for.
  private func armingWords(_ event: Event) -> String? {
    guard case .ruleRemembers(let rule, let number, let memory) = event.fact,
      after.rules.indices.contains(rule), after.rules[rule].rule.triggers.indices.contains(number)
    else { return nil }
    let label = after.label(rule)
    let arms = "arms" + (label.hasPrefix("\"") ? "" : " \(label)") + " for "
    switch (after.rules[rule].rule.triggers[number], memory) {
    case (.onRetest(let level, let within, _), .retestBeyond):
      let zone = after.retestZone(level, within: within, last: after.lastEventTick.price)
      return zone.map { arms + instrument.text(after.wayBack($0.far)) }
    case (.onBreak(let level), .armed(true)):
      return after.price(level, last: after.lastEventTick.price).map { arms + instrument.text($0) }
    default: return nil
    }
  }
}
