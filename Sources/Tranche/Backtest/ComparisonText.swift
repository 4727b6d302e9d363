import Replay
import Screen
import Trading

/// Plans side by side: a column each, or where they do not fit, a row each.
struct ComparisonText {
  /// A figure of each plan.
  private struct Figure {
    var label: String
    /// For the table with a row a plan.
    var title: String
    var cells: [String]
  }

  private static let longestName = 18

  private let plans: [BacktestedPlan]
  private let names: [String]
  private let width: Int

  init(_ plans: [BacktestedPlan], width: Int) {
    self.plans = plans
    self.width = width
    let labels = plans.map { ComparisonText.short(SafeText.line($0.label)) }
    names = labels.enumerated().map { place, label in
      labels.count { $0 == label } > 1 ? "\(label) \(place + 1)" : label
    }
  }

  private static func short(_ name: String) -> String {
    name.count > longestName ? name.prefix(longestName - 1) + "…" : name
  }

  var lines: [String] {
    let columns = TextTable(
      [TextTable.Column(title: "", isNumber: false, cells: figures.map(\.label))]
        + names.indices.map { plan in
          TextTable.Column(title: names[plan], cells: figures.map { $0.cells[plan] })
        }
    ).lines(width: width)
    if columns.allSatisfy({ $0.count <= width }) { return columns }
    // Two tables, so that no figure is left out.
    let half = (figures.count + 1) / 2
    return rows(figures.prefix(half)) + [""] + rows(figures.dropFirst(half))
  }

  private func rows(_ figures: some Sequence<Figure>) -> [String] {
    TextTable(
      [TextTable.Column(title: "plan", isNumber: false, cells: names)]
        + figures.map { TextTable.Column(title: $0.title, cells: $0.cells) }
    ).lines(width: width)
  }

  private var figures: [Figure] {
    func figure(_ label: String, _ title: String, _ cell: (BacktestTotals) -> String?) -> Figure {
      Figure(label: label, title: title, cells: plans.map { cell($0.totals) ?? "–" })
    }
    return [
      figure("trades", "trades") { "\($0.trades)" },
      Figure(label: "same entries", title: "same", cells: plans.map { "\($0.sameEntries)" }),
      figure("net", "net") { $0.net.text(signed: true) },
      figure("expectancy", "a trade") { $0.expectancy.map { TotalsText.cash($0) } },
      figure("R in all", "R") {
        NumberText.fixed(Ratio(Int128($0.rSumE8), over: 100_000_000), digits: 2, signed: true)
      },
      figure("R a trade", "R a trade") { $0.rMean.map { ComparisonText.decimal($0) } },
      figure("won", "won") { $0.wonShare.map { TotalsText.percent($0) } },
      figure("scratched", "scr.") { $0.scratchedShare.map { TotalsText.percent($0) } },
      figure("kept of MFE, median", "kept") { $0.keptMedian.map { TotalsText.percent($0) } },
      figure("MAE, R", "MAE R") { $0.adverseMean.map { ComparisonText.decimal($0) } },
      figure("MFE, R", "MFE R") { $0.favourableMean.map { ComparisonText.decimal($0) } },
      figure("time in trade", "time") { $0.timeMean?.text },
      figure("drawdown", "drawdown") { $0.drawdown.text() },
      figure("drawdown, R", "drawdown R") { NumberText.fixed($0.drawdownInR, digits: 2) },
      figure("fees", "fees") { $0.fees.text() },
    ]
  }

  private static func decimal(_ value: Ratio) -> String { NumberText.fixed(value, digits: 2, signed: true) }
}
