import Testing
import Trading

/// The results of one UTC day beside what a plan allows it to lose.
@Suite struct DayLossTests {
  /// An hour of 15 January 2027, or of the days about it.
  private static func hour(_ hour: Int64) -> Timestamp {
    Timestamp(microseconds: (1_799_971_200 + hour * 3600) * 1_000_000)
  }

  private static let r = 100_000_000
  private static let threeR = Plan.DailyLoss.r(Decimal18(units: 3 * Cash.scale))

  /// Each result in R, one R worth 100, and the hour at which it came.
  private func day(_ results: [(r: Double, hour: Int64)]) -> DayLoss {
    var day = DayLoss(at: Self.hour(0))
    for result in results {
      day.add(
        Cash(whole: Int(result.r * 100)), rE8: Int(result.r * Double(Self.r)), closed: Self.hour(result.hour))
    }
    return day
  }

  @Test(arguments: [(2.5, false), (3, false), (3.5, true)])
  func onlyALossAboveTheLimitPassesIt(_ lost: Double, _ passes: Bool) {
    let day = day([(-lost, 9)])
    #expect(day.passes(Self.threeR, at: Self.hour(10)) == passes)
    #expect(day.passes(.amount(Cash(whole: 300)), at: Self.hour(10)) == passes)
  }

  @Test func theSmallestUnitAboveTheLimitPassesIt() {
    var day = DayLoss(at: Self.hour(0))
    day.add(Cash(whole: -300), rE8: -3 * Self.r, closed: Self.hour(9))
    day.add(Cash(units: -1), rE8: -1, closed: Self.hour(9))
    #expect(day.passes(Self.threeR, at: Self.hour(9)))
    #expect(day.passes(.amount(Cash(whole: 300)), at: Self.hour(9)))
  }

  @Test func aDaysTradesAreSummed() {
    #expect(day([(-2, 1), (-1.5, 9)]).passes(Self.threeR, at: Self.hour(10)))
    let gained = day([(-2, 1), (1, 5), (-1.5, 9)])
    #expect(!gained.passes(Self.threeR, at: Self.hour(10)))
    #expect(gained.trades == 3 && gained.net == Cash(whole: -250) && gained.rE8 == -250_000_000)
    #expect(!day([(5, 9)]).passes(Self.threeR, at: Self.hour(10)))
  }

  @Test func theNextDayBeginsAtMidnight() {
    let lost = day([(-4, 9)])
    #expect(lost.passes(Self.threeR, at: Timestamp(microseconds: Self.hour(24).microseconds - 1)))
    #expect(!lost.passes(Self.threeR, at: Self.hour(24)))
    let next = day([(-2, 23), (-2, 24)])
    #expect(!next.passes(Self.threeR, at: Self.hour(24)))
    #expect(next.trades == 1 && next.net == Cash(whole: -200))
    #expect(day([(-2, 23), (-2, 24), (-2, 30)]).passes(Self.threeR, at: Self.hour(31)))
    #expect(DayLoss.end(of: Self.hour(9)) == Self.hour(24))
  }

  @Test func whatClosedTheDayBeforeDoesNotCount() {
    let day = day([(-1, 9), (-4, -1)])
    #expect(day.trades == 1 && !day.passes(Self.threeR, at: Self.hour(10)))
  }

  @Test func theRefusalTellsTheLossAndTheLimit() {
    let one = day([(-3.5, 9)]).refusal(Self.threeR)
    #expect(
      one.message
        == "the day's loss is 3.50R, and the plan's `daily loss:` is 3R (1 trade closed today, UTC)")
    let two = day([(-3.5, 9), (-0.5, 10)]).refusal(.amount(Cash(whole: 300)))
    #expect(
      two.message
        == "the day's loss is 400.00, and the plan's `daily loss:` is 300.00 (2 trades closed today, UTC)")
  }
}
