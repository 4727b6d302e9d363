/// An exact amount of quote currency, in units of 10⁻¹⁸.
///
/// A tick times a step times a rate of 10⁻⁸ is a whole number of units for every instrument the catalogue
/// admits, so fees and results are never rounded.
public struct Cash: Hashable, Comparable, Sendable {
  public var units: Int128

  public static let zero = Cash(units: 0)
  /// Units in one of the quote currency.
  public static let scale: Int128 = 1_000_000_000_000_000_000

  public init(units: Int128) { self.units = units }
  public init(whole: Int) { units = Int128(whole) * Cash.scale }

  public static func + (left: Cash, right: Cash) -> Cash { Cash(units: left.units + right.units) }
  public static func - (left: Cash, right: Cash) -> Cash { Cash(units: left.units - right.units) }
  public static prefix func - (value: Cash) -> Cash { Cash(units: -value.units) }
  public static func += (left: inout Cash, right: Cash) { left = left + right }
  public static func -= (left: inout Cash, right: Cash) { left = left - right }
  public static func * (left: Cash, right: Int) -> Cash { Cash(units: left.units * Int128(right)) }
  public static func < (left: Cash, right: Cash) -> Bool { left.units < right.units }

  /// This amount as an exact number of units.
  public var ratio: Ratio { Ratio(units, over: 1) }

  /// This amount times a rate, exact: the catalogue keeps notional a multiple of 10⁻¹⁰.
  public static func * (left: Cash, right: Rate) -> Cash {
    Cash(units: Ratio.floorDivide(left.units * Int128(right.e8), 100_000_000))
  }

  /// Rounded to the nearest whole number of units of 10⁻`digits`, halves away from zero; for display only.
  public func rounded(digits: Int) -> Int128 {
    let unit = (0..<(18 - digits)).reduce(Int128(1)) { value, _ in value * 10 }
    let half = unit / 2
    return units >= 0 ? (units + half) / unit : -((-units + half) / unit)
  }
}

/// A fraction in units of 10⁻⁸: fees, percentages, maintenance rates. 1% is 1,000,000.
public struct Rate: Hashable, Comparable, Sendable, Codable {
  public var e8: Int

  public static let zero = Rate(e8: 0)
  public static let one = Rate(e8: 100_000_000)

  public init(e8: Int) { self.e8 = e8 }

  /// A percentage with up to six decimals, given in millionths of a per cent.
  public static func percent(_ whole: Int) -> Rate { Rate(e8: whole * 1_000_000) }

  public init(from decoder: any Decoder) throws {
    e8 = try decoder.singleValueContainer().decode(Int.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(e8)
  }

  public static func < (left: Rate, right: Rate) -> Bool { left.e8 < right.e8 }
  public var ratio: Ratio { Ratio(Int128(e8), over: 100_000_000) }
}

extension Cash: Codable {
  /// Written as a decimal string, so that no reader can lose a digit.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let decimal = Decimal18(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an amount: \(text)")
    }
    units = decimal.units
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(Decimal18(units: units).description)
  }
}
