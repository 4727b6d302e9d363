import Screen
import Trading

/// What each tranche and exit of a closed trade bought or sold, and what it earned.
enum LedgerTable {
  static func block(_ report: TradeReport, _ scene: Scene, columns: Int) -> Block {
    var lines = report.lines.map { line($0, scene, columns: columns) }
    let idle = scene.snapshot.tranches.filter { if case .cancelled = $0.state { true } else { false } }
      .map(\.label)
    if !idle.isEmpty {
      lines.append([Run("not filled: \(idle.joined(separator: ", "))".cut(columns), .muted)])
    }
    // A gain on what was bought cheaply reads as a loss here if dearer entries followed.
    if report.lines.contains(where: { $0.result != nil }) {
      lines += Wording.wrapped("results: against the average of all entries", columns: columns)
        .map { [Run($0, .muted)] }
    }
    return Block("fills", lines)
  }

  private static func line(_ line: TradeReport.Line, _ scene: Scene, columns: Int) -> [Run] {
    let share = NumberText.fixed(line.share * Ratio(100), digits: 0) + "%"
    let quantity = scene.instrument.text(line.quantity)
    let price = scene.instrument.text(ticks: line.price)
    let role: Role = line.isEntry ? .entry : line.label == "stop" || line.label == "LIQ" ? .stop : .target
    var runs = [Run(line.label.cut(4).padded(5), role)]
    if columns >= 34 { runs.append(Run(share.rightAligned(4) + " ", .muted)) }
    runs.append(Run(quantity.rightAligned(6) + " " + price.rightAligned(9)))
    guard let result = line.result else {
      if columns >= 44 { runs.append(Run("  " + Wording.moment(line.time, isOneDay: true), .muted)) }
      return runs
    }
    runs.append(Run(" " + result.text(signed: true).rightAligned(8), scene.moneyRole(result)))
    if columns >= 44, let r = line.r { runs.append(Run(" " + Wording.r(r).rightAligned(7), .muted)) }
    return runs
  }
}
