import Replay
import Trading

/// Turns lines of one layout into ticks on a tape.
///
/// Rows go through a stage of a few thousand, so that the tape takes them in column by column and the loop
/// over the rows touches nothing but plain memory.
struct RowReader: ~Copyable {
  private static let stageSize = 8192

  let layout: RecordedLayout
  let instrument: Instrument
  let side: Side
  /// The number of the line that comes next.
  private(set) var line: Int
  private(set) var tape: Tape
  private let grids: RecordedGrids
  private let powers: UnsafeMutablePointer<UInt64>
  private let times: UnsafeMutablePointer<Int64>
  private let prices: UnsafeMutablePointer<Int32>
  private let quantities: UnsafeMutablePointer<Int64>
  private var staged = 0
  private var lastTime = Int64.min

  init(layout: RecordedLayout, instrument: Instrument, side: Side, line: Int) {
    self.layout = layout
    self.instrument = instrument
    self.side = side
    self.line = line
    tape = Tape(kind: layout == .klines ? .bars : .trades)
    grids = RecordedGrids(instrument)
    powers = PowersOfTen.allocate()
    times = .allocate(capacity: RowReader.stageSize)
    prices = .allocate(capacity: RowReader.stageSize)
    quantities = .allocate(capacity: RowReader.stageSize)
  }

  deinit {
    powers.deallocate()
    times.deallocate()
    prices.deallocate()
    quantities.deallocate()
  }

  /// Reads whole lines; stops at the first that is no row and says where it begins, or nil if all were rows.
  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    let end = base + bytes.count
    var start: UnsafePointer<UInt8> = base
    while start < end {
      if staged > RowReader.stageSize - Tape.pointsPerBar { flush() }
      // Each kind of row has a scanner of its own, so that the compiler can keep it in registers.
      let scanner = FieldScanner(position: start, powers: powers)
      let next =
        switch layout {
        case .trades: trade(scanner)
        case .aggregatedTrades: aggregatedTrade(scanner)
        case .klines: kline(scanner)
        }
      guard let next else { return start - base }
      start = next
      line &+= 1
    }
    flush()
    return nil
  }

  /// Passes over one line, which the caller knows.
  mutating func passLine() { line += 1 }

  mutating func reserveCapacity(_ count: Int) { tape.reserveCapacity(count) }

  /// The time of the last point read.
  var latest: Int64 { lastTime }

  @inline(__always)
  private mutating func trade(_ start: FieldScanner) -> UnsafePointer<UInt8>? {
    var scanner = start
    guard scanner.skipIdentifier(), scanner.comma() else { return nil }
    let price = scanner.units(on: grids.price)
    guard price > 0, scanner.comma() else { return nil }
    let quantity = scanner.units(on: grids.quantity)
    guard quantity >= 0, scanner.comma(), scanner.skipDecimal(), scanner.comma() else { return nil }
    guard let time = scanner.time(), time >= lastTime, scanner.comma() else { return nil }
    guard scanner.flag(), scanner.endOfLine() else { return nil }
    stage(time, price, quantity)
    return scanner.position
  }

  @inline(__always)
  private mutating func aggregatedTrade(_ start: FieldScanner) -> UnsafePointer<UInt8>? {
    var scanner = start
    guard scanner.skipIdentifier(), scanner.comma() else { return nil }
    let price = scanner.units(on: grids.price)
    guard price > 0, scanner.comma() else { return nil }
    let quantity = scanner.units(on: grids.quantity)
    guard quantity >= 0, scanner.comma(), scanner.skipIdentifier(), scanner.comma() else { return nil }
    guard scanner.skipIdentifier(), scanner.comma() else { return nil }
    guard let time = scanner.time(), time >= lastTime, scanner.comma() else { return nil }
    guard scanner.flag() else { return nil }
    if scanner.comma(), !scanner.flag() { return nil }
    guard scanner.endOfLine() else { return nil }
    stage(time, price, quantity)
    return scanner.position
  }

  @inline(__always)
  private mutating func kline(_ start: FieldScanner) -> UnsafePointer<UInt8>? {
    var scanner = start
    guard let opened = scanner.time(), opened >= lastTime, scanner.comma() else { return nil }
    let open = scanner.units(on: grids.price)
    guard open > 0, scanner.comma() else { return nil }
    let high = scanner.units(on: grids.price)
    guard high > 0, scanner.comma() else { return nil }
    let low = scanner.units(on: grids.price)
    guard low > 0, scanner.comma() else { return nil }
    let close = scanner.units(on: grids.price)
    guard close > 0, scanner.comma() else { return nil }
    let volume = scanner.units(on: grids.quantity)
    guard volume >= 0, scanner.comma() else { return nil }
    guard let closed = scanner.time(), closed >= opened, scanner.comma() else { return nil }
    guard scanner.skipDecimal(), scanner.comma(), scanner.skipIdentifier(), scanner.comma() else {
      return nil
    }
    guard scanner.skipDecimal(), scanner.comma(), scanner.skipDecimal(), scanner.comma() else { return nil }
    guard scanner.skipDecimal(), scanner.endOfLine() else { return nil }
    guard low <= min(open, close), high >= max(open, close) else { return nil }
    stage(opened, open, 0)
    stage(opened, side == .long ? low : high, 0)
    stage(opened, side == .long ? high : low, 0)
    stage(opened, close, volume)
    stage(closed, close, 0)
    return scanner.position
  }

  @inline(__always)
  private mutating func stage(_ time: Int64, _ price: Int64, _ quantity: Int64) {
    times[staged] = time
    prices[staged] = Int32(truncatingIfNeeded: price)
    quantities[staged] = quantity
    staged &+= 1
    lastTime = time
  }

  private mutating func flush() {
    tape.append(
      times: UnsafeBufferPointer(start: times, count: staged),
      prices: UnsafeBufferPointer(start: prices, count: staged),
      quantities: UnsafeBufferPointer(start: quantities, count: staged))
    staged = 0
  }
}
