import Trading

/// Which prices the ladder shows: static rows of equal height, the highest first. A row holds the prices
/// from its own up to, not including, the row's above.
public struct LadderWindow: Hashable, Sendable {
  /// Ticks a row, at least 1.
  public var step: Int
  /// Number of the topmost row: it begins at `top · step` ticks.
  public var top: Int
  public var rows: Int

  /// The price a row begins at; row 0 is the topmost.
  func price(row: Int) -> Price { Price(ticks: (top - row) * step) }

  /// The row a price falls in, inside the window or not.
  func row(of price: Price) -> Int { top - LadderWindow.floor(price.ticks, step) }

  func holds(_ price: Price) -> Bool { (0..<rows).contains(row(of: price)) }

  /// How many rows lie between a price and the nearer edge; below zero outside.
  func margin(_ price: Price) -> Int {
    let row = row(of: price)
    return min(row, rows - 1 - row)
  }

  /// The lowest price of the window.
  var low: Price { price(row: rows - 1) }
  /// The first price above the window.
  var high: Price { price(row: -1) }

  /// Moves the window so that a price is inside of it.
  mutating func scroll(to price: Price) {
    let row = row(of: price)
    if row < 0 { top -= row }
    if row >= rows { top -= row - rows + 1 }
  }

  static func centred(on price: Price, step: Int, rows: Int) -> LadderWindow {
    LadderWindow(step: step, top: floor(price.ticks, step) + (rows - 1) / 2, rows: rows)
  }

  /// Rows of another height, about the cursor as long as it is to be seen; but a price that was in the window stays
  /// there: with both of them if they fit, else without the cursor.
  func zoomed(to step: Int, rows: Int, cursor: Price?, last: Price?) -> LadderWindow {
    let centre = cursor.flatMap { holds($0) ? $0 : nil } ?? last ?? price(row: rows / 2)
    let window = LadderWindow.centred(on: centre, step: step, rows: rows)
    guard let last, holds(last), !window.holds(last) else { return window }
    let between = Price(ticks: (centre.ticks + last.ticks) / 2)
    let both = LadderWindow.centred(on: between, step: step, rows: rows)
    if both.holds(last), both.holds(centre) { return both }
    return LadderWindow.centred(on: last, step: step, rows: rows)
  }

  private static func floor(_ ticks: Int, _ step: Int) -> Int {
    Int(Ratio.floorDivide(Int128(ticks), Int128(step)))
  }

  // MARK: Steps

  /// Row heights in ticks that read well: 1, 2, 5 and their tens in the price's own units.
  static func steps(_ instrument: Instrument) -> [Int] {
    var found = [1]
    var unit = 1
    for _ in 0..<12 {
      for factor in [1, 2, 5] where (unit * factor).isMultiple(of: instrument.tickUnits) {
        let ticks = unit * factor / instrument.tickUnits
        if ticks > (found.last ?? 0), ticks <= Price.largest.ticks { found.append(ticks) }
      }
      unit *= 10
    }
    return found
  }

  /// The next larger or smaller row height.
  static func step(_ current: Int, larger: Bool, _ instrument: Instrument) -> Int {
    let all = steps(instrument)
    return larger ? all.first { $0 > current } ?? current : all.last { $0 < current } ?? current
  }
}

extension LadderWindow {
  /// The window in which the last price, the stop and the next target stand, at the smallest row height that
  /// leaves a row above and below; then as many further targets, entries and averages as it has room for.
  static func fit(_ snapshot: Snapshot, rows: Int) -> LadderWindow? {
    let needed = needed(snapshot).map(\.ticks)
    guard rows > 0, let first = needed.min(), let last = needed.max() else { return nil }
    // With a single price to show, a row is the least that still tells something: two per cent over the
    // window.
    let least = needed.count == 1 ? first / 50 / max(1, rows) : 1
    let step =
      steps(snapshot.instrument).first { $0 >= least && floor(last, $0) - floor(first, $0) + 3 <= rows }
      ?? steps(snapshot.instrument).last ?? 1
    var low = floor(first, step)
    var high = floor(last, step)
    let wishes = snapshot.marks.filter { $0.role != .liquidation }.map { floor($0.price.ticks, step) }
    for wish in wishes.sorted(by: { distance($0, low, high) < distance($1, low, high) }) {
      if max(high, wish) - min(low, wish) < rows {
        low = min(low, wish)
        high = max(high, wish)
      }
    }
    return LadderWindow(step: step, top: high + (rows - (high - low + 1)) / 2, rows: rows)
  }

  /// The window with a price in the middle, at the smallest row height that shows stop and next target as well.
  static func fit(_ snapshot: Snapshot, around price: Price, rows: Int) -> LadderWindow? {
    guard rows > 0 else { return nil }
    let needed = needed(snapshot)
    let least = needed.count == 1 ? price.ticks / 50 / rows : 1
    let steps = steps(snapshot.instrument).filter { $0 >= least }
    let windows = steps.lazy.map { centred(on: price, step: $0, rows: rows) }
    return windows.first { needed.allSatisfy($0.holds) } ?? windows.last
  }

  /// What the window shows above all.
  static func needed(_ snapshot: Snapshot) -> [Price] {
    [snapshot.last, stop(snapshot), next(snapshot)].compactMap { $0 }
  }

  private static func distance(_ row: Int, _ low: Int, _ high: Int) -> Int { max(low - row, row - high) }

  /// Where the stop stands, or will stand at the first fill.
  static func stop(_ snapshot: Snapshot) -> Price? {
    snapshot.stop?.price ?? snapshot.marks.first { $0.role == .stop }?.price
  }

  /// The nearest target beyond price; before there is a position, what would happen next.
  static func next(_ snapshot: Snapshot) -> Price? {
    let targets = snapshot.tranches.filter { $0.kind == .target && $0.isPending }.compactMap(\.price)
    if snapshot.open > .zero, let nearest = targets.min(by: { isNearer($0, $1, snapshot) }) { return nearest }
    let ahead = snapshot.side == .long ? snapshot.nextUp : snapshot.nextDown
    return ahead?.price
  }

  private static func isNearer(_ left: Price, _ right: Price, _ snapshot: Snapshot) -> Bool {
    (left.ticks - right.ticks) * snapshot.side.sign < 0
  }
}

extension TrancheView {
  /// Whether it can still act.
  var isPending: Bool {
    switch state {
    case .idle, .waiting, .partlyFilled, .delayed, .running: true
    case .filled, .done, .refused, .cancelled: false
    }
  }
}
