import Testing

@testable import Trading

@Suite struct NumberTextTests {
  @Test(arguments: [
    (0, 0, "0"), (0, 2, "0.00"), (7, 3, "0.007"), (-7, 3, "−0.007"), (1000, 0, "1,000"),
    (999, 0, "999"), (1_234_567, 1, "123,456.7"), (-30_600_000, 3, "−30,600.000"),
    (Int128(UInt64.max), 0, "18,446,744,073,709,551,615"),
    (Int128(UInt64.max) + 1, 0, "18,446,744,073,709,551,616"),
    (.max, 0, "170,141,183,460,469,231,731,687,303,715,884,105,727"),
    (.min, 38, "−1.70141183460469231731687303715884105728"),
  ]) func numbersAreSpelled(_ units: Int128, _ digits: Int, _ text: String) {
    #expect(NumberText.fixed(units, digits: digits) == text)
  }

  @Test func aSignIsAskedFor() {
    #expect(NumberText.fixed(Int128(5), digits: 0, signed: true) == "+5")
    #expect(NumberText.fixed(Int128(0), digits: 1, signed: true) == "+0.0")
    #expect(NumberText.fixed(Int128(-5), digits: 0, signed: true) == "−5")
  }

  /// Numbers of every length, read back digit by digit.
  @Test func whatIsSpelledIsTheNumber() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed \(seed)")
    var numbers = LanguageRandom(seed: seed)
    for _ in 0..<2000 {
      let units = numbers.wide()
      let digits = Int.random(in: 0...18, using: &numbers)
      let text = NumberText.fixed(units, digits: digits, marks: false)
      let behind = text.firstIndex(of: ".").map { text.distance(from: $0, to: text.endIndex) - 1 } ?? 0
      #expect(behind == digits)
      let read = Int128(text.filter { $0 != "." }.replacing("−", with: "-"))
      #expect(read == units, "seed \(seed): \(text)")
      let marked = NumberText.fixed(units, digits: digits)
      #expect(marked.filter { $0 != "," } == text, "seed \(seed): \(marked)")
    }
  }
}

@Suite struct RatioTests {
  @Test(arguments: [
    (6, 4, 3, 2), (-6, 4, -3, 2), (6, -4, -3, 2), (0, -9, 0, 1), (7, 1, 7, 1),
    (Int128(UInt64.max) * 6, Int128(UInt64.max) * 4, 3, 2), (Int128(1) << 120, Int128(1) << 118, 4, 1),
    (.max, .max, 1, 1), (.max, 1, .max, 1),
  ]) func fractionsAreInLowestTerms(
    _ over: Int128, _ under: Int128, _ numerator: Int128, _ denominator: Int128
  ) {
    let ratio = Ratio(over, over: under)
    #expect(ratio.numerator == numerator)
    #expect(ratio.denominator == denominator)
  }

  /// The quotient is the last whole number that fits, whichever path divides.
  @Test func divisionRoundsDown() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed \(seed)")
    var numbers = LanguageRandom(seed: seed)
    for _ in 0..<5000 {
      let dividend = numbers.wide()
      let divisor = max(1, numbers.wide().magnitude >> 1)
      let quotient = Ratio.floorDivide(dividend, Int128(divisor))
      // The multiple may lie below the smallest number; the rest never does.
      let rest = dividend &- quotient &* Int128(divisor)
      #expect(rest >= 0 && rest < Int128(divisor), "seed \(seed): \(dividend) by \(divisor)")
    }
  }

  @Test func lowestTermsHaveNoCommonDivisor() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed \(seed)")
    var numbers = LanguageRandom(seed: seed)
    for _ in 0..<2000 {
      let (over, under) = (numbers.wide() / 2, max(1, Int128(numbers.wide().magnitude / 4)))
      let ratio = Ratio(over, over: under)
      var (a, b) = (ratio.numerator.magnitude, ratio.denominator.magnitude)
      while b != 0 { (a, b) = (b, a % b) }
      #expect(a == 1, "seed \(seed): \(over) over \(under)")
      let factor = ratio.numerator == 0 ? 0 : over / ratio.numerator
      #expect(ratio.numerator * factor == over, "seed \(seed): \(over) over \(under)")
      #expect(over == 0 || ratio.denominator * factor == under, "seed \(seed): \(over) over \(under)")
    }
  }
}

extension LanguageRandom {
  /// Of any length up to 127 bits, and either sign.
  fileprivate mutating func wide() -> Int128 {
    let bits = UInt128(next()) << 64 | UInt128(next())
    let number = Int128(bits >> Int.random(in: 1...127, using: &self))
    return Bool.random(using: &self) ? number : -number
  }
}
