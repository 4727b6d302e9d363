import Screen
import Testing
import Trading

@testable import Interface

/// Choosing a view, the wheel, and the list of events.
@Suite struct ViewTests {
  @Test func everyViewIsReachedInBothDirections() {
    var driver = Driver(Samples.longPath)
    var seen: [ViewChoice] = []
    for _ in ViewChoice.allCases {
      driver.press("v")
      seen.append(driver.state.view)
    }
    #expect(seen == [.ladder, .tranches, .stop, .chart, .big, .all])
    for view in seen.reversed().dropFirst() + [.all] {
      driver.press("V")
      #expect(driver.state.view == view)
    }
    for (digit, view) in zip("123456", ViewChoice.allCases) {
      driver.press(String(digit))
      #expect(driver.state.view == view)
    }
    #expect(driver.intents.isEmpty)
  }

  @Test func theChartsKeyLeadsBack() {
    var driver = Driver(Samples.longPath)
    driver.press("5h")
    #expect(driver.state.view == .chart)
    driver.press("h")
    #expect(driver.state.view == .big)
    driver.press("4h")
    #expect(driver.state.view == .big)
  }

  /// Digits behind `t` are a share, and in a text they are text.
  @Test func digitsAreViewsOnlyWhereNothingIsAsked() {
    var driver = Driver(Samples.longPath)
    driver.press("t5")
    #expect(driver.state.panel?.sentence == "take 5%" && driver.state.view == .all)
    driver.press("⎋n5v")
    #expect(driver.state.line.text == "5v" && driver.state.view == .all)
  }

  /// A preview comes with the ladder, on every screen, and leaves the view as it was.
  @Test(arguments: ViewChoice.allCases, ScreenTests.sizes) func previewsStandByTheLadder(
    view: ViewChoice, size: Size
  ) {
    var driver = Driver(Samples.longPath, size: size)
    driver.state.show(view)
    for key in ["a", "s", "g", ":take 10%"] {
      driver.press(key)
      #expect(driver.state.shownView.showsLadder)
      #expect(driver.frame().text.contains("0.200 3   30,600") || driver.frame().text.contains("▲+0.85"))
      driver.press("⎋")
      #expect(driver.state.shownView == view)
    }
    driver.press("f⏎")
    #expect(driver.acts == ["close"] && driver.state.shownView == view)
  }

  /// What acts at the price cursor does not act where the cursor is not to be seen.
  @Test(arguments: [ViewChoice.tranches, .stop, .chart, .big]) func theCursorActsOnlyInSight(view: ViewChoice)
  {
    var driver = Driver(Samples.longPath)
    driver.state.show(view)
    let cursor = driver.state.cursor
    driver.press("jk⇞⇟⬆⬇mx←→+-= ")
    #expect(driver.state.mode == .normal && driver.state.cursor == cursor && driver.previewed.isEmpty)
    #expect(driver.frame().text.contains("that is for the ladder; 1 shows it"))
    driver.press("1j")
    #expect(driver.state.cursor != cursor)
  }

  /// A table that is longer than the screen is read to its end, and back.
  @Test(arguments: [ViewChoice.tranches, .stop]) func aLongTableScrolls(view: ViewChoice) throws {
    var snapshot = Samples.longPath
    let last = try #require(snapshot.tranches.last)
    snapshot.tranches += (1...12).map { number in
      var tranche = last
      tranche.label = "X\(number)"
      return tranche
    }
    snapshot.events += (1...12).map { number in
      EventLine(sequence: number, time: Timestamp(microseconds: 0), text: "stop X\(number)", tone: .stop)
    }
    var driver = Driver(snapshot, size: Size(columns: 60, rows: 16))
    driver.state.show(view)
    let top = driver.frame().text
    #expect(!top.contains("X12") && top.contains(" more"), "\(top)")
    driver.press(String(repeating: "j", count: 60))
    let end = driver.frame().text
    #expect(end.contains("X12") && end.contains(" before") && !end.contains(" more"), "\(end)")
    driver.press("k")
    #expect(driver.frame().text != end)
    driver.press("⇞⇞⇞⇞⇞⇞⇞")
    #expect(driver.frame().text == top)
  }

  // MARK: The wheel

  @Test func theWheelMovesTheRowsAndNotTheCursor() throws {
    var driver = Driver(Samples.longPath)
    let (window, cursor) = (try #require(driver.state.window), driver.state.cursor)
    driver.press("⬆⬆⬇")
    #expect(driver.state.window?.top == window.top + 3 && driver.state.window?.step == window.step)
    #expect(driver.state.cursor == cursor)
    driver.press(" ")
    #expect(driver.state.window == window)
  }

  /// Neither a preview nor what is carried follows the wheel.
  @Test(arguments: ["a", "s", "g", "]"]) func theWheelChangesNoPreview(keys: String) {
    var driver = Driver(Samples.longPath)
    driver.press(keys)
    let (sentence, serial) = (driver.state.panel?.sentence, driver.state.serial)
    driver.press("⬆⬆⬆⬇⬇⬇⬇⬇⬇")
    #expect(driver.state.panel?.sentence == sentence && driver.state.serial == serial)
    #expect(driver.intents.isEmpty)
  }

  @Test func theWheelStopsAtPossiblePrices() throws {
    var driver = Driver(Samples.longPath)
    for _ in 0..<2000 { driver.press("⬇", after: 1) }
    #expect(try #require(driver.state.window).low.ticks >= 0)
    #expect(driver.frame().size == driver.state.size)
  }

  // MARK: Events

  private func line(_ number: Int) -> EventLine {
    EventLine(sequence: number, time: Samples.time(13, number), text: "event number \(number)", tone: .plain)
  }

  private func many(_ count: Int) -> Snapshot {
    var snapshot = Samples.longPath
    snapshot.events = (1...count).reversed().map(line)
    return snapshot
  }

  @Test(arguments: ScreenTests.sizes) func theListOnEveryScreen(size: Size) throws {
    var driver = Driver(many(50), size: size)
    driver.press("l/number 3⏎n")
    let frame = Frame.draw(
      driver.snapshot, state: driver.state, sheet: Golden.roles, size: size, unicode: true)
    try Golden.check(frame, "events-\(size.columns)x\(size.rows)")
  }

  /// Whatever comes, the lines that are read stay where they are; at the newest one stays with the newest.
  @Test func newEventsDoNotMoveWhatIsRead() {
    var driver = Driver(many(40), size: Size(columns: 80, rows: 24))
    driver.press("ljjjjjjjjjjjjjjjjjj")
    let before = driver.frame()
    let read = (3..<18).map { before.text(row: $0) }
    for count in 41...45 {
      driver.snapshot.events = many(count).events
      driver.state.observe(driver.snapshot, now: driver.now)
    }
    let after = driver.frame()
    #expect((3..<18).map { after.text(row: $0) } == read)
    #expect(after.text.contains("newer above"))
    driver.press("g")
    #expect(driver.frame().text.contains("event number 45"))
    driver.snapshot.events = many(46).events
    driver.state.observe(driver.snapshot, now: driver.now)
    #expect(driver.frame().text.contains("event number 46"))
  }

  /// A refusal told twice at one price is twice the same line; the oldest fall off the end.
  @Test func placesAreKeptAmongEqualLines() {
    let twice = line(7)
    var cursor = EventCursor()
    var events = [twice, twice] + (1...6).reversed().map(line)
    cursor.keep(events)
    cursor.move(to: 4, of: events.count, rows: 3)
    let read = events[cursor.chosen]
    events = [line(9), twice] + events.dropLast()
    cursor.keep(events)
    #expect(events[cursor.chosen] == read)
  }

  @Test func searchingGoesRoundAndEscComesBack() {
    var driver = Driver(many(40), size: Size(columns: 80, rows: 24))
    driver.press("ljj/number 1")
    #expect(driver.state.list.chosen == 21)
    driver.press("⎋")
    #expect(driver.state.mode == .events && driver.state.list.chosen == 2)
    driver.press("/NUMBER 2⏎")
    #expect(driver.state.list.chosen == 11)
    for _ in 0..<11 { driver.press("n") }
    #expect(driver.state.list.chosen == 11)
    driver.press("N")
    #expect(driver.state.list.chosen == 38)
    driver.press("/nowhere⏎")
    #expect(driver.frame().text.contains("nothing says nowhere"))
    #expect(driver.intents.isEmpty)
  }
}
