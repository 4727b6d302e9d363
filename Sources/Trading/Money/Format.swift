/// Spelling of numbers: fixed digits, thousands marks, a sign where asked. Display only; nothing reads it back
/// but the rule parser, which accepts thousands marks.
public enum NumberText {
  /// 10 to a power from 0 to 38.
  public static func power(of digits: Int) -> Int128 {
    (0..<digits).reduce(Int128(1)) { value, _ in value * 10 }
  }

  /// A number of units of 10⁻`digits`, with thousands marks.
  public static func fixed(_ units: Int128, digits: Int, signed: Bool = false, marks: Bool = true) -> String {
    let scale = (0..<digits).reduce(UInt128(1)) { value, _ in value * 10 }
    let magnitude = units.magnitude
    var text = marks ? grouped(String(magnitude / scale)) : String(magnitude / scale)
    if digits > 0 {
      let fraction = String(magnitude % scale)
      text += "." + String(repeating: "0", count: digits - fraction.count) + fraction
    }
    if units < 0 { return "−" + text }
    return (signed ? "+" : "") + text
  }

  /// A fraction rounded to `digits` decimals as programs read it: ASCII, no marks.
  public static func plain(_ ratio: Ratio, digits: Int) -> String {
    let text = fixed(ratio, digits: digits, marks: false)
    return text.hasPrefix("−") ? "-" + text.dropFirst() : text
  }

  /// `30600` as `30,600`.
  public static func grouped(_ digits: String) -> String {
    var result = ""
    for (index, character) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
      result.append(character)
    }
    return result
  }

  /// An exact fraction rounded to `digits` decimals, halves away from zero.
  public static func fixed(_ ratio: Ratio, digits: Int, signed: Bool = false, marks: Bool = true) -> String {
    let scale = power(of: digits)
    let doubled = Ratio.floorDivide(
      ratio.magnitude.numerator * scale * 2 + ratio.denominator, ratio.denominator * 2)
    return fixed(ratio.numerator < 0 ? -doubled : doubled, digits: digits, signed: signed, marks: marks)
  }

  /// The same rounded up, for what has passed a limit.
  static func up(_ ratio: Ratio, digits: Int) -> String {
    fixed(-Ratio.floorDivide(-ratio.numerator * power(of: digits), ratio.denominator), digits: digits)
  }
}

extension Instrument {
  /// A price with the instrument's digits: `30,004.7`.
  public func text(_ price: Price, marks: Bool = true) -> String {
    NumberText.fixed(Int128(price.ticks) * Int128(tickUnits), digits: priceDigits, marks: marks)
  }

  /// A price distance in ticks with sign: `+187.7`.
  public func distance(ticks: Int) -> String {
    NumberText.fixed(Int128(ticks) * Int128(tickUnits), digits: priceDigits, signed: true)
  }

  /// A quantity with the instrument's digits: `0.800`.
  public func text(_ quantity: Quantity, marks: Bool = true) -> String {
    NumberText.fixed(Int128(quantity.steps) * Int128(stepUnits), digits: quantityDigits, marks: marks)
  }
}

extension Cash {
  /// Two decimals with thousands marks; with `signed`, a plus as well: `+326.12`, `−81.56`.
  public func text(signed: Bool = false) -> String {
    NumberText.fixed(rounded(digits: 2), digits: 2, signed: signed)
  }
}
