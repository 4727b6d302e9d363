import Screen
import Testing
import Trading

@testable import Interface

/// Which rows stand on the ladder while the market moves.
@Suite struct LadderTests {
  private let size = Size(columns: 120, rows: 40)

  private func state(_ preferences: LadderPreferences, _ snapshot: Snapshot) -> InterfaceState {
    var state = InterfaceState(size: size)
    state.ladder = preferences
    state.observe(snapshot, now: 1)
    return state
  }

  /// Prices that walk from the sample's last one downwards and upwards, and the row of each.
  private func rows(_ preferences: LadderPreferences, _ prices: [Int]) -> [(row: Int, top: Int)] {
    var snapshot = Samples.long
    var state = state(preferences, snapshot)
    state.fixedStep = 50
    state.window = nil
    state.observe(snapshot, now: 2)
    return prices.compactMap { ticks in
      snapshot.last = Samples.price(ticks)
      state.observe(snapshot, now: 3)
      return state.window.map { ($0.row(of: Samples.price(ticks)), $0.top) }
    }
  }

  @Test func rowsStandStillUntilPriceHasLeftThem() {
    let found = rows(LadderPreferences(), [304_100, 303_700, 303_400, 304_800])
    #expect(Set(found.map(\.top)).count == 1, "\(found)")
    let gone = rows(LadderPreferences(), [304_100, 310_000])
    #expect(gone[0].top != gone[1].top)
    #expect((0..<31).contains(gone[1].row))
  }

  /// So many rows lie between price and edge: at the threshold rows are set anew, before it they stand.
  @Test func theThresholdIsHowNearTheEdgePriceMayCome() throws {
    let patient = rows(LadderPreferences(), [304_123])[0]
    let rows31 = try #require(state(LadderPreferences(), Samples.long).window).rows
    // The lowest row but four, in ticks, of the window that stands.
    let near = (patient.top - (rows31 - 5)) * 50
    let farther = rows(LadderPreferences(threshold: 4), [304_123, near])
    #expect(farther[1].top == farther[0].top)
    let nearer = rows(LadderPreferences(threshold: 5), [304_123, near])
    #expect(nearer[1].top != nearer[0].top)
    #expect(min(nearer[1].row, rows31 - 1 - nearer[1].row) >= 5)
    // More than a third of the window would never let it stand.
    let greedy = rows(LadderPreferences(threshold: 1000), [304_123, 304_100])
    #expect(greedy[0].top == greedy[1].top)
  }

  /// A stop or a target that moves inside of the window moves no rows; outside of it, it brings others.
  @Test func whatMovesInsideMovesNoRows() throws {
    var snapshot = Samples.long
    var state = state(LadderPreferences(), snapshot)
    let before = try #require(state.window)
    let stop = try #require(snapshot.stop)
    snapshot.stop?.price = Price(ticks: stop.price.ticks + before.step * 2)
    state.observe(snapshot, now: 2)
    #expect(state.window == before)
    snapshot.stop?.price = Price(ticks: before.low.ticks - before.step * 3)
    state.observe(snapshot, now: 3)
    let after = try #require(state.window)
    #expect(after != before && after.holds(Price(ticks: before.low.ticks - before.step * 3)))
  }

  @Test func centredPriceKeepsItsRow() {
    let found = rows(LadderPreferences(centred: true), [304_123, 303_000, 290_000, 312_345])
    #expect(Set(found.map(\.row)).count == 1, "\(found)")
    #expect(Set(found.map(\.top)).count == 4)
  }

  /// Rows that fit keep their height while stop and target stay in the window around the price.
  @Test func centredRowsChangeHeightOnlyWhenTheyMust() throws {
    var snapshot = Samples.long
    var state = state(LadderPreferences(centred: true), snapshot)
    let step = try #require(state.window).step
    snapshot.last = Samples.price(304_523)
    state.observe(snapshot, now: 2)
    #expect(state.window?.step == step)
    snapshot.last = Samples.price(330_000)
    state.observe(snapshot, now: 3)
    let window = try #require(state.window)
    #expect(window.step > step)
    #expect(window.holds(Samples.price(300_347)) && window.holds(Samples.price(307_047)))
  }

  /// What a person carries does not move away under the cursor.
  @Test func nothingMovesWhileAnOrderIsCarried() {
    var driver = Driver(Samples.long)
    driver.state.ladder = LadderPreferences(centred: true, threshold: 10)
    driver.press("g")
    let before = driver.state.window
    driver.snapshot.last = Samples.price(320_000)
    driver.state.observe(driver.snapshot, now: driver.now)
    #expect(driver.state.window == before)
    driver.press("⎋")
    driver.state.observe(driver.snapshot, now: driver.now)
    #expect(driver.state.window?.holds(Samples.price(320_000)) == true)
  }

  @Test(arguments: [(1, "▲"), (-1, "▼"), (0, "")]) func theLastPriceTellsItsDirection(
    direction: Int, sign: String
  ) {
    var snapshot = Samples.long
    snapshot.lastDirection = direction
    let frame = Driver(snapshot, size: Size(columns: 200, rows: 60)).frame().text
    let row = frame.split(separator: "\n").first { $0.contains("[30,412.3]") } ?? ""
    #expect(row.contains("last 30,412.3" + (sign.isEmpty ? "  " : " " + sign)), "\(row)")
  }

  // MARK: Depth

  /// A target at the last price keeps its name beside it: its own price would say the same twice.
  @Test func aMarkBesideTheLastPriceKeepsItsName() {
    var snapshot = Samples.long
    snapshot.last = Samples.price(304_123)
    snapshot.marks = [LadderMark(role: .target, price: Samples.price(304_123), label: "T2")]
    let text = Frame.draw(
      snapshot, state: state(LadderPreferences(), snapshot), sheet: StyleSheet(depth: .none) { _ in .plain },
      size: size, unicode: true
    ).text
    #expect(text.contains("30,412.3 ▲ T2"), "\(text)")
  }

  /// Each row tells all that stands within it; bid and ask stand beside the price.
  @Test func depthIsSummedInItsRow() {
    var snapshot = Samples.long
    var depth = MarketDepth()
    (depth.lowestWhole, depth.highestWhole) = (Samples.price(200_000), Samples.price(400_000))
    depth.bids.set(Samples.price(304_122), Samples.quantity(1500))
    depth.bids.set(Samples.price(304_001), Samples.quantity(250))
    depth.bids.set(Samples.price(303_999), Samples.quantity(7))
    depth.asks.set(Samples.price(304_124), Samples.quantity(12_000))
    snapshot.depth = depth
    let frame = Driver(snapshot).frame().text
    let lines = frame.split(separator: "\n")
    let at = lines.first { $0.contains("[30,412.3]") } ?? ""
    #expect(at.contains("1.750[30,412.3] 12.000"), "\(frame)")
    let under = lines.first { $0.contains(" 30,350 ") } ?? ""
    #expect(under.contains("0.007  30,350"), "\(frame)")
  }

  @Test func depthThatIsTooLongLosesDecimalsInEveryRow() {
    var snapshot = Samples.long
    var depth = MarketDepth()
    (depth.lowestWhole, depth.highestWhole) = (Samples.price(200_000), Samples.price(400_000))
    depth.bids.set(Samples.price(304_122), Samples.quantity(123_456_789))
    depth.bids.set(Samples.price(303_999), Samples.quantity(2_500))
    depth.asks.set(Samples.price(304_124), Samples.quantity(1))
    snapshot.depth = depth
    let frame = Driver(snapshot).frame().text
    #expect(frame.contains("  123k[30,412.3]    <1k"), "\(frame)")
    depth.bids.set(Samples.price(304_122), Samples.quantity(1_234_567))
    snapshot.depth = depth
    let plain = Driver(snapshot).frame().text
    #expect(plain.contains(" 1,235[30,412.3]     <1"), "\(plain)")
    #expect(plain.contains("     3  30,350"), "\(plain)")
  }

  /// What lies beyond the last whole book is known from later changes alone: at least so much.
  @Test func depthBeyondTheWholeBookSaysThatItIsAPart() {
    var snapshot = Samples.long
    var depth = MarketDepth()
    depth.bids.set(Samples.price(304_122), Samples.quantity(1500))
    depth.bids.set(Samples.price(303_999), Samples.quantity(7000))
    depth.asks.set(Samples.price(304_124), Samples.quantity(12_000))
    (depth.lowestWhole, depth.highestWhole) = (Samples.price(304_000), Samples.price(304_499))
    snapshot.depth = depth
    let frame = Driver(snapshot).frame().text
    #expect(frame.contains("1.500[30,412.3] 12.000"), "\(frame)")
    #expect(frame.contains("≥7.000  30,350"), "\(frame)")
    snapshot.depth?.highestWhole = Samples.price(304_498)
    #expect(Driver(snapshot).frame().text.contains("[30,412.3] ≥12.00"))
  }

  // MARK: What shares a row

  private func text(_ snapshot: Snapshot, _ size: Size = Size(columns: 120, rows: 40)) -> String {
    Driver(snapshot, size: size).frame().text
  }

  /// Stop and last price are never left out for the marks beside them.
  @Test(arguments: ScreenTests.sizes) func theStopAndTheLastPriceShareARow(size: Size) {
    var snapshot = Samples.long
    snapshot.last = snapshot.stop?.price
    let stop = snapshot.stop?.price ?? Samples.price(1)
    let names: [(LadderMark.Role, String)] = [
      (.breakeven, "BE"), (.entry, "ENTRY"), (.trail, "TRAIL"), (.stop, "STOP"),
    ]
    snapshot.marks = names.map { LadderMark(role: $0.0, price: stop, label: $0.1) }
    let shown = text(snapshot, size)
    let row = shown.split(separator: "\n").first { $0.contains(" STOP") && !$0.contains("stop") } ?? ""
    #expect(row.contains("30,034.7") && row.contains("STOP"), "\(shown)")
  }

  /// Where the stop, the last price and the cursor share a row its numbers would be read as those of any of them.
  @Test func aRowOfSeveralPricesTellsNoneOfThem() {
    var snapshot = Samples.long
    let stop = snapshot.stop?.price ?? Samples.price(1)
    snapshot.last = Price(ticks: stop.ticks + 140)
    let shown = text(snapshot)
    let row = shown.split(separator: "\n").first { $0.contains("S 0.800") }.map(String.init) ?? ""
    let r = [stop, snapshot.last ?? stop].compactMap { snapshot.r(at: $0) }
      .map { NumberText.fixed($0, digits: 2, signed: true) }
    #expect(Set(r).count == 2 && row.contains("…") && !r.contains(where: row.contains), "\(row)")
    snapshot.last = stop
    #expect(text(snapshot).contains("▼" + r[0]) || text(snapshot).contains(r[0]))
  }

  /// A row of several orders says so, and never as a sum.
  @Test(arguments: ScreenTests.sizes) func severalOrdersInARow(size: Size) {
    var snapshot = Samples.long
    let place = snapshot.last ?? Samples.price(1)
    snapshot.orders = (1...2).flatMap { number in
      [true, false].map { isBuy in
        LadderOrder(
          price: place, quantity: Samples.quantity(100), isBuy: isBuy,
          label: isBuy ? "\(number)" : "T\(number)",
          cancel: "cancel")
      }
    }
    let shown = text(snapshot, size)
    #expect(shown.contains("0.200 1+") || shown.contains("0.200 +"), "\(shown)")
    #expect(shown.contains("T1+ 0.200") || shown.contains("+  0.200"), "\(shown)")
  }

  /// Zooming about the cursor keeps the price that was in sight.
  @Test func zoomingKeepsThePrice() {
    var driver = Driver(Samples.long)
    driver.press("kkkkkkkk")
    for _ in 0..<8 {
      driver.press("-")
      let last = driver.snapshot.last ?? Samples.price(1)
      #expect(driver.state.window?.holds(last) == true)
    }
  }

  @Test func withoutDepthThereAreNoColumnsForIt() {
    for size in ScreenTests.sizes {
      let plain = Driver(Samples.long, size: size).frame().text
      #expect(!plain.contains(" bid ") && !plain.contains(" ask "))
    }
    let narrow = Driver(Samples.deep, size: Size(columns: 80, rows: 24)).frame().text
    #expect(!narrow.contains(" bid ") && !narrow.contains(" ask "))
    let wide = Driver(Samples.deep, size: Size(columns: 120, rows: 40)).frame().text
    #expect(wide.contains(" bid ") && wide.contains(" ask "))
  }

  /// Grabbing takes the rows to the order; what is put back brings them back, to where price is.
  @Test func aGrabThatIsGivenUpBringsTheRowsBack() throws {
    var driver = Driver(Samples.long)
    driver.press("---")
    let before = try #require(driver.state.window)
    #expect(before.holds(Samples.price(304_123)))
    driver.press("g⇥⇥")
    #expect(driver.state.window != before && driver.state.mode == .grab)
    driver.press("⎋")
    #expect(driver.state.window == before && driver.state.mode == .normal)
    driver.snapshot.last = Samples.price(320_000)
    driver.state.observe(driver.snapshot, now: driver.now + 1)
    #expect(driver.state.window?.holds(Samples.price(320_000)) == true, "and they follow the market again")
  }

  /// What is said of a second ends with it.
  @Test func theHintOfASecondStandsForASecond() {
    var driver = Driver(Samples.long)
    driver.press("F")
    #expect(driver.state.currentNotice?.hasPrefix("F again within a second") == true)
    driver.state.observe(driver.snapshot, now: driver.now + Timing.flattenWindow + 1)
    #expect(driver.state.currentNotice == nil)
  }

  /// Where only the cursor has moved most of the picture is taken over: it is the same as one that is drawn anew.
  @Test(arguments: [Size(columns: 80, rows: 24), Size(columns: 120, rows: 40), Size(columns: 200, rows: 60)])
  func aMovedCursorTakesTheRestOver(size: Size) throws {
    for sample in [
      Samples.waiting, Samples.long, Samples.short, Samples.closed, Samples.alarmed, Samples.longPath,
      Samples.deep,
    ] {
      var driver = Driver(sample, size: size)
      var last: LastPicture?
      var taken = 0
      for key in "jjjkkkkkjJKjkjk" {
        driver.send(.key(.character(key)), after: 300, draws: true)
        let layout = Layout(size, driver.state.shownView)
        let scene = Scene(snapshot: driver.snapshot, state: driver.state, layout: layout)
        if last?.parts(for: scene) != nil { taken += 1 }
        func draw(_ last: LastPicture?) -> CellBuffer {
          Frame.draw(
            driver.snapshot, state: driver.state, sheet: Golden.roles, size: size, unicode: true, after: last)
        }
        let whole = draw(nil)
        #expect(draw(last) == whole)
        last = LastPicture(whole, of: driver.snapshot, driver.state)
      }
      #expect(taken > 8)
    }
  }

  /// A cursor of more digits widens the column of prices, also from outside of the window.
  @Test func aWiderCursorIsDrawnWithAllRows() {
    let size = Size(columns: 120, rows: 40)
    var driver = Driver(Samples.long, size: size)
    driver.state.cursor = Price(ticks: 1_000_000)
    let last = LastPicture(driver.frame(), of: driver.snapshot, driver.state)
    driver.state.cursor = Price(ticks: 300_000)
    let scene = Scene(
      snapshot: driver.snapshot, state: driver.state, layout: Layout(size, driver.state.shownView))
    #expect(last.parts(for: scene) == nil)
    driver.state.cursor = Price(ticks: 2_000_000)
    let wide = Scene(snapshot: driver.snapshot, state: driver.state, layout: scene.layout)
    #expect(last.parts(for: wide) != nil)
  }
}
