import Screen

/// A titled stretch of lines in a table area.
struct Block {
  var title: String
  var lines: [[Run]]

  init(_ title: String, _ lines: [[Run]]) {
    self.title = title
    self.lines = lines
  }

  /// Stacks blocks, each under its title. The first title stands on the frame's edge above the area; the last
  /// block is cut where the area ends, and says how much is missing; `scroll` is the key that shows it.
  static func draw(_ blocks: [Block], in area: Rectangle, scroll: String = "", on canvas: inout Canvas) {
    var row = area.row
    let end = area.row + area.rows
    for (index, block) in blocks.enumerated() {
      let isFirst = index == 0
      guard isFirst || row + 1 < end else { break }
      if !isFirst, end - row < 3, block.lines.count > end - row - 1 {
        // A title alone would say that there is nothing under it.
        let left = blocks[index...].reduce(0) { $0 + 1 + $1.lines.count }
        return more(left, scroll, in: area, row: row, on: &canvas)
      }
      canvas.rule(block.title, column: area.column, row: isFirst ? row - 1 : row, columns: area.columns)
      if !isFirst {
        join(row, area, on: &canvas)
        row += 1
      }
      let room = end - row
      let isCut = block.lines.count > room
      for line in block.lines.prefix(isCut ? room - 1 : room) {
        canvas.put(line, column: area.column + 1, row: row, end: area.column + area.columns)
        row += 1
      }
      guard isCut else { continue }
      let later = blocks[(index + 1)...].reduce(0) { $0 + 1 + $1.lines.count }
      let missing = block.lines.count - room + 1 + later
      return more(missing, scroll, in: area, row: row, on: &canvas)
    }
  }

  private static func more(
    _ count: Int, _ scroll: String, in area: Rectangle, row: Int, on canvas: inout Canvas
  ) {
    let text = "… \(count) lines more" + (scroll.isEmpty ? "" : ": " + scroll)
    canvas.put(text, .muted, column: area.column + 1, row: row, end: area.column + area.columns)
  }

  /// Joins a rule to the walls beside it, where there are walls.
  static func join(_ row: Int, _ area: Rectangle, on canvas: inout Canvas) {
    let left = area.column - 1
    let right = area.column + area.columns
    if canvas.buffer[left, row].character == "│" {
      canvas.put("├", .frame, column: left, row: row, end: left + 1)
    }
    if canvas.buffer[right, row].character == "│" {
      canvas.put("┤", .frame, column: right, row: row, end: right + 1)
    }
  }
}
