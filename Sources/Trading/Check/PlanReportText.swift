/// The report as plain text for a terminal.
extension PlanReport {
  /// The lines that a user reads, each at most `width` columns (60 at least).
  ///
  /// - Parameters:
  ///   - unicode: whether the terminal shows more than ASCII; the plan's own name is printed as it is.
  public func text(width: Int, unicode: Bool) -> String {
    let width = max(60, width)
    var blocks: [[String]] = [headerLines(width), ruleLines(width)]
    blocks.append(stageLines(width))
    blocks.append(block("At each target, every tranche filled", targetTable(\.afterAll), width))
    if stages.count > 1 {
      blocks.append(block("At each target, the first tranche alone", targetTable(\.afterFirst), width))
    }
    blocks.append(block("Stop moves", stopTable, width) + runnerLines(width))
    blocks.append(findingLines(width))
    let text = blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    return unicode ? text : PlanReport.ascii(text)
  }

  /// The few characters beyond ASCII that the report itself uses.
  private static func ascii(_ text: String) -> String {
    let plain: [Character: Character] = ["−": "-", "–": "-", "×": "x"]
    return String(text.map { plain[$0] ?? $0 })
  }

  private func block(_ title: String, _ table: TextTable, _ width: Int) -> [String] {
    let lines = table.lines(width: width)
    return lines.isEmpty ? [] : [title] + lines
  }

  // MARK: header

  private func headerLines(_ width: Int) -> [String] {
    var facts: [(String, String)] = []
    facts.append(("Trade", "\(header.side.rawValue) \(header.instrument)" + sizeText))
    if let first = header.firstPrice {
      let source = header.firstPriceIsPlanned ? " (none given: the first tranche's planned price)" : ""
      facts.append(("First price", first.text + source))
    }
    if let stop = header.initialStop, let oneR = header.oneR, let percent = header.oneRPercent,
      let value = header.oneRValue
    {
      facts.append(("Stop", stop.text))
      let whole = header.total.map { " on \($0.text)" } ?? ""
      facts.append(("1R", "\(oneR.text) (\(percent.text)%), \(value.text) before fees" + whole))
    }
    let equity = header.equity.map { ", equity \($0.text)" } ?? ", no equity: its guard is not asked"
    facts.append(("Leverage", header.leverage + "×" + equity))
    return WrappedText.lines(header.plan, head: "", width: width)
      + facts.flatMap { name, text in
        let space = String(repeating: " ", count: 13 - name.count)
        return WrappedText.lines(text, head: "  " + name + space, width: width)
      }
  }

  private var sizeText: String {
    let size = header.total.map { ", \($0.text) in all" } ?? ""
    return size + (header.budget.map { ", sized for a risk of \($0.text)" } ?? "")
  }

  private func ruleLines(_ width: Int) -> [String] {
    guard !rules.isEmpty else { return [] }
    return ["Rules"]
      + rules.flatMap { rule in
        let number =
          String(repeating: " ", count: rules.count > 9 && rule.number < 10 ? 1 : 0) + "\(rule.number)"
        return WrappedText.lines(rule.sentence, head: "  \(number)  ", width: width)
          + WrappedText.lines(rule.words, head: "       ", width: width)
      }
  }

  // MARK: tables

  private func stageLines(_ width: Int) -> [String] {
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
      TextTable.Column(title: "price", cells: cells { $0.price.text }),
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

  private func targetTable(_ part: KeyPath<Target, Reached?>) -> TextTable {
    let shown = targets.filter { $0[keyPath: part] != nil }
    func cells(_ cell: (Reached) -> String) -> [String] {
      shown.map { $0[keyPath: part].map(cell) ?? "–" }
    }
    return TextTable([
      TextTable.Column(title: "#", cells: shown.map { "\($0.number)" }),
      TextTable.Column(title: "price", cells: cells { $0.price.text }),
      TextTable.Column(title: "R", cells: cells { $0.r.signedText }),
      TextTable.Column(title: "takes", cells: cells { $0.quantity.text }),
      TextTable.Column(title: "result of that", rank: 1, cells: cells { $0.result.signedText }),
      TextTable.Column(title: "all closed there", cells: cells { $0.resultIfClosed.signedText }),
    ])
  }

  private var stopTable: TextTable {
    TextTable([
      TextTable.Column(title: "rule", cells: stopMoves.map { "\($0.rule)" }),
      TextTable.Column(title: "filled", rank: 1, cells: stopMoves.map { "\($0.tranches)" }),
      TextTable.Column(title: "stop to", isNumber: false, cells: stopMoves.map(\.level)),
      TextTable.Column(title: "price", cells: stopMoves.map { $0.price.text }),
      TextTable.Column(title: "from", cells: stopMoves.map { $0.actsFrom?.text ?? "–" }),
      TextTable.Column(title: "room", cells: stopMoves.map { $0.room?.text ?? "–" }),
      TextTable.Column(title: "result there", cells: stopMoves.map { $0.result.signedText }),
    ])
  }

  private func runnerLines(_ width: Int) -> [String] {
    guard let runner else { return [] }
    let end =
      runner.exits.isEmpty ? "only its stop ends it" : "left to: " + runner.exits.joined(separator: "; ")
    return WrappedText.lines(
      "\(runner.quantity.text) (\(runner.share.text)%), \(end)", head: "Runner  ", width: width)
  }

  // MARK: findings

  private func findingLines(_ width: Int) -> [String] {
    var lines: [String] = []
    for severity in Finding.Severity.allCases {
      for finding in findings where finding.severity == severity {
        let name = severity.rawValue
        lines += WrappedText.lines(
          finding.message, head: name + ": ", width: width)
        if !finding.remedy.isEmpty {
          lines += WrappedText.lines(finding.remedy, head: "  remedy: ", width: width)
        }
      }
    }
    return lines.isEmpty ? ["Nothing to warn of."] : lines
  }
}
