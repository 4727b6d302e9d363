/// A position taken over, as an event tells it.
public struct AdoptedPosition: Hashable, Sendable, Codable {
  public var quantity: Quantity
  /// Exact, also where the average lies off the grid.
  public var notional: Cash
  /// The average, rounded to the tick on the side of profit: the price of the first fill.
  public var price: Price
  /// What entering it is taken to have cost, at the taker rate.
  public var fee: Cash
  public var since: Timestamp
  public var realised: Cash
  /// 1R in ticks, where it was said.
  public var oneR: Int?

  public init(
    quantity: Quantity, notional: Cash, price: Price, fee: Cash, since: Timestamp, realised: Cash, oneR: Int?
  ) {
    self.quantity = quantity
    self.notional = notional
    self.price = price
    self.fee = fee
    self.since = since
    self.realised = realised
    self.oneR = oneR
  }
}

extension Trade {
  /// What a plan adopts, on the first price. Throws where it does not fit the plan, or would be closed at once.
  func adoptedPosition(_ adoption: Adoption, at first: Tick) throws(Refusal) -> AdoptedPosition {
    guard adoption.quantity <= total else {
      throw Refusal(
        "the position of \(instrument.text(adoption.quantity)) is more than the \(instrument.text(total)) planned",
        remedy: "raise `size:` to \(instrument.text(adoption.quantity)) or adopt less", guard: .size)
    }
    let exact = adoption.price.map { instrument.ticks($0) } ?? Ratio(first.price.ticks)
    let notional = Cash(units: instrument.notional(exact, adoption.quantity).roundedDown128)
    if let since = adoption.since, since > first.time {
      throw Refusal(
        "the position cannot be open since \(since.utcText): the first price is of \(first.time.utcText)",
        remedy: "give the time of its first fill")
    }
    let adopted = AdoptedPosition(
      quantity: adoption.quantity, notional: notional, price: Position.rounded(exact, side: side),
      fee: notional * plan.takerFee, since: adoption.since ?? first.time, realised: adoption.realised,
      oneR: adoption.oneR)
    try checkStop(adoption, adopted, first)
    return adopted
  }

  private func checkStop(
    _ adoption: Adoption, _ adopted: AdoptedPosition, _ first: Tick
  ) throws(Refusal) {
    let told = adoption.stop ?? initialStop(forFirstFill: adopted.price)
    guard let stop = told, stop.isPossible else {
      throw Refusal(
        "the adopted position has no stop", remedy: "add `stop` and a price behind it", guard: .stop)
    }
    guard favour(first.price, beyond: Ratio(stop.ticks)) > 0 else {
      throw Refusal(
        "the stop \(instrument.text(stop)) is not behind the price \(instrument.text(first.price)): the position "
          + "would be closed at once", remedy: "give a stop behind price", guard: .stop)
    }
    guard adoption.oneR != nil || favour(adopted.price, beyond: Ratio(stop.ticks)) > 0 else {
      throw Refusal(
        "the stop \(instrument.text(stop)) is not behind the entry \(instrument.text(adopted.price)), so it does not "
          + "tell what 1R is", remedy: "add `r` and the distance between the entry and the first stop")
    }
    var held = self
    held.position.adopt(adopted)
    if let liquidation = held.liquidation, favour(stop, beyond: Ratio(liquidation.ticks)) <= 0 {
      throw Refusal(
        "the stop \(instrument.text(stop)) lies beyond liquidation at \(instrument.text(liquidation))",
        remedy: "lower `leverage:` to what the position has, or move the stop", guard: .stop)
    }
  }

  /// Takes the position over: its stop stands, rules that only protect are set off by the tranches that count as
  /// used, and nothing is sold or bought that a person has not seen.
  mutating func adopt(_ adoption: Adoption, _ step: inout Step) {
    guard let adopted = try? adoptedPosition(adoption, at: step.tick),
      let stop = adoption.stop ?? initialStop(forFirstFill: adopted.price)
    else { return }
    emit(.adopted(adopted), &step)
    emit(.stopMoved(to: stop, cause: .initial), &step)
    for index in rules.indices where !rules[index].isEntry {
      let rule = rules[index].rule
      let isSetOff = rule.triggers.isEmpty ? rule.waitsForPosition : rule.triggers.contains(where: hasFired)
      guard isSetOff else { continue }
      if rule.sells {
        let why = "what sets it off had happened when the position was adopted"
        emit(.ruleEnded(rule: index, ending: .cancelled(why)), &step)
      } else {
        fireByFill(index, rule.triggers.isEmpty ? .immediately : .fill, &step)
      }
    }
    beginRules(&step)
    for index in rules.indices where rules[index].rule.sells && !rules[index].isEnded {
      askOrCancel(index, &step)
    }
  }

  /// A fill that the rule waits for is taken to have happened.
  private func hasFired(_ trigger: Trigger) -> Bool {
    switch trigger {
    case .whenTrancheFills(let number), .fromTranche(let number):
      rules.contains { $0.kind == .entry(number) && $0.hasFilled }
    default: false
    }
  }

  /// A target that price has passed asks; a sale whose time has passed is not made any more.
  private mutating func askOrCancel(_ index: Int, _ step: inout Step) {
    if rules[index].isTarget {
      if hasPassed(index, at: step.tick) { emit(.targetAsks(rule: index), &step) }
      return
    }
    let isLate = rules[index].rule.triggers.contains { trigger in
      guard case .after(let span, _) = trigger, let first = firstFillTick else { return false }
      return step.tick.time >= first.time + span
    }
    if isLate {
      emit(
        .ruleEnded(rule: index, ending: .cancelled("its time had passed when the position was adopted")),
        &step)
    }
  }

  /// Price is at or beyond one of a target's levels, or one of its times has come.
  func hasPassed(_ index: Int, at tick: Tick) -> Bool {
    rules[index].rule.triggers.contains { trigger in
      switch trigger {
      case .at(let level), .from(let level):
        return price(level, last: tick.price).map { favour(tick.price, beyond: Ratio($0.ticks)) >= 0 }
          ?? false
      case .after(let span, _): return firstFillTick.map { tick.time >= $0.time + span } ?? false
      default: return false
      }
    }
  }

  /// Targets that price had passed when the position was adopted, and that wait for a person's word.
  public var askingTargets: [Int] { rules.indices.filter { rules[$0].asks && !rules[$0].isEnded } }

  /// The question, for an alarm; nil while nothing is asked.
  public var adoptionQuestion: String? {
    let names = askingTargets.map { label($0) }
    guard !isClosed, !names.isEmpty else { return nil }
    let what = names.count == 1 ? "\(names[0]) was" : "\(names.joined(separator: ", ")) were"
    return "\(what) passed before: t takes it now, or it waits for a return"
  }

  /// Shares the adopted quantity out to the tranches, in plan order.
  mutating func useTranches(_ adopted: AdoptedPosition, at tick: Tick) {
    var left = adopted.quantity
    var feeLeft = adopted.fee
    func part(_ cash: Cash, _ quantity: Quantity) -> Cash {
      Cash(units: cash.units * Int128(quantity.steps) / Int128(adopted.quantity.steps))
    }
    for index in rules.indices where rules[index].isTranche && left > .zero {
      let planned = trancheQuantity(index)
      let used = min(planned, left)
      guard used > .zero else { continue }
      left -= used
      let fee = left == .zero ? feeLeft : part(adopted.fee, used)
      feeLeft -= fee
      rules[index].adopted = used
      rules[index].filled = used
      rules[index].filledNotional = part(adopted.notional, used)
      rules[index].filledAt = tick
      if used == planned { rules[index].phase = .ended(.filled, at: tick) }
      addToLedger(.entry(rule: index), used, part(adopted.notional, used), fee, tick)
    }
    if left > .zero { addToLedger(.adopted, left, part(adopted.notional, left), feeLeft, tick) }
  }

  private mutating func addToLedger(
    _ source: LedgerLine.Source, _ quantity: Quantity, _ notional: Cash, _ fee: Cash, _ tick: Tick
  ) {
    ledger.append(
      LedgerLine(
        source: source, quantity: quantity, notional: notional, fees: fee, isMaker: false, first: tick,
        last: tick))
  }
}
