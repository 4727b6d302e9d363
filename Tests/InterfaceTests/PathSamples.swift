@testable import Trading

/// The samples with the way they came, for the chart.
extension Samples {
  /// The long since it was opened: a price every ten seconds, two fills, and the stop's two places.
  static var longPath: Snapshot {
    var snapshot = long
    let turns = [
      (0, 299_100), (250, 300_000), (900, 301_900), (2400, 300_124), (2650, 299_700), (3600, 304_800),
      (4300, 303_000), (5280, 305_700), (5647, 304_123),
    ]
    snapshot.path = TradePath(
      prices: prices(from: time(12, 58), turns),
      deeds: deeds(
        .long,
        [
          (time(13, 2, 11), .entry, 300_000, 500, 750), (time(13, 41, 52), .entry, 300_124, 300, 450),
        ]),
      stops: [
        TradePath.Step(time: time(13, 2, 11), price: price(293_000)),
        TradePath.Step(time: time(13, 41, 52), price: price(300_347)),
      ])
    return snapshot
  }

  /// The short with both entries and its first target, in its first hour.
  static var shortPath: Snapshot {
    var snapshot = short
    snapshot.path = TradePath(
      prices: prices(
        from: time(8, 5),
        [(0, 296_500), (420, 298_000), (1500, 300_000), (1800, 300_700), (3240, 296_600), (3601, 296_110)]),
      deeds: deeds(
        .short,
        [
          (time(8, 12), .entry, 298_000, 300, 447), (time(8, 30), .entry, 300_000, 300, 450),
          (time(8, 59), .exit, 296_600, 200, 291),
        ]),
      stops: [
        TradePath.Step(time: time(8, 12), price: price(302_000)),
        TradePath.Step(time: time(8, 59), price: price(298_701)),
      ])
    return snapshot
  }

  /// The long, stopped out where it had cost nothing.
  static var stoppedPath: Snapshot {
    var snapshot = closed
    let open = longPath.path
    var ledger = open.deeds[1].after
    ledger.exit(quantity(800), at: price(300_347), fee: cash(1201))
    snapshot.path = TradePath(
      prices: open.prices,
      deeds: open.deeds + [
        TradePath.Deed(
          time: time(14, 31), kind: .stop, price: price(300_347), quantity: quantity(800), after: ledger)
      ],
      stops: open.stops + [TradePath.Step(time: time(14, 31), price: nil)])
    return snapshot
  }

  /// A price every ten seconds on straight lines between turns, each a second from the start and ticks; a small
  /// ripple upon it.
  private static func prices(from start: Timestamp, _ turns: [(second: Int, ticks: Int)]) -> PricePath {
    var path = PricePath()
    for (one, next) in zip(turns, turns.dropFirst()) {
      for second in stride(from: one.second, to: next.second, by: 10) {
        let way = (next.ticks - one.ticks) * (second - one.second) / (next.second - one.second)
        let ripple = (second / 10 * 37 % 23 - 11) * 17
        path.saw(price(one.ticks + way + ripple), at: start + Span(seconds: Int64(second)))
      }
    }
    if let last = turns.last { path.saw(price(last.ticks), at: start + Span(seconds: Int64(last.second))) }
    return path
  }

  private static func deeds(
    _ side: Side, _ told: [(Timestamp, TradePath.Deed.Kind, ticks: Int, steps: Int, fee: Int)]
  ) -> [TradePath.Deed] {
    var ledger = Position(side: side, instrument: bitcoin)
    return told.map { time, kind, ticks, steps, fee in
      if kind == .entry {
        ledger.enter(quantity(steps), at: price(ticks), fee: cash(fee))
      } else {
        ledger.exit(quantity(steps), at: price(ticks), fee: cash(fee))
      }
      return TradePath.Deed(
        time: time, kind: kind, price: price(ticks), quantity: quantity(steps), after: ledger)
    }
  }
}
