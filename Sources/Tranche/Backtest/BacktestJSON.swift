import Replay
import Trading

/// A backtest as `backtest --json` writes it. Version 1; a field is only ever added. Amounts, prices, quantities and
/// numbers that are no counts are decimal strings; what there is nothing to tell of is left out.
struct BacktestJSON: Codable {
  struct PlanLine: Codable {
    var name: String
    var file: String
    var instrument: String
    var side: String
    /// Whether trades followed each other.
    var repeats: Bool
  }

  struct TapeLine: Codable {
    var file: String
    /// `trades` or `bars`.
    var kind: String
    /// Time of the first and last price that was run; neither where none was.
    var from: String?
    var to: String?
    /// Points of the tape that were run, five a bar.
    var points: Int
    var bars: Int?
    /// Of the first plan.
    var trades: Int
  }

  struct Compared: Codable {
    var plan: PlanLine
    /// In how many trades the entries are those of the first plan's trade of the same number.
    var sameEntries: Int
    var totals: TotalsJSON
    var trades: [BacktestTradeJSON]
  }

  var version = 1
  var plan: PlanLine
  var tapes: [TapeLine]
  var trades: [BacktestTradeJSON]
  var totals: TotalsJSON
  var compare: [Compared]?

  /// With so many trades of each plan at most.
  init(_ work: BacktestWork, trades limit: Int) {
    let repeats = work.isComparison || work.first.plan.repeats
    plan = PlanLine(work.first, repeats: repeats)
    tapes = work.tapes.map { TapeLine($0) }
    trades = BacktestJSON.trades(work.first, limit)
    totals = TotalsJSON(work.first.totals)
    guard work.isComparison else { return }
    compare = work.others.map { other in
      Compared(
        plan: PlanLine(other, repeats: false), sameEntries: other.sameEntries,
        totals: TotalsJSON(other.totals), trades: BacktestJSON.trades(other, limit))
    }
  }

  private static func trades(_ plan: BacktestedPlan, _ limit: Int) -> [BacktestTradeJSON] {
    plan.trades.prefix(limit).map { BacktestTradeJSON($0, of: plan.plan.instrument) }
  }
}

extension BacktestJSON.PlanLine {
  init(_ plan: BacktestedPlan, repeats: Bool) {
    name = plan.plan.name
    file = plan.source.name
    instrument = plan.plan.instrument.name
    side = plan.plan.side.rawValue
    self.repeats = repeats
  }
}

extension BacktestJSON.TapeLine {
  init(_ tape: BacktestedTape) {
    file = tape.path
    kind = tape.kind == .bars ? "bars" : "trades"
    from = tape.first?.time.isoText
    to = tape.last?.time.isoText
    points = tape.points
    bars = tape.bars
    trades = tape.trades
  }
}
