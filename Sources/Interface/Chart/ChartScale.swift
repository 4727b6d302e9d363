import Trading

/// Which column a time falls in and which row a price, both counted in cells from the top left.
struct ChartScale {
  let start: Timestamp
  /// Microseconds a column: a length that people count in, so that nothing moves with every price.
  let column: Int64
  let columns: Int
  let rows: Int
  private(set) var low: Int
  private(set) var high: Int

  /// Nil before the first price, or where there is no room.
  init?(_ scene: Scene, columns: Int, rows: Int) {
    let path = scene.snapshot.path.prices
    guard columns > 0, rows > 0, let start = path.start, let last = path.stretches.last else { return nil }
    (self.columns, self.rows) = (columns, rows)
    let end = max(path.start(of: last) + path.span, scene.snapshot.feed.time ?? start)
    // Columns begin where stretches do and at times that people count in: a candle holds what its label says.
    let whole = ChartScale.lengths.filter { $0 % path.span.microseconds == 0 }
    let fitting = whole.first { length in
      (end - start.start(of: Span(microseconds: length))).microseconds <= length * Int64(columns)
    }
    let span = path.span.microseconds
    column = fitting ?? ((end - start).microseconds / Int64(columns) / span + 1) * span
    self.start = fitting.map { start.start(of: Span(microseconds: $0)) } ?? start
    low = path.stretches.map(\.low.ticks).min() ?? 0
    high = path.stretches.map(\.high.ticks).max() ?? 0
    include(scene)
  }

  private static let lengths: [Int64] = {
    let seconds: [Int64] = [1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30]
    let hours: [Int64] = [1, 2, 3, 4, 6, 8, 12, 24, 48, 96, 168]
    let all = seconds + seconds.map { $0 * 60 } + hours.map { $0 * 3600 }
    return all.map { $0 * 1_000_000 }
  }()

  /// Fills, stop and average are always to be seen; a target as long as the rest does not become flat for it.
  private mutating func include(_ scene: Scene) {
    let snapshot = scene.snapshot
    var prices = snapshot.path.deeds.map(\.price) + snapshot.path.stops.compactMap(\.price)
    prices += [LadderWindow.stop(snapshot), snapshot.last].compactMap { $0 }
    prices += snapshot.marks.filter { $0.role == .entry || $0.role == .breakeven }.map(\.price)
    for price in prices { widen(price.ticks) }
    let own = max(1, high - low)
    for mark in snapshot.marks where mark.role != .liquidation {
      let beyond = max(mark.price.ticks - high, low - mark.price.ticks)
      if beyond <= own / 2 { widen(mark.price.ticks) }
    }
    // What lies outside is named at the edge, which then belongs to no price inside.
    let marks = snapshot.marks.filter { $0.role != .liquidation && $0.role != .level }
    // Counted in the rows that are left, so that the label next to the edge falls out of it.
    let row = (high - low + 1) / max(1, rows - 2) + 1
    if marks.contains(where: { $0.price.ticks > high }) { high += row }
    if marks.contains(where: { $0.price.ticks < low }) { low -= row }
  }

  private mutating func widen(_ ticks: Int) {
    low = min(low, ticks)
    high = max(high, ticks)
  }

  /// The row of a price at so many lines a row; outside of the rows for one that is not shown.
  func line(_ price: Price, of rowLines: Int = 1) -> Int {
    let range = Int128(high - low + 1)
    return Int(Ratio.floorDivide(Int128(high - price.ticks) * Int128(rows * rowLines), range))
  }

  func holds(_ price: Price) -> Bool { (low...high).contains(price.ticks) }

  /// The column of a time at so many places a column.
  func place(_ time: Timestamp, of places: Int64 = 1) -> Int {
    let since = Int128((time - start).microseconds) * Int128(places)
    return Int(clamping: Ratio.floorDivide(since, Int128(column)))
  }

  func time(column: Int) -> Timestamp { start + Span(microseconds: self.column * Int64(column)) }

  /// The price in the middle of a row.
  func price(row: Int) -> Price { Price(ticks: high - (high - low + 1) * (2 * row + 1) / (2 * rows)) }

  /// `30 s`, `5 min`, `2 h`.
  var columnText: String {
    let seconds = column / 1_000_000
    if seconds < 1 { return "0.5 s" }
    if seconds % 86_400 == 0 { return "\(seconds / 86_400) d" }
    if seconds % 3600 == 0 { return "\(seconds / 3600) h" }
    return seconds % 60 == 0 ? "\(seconds / 60) min" : "\(seconds) s"
  }
}
