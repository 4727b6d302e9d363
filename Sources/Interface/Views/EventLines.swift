import Screen
import Trading

/// The story, newest first; an alarm or an answer stands over its first line, so that nothing moves.
enum EventLines {
  static func draw(_ scene: Scene, on canvas: inout Canvas) {
    let area = scene.layout.events
    guard area.rows > 0 else { return }
    let end = canvas.size.columns - 1
    for (offset, event) in scene.snapshot.events.prefix(area.rows).enumerated() {
      canvas.put(line(event, columns: end - 2), column: 1, row: area.row + offset, end: end)
    }
    if PreviewSummary.isNeeded(scene) {
      canvas.clear(Rectangle(column: 0, row: area.row, columns: canvas.size.columns, rows: 1))
      canvas.put(PreviewSummary.facts(scene, columns: end - 1), column: 1, row: area.row, end: end)
    } else if !scene.snapshot.alarms.isEmpty {
      AlarmLine.draw(scene, row: area.row, on: &canvas)
    }
  }

  static func block(_ scene: Scene, rows: Int) -> Block {
    let columns = (scene.layout.story ?? scene.layout.panel)?.columns ?? 0
    let lines = scene.snapshot.events.prefix(max(0, rows)).map { line($0, columns: columns - 2) }
    return Block("story", lines.isEmpty ? [[Run("nothing has happened yet", .muted)]] : Array(lines))
  }

  private static func line(_ event: EventLine, columns: Int) -> [Run] {
    let time = Wording.clock(event.time) + "  "
    return [Run(time, .muted), Run(event.text.cut(columns - time.count), role(event.tone))]
  }

  private static func role(_ tone: EventLine.Tone) -> Role {
    switch tone {
    case .plain: .text
    case .entry: .entry
    case .exit: .target
    case .stop: .stop
    case .warning: .warning
    }
  }
}
