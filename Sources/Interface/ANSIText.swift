import Screen

/// Pictures and words as text with escape sequences, for a terminal that scrolls: what `ls --color` writes.
public enum ANSIText {
  /// A picture's lines; a sequence stands wherever the style changes, and each line ends plain.
  public static func lines(_ picture: CellBuffer) -> [String] {
    (0..<picture.size.rows).map { row in
      var line = ""
      var style = Style.plain
      for column in 0..<picture.size.columns {
        let cell = picture[column, row]
        if cell.style != style {
          line += sequence(cell.style)
          style = cell.style
        }
        line.append(cell.character)
      }
      return style == .plain ? line : line + sequence(.plain)
    }
  }

  /// Words in a style, and plain again; without a style there is no sequence.
  public static func text(_ text: String, style: Style) -> String {
    style == .plain ? text : sequence(style) + text + sequence(.plain)
  }

  /// Sets all of a style, whatever was set before.
  static func sequence(_ style: Style) -> String {
    var codes = ["0"]
    if style.bold { codes.append("1") }
    if style.dim { codes.append("2") }
    if style.underline { codes.append("4") }
    if style.reverse { codes.append("7") }
    codes += color(style.foreground, base: 30) + color(style.background, base: 40)
    return "\u{1B}[" + codes.joined(separator: ";") + "m"
  }

  /// `base` is the code of black: 30 for the foreground, 40 for the background.
  private static func color(_ color: Color, base: Int) -> [String] {
    switch color {
    case .standard: []
    case .indexed(let index) where index < 8: ["\(base + Int(index))"]
    // The bright half has codes of its own.
    case .indexed(let index) where index < 16: ["\(base + 60 + Int(index) - 8)"]
    case .indexed(let index): ["\(base + 8);5;\(index)"]
    case .rgb(let red, let green, let blue): ["\(base + 8);2;\(red);\(green);\(blue)"]
    }
  }
}
