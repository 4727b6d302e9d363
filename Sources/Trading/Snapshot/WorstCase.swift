/// What a trade can lose if its stop fills where it stands.
extension Trade {
  /// A tranche that waits, bought at its planned price.
  private struct Entry {
    var index: Int
    var price: Price
    var fee: Rate
    /// What each step of it adds to the loss at the stop.
    var loss: Ratio
  }

  /// The result if the stop is hit now, or once waiting tranches have filled at their planned prices, whichever is worst.
  /// Where the plan has less left than they ask for, those that lose most come first. One that came and is held will not
  /// get its planned price any more: it counts at the price at hand, if that is worse. One that the guards keep off the
  /// market does not count, nor one for which the plan leaves too little.
  public func worstCase(at last: Price) -> Cash {
    guard let stop, position.isOpen else { return .zero }
    let exit = Price(ticks: max(1, stop.price.ticks - side.sign * plan.slippage))
    var then = position
    for entry in waitingEntries(last, exit).sorted(by: { $0.loss > $1.loss }) where entry.loss > .zero {
      let quantity = reachable(entry.index, once: then.entered, at: entry.price)
      guard quantity > .zero else { continue }
      then.enter(quantity, at: entry.price, fee: instrument.notional(entry.price, quantity) * entry.fee)
    }
    return min(net(stoppedAt: stop.price), then.net(closingAt: exit, fee: plan.takerFee))
  }

  private func waitingEntries(_ last: Price, _ exit: Price) -> [Entry] {
    // Prices that follow the last fill follow those that are only imagined.
    var then = self
    // The same without those that price leaves behind on its way in the trade's favour.
    var rising = self
    return rules.indices.compactMap { index in
      guard rules[index].isTranche, rules[index].isPending, !isBehindBrokenEntry(index),
        !isKeptOffForLong(index)
      else { return nil }
      let levels = rules[index].rule.triggers.lazy.compactMap(\.level)
      // What counts from the average may come first or last, or behind those on the way alone.
      var price =
        levels.compactMap { level -> Price? in
          let behind = then.price(level, last: last)
          guard !level.followsFills else { return behind }
          return [behind, self.price(level, last: last), rising.price(level, last: last)]
            .compactMap(\.self).max { favour($0, beyond: $1) < 0 }
        }.first ?? last
      let quantity = reachable(index, once: position.entered, at: price)
      guard quantity > .zero else { return nil }
      price = reachable(from: price, index, last)
      let rests = rules[index].rule.restsAtEntry
      if !rests { price = Price(ticks: max(1, price.ticks + side.sign * plan.slippage)) }
      let fee = rests ? plan.makerFee : plan.takerFee
      let paid = instrument.notional(price, quantity) * fee
      then.position.enter(quantity, at: price, fee: paid)
      if favour(price, beyond: last) > 0 { rising.position.enter(quantity, at: price, fee: paid) }
      return Entry(index: index, price: price, fee: fee, loss: loss(from: price, fee, to: exit))
    }
  }

  /// Where a tranche that is held can still be bought, at worst.
  private func reachable(from price: Price, _ index: Int, _ last: Price) -> Price {
    guard case .delayed(_, _, let reason) = rules[index].phase else { return price }
    var prices = [price, last]
    if reason == Hold.nearFirstFill, let first = position.firstFill, let oneR {
      // It waits until price is 0.1R from the first fill, either way.
      prices.append(Price(ticks: first.ticks + side.sign * ((oneR + 9) / 10)))
    }
    return prices.max { favour($0, beyond: $1) < 0 } ?? price
  }

  /// Of one step that is bought at a price and closed at another, both fees counted.
  private func loss(from price: Price, _ fee: Rate, to exit: Price) -> Ratio {
    var one = Position(side: side, instrument: instrument)
    let step = Quantity(steps: 1)
    one.enter(step, at: price, fee: instrument.notional(price, step) * fee)
    return -one.net(closingAt: exit, fee: plan.takerFee).ratio
  }

  /// News pass, and so does a broker's refusal of the stop.
  private func isKeptOffForLong(_ index: Int) -> Bool {
    guard let answering = whyKeptOff(index)?.answering else { return false }
    return answering != .news && refusedStop == nil
  }
}

extension Level {
  /// It is known once the tranche before has filled, and not sooner.
  fileprivate var followsFills: Bool {
    switch base {
    case .lastFill, .tranche: true
    default: false
    }
  }
}
