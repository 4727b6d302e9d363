import Screen
import Trading

/// The whole story, newest first, in the place of ladder and tables; beneath it the line that is read, in full.
enum EventList {
  /// Lines that are shown at once.
  static func rows(_ layout: Layout) -> Int { max(0, area(layout).rows - detailRows(layout)) }

  /// Without its title.
  private static func area(_ layout: Layout) -> Rectangle {
    let top = layout.statusRows + 1
    return Rectangle(column: 0, row: top, columns: layout.size.columns, rows: max(0, layout.next - top))
  }

  /// A rule and the full text under it.
  private static func detailRows(_ layout: Layout) -> Int {
    let rows = area(layout).rows
    return rows < 7 ? 0 : 3
  }

  static func draw(_ scene: Scene, on canvas: inout Canvas) {
    let layout = scene.layout
    let area = area(layout)
    let events = scene.snapshot.events
    canvas.rule(title(scene), column: 0, row: area.row - 1, columns: area.columns)
    let rows = rows(layout)
    let list = scene.state.list
    let top = max(0, min(list.top, events.count - max(1, rows)))
    for (row, event) in events.dropFirst(top).prefix(rows).enumerated() {
      line(event, scene, isChosen: top + row == list.chosen, row: area.row + row, on: &canvas)
    }
    if events.isEmpty {
      canvas.put("nothing has happened yet", .muted, column: 2, row: area.row, end: area.columns)
    }
    guard detailRows(layout) > 0, events.indices.contains(list.chosen) else { return }
    drawDetail(events[list.chosen], from: area.row + rows, rows: detailRows(layout), on: &canvas)
  }

  private static func title(_ scene: Scene) -> String {
    let (list, events) = (scene.state.list, scene.snapshot.events)
    guard !events.isEmpty else { return "events" }
    let place = "events, \(list.chosen + 1) of \(events.count), newest first"
    let newer = list.newer > 0 ? "   \(list.newer) newer above" : ""
    guard !list.pattern.isEmpty else { return place + newer }
    let found = events.count { EventCursor.matches($0, list.pattern) }
    return place + newer + "   \(found) with \"\(list.pattern)\""
  }

  private static func line(
    _ event: EventLine, _ scene: Scene, isChosen: Bool, row: Int, on canvas: inout Canvas
  ) {
    let end = canvas.size.columns
    let isMatch = EventCursor.matches(event, scene.state.list.pattern)
    let sign = isChosen ? "»" : isMatch ? "*" : " "
    canvas.put(sign, isMatch ? .title : .key, column: 0, row: row, end: end)
    let isOneDay = scene.snapshot.feed.time.map { $0.day == event.time.day } ?? true
    let runs = EventLines.line(event, isOneDay, columns: end - 3)
    guard isChosen else {
      canvas.put(runs, column: 2, row: row, end: end)
      return
    }
    let text = runs.map(\.text).joined().padded(end - 2)
    canvas.put(text, .selected, column: 2, row: row, end: end)
  }

  private static func drawDetail(_ event: EventLine, from top: Int, rows: Int, on canvas: inout Canvas) {
    let end = canvas.size.columns
    let when = "\(Wording.date(event.time)) \(Wording.clock(event.time)), event \(event.sequence)"
    canvas.rule(when, column: 0, row: top, columns: end)
    var lines = Wording.wrapped(event.text, columns: end - 4)
    if lines.count > rows - 1 {
      lines = lines.prefix(rows - 2) + [lines.dropFirst(rows - 2).joined(separator: " ").cut(end - 4)]
    }
    for (row, text) in lines.enumerated() {
      canvas.put(text, EventLines.role(event.tone), column: 2, row: top + 1 + row, end: end)
    }
  }
}
