/// One line of a news file that is neither blank nor a comment.
struct NewsLine {
  private let line: Substring
  private let number: Int
  /// What is not read yet.
  private var rest: Substring
  /// A comma behind the time: then commas part all of the line.
  private var hasCommas = false

  init(_ line: Substring, number: Int) {
    self.line = line
    self.number = number
    rest = line.drop(while: Self.isBlank)
    while let last = rest.last, Self.isBlank(last) { rest.removeLast() }
  }

  static func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" }

  /// An error at a part of this line.
  func error(_ message: String, remedy: String, at part: Substring) -> PlanError {
    PlanError(message, remedy: remedy, place: place(part))
  }

  /// The event, its text in full length.
  mutating func event() throws(PlanError) -> NewsEvent {
    let isPlain = rest.utf8.allSatisfy { (32..<127).contains($0) }
    if !isPlain, let control = rest.firstIndex(where: { SentenceText.isControl($0) && !Self.isBlank($0) }) {
      throw error(
        "a control character, \(SentenceText.visible(rest[control]))", remedy: "take it out",
        at: rest[control...])
    }
    let time = try time()
    var spans: [Span] = []
    while spans.count < 2, let span = try window() { spans.append(span) }
    let before = spans.first ?? NewsReader.window
    return NewsEvent(
      time: time, before: before, after: spans.count == 2 ? spans[1] : before, text: try text())
  }
}

extension NewsLine {
  private func place(_ part: Substring) -> Document.Place {
    Document.Place(line: number, column: line.distance(from: line.startIndex, to: part.startIndex) + 1)
  }

  private static func isSeparator(_ character: Character) -> Bool { isBlank(character) || character == "," }

  private mutating func time() throws(PlanError) -> Timestamp {
    let start = rest
    var written = String(take(until: Self.isSeparator))
    // A blank may part day and time of day.
    let clock = rest.drop(while: Self.isBlank).prefix { !Self.isSeparator($0) }
    if written.contains("-"), !written.contains("T"), clock.contains(":"), clock.first?.isNumber == true {
      written += "T" + clock
      rest = rest[clock.endIndex...]
    }
    let remedy = "write UTC like 2026-11-20T13:30Z; a line that is no event begins with #"
    guard let time = Timestamp(utc: written) else {
      throw error("\"\(written.prefix(40))\" is no time", remedy: remedy, at: start)
    }
    guard written.contains(":") || !written.contains("-") else {
      throw error("\(written) has no time of day", remedy: "write \(written.prefix(10))T13:30Z", at: start)
    }
    rest = rest.drop(while: Self.isBlank)
    hasCommas = rest.first == ","
    if hasCommas { passComma() }
    return time
  }

  private mutating func take(until isEnd: (Character) -> Bool) -> Substring {
    let part = rest.prefix { !isEnd($0) }
    rest = rest[part.endIndex...]
    return part
  }

  private mutating func passComma() { rest = rest.dropFirst().drop(while: Self.isBlank) }

  /// A span, if one stands here; a field that is left empty has the usual one.
  private mutating func window() throws(PlanError) -> Span? {
    if hasCommas, rest.first == "," {
      passComma()
      return NewsReader.window
    }
    if rest.first == "[", Self.looksLikeSpan(rest.dropFirst()) {
      throw error("a span stands without brackets", remedy: "write 30m 30m", at: rest)
    }
    guard Self.looksLikeSpan(rest) else { return nil }
    let start = rest
    let written = take(until: hasCommas ? { $0 == "," } : Self.isBlank)
    do throws(SentenceError) {
      var reader = SentenceReader(String(written), levels: nil)
      let span = try reader.span()
      try reader.requireEnd()
      if hasCommas, !rest.isEmpty { passComma() } else { rest = rest.drop(while: Self.isBlank) }
      return span
    } catch {
      throw self.error(
        "\"\(written)\" is no window",
        remedy: "write whole s, m, h or d like 30m; a text that begins so stands in double quotes", at: start)
    }
  }

  /// A number and a word for a time: a window, or meant to be one. Taken for text it would be lost in silence, and
  /// the usual window would stand in its place.
  private static func looksLikeSpan(_ text: Substring) -> Bool {
    let unsigned = text.first == "-" ? text.dropFirst() : text
    let behind = unsigned.drop { ("0"..."9").contains($0) || $0 == "." }
    guard behind.startIndex > unsigned.startIndex else { return false }
    let word = behind.drop(while: isBlank).prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
    return timeWords.contains(word.lowercased())
  }

  private static let timeWords: Set<String> = [
    "s", "sec", "secs", "second", "seconds",
    "m", "min", "mins", "minute", "minutes",
    "h", "hr", "hrs", "hour", "hours",
    "d", "day", "days",
  ]

  /// What is left of the line, without the quotes that a spreadsheet puts around it.
  private func text() throws(PlanError) -> String {
    if let tab = rest.firstIndex(of: "\t") {
      throw error("a tab within the text", remedy: "write a blank", at: rest[tab...])
    }
    var text = String(rest)
    if text.count >= 2, text.first == "\"", text.last == "\"" {
      let inner = text.dropFirst().dropLast()
      if !inner.replacing("\"\"", with: "").contains("\"") {
        text = String(inner.replacing("\"\"", with: "\""))
      }
    }
    guard text.contains(where: { !Self.isBlank($0) }) else {
      throw error("there is no text", remedy: "say behind the time what happens", at: rest)
    }
    return text
  }
}
