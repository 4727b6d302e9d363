/// An exact fraction, kept in lowest terms; the carrier of every derived price until it is rounded once.
///
/// Sums and products trap when 128 bits do not hold them: prices and quantities are bounded where they enter, so
/// an overflow here is a defect, and stopping is the safe answer.
public struct Ratio: Hashable, Comparable, Sendable {
  public let numerator: Int128
  /// Always positive.
  public let denominator: Int128

  public static let zero = Ratio(0)

  public init(_ whole: Int) {
    numerator = Int128(whole)
    denominator = 1
  }

  /// A fraction in lowest terms. The denominator must not be zero.
  public init(_ numerator: Int128, over denominator: Int128) {
    precondition(denominator != 0, "a fraction needs a denominator")
    let divisor = Ratio.greatestCommonDivisor(numerator, denominator) * (denominator < 0 ? -1 : 1)
    guard divisor != 1 else {
      (self.numerator, self.denominator) = (numerator, denominator)
      return
    }
    self.numerator = numerator / divisor
    self.denominator = denominator / divisor
  }

  private static func greatestCommonDivisor(_ left: Int128, _ right: Int128) -> Int128 {
    var a = left.magnitude
    var b = right.magnitude
    while b != 0 {
      // Most fractions are small, and 64 bits are divided many times sooner than 128.
      if let a = UInt64(exactly: a), let b = UInt64(exactly: b) { return greatestCommonDivisor(a, b) }
      (a, b) = (b, a % b)
    }
    return a == 0 ? 1 : Int128(a)
  }

  /// The second must not be zero.
  private static func greatestCommonDivisor(_ left: UInt64, _ right: UInt64) -> Int128 {
    var (a, b) = (left, right)
    while b != 0 { (a, b) = (b, a % b) }
    return Int128(a)
  }

  public static func + (left: Ratio, right: Ratio) -> Ratio {
    let shared = greatestCommonDivisor(left.denominator, right.denominator)
    let leftScale = right.denominator / shared
    let rightScale = left.denominator / shared
    return Ratio(
      left.numerator * leftScale + right.numerator * rightScale, over: left.denominator * leftScale)
  }

  public static prefix func - (value: Ratio) -> Ratio {
    Ratio(-value.numerator, over: value.denominator)
  }

  public static func - (left: Ratio, right: Ratio) -> Ratio { left + -right }

  public static func * (left: Ratio, right: Ratio) -> Ratio {
    let first = Ratio(left.numerator, over: right.denominator)
    let second = Ratio(right.numerator, over: left.denominator)
    return Ratio(
      first.numerator * second.numerator, over: first.denominator * second.denominator)
  }

  /// The quotient. The divisor must not be zero.
  public static func / (left: Ratio, right: Ratio) -> Ratio {
    left * Ratio(right.denominator, over: right.numerator)
  }

  public static func < (left: Ratio, right: Ratio) -> Bool { (left - right).numerator < 0 }

  /// The largest whole number that is not above this one.
  public var roundedDown: Int { Int(Ratio.floorDivide(numerator, denominator)) }

  /// The smallest whole number that is not below this one.
  public var roundedUp: Int { Int(-Ratio.floorDivide(-numerator, denominator)) }

  /// Division that rounds towards negative infinity. The divisor must be positive.
  public static func floorDivide(_ dividend: Int128, _ divisor: Int128) -> Int128 {
    if dividend >= 0, let small = UInt64(exactly: dividend), let by = UInt64(exactly: divisor) {
      return Int128(small / by)
    }
    let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }

  /// The largest whole number that is not above this one, for amounts that pass 64 bits.
  public var roundedDown128: Int128 { Ratio.floorDivide(numerator, denominator) }

  public var magnitude: Ratio { numerator < 0 ? -self : self }
}
