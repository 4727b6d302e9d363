import Screen
import Trading

/// What a sentence would do: now, after, as planned; or why it is refused.
enum PreviewPanel {
  static func title(_ scene: Scene) -> String {
    guard let panel = scene.panel else { return "" }
    let kind =
      switch panel.kind {
      case .stop: "stop"
      case .grab: "grab"
      default: "preview"
      }
    return "\(kind): \(panel.sentence)"
  }

  /// Nothing when no panel is open.
  static func lines(_ scene: Scene, columns: Int) -> [[Run]] {
    guard let panel = scene.panel, columns > 0 else { return [] }
    var lines = choices(panel, scene, columns)
    if scene.state.isStale(panel, scene.snapshot) {
      lines += wrapped("! something happened: Enter looks again", .warning, columns)
    }
    switch panel.outcome {
    case .possible(let table): lines += possible(table, columns)
    case .refused(let refusal):
      lines += wrapped("refused: " + refusal.message, .warning, columns)
      lines += wrapped(refusal.remedy, .text, columns)
      if refusal.canOverride, scene.state.mode != .reason {
        lines += wrapped("Enter takes a reason; the story keeps it.", .muted, columns)
      }
    case .unreadable(let column, _, let message):
      lines.append([Run(panel.sentence.cut(columns))])
      lines.append([Run(String(repeating: " ", count: min(columns, max(0, column - 1)))), Run("▲", .warning)])
      lines += wrapped("column \(column): \(message)", .warning, columns)
    }
    return lines
  }

  private static func choices(_ panel: Panel, _ scene: Scene, _ columns: Int) -> [[Run]] {
    guard panel.choices.count > 1 else { return [] }
    if panel.kind != .stop {
      let runs = panel.choices.enumerated().flatMap { index, choice -> [Run] in
        let isChosen = index == panel.selected && panel.digits.isEmpty
        return [Run(isChosen ? "[\(choice.label)]" : " \(choice.label) ", isChosen ? .selected : .muted)]
      }
      return [runs + (panel.digits.isEmpty ? [] : [Run(" [\(panel.digits)%]", .selected)])]
    }
    return panel.choices.enumerated().map { index, choice in
      let isChosen = index == panel.selected
      let price = choice.price.map { scene.instrument.text($0) } ?? ""
      let locks = choice.price.map { scene.snapshot.flat(at: $0).text(signed: true) } ?? ""
      let text = "\(index + 1) \(choice.label.padded(9)) \(price.rightAligned(9)) \(locks.rightAligned(10))"
      return [Run((isChosen ? ">" : " ") + text.padded(columns - 1), isChosen ? .selected : .text)]
    }
  }

  private static func possible(_ table: PreviewTable, _ columns: Int) -> [[Run]] {
    let hasPlan = columns >= 42 && table.rows.contains { !$0.planned.isEmpty }
    let count = hasPlan ? 3 : 2
    let widest = table.rows.map { max($0.now.count, $0.after.count, $0.planned.count) }.max() ?? 0
    let cell = min(max(9, widest + 1), max(6, (columns - 8) / count))
    let label = columns - cell * count
    var lines: [[Run]] = []
    if !table.rows.isEmpty {
      let heads = "now".rightAligned(cell) + "after".rightAligned(cell)
      lines.append(
        [Run("".padded(label) + heads + (hasPlan ? "as planned".rightAligned(cell) : ""), .muted)])
    }
    for row in table.rows {
      let isChanged = row.now != row.after
      var runs = [
        Run(row.label.cut(label).padded(label), .muted), Run(row.now.rightAligned(cell)),
        Run(row.after.rightAligned(cell), isChanged ? .title : .text),
      ]
      if hasPlan { runs.append(Run(row.planned.rightAligned(cell), .muted)) }
      lines.append(runs)
    }
    lines += wrapped(table.summary, .text, columns)
    for remark in table.remarks {
      lines += wrapped(
        (remark.isWarning ? "! " : "✓ ") + remark.text, remark.isWarning ? .warning : .muted, columns)
    }
    return lines
  }

  private static func wrapped(_ text: String, _ role: Role, _ columns: Int) -> [[Run]] {
    Wording.wrapped(text, columns: columns).map { [Run($0, role)] }
  }
}
