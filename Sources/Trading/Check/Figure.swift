/// A number as a report shows it: a whole number of units of 10⁻`digits`. Already rounded; nothing is
/// computed from it. In JSON it is a decimal string, so that no reader can lose a digit.
public struct Figure: Hashable, Sendable {
  public var units: Int128
  /// Digits behind the point, 0 to 18.
  public var digits: Int

  public init(units: Int128, digits: Int) {
    self.units = units
    self.digits = digits
  }

  init(_ price: Price, _ instrument: Instrument) {
    self.init(units: Int128(price.ticks) * Int128(instrument.tickUnits), digits: instrument.priceDigits)
  }

  init(_ quantity: Quantity, _ instrument: Instrument) {
    self.init(units: Int128(quantity.steps) * Int128(instrument.stepUnits), digits: instrument.quantityDigits)
  }

  /// An amount in quote currency, to hundredths.
  init(_ cash: Cash) { self.init(units: cash.rounded(digits: 2), digits: 2) }

  /// A fraction rounded to so many digits, halves away from zero.
  init(_ ratio: Ratio, digits: Int) {
    let scale = Figure.power(digits)
    let size = ratio.magnitude
    let whole = Ratio.floorDivide(
      size.numerator * scale * 2 + size.denominator, size.denominator * 2)
    self.init(units: ratio.numerator < 0 ? -whole : whole, digits: digits)
  }

  /// With thousands marks: `30,120.0`.
  public var text: String { NumberText.fixed(units, digits: digits) }

  /// With a plus where it is positive as well.
  public var signedText: String { NumberText.fixed(units, digits: digits, signed: true) }

  private static func power(_ digits: Int) -> Int128 {
    (0..<digits).reduce(Int128(1)) { value, _ in value * 10 }
  }
}

extension Figure: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let decimal = Decimal18(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a number: \(text)")
    }
    digits = text.split(separator: ".").dropFirst().first?.count ?? 0
    units = decimal.units / Figure.power(18 - digits)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    let size = NumberText.fixed(Int128(units.magnitude), digits: digits, marks: false)
    try container.encode((units < 0 ? "-" : "") + size)
  }
}

extension Figure {
  /// A price that is not on the grid, in the instrument's digits.
  init(_ ticks: Ratio, _ instrument: Instrument) {
    self.init(
      ticks * Ratio(instrument.tickUnits) / Ratio(Figure.scale(instrument.priceDigits)),
      digits: instrument.priceDigits)
  }

  private static func scale(_ digits: Int) -> Int { (0..<digits).reduce(1) { value, _ in value * 10 } }
}
