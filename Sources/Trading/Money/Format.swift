/// Spelling of numbers: fixed digits, thousands marks, a sign where asked. Display only; nothing reads it back
/// but the rule parser, which accepts thousands marks.
public enum NumberText {
  /// 10 to a power from 0 to 38.
  public static func power(of digits: Int) -> Int128 {
    (0..<digits).reduce(Int128(1)) { value, _ in value * 10 }
  }

  /// A number of units of 10⁻`digits`, with thousands marks.
  public static func fixed(_ units: Int128, digits: Int, signed: Bool = false, marks: Bool = true) -> String {
    // Written from its end: 39 digits with their marks, or 38 decimals, a point and a sign of three bytes.
    var bytes = [UInt8](repeating: UInt8(ascii: "0"), count: 64)
    var start = bytes.count
    func put(_ byte: UInt8) {
      start -= 1
      bytes[start] = byte
    }
    var rest = Digits(units.magnitude)
    for _ in 0..<digits { put(rest.removeLast()) }
    if digits > 0 { put(UInt8(ascii: ".")) }
    var count = 0
    repeat {
      if marks, count > 0, count % 3 == 0 { put(UInt8(ascii: ",")) }
      put(rest.removeLast())
      count += 1
    } while !rest.isEmpty
    if units < 0 {
      for byte in "−".utf8.reversed() { put(byte) }
    } else if signed {
      put(UInt8(ascii: "+"))
    }
    return String(decoding: bytes[start...], as: UTF8.self)
  }

  /// The decimal digits of a number, the last first. 64 bits are divided many times sooner than 128, and hold nearly
  /// every number.
  private struct Digits {
    private var large: UInt128
    private var small: UInt64

    init(_ number: UInt128) {
      small = UInt64(exactly: number) ?? 0
      large = small == number ? 0 : number
    }

    var isEmpty: Bool { small == 0 && large == 0 }

    /// Zero once there are no more.
    mutating func removeLast() -> UInt8 {
      guard large > 0 else {
        let digit = UInt8(truncatingIfNeeded: small % 10)
        small /= 10
        return UInt8(ascii: "0") + digit
      }
      let digit = UInt8(truncatingIfNeeded: large % 10)
      self = Digits(large / 10)
      return UInt8(ascii: "0") + digit
    }
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
