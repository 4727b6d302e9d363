import Screen
import Testing

@Suite struct CellBufferTests {
  @Test func textIsCutAtTheEdgeAndAtItsLimit() {
    var picture = CellBuffer(size: Size(columns: 8, rows: 2))
    #expect(picture.write("abcdefghij", column: 3, row: 0) == 8)
    #expect(picture.write("abcdefghij", column: 1, row: 1, limit: 3) == 4)
    #expect(picture.text == "   abcde\n abc")
    #expect(picture.write("z", column: 2, row: 0, limit: .max - 1) == 3)
  }

  @Test func textBeforeTheLeftEdgeIsCutThere() {
    var picture = CellBuffer(size: Size(columns: 4, rows: 1))
    picture.write("12345", endingBefore: 3, row: 0)
    #expect(picture.text == "345")
  }

  @Test func nothingIsWrittenOutside() {
    var picture = CellBuffer(size: Size(columns: 3, rows: 2))
    let before = picture
    picture.write("x", column: 0, row: 2)
    picture.write("x", column: 0, row: -1)
    picture[3, 0] = Cell("x")
    picture[-1, 1] = Cell("x")
    picture.fill(Rectangle(column: 3, row: 0, columns: 5, rows: 5), with: Cell("x"))
    #expect(picture == before)
    #expect(picture[3, 0] == .blank)
  }

  @Test func aFilledAreaIsClipped() {
    var picture = CellBuffer(size: Size(columns: 3, rows: 2))
    picture.fill(Rectangle(column: -1, row: 1, columns: 3, rows: 9), with: Cell("#"))
    #expect(picture.text == "\n##")
    picture.fill(Rectangle(column: 1, row: 0, columns: .max, rows: .max), with: Cell("+"))
    #expect(picture.text == " ++\n#++")
  }

  @Test(arguments: [(0, 0), (0, 5), (5, 0), (-3, 4), (1, 1)])
  func everySizeCanBeDrawnOn(_ columns: Int, _ rows: Int) {
    var picture = CellBuffer(size: Size(columns: columns, rows: rows))
    picture.write("text", column: 0, row: 0)
    picture.fill(Rectangle(column: 0, row: 0, columns: 100, rows: 100), with: Cell("x"))
    #expect(picture.cells.count == max(0, columns) * max(0, rows))
  }

  /// Text of which only a part is a sign a cell: what stands before that part stays as it is.
  @Test(arguments: [
    ("ab─e\u{301}x", "ab─ex"), ("▲ 漢 1", "▲ ? 1"), ("1\u{200B}2", "12"), ("\u{1B}[31mred", "[31mred"),
    ("e\u{301}", "e"), ("x\u{202E}y", "xy"),
  ]) func foreignTextIsWrittenAsItsCells(_ text: String, _ shown: String) {
    var picture = CellBuffer(size: Size(columns: 12, rows: 1))
    #expect(picture.write(text, column: 2, row: 0) == 2 + shown.count)
    #expect(picture.text == "  " + shown)
    var cut = CellBuffer(size: Size(columns: 12, rows: 1))
    #expect(cut.write(text, column: 0, row: 0, limit: 1) == 1)
    #expect(cut.text == String(shown.prefix(1)))
  }
}
