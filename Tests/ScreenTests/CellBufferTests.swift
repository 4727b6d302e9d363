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
}
