/// Reads one message of a recorded stream where it stands, without making a tree of it. It takes no escapes and no
/// numbers but plain ones: what the exchange sends in these messages has none.
///
/// The bytes must be followed by a line feed and then by 32 more that can be read.
struct StreamScanner {
  private(set) var position: UnsafePointer<UInt8>
  private let powers: UnsafePointer<UInt64>

  init(_ start: UnsafePointer<UInt8>, powers: UnsafePointer<UInt64>) {
    position = start
    self.powers = powers
  }

  mutating func skipBlanks() {
    while position.pointee == UInt8(ascii: " ") || position.pointee == UInt8(ascii: "\t") { position += 1 }
  }

  /// Takes a byte, and the blanks before it.
  mutating func take(_ byte: Character) -> Bool {
    skipBlanks()
    guard let ascii = byte.asciiValue, position.pointee == ascii else { return false }
    position += 1
    return true
  }

  /// The text between two quotes.
  mutating func string() -> UnsafeBufferPointer<UInt8>? {
    guard take("\"") else { return nil }
    let start = position
    while position.pointee != UInt8(ascii: "\"") {
      guard position.pointee >= 0x20, position.pointee != UInt8(ascii: "\\") else { return nil }
      position += 1
    }
    defer { position += 1 }
    return UnsafeBufferPointer(start: start, count: position - start)
  }

  /// A decimal number on its grid, in quotes as the exchange writes it; nil where it is none.
  mutating func units(on grid: FieldGrid) -> Int64? {
    guard take("\"") else { return nil }
    var scanner = FieldScanner(position: position, powers: powers)
    let units = scanner.units(on: grid)
    guard units >= 0, scanner.byte(UInt8(ascii: "\"")) else { return nil }
    position = scanner.position
    return units
  }

  /// A whole number.
  mutating func whole() -> Int64? {
    skipBlanks()
    var scanner = FieldScanner(position: position, powers: powers)
    var value: UInt64 = 0
    guard (1...18).contains(scanner.digits(into: &value)) else { return nil }
    position = scanner.position
    return Int64(value)
  }

  /// Passes over a local time, in nanoseconds or whatever it is.
  mutating func skipDigits() {
    var scanner = FieldScanner(position: position, powers: powers)
    _ = scanner.skipDigits()
    position = scanner.position
  }

  /// Goes through the members of an object; `each` takes the value of a member, or says that it could not.
  mutating func members(_ each: (inout StreamScanner, UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
    guard take("{") else { return false }
    if take("}") { return true }
    repeat {
      guard let name = string(), take(":"), each(&self, name) else { return false }
    } while take(",")
    return take("}")
  }

  /// Goes through the values of a list.
  mutating func values(_ each: (inout StreamScanner) -> Bool) -> Bool {
    guard take("[") else { return false }
    if take("]") { return true }
    repeat { guard each(&self) else { return false } } while take(",")
    return take("]")
  }

  /// Passes over any value. Nothing that is sent is nested deeper than a few.
  mutating func skipValue(depth: Int = 0) -> Bool {
    guard depth < 8 else { return false }
    skipBlanks()
    switch position.pointee {
    case UInt8(ascii: "\""): return string() != nil
    case UInt8(ascii: "{"): return members { scanner, _ in scanner.skipValue(depth: depth + 1) }
    case UInt8(ascii: "["): return values { $0.skipValue(depth: depth + 1) }
    default:
      let start = position
      while StreamScanner.isBare(position.pointee) { position += 1 }
      return position > start
    }
  }

  /// Part of a number, or of `true`, `false` and `null`.
  private static func isBare(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."),
      UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "E"):
      true
    default: false
    }
  }
}
