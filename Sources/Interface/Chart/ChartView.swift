import Screen
import Trading

/// The trade's way: its price with fills, levels and the stop's path; the result in R beneath, on an axis of its own.
enum ChartView {
  static func draw(_ scene: Scene, in area: Rectangle, on canvas: inout Canvas) {
    var inside = area
    let isFramed = scene.layout.form == .framed
    let title = title(scene, in: area)
    if isFramed {
      canvas.put(" \(title) ", .title, column: area.column + 1, row: area.row - 1, end: area.columns)
    } else {
      canvas.rule(title, column: area.column, row: area.row, columns: area.columns)
      inside.row += 1
      inside.rows -= 1
    }
    drawPlots(scene, in: inside, on: &canvas)
  }

  static func title(_ scene: Scene, in area: Rectangle) -> String {
    let shares = Shares(scene, area)
    guard let scale = ChartScale(scene, columns: shares.columns, rows: shares.priceRows) else {
      return "chart"
    }
    let isCandles = PricePlot(scene, scale).drawsCandles
    return "chart, \(scale.columnText) a \(isCandles ? "candle" : "column")"
  }

  /// How an area is shared out.
  struct Shares {
    var columns: Int
    var priceRows: Int
    /// Zero where there is no room.
    var resultRows: Int
    /// Columns of the axis right of the plots.
    var axis: Int

    init(_ scene: Scene, _ area: Rectangle) {
      let highest = max(scene.snapshot.last?.ticks ?? 1, LadderWindow.stop(scene.snapshot)?.ticks ?? 1)
      axis = scene.instrument.text(Price(ticks: max(1, highest))).count + 10
      columns = max(0, area.columns - axis)
      // Times stand in the last row, a rule over the result.
      let free = max(0, area.rows - 1)
      resultRows = free >= 9 ? max(2, min(10, (free - 1) / 4)) : 0
      priceRows = free - (resultRows > 0 ? resultRows + 1 : 0)
    }
  }

  static func drawPlots(_ scene: Scene, in area: Rectangle, on canvas: inout Canvas) {
    let shares = Shares(scene, area)
    guard let scale = ChartScale(scene, columns: shares.columns, rows: shares.priceRows) else {
      canvas.put(
        "no price yet: the chart begins with the first", .muted, column: area.column + 1, row: area.row,
        end: area.column + area.columns)
      return
    }
    ChartMarks.drawLevels(scene, scale, in: area, on: &canvas)
    ChartMarks.drawStop(scene, scale, in: area, on: &canvas)
    PricePlot(scene, scale).draw(column: area.column, row: area.row, on: &canvas)
    ChartMarks.drawDeeds(scene, scale, in: area, on: &canvas)
    ChartAxis.drawPrices(scene, scale, in: area, on: &canvas)
    ChartAxis.drawTimes(scale, in: area, on: &canvas)
    if shares.resultRows > 0 { drawResult(scene, scale, shares, in: area, on: &canvas) }
  }

  /// The longest that fits.
  private static func resultTitle(_ plot: ResultPlot?, _ scene: Scene, columns: Int) -> String {
    let title = "net result in R"
    guard scene.snapshot.result == nil, scene.snapshot.last != nil else { return title }
    guard let now = plot?.last.map(ResultPlot.text) else { return title + " from the first fill" }
    let texts = ["\(title), \(now) if closed now", "net, \(now) if closed now", "net, \(now) now"]
    return texts.first { $0.count <= columns } ?? title
  }

  private static func drawResult(
    _ scene: Scene, _ scale: ChartScale, _ shares: Shares, in area: Rectangle, on canvas: inout Canvas
  ) {
    let rule = area.row + shares.priceRows
    let plot = ResultPlot(scene, scale)
    canvas.rule(
      resultTitle(plot, scene, columns: shares.columns - 4), column: area.column, row: rule,
      columns: shares.columns)
    guard let plot else { return }
    plot.draw(column: area.column, row: rule + 1, rows: shares.resultRows, on: &canvas)
    let column = area.column + shares.columns + 1
    let end = area.column + area.columns
    canvas.put(ResultPlot.text(plot.highest), .muted, column: column, row: rule + 1, end: end)
    let low = ResultPlot.text(plot.lowest)
    canvas.put(low, .muted, column: column, row: rule + shares.resultRows, end: end)
  }
}
