import Trading

/// A preview in one line, for a screen that has no room for the table. Enter and Esc stand in the footer.
enum PreviewSummary {
  static func isNeeded(_ scene: Scene) -> Bool { scene.layout.preview == nil && scene.panel != nil }

  static func facts(_ scene: Scene, columns: Int) -> [Run] {
    guard let panel = scene.panel else { return [] }
    if scene.state.isStale(panel, scene.snapshot) {
      return [Run("something happened: Enter looks again".cut(columns), .warning)]
    }
    switch panel.outcome {
    case .possible(let table): return possible(table, columns)
    case .refused(let refusal): return [Run("refused: \(refusal.message)".cut(columns), .warning)]
    case .unreadable(let column, _, let message):
      return [Run("column \(column): \(message)".cut(columns), .warning)]
    }
  }

  private static func possible(_ table: PreviewTable, _ columns: Int) -> [Run] {
    let facts = table.rows.filter { $0.now != $0.after }
    var segments = [Segment(0, [Run(table.summary, .title)], [Run(table.summary.cut(columns), .title)])]
    if let warning = table.remarks.first(where: \.isWarning) {
      segments.append(Segment(1, [Run("! " + warning.text, .warning)]))
    }
    for (index, row) in facts.enumerated() {
      segments.append(Segment(2 + index, [Run(row.label + " ", .muted), Run(row.after)]))
    }
    return Segments.fitted(segments, columns: columns, gap: 2).left
  }
}
