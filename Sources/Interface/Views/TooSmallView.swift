import Screen
import Trading

/// A screen too small for anything but the two numbers that matter most.
enum TooSmallView {
  static func draw(_ scene: Scene, on canvas: inout Canvas) {
    let end = canvas.size.columns
    let instrument = scene.instrument
    let stop = LadderWindow.stop(scene.snapshot).map { instrument.text($0) } ?? "none"
    let last = scene.snapshot.last.map { instrument.text($0) } ?? "none"
    let top = [Run("stop ", .muted), Run(stop, .stop), Run(scene.snapshot.mode == .live ? " LIVE" : "")]
    LiveMoney.ground(scene.snapshot, on: &canvas)
    canvas.put(LiveMoney.words(top, scene.snapshot), column: 0, row: 0, end: end)
    canvas.put([Run("last ", .muted), Run(last, .last)], column: 0, row: 1, end: end)
    canvas.put(words(scene, canvas.size), .warning, column: 0, row: 2, end: end)
  }

  /// What keeps Enter from acting stands there too.
  private static func words(_ scene: Scene, _ size: Size) -> String {
    if scene.state.mode == .quitting { return "y leaves, Esc stays" }
    let least = "\(Layout.least.columns)x\(Layout.least.rows)"
    return scene.panel == nil ? "too small: \(size.columns)x\(size.rows)" : "Enter needs \(least)"
  }

  /// A screen too small for one view, not for the others.
  static func draw(_ view: ViewChoice, _ scene: Scene, on canvas: inout Canvas) {
    guard let body = scene.layout.body else { return }
    let need = view.need
    let texts = [
      "too small for \(view.rawValue)",
      "it needs \(need.columns)x\(need.rows), here \(canvas.size.columns)x\(canvas.size.rows)",
      scene.state.keys.key(.nextView).map { "\($0) shows the next view" } ?? "",
    ]
    for (index, text) in texts.enumerated() where index < body.rows {
      canvas.put(
        text, .warning, column: body.column + 1, row: body.row + index, end: body.column + body.columns)
    }
  }
}
