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
  static func lines(_ scene: Scene, columns: Int, rows: Int) -> [[Run]] {
    guard let panel = scene.panel, columns > 0 else { return [] }
    if scene.state.isHeldInPlace(scene.snapshot) { return inPlace(scene, columns) }
    var lines = choices(panel, scene, columns)
    if scene.state.isStale(panel, scene.snapshot) {
      lines += wrapped("! something happened: Enter looks again", .warning, columns)
    }
    switch panel.outcome {
    case .possible(let table): lines += possible(table, columns, rows: rows - lines.count)
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

  /// An order that was taken and has not been moved.
  private static func inPlace(_ scene: Scene, _ columns: Int) -> [[Run]] {
    guard let held = scene.held else { return [] }
    let place = scene.state.cursor.map { " at " + scene.instrument.text($0) } ?? ""
    return wrapped("\(held.name)\(place), where it was taken", .title, columns)
      + wrapped("arrows, PgUp and PgDn move it; Enter drops it, Esc leaves it", .muted, columns)
  }

  private static func choices(_ panel: Panel, _ scene: Scene, _ columns: Int) -> [[Run]] {
    guard panel.choices.count > 1 else { return [] }
    if panel.kind != .stop {
      let runs = panel.choices.enumerated().flatMap { index, choice -> [Run] in
        let isChosen = index == panel.selected && panel.digits.isEmpty
        return [Run(isChosen ? "[\(choice.label)]" : " \(choice.label) ", isChosen ? .selected : .muted)]
      }
      return [(panel.digits.isEmpty ? [] : [Run("[\(panel.digits)%] ", .selected)]) + runs]
    }
    return panel.choices.enumerated().map { index, choice in
      let isChosen = index == panel.selected
      let price = choice.price.map { scene.instrument.text($0) } ?? ""
      let locks = choice.price.map { scene.snapshot.flat(at: $0).text(signed: true) } ?? ""
      let place = "\(index + 1) \(choice.label.padded(9)) \(price.rightAligned(8)) "
      let text = place + locks.rightAligned(min(12, columns - 1 - place.count))
      return [Run((isChosen ? ">" : " ") + text.padded(columns - 1), isChosen ? .selected : .text)]
    }
  }

  /// The table, the summary and the remarks. Where they do not fit, plain facts go first, then rows from the
  /// table's end; a warning never goes.
  private static func possible(_ table: PreviewTable, _ columns: Int, rows: Int) -> [[Run]] {
    let summary = wrapped(table.summary, .text, columns)
    let warnings = table.remarks.filter(\.isWarning).flatMap { wrapped("! " + $0.text, .warning, columns) }
    var facts = table.remarks.filter { !$0.isWarning }.flatMap { wrapped("✓ " + $0.text, .muted, columns) }
    var lines = self.table(table, columns)
    func overflow() -> Int { lines.count + summary.count + warnings.count + facts.count - rows }
    while overflow() > 0, !facts.isEmpty { facts.removeLast() }
    while overflow() > 0, !lines.isEmpty { lines.removeLast() }
    return lines + summary + facts + warnings
  }

  private static func table(_ table: PreviewTable, _ columns: Int) -> [[Run]] {
    guard !table.rows.isEmpty else { return [] }
    let hasPlan = columns >= 42 && table.rows.contains { !$0.planned.isEmpty }
    let widest = table.rows.map { max($0.after.count, $0.planned.count) }.max() ?? 0
    let cell = max(columns >= 44 ? 11 : 9, widest + 1)
    let left = max(0, columns - cell * (hasPlan ? 2 : 1))
    let heads = "now".rightAligned(left) + "after".rightAligned(cell)
    var lines = [[Run(heads + (hasPlan ? "as planned".rightAligned(cell) : ""), .muted)]]
    for row in table.rows {
      let label = row.label.cut(max(0, left - row.now.count - 1))
      var runs = [
        Run(label, .muted), Run(row.now.rightAligned(left - label.count)),
        Run(row.after.rightAligned(cell), row.now != row.after ? .title : .text),
      ]
      if hasPlan { runs.append(Run(row.planned.rightAligned(cell), .muted)) }
      lines.append(runs)
    }
    return lines
  }

  private static func wrapped(_ text: String, _ role: Role, _ columns: Int) -> [[Run]] {
    Wording.wrapped(text, columns: columns).map { [Run($0, role)] }
  }
}
