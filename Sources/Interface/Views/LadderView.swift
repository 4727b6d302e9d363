import Screen
import Trading

/// The ladder: static rows of price, with the trade standing in them.
enum LadderView {
  /// `only`: the rows that are drawn; all of them without it.
  static func draw(_ scene: Scene, only some: Set<Int>? = nil, on canvas: inout Canvas) {
    let area = scene.layout.ladder
    let end = area.column + area.columns
    guard let window = scene.state.window else {
      let text =
        scene.snapshot.watching != nil
        ? "price unknown"
        : scene.layout.form == .framed ? "no price yet: the ladder begins with the first" : "no price yet"
      if area.rows > 0 { canvas.put(text, .muted, column: area.column + 1, row: area.row, end: end) }
      return
    }
    let columns = LadderColumns(scene)
    let headsEnd = drawPins(scene, window, columns, on: &canvas)
    drawHeads(scene, columns, end: headsEnd, on: &canvas)
    let rows = LadderRows(scene, window)
    // The price comes last: its brackets stand on the blanks of its neighbours.
    let ordered =
      columns.columns.filter { $0.kind != .price } + columns.columns.filter { $0.kind == .price }
    for row in 0..<min(area.rows, window.rows) where some?.contains(row) ?? true {
      for column in ordered {
        let spill = column.kind == .price ? 1 : 0
        let start = area.column + column.start - spill
        let runs = rows.runs(column, row: row)
        canvas.put(runs, column: start, row: area.row + row, end: min(end, start + column.width + 2 * spill))
      }
    }
  }

  private static func drawHeads(
    _ scene: Scene, _ columns: LadderColumns, end: Int, on canvas: inout Canvas
  ) {
    let layout = scene.layout
    let area = layout.ladder
    guard let heads = layout.heads else { return }
    let hasOwnRow = layout.form == .framed && heads == layout.statusRows + 1
    if hasOwnRow, let step = scene.state.window?.step {
      let title = " ladder, \(rowHeight(scene, step)) "
      canvas.put(title, .title, column: area.column + 1, row: layout.statusRows, end: end)
    }
    columns.heads(&canvas, column: area.column, row: heads, end: hasOwnRow ? area.column + area.columns : end)
  }

  /// `50 a row, centred`.
  private static func rowHeight(_ scene: Scene, _ step: Int) -> String {
    "\(Wording.step(step, scene.instrument)) a row" + (scene.state.ladder.centred ? ", centred" : "")
  }

  /// What lies outside of the window stands on the frame's edges, or in the head line of a screen without: there it
  /// takes the place of the last head, and no other. Returns the column at which the heads must end.
  private static func drawPins(
    _ scene: Scene, _ window: LadderWindow, _ heads: LadderColumns, on canvas: inout Canvas
  ) -> Int {
    let layout = scene.layout
    let area = layout.ladder
    let end = area.column + area.columns
    let pins = LadderPins(scene, window)
    if let foot = layout.foot {
      let step =
        layout.heads == layout.statusRows ? " \(rowHeight(scene, window.step)) " : ""
      canvas.put(step, .muted, column: end - step.count - 1, row: foot, end: end)
      let under = pins.line(above: false, columns: area.columns - 4 - step.count)
      if !under.isEmpty {
        canvas.put([Run(" ")] + under + [Run(" ")], column: area.column + 1, row: foot, end: end)
      }
      let hasOwnRow = layout.heads != layout.statusRows
      let most = area.columns * 2 / 3
      let free = area.columns - heads.lastHead - 3
      let above = pins.line(
        above: true, columns: hasOwnRow ? most : pins.room(free: free, most: most, above: true))
      let width = Segments.width(above)
      guard width > 0 else { return end }
      canvas.put([Run(" ")] + above + [Run(" ")], column: end - width - 3, row: layout.statusRows, end: end)
      return end - width - 3
    }
    let free = area.columns - heads.lastHead - 2
    let both = pins.short(columns: pins.room(free: free, most: area.columns - 1, above: nil))
    let width = Segments.width(both)
    // Without a head line there is no room for pins; the stop stands in the status lines all the same.
    guard width > 0, let row = layout.heads else { return end }
    canvas.put([Run(" ")] + both + [Run(" ")], column: end - width - 2, row: row, end: end)
    return end - width - 2
  }
}
