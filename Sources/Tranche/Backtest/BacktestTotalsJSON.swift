import Replay
import Trading

/// Figures over the trades of one plan, as `backtest --json` writes them; `BacktestTotals` says what each means.
struct TotalsJSON: Codable {
  var trades: Int
  var won: Int
  var lost: Int
  var scratched: Int
  /// Of 100.
  var wonPercent: String?
  var scratchedPercent: String?
  var nothingEntered: Int
  var couldNotBegin: Int
  var net: Cash
  /// The mean net result of a trade.
  var expectancy: String?
  var rSum: String
  var rMean: String?
  var largestWin: Cash?
  var largestLoss: Cash?
  var largestWinR: String?
  var largestLossR: String?
  var drawdown: Cash
  var drawdownR: String
  var maeMeanR: String?
  var mfeMeanR: String?
  var secondsInTradeMean: String?
  /// Of 1.
  var keptMedian: String?
  var keptMean: String?
  var fees: Cash
  /// Paid less received.
  var funding: Cash
  /// By guard.
  var refused: [String: Int]
  var keptOff: [String: Int]
  var cut: Int

  init(_ totals: BacktestTotals) {
    trades = totals.trades
    won = totals.won
    lost = totals.lost
    scratched = totals.scratched
    wonPercent = totals.wonShare.map { JSONNumber.ratio($0 * Ratio(100)) }
    scratchedPercent = totals.scratchedShare.map { JSONNumber.ratio($0 * Ratio(100)) }
    nothingEntered = totals.nothingEntered
    couldNotBegin = totals.couldNotBegin
    net = totals.net
    expectancy = totals.expectancy.map { JSONNumber.cash($0) }
    rSum = JSONNumber.e8(totals.rSumE8)
    rMean = totals.rMean.map { JSONNumber.ratio($0) }
    largestWin = totals.largestWin
    largestLoss = totals.largestLoss
    largestWinR = totals.largestWinE8.map { JSONNumber.e8($0) }
    largestLossR = totals.largestLossE8.map { JSONNumber.e8($0) }
    drawdown = totals.drawdown
    drawdownR = JSONNumber.ratio(totals.drawdownInR)
    maeMeanR = totals.adverseMean.map { JSONNumber.ratio($0) }
    mfeMeanR = totals.favourableMean.map { JSONNumber.ratio($0) }
    secondsInTradeMean = totals.secondsMean.map { JSONNumber.ratio($0) }
    keptMedian = totals.keptMedian.map { JSONNumber.ratio($0) }
    keptMean = totals.keptMean.map { JSONNumber.ratio($0) }
    fees = totals.fees
    funding = totals.funding
    refused = JSONNumber.byName(totals.refused)
    keptOff = JSONNumber.byName(totals.keptOff)
    cut = totals.cut
  }
}

/// Numbers that are no amounts as decimal strings.
enum JSONNumber {
  /// Rounded to eight decimals, to the nearest; no trailing zeros.
  static func ratio(_ value: Ratio) -> String {
    trimmed(NumberText.plain(value, digits: 8))
  }

  /// An amount that is no whole number of cash units, likewise.
  static func cash(_ units: Ratio) -> String { ratio(units / Ratio(Cash.scale, over: 1)) }

  /// A number of units of 10⁻⁸, exact.
  static func e8(_ units: Int) -> String {
    Decimal18(units: Int128(units) * 10_000_000_000).description
  }

  static func seconds(_ span: Span) -> String {
    Decimal18(units: Int128(span.microseconds) * 1_000_000_000_000).description
  }

  static func byName(_ counts: [Guard: Int]) -> [String: Int] {
    Dictionary(counts.map { ($0.key.rawValue, $0.value) }) { first, _ in first }
  }

  private static func trimmed(_ text: String) -> String {
    var text = text
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text == "-0" ? "0" : text
  }
}
