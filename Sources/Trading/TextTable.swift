/// A table in plain text: columns aligned by their longest cell, the least needed ones left out where the
/// width does not hold them all.
public struct TextTable {
  public struct Column {
    public var title: String
    /// Numbers stand to the right.
    public var isNumber: Bool
    /// Those with the highest number go first when there is no room; 0 always stays.
    public var rank: Int
    public var cells: [String]

    public init(title: String, isNumber: Bool = true, rank: Int = 0, cells: [String] = []) {
      self.title = title
      self.isNumber = isNumber
      self.rank = rank
      self.cells = cells
    }
  }

  private let columns: [Column]

  public init(_ columns: [Column]) { self.columns = columns }

  /// The lines, each at most `width` columns unless what must stay is wider than that even when set closely. With
  /// `keepsColumns` they are set closely before any is left out.
  public func lines(width: Int, indent: Int = 2, keepsColumns: Bool = false) -> [String] {
    var shown = columns.filter { column in column.cells.contains { !$0.isEmpty } }
    func need() -> Int { TextTable.width(shown) + indent - (keepsColumns ? max(0, shown.count - 1) : 0) }
    while need() > width, let least = shown.map(\.rank).max(), least > 0 {
      if let index = shown.lastIndex(where: { $0.rank == least }) { shown.remove(at: index) }
    }
    let rows = shown.first?.cells.count ?? 0
    let gap = TextTable.width(shown) + indent > width ? " " : "  "
    let head = row(shown, gap) { $0.title }
    let body = (0..<rows).map { number in row(shown, gap) { $0.cells[number] } }
    let margin = String(repeating: " ", count: indent)
    return rows == 0 ? [] : ([head] + body).map { margin + $0 }
  }

  private func row(_ columns: [Column], _ gap: String, _ cell: (Column) -> String) -> String {
    var line = ""
    for (place, column) in columns.enumerated() {
      let text = cell(column)
      let space = String(repeating: " ", count: TextTable.width(column) - text.count)
      line += (place == 0 ? "" : gap) + (column.isNumber ? space + text : text + space)
    }
    while line.last == " " { line.removeLast() }
    return line
  }

  private static func width(_ column: Column) -> Int {
    ([column.title] + column.cells).map(\.count).max() ?? 0
  }

  private static func width(_ columns: [Column]) -> Int {
    columns.reduce(0) { $0 + width($1) } + 2 * max(0, columns.count - 1)
  }
}

/// Text broken between words.
public enum WrappedText {
  /// Lines of at most `width`; the first begins with `head`, the others stand under its text.
  public static func lines(_ text: String, head: String, width: Int) -> [String] {
    let margin = String(repeating: " ", count: head.count)
    var lines: [String] = []
    var line = head
    var isEmpty = true
    for word in text.split(separator: " ") {
      if !isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        (line, isEmpty) = (margin, true)
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return lines + [line]
  }
}
