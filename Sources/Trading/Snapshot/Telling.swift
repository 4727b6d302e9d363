/// The events of one imagined price, or of one imagined moment, as one line.
struct Telling {
  let before: Trade
  let after: Trade
  let events: [Event]
  /// Time brought them: the price by then is unknown, so that no money is told.
  let isTimed: Bool

  init(_ events: [Event], _ before: Trade, _ after: Trade, isTimed: Bool = false) {
    self.events = events
    self.before = before
    self.after = after
    self.isTimed = isTimed
  }

  var instrument: Instrument { after.instrument }

  /// Nil when nothing of it is worth a line.
  func event(at price: Price) -> NextEvent? {
    let told = events.filter { sentence($0) != nil }
    guard let lead = told.first(where: \.isFill) ?? told.first, let sentence = sentence(lead) else {
      return nil
    }
    var parts = fills() + events.compactMap { stopWords($0) } + events.compactMap { remark($0) }
    if let closed = after.result {
      let net = isTimed ? "" : ", net \(closed.net.text(signed: true)), \(after.resultInR(closed.net))R"
      parts.append("the trade ends" + net)
    }
    var event = NextEvent(
      price: limit ?? price, sentence: sentence, outcome: parts.joined(separator: "; "))
    if case .ruleRemembers(let rule, _, _) = lead.fact { event.step = after.label(rule) }
    event.brief = brief(lead)
    return event
  }

  /// An `unless` that speaks against its rule on this price.
  func ending(at price: Price) -> NextEvent? {
    for case .ruleEnded(let rule, .unless) in events.map(\.fact) {
      let sentence = "\(after.rules[rule].rule)"
      var event = NextEvent(price: price, sentence: sentence, outcome: "ends unused: its level is reached")
      event.step = after.rules[rule].rule.triggers.first.map { "\($0)" }
      return event
    }
    return nil
  }

  /// Whether any of them is this rule's doing.
  func tells(_ rule: Int) -> Bool {
    events.contains { event in
      switch event.fact {
      case .ruleFired(rule, _), .ruleEnded(rule, _), .ruleDelayed(rule, _): true
      case .filled(_, let purpose): purpose.rule == rule
      default: false
      }
    }
  }

  /// A limit fills at its own price, whatever price it takes to fill it.
  var limit: Price? {
    for event in events {
      switch event.fact {
      case .filled(let fill, _): return fill.isMaker ? fill.price : nil
      case .stopMoved, .liquidated, .ruleDelayed, .ruleRemembers: return nil
      default: continue
      }
    }
    return nil
  }

  /// The sentence that acts, if the event is one a trader waits for.
  private func sentence(_ event: Event) -> String? {
    switch event.fact {
    case .filled(_, .stop): return before.stop.map { "stop: \(before.words($0.cause))" } ?? "stop"
    case .filled(_, let purpose): return purpose.rule.map { "\(after.rules[$0].rule)" }
    case .liquidated: return "liquidation"
    case .stopMoved(_, let cause): return after.words(cause)
    case .ruleDelayed(let rule, _), .entryMerged(let rule, _): return "\(after.rules[rule].rule)"
    case .ruleEnded(let rule, .refused), .ruleEnded(let rule, .cancelled):
      return after.rules[rule].isEntry || after.rules[rule].isTarget ? "\(after.rules[rule].rule)" : nil
    case .ruleRemembers(let rule, _, _): return remark(event) == nil ? nil : "\(after.rules[rule].rule)"
    case .noted: return "note"
    default: return isTimed ? sentenceInTime(event) : nil
    }
  }

  /// What time alone does besides.
  private func sentenceInTime(_ event: Event) -> String? {
    switch event.fact {
    case .ruleEnded(let rule, .late), .ruleEnded(let rule, .unless), .stopMoveWaits(let rule, _):
      return "\(after.rules[rule].rule)"
    // To who scales no more the news is none.
    case .newsWindow(let news) where before.hasWaitingEntry:
      return news.map { "news: \($0.text)" } ?? "the news window closes"
    default: return nil
    }
  }

  // MARK: what is bought and sold

  private func fills() -> [String] {
    var parts: [String] = []
    let bought = after.position.entered - before.position.entered
    if bought > .zero, let average = after.position.average {
      let verb = after.side == .long ? "buys" : "sells"
      let open = instrument.text(after.position.open)
      parts.append(
        "\(verb) \(instrument.text(bought)): "
          + (isTimed
            ? "\(open) open" : "\(open) at " + instrument.text(Position.rounded(average, side: after.side))))
      if let stop = after.stop {
        let loss = isTimed ? "" : ", \(loss(stop.price)) there"
        parts.append("stop \(instrument.text(stop.price))" + loss)
      }
    }
    let sold = after.position.taken - before.position.taken
    guard sold > .zero else { return parts }
    let verb =
      events.contains { $0.isLiquidation } ? "the venue closes" : after.side == .long ? "sells" : "buys back"
    guard after.position.isOpen else { return parts + ["\(verb) all \(instrument.text(sold))"] }
    let realised = isTimed ? "" : ": \(after.position.realised.text(signed: true)) realised"
    return parts + [
      "\(verb) \(instrument.text(sold)), \(instrument.text(after.position.open)) stays" + realised
    ]
  }

  private func loss(_ stop: Price) -> String {
    after.net(stoppedAt: stop).text(signed: true)
  }

  // MARK: what else happens

  /// `hasMoney`: with what the stop would lose there.
  func stopWords(_ event: Event, hasMoney: Bool = true) -> String? {
    switch event.fact {
    // Beside a buy the stop is named with it.
    case .stopMoved(let to, _):
      guard after.position.entered == before.position.entered else { return nil }
      return "stop to \(instrument.text(to))" + (isTimed || !hasMoney ? "" : ": \(loss(to)) there")
    case .stopMoveWaits(let rule, _):
      guard let move = after.stopMove(rule), let threshold = move.threshold,
        after.rules[rule].pendingStop != nil
      else { return nil }
      let at = Position.rounded(threshold, side: after.side)
      return "its stop \(instrument.text(move.price)) waits until \(instrument.text(at))"
    case .trailBegan: return "the trail begins"
    default: return nil
    }
  }

  func remark(_ event: Event) -> String? {
    switch event.fact {
    case .entryCut(let rule, let quantity): return "\(after.label(rule)) cut to \(instrument.text(quantity))"
    case .entryMerged(let rule, let quantity):
      return "\(instrument.text(quantity)), too small to send, goes to \(after.label(rule))"
    case .ruleDelayed(let rule, let reason):
      return "is held: " + after.whyHeld(rule, reason, at: event.tick.price)
    case .ruleEnded(let rule, .refused(let answering, _)) where !after.isClosed:
      return "\(after.label(rule)) is refused (\(answering.rawValue))"
    case .ruleEnded(_, .cancelled(Trade.timePassed)) where isTimed: return "ends: \(Trade.timePassed)"
    case .ruleEnded(let rule, .cancelled) where !after.isClosed: return "cancels \(after.label(rule))"
    case .ruleRemembers(let rule, let trigger, let memory): return remembered(rule, trigger, memory)
    case .noted(let text): return "note: \(text)"
    case .ruleEnded(_, .late) where isTimed: return "ends: \(Trade.timePassed)"
    case .ruleEnded(_, .unless) where isTimed: return "ends: its level was reached"
    case .newsWindow(nil) where isTimed && after.position.entered == before.position.entered:
      return "what waits may be bought again"
    case .newsWindow(let news?) where isTimed && before.hasWaitingEntry:
      return "nothing is scaled until \(news.windowEnd.clock(seconds: false))"
    default: return nil
    }
  }

  /// What a trigger remembers, where that is a step towards acting.
  private func remembered(_ rule: Int, _ number: Int, _ memory: TriggerMemory) -> String? {
    guard after.rules.indices.contains(rule), after.rules[rule].rule.triggers.indices.contains(number) else {
      return nil
    }
    let last = after.lastEventTick.price
    // Nothing is left for it to buy.
    if after.rules[rule].isTranche, after.reachable(rule, once: after.position.entered, at: last) == .zero {
      return nil
    }
    switch (after.rules[rule].rule.triggers[number], memory) {
    case (.onRetest(let level, let within, let hold), _):
      guard let zone = after.retestZone(level, within: within, last: last) else { return nil }
      let far = instrument.text(after.wayBack(zone.far))
      switch memory {
      case .retestBeyond: return "arms: then the way back to \(far) begins the hold"
      case .retestHolds: return "the hold of \(hold ?? Trade.defaultHold) begins"
      default: return "the retest ends: price has to go beyond \(far) again"
      }
    case (.onBreak(let level), .armed(true)):
      return after.price(level, last: last).map { "arms: then acts at \(instrument.text($0))" }
    case (_, .reached) where after.rules[rule].isTarget: return "is held until no entry waits"
    default: return nil
    }
  }
}

extension Trade {
  /// The first price inside of a zone that was left.
  func wayBack(_ far: Ratio) -> Price {
    Position.rounded(far, side: side == .long ? .short : .long)
  }
}

extension Event {
  fileprivate var isFill: Bool { if case .filled = fact { true } else { false } }
  var isLiquidation: Bool { if case .liquidated = fact { true } else { false } }
}
