import Screen
import Trading

/// The gravest alarm, in one line, until it has been acknowledged.
enum AlarmLine {
  static func draw(_ scene: Scene, row: Int, on canvas: inout Canvas) {
    guard let alarm = gravest(scene.snapshot) else { return }
    let columns = canvas.size.columns
    let others = scene.snapshot.alarms.count - 1
    let key = scene.snapshot.watching == nil ? scene.state.keys.key(.acknowledge) : nil
    let answer = key.map { "  \($0): seen " } ?? " "
    let hint = (others > 0 ? "  \(others) more" : "") + answer
    let role = role(alarm.kind)
    canvas.repeated(" ", role, column: 0, row: row, count: columns)
    canvas.put(" ! " + alarm.text.cut(columns - 3 - hint.count), role, column: 0, row: row, end: columns)
    canvas.put(hint, role, column: columns - hint.count, row: row, end: columns)
  }

  static func gravest(_ snapshot: Snapshot) -> Alarm? {
    snapshot.alarms.min { $0.kind.rawValue < $1.kind.rawValue }
  }

  private static func role(_ kind: Alarm.Kind) -> Role {
    switch kind {
    case .journal, .protectionGap, .orderRefused, .feedLost: .alarm
    case .feedStale, .stopNear, .targetAsks, .feedDelayed, .feedFault, .news, .fastMarket: .warning
    }
  }
}
