import Screen
import Trading

/// The whole trade's net result over time, in R, filled from zero: what closing would have brought.
struct ResultPlot {
  /// Hundredths of R at dots from the left, with holes where nothing is known.
  private var values: [Int: Int] = [:]
  private(set) var lowest = 0
  private(set) var highest = 0
  private(set) var last: Int?
  let scale: ChartScale

  /// Nil before the first fill.
  init?(_ scene: Scene, _ scale: ChartScale) {
    self.scale = scale
    let snapshot = scene.snapshot
    guard let oneR = snapshot.oneR, oneR > 0, snapshot.entered > .zero else { return nil }
    let worth = snapshot.instrument.notional(Price(ticks: oneR), snapshot.entered).units
    guard worth > 0 else { return nil }
    let (path, deeds) = (snapshot.path.prices, snapshot.path.deeds)
    var next = 0
    for stretch in path.stretches {
      // What was done within a stretch counts at its end.
      let end = path.start(of: stretch) + path.span
      while next < deeds.count, deeds[next].time < end { next += 1 }
      guard next > 0 else { continue }
      let net = deeds[next - 1].after.net(closingAt: stretch.close, fee: snapshot.takerFee).units
      let value = Int(clamping: Ratio.floorDivide(net * 200 + worth, worth * 2))
      values[scale.place(path.start(of: stretch), of: 2)] = value
      lowest = min(lowest, value)
      highest = max(highest, value)
      last = value
    }
    if values.isEmpty { return nil }
  }

  func draw(column: Int, row: Int, rows: Int, on canvas: inout Canvas) {
    var grid = DotGrid(columns: scale.columns, rows: rows)
    let range = max(1, highest - lowest)
    let dots = rows * 4
    func line(_ value: Int) -> Int { min(dots - 1, (highest - value) * (dots - 1) / range) }
    let zero = line(0)
    for x in 0..<scale.columns {
      canvas.put("╌", .muted, column: column + x, row: row + zero / 4, end: column + x + 1)
    }
    var known: Int?
    let first = values.keys.min() ?? 0
    for x in first...max(first, values.keys.max() ?? 0) {
      known = values[x] ?? known
      guard let known else { continue }
      grid.stroke(x, from: zero, to: line(known), known < 0 ? .loss : .gain)
    }
    grid.draw(column: column, row: row, on: &canvas)
  }

  static func text(_ hundredths: Int) -> String { Wording.r(Ratio(Int128(hundredths), over: 100)) }
}
