import Testing
import Trading

@testable import Interface

@Suite struct WordingTests {
  /// What rounds to nothing is neither gain nor loss.
  @Test(arguments: [
    (-4, "0.00R"), (4, "0.00R"), (0, "0.00R"), (5, "+0.01R"), (-5, "−0.01R"), (580, "+0.58R"),
  ]) func aResultInR(thousandths: Int, text: String) {
    #expect(Wording.r(Ratio(Int128(thousandths), over: 1000)) == text)
  }

  @Test(arguments: [
    (1000, "1.000"), (12_345_678, "12.35k"), (150_000_000_000, "150M"), (20_000_000, "20k"),
    (1_234_567_890, "1.23M"),
  ]) func aLongQuantityInARow(steps: Int, text: String) {
    #expect(LadderRows.quantity(Samples.quantity(steps), Samples.long.instrument) == text)
  }

  @Test(
    arguments: [
      (0.25, "×0.25"), (0.5, "×0.5"), (1, "×1"), (1.5, "×1.5"), (2, "×2"), (20, "×20"), (10_000, "×10,000"),
    ] as [(Double, String)])
  func aPace(_ speed: Double, _ text: String) { #expect(Wording.speed(speed) == text) }

  @Test(
    arguments: [
      (0, "1970-01-01"), (951_782_399, "2000-02-28"), (951_782_400, "2000-02-29"),
      (1_709_164_800, "2024-02-29"),
      (1_735_689_599, "2024-12-31"), (1_735_689_600, "2025-01-01"), (-86_400, "1969-12-31"),
    ] as [(Int64, String)])
  func aDay(_ second: Int64, _ text: String) {
    #expect(Wording.date(Timestamp(microseconds: second * 1_000_000)) == text)
  }

  /// R is that of the place, from the average entry and in the trade's favour, as it is everywhere.
  @Test func aDistanceTellsWhereThePlaceStands() {
    var snapshot = Samples.short
    snapshot.last = Samples.price(296_000)
    snapshot.average = Ratio(296_500)
    snapshot.oneR = 1_000
    #expect(Wording.distance(to: Samples.price(297_000), snapshot) == "+100.0 at −0.50R")
    snapshot.side = .long
    #expect(Wording.distance(to: Samples.price(297_000), snapshot) == "+100.0 at +0.50R")
    snapshot.oneR = nil
    #expect(Wording.distance(to: Samples.price(297_000), snapshot) == "+100.0")
  }

  /// A word may be cut, a number is left out; a name with digits is no number.
  @Test(arguments: [
    ("sells all 0.800", 13, "sells all …"), ("sells all 0.800", 15, "sells all 0.800"), ("30,034.7", 5, "…"),
    ("at −377.6 now", 8, "at …"), ("breakeven", 6, "break…"), ("fib.1.618", 8, "fib.1.6…"),
    ("T1 30,704.7", 3, "T1…"),
    ("2026-11-20", 0, ""),
  ]) func cutting(text: String, columns: Int, expected: String) {
    #expect(text.cut(columns) == expected)
    #expect(text.cut(columns).count <= max(0, columns))
  }
}
