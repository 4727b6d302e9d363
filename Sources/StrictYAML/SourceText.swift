import Trading

/// The text as lines of Unicode scalars, so that a place finds its character, and the checks made before
/// parsing.
struct SourceText {
  /// Without a leading byte order mark.
  let text: String
  /// Without their ends; a line ends with LF or CR LF.
  let lines: [[Unicode.Scalar]]

  init(_ whole: String) {
    var scalars = Array(whole.unicodeScalars)
    if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    text = String(view)
    lines = scalars.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      Array(line.last == "\r" ? line.dropLast() : line)
    }
  }

  /// The character at a place; nil at a line's end and beyond.
  func scalar(at place: Document.Place) -> Unicode.Scalar? {
    guard lines.indices.contains(place.line - 1) else { return nil }
    let line = lines[place.line - 1]
    return line.indices.contains(place.column - 1) ? line[place.column - 1] : nil
  }

  /// A place of the parser, moved to the text's end when it lies in the lines that were put behind it.
  func clamped(_ place: Document.Place) -> Document.Place {
    guard place.line > lines.count else { return place }
    return Document.Place(line: lines.count, column: (lines.last?.count ?? 0) + 1)
  }

  /// Refuses what cannot be seen or what the parser would count as a line's end and an editor would not.
  func checkCharacters() throws(PlanError) {
    for (lineIndex, line) in lines.enumerated() {
      let isComment = line.first { $0 != " " && $0 != "\t" } == "#"
      for (columnIndex, scalar) in line.enumerated() {
        let place = Document.Place(line: lineIndex + 1, column: columnIndex + 1)
        if scalar == "\t" {
          guard !isComment else { continue }
          throw PlanError("a tab", remedy: "indent and separate with spaces", place: place)
        }
        guard SourceText.isForbidden(scalar) else { continue }
        throw PlanError(
          "the invisible character \(SourceText.name(scalar))",
          remedy: scalar == "\r" ? "end lines with a line feed" : "delete it", place: place)
      }
    }
  }

  /// Refuses a text with many aliases before it is parsed: a few lines of them can stand for a tree without
  /// end, and the parser compares keys by going through all of it. A lone one is refused at its anchor later.
  func checkAliases() throws(PlanError) {
    var count = 0
    for (lineIndex, line) in lines.enumerated() {
      var before: Unicode.Scalar = " "
      for (columnIndex, scalar) in line.enumerated() {
        if scalar == "*", " [{,".unicodeScalars.contains(before) { count += 1 }
        before = scalar
        guard count > 8 else { continue }
        throw PlanError(
          "too many words that begin with *", remedy: "aliases are not used here: write the value out",
          place: Document.Place(line: lineIndex + 1, column: columnIndex + 1))
      }
    }
  }

  /// Controls, separators of lines and paragraphs, marks of direction and characters without width.
  static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7f..<0xa0: true
    case 0x200b...0x200f, 0x2028...0x202e, 0x2060...0x206f, 0xfeff, 0x61c, 0xad: true
    default: false
    }
  }

  static func name(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
