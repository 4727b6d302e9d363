import Screen
import Trading

/// One table as wide as the screen, and beneath it what it tells of the past.
enum TableViews {
  static func draw(_ scene: Scene, in area: Rectangle, on canvas: inout Canvas) {
    let area = inside(area, scene)
    var blocks = tables(scene, area)
    let used = blocks.reduce(0) { $0 + $1.lines.count + 1 }
    if !isStop(scene), scene.layout.story == nil, area.rows - used >= 3 {
      blocks.append(EventLines.block(scene, rows: area.rows - used, columns: area.columns))
    }
    let key = scene.state.keys.name(.rowDown, in: .normal)
    Block.draw(from(scene.state.tableLine, blocks), in: area, scroll: key, on: &canvas)
  }

  /// How many lines the area has no room for: as far as it can be scrolled.
  static func hidden(_ scene: Scene) -> Int {
    guard let body = scene.layout.body else { return 0 }
    let area = inside(body, scene)
    let lines = tables(scene, area).reduce(-1) { $0 + $1.lines.count + 1 }
    return max(0, lines - area.rows)
  }

  private static func isStop(_ scene: Scene) -> Bool { scene.state.shownView == .stop }

  /// What there is to read, as a whole.
  private static func tables(_ scene: Scene, _ area: Rectangle) -> [Block] {
    let columns = area.columns - 1
    if isStop(scene) {
      return [StopTable.block(scene, columns: columns), StopTable.moves(scene, columns: columns)]
    }
    let tranches = TrancheTable.block(scene, columns: columns)
    // Without tables beside the ladder this is the one place for it.
    let isAlone = scene.layout.form == .bare
    let closed =
      isAlone ? scene.snapshot.result.map { [ResultView.block($0, scene, columns: columns)] } ?? [] : []
    return closed + (scene.snapshot.report.map { [LedgerTable.block($0, scene, columns: columns)] } ?? []) + [
      tranches
    ]
  }

  /// Without so many lines at the beginning; the first that is left says how many they are.
  private static func from(_ first: Int, _ blocks: [Block]) -> [Block] {
    guard first > 0 else { return blocks }
    var left = first + 1
    var rest = blocks
    while let block = rest.first {
      if block.lines.count > left {
        rest[0].lines = [[Run("… \(first) before", .muted)]] + block.lines.dropFirst(left)
        return rest
      }
      // The title of the next block takes a line as well.
      left -= block.lines.count + 1
      rest.removeFirst()
      if left <= 0 { break }
    }
    return rest
  }

  /// Without a frame the first title stands in the area's first row.
  private static func inside(_ area: Rectangle, _ scene: Scene) -> Rectangle {
    guard scene.layout.form != .framed else { return area }
    return Rectangle(column: area.column, row: area.row + 1, columns: area.columns, rows: area.rows - 1)
  }
}
