extension ImaginedRun {
  /// Whether a sentence has become a rule that waits, and nothing else has happened yet.
  func awaits(_ rules: [Rule], since before: Trade) -> Bool {
    guard rules.count == 1, !rules[0].triggers.isEmpty, trade.rules.indices.contains(before.rules.count)
    else {
      return false
    }
    return !trade.isClosed && trade.rules[before.rules.count].isPending
  }
}

extension PreviewTable {
  /// Says what a sentence that waits will do, and what is counted with it. `placed`: the trade in which it waits;
  /// `others`: what else would set it off.
  mutating func tell(
    _ acting: Acting?, of before: Trade, placed: Trade, at last: Price, end: String?, others: [Trigger]
  ) {
    let index = before.rules.count
    let adds = placed.rules[index].rule.addsExposure
    let kept = placed.whyKeptOff(index)
    let through = placed.limitThrough(index, last)
    if let through, kept == nil { warn(through) }
    if acting == nil, let end, kept == nil || through == nil {
      return warn("it will not act as things stand: \(end)")
    }
    guard let acting else {
      if adds { summary += "; then " + placed.unforeseen(index, last) }
      if let kept {
        warn("kept off the market now: \(kept.answering.rawValue): \(kept.reason)")
      } else {
        remark("what it does then depends on the way there" + (adds ? "; the guards are asked then" : ""))
      }
      return
    }
    isLater = true
    let there = before.instrument.text(acting.tick.price)
    let deeds = acting.deeds + Preview.shortened(before, acting.trade)
    summary += deeds.isEmpty ? "; acts at \(there)" : "; then " + deeds.joined(separator: "; ")
    if adds, placed.rules[index].rule.because == nil {
      remarks.append(.init(isWarning: false, text: "the guards let it pass at \(there)"))
    }
    if !acting.others.isEmpty {
      let names = acting.others.map { acting.trade.label($0) }.joined(separator: ", ")
      remark("counts what acts on the way: \(names)")
    }
    switch acting.doubt {
    case .onlyTraded:
      warn("only if \(there) is traded: where price leaps over it, what rests there comes first")
    case .onlyLeaping: warn("only where price leaps to \(there): what acts just before it changes that")
    case .order: remark("in another order if the price itself is traded at which an order rests")
    case nil: break
    }
    for other in others { remark("or \(other), if that comes first") }
  }

  private mutating func warn(_ text: String) { remarks.append(.init(isWarning: true, text: text)) }

  private mutating func remark(_ condition: String) {
    var remark = Remark(isWarning: false, text: condition)
    remark.isCondition = true
    remarks.append(remark)
  }
}

extension Trade {
  /// A limit that the market has passed already, and what was perhaps meant; nil for any other rule.
  fileprivate func limitThrough(_ index: Int, _ last: Price) -> String? {
    guard rules[index].isEntry else { return nil }
    for case .at(let level) in rules[index].rule.triggers {
      guard let limit = price(level, last: last), favour(last, beyond: limit) < 0 else { continue }
      let there = instrument.text(limit)
      let typed = instrument.text(limit, marks: false)
      let deed = side == .long ? "buys" : "sells"
      return
        "price is past \(there) already: it \(deed) without waiting for it; for that: on break \(typed)"
    }
    return nil
  }

  /// What an entry would buy, where the way to it cannot be told.
  fileprivate func unforeseen(_ index: Int, _ last: Price) -> String {
    let buys = side == .long ? "buys" : "sells"
    let tranche = rules[index].isTranche ? index : nextTranche ?? index
    let quantity = reachable(tranche, once: position.entered, at: last)
    let wanted = wantedQuantity(tranche)
    var text = "\(buys) \(instrument.text(quantity))"
    if quantity < wanted { text += " of \(instrument.text(wanted))" }
    for trigger in rules[index].rule.triggers {
      switch trigger {
      case .onRetest(let level, let within, let hold):
        guard let zone = retestZone(level, within: within, last: last) else { continue }
        let ends = [zone.level, zone.far].map { instrument.text(ticks: $0) }
        text += " once it has held \(hold ?? Trade.defaultHold) from \(ends[0]) to \(ends[1])"
        text += ", come from beyond"
      case .onReturn(let level, let distance, _):
        guard let arms = returnArms(level, distance, last: last), let there = price(level, last: last) else {
          continue
        }
        text += " back at \(instrument.text(there)), once price has been at \(instrument.text(ticks: arms))"
      default: continue
      }
    }
    return text
  }
}
