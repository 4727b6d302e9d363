import Trading

/// What is kept of one trade of a backtest in which something was entered.
public struct BacktestTrade: Sendable {
  /// Among the trades of the run; of a comparison, the number of the first plan's trade that began at the same price.
  public var number: Int
  /// The price on which it began to wait.
  public var began: Tick
  /// What its plan meant to enter.
  public var planned: Quantity
  public var report: TradeReport
  public var history: TradeHistory
  /// Net result in R, in units of 10⁻⁸, rounded down.
  public var rE8: Int
  /// MAE and MFE in R, likewise; nil where R has no worth.
  public var adverseE8: Int?
  public var favourableE8: Int?
  /// From the first fill to the last.
  public var time: Span
  /// Everything that happened; empty unless it was asked for.
  public var events: [Event]

  /// A closed trade in which something was entered; nil for any other.
  init?(_ trade: Trade, number: Int, began: Tick, _ kept: KeptEvents) {
    guard let result = trade.result, trade.position.entered > .zero else { return nil }
    let report = trade.report
    func e8(_ cash: Cash?) -> Int? {
      cash.flatMap { report.inR($0) }.map { ($0 * Ratio(BacktestTrade.e8)).roundedDown }
    }
    self.number = number
    self.began = began
    self.report = report
    planned = trade.total
    history = kept.history
    rE8 = result.rE8
    adverseE8 = e8(report.swing?.adverse)
    favourableE8 = e8(report.swing?.favourable)
    time = result.closed - result.opened
    events = kept.events
  }

  /// Units in one of what is counted in 10⁻⁸.
  static let e8 = 100_000_000

  /// How far a result may lie from nothing, in R, for a trade that its stop closed to count as scratched.
  public static let scratchE8 = e8 / 10

  public var net: Cash { report.net }

  /// Closed by its stop with a result from −0.1R to +0.1R, fees counted: it neither paid nor cost.
  public var isScratch: Bool {
    history.fills.last?.source == .stop && abs(rE8) <= BacktestTrade.scratchE8
  }

  /// It earned something and was not scratched. What is neither is lost.
  public var isWon: Bool { !isScratch && net > .zero }

  /// Net result over the best excursion; nil where no price showed a profit.
  public var keptShare: Ratio? {
    guard let best = report.swing?.favourable, best > .zero else { return nil }
    return net.ratio / best.ratio
  }

  /// Net result over the risk amount; nil where there was no risk.
  public var timesRisk: Ratio? {
    report.riskAmount > .zero ? net.ratio / report.riskAmount.ratio : nil
  }

  /// Whether its entries filled on the same prices, at the same prices and with the same quantities as another's.
  public func hasEntries(of other: BacktestTrade) -> Bool {
    func entries(_ trade: BacktestTrade) -> [FillLine] { trade.history.fills.filter(\.isEntry) }
    let (mine, others) = (entries(self), entries(other))
    return mine.count == others.count
      && zip(mine, others).allSatisfy { mine, other in
        mine.tick.index == other.tick.index && mine.price == other.price && mine.quantity == other.quantity
      }
  }
}
