import Screen
import Trading

/// One table as wide as the screen, and beneath it what it tells of the past.
enum TableViews {
  static func drawTranches(_ scene: Scene, in area: Rectangle, on canvas: inout Canvas) {
    var blocks = [TrancheTable.block(scene, columns: area.columns - 1)]
    if let report = scene.snapshot.report {
      blocks = [LedgerTable.block(report, scene, columns: area.columns - 1)] + blocks
    }
    draw(blocks, events: nil, scene, in: area, on: &canvas)
  }

  static func drawStop(_ scene: Scene, in area: Rectangle, on canvas: inout Canvas) {
    let stop = StopTable.block(scene, columns: area.columns - 1)
    draw([stop], events: Block("the stop so far", moves(scene, area)), scene, in: area, on: &canvas)
  }

  /// Where it has stood, newest first.
  private static func moves(_ scene: Scene, _ area: Rectangle) -> [[Run]] {
    let told = scene.snapshot.events.filter { $0.tone == .stop }
    guard !told.isEmpty else { return [[Run("it has not been moved", .muted)]] }
    let isOneDay = scene.snapshot.feed.time.map { now in told.allSatisfy { $0.time.day == now.day } } ?? true
    return told.map { EventLines.line($0, isOneDay, columns: area.columns - 2) }
  }

  /// Without a frame the first title stands in the area's first row.
  private static func draw(
    _ blocks: [Block], events: Block?, _ scene: Scene, in area: Rectangle, on canvas: inout Canvas
  ) {
    var area = area
    if scene.layout.form != .framed {
      area.row += 1
      area.rows -= 1
    }
    var blocks = blocks
    let used = blocks.reduce(0) { $0 + $1.lines.count + 1 }
    if let events, area.rows - used >= 2 { blocks.append(events) }
    if events == nil, scene.layout.story == nil, area.rows - used >= 3 {
      blocks.append(EventLines.block(scene, rows: area.rows - used, columns: area.columns))
    }
    Block.draw(blocks, in: area, on: &canvas)
  }
}
