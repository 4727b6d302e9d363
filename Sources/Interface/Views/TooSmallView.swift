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
    canvas.put(
      "too small: \(canvas.size.columns)x\(canvas.size.rows)", .warning, column: 0, row: 2, end: end)
  }
}
