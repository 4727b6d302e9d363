/// One message of the exchange's market stream, as far as prices and depth are told by it.
struct StreamMessage {
  struct Change {
    var price: Int64
    /// What stands there now; zero for nothing.
    var quantity: Int64
  }

  /// `trade`, `aggTrade`, `bookTicker`, `depthUpdate`; empty for an answer to a question, which names no event.
  var event = ""
  var symbol = ""
  /// In milliseconds since 1970, as the exchange matched it.
  var time: Int64?
  var price: Int64?
  var quantity: Int64?
  /// `MARKET`, or why the print is none of the market's.
  var kind = "MARKET"
  var bids: [Change] = []
  var asks: [Change] = []
  /// The last change of the book that it tells, in the exchange's own count.
  var lastChange: Int64?
  /// It tells the whole book.
  var isBook = false
  private let contract: String

  /// Reads a line: the message alone, or as `{"stream": …, "data": …}`, each with or without a local time before it.
  /// Nil where it is none. Of another contract's message nothing but the symbol is read.
  init?(
    _ line: UnsafePointer<UInt8>, of contract: String, _ grids: RecordedGrids, _ powers: UnsafePointer<UInt64>
  ) {
    self.contract = contract
    var scanner = StreamScanner(line, powers: powers)
    scanner.skipDigits()
    guard read(&scanner, grids, isOuter: true) else { return nil }
    _ = scanner.take("\r")
    guard scanner.position.pointee == UInt8(ascii: "\n") else { return nil }
  }

  private mutating func read(_ scanner: inout StreamScanner, _ grids: RecordedGrids, isOuter: Bool) -> Bool {
    var message = self
    let isRead = scanner.members { scanner, name in
      if isOuter, name.elementsEqual("data".utf8) {
        return message.read(&scanner, grids, isOuter: false)
      }
      return message.member(name, &scanner, grids)
    }
    self = message
    return isRead
  }

  private mutating func member(
    _ name: UnsafeBufferPointer<UInt8>, _ scanner: inout StreamScanner, _ grids: RecordedGrids
  ) -> Bool {
    guard name.count > 1 else { return letter(name.first, &scanner, grids) }
    if name.elementsEqual("lastUpdateId".utf8) {
      isBook = true
      lastChange = scanner.whole()
      return lastChange != nil
    }
    if name.elementsEqual("bids".utf8) { return changes(&bids, &scanner, grids) }
    if name.elementsEqual("asks".utf8) { return changes(&asks, &scanner, grids) }
    return scanner.skipValue()
  }

  /// The members of a message have names of one letter; `b` and `a` are prices in one event and lists in another.
  private mutating func letter(
    _ name: UInt8?, _ scanner: inout StreamScanner, _ grids: RecordedGrids
  ) -> Bool {
    scanner.skipBlanks()
    guard symbol.isEmpty || symbol == contract else { return scanner.skipValue() }
    let isList = scanner.position.pointee == UInt8(ascii: "[")
    let isText = scanner.position.pointee == UInt8(ascii: "\"")
    switch name {
    case UInt8(ascii: "e") where isText: return text(&event, &scanner)
    case UInt8(ascii: "s") where isText: return text(&symbol, &scanner)
    case UInt8(ascii: "X") where isText: return text(&kind, &scanner)
    case UInt8(ascii: "T"): return number(&time, &scanner)
    case UInt8(ascii: "u"): return number(&lastChange, &scanner)
    case UInt8(ascii: "p") where isPrint: return take(&price, &scanner, grids.price)
    case UInt8(ascii: "q") where isPrint: return take(&quantity, &scanner, grids.quantity)
    case UInt8(ascii: "b") where isList: return changes(&bids, &scanner, grids)
    case UInt8(ascii: "a") where isList: return changes(&asks, &scanner, grids)
    case UInt8(ascii: "b") where isBest: return best(&bids, &scanner, price: grids.price)
    case UInt8(ascii: "B") where isBest: return best(&bids, &scanner, quantity: grids.quantity)
    case UInt8(ascii: "a") where isBest: return best(&asks, &scanner, price: grids.price)
    case UInt8(ascii: "A") where isBest: return best(&asks, &scanner, quantity: grids.quantity)
    default: return scanner.skipValue()
    }
  }

  var isPrint: Bool { event == "trade" || event == "aggTrade" }
  var isBest: Bool { event == "bookTicker" }

  private func text(_ value: inout String, _ scanner: inout StreamScanner) -> Bool {
    guard let bytes = scanner.string() else { return false }
    value = String(decoding: bytes, as: UTF8.self)
    return true
  }

  private func number(_ value: inout Int64?, _ scanner: inout StreamScanner) -> Bool {
    value = scanner.whole()
    return value != nil
  }

  private func take(_ value: inout Int64?, _ scanner: inout StreamScanner, _ grid: FieldGrid) -> Bool {
    value = scanner.units(on: grid)
    return value != nil
  }

  private func best(_ side: inout [Change], _ scanner: inout StreamScanner, price grid: FieldGrid) -> Bool {
    guard let price = scanner.units(on: grid) else { return false }
    side = [Change(price: price, quantity: side.first?.quantity ?? 0)]
    return true
  }

  private func best(_ side: inout [Change], _ scanner: inout StreamScanner, quantity grid: FieldGrid) -> Bool
  {
    guard let quantity = scanner.units(on: grid) else { return false }
    side = [Change(price: side.first?.price ?? 0, quantity: quantity)]
    return true
  }

  /// `[["61800.20","0.014"], …]`.
  private func changes(
    _ side: inout [Change], _ scanner: inout StreamScanner, _ grids: RecordedGrids
  ) -> Bool {
    var found: [Change] = []
    let isRead = scanner.values { scanner in
      guard scanner.take("["), let price = scanner.units(on: grids.price), scanner.take(","),
        let quantity = scanner.units(on: grids.quantity), scanner.take("]")
      else { return false }
      found.append(Change(price: price, quantity: quantity))
      return true
    }
    side = found
    return isRead
  }
}
