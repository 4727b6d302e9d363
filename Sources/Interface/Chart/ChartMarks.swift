import Screen
import Trading

/// What the trade has done and waits for, over and under the price of a chart.
enum ChartMarks {
  /// Dashes across the whole chart, over which everything else is drawn.
  static func drawLevels(_ scene: Scene, _ scale: ChartScale, in area: Rectangle, on canvas: inout Canvas) {
    for mark in scene.snapshot.marks where mark.role != .stop && scale.holds(mark.price) {
      let row = area.row + scale.line(mark.price)
      canvas.repeated("╌", LadderRows.role(mark.role), column: area.column, row: row, count: scale.columns)
    }
  }

  /// Where the stop stood, as steps.
  static func drawStop(_ scene: Scene, _ scale: ChartScale, in area: Rectangle, on canvas: inout Canvas) {
    let steps = scene.snapshot.path.stops
    let end = scene.snapshot.feed.time.map { scale.place($0) } ?? scale.columns - 1
    var before: Int?
    for (index, step) in steps.enumerated() {
      let first = scale.place(step.time)
      let last = index + 1 < steps.count ? scale.place(steps[index + 1].time) : end
      guard let price = step.price else {
        before = nil
        continue
      }
      let line = scale.line(price)
      if let before, before != line { drawRiser(first, before, line, area, scale, on: &canvas) }
      before = line
      // A step's own column belongs to its riser.
      let start = max(0, index > 0 && steps[index - 1].price != nil ? first + 1 : first)
      let stop = min(last, scale.columns - 1)
      guard start <= stop else { continue }
      canvas.repeated(
        "─", .stop, column: area.column + start, row: area.row + line, count: stop - start + 1)
    }
  }

  private static func drawRiser(
    _ place: Int, _ old: Int, _ new: Int, _ area: Rectangle, _ scale: ChartScale, on canvas: inout Canvas
  ) {
    guard (0..<scale.columns).contains(place) else { return }
    let isUp = new < old
    for line in min(old, new)...max(old, new) {
      let sign = line == old ? (isUp ? "┘" : "┐") : line == new ? (isUp ? "┌" : "└") : "│"
      let column = area.column + place
      canvas.put(sign, .stop, column: column, row: area.row + line, end: column + 1)
    }
  }

  /// What was bought points up, what was sold down; where the stop ended it there is a cross.
  static func drawDeeds(_ scene: Scene, _ scale: ChartScale, in area: Rectangle, on canvas: inout Canvas) {
    let buysIn = scene.snapshot.side == .long
    for deed in scene.snapshot.path.deeds {
      let (sign, role): (String, Role)
      switch deed.kind {
      case .entry: (sign, role) = (buysIn ? "▲" : "▼", .entry)
      case .exit: (sign, role) = (buysIn ? "▼" : "▲", .target)
      case .stop: (sign, role) = ("✕", .stop)
      case .liquidation: (sign, role) = ("✕", .liquidation)
      case .funding: continue
      }
      let place = scale.place(deed.time)
      guard (0..<scale.columns).contains(place) else { continue }
      let column = area.column + place
      canvas.put(sign, role, column: column, row: area.row + scale.line(deed.price), end: column + 1)
    }
  }
}
