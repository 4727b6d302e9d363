import Screen

/// Dots eight to a cell, two across and four down, drawn with braille signs; each cell has one role.
struct DotGrid {
  let columns: Int
  let rows: Int
  private var dots: [UInt8]
  private var roles: [Role]

  /// The bits of a braille sign: left and right column, from the top.
  private static let bits: [[UInt8]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]

  init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    dots = Array(repeating: 0, count: self.columns * self.rows)
    roles = Array(repeating: .text, count: dots.count)
  }

  /// Dots count from 0 at the top left; those outside are ignored.
  mutating func set(_ x: Int, _ y: Int, _ role: Role) {
    guard (0..<columns * 2).contains(x), (0..<rows * 4).contains(y) else { return }
    let cell = y / 4 * columns + x / 2
    dots[cell] |= DotGrid.bits[x % 2][y % 4]
    roles[cell] = role
  }

  /// A vertical stroke, ends included.
  mutating func stroke(_ x: Int, from one: Int, to other: Int, _ role: Role) {
    for y in max(0, min(one, other))...max(0, min(max(one, other), rows * 4 - 1)) { set(x, y, role) }
  }

  /// A line between two dots whose first has been drawn, without a hole.
  mutating func line(from start: (x: Int, y: Int), to end: (x: Int, y: Int), _ role: Role) {
    let across = end.x - start.x
    guard across > 0 else { return stroke(end.x, from: start.y, to: end.y, role) }
    var before = start.y
    for x in 1...across {
      let y = start.y + (end.y - start.y) * x / across
      stroke(start.x + x, from: before, to: y, role)
      before = y
    }
  }

  func draw(column: Int, row: Int, on canvas: inout Canvas) {
    for index in dots.indices where dots[index] != 0 {
      guard let scalar = Unicode.Scalar(0x2800 + UInt32(dots[index])) else { continue }
      let (x, y) = (column + index % columns, row + index / columns)
      canvas.put(String(Character(scalar)), roles[index], column: x, row: y, end: x + 1)
    }
  }
}
