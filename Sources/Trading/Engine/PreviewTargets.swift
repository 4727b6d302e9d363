/// What the next targets are worth: where they stand, and the result if all were closed there.
extension Preview {
  /// Two rows for each of the two targets that come next.
  static func targetRows(
    _ before: Trade, _ after: Trade, _ planned: Trade?, _ last: Price
  ) -> [PreviewTable.Row] {
    let targets = before.rules.indices.filter { before.rules[$0].isTarget && before.rules[$0].isPending }
    let shown = Array(targets.prefix(2))
    // Price has gone on to where it acted.
    let columns = [before, after, planned].map { trade in
      trade.map { places(shown, $0, $0.sequence > before.sequence ? $0.lastEventTick.price : last) }
    }
    return shown.indices.flatMap { place -> [PreviewTable.Row] in
      let label = "T\(before.rules[shown[place]].number)"
      let cells = columns.map { $0?[place] }
      func row(_ label: String, _ text: (TargetPlace) -> String) -> PreviewTable.Row {
        let texts = cells.map { $0.map(text) ?? "" }
        return PreviewTable.Row(label: label, now: texts[0], after: texts[1], planned: texts[2])
      }
      return [
        row("\(label) at") { $0.price.map { before.instrument.text($0) } ?? "–" },
        row("flat at \(label)") { $0.flat?.text(signed: true) ?? "–" },
      ]
    }
  }

  /// Nothing where it does not come any more.
  private struct TargetPlace {
    var price: Price?
    var flat: Cash?
  }

  private static func places(_ targets: [Int], _ trade: Trade, _ last: Price) -> [TargetPlace] {
    let prices = targets.map { index -> Price? in
      guard trade.rules[index].isPending, trade.position.isOpen else { return nil }
      return trade.rules[index].rule.triggers.lazy.compactMap(\.level).first.flatMap {
        trade.price($0, last: last)
      }
    }
    let flats = WayToTargets.flats(trade, from: last, at: prices.compactMap(\.self))
    return prices.map { price in
      let flat = price.flatMap { flats[$0] }
      return TargetPlace(price: flat == nil ? nil : price, flat: flat)
    }
  }
}

/// Price on its way through the targets, with all that acts before each: tranches that are bought, targets that are taken.
private enum WayToTargets {
  /// Prices that are looked at, at most.
  private static let most = 12

  /// The result if all that is open at a price then were closed there; nothing where the trade has ended before.
  static func flats(_ trade: Trade, from last: Price, at prices: [Price]) -> [Price: Cash] {
    var run = ImaginedRun(trade)
    var tick = Tick(index: trade.lastEventTick.index, time: trade.lastEventTick.time, price: last)
    var steps = 0
    var flats: [Price: Cash] = [:]
    let isUp = trade.side == .long
    for place in Set(prices).sorted(by: { trade.favour($0, beyond: $1) < 0 }) {
      while steps < most, let next = run.nextPrice(isUp, from: tick.price),
        trade.favour(next, beyond: place) < 0
      {
        steps += 1
        guard let reached = run.reach(next, isUp, from: tick), !run.trade.isClosed else { return flats }
        tick = reached.tick
      }
      flats[place] = run.trade.position.net(closingAt: place, fee: trade.plan.takerFee)
    }
    return flats
  }
}
