import Testing
import Trading

@testable import Interface

@Suite struct WordingTests {
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

  @Test func aDistanceCountsInTheTradesFavour() {
    var snapshot = Samples.short
    snapshot.last = Samples.price(296_000)
    snapshot.oneR = 1_000
    #expect(Wording.distance(to: Samples.price(297_000), snapshot) == "+100.0 −1.00R")
    snapshot.side = .long
    #expect(Wording.distance(to: Samples.price(297_000), snapshot) == "+100.0 +1.00R")
  }
}
