import Trading

/// Figures over many trades, each counted once and alike, whatever its size; those in which nothing was entered are
/// counted apart. Results are net of fees and funding. Exact; what is counted in R is in units of 10⁻⁸.
public struct BacktestTotals: Sendable {
  public private(set) var trades = 0
  /// Each trade is one of these three: see `BacktestTrade.isScratch` and `isWon`.
  public private(set) var won = 0
  public private(set) var lost = 0
  public private(set) var scratched = 0
  public private(set) var nothingEntered = 0
  public private(set) var couldNotBegin = 0
  public private(set) var net = Cash.zero
  public private(set) var rSumE8 = 0
  /// The best result above nothing and the worst below it, in money and, of perhaps another trade, in R.
  public private(set) var largestWin: Cash?
  public private(set) var largestLoss: Cash?
  public private(set) var largestWinE8: Int?
  public private(set) var largestLossE8: Int?
  public private(set) var fees = Cash.zero
  /// Paid less received.
  public private(set) var funding = Cash.zero
  /// How many entries each guard refused, also in trades in which nothing was entered.
  public private(set) var refused: [Guard: Int] = [:]
  /// How many waiting tranches each guard kept off the market, likewise.
  public private(set) var keptOff: [Guard: Int] = [:]
  public private(set) var cut = 0
  private var results = RunningFall()
  private var resultsInR = RunningFall()
  private var adverse = Mean()
  private var favourable = Mean()
  private var time = Mean()
  /// Of each trade that showed a profit at some price, in units of 10⁻⁸, rounded down.
  private var kept: [Int128] = []

  public init() {}

  /// Takes in what came of one tape, behind what came of those before it.
  public mutating func add(_ run: BacktestRun) {
    for trade in run.trades { add(trade) }
    nothingEntered += run.nothingEntered
    couldNotBegin += run.couldNotBegin
    refused.merge(run.refused, uniquingKeysWith: +)
    keptOff.merge(run.keptOff, uniquingKeysWith: +)
    cut += run.cut
  }

  private mutating func add(_ trade: BacktestTrade) {
    trades += 1
    if trade.isScratch { scratched += 1 } else if trade.isWon { won += 1 } else { lost += 1 }
    net += trade.net
    rSumE8 += trade.rE8
    if trade.net > .zero { largestWin = max(largestWin ?? trade.net, trade.net) }
    if trade.net < .zero { largestLoss = min(largestLoss ?? trade.net, trade.net) }
    if trade.rE8 > 0 { largestWinE8 = max(largestWinE8 ?? 0, trade.rE8) }
    if trade.rE8 < 0 { largestLossE8 = min(largestLossE8 ?? 0, trade.rE8) }
    fees += trade.report.entryFees + trade.report.exitFees
    funding += trade.report.funding
    results.stand(at: net.units)
    resultsInR.stand(at: Int128(rSumE8))
    if let value = trade.adverseE8 { adverse.add(value) }
    if let value = trade.favourableE8 { favourable.add(value) }
    time.add(Int(trade.time.microseconds))
    if let share = trade.keptShare { kept.append((share * Ratio(BacktestTrade.e8)).roundedDown128) }
  }

  /// The largest fall of the running sum of results below the highest it had reached before, nothing counted as its
  /// beginning; trades in the order in which they began.
  public var drawdown: Cash { Cash(units: results.largest) }
  public var drawdownInR: Ratio { Ratio(resultsInR.largest, over: Int128(BacktestTrade.e8)) }

  /// The mean result of a trade, in cash units; nil without trades.
  public var expectancy: Ratio? { trades > 0 ? Ratio(net.units, over: Int128(trades)) : nil }

  /// The mean result of a trade in R.
  public var rMean: Ratio? { inR(Int128(rSumE8), over: trades) }
  public var adverseMean: Ratio? { inR(adverse.sum, over: adverse.count) }
  public var favourableMean: Ratio? { inR(favourable.sum, over: favourable.count) }

  /// From the first fill to the last, rounded down to a microsecond.
  public var timeMean: Span? {
    time.count > 0 ? Span(microseconds: Int64(time.sum / Int128(time.count))) : nil
  }

  /// The same in seconds, exact.
  public var secondsMean: Ratio? {
    time.count > 0 ? Ratio(time.sum, over: Int128(time.count) * 1_000_000) : nil
  }

  /// Over the trades that showed a profit at some price: the part of the best excursion that the net result kept.
  public var keptMean: Ratio? { inR(kept.reduce(0, +), over: kept.count) }

  /// The middle one, or the mean of the middle two. A few trades that showed next to nothing bend the mean, not this.
  public var keptMedian: Ratio? {
    let sorted = kept.sorted()
    guard !sorted.isEmpty else { return nil }
    let upper = sorted.count / 2
    let middle = sorted.count % 2 == 1 ? sorted[upper...upper] : sorted[(upper - 1)...upper]
    return inR(middle.reduce(0, +), over: middle.count)
  }

  public var scratchedShare: Ratio? { share(scratched) }
  public var wonShare: Ratio? { share(won) }

  private func share(_ count: Int) -> Ratio? {
    trades > 0 ? Ratio(Int128(count), over: Int128(trades)) : nil
  }

  private func inR(_ sum: Int128, over count: Int) -> Ratio? {
    count > 0 ? Ratio(sum, over: Int128(count) * Int128(BacktestTrade.e8)) : nil
  }
}

private struct Mean: Sendable {
  var sum: Int128 = 0
  var count = 0

  mutating func add(_ value: Int) {
    sum += Int128(value)
    count += 1
  }
}

/// The largest fall of a running sum below its highest so far, which begins at nothing.
private struct RunningFall: Sendable {
  private var highest: Int128 = 0
  private(set) var largest: Int128 = 0

  mutating func stand(at sum: Int128) {
    highest = max(highest, sum)
    largest = max(largest, highest - sum)
  }
}
