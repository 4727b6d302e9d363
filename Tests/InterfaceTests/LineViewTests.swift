import Screen
import Testing
import Trading

@testable import Interface

/// Where the line being typed says that it is wrong.
@Suite struct LineViewTests {
  static let sizes = ScreenTests.sizes + [Size(columns: 40, rows: 14)]

  /// A mark stands exactly over the word, in the row over the line.
  @Test(arguments: sizes) func theMarkStandsOverTheWord(size: Size) {
    var driver = Driver(Samples.long, size: size)
    driver.press(":  stop to brekeven")
    let frame = driver.frame()
    let line = Array(frame.text(row: size.rows - 1))
    let above = Array(frame.text(row: size.rows - 2))
    let marks = above.indices.filter { above[$0] == "▼" }
    #expect(String(marks.map { line[$0] }) == "brekeven", "\(frame.text)")
    #expect(frame.text(row: size.rows - 2).contains(size.columns < 50 ? "▼ breakeven?" : "did you mean"))
  }

  /// A line that is longer than the screen takes its mark along.
  @Test(arguments: sizes) func theMarkScrollsWithTheLine(size: Size) {
    var driver = Driver(Samples.long, size: size)
    driver.press(":take 10%, note \"" + String(repeating: "very ", count: 30) + "long\", stop to brekeven")
    let frame = driver.frame()
    let line = Array(frame.text(row: size.rows - 1))
    let above = Array(frame.text(row: size.rows - 2))
    #expect(String(above.indices.filter { above[$0] == "▼" }.map { line[$0] }) == "brekeven", "\(frame.text)")
  }

  /// What breaks off, and what will be a right word, is no mistake.
  @Test(arguments: [":stop", ":stop ", ":stop to bre", ":take 25% of", ":enter 10% on br", ":"])
  func whatIsBegunIsNoMistake(keys: String) {
    for size in Self.sizes {
      var driver = Driver(Samples.long, size: size)
      driver.press(keys)
      let text = driver.frame().text(row: size.rows - 2)
      #expect(!text.contains("▼") && !text.contains("not understood"), "\(text)")
    }
  }

  /// With the caret elsewhere the same word is one.
  @Test func aBegunWordThatWasLeftIsAMistake() {
    var driver = Driver(Samples.long, size: Size(columns: 60, rows: 16))
    driver.press(":stop to breⒶ")
    #expect(driver.frame().text(row: 14).contains("▼▼▼"))
  }

  /// The panel shows the words around the mistake with a mark under it.
  @Test func thePanelMarksTheWordToo() throws {
    var driver = Driver(Samples.long, size: Size(columns: 80, rows: 24))
    driver.press(":take 10%, stop to breakeven, cancel tarnche 3")
    let rows = driver.frame().text.split(separator: "\n").map(Array.init)
    let marked = try #require(rows.firstIndex { $0.dropFirst(47).contains("▲") && !$0.contains("▼") })
    let word = rows[marked].indices.filter { $0 > 47 && rows[marked][$0] == "▲" }.map { rows[marked - 1][$0] }
    #expect(String(word) == "tarnche")
  }

  /// An alarm keeps its row.
  @Test func noMarkHidesAnAlarm() {
    var driver = Driver(Samples.alarmed, size: Size(columns: 120, rows: 40))
    driver.press(":stop to brekeven")
    #expect(driver.frame().text.contains("the feed is lost since"))
  }

  /// The limit and the way on, on a small screen too.
  @Test func refusalsTeachOnASmallScreen() {
    var driver = Driver(Samples.long, size: Size(columns: 60, rows: 16))
    driver.press(":enter 90%")
    #expect(driver.frame().text(row: 14).contains("→ enter 0.200"))
    driver.press("⏎")
    #expect(driver.frame().text.contains("enter 0.200"))
    #expect(driver.acts.isEmpty)
  }

  /// Number, limit and way on are whole where the table has no room, and so is what a person should be warned of.
  @Test func whatIsRefusedOrWarnedOfIsWholeOnASmallScreen() {
    var driver = Driver(Samples.long, size: Size(columns: 60, rows: 16))
    driver.press(":enter 50%")
    let text = driver.frame().text.split(separator: "\n").joined(separator: " ")
    #expect(text.contains("nor in favour of its last fill"), "\(text)")
    #expect(text.contains("→ wait for 30,600.0, or give a reason"), "\(text)")
    driver.press("⎋⎋:stop to breakeven")
    let many = RefusalView(
      sentence: "stop to breakeven",
      message:
        "the first; also: the second guard, whose words are long, says 0.60R and its limit is 0.5R; also: "
        + "the third says that the loss at the stop would be 156.23, the budget is 100.00",
      remedy: "enter less",
      canOverride: true)
    driver.state.panel?.outcome = .refused(many)
    let words = driver.frame().text.split { $0.isWhitespace }.joined(separator: " ")
    #expect(words.contains(many.message) && words.contains("→ enter less"), "\(words)")
    driver.press("⎋⎋:stop to breakeven")
    #expect(driver.frame().text.contains("! stop 30,034.7 will lie 81.7 under breakeven"))
  }

  /// Ladder, status and next lines are what they are, whatever is typed; the next lines, and the lowest rows of
  /// the ladder, give way where nothing else has room for what a refusal says.
  @Test(arguments: sizes) func nothingThatMattersIsCovered(size: Size) {
    var driver = Driver(Samples.long, size: size)
    let layout = Layout(size)
    func kept(_ frame: CellBuffer) -> [String] {
      let next = layout.preview == nil ? [] : [layout.next, layout.next + 1]
      let rows = Array(0..<layout.statusRows) + next
      let shown = layout.preview == nil ? min(3, layout.ladder.rows) : layout.ladder.rows
      let ladder = (layout.ladder.row..<(layout.ladder.row + shown)).map { row in
        String(Array(frame.text(row: row)).dropFirst(layout.ladder.column).prefix(layout.ladder.columns))
      }
      return rows.map { frame.text(row: $0) } + ladder
    }
    let before = kept(driver.frame())
    for keys in [":", "stop to brekeven", "⎋:enter 50%⏎", "late⎋", "nlate⎋", ":take 10%⏎", ":Ⓡtake"] {
      driver.press(keys)
      #expect(kept(driver.frame()) == before, "\(keys)")
    }
  }
}
