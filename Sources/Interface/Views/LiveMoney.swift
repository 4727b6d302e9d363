import Screen
import Trading

/// Live money looks like nothing else: the frame and the whole first line are of its role, which no rehearsal has,
/// and the line says so in words, for whoever sees no colours.
enum LiveMoney {
  /// The sheet to draw with.
  static func sheet(_ snapshot: Snapshot, _ sheet: StyleSheet) -> StyleSheet {
    guard snapshot.mode == .live else { return sheet }
    return StyleSheet(depth: sheet.depth) { role in sheet[role == .frame ? .live : role] }
  }

  /// The first line's ground, before anything is drawn on it.
  static func ground(_ snapshot: Snapshot, on canvas: inout Canvas) {
    guard snapshot.mode == .live else { return }
    canvas.repeated(" ", .live, column: 0, row: 0, count: canvas.size.columns)
  }

  /// The first line's words; warnings stay what they are.
  static func words(_ runs: [Run], _ snapshot: Snapshot) -> [Run] {
    guard snapshot.mode == .live else { return runs }
    return runs.map { run in
      run.role == .warning || run.role == .alarm ? run : Run(run.text, .live, changed: run.changed)
    }
  }
}
