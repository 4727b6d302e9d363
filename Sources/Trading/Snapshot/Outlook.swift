/// What will act next, above and below the market, and what it does then: the same numbers as the engine's.
extension Trade {
  /// Something that waits at a price.
  struct Prospect {
    enum Kind { case entry, exit, stop, stopMove, liquidation }
    var kind: Kind
    var price: Price
    var rule: Int?
    var sentence: String
    var outcome: String

    var event: NextEvent { NextEvent(price: price, sentence: sentence, outcome: outcome) }
  }

  /// Everything that waits at a price which has a value, in no order.
  func prospects(at last: Price) -> [Prospect] {
    guard !isClosed else { return [] }
    var all: [Prospect] = []
    for index in rules.indices {
      all += entryProspects(index, last)
      all += targetProspects(index, last)
    }
    all += stopProspects() + moveProspects(last)
    return all
  }

  private func entryProspects(_ index: Int, _ last: Price) -> [Prospect] {
    guard rules[index].isTranche else { return [] }
    switch rules[index].phase {
    case .waiting, .delayed: break
    case .idle, .due, .ended: return []
    }
    return rules[index].rule.triggers.enumerated().compactMap { number, trigger in
      guard let price = entryPrice(index, number, trigger, last) else { return nil }
      return Prospect(
        kind: .entry, price: price, rule: index, sentence: "\(rules[index].rule)",
        outcome: entryOutcome(index, at: price))
    }
  }

  /// Where an entry's trigger is met next: of a retest the edge that price must reach.
  private func entryPrice(_ index: Int, _ number: Int, _ trigger: Trigger, _ last: Price) -> Price? {
    guard case .onRetest(let level, let within, _) = trigger,
      let zone = retestZone(level, within: within, last: last)
    else { return trigger.level.flatMap { price($0, last: last) } }
    switch rules[index].memories[number] {
    case .retestBeyond: return Position.rounded(zone.far, side: side == .long ? .short : .long)
    case .retestHolds: return Position.rounded(zone.level, side: side)
    default: return Position.rounded(zone.far, side: side)
    }
  }

  private func entryOutcome(_ index: Int, at price: Price) -> String {
    let quantity = min(trancheQuantity(index) + rules[index].merged, total - position.entered)
    guard quantity > .zero, var after = projection(firstFillAt: price) else { return "" }
    after.add(quantity, at: price, fee: plan.takerFee)
    let average = after.position.average ?? .zero
    let verb = side == .long ? "buys" : "sells"
    let loss = after.position.net(closingAt: after.stop, fee: plan.takerFee)
    return "\(verb) \(instrument.text(quantity)): \(instrument.text(after.position.open)) at "
      + "\(instrument.text(ticks: average)); stop \(instrument.text(after.stop)), \(loss.text(signed: true)) there"
  }

  private func targetProspects(_ index: Int, _ last: Price) -> [Prospect] {
    guard rules[index].isTarget, position.isOpen, case .waiting = rules[index].phase,
      let level = rules[index].rule.triggers.lazy.compactMap(\.level).first,
      let price = price(level, last: last)
    else { return [] }
    let quantity = targetQuantity(index)
    var after = position
    let fee = instrument.notional(price, quantity) * plan.makerFee
    after.exit(quantity, at: price, fee: fee)
    let verb = side == .long ? "sells" : "buys back"
    let rest = after.isOpen ? "\(instrument.text(after.open)) stays" : "the trade ends"
    let net = after.isOpen ? after.realised : after.settled
    return [
      Prospect(
        kind: .exit, price: price, rule: index, sentence: "\(rules[index].rule)",
        outcome: "\(verb) \(instrument.text(quantity)), \(rest): \(net.text(signed: true)) realised")
    ]
  }

  private func stopProspects() -> [Prospect] {
    guard position.isOpen, let stop else { return [] }
    let net = position.net(
      closingAt: Price(ticks: stop.price.ticks - side.sign * plan.slippage), fee: plan.takerFee)
    let verb = side == .long ? "sells" : "buys back"
    var all = [
      Prospect(
        kind: .stop, price: stop.price, rule: nil, sentence: "stop: \(words(stop.cause))",
        outcome: "\(verb) all \(instrument.text(position.open)): the trade ends \(net.text(signed: true)), "
          + "\(resultInR(net))R")
    ]
    if let exact = position.liquidation(leverage: plan.leverage.ratio) {
      all.append(
        Prospect(
          kind: .liquidation, price: Position.rounded(exact, side: side), rule: nil, sentence: "liquidation",
          outcome: "the venue closes all \(instrument.text(position.open))"))
    }
    return all
  }

  /// A result in R, as a result in money over what 1R is worth on all that was entered.
  func resultInR(_ net: Cash) -> String {
    guard let oneR, oneR > 0, position.entered > .zero else { return "0.00" }
    let ratio = net.ratio / instrument.notional(Ratio(oneR), position.entered)
    return NumberText.fixed(ratio, digits: 2, signed: ratio != .zero)
  }

  // MARK: stop moves

  /// A move of the stop that some price brings.
  struct MoveProspect {
    var at: Price
    var to: Price
    var rule: Int
  }

  /// Moves that wait for their room, running trails, and what targets and `from` rules will do to the stop.
  func stopMoves(_ last: Price) -> [MoveProspect] {
    guard position.isOpen, let stop else { return [] }
    var moves: [MoveProspect] = []
    for index in rules.indices {
      if let move = stopMove(index), let threshold = move.threshold {
        moves.append(MoveProspect(at: Position.rounded(threshold, side: side), to: move.price, rule: index))
      }
      if let trail = rules[index].trail, let marks = trailMarks(index),
        let next = trailStop(index, steps: trail.steps + 1)
      {
        let mark = Ratio(trail.start.ticks) + Ratio(side.sign) * Ratio(trail.steps + 1) * marks.step
        moves.append(MoveProspect(at: Position.rounded(mark, side: side), to: next, rule: index))
      }
      moves += coming(index, last)
    }
    return moves.filter { isTighter($0.to, than: stop.price) && favour($0.at, beyond: Ratio(last.ticks)) > 0 }
  }

  private func coming(_ index: Int, _ last: Price) -> [MoveProspect] {
    guard case .waiting = rules[index].phase, !rules[index].isEntry, rules[index].pendingStop == nil,
      let trigger = rules[index].rule.triggers.lazy.compactMap(\.level).first,
      let at = price(trigger, last: last)
    else { return [] }
    if let (level, room) = rules[index].rule.stopMove, let exact = value(level, last: at),
      let distance = value(room ?? plan.room, from: exact)
    {
      let threshold = Position.rounded(exact + Ratio(side.sign) * distance, side: side)
      let both = isNearer(at, threshold) ? threshold : at
      return [MoveProspect(at: both, to: Position.rounded(exact, side: side), rule: index)]
    }
    guard let (distance, _) = rules[index].rule.trailing,
      let behind = value(distance, from: Ratio(at.ticks))
    else { return [] }
    let to = Position.rounded(Ratio(at.ticks) - Ratio(side.sign) * behind, side: side)
    return [MoveProspect(at: at, to: to, rule: index)]
  }

  private func moveProspects(_ last: Price) -> [Prospect] {
    stopMoves(last).map { move in
      let net = position.net(closingAt: move.to, fee: plan.takerFee)
      return Prospect(
        kind: .stopMove, price: move.at, rule: move.rule, sentence: "\(rules[move.rule].rule)",
        outcome: "stop to \(instrument.text(move.to)): \(net.text(signed: true)) there")
    }
  }

  // MARK: words

  func words(_ cause: StopCause) -> String {
    switch cause {
    case .initial: "initial"
    case .rule(let index), .trail(let index):
      rules.indices.contains(index) ? "\(rules[index].rule)" : "a rule"
    case .hand(let reason): reason.map { "by hand: \($0)" } ?? "by hand"
    }
  }
}

extension Instrument {
  /// A price that is not rounded to the grid, with the instrument's digits.
  public func text(ticks: Ratio) -> String {
    NumberText.fixed(ticks * Ratio(tickUnits) / Ratio(powerOfTen(priceDigits)), digits: priceDigits)
  }

  private func powerOfTen(_ digits: Int) -> Int { (0..<digits).reduce(1) { value, _ in value * 10 } }
}
