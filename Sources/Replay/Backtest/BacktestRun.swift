import Trading

/// What came of a plan on one tape.
public struct BacktestRun: Sendable {
  /// Trades in which something was entered, in the order in which they began.
  public private(set) var trades: [BacktestTrade] = []
  /// Trades that ended without an entry's fill.
  public private(set) var nothingEntered = 0
  /// Prices on which no trade could begin, because `risk:` sized nothing there.
  public internal(set) var couldNotBegin = 0
  /// How many trades were begun.
  public internal(set) var begun = 0
  /// How many entries each guard refused, over all trades that were begun.
  public private(set) var refused: [Guard: Int] = [:]
  /// How many waiting tranches each guard kept off the market, likewise.
  public private(set) var keptOff: [Guard: Int] = [:]
  /// How many entries a guard cut to what it let through.
  public private(set) var cut = 0
  /// The trade itself, where something was entered in one alone; the first one, where nothing was in any.
  public private(set) var only: Trade?

  /// The guard of the day let no further trade begin on a day.
  mutating func noteDayStopped() { refused[.day, default: 0] += 1 }

  mutating func add(_ trade: Trade, number: Int, began: Tick, _ kept: KeptEvents) {
    refused.merge(kept.history.refused, uniquingKeysWith: +)
    keptOff.merge(kept.history.keptOff, uniquingKeysWith: +)
    cut += kept.history.cut
    if let told = BacktestTrade(trade, number: number, began: began, kept) {
      trades.append(told)
      only = trades.count == 1 ? trade : nil
    } else {
      if begun == 1 { only = trade }
      nothingEntered += 1
    }
  }

  /// In how many of its trades the entries are those of another run's trade of the same number.
  public func sameEntries(as other: BacktestRun) -> Int {
    let others = Dictionary(other.trades.map { ($0.number, $0) }) { first, _ in first }
    return trades.count { trade in others[trade.number].map { trade.hasEntries(of: $0) } ?? false }
  }
}
