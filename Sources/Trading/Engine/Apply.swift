/// The fold: how each event changes the trade. Total, it cannot fail; an event that names a rule which is not
/// there changes nothing but the count.
extension Trade {
  public mutating func apply(_ event: Event) {
    noteExcursion(before: event, lastTick: lastEventTick)
    sequence = event.sequence
    lastEventTick = event.tick
    switch event.fact {
    case .opened(let opening): if opening.dayOverride != nil { overrides += 1 }
    case .noted, .refused, .detached, .resumed, .entryCut, .orderRejected, .swung:
      applyQuiet(event)
    case .orderRequested(let order):
      orders.append(WorkingOrder(id: event.sequence, order: order, filled: .zero, state: .requested))
    case .orderAccepted(let id): applyAccepted(id)
    case .orderWithdrawn(let id): withOrder(id) { $0.state = .withdrawn }
    case .orderCancelled(let id): orders.removeAll { $0.id == id }
    case .filled(let fill, let purpose): apply(fill, purpose, at: event.tick)
    case .liquidated(let quantity, let price, let fee):
      let booked = min(quantity, position.open)
      position.exit(booked, at: price, fee: fee)
      enterInLedger(.liquidation, booked, at: price, fee: fee, isMaker: false, event.tick)
    case .fundingPaid(let amount): position.pay(funding: amount)
    case .stopMoved(let price, let cause): applyStop(price, cause, at: event.tick)
    case .adopted(let adopted): apply(adopted, at: event.tick)
    case .overridden: overrides += 1
    case .closed(let result): applyClosed(result)
    case .barsRecalled(let frame, let gauges, let bars):
      withSeries(frame, at: event.tick.time) { $0.recall(gauges, bars) }
    case .barClosed(let frame, let bar):
      withSeries(frame, at: event.tick.time) { $0.close(bar, at: event.tick) }
    case .newsWindow(let news): newsWindow = news
    default: applyRule(event)
    }
    noteExcursion(after: event)
    switch event.fact {
    case .filled, .stopMoved: noteRisk()
    default: return
    }
  }

  private mutating func apply(_ adopted: AdoptedPosition, at tick: Tick) {
    position.adopt(adopted)
    oneR = adopted.oneR
    adoptedAt = tick
    firstFillTick = Tick(index: tick.index, time: adopted.since, price: adopted.price)
    useTranches(adopted, at: tick)
  }

  private mutating func withSeries(_ frame: Frame, at time: Timestamp, _ change: (inout BarSeries) -> Void) {
    let place = series.firstIndex { $0.frame >= frame } ?? series.count
    if place == series.count || series[place].frame != frame {
      series.insert(BarSeries(frame, at: time), at: place)
    }
    change(&series[place])
  }

  private mutating func applyQuiet(_ event: Event) {
    guard case .orderRejected(let id, _) = event.fact else { return }
    if let refused = orders.first(where: { $0.id == id })?.order, refused.purpose == .stop {
      refusedStop = RefusedStop(order: refused, since: event.tick)
    }
    orders.removeAll { $0.id == id }
  }

  private mutating func applyAccepted(_ id: Int) {
    withOrder(id) { if $0.state == .requested { $0.state = .working } }
    if orders.contains(where: { $0.id == id && $0.order.purpose == .stop }) { refusedStop = nil }
  }

  private mutating func applyClosed(_ result: TradeResult) {
    self.result = result
    stop = nil
    refusedStop = nil
    orders = []
  }

  private mutating func applyStop(_ price: Price, _ cause: StopCause, at tick: Tick) {
    stop = StandingStop(price: price, cause: cause, since: tick)
    if case .initial = cause, let first = position.firstFill {
      initialStop = price
      oneR = oneR ?? abs(first.ticks - price.ticks)
    }
    if case .hand = cause {
      handMoves += 1
      handActs += 1
    }
  }

  private mutating func withOrder(_ id: Int, _ change: (inout WorkingOrder) -> Void) {
    guard let index = orders.firstIndex(where: { $0.id == id }) else { return }
    change(&orders[index])
  }

  private mutating func apply(_ fill: Fill, _ purpose: OrderPurpose, at tick: Tick) {
    withOrder(fill.order) { $0.filled += fill.quantity }
    if fill.isLast { orders.removeAll { $0.id == fill.order } }
    switch purpose {
    case .entry(let rule):
      position.enter(fill.quantity, at: fill.price, fee: fill.fee, isLast: fill.isLast)
      firstFillTick = firstFillTick ?? tick
      book(fill, on: rule, at: tick)
      enterInLedger(
        .entry(rule: rule), fill.quantity, at: fill.price, fee: fill.fee, isMaker: fill.isMaker, tick)
    case .exit(let rule):
      exit(fill, .exit(rule: rule), at: tick)
      book(fill, on: rule, at: tick)
    case .stop: exit(fill, .stop, at: tick)
    }
  }

  private mutating func exit(_ fill: Fill, _ source: LedgerLine.Source, at tick: Tick) {
    let booked = min(fill.quantity, position.open)
    position.exit(booked, at: fill.price, fee: fill.fee)
    enterInLedger(source, booked, at: fill.price, fee: fill.fee, isMaker: fill.isMaker, tick)
  }

  private mutating func book(_ fill: Fill, on rule: Int, at tick: Tick) {
    let notional = instrument.notional(fill.price, fill.quantity)
    withRule(rule) {
      $0.filled += fill.quantity
      $0.filledNotional += notional
      $0.filledAt = tick
    }
  }

  private mutating func withRule(_ index: Int, _ change: (inout RuleState) -> Void) {
    guard rules.indices.contains(index) else { return }
    change(&rules[index])
  }

  private mutating func applyRule(_ event: Event) {
    let tick = event.tick
    switch event.fact {
    case .ruleBegan(let rule, let memories):
      withRule(rule) {
        $0.phase = .waiting(since: tick)
        $0.memories = memories
      }
    case .ruleRemembers(let rule, let trigger, let memory):
      withRule(rule) {
        guard $0.memories.indices.contains(trigger) else { return }
        $0.memories[trigger] = memory
        $0.rememberedAt[trigger] = tick
        // Waiting for something again, it has not come true any more.
        $0.came[trigger] = nil
      }
    case .ruleFired(let rule, let cause):
      let level = triggerPrice(rule, cause, at: tick)
      if cause == .hand, rules.indices.contains(rule), !rules[rule].isByHand { handActs += 1 }
      withRule(rule) {
        $0.firedLevel = level
        $0.firedBy = cause
        $0.firedAt = tick
        $0.noteComing(cause, at: tick)
        if $0.rule.renewsItself { $0.awaitTrail() }
        if case .delayed(let since, _, let reason) = $0.phase {
          $0.phase = .delayed(since: since, trigger: cause.trigger, reason: reason)
        }
      }
    case .ruleDelayed(let rule, let reason): withRule(rule) { Trade.delay(&$0, reason, at: tick) }
    case .keptOff(let rule, let answering, let reason): withRule(rule) { $0.keptOffBy[answering] = reason }
    case .ruleWaitsAnew(let rule):
      withRule(rule) {
        $0.firedBy = nil
        $0.asks = false
        $0.forgetWhatCame()
        switch $0.phase {
        case .delayed(let since, _, _): $0.phase = .waiting(since: since)
        case .due: $0.phase = .waiting(since: tick)
        case .idle, .waiting, .ended: break
        }
      }
    case .ruleEnded(let rule, let ending): applyEnding(rule, ending, at: tick)
    case .ruleAdded(let rule):
      if rule.because != Trade.endOfTape { handActs += 1 }
      rules.append(RuleState(rule, after: rules, isByHand: true))
    case .ruleMoved(let rule, let price): applyMove(rule, price)
    case .targetAsks(let rule): withRule(rule) { $0.asks = true }
    case .entryMerged(let rule, let quantity): withRule(rule) { $0.merged += quantity }
    case .entryDue(let rule, let quantity, let limit, let cutBy):
      withRule(rule) {
        $0.phase = .due(quantity, limit: limit)
        $0.cutBy = cutBy
      }
    case .exitDue(let rule, let quantity): withRule(rule) { $0.phase = .due(quantity, limit: nil) }
    default: applyStopRule(event)
    }
  }

  private func triggerPrice(_ rule: Int, _ cause: FireCause, at tick: Tick) -> Price? {
    guard rules.indices.contains(rule), let number = cause.trigger,
      rules[rule].rule.triggers.indices.contains(number)
    else { return nil }
    return rules[rule].rule.triggers[number].level.flatMap { price($0, last: tick.price) }
  }

  private static func delay(_ state: inout RuleState, _ reason: String, at tick: Tick) {
    let trigger = state.firedBy?.trigger
    let since: Tick =
      switch state.phase {
      case .waiting(let since), .delayed(let since, _, _): since
      case .idle, .due, .ended: tick
      }
    state.phase = .delayed(since: since, trigger: trigger, reason: reason)
  }

  private mutating func applyEnding(_ rule: Int, _ ending: RuleEnding, at tick: Tick) {
    withRule(rule) {
      $0.phase = .ended(ending, at: tick)
      if ending == .filled || ending == .done { $0.awaitTrail() }
    }
    if rules.indices.contains(rule), rules[rule].isTarget, ending == .filled { hasTakenTarget = true }
  }

  private mutating func applyStopRule(_ event: Event) {
    switch event.fact {
    case .stopMoveWaits(let rule, let last):
      withRule(rule) { $0.pendingStop = RuleState.PendingStop(last: last, since: event.tick) }
    case .stopMoveEnded(let rule): withRule(rule) { $0.pendingStop = nil }
    case .trailBegan(let rule, let start):
      let step = trailStep(rule, from: start)
      withRule(rule) {
        $0.trail = RuleState.Trail(start: start, steps: 0, since: event.tick, step: step)
        $0.trailIsDue = false
      }
    case .trailStepped(let rule, let steps): withRule(rule) { $0.trail?.steps = steps }
    case .trailEnded(let rule):
      withRule(rule) {
        $0.trail = nil
        $0.trailWasEnded = true
      }
    default: return
    }
  }

  /// Risk amount: after any fill or stop move, with an exit at the stop's price, taker fee, no slippage.
  private mutating func noteRisk() {
    guard let stop, position.isOpen else { return }
    riskAmount = max(riskAmount, -position.net(closingAt: stop.price, fee: plan.takerFee))
  }
}

extension RuleState {
  fileprivate mutating func forgetWhatCame() { came = Array(repeating: nil, count: came.count) }

  fileprivate mutating func noteComing(_ cause: FireCause, at tick: Tick) {
    switch cause {
    case .trigger(let number): if came.indices.contains(number) { came[number] = came[number] ?? tick }
    case .fill:
      // One that an earlier fill made due may act now, whatever fills besides.
      for number in came.indices where rule.triggers[number].isFill { came[number] = came[number] ?? tick }
    case .hand, .immediately: return
    }
  }
}
