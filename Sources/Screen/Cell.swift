/// A colour as a terminal knows it.
public enum Color: Hashable, Sendable {
  /// The terminal's own foreground or background.
  case standard
  /// One of the terminal's palette, 0–255; 0–15 are its named sixteen.
  case indexed(UInt8)
  /// Red, green, blue; a terminal without it shows the nearest palette entry.
  case rgb(UInt8, UInt8, UInt8)
}

/// How a cell looks.
public struct Style: Hashable, Sendable {
  public var foreground: Color
  public var background: Color
  public var bold: Bool
  public var dim: Bool
  public var underline: Bool
  public var reverse: Bool

  public static let plain = Style()

  public init(
    foreground: Color = .standard, background: Color = .standard, bold: Bool = false, dim: Bool = false,
    underline: Bool = false, reverse: Bool = false
  ) {
    self.foreground = foreground
    self.background = background
    self.bold = bold
    self.dim = dim
    self.underline = underline
    self.reverse = reverse
  }
}

/// One character position of the screen.
public struct Cell: Hashable, Sendable {
  /// One column wide. A scalar and not a character, so that a picture of thousands of cells is plain memory.
  public var scalar: Unicode.Scalar
  public var style: Style

  public static let blank = Cell(" ")

  public init(_ character: Character, style: Style = .plain) {
    scalar = character.unicodeScalars.first ?? " "
    self.style = style
  }

  public init(scalar: Unicode.Scalar, style: Style) {
    self.scalar = scalar
    self.style = style
  }

  /// The sign as text.
  public var character: Character {
    get { Character(scalar) }
    set { scalar = newValue.unicodeScalars.first ?? " " }
  }
}

/// Columns and rows.
public struct Size: Hashable, Sendable {
  public var columns: Int
  public var rows: Int

  public init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }
}

/// A part of the screen. Columns and rows count from 0 at the top left.
public struct Rectangle: Hashable, Sendable {
  public var column: Int
  public var row: Int
  public var columns: Int
  public var rows: Int

  public init(column: Int, row: Int, columns: Int, rows: Int) {
    self.column = column
    self.row = row
    self.columns = columns
    self.rows = rows
  }
}
