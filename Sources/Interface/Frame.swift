import Screen
import Trading

/// Everything a view needs to draw.
struct Scene {
  var snapshot: Snapshot
  var state: InterfaceState
  var layout: Layout

  var instrument: Instrument { snapshot.instrument }
  /// The last price as long as somebody vouches for it; an old one does not shine.
  var priceRole: Role { BigView.staleness(snapshot) == nil ? .last : .muted }
  /// Where the last price came from: ` ▲`, ` ▼`, or nothing.
  var lastSign: String { snapshot.lastDirection > 0 ? " ▲" : snapshot.lastDirection < 0 ? " ▼" : "" }
  var lastRole: Role { snapshot.lastDirection < 0 ? .loss : snapshot.lastDirection > 0 ? .gain : .last }

  /// What a panel shows now, if any.
  var panel: Panel? { state.mode.showsPanel ? state.panel : nil }

  /// The order that the cursor carries, if any.
  var held: LadderOrder? { state.mode == .grab ? state.held : nil }

  /// The role of an amount of money.
  func moneyRole(_ cash: Cash) -> Role { cash < .zero ? .loss : cash > .zero ? .gain : .text }
}

/// Draws the whole screen: a pure function of what it is given.
public enum Frame {
  /// A picture of exactly `size`. A size that differs from the state's is laid out anew, so that a frame is
  /// right even in the moment of a resize. `last`: the picture before, if nothing but the state has changed since.
  public static func draw(
    _ snapshot: Snapshot, state: InterfaceState, sheet: StyleSheet, size: Size, unicode: Bool,
    after last: LastPicture? = nil
  ) -> CellBuffer {
    var canvas = Canvas(size: size, sheet: LiveMoney.sheet(snapshot, sheet))
    var state = state
    state.isWatching = snapshot.watching != nil
    if state.size != size || state.window == nil {
      state.size = size
      state.keepWindow(snapshot)
    }
    let layout = Layout(canvas.size, state.shownView)
    let scene = Scene(snapshot: snapshot, state: state, layout: layout)
    if layout.form == .tooSmall {
      TooSmallView.draw(scene, on: &canvas)
    } else if unicode, let last, let parts = last.parts(for: scene) {
      drawCursor(scene, rows: parts.rows, on: &canvas)
      for area in parts.areas { canvas.take(area, from: last.picture) }
    } else {
      draw(scene, on: &canvas)
    }
    return canvas.finished(unicode: unicode)
  }

  private static func draw(_ scene: Scene, on canvas: inout Canvas) {
    StatusLines.draw(scene, on: &canvas)
    if scene.state.mode.showsHelp {
      HelpView.draw(scene, on: &canvas)
    } else if scene.state.mode.showsEvents {
      EventList.draw(scene, on: &canvas)
    } else {
      if scene.layout.form == .framed { drawFrame(scene, on: &canvas) }
      drawView(scene, on: &canvas)
      StopChoices.draw(scene, on: &canvas)
    }
    if scene.layout.next < scene.layout.events.row { NextLines.draw(scene, on: &canvas) }
    EventLines.draw(scene, on: &canvas)
    Footer.draw(scene, on: &canvas)
  }

  /// What tells of the price cursor, and the frame around it.
  private static func drawCursor(_ scene: Scene, rows: Set<Int>, on canvas: inout Canvas) {
    drawFrame(scene, on: &canvas)
    LadderView.draw(scene, only: rows, on: &canvas)
    EventLines.draw(scene, on: &canvas)
    Footer.draw(scene, on: &canvas)
  }

  private static func drawView(_ scene: Scene, on canvas: inout Canvas) {
    let view = scene.state.shownView
    guard let body = scene.layout.body else {
      LadderView.draw(scene, on: &canvas)
      return drawTables(scene, on: &canvas)
    }
    guard view.fits(canvas.size) else { return TooSmallView.draw(view, scene, on: &canvas) }
    switch view {
    case .ladder, .all: break
    case .tranches, .stop: TableViews.draw(scene, in: body, on: &canvas)
    case .chart: ChartView.draw(scene, in: body, on: &canvas)
    case .big: BigView.draw(scene, in: body, on: &canvas)
    }
    if let story = scene.layout.story {
      Block.draw([EventLines.block(scene, rows: story.rows)], in: story, on: &canvas)
    }
  }

  private static func drawTables(_ scene: Scene, on canvas: inout Canvas) {
    let layout = scene.layout
    let place = layout.preview
    let preview = PreviewPanel.lines(scene, columns: (place?.columns ?? 0) - 1, rows: place?.rows ?? 0)
    if let story = layout.story {
      let block =
        preview.isEmpty
        ? EventLines.block(scene, rows: story.rows) : Block(PreviewPanel.title(scene), preview)
      Block.draw([block], in: story, on: &canvas)
    }
    if let chart = layout.chart { drawChart(scene, in: chart, on: &canvas) }
    guard let panel = layout.panel else { return }
    let inner = panel.columns - 1
    var blocks: [Block] = []
    if let result = scene.snapshot.result { blocks.append(ResultView.block(result, scene, columns: inner)) }
    let stop = StopTable.block(scene, columns: inner)
    let tranches = TrancheTable.block(scene, columns: inner, rows: panel.rows - stop.lines.count - 1)
    if !preview.isEmpty, layout.story == nil {
      let block = Block(PreviewPanel.title(scene), preview)
      let stopFits = stop.lines.count + block.lines.count + 1 < panel.rows
      let allFit = tranches.lines.count + stop.lines.count + block.lines.count + 2 <= panel.rows
      blocks = allFit ? [tranches, stop, block] : stopFits ? [stop, block] : [block]
    } else {
      // What a closed trade planned matters less than what it did.
      if let report = scene.snapshot.report {
        blocks.append(LedgerTable.block(report, scene, columns: inner))
      } else {
        blocks += [tranches, stop]
      }
      let left = panel.rows - blocks.reduce(0) { $0 + $1.lines.count + 1 }
      if layout.story == nil, left >= 3 {
        blocks.append(EventLines.block(scene, rows: left))
      } else if layout.story != nil, left >= 3, scene.snapshot.stop != nil {
        blocks.append(StopTable.moves(scene, columns: inner, rows: left))
      }
    }
    Block.draw(blocks, in: panel, on: &canvas)
  }

  private static func drawChart(_ scene: Scene, in area: Rectangle, on canvas: inout Canvas) {
    Block.draw([Block(ChartView.title(scene, in: area), [])], in: area, on: &canvas)
    Block.join(area.row - 1, area, on: &canvas)
    ChartView.drawPlots(scene, in: area, on: &canvas)
  }

  /// The outer frame and the walls between its columns.
  private static func drawFrame(_ scene: Scene, on canvas: inout Canvas) {
    let layout = scene.layout
    guard let foot = layout.foot else { return }
    let top = layout.statusRows
    let right = layout.size.columns - 1
    canvas.repeated("─", .frame, column: 0, row: top, count: right + 1)
    canvas.repeated("─", .frame, column: 0, row: foot, count: right + 1)
    let walls = [0] + [layout.panel, layout.story].compactMap { $0.map { $0.column - 1 } } + [right]
    for (index, column) in walls.enumerated() {
      let ends = index == 0 ? ("┌", "└") : index == walls.count - 1 ? ("┐", "┘") : ("┬", "┴")
      canvas.wall("│", .frame, column: column, rows: (top + 1)..<foot)
      canvas.put(ends.0, .frame, column: column, row: top, end: column + 1)
      canvas.put(ends.1, .frame, column: column, row: foot, end: column + 1)
    }
  }
}
