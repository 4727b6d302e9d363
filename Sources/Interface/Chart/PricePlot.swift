import Screen
import Trading

/// The price: candles where every column has its own prices, a line of dots elsewhere.
struct PricePlot {
  /// What was traded in one column.
  private struct Candle {
    var open: Price
    var low: Price
    var high: Price
    var close: Price
  }

  let scale: ChartScale
  private let path: PricePath
  private var candles: [Int: Candle] = [:]

  init(_ scene: Scene, _ scale: ChartScale) {
    self.scale = scale
    path = scene.snapshot.path.prices
    for stretch in path.stretches {
      let column = scale.place(path.start(of: stretch))
      var candle =
        candles[column]
        ?? Candle(open: stretch.open, low: stretch.low, high: stretch.high, close: stretch.close)
      candle.low = min(candle.low, stretch.low)
      candle.high = max(candle.high, stretch.high)
      candle.close = stretch.close
      candles[column] = candle
    }
  }

  /// A candle says nothing with a single price in it, nor with holes between them.
  var drawsCandles: Bool {
    guard scale.rows >= 10, candles.count >= 24, path.stretches.count >= candles.count * 3 / 2 else {
      return false
    }
    return candles.count * 10 >= ((candles.keys.max() ?? 0) + 1) * 6
  }

  func draw(column: Int, row: Int, on canvas: inout Canvas) {
    if drawsCandles {
      drawCandles(column: column, row: row, on: &canvas)
    } else {
      drawLine(column: column, row: row, on: &canvas)
    }
  }

  /// Rising bodies are hollow, falling ones full: the colour says it once more.
  private func drawCandles(column: Int, row: Int, on canvas: inout Canvas) {
    for (place, candle) in candles where (0..<scale.columns).contains(place) {
      let isRising = candle.close >= candle.open
      let top = scale.line(max(candle.open, candle.close))
      let bottom = scale.line(min(candle.open, candle.close))
      for line in scale.line(candle.high)...max(scale.line(candle.high), scale.line(candle.low)) {
        let sign = !(top...max(top, bottom)).contains(line) ? "│" : isRising ? "║" : "┃"
        let role: Role = isRising ? .gain : .loss
        canvas.put(sign, role, column: column + place, row: row + line, end: column + place + 1)
      }
    }
  }

  private func drawLine(column: Int, row: Int, on canvas: inout Canvas) {
    var grid = DotGrid(columns: scale.columns, rows: scale.rows)
    var before: (x: Int, y: Int)?
    for stretch in path.stretches {
      let x = scale.place(path.start(of: stretch), of: 2)
      let open = (x: x, y: scale.line(stretch.open, of: 4))
      if let before { grid.line(from: before, to: open, .last) }
      grid.stroke(x, from: scale.line(stretch.high, of: 4), to: scale.line(stretch.low, of: 4), .last)
      before = (x: x, y: scale.line(stretch.close, of: 4))
    }
    grid.draw(column: column, row: row, on: &canvas)
  }
}
