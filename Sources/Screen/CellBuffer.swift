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
    var next = column
    let end = limit == .max ? size.columns : min(size.columns, column + limit)
    for character in SafeText.cells(text) {
      guard next < end else { break }
      self[next, row] = Cell(character, style: style)
      next += 1
    }
    return next
  }

  /// Writes text so that it ends before `column`.
  public mutating func write(_ text: String, endingBefore column: Int, row: Int, style: Style = .plain) {
    write(text, column: column - SafeText.cells(text).count, row: row, style: style)
  }

  public mutating func fill(_ area: Rectangle, with cell: Cell) {
    for row in area.row..<(area.row + max(0, area.rows)) {
      for column in area.column..<(area.column + max(0, area.columns)) { self[column, row] = cell }
    }
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
