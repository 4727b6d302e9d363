import Screen
import Trading

/// The ladder: static rows of price, with the trade standing in them.
enum LadderView {
  static func draw(_ scene: Scene, on canvas: inout Canvas) {
    let area = scene.layout.ladder
    let columns = LadderColumns(scene)
    let end = area.column + area.columns
    drawHeads(scene, columns, on: &canvas)
    guard let window = scene.state.window else {
      let text =
        scene.layout.form == .framed ? "no price yet: the ladder begins with the first" : "no price yet"
      if area.rows > 0 { canvas.put(text, .muted, column: area.column + 1, row: area.row, end: end) }
      return
    }
    let rows = LadderRows(scene, window)
    for row in 0..<min(area.rows, window.rows) {
      for column in columns.columns {
        let start = area.column + column.start
        let runs = rows.runs(column, row: row)
        canvas.put(runs, column: start, row: area.row + row, end: min(end, start + column.width))
      }
    }
    drawPins(scene, window, on: &canvas)
  }

  private static func drawHeads(_ scene: Scene, _ columns: LadderColumns, on canvas: inout Canvas) {
    let layout = scene.layout
    let area = layout.ladder
    let end = area.column + area.columns
    guard let heads = layout.heads else { return }
    let step = scene.state.window.map { Wording.step($0.step, scene.instrument) + " a row" }
    if layout.form == .framed, heads == layout.statusRows + 1 {
      canvas.rule(
        "ladder" + (step.map { ", " + $0 } ?? ""), column: area.column, row: layout.statusRows,
        columns: area.columns)
    }
    columns.heads(&canvas, column: area.column, row: heads, end: end)
  }

  /// What lies outside of the window stands on the frame's edges, or in the head line of a screen without.
  private static func drawPins(_ scene: Scene, _ window: LadderWindow, on canvas: inout Canvas) {
    let layout = scene.layout
    let area = layout.ladder
    let end = area.column + area.columns
    let pins = LadderPins(scene, window)
    if let foot = layout.foot {
      let under = pins.line(above: false, columns: area.columns - 3)
      if !under.isEmpty {
        canvas.put([Run(" ")] + under + [Run(" ")], column: area.column + 1, row: foot, end: end)
      }
      let above = pins.line(above: true, columns: area.columns * 2 / 3)
      let width = Segments.width(above)
      if width > 0 {
        canvas.put(
          [Run(" ")] + above + [Run(" ")], column: end - width - 3, row: layout.statusRows, end: end)
      }
      return
    }
    let both = pins.short(columns: area.columns - 1)
    let width = Segments.width(both)
    guard width > 0 else { return }
    if let heads = layout.heads {
      canvas.put([Run("  ")] + both + [Run(" ")], column: end - width - 3, row: heads, end: end)
    } else if layout.statusRows > 0 {
      canvas.put([Run(" ")] + both, column: end - width - 1, row: layout.statusRows - 1, end: end)
    }
  }
}
