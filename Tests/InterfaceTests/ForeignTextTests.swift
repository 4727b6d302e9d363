import Screen
import Testing
import Trading

@testable import Interface

/// Names, notes and reasons that no column expects: wide, combining, reordering and escape characters.
@Suite struct ForeignTextTests {
  static let texts = [
    "突破失败 币安人生", "e\u{301}t\u{308}e\u{301} a\u{20DD}", "100\u{202E}001\u{2066}\u{200B}\u{FEFF}",
    "\u{1B}[31mred\u{1B}]0;owned\u{07}", "👩\u{200D}👩\u{200D}👧🇩🇪 ﷽", "tab\tnul\u{0}del\u{7F}csi\u{9B}2J",
  ]
  static let sizes = [(60, 16), (80, 24), (120, 40), (200, 60)].map { Size(columns: $0, rows: $1) }

  private static func snapshot(_ text: String) -> Snapshot {
    var snapshot = Samples.long
    snapshot.planName = text
    snapshot.events =
      [
        EventLine(
          sequence: snapshot.sequence, time: Timestamp(microseconds: 1_795_443_120_000_000),
          text: "note: \(text)",
          tone: .plain)
      ] + snapshot.events
    return snapshot
  }

  /// Whatever stands in a name or a note, every other cell is what it is without.
  @Test(arguments: texts, sizes) func nothingElseMoves(text: String, size: Size) {
    for keys in ["", "l", "?", "n\(text)", "l/\(text)", "v", "4"] {
      var driver = Driver(Self.snapshot(text), size: size)
      driver.press(keys)
      let frame = driver.frame()
      for row in 0..<size.rows {
        let line = frame.text(row: row)
        let bad = line.unicodeScalars.first { scalar in
          switch scalar.properties.generalCategory {
          case .control, .format, .nonspacingMark, .enclosingMark, .surrogate, .privateUse: true
          default: scalar.properties.isEmojiPresentation
          }
        }
        #expect(bad == nil, "\(keys) row \(row): \(line)")
        #expect(SafeText.columns(line) <= size.columns)
      }
    }
    #expect(Self.rowsWithout(text, size) == Self.rowsWithout("plain", size))
  }

  /// The rows of the ladder and its tables, where no foreign text stands.
  private static func rowsWithout(_ text: String, _ size: Size) -> [String] {
    let layout = Layout(size)
    let frame = Driver(snapshot(text), size: size).frame()
    return (layout.ladder.row..<(layout.ladder.row + layout.ladder.rows)).map { row in
      String(Array(frame.text(row: row)).dropFirst(layout.ladder.column).prefix(layout.ladder.columns))
    }
  }

  /// What is typed is kept whole, a sign stands for it on the screen.
  @Test func aNoteKeepsItsCharacters() {
    var driver = Driver(Samples.long, size: Size(columns: 120, rows: 40))
    driver.press("n突破 ok")
    #expect(driver.frame().text.contains("note: ?? ok") || driver.frame().text.contains("?? ok"))
    driver.press("⏎")
    #expect(driver.acts == ["note \"突破 ok\""], "\(driver.acts)")
  }
}
