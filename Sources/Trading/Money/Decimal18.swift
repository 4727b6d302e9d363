/// A decimal number with at most 18 fractional digits, read through one strict grammar:
/// `-?` 1–15 digits, then optionally `.` and 1–18 digits. Nothing else is a number here.
public struct Decimal18: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Units of 10⁻¹⁸.
  public let units: Int128

  public init(units: Int128) { self.units = units }

  /// The number that the whole text spells, or nil.
  public init?(_ text: some StringProtocol) {
    var bytes = Array(text.utf8)[...]
    let negative = bytes.first == UInt8(ascii: "-")
    if negative { bytes = bytes.dropFirst() }
    let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), (1...15).contains(parts[0].count) else { return nil }
    guard let whole = Decimal18.digits(parts[0]) else { return nil }
    var fraction: Int128 = 0
    if parts.count == 2 {
      guard (1...18).contains(parts[1].count), let digits = Decimal18.digits(parts[1]) else { return nil }
      fraction = (parts[1].count..<18).reduce(digits) { value, _ in value * 10 }
    }
    let magnitude = whole * Cash.scale + fraction
    units = negative ? -magnitude : magnitude
  }

  private static func digits(_ bytes: ArraySlice<UInt8>) -> Int128? {
    var value: Int128 = 0
    for byte in bytes {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      value = value * 10 + Int128(byte - UInt8(ascii: "0"))
    }
    return value
  }

  public var ratio: Ratio { Ratio(units, over: Cash.scale) }

  /// The shortest spelling: no trailing zeros, no lone point.
  public var description: String {
    let magnitude = units.magnitude
    let scale = UInt128(Cash.scale)
    var text = (units < 0 ? "-" : "") + String(magnitude / scale)
    var fraction = String(magnitude % scale)
    guard fraction != "0" else { return text }
    fraction = String(repeating: "0", count: 18 - fraction.count) + fraction
    while fraction.hasSuffix("0") { fraction.removeLast() }
    text += "." + fraction
    return text
  }
}

extension Decimal18 {
  public static func < (left: Decimal18, right: Decimal18) -> Bool { left.units < right.units }
}
