import Interface
import Screen
import Testing
import Trading

/// A frame is exactly as large as it was asked for, at any size and in any state of the trade.
@Test(arguments: [
  (0, 0), (1, 1), (29, 8), (30, 8), (60, 16), (75, 19), (76, 20), (80, 24), (120, 40), (300, 100),
])
func framesKeepTheirSize(columns: Int, rows: Int) {
  let size = Size(columns: columns, rows: rows)
  let sheet = StyleSheet(depth: .none) { _ in .plain }
  for snapshot in [Samples.waiting, Samples.long, Samples.short, Samples.closed, Samples.alarmed] {
    var state = InterfaceState(size: size)
    state.observe(snapshot, now: 0)
    let frame = Frame.draw(snapshot, state: state, sheet: sheet, size: size, unicode: true)
    #expect(frame.size == size)
    if columns >= 30, rows >= 8 { #expect(frame.text.contains(snapshot.side == .long ? "LONG" : "SHORT")) }
  }
}

/// A preview that nobody sees does nothing; the capitals do, as on every screen.
@Test func nothingIsDoneByAPreviewThatCannotBeSeen() {
  var driver = Driver(Samples.long, size: Size(columns: 20, rows: 5))
  driver.press("f⏎")
  #expect(driver.acts.isEmpty)
  #expect(driver.frame().text.contains("Enter needs 30x8"), "\(driver.frame().text)")
  driver.press("⎋:close⏎⎋⎋FF")
  #expect(driver.acts == ["close"])
  driver = Driver(Samples.long, size: Size(columns: 30, rows: 8))
  driver.press("f⏎")
  #expect(driver.acts.count == 1)
}
