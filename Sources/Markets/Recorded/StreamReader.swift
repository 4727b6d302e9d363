import Replay
import Trading

/// Turns the messages of a recorded market stream into ticks on a tape and a record of the book. What is of other
/// contracts, or tells neither prints nor depth, is passed over.
struct StreamReader: ~Copyable {
  private(set) var tape = Tape()
  private(set) var depth = DepthRecord()
  /// The number of the line that comes next.
  private(set) var line: Int
  private let symbol: String
  private let grids: RecordedGrids
  private let powers: UnsafeMutablePointer<UInt64>
  private var lastTime = Int64.min
  /// `trade` or `aggTrade`, whichever came first: the other tells the same prints again.
  private var prints = ""
  /// The last change that the whole book told already.
  private var known: Int64?

  init(instrument: Instrument, line: Int) {
    self.line = line
    symbol = instrument.symbol
    grids = RecordedGrids(instrument)
    powers = PowersOfTen.allocate()
  }

  deinit { powers.deallocate() }

  /// Whether lines begin as those of a recorded stream do: an object, with or without a time before it.
  static func isStream(_ bytes: some Sequence<UInt8>) -> Bool {
    let rest = bytes.prefix(64).drop { ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")) || $0 == 0x20 }
    return Array(rest.prefix(2)) == Array("{\"".utf8)
  }

  /// Reads whole lines; throws at the first that is no message.
  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, path: String) throws(RecordedFileError) {
    guard let base = bytes.baseAddress else { return }
    var start = base
    let end = base + bytes.count
    while start < end {
      guard let message = StreamMessage(start, of: symbol, grids, powers) else { throw noMessage(path) }
      if message.symbol.isEmpty || message.symbol == symbol { try take(message, path) }
      while start.pointee != UInt8(ascii: "\n") { start += 1 }
      start += 1
      line += 1
    }
  }

  private mutating func take(_ message: StreamMessage, _ path: String) throws(RecordedFileError) {
    if message.isPrint { return try print(message, path) }
    if message.isBest {
      add(message.bids, .bestBid)
      return add(message.asks, .bestAsk)
    }
    guard message.isBook || message.event == "depthUpdate" else { return }
    if message.isBook {
      known = message.lastChange
      depth.append(.anew, after: tape.count)
    } else if let known, let last = message.lastChange, last <= known {
      return
    }
    add(message.bids, .bid)
    add(message.asks, .ask)
    guard message.isBook else { return }
    let prices = (bid: message.bids.map(\.price).min(), ask: message.asks.map(\.price).max())
    if let lowest = prices.bid { depth.append(.lowestBid, price: lowest, after: tape.count) }
    if let highest = prices.ask { depth.append(.highestAsk, price: highest, after: tape.count) }
  }

  private mutating func add(_ changes: [StreamMessage.Change], _ kind: DepthRecord.Kind) {
    for change in changes where change.price > 0 {
      depth.append(kind, price: change.price, quantity: change.quantity, after: tape.count)
    }
  }

  private mutating func print(_ message: StreamMessage, _ path: String) throws(RecordedFileError) {
    if prints.isEmpty { prints = message.event }
    // What the venue marks as non-market, an insurance fund's or a settlement, is no price.
    guard message.event == prints, message.kind == "MARKET" else { return }
    guard let time = message.time, let price = message.price, let quantity = message.quantity else {
      throw noMessage(path)
    }
    guard time * 1000 >= lastTime else {
      throw RecordedFileError(
        path: path, line: line, problem: "time goes backwards: \(time) ms after \(lastTime / 1000) ms",
        remedy: "record one stream after another, or sort the lines")
    }
    lastTime = time * 1000
    tape.append(
      time: Timestamp(microseconds: lastTime), price: Price(ticks: Int(price)),
      quantity: Quantity(steps: Int(quantity)))
  }

  private func noMessage(_ path: String) -> RecordedFileError {
    RecordedFileError(
      path: path, line: line, problem: "the line is no message of \(symbol)'s market stream, or off its grid",
      remedy: "expected are the exchange's messages of trades, bookTicker and depth, one a line")
  }
}
