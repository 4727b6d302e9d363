/// What stands on a terminal after the bytes that came: only as much of one as curses asks of it here, the text and
/// where it stands. Of what changes partly, bytes alone do not tell what a person reads.
struct TerminalPicture {
  private let columns: Int
  private var cells: [[Unicode.Scalar]]
  private var (column, row) = (0, 0)
  /// The last column is full: the next character goes to the next row.
  private var isAtEnd = false
  private var last: Unicode.Scalar = " "
  /// The beginning of a sequence or a character whose rest has not come.
  private var rest: [UInt8] = []

  private static let escape: UInt8 = 0x1B

  init(columns: Int, rows: Int) {
    self.columns = columns
    cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
  }

  /// The rows, from the top.
  var text: [String] {
    cells.map { row in
      var text = String.UnicodeScalarView()
      text.append(contentsOf: row)
      return String(text)
    }
  }

  /// Whether a text stands in a row. Scalar by scalar: it is asked after every piece that is read, and the next
  /// piece may be there already.
  func shows(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    return cells.contains { Self.end(of: scalars, in: $0) != nil }
  }

  /// The word behind a text, if that stands somewhere.
  func word(after text: String) -> String? {
    let scalars = Array(text.unicodeScalars)
    for row in cells {
      guard let end = Self.end(of: scalars, in: row) else { continue }
      var word = String.UnicodeScalarView()
      word.append(contentsOf: row[end...].drop { $0 == " " }.prefix { $0 != " " })
      return String(word)
    }
    return nil
  }

  private static func end(of text: [Unicode.Scalar], in row: [Unicode.Scalar]) -> Int? {
    guard let first = text.first, text.count <= row.count else { return nil }
    for start in 0...(row.count - text.count) where row[start] == first {
      let end = start + text.count
      if row[start..<end].elementsEqual(text) { return end }
    }
    return nil
  }

  mutating func take(_ bytes: some Collection<UInt8>) {
    let bytes = rest + bytes
    var index = 0
    while index < bytes.count, let length = takeOne(bytes[index...]) { index += length }
    rest = Array(bytes[index...])
  }

  /// Takes what begins here; answers its length, or nil if it is not whole.
  private mutating func takeOne(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let first = bytes.first else { return nil }
    if first == Self.escape { return takeSequence(bytes) }
    guard first >= 0x20 else {
      control(first)
      return 1
    }
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard bytes.count >= length else { return nil }
    let character = String(decoding: bytes.prefix(length), as: UTF8.self)
    put(character.unicodeScalars.first ?? " ")
    return length
  }

  private mutating func control(_ byte: UInt8) {
    isAtEnd = false
    switch byte {
    case UInt8(ascii: "\r"): column = 0
    case UInt8(ascii: "\n"): row = min(row + 1, cells.count - 1)
    case 0x08: column = max(0, column - 1)
    default: break
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    if isAtEnd {
      (column, row) = (0, min(row + 1, cells.count - 1))
      isAtEnd = false
    }
    cells[row][column] = scalar
    last = scalar
    if column == columns - 1 { isAtEnd = true } else { column += 1 }
  }

  private mutating func takeSequence(_ bytes: ArraySlice<UInt8>) -> Int? {
    let body = bytes.dropFirst()
    switch body.first {
    case nil: return nil
    case UInt8(ascii: "["):
      guard let end = body.dropFirst().firstIndex(where: { (0x40...0x7E).contains($0) }) else { return nil }
      obey(body[(body.startIndex + 1)..<end], bytes[end])
      return end - bytes.startIndex + 1
    // Which characters a set holds: two bytes behind the escape.
    case UInt8(ascii: "("), UInt8(ascii: ")"): return bytes.count > 2 ? 3 : nil
    default: return 2
    }
  }

  private mutating func obey(_ parameters: ArraySlice<UInt8>, _ end: UInt8) {
    let numbers = parameters.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map {
      Int(String(decoding: $0, as: UTF8.self))
    }
    let number = numbers.first ?? nil
    let count = max(1, number ?? 1)
    // Colours move nothing.
    if end == UInt8(ascii: "m") { return }
    if end != UInt8(ascii: "b") { isAtEnd = false }
    switch end {
    case UInt8(ascii: "H"):
      let second = numbers.count > 1 ? numbers[1] : nil
      move(row: count - 1, column: max(1, second ?? 1) - 1)
    case UInt8(ascii: "d"): move(row: count - 1, column: column)
    case UInt8(ascii: "G"): move(row: row, column: count - 1)
    case UInt8(ascii: "A"): move(row: row - count, column: column)
    case UInt8(ascii: "B"): move(row: row + count, column: column)
    case UInt8(ascii: "C"): move(row: row, column: column + count)
    case UInt8(ascii: "D"): move(row: row, column: column - count)
    case UInt8(ascii: "b"): for _ in 0..<count { put(last) }
    case UInt8(ascii: "X"): erase(row, column..<min(columns, column + count))
    case UInt8(ascii: "K"): eraseLine(number ?? 0)
    case UInt8(ascii: "J"): erasePage(number ?? 0)
    case UInt8(ascii: "P"):
      let gone = min(count, columns - column)
      cells[row].removeSubrange(column..<(column + gone))
      cells[row] += Array(repeating: " ", count: gone)
    case UInt8(ascii: "@"):
      let new = min(count, columns - column)
      cells[row].insert(contentsOf: Array(repeating: " ", count: new), at: column)
      cells[row].removeLast(new)
    default: break
    }
  }

  private mutating func move(row: Int, column: Int) {
    self.row = min(max(0, row), cells.count - 1)
    self.column = min(max(0, column), columns - 1)
  }

  private mutating func erase(_ row: Int, _ range: Range<Int>) {
    for column in range { cells[row][column] = " " }
  }

  private mutating func eraseLine(_ part: Int) {
    erase(row, part == 0 ? column..<columns : part == 1 ? 0..<(column + 1) : 0..<columns)
  }

  private mutating func erasePage(_ part: Int) {
    if part == 0 { eraseLine(0) }
    for row in (part == 0 ? row + 1 : 0)..<cells.count { erase(row, 0..<columns) }
  }
}
