import Trading

/// A preview in one line, for a screen that has no room for the table. Enter and Esc stand in the footer.
enum PreviewSummary {
  static func isNeeded(_ scene: Scene) -> Bool {
    scene.layout.preview == nil && (scene.panel != nil || scene.state.mode == .command)
  }

  static func facts(_ scene: Scene, columns: Int) -> [Run] {
    guard let panel = scene.panel, !LineError.isUnfinished(scene) else {
      return FollowLines.lines(scene, columns: columns, rows: 1).first ?? []
    }
    if scene.state.isHeldInPlace(scene.snapshot), let held = scene.held {
      return [Run("\(held.name), where it was taken; arrows move it".cut(columns), .title)]
    }
    if scene.state.isStale(panel, scene.snapshot) {
      return [Run("something happened: Enter looks again".cut(columns), .warning)]
    }
    switch panel.outcome {
    case .possible(let table): return possible(table, columns)
    case .refused(let refusal):
      // The refusal was read before its reason was asked for.
      let isAsked = scene.state.textMode == .reason && !refusal.remedy.isEmpty
      return isAsked ? [Run(("→ " + refusal.remedy).cut(columns))] : refused(refusal, columns)
    case .unreadable(let column, _, let message):
      return [Run("column \(column): \(message)".cut(columns), .warning)]
    }
  }

  /// The limit and the way on, both of them as far as there is room.
  private static func refused(_ refusal: RefusalView, _ columns: Int) -> [Run] {
    let why = "refused: " + refusal.message
    let way = refusal.remedy.isEmpty ? "" : "  → " + refusal.remedy
    if why.count + way.count <= columns { return [Run(why, .warning), Run(way)] }
    let room = columns - way.count
    guard room >= 24 else { return [Run(why.cut(columns), .warning)] }
    return [Run(why.cut(room), .warning), Run(way)]
  }

  private static func possible(_ table: PreviewTable, _ columns: Int) -> [Run] {
    let short = clause(table.summary).cut(columns)
    var segments = [Segment(0, grows: Segment.extra, [Run(table.summary, .title)], [Run(short, .title)])]
    if let warning = table.remarks.first(where: \.isWarning) {
      segments.append(Segment(2, [Run("! " + warning.text, .warning)]))
    }
    let changed = table.rows.filter { $0.now != $0.after && $0.after != "–" }
    for (index, row) in (changed.filter(isLoss) + changed.filter { !isLoss($0) }).enumerated() {
      segments.append(Segment(index == 0 ? 1 : 2 + index, [Run(row.label + " ", .muted), Run(row.after)]))
    }
    return Segments.fitted(segments, columns: columns, gap: 2).left
  }

  /// What the trade can lose then is said before anything else of it.
  private static func isLoss(_ row: PreviewTable.Row) -> Bool {
    row.label == PreviewTable.atTheStop || row.label == PreviewTable.worstCase
  }

  /// What is bought or sold and at what price, without the fee and what else happens.
  private static func clause(_ summary: String) -> String {
    let parts = summary.split(separator: ";").map(String.init)
    var first = parts.first ?? summary
    if let fee = first.split(separator: ",").last, fee.hasPrefix(" taker fee") {
      first.removeLast(fee.count + 1)
    }
    return ([first] + parts.filter { $0.hasPrefix(" the trade ends") }).joined(separator: ";")
  }
}
