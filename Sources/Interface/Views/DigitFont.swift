import Screen

/// Numbers five rows high, of full blocks; larger by whole factors.
struct DigitFont: Hashable {
  /// Columns and rows a dot. A cell is about twice as high as wide.
  var width: Int
  var height: Int

  /// The largest first; the last is for narrow screens.
  static let sizes =
    (1...8).reversed().map { DigitFont(width: 2 * $0, height: $0) } + [DigitFont(width: 1, height: 1)]

  var rows: Int { 5 * height }

  /// Five lines of dots a character. A thousands mark is a gap: from afar it would be a decimal point.
  private static let shapes: [Character: [String]] = [
    "0": ["###", "# #", "# #", "# #", "###"], "1": [" # ", "## ", " # ", " # ", "###"],
    "2": ["###", "  #", "###", "#  ", "###"], "3": ["###", "  #", " ##", "  #", "###"],
    "4": ["# #", "# #", "###", "  #", "  #"], "5": ["###", "#  ", "###", "  #", "###"],
    "6": ["###", "#  ", "###", "# #", "###"], "7": ["###", "  #", "  #", "  #", "  #"],
    "8": ["###", "# #", "###", "# #", "###"], "9": ["###", "# #", "###", "  #", "###"],
    "+": ["   ", " # ", "###", " # ", "   "], "−": ["   ", "   ", "###", "   ", "   "],
    "R": ["## ", "# #", "## ", "# #", "# #"], ".": [" ", " ", " ", " ", "#"], ",": [" ", " ", " ", " ", " "],
  ]
  private static let unknown = ["   ", "   ", "   ", "   ", "   "]

  private static func shape(_ character: Character) -> [String] { shapes[character] ?? unknown }

  /// Columns that a text takes, with a gap of one dot between two characters.
  func columns(_ text: String) -> Int {
    text.reduce(0) { $0 + (DigitFont.shape($1).first?.count ?? 0) + 1 } * width - (text.isEmpty ? 0 : width)
  }

  /// Draws a text so that it ends before a column; `sign` is what a dot is filled with.
  func draw(
    _ text: String, _ role: Role, sign: Character, endingBefore end: Int, row: Int, on canvas: inout Canvas
  ) {
    var column = end - columns(text)
    for character in text {
      let shape = DigitFont.shape(character)
      for (line, dots) in shape.enumerated() {
        for (place, dot) in dots.enumerated() where dot != " " {
          for offset in 0..<height {
            canvas.repeated(
              sign, role, column: column + place * width, row: row + line * height + offset, count: width)
          }
        }
      }
      column += ((shape.first?.count ?? 0) + 1) * width
    }
  }
}
