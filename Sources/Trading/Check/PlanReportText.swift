/// The report as plain text for a terminal.
extension PlanReport {
  /// The lines that a user reads, each at most `width` columns (60 at least).
  ///
  /// - Parameters:
  ///   - unicode: whether the terminal shows more than ASCII; the plan's own name is printed as it is.
  public func text(width: Int, unicode: Bool) -> String {
    let width = max(60, width)
    var blocks: [[String]] = [headerLines(width), sentenceLines(width)]
    blocks.append(stageLines(width))
    blocks.append(leverageLines(width))
    blocks.append(block("At each target, every tranche filled", targetTable(\.afterAll), width))
    if stages.count > 1 {
      blocks.append(block("At each target, the first tranche alone", targetTable(\.afterFirst), width))
    }
    blocks.append(block("Stop moves", stopTable, width) + followerLines(width) + runnerLines(width))
    blocks.append(findingLines(width))
    let text = blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    return unicode ? text : PlanReport.ascii(text)
  }

  /// The few characters beyond ASCII that the report itself uses.
  private static func ascii(_ text: String) -> String {
    let plain: [Character: Character] = ["−": "-", "–": "-", "×": "x"]
    return String(text.map { plain[$0] ?? $0 })
  }

  func block(_ title: String, _ table: TextTable, _ width: Int) -> [String] {
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

  // MARK: tables

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

  /// Trails whose stop the tables cannot tell.
  private func followerLines(_ width: Int) -> [String] {
    followers.flatMap { follower in
      let begins = follower.actsFrom.map { "from \($0.text) on" } ?? "from its time on"
      return WrappedText.lines(
        "\(begins): \(follower.trail); where, only the market tells", head: "Rule \(follower.rule)  ",
        width: width)
    }
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
