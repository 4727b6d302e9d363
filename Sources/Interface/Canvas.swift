import Screen

/// A piece of text with one role.
struct Run: Hashable, Sendable {
  var text: String
  var role: Role
  var changed: Bool

  init(_ text: String, _ role: Role = .text, changed: Bool = false) {
    self.text = text
    self.role = role
    self.changed = changed
  }

  var columns: Int { SafeText.columns(text) }
}

/// A buffer that views draw into by role.
struct Canvas {
  private(set) var buffer: CellBuffer
  let sheet: StyleSheet

  init(size: Size, sheet: StyleSheet) {
    buffer = CellBuffer(size: size, filled: Cell(" ", style: sheet[.text]))
    self.sheet = sheet
  }

  var size: Size { buffer.size }

  /// Writes text and returns the column behind it; what passes `end` is cut.
  @discardableResult
  mutating func put(
    _ text: String, _ role: Role = .text, column: Int, row: Int, end: Int, changed: Bool = false
  ) -> Int {
    let style = changed ? sheet.changed(role) : sheet[role]
    let next = buffer.write(text, column: column, row: row, style: style, limit: max(0, end - column))
    if style.underline, role != .input { bare(column..<max(column, next), row: row) }
    return next
  }

  /// Takes the line away under the blanks at both ends of a text: they are only there to align it.
  private mutating func bare(_ columns: Range<Int>, row: Int) {
    let blanks = columns.prefix { buffer[$0, row].character == " " }
    let trailing = columns.reversed().prefix { buffer[$0, row].character == " " }
    for column in Array(blanks) + Array(trailing) { buffer[column, row].style.underline = false }
  }

  @discardableResult
  mutating func put(_ runs: [Run], column: Int, row: Int, end: Int) -> Int {
    var next = column
    for run in runs {
      next = put(run.text, run.role, column: next, row: row, end: end, changed: run.changed)
    }
    return next
  }

  /// The cells of another picture of the same size.
  mutating func take(_ area: Rectangle, from other: CellBuffer) { buffer.take(area, from: other) }

  mutating func clear(_ area: Rectangle) {
    buffer.fill(area, with: Cell(" ", style: sheet[.text]))
  }

  mutating func repeated(_ character: Character, _ role: Role, column: Int, row: Int, count: Int) {
    let line = Rectangle(column: column, row: row, columns: count, rows: 1)
    buffer.fill(line, with: Cell(character, style: sheet[role]))
  }

  /// A line of one sign a row.
  mutating func wall(_ character: Character, _ role: Role, column: Int, rows: Range<Int>) {
    let line = Rectangle(column: column, row: rows.lowerBound, columns: 1, rows: rows.count)
    buffer.fill(line, with: Cell(character, style: sheet[role]))
  }

  /// A horizontal rule with a title in it.
  mutating func rule(_ title: String, column: Int, row: Int, columns: Int) {
    repeated("─", .frame, column: column, row: row, count: columns)
    guard !title.isEmpty, columns > 4 else { return }
    put(" " + title.cut(columns - 4) + " ", .title, column: column + 1, row: row, end: column + columns - 1)
  }

  /// What has been drawn; without Unicode every sign is replaced by one of ASCII, cell by cell.
  func finished(unicode: Bool) -> CellBuffer {
    guard !unicode else { return buffer }
    var plain = buffer
    for row in 0..<size.rows {
      for column in 0..<size.columns {
        plain[column, row].character = Plain.character(buffer[column, row].character)
      }
    }
    return plain
  }
}

/// ASCII stand-ins for the signs that views draw.
enum Plain {
  private static let signs: [Character: Character] = [
    "─": "-", "│": "|", "┌": "+", "┐": "+", "└": "+", "┘": "+", "├": "+", "┤": "+", "┬": "+", "┴": "+",
    "┼": "+", "▲": "^", "▼": "v", "┊": ":", "»": ">", "«": "<", "●": "*", "◐": "%", "○": "o", "✕": "x",
    "◌": "~", "◷": "@", "·": ".", "−": "-", "×": "x", "…": "~", "–": "-", "✓": "+", "→": ">", "█": "#",
    "▉": "#", "▊": "#", "▋": "=", "▌": "=", "▍": "=", "▎": "-", "▏": "-", "▒": ":", "╌": ".", "╵": "'",
    "║": "0", "┃": "#", "≥": ">",
  ]

  static func character(_ character: Character) -> Character {
    if character.isASCII { return character }
    return signs[character] ?? dots(character) ?? "?"
  }

  /// Braille signs by where their dots are: above, below or both.
  private static func dots(_ character: Character) -> Character? {
    guard let value = character.unicodeScalars.first?.value, (0x2800...0x28FF).contains(value) else {
      return nil
    }
    switch (value & 0x1B != 0, value & 0xE4 != 0) {
    case (true, true): return ":"
    case (true, false): return "'"
    case (false, true): return "."
    case (false, false): return " "
    }
  }

  static func text(_ text: String) -> String { String(text.map(character)) }
}
