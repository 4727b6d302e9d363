import Interface
import Testing

@Suite struct PlainTextTests {
  @Test func oneLineSaysWhereTheTradeStands() {
    #expect(
      PlainText.lines(Samples.long) == [
        "paper long 0.800 of 1.000, last 30,412.3, +0.58R, flat +301.95, stop 30,034.7 held here"
      ])
    #expect(PlainText.lines(Samples.waiting) == ["paper long 0.000 of 1.000, last 29,921.4"])
    #expect(PlainText.status(Samples.short).hasSuffix("stop 29,870.1 watched by NOBODY, PAUSED"))
  }

  @Test func theStoryAlarmsAndResultFollow() {
    let story = PlainText.lines(Samples.long, after: 14)
    #expect(story.count == 3)
    #expect(story[0] == "2026-11-20 13:41:52  stop 29,300.0 to 30,034.7: tranche 2 filled")
    #expect(PlainText.lines(Samples.alarmed).filter { $0.hasPrefix("! ") }.count == 2)
    #expect(
      PlainText.lines(Samples.closed).last
        == "closed: net +299.61, +0.54R, 0.51 × risk, fees 24.17, close by hand")
  }
}
