import Screen
import Trading

/// A preview in one line, for a screen that has no room for the table. Enter and Esc stand in the footer. What refuses,
/// what is overridden and what is wrong take more lines where they need them, over those that say what acts next: nobody
/// presses Enter on half a sentence.
enum PreviewSummary {
  static func isNeeded(_ scene: Scene) -> Bool {
    scene.layout.preview == nil && (scene.panel != nil || scene.state.mode == .command)
  }

  static func draw(_ scene: Scene, on canvas: inout Canvas) {
    let layout = scene.layout
    let bottom = layout.events.rows > 0 ? layout.events.row : layout.footer - 1
    // Where many guards refuse, over the ladder's lowest rows as well: the price stands in the status lines too.
    let top = min(layout.next, bottom, layout.statusRows + 2)
    let columns = canvas.size.columns - 2
    var lines = whole(scene, columns: columns, rows: bottom - top + 1)
    if lines.count < 2 { lines = [facts(scene, columns: columns)] }
    for (offset, runs) in lines.enumerated() {
      let row = bottom - lines.count + 1 + offset
      canvas.clear(Rectangle(column: 0, row: row, columns: canvas.size.columns, rows: 1))
      canvas.put(runs, column: 1, row: row, end: canvas.size.columns - 1)
    }
  }

  /// What has to be read whole before Enter, and says more than one line can; nothing where there is no such thing.
  private static func whole(_ scene: Scene, columns: Int, rows: Int) -> [[Run]] {
    guard let panel = scene.panel, !LineError.isUnfinished(scene), !scene.state.isHeldInPlace(scene.snapshot),
      !scene.state.isStale(panel, scene.snapshot)
    else { return [] }
    switch panel.outcome {
    case .possible(let table):
      let warnings = PreviewPanel.warnings(table, scene).map { ("! " + $0, Role.warning) }
      let conditions = table.remarks.filter(\.isCondition).map { ($0.text, Role.muted) }
      var calm = table
      calm.remarks.removeAll(where: \.isWarning)
      let deeds = deeds(calm, columns, rows: rows - warnings.count - conditions.count)
      return deeds + wrapped(conditions + warnings, columns, rows: rows - deeds.count)
    case .refused(let refusal):
      let way = refusal.remedy.isEmpty ? [] : [("→ " + refusal.remedy, Role.text)]
      let all = wrapped([("refused: " + refusal.message, .warning)] + way, columns, rows: rows)
      let short = refused(refusal, columns)
      return short.contains { $0.text.hasSuffix("…") } || all.count > 2 ? all : []
    case .unreadable: return []
    }
  }

  /// All that it does, and what can be lost then: a line where that is one, else as many as it takes.
  private static func deeds(_ table: PreviewTable, _ columns: Int, rows: Int) -> [[Run]] {
    let deeds = withoutFee(table.summary)
    let losses = changed(table).filter(isLoss).reduce(0) { $0 + 3 + $1.label.count + $1.after.count }
    let isWhole = deeds == clause(table.summary) && deeds.count + losses <= columns
    guard !isWhole, rows > 1 else { return [possible(table, columns)] }
    let figures = figureLines(table, columns, most: rows > 4 ? 2 : 1)
    return wrapped([(deeds, .title)], columns, rows: max(1, rows - figures.count)) + figures
  }

  /// What changes, the most important first, as much as fits into so many lines.
  private static func figureLines(_ table: PreviewTable, _ columns: Int, most: Int) -> [[Run]] {
    var lines: [[Run]] = []
    for runs in figures(table, rank: 1).compactMap(\.variants.first) {
      let width = Segments.width(runs)
      if let last = lines.last, Segments.width(last) + 2 + width <= columns {
        lines[lines.count - 1] = last + [Run("  ")] + runs
      } else if lines.count < most, width <= columns {
        lines.append(runs)
      } else {
        break
      }
    }
    return lines
  }

  /// At most so many lines: where there are more, each but the first has to do with less.
  private static func wrapped(_ texts: [(text: String, role: Role)], _ columns: Int, rows: Int) -> [[Run]] {
    var lines: [[Run]] = []
    for (index, (text, role)) in texts.enumerated() {
      let left = max(0, rows - lines.count - (texts.count - 1 - index))
      let parts = Wording.wrapped(text, columns: columns)
      let shown = parts.count <= left || left == 0 ? Array(parts.prefix(left)) : cut(parts, left, columns)
      lines += shown.map { [Run($0, role)] }
    }
    return lines
  }

  /// The last of the lines takes what would have followed, as far as it fits.
  private static func cut(_ parts: [String], _ count: Int, _ columns: Int) -> [String] {
    parts.prefix(count - 1) + [parts.dropFirst(count - 1).joined(separator: " ").cut(columns)]
  }

  static func facts(_ scene: Scene, columns: Int) -> [Run] {
    guard let panel = scene.panel, !LineError.isUnfinished(scene) else {
      return FollowLines.lines(scene, columns: columns, rows: 1).first ?? []
    }
    if scene.state.isHeldInPlace(scene.snapshot), let held = scene.held {
      return [
        Run("\(held.name), where it was taken; \(PreviewPanel.movers(scene)) move it".cut(columns), .title)
      ]
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
    segments += figures(table, rank: 2)
    return Segments.fitted(segments, columns: columns, gap: 2).left
  }

  /// What changes, and what it is then; the first of them comes before a warning of `rank`.
  private static func figures(_ table: PreviewTable, rank: Int) -> [Segment] {
    let changed = changed(table)
    let first = changed.filter(isLoss) + changed.filter { ["quantity", "stop"].contains($0.label) }
    return (first + changed.filter { !first.contains($0) }).enumerated().map { index, row in
      Segment(index == 0 ? 1 : rank + index, [Run(row.label + " ", .muted), Run(row.after)])
    }
  }

  private static func changed(_ table: PreviewTable) -> [PreviewTable.Row] {
    table.rows.filter { $0.now != $0.after && $0.after != "–" }
  }

  /// What the trade can lose then is said before anything else of it.
  private static func isLoss(_ row: PreviewTable.Row) -> Bool {
    row.tellsLoss
  }

  /// What is bought or sold and at what price, without the fee and what else happens.
  private static func clause(_ summary: String) -> String {
    let parts = withoutFee(summary).split(separator: ";")
    return (parts.prefix(1) + parts.dropFirst().filter { $0.hasPrefix(" the trade ends") }).joined(
      separator: ";")
  }

  private static func withoutFee(_ summary: String) -> String {
    summary.split(separator: ";").map { part in
      guard let fee = part.split(separator: ",").last, fee.hasPrefix(" taker fee") else { return part }
      return part.dropLast(fee.count + 1)
    }.joined(separator: ";")
  }
}
