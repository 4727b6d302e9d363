/// A picture of the whole screen, drawn by views and shown by a terminal. Writing outside of it is ignored.
public struct CellBuffer: Hashable, Sendable {
  public let size: Size
  /// Row by row.
  public private(set) var cells: [Cell]

  public init(size: Size, filled: Cell = .blank) {
    let columns = max(0, size.columns)
    let rows = max(0, size.rows)
    self.size = Size(columns: columns, rows: rows)
    cells = Array(repeating: filled, count: columns * rows)
  }

  public func contains(column: Int, row: Int) -> Bool {
    (0..<size.columns).contains(column) && (0..<size.rows).contains(row)
  }

  public subscript(column: Int, row: Int) -> Cell {
    get { contains(column: column, row: row) ? cells[row * size.columns + column] : .blank }
    set {
      guard contains(column: column, row: row) else { return }
      cells[row * size.columns + column] = newValue
    }
  }

  /// Writes text from a column on; what passes `limit` columns is cut. Returns the column behind the text.
  @discardableResult
  public mutating func write(
    _ text: String, column: Int, row: Int, style: Style = .plain, limit: Int = .max
  ) -> Int {
    let (past, overflows) = column.addingReportingOverflow(limit)
    let end = overflows ? size.columns : min(size.columns, past)
    // Nearly all text is signs that each are a cell. What is not begins again: the cells before it come out the same.
    var next = column
    for scalar in text.unicodeScalars {
      guard next < end else { return next }
      guard SafeText.isPlain(scalar) else {
        return put(SafeText.cells(text), column: column, row: row, style: style, end: end)
      }
      self[next, row] = Cell(scalar: scalar, style: style)
      next += 1
    }
    return next
  }

  private mutating func put(
    _ characters: [Character], column: Int, row: Int, style: Style, end: Int
  ) -> Int {
    var next = column
    for character in characters {
      guard next < end else { break }
      self[next, row] = Cell(character, style: style)
      next += 1
    }
    return next
  }

  /// Writes text so that it ends before `column`.
  public mutating func write(_ text: String, endingBefore column: Int, row: Int, style: Style = .plain) {
    write(text, column: column - SafeText.columns(text), row: row, style: style)
  }

  public mutating func fill(_ area: Rectangle, with cell: Cell) {
    for row in Self.clipped(area.row, area.rows, size.rows) {
      for column in Self.clipped(area.column, area.columns, size.columns) {
        cells[row * size.columns + column] = cell
      }
    }
  }

  /// Takes an area over from a picture of the same size; one of another size changes nothing.
  public mutating func take(_ area: Rectangle, from other: CellBuffer) {
    guard other.size == size else { return }
    for row in Self.clipped(area.row, area.rows, size.rows) {
      let columns = Self.clipped(area.column, area.columns, size.columns)
      let place = row * size.columns + columns.lowerBound..<row * size.columns + columns.upperBound
      cells.replaceSubrange(place, with: other.cells[place])
    }
  }

  /// The part of a run of cells that lies on the screen, however long the run.
  private static func clipped(_ first: Int, _ count: Int, _ limit: Int) -> Range<Int> {
    let (end, overflows) = first.addingReportingOverflow(max(0, count))
    let lower = min(max(0, first), limit)
    return lower..<max(lower, overflows ? limit : min(end, limit))
  }

  /// Positions of the cells, row by row, that are others than in a picture of the same size; without one, of all that
  /// are not blank.
  public func changes(since other: CellBuffer?) -> [Int] {
    guard let other, other.size == size else { return cells.indices.filter { cells[$0] != .blank } }
    var changes: [Int] = []
    cells.withUnsafeBufferPointer { new in
      other.cells.withUnsafeBufferPointer { old in
        for index in new.indices where new[index] != old[index] { changes.append(index) }
      }
    }
    return changes
  }

  /// The characters of one row, without the blanks at its end.
  public func text(row: Int) -> String {
    var line = String((0..<size.columns).map { self[$0, row].character })
    while line.last == " " { line.removeLast() }
    return line
  }

  /// The whole picture as text, a line a row.
  public var text: String { (0..<size.rows).map(text(row:)).joined(separator: "\n") }
}
