import Foundation
import Trading

/// One line of a feed that another program writes: `price`, or `time,price[,quantity]`, or a JSON object with those
/// names.
struct PipedLine: Hashable {
  var price: Price
  /// Nil where the line has none: then its arrival is its time.
  var time: Timestamp?
  var quantity: Quantity

  /// Why a line is no price; `description` is what a person reads.
  struct Fault: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) { self.description = description }
  }

  /// Reads a line without its end.
  static func read(_ bytes: some Collection<UInt8>, _ instrument: Instrument) throws(Fault) -> PipedLine {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw Fault("not UTF-8 text") }
    // The first line of some programs begins with a mark of its encoding.
    let line = text.trimmingPrefix("\u{FEFF}").trimmingPrefix(while: isBlank).suffixTrimmed
    guard !line.isEmpty else { throw Fault("empty") }
    if line.first == "{" { return try object(line, instrument) }
    let fields = line.split(separator: ",", omittingEmptySubsequences: false).map {
      $0.trimmingPrefix(while: isBlank).suffixTrimmed
    }
    switch fields.count {
    case 1: return try make(price: fields[0], time: nil, quantity: nil, instrument)
    case 2: return try make(price: fields[1], time: fields[0], quantity: nil, instrument)
    case 3: return try make(price: fields[1], time: fields[0], quantity: fields[2], instrument)
    default: throw Fault("\(fields.count) fields; write price, or time,price, or time,price,quantity")
    }
  }

  private static func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" }

  private static func make(
    price: Substring, time: Substring?, quantity: Substring?, _ instrument: Instrument
  ) throws(Fault) -> PipedLine {
    var moment: Timestamp?
    if let time {
      guard let read = Timestamp(piped: time) else { throw Fault("\(quoted(time)) is no time") }
      moment = read
    }
    guard let decimal = Decimal18(price) else { throw Fault("\(quoted(price)) is no price") }
    guard decimal.units > 0 else { throw Fault("the price \(price) is not positive") }
    guard let exact = instrument.price(decimal) else {
      let tick = instrument.text(Price(ticks: 1))
      throw Fault("the price \(price) is not on the grid of \(tick), or too large")
    }
    return PipedLine(price: exact, time: moment, quantity: try size(quantity, instrument))
  }

  /// Only volume at price is made of it: a part of a step is dropped.
  private static func size(_ text: Substring?, _ instrument: Instrument) throws(Fault) -> Quantity {
    guard let text else { return .zero }
    guard let decimal = Decimal18(text), decimal.units >= 0 else {
      throw Fault("\(quoted(text)) is no quantity")
    }
    let scale = NumberText.power(of: instrument.quantityDigits)
    let steps = decimal.units * scale / (Cash.scale * Int128(instrument.stepUnits))
    guard steps < 1 << 50 else { throw Fault("the quantity \(text) is too large") }
    return Quantity(steps: Int(steps))
  }

  private static func quoted(_ text: Substring) -> String { "\"\(text.prefix(24))\"" }

  // MARK: JSON

  /// A number keeps all its digits: it is read as a decimal, never as a binary fraction.
  private struct Object: Decodable {
    var price: String
    var time: String?
    var quantity: String?

    enum Key: CodingKey { case price, time, quantity }

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: Key.self)
      price = try Object.text(values, .price)
      time = try values.contains(.time) ? Object.text(values, .time) : nil
      quantity = try values.contains(.quantity) ? Object.text(values, .quantity) : nil
    }

    private static func text(_ values: KeyedDecodingContainer<Key>, _ key: Key) throws -> String {
      if let text = try? values.decode(String.self, forKey: key) { return text }
      return "\(try values.decode(Decimal.self, forKey: key))"
    }
  }

  private static func object(_ line: Substring, _ instrument: Instrument) throws(Fault) -> PipedLine {
    let object: Object
    do {
      object = try JSONDecoder().decode(Object.self, from: Data(line.utf8))
    } catch DecodingError.keyNotFound {
      throw Fault("the object has no \"price\"")
    } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context) {
      throw Fault("\"\(context.codingPath.last?.stringValue ?? "it")\" is neither a number nor a text")
    } catch {
      throw Fault("not a JSON object")
    }
    return try make(
      price: object.price[...], time: object.time.map { $0[...] }, quantity: object.quantity.map { $0[...] },
      instrument)
  }
}

extension Substring {
  /// Without blanks and the carriage return at its end.
  fileprivate var suffixTrimmed: Substring {
    var text = self
    while let last = text.last, last == " " || last == "\t" || last == "\r" { text.removeLast() }
    return text
  }
}

extension Timestamp {
  /// A moment since 1970 in seconds (also with a fraction), milliseconds, microseconds or nanoseconds, told apart by
  /// their digits, or written out in UTC: `2026-11-20T14:05:30.25Z`.
  init?(piped text: Substring) {
    guard text.utf8.allSatisfy({ (48...57).contains($0) || $0 == UInt8(ascii: ".") }) else {
      self.init(utc: String(text))
      return
    }
    guard let decimal = Decimal18(text.prefix(30)) ?? Timestamp.long(text) else { return nil }
    let whole = decimal.units / Cash.scale
    let isWhole = decimal.units % Cash.scale == 0
    switch whole {
    case 100_000_000..<100_000_000_000:
      self.init(microseconds: Int64(decimal.units / (Cash.scale / 1_000_000)))
    case 100_000_000_000..<100_000_000_000_000 where isWhole: self.init(microseconds: Int64(whole * 1000))
    case 100_000_000_000_000..<100_000_000_000_000_000 where isWhole: self.init(microseconds: Int64(whole))
    case 100_000_000_000_000_000..<9_000_000_000_000_000_000 where isWhole:
      self.init(microseconds: Int64(whole / 1000))
    default: return nil
    }
  }

  /// More digits than a decimal of ours has.
  private static func long(_ text: Substring) -> Decimal18? {
    Int64(text).map { Decimal18(units: Int128($0) * Cash.scale) }
  }
}
