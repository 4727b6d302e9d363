import Screen
import Trading

/// The line being typed, in the last row, and over it what is wrong with it.
enum LineView {
  /// What of the line is in view, and where.
  private struct Place {
    var column: Int
    /// The first character in view, and how many fit.
    var first: Int
    var room: Int

    func column(of character: Int) -> Int? {
      (first..<(first + room)).contains(character) ? column + character - first : nil
    }
  }

  private static func prompt(_ mode: Mode) -> String {
    switch mode {
    case .note: "note: "
    case .reason: "because: "
    case .seeking: "seek: "
    case .search, .helpSearch: "/"
    default: ":"
    }
  }

  /// Scrolled so that the caret is in view.
  private static func place(_ scene: Scene, columns: Int) -> Place {
    let column = 1 + prompt(scene.state.mode).count
    let share = scene.state.mode == .seeking ? 3 : 1
    let room = max(1, (columns - column - 1) / share)
    return Place(column: column, first: max(0, scene.state.line.caret - room + 1), room: room)
  }

  static func draw(_ scene: Scene, row: Int, on canvas: inout Canvas) {
    let end = canvas.size.columns
    let line = scene.state.line
    let place = place(scene, columns: end)
    canvas.put(prompt(scene.state.mode), .key, column: 1, row: row, end: end)
    let shown = Array(line.characters.dropFirst(place.first).prefix(place.room))
    canvas.put(String(shown), .input, column: place.column, row: row, end: end)
    if let error = LineError(scene) {
      for character in error.start..<(error.start + error.length) {
        guard let column = place.column(of: character), line.characters.indices.contains(character) else {
          continue
        }
        canvas.put(String(line.characters[character]), .warning, column: column, row: row, end: end)
      }
    }
    let caret = place.column + line.caret - place.first
    let under = canvas.buffer[caret, row].character
    canvas.put(String(under), .cursor, column: caret, row: row, end: end)
    drawAnswer(scene, behind: max(place.column + shown.count, caret + 1), row: row, on: &canvas)
  }

  /// To the right of the line: the line that a search has found, an answer, or what the keys do.
  private static func drawAnswer(_ scene: Scene, behind column: Int, row: Int, on canvas: inout Canvas) {
    let end = canvas.size.columns
    if scene.state.mode == .seeking {
      let found = scene.state.foundLine
      let isMissing = found == nil && !scene.state.line.characters.isEmpty
      let text = found ?? (isMissing ? "no line holds it" : "")
      let next = canvas.put(
        text, isMissing ? .warning : .title, column: column + 2, row: row, end: end - 1)
      let notice = scene.state.currentNotice ?? ""
      if !isMissing, next + 2 + notice.count < end {
        canvas.put(notice, .warning, column: end - 1 - notice.count, row: row, end: end)
      }
      return
    }
    let room = end - column - 3
    let answer =
      scene.state.currentNotice.map { [Run($0, .warning)] } ?? Footer.hints(scene, columns: max(0, room))
    let shown = Segments.width(answer) <= room ? answer : leastAnswer(scene)
    let width = Segments.width(shown)
    guard width > 0, width <= room else { return }
    canvas.put(shown, column: end - 1 - width, row: row, end: end)
  }

  /// What Enter does, in a word, where the line leaves no room for more.
  private static func leastAnswer(_ scene: Scene) -> [Run] {
    guard scene.state.currentNotice == nil, let panel = scene.panel,
      let binding = scene.state.keys.binding(KeyAction.enter, in: scene.state.mode)
    else { return [] }
    let word: String
    if scene.state.isStale(panel, scene.snapshot) {
      word = "looks again"
    } else if case .possible(let table) = panel.outcome {
      word = table.summary.hasPrefix("waits: ") ? "waits" : "acts"
    } else {
      return []
    }
    return [Run(binding.text, .key), Run(" " + word, .hint)]
  }

  /// Whether an answer has no room beside the line.
  static func isAnswerCut(_ scene: Scene) -> Bool {
    guard scene.state.mode.isText, let notice = scene.state.currentNotice else { return false }
    let columns = scene.layout.size.columns
    let shown = min(scene.state.line.characters.count + 1, place(scene, columns: columns).room)
    return notice.count > columns - place(scene, columns: columns).column - shown - 3
  }

  /// The row over the line: a mark exactly over the word that is wrong, and what to do about it. False where
  /// nothing is wrong, or the word is out of view.
  static func drawError(_ scene: Scene, row: Int, on canvas: inout Canvas) -> Bool {
    let end = canvas.size.columns
    guard let error = LineError(scene),
      let column = place(scene, columns: end).column(of: error.start)
    else { return false }
    let length = max(1, min(error.length, end - 1 - column))
    canvas.clear(Rectangle(column: 0, row: row, columns: end, rows: 1))
    canvas.put(String(repeating: "▼", count: length), .warning, column: column, row: row, end: end)
    let right = end - 1 - (column + length + 1)
    let left = column - 2
    let texts = [error.message, error.remedy, error.meant].filter { !$0.isEmpty }
    if let text = texts.first(where: { $0.count <= right }) {
      canvas.put(text, .warning, column: column + length + 1, row: row, end: end - 1)
    } else if let text = texts.first(where: { $0.count <= left }) {
      canvas.put(text, .warning, column: column - 1 - text.count, row: row, end: column - 1)
    } else if let text = texts.last {
      let isRight = right >= left
      canvas.put(
        text.cut(max(right, left)), .warning, column: isRight ? column + length + 1 : 1, row: row,
        end: end - 1)
    }
    return true
  }
}

/// The word of the line that cannot be read, once more than its beginning has been typed.
struct LineError {
  /// In characters of the line, from 0.
  var start: Int
  var length: Int
  var message: String
  /// The part of the message that says what to do.
  var remedy: String { message.split(separator: ";").last.map { String($0).stripped } ?? "" }

  /// The word that was probably meant, alone.
  var meant: String {
    let words = remedy.split(separator: "\"")
    return remedy.hasPrefix("did you mean") && words.count > 1 ? "\(words[1])?" : ""
  }

  init?(_ scene: Scene) {
    guard scene.state.mode == .command, let panel = scene.panel,
      case .unreadable(let column, let length, let text) = panel.outcome,
      !LineError.isUnfinished(scene)
    else { return nil }
    start = column - 1 + scene.state.line.characters.prefix { $0 == " " }.count
    self.length = max(1, length)
    message = text
  }

  /// The line breaks off where more has to follow, or within a word that will be a right one.
  static func isUnfinished(_ scene: Scene) -> Bool {
    guard case .unreadable(let column, _, _)? = scene.panel?.outcome else { return false }
    let line = scene.state.line
    let blanks = line.characters.prefix { $0 == " " }.count
    let length = line.text.stripped.count
    if column > length { return true }
    guard line.caret == line.characters.count else { return false }
    let follow = Completion.follow(line.text, scene.snapshot)
    return column - 1 + blanks == line.characters.count - follow.begun.count && !follow.words.isEmpty
  }
}
