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

  /// Colours the first line, over which everything has been drawn; warnings stay what they are.
  static func mark(_ snapshot: Snapshot, on canvas: inout Canvas) {
    guard snapshot.mode == .live else { return }
    canvas.recolor(row: 0, .live, sparing: [.warning, .alarm])
  }
}
