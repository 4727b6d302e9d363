import Screen
import Trading

/// The story, newest first; an alarm or an answer stands over its first line, a hint or the mark of a mistake over its
/// last, so that nothing moves.
enum EventLines {
  static func draw(_ scene: Scene, on canvas: inout Canvas) {
    let area = scene.layout.events
    guard area.rows > 0 else {
      // The smallest screens have no lines for the story, and what Enter does has to be seen all the same.
      if PreviewSummary.isNeeded(scene) { PreviewSummary.draw(scene, on: &canvas) }
      return
    }
    let end = canvas.size.columns - 1
    let shown = scene.snapshot.events.prefix(area.rows)
    for (offset, event) in shown.enumerated() {
      canvas.put(
        line(event, isOneDay(shown, scene), columns: end - 2), column: 1, row: area.row + offset, end: end)
    }
    let last = area.row + area.rows - 1
    let isAlarmed = !scene.snapshot.alarms.isEmpty && !PreviewSummary.isNeeded(scene)
    if isAlarmed { AlarmLine.draw(scene, row: area.row, on: &canvas) }
    if isAlarmed, last == area.row { return }
    if LineView.isAnswerCut(scene), let notice = scene.state.currentNotice {
      put([Run(notice.cut(end - 2), .warning)], row: last, on: &canvas)
    } else if LineView.drawError(scene, row: last, on: &canvas) {
      return
    } else if PreviewSummary.isNeeded(scene) {
      PreviewSummary.draw(scene, on: &canvas)
    } else if let hint = FirstSteps.hint(scene, columns: end - 1) {
      put(hint, row: last, on: &canvas)
    } else if NextLines.borrowsMessageLine(scene), !isAlarmed {
      canvas.clear(Rectangle(column: 0, row: area.row, columns: canvas.size.columns, rows: 1))
      NextLines.drawClock(scene, row: area.row, on: &canvas)
    }
  }

  /// In the place of an event.
  private static func put(_ runs: [Run], row: Int, on canvas: inout Canvas) {
    canvas.clear(Rectangle(column: 0, row: row, columns: canvas.size.columns, rows: 1))
    canvas.put(runs, column: 1, row: row, end: canvas.size.columns - 1)
  }

  static func block(_ scene: Scene, rows: Int, columns: Int? = nil) -> Block {
    let columns = columns ?? (scene.layout.story ?? scene.layout.panel)?.columns ?? 0
    let lines = lines(scene.snapshot.events.prefix(max(0, rows)), scene, columns: columns - 2, rows: rows)
    return Block("story", lines.isEmpty ? [[Run("nothing has happened yet", .muted)]] : lines)
  }

  /// Events from the newest on, as many as there are rows for.
  static func lines(_ events: ArraySlice<EventLine>, _ scene: Scene, columns: Int, rows: Int) -> [[Run]] {
    let isOneDay = isOneDay(events, scene)
    var lines: [[Run]] = []
    for event in events where lines.count < rows {
      lines += self.lines(event, isOneDay, columns: columns, rows: rows - lines.count)
    }
    return lines
  }

  /// Whole, in as many lines as that takes; in the last rows as far as it fits.
  private static func lines(_ event: EventLine, _ isOneDay: Bool, columns: Int, rows: Int) -> [[Run]] {
    let time = Wording.moment(event.time, isOneDay: isOneDay) + "  "
    let room = columns - time.count
    var parts = Wording.wrapped(event.text, columns: room)
    if parts.count > rows {
      parts = parts.prefix(rows - 1) + [parts.dropFirst(rows - 1).joined(separator: " ").cut(room)]
    }
    return parts.enumerated().map { index, text in
      [
        Run(index == 0 ? time : String(repeating: " ", count: time.count), .muted),
        Run(text, role(event.tone)),
      ]
    }
  }

  /// Whether all of these lines are of the day that the feed is on.
  static func isOneDay(_ events: ArraySlice<EventLine>, _ scene: Scene) -> Bool {
    guard let now = scene.snapshot.feed.time else { return true }
    return events.allSatisfy { $0.time.day == now.day }
  }

  static func line(_ event: EventLine, _ isOneDay: Bool, columns: Int) -> [Run] {
    let time = Wording.moment(event.time, isOneDay: isOneDay) + "  "
    return [Run(time, .muted), Run(event.text.cut(columns - time.count), role(event.tone))]
  }

  static func role(_ tone: EventLine.Tone) -> Role {
    switch tone {
    case .plain: .text
    case .entry: .entry
    case .exit: .target
    case .stop: .stop
    case .warning: .warning
    }
  }
}
