/// The story of a trade: which events a person is told, and in which words.
extension Trade {
  /// The line of an event; nil for the inner workings. The trade must have applied the event already.
  public func story(_ event: Event) -> EventLine? {
    guard let (text, tone) = told(event.fact, at: event.tick) else { return nil }
    var line = EventLine(sequence: event.sequence, time: event.tick.time, text: text, tone: tone)
    line.call = call(event.fact)
    return line
  }

  private func call(_ fact: Fact) -> EventLine.Call? {
    switch fact {
    case .filled(_, purpose: .stop), .liquidated: .stopHit
    case .filled(_, purpose: .entry): .fill
    case .filled(_, purpose: .exit(let rule)): isTarget(rule) ? .target : .fill
    case .ruleEnded(_, .refused), .keptOff, .orderRejected, .refused: .refused
    case .closed: .closed
    default: nil
    }
  }

  private func isTarget(_ rule: Int) -> Bool {
    rules.indices.contains(rule) && (rules[rule].isTarget || rules[rule].exitNumber != nil)
  }

  private func told(_ fact: Fact, at tick: Tick) -> (String, EventLine.Tone)? {
    switch fact {
    case .opened(let opening):
      let text = "opened: \(plan.name), \(instrument.text(opening.total)) planned"
      guard let reason = opening.dayOverride else { return (text, .plain) }
      return (text + "; day guard overridden: \(reason)", .warning)
    case .adopted(let adopted): return (words(adopted), .entry)
    case .targetAsks(let rule):
      return ("\(label(rule)) was passed before: it waits for t, or for price to come back", .warning)
    case .filled(let fill, let purpose): return told(fill, purpose)
    case .liquidated(let quantity, let price, _):
      return ("LIQUIDATED \(instrument.text(quantity)) at \(instrument.text(price))", .warning)
    case .stopMoved(let price, let cause):
      return ("stop at \(instrument.text(price)): \(words(cause))", .stop)
    case .stopMoveWaits(let rule, _):
      // A move that has its room already is told when it is made.
      guard let move = stopMove(rule), let threshold = move.threshold,
        favour(tick.price, beyond: threshold) < 0
      else { return nil }
      let at = Position.rounded(threshold, side: side)
      return ("stop to \(instrument.text(move.price)) waits for room, until \(instrument.text(at))", .plain)
    case .trailBegan(let rule, let start):
      return (
        "\(rules[rule].rule.actions.map { "\($0)" }.joined(separator: ", ")) begins at \(instrument.text(start))",
        .stop
      )
    case .trailEnded(let rule): return ("\"\(rules[rule].rule)\" ended: the stop was loosened", .stop)
    case .ruleEnded(let rule, let ending): return told(rule, ending)
    case .ruleDelayed(let rule, let reason):
      return ("\(label(rule)) held: \(whyHeld(rule, reason, at: tick.price))", .warning)
    case .keptOff(let rule, let answering, let reason):
      return ("\(label(rule)) kept off the market, \(answering.rawValue): \(reason)", .warning)
    case .entryCut(let rule, let quantity):
      return ("\(label(rule)) cut by a guard to \(instrument.text(quantity)), what fits", .warning)
    case .entryMerged(let rule, let quantity):
      return ("\(instrument.text(quantity)), too small to send, goes to \(label(rule))", .plain)
    case .ruleAdded(let rule): return ("by hand: \(rule)", .plain)
    // Before its own trigger; without this line the fill would read as the market's doing.
    case .ruleFired(let rule, .hand):
      return ("by hand: \(rules[rule].isEntry ? "enter" : "take") \(label(rule))", .plain)
    case .ruleMoved(let rule, let price):
      return ("\(label(rule)) to \(instrument.text(price)), by hand", .plain)
    case .fundingPaid(let amount): return ("funding \((-amount).text(signed: true))", .plain)
    case .orderRejected(_, let reason): return ("order refused: \(reason)", .warning)
    case .noted(let text): return ("note: \(text)", .plain)
    case .overridden(let answering, let reason):
      return ("\(answering.rawValue) guard overridden: \(reason)", .warning)
    case .refused(let sentence, let reason): return ("\(sentence) refused: \(reason)", .warning)
    case .detached(let reason): return ("left: \(reason); nobody watched from here", .warning)
    case .resumed: return ("resumed", .plain)
    case .newsWindow(let news?):
      return (
        "news at \(news.time.utcText): \(news.text); nothing is scaled until \(news.windowEnd.utcText)",
        .warning
      )
    case .newsWindow(nil): return ("the news window has closed", .plain)
    case .closed(let result):
      return (
        "closed: net \(result.net.text(signed: true)), \(resultInR(result.net))R; \(result.cause)",
        result.net < .zero ? .stop : .exit
      )
    default: return nil
    }
  }

  private func words(_ adopted: AdoptedPosition) -> String {
    let average = Ratio(
      adopted.notional.units, over: instrument.tickStepValue.units * Int128(adopted.quantity.steps))
    let used = rules.filter { $0.adopted > .zero }.map { state in
      state.isEnded ? "\(state.number)" : "\(state.number) in part"
    }
    let tranches =
      used.isEmpty
      ? "" : "; used: \(used.count == 1 ? "tranche" : "tranches") \(used.joined(separator: ", "))"
    return "adopted \(instrument.text(adopted.quantity)) at \(instrument.text(ticks: average))\(tranches)"
  }

  private func told(_ fill: Fill, _ purpose: OrderPurpose) -> (String, EventLine.Tone) {
    let at = "\(instrument.text(fill.quantity)) at \(instrument.text(fill.price))"
    switch purpose {
    case .entry(let rule): return ("\(label(rule)) filled: \(at)", .entry)
    case .exit(let rule): return ("\(label(rule)) filled: \(at)", .exit)
    case .stop: return ("stop filled: \(at)", .stop)
    }
  }

  private func told(_ rule: Int, _ ending: RuleEnding) -> (String, EventLine.Tone)? {
    switch ending {
    case .filled, .done: return nil
    case .refused(let answering, let reason):
      return ("\(label(rule)) refused (\(answering.rawValue)): \(reason)", .warning)
    case .cancelled(let cause): return ("\(label(rule)) cancelled: \(cause)", .plain)
    case .unless: return ("\"\(rules[rule].rule)\" ended: its level was reached", .plain)
    case .late: return ("\"\(rules[rule].rule)\" ended: its time has passed", .plain)
    }
  }

  func label(_ rule: Int) -> String {
    guard rules.indices.contains(rule) else { return "rule" }
    switch rules[rule].kind {
    case .entry(let number): return "tranche \(number)"
    case .target(let number): return "T\(number)"
    case .other where rules[rule].exitNumber != nil: return "T\(rules[rule].number)"
    case .entryOfNext, .other: return "\"\(rules[rule].rule)\""
    }
  }
}
