/// The report's tables of tranches as plain text.
extension PlanReport {
  func stageLines(_ width: Int) -> [String] {
    let lines = block("After each tranche, filled at its planned price", stageTable, width)
    guard !lines.isEmpty else { return [] }
    var legend = "at stop: net result at the initial stop, without slippage; eff.: notional over equity"
    if lines.contains(where: { $0.contains("margin") }) { legend += "; margin: notional over posted margin" }
    return lines + WrappedText.lines(legend, head: "  ", width: width)
  }

  private var stageTable: TextTable {
    func cells(_ cell: (Stage) -> String?) -> [String] { stages.map { cell($0) ?? "–" } }
    let isPlain = stages.allSatisfy { $0.outcome == .filled }
    return TextTable([
      TextTable.Column(title: "#", cells: cells { "\($0.number)" }),
      TextTable.Column(title: "share", rank: 6, cells: cells { $0.share.text + "%" }),
      TextTable.Column(title: "size", cells: cells { $0.quantity.text }),
      TextTable.Column(title: "price", cells: cells { ($0.isPlaced ? "" : "~") + $0.price.text }),
      TextTable.Column(title: "fee", rank: 5, cells: cells { $0.average == nil ? nil : $0.fee.text }),
      TextTable.Column(title: "average", cells: cells { $0.average?.text }),
      TextTable.Column(title: "breakeven", cells: cells { $0.breakeven?.text }),
      TextTable.Column(title: "at stop", cells: cells { $0.resultAtStop?.signedText }),
      TextTable.Column(title: "liquid.", rank: 1, cells: cells { $0.liquidation?.text }),
      TextTable.Column(title: "away", rank: 3, cells: cells { $0.liquidationDistance.map { $0.text + "%" } }),
      TextTable.Column(title: "eff.", rank: 2, cells: cells { $0.effectiveLeverage.map { $0.text + "×" } }),
      TextTable.Column(title: "margin", rank: 4, cells: cells { $0.marginLeverage.map { $0.text + "×" } }),
      TextTable.Column(
        title: "guards", isNumber: false, rank: isPlain ? 7 : 0, cells: stages.map(PlanReport.verdict)),
    ])
  }

  private static func verdict(_ stage: Stage) -> String {
    switch stage.outcome {
    case .filled: "pass"
    case .cut: "cut"
    case .refused: "refused"
    case .merged: "merged"
    case .never: "never"
    }
  }

  // MARK: leverage

  /// Worth a table where something is added to what is open.
  func leverageLines(_ width: Int) -> [String] {
    let added = stages.filter { $0.average != nil }
    guard added.contains(where: { $0.openResult != nil }) else { return [] }
    let lines = block("Leverage at each tranche, before and after it", leverageTable(added), width)
    let legend =
      "open: what is held shows there, less fees; on equity: notional over equity with it; on margin: over "
      + "posted margin with it"
    return lines + WrappedText.lines(legend, head: "  ", width: width)
  }

  private func leverageTable(_ added: [Stage]) -> TextTable {
    /// A column that nothing is known of is left out.
    func cells(_ cell: (Stage) -> Figure?) -> [String] {
      let texts = added.map { cell($0).map { $0.text + "×" } }
      return texts.contains { $0 != nil } ? texts.map { $0 ?? "–" } : texts.map { _ in "" }
    }
    return TextTable([
      TextTable.Column(title: "#", cells: added.map { "\($0.number)" }),
      TextTable.Column(title: "price", cells: added.map { $0.price.text }),
      TextTable.Column(title: "open", cells: added.map { $0.openResult?.signedText ?? "–" }),
      TextTable.Column(title: "on equity", cells: cells(\.effectiveLeverageBefore)),
      TextTable.Column(title: "after", cells: cells(\.effectiveLeverage)),
      TextTable.Column(title: "on margin", cells: cells(\.marginLeverageBefore)),
      TextTable.Column(title: "after", cells: cells(\.marginLeverage)),
    ])
  }
}
