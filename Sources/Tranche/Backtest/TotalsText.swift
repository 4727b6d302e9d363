import Replay
import Trading

/// The totals of a plan's trades in words.
struct TotalsText {
  private let totals: BacktestTotals

  init(_ totals: BacktestTotals) { self.totals = totals }

  /// A label and what stands behind it.
  var parts: [(label: String, text: String)] {
    var parts = [("trades", trades)]
    guard totals.trades > 0 else { return parts + guards }
    parts += [("net", net), ("in R", inR), ("largest", largest), ("drawdown", drawdown)]
    if let low = totals.adverseMean, let high = totals.favourableMean {
      parts.append(
        ("MAE, MFE", "\(TotalsText.r(low)) and \(TotalsText.r(high)) in the mean"))
    }
    if let time = totals.timeMean {
      parts.append(("time", "\(time.text) from first fill to last, in the mean"))
    }
    if let median = totals.keptMedian, let mean = totals.keptMean {
      parts.append(
        (
          "kept",
          "of the best excursion \(TotalsText.percent(median)) in the median, \(TotalsText.percent(mean)) in the mean"
        ))
    }
    parts.append(("fees", fees))
    return parts + guards
  }

  private var trades: String {
    func count(_ number: Int) -> String { NumberText.grouped(String(number)) }
    var parts = [count(totals.trades)]
    if let won = totals.wonShare, let scratched = totals.scratchedShare {
      parts[0] +=
        ": \(count(totals.won)) won (\(TotalsText.percent(won))), \(count(totals.lost)) lost, "
        + "\(count(totals.scratched)) scratched (\(TotalsText.percent(scratched)))"
    }
    if totals.nothingEntered > 0 {
      parts.append("in \(count(totals.nothingEntered)) more nothing was entered")
    }
    if totals.couldNotBegin > 0 {
      parts.append("on \(count(totals.couldNotBegin)) prices none could begin, as the risk sized nothing")
    }
    return parts.joined(separator: "; ")
  }

  private var net: String {
    let mean = totals.expectancy.map { "; expectancy \(TotalsText.cash($0)) a trade" } ?? ""
    return totals.net.text(signed: true) + mean
  }

  private var inR: String {
    let sum = Ratio(Int128(totals.rSumE8), over: 100_000_000)
    let mean = totals.rMean.map { "; \(TotalsText.r($0)) a trade" } ?? ""
    return TotalsText.r(sum) + mean
  }

  private var largest: String {
    func told(_ word: String, _ cash: Cash?, _ e8: Int?) -> String? {
      guard let cash, let e8 else { return nil }
      return "\(word) \(cash.text(signed: true)), \(TotalsText.r(Ratio(Int128(e8), over: 100_000_000)))"
    }
    let parts = [
      told("win", totals.largestWin, totals.largestWinE8),
      told("loss", totals.largestLoss, totals.largestLossE8),
    ]
    return parts.compactMap { $0 }.joined(separator: "; ")
  }

  private var drawdown: String {
    let inR = NumberText.fixed(totals.drawdownInR, digits: 2)
    return "\(totals.drawdown.text()), \(inR)R: the largest fall of the sum of results"
  }

  private var fees: String {
    totals.fees.text()
      + (totals.funding == .zero ? "" : "; funding \((-totals.funding).text(signed: true))")
  }

  private var guards: [(String, String)] {
    func words(_ counts: [Guard: Int], _ text: (Int) -> String) -> [String] {
      Guard.allCases.compactMap { answering in counts[answering].map { "\(answering.rawValue) \(text($0))" } }
    }
    var told = words(totals.refused) { "refused \($0)" }
    told += words(totals.keptOff) { "kept \($0) off the market" }
    if totals.cut > 0 { told.append("\(totals.cut) cut to what fits") }
    return told.isEmpty ? [] : [("guards", told.joined(separator: ", "))]
  }

  // MARK: numbers

  static func r(_ value: Ratio) -> String { NumberText.fixed(value, digits: 2, signed: true) + "R" }

  static func percent(_ share: Ratio) -> String { NumberText.fixed(share * Ratio(100), digits: 0) + "%" }

  /// An amount that is no whole number of cash units.
  static func cash(_ units: Ratio) -> String {
    NumberText.fixed(units / Ratio(Cash.scale, over: 1), digits: 2, signed: true)
  }
}
