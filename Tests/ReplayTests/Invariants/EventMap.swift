import Trading

/// Events as they would read in another world: other prices, other money. Reasons and causes in words are left out,
/// for they tell prices in figures, and so is the place in the feed.
struct EventMap {
  var price: (Price) -> Price = { $0 }
  var cash: (Cash) -> Cash = { $0 }
  var rule: (Rule) -> Rule = { $0 }

  /// What both say of the same, event by event; the first that differs, or nil.
  func difference(_ events: [Event], to others: [Event]) -> String? {
    let same = EventMap()
    for index in 0..<max(events.count, others.count) {
      guard index < events.count else { return "only the second has \(others[index])" }
      guard index < others.count else { return "only the first has \(events[index])" }
      let left = event(events[index])
      let right = same.event(others[index])
      if left != right { return "event \(index + 1)\nfirst:  \(left)\nsecond: \(right)" }
    }
    return nil
  }

  private func event(_ event: Event) -> Event {
    var event = event
    event.tick.index = 0
    event.tick.price = price(event.tick.price)
    event.fact = fact(event.fact)
    return event
  }

  private func fact(_ fact: Fact) -> Fact {
    switch fact {
    case .opened(let opening): return .noted("opened with \(opening.total.steps)")
    case .ruleBegan(let rule, let memories): return .ruleBegan(rule: rule, memories: memories.map(memory))
    case .ruleRemembers(let rule, let trigger, let memory):
      return .ruleRemembers(rule: rule, trigger: trigger, memory: self.memory(memory))
    case .ruleDelayed(let rule, _): return .ruleDelayed(rule: rule, reason: "")
    case .keptOff(let rule, let answering, _): return .keptOff(rule: rule, answering: answering, reason: "")
    case .ruleEnded(let rule, .refused(let answering, _)):
      return .ruleEnded(rule: rule, ending: .refused(answering, reason: ""))
    case .ruleEnded(let rule, .cancelled): return .ruleEnded(rule: rule, ending: .cancelled(""))
    case .ruleAdded(let rule): return .ruleAdded(rule: self.rule(rule))
    case .ruleMoved(let rule, let price): return .ruleMoved(rule: rule, to: self.price(price))
    case .stopMoved(let price, let cause): return .stopMoved(to: self.price(price), cause: cause)
    case .trailBegan(let rule, let start): return .trailBegan(rule: rule, start: price(start))
    case .stopMoveWaits(let rule, let last): return .stopMoveWaits(rule: rule, last: price(last))
    case .swung(let low, let high):
      let prices = [price(low), price(high)].sorted()
      return .swung(low: prices[0], high: prices[1])
    case .barsRecalled(let frame, let gauges, let bars):
      return .barsRecalled(frame, gauges: gauges, bars: bars.map(bar))
    case .barClosed(let frame, let bar): return .barClosed(frame, self.bar(bar))
    default: return order(fact)
    }
  }

  private func order(_ fact: Fact) -> Fact {
    switch fact {
    case .entryDue(let rule, let quantity, let limit, let cutBy):
      return .entryDue(rule: rule, quantity: quantity, limit: limit.map(price), cutBy: cutBy)
    case .orderRequested(var order):
      switch order.kind {
      case .market: break
      case .limit(let limit): order.kind = .limit(price(limit))
      case .stop(let stop): order.kind = .stop(price(stop))
      }
      return .orderRequested(order)
    case .orderRejected(let id, _): return .orderRejected(id: id, reason: "")
    case .filled(var fill, let purpose):
      fill.price = price(fill.price)
      fill.fee = cash(fill.fee)
      return .filled(fill, purpose: purpose)
    case .liquidated(let quantity, let price, let fee):
      return .liquidated(quantity: quantity, price: self.price(price), fee: cash(fee))
    case .fundingPaid(let amount): return .fundingPaid(cash(amount))
    case .closed(let result): return .closed(self.result(result))
    default: return fact
    }
  }

  private func result(_ result: TradeResult) -> TradeResult {
    var result = result
    result.net = cash(result.net)
    result.fees = cash(result.fees)
    result.funding = cash(result.funding)
    result.riskAmount = cash(result.riskAmount)
    result.adverse = result.adverse.map(cash)
    result.favourable = result.favourable.map(cash)
    result.cause = ""
    return result
  }

  private func memory(_ memory: TriggerMemory) -> TriggerMemory {
    if case .closedAt(let close) = memory { return .closedAt(price(close)) }
    return memory
  }

  private func bar(_ bar: Bar) -> Bar {
    let edges = [price(bar.low), price(bar.high)].sorted()
    return Bar(
      start: bar.start, open: price(bar.open), high: edges[1], low: edges[0], close: price(bar.close),
      volume: bar.volume)
  }
}
