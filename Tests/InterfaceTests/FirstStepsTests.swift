import Screen
import Testing
import Trading

@testable import Interface

/// The hints of a first rehearsal.
@Suite struct FirstStepsTests {
  private static func driver(_ snapshot: Snapshot, _ size: Size) -> Driver {
    Driver(snapshot, size: size, showsFirstSteps: true)
  }

  /// The long before anything was taken, in a paced feed.
  private static var open: Snapshot {
    var snapshot = Samples.long
    snapshot.feed.age = nil
    snapshot.feed.speed = 20
    return snapshot
  }

  /// A part was taken, and the stop is short of breakeven.
  private static var taken: Snapshot {
    var snapshot = open
    snapshot.taken = Samples.quantity(240)
    snapshot.stop?.price = Samples.price(293_000)
    return snapshot
  }

  @Test(arguments: ScreenTests.sizes) func eachStepNamesItsKey(size: Size) {
    let steps: [(Snapshot, String)] = [
      (Samples.waiting, "e runs to the next event"), (Self.open, "t shows what taking T1 now does"),
      (Self.taken, "B brings the stop to breakeven at once"),
      (Samples.closed, "scaled out in 2 parts: +299.61"),
    ]
    for (snapshot, words) in steps {
      let text = Self.driver(snapshot, size).frame().text
      #expect(text.contains(words), "\(text)")
    }
  }

  /// With a loss no target is taken.
  @Test func aLossIsNotTaken() {
    var snapshot = Self.open
    snapshot.last = Samples.price(299_000)
    let text = Self.driver(snapshot, Size(columns: 80, rows: 24)).frame().text
    #expect(text.contains("e runs on; the stop holds what is open"), "\(text)")
  }

  /// Each key that a hint names does what it says.
  @Test func theHintsLeadToAScaledOutTrade() {
    var driver = Self.driver(Samples.waiting, Size(columns: 80, rows: 24))
    driver.press("e")
    #expect(driver.intents == [.feed(.nextEvent)])
    driver.snapshot = Self.open
    driver.press("t")
    #expect(driver.frame().text.contains("Enter does what the preview shows"))
    driver.press("⏎")
    #expect(driver.acts == ["take next"])
    driver.snapshot = Self.taken
    driver.reduces = true
    driver.press("B")
    #expect(driver.acts == ["take next", "stop to breakeven"])
    driver.snapshot = Self.open
    driver.snapshot.taken = Samples.quantity(240)
    #expect(driver.frame().text.contains("or f closes the rest"), "\(driver.frame().text)")
    driver.press("f⏎")
    #expect(driver.acts.last == "close")
  }

  @Test func escapePutsThemAwayForGood() {
    var driver = Self.driver(Self.open, Size(columns: 80, rows: 24))
    driver.press("a⎋")
    #expect(driver.frame().text.contains("step 2 of 3"), "it closed the preview")
    driver.press("⎋")
    #expect(driver.intents == [.keep(.firstStepsDone)])
    #expect(!driver.frame().text.contains("step 2 of 3"))
    driver.press("⎋")
    #expect(driver.intents.count == 1)
  }

  @Test func nobodyIsToldWhoDidNotAsk() {
    #expect(!Driver(Self.open).frame().text.contains("step 2 of 3"))
  }

  /// Nothing but the story's last line gives way.
  @Test(arguments: ScreenTests.sizes) func hintsCoverOneLineOfTheStory(size: Size) {
    let with = Self.driver(Self.open, size).frame()
    let without = Driver(Self.open, size: size).frame()
    let rows = (0..<size.rows).filter { with.text(row: $0) != without.text(row: $0) }
    #expect(rows == [Layout(size).events.row + Layout(size).events.rows - 1])
  }

  @Test(arguments: ScreenTests.sizes) func anAlarmStandsBeforeAHint(size: Size) {
    let text = Self.driver(Samples.alarmed, size).frame().text
    #expect(text.contains("! the feed is lost since"), "\(text)")
  }

  @Test func aKeyThatWasBoundAnewIsNamedAsItIs() {
    var driver = Self.driver(Samples.waiting, Size(columns: 80, rows: 24))
    driver.state.keys =
      KeyMap.standard.changed([
        KeyChange(.keys(.nextEvent, [.function(7)]), index: 0)
      ]).map
    #expect(driver.frame().text.contains("F7 runs to the next event"))
  }
}
