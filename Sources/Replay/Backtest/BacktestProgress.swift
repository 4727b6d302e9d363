/// How much of a backtest's work is done.
public struct BacktestProgress: Hashable, Sendable {
  /// Positions of the tape, or trades that were begun.
  public var done: Int
  public var total: Int

  public init(done: Int, total: Int) {
    self.done = done
    self.total = total
  }
}

/// Says when a position of a tape is worth telling: a thousand times between its start and its end.
struct BacktestPace {
  private let start: Int
  private let total: Int
  private var told = 0

  init(start: Int, end: Int) {
    self.start = start
    total = max(0, end - start)
  }

  var progress: BacktestProgress { BacktestProgress(done: told, total: total) }
  var end: BacktestProgress { BacktestProgress(done: total, total: total) }

  mutating func isDue(at position: Int) -> Bool {
    guard position - start - told >= max(1, total / 1000) else { return false }
    told = position - start
    return true
  }
}
