import Screen
import Trading

/// The last line: what the keys do now with object and number, or the line being typed.
enum Footer {
  /// The actions a mode's footer names, the most important first.
  private static func actions(_ mode: Mode, isWatching: Bool) -> [KeyAction] {
    switch mode {
    case .normal where isWatching:
      [
        .help, .quit, .nextView, .rowUp, .rowDown, .recentre, .eventList, .toggleChart, .rowsLarger,
        .rowsSmaller, .rowsFit, .redraw,
      ]
    case .normal:
      [
        .add, .take, .stopPanel, .breakeven, .stopToCursor, .flatten, .cancelEntries, .cancelAtCursor, .grab,
        .command, .note, .nextView, .eventList, .pause, .help, .quit,
      ]
    case .preview, .stopPanel: [.enter, .leave, .nextChoice, .command, .flattenNow, .help]
    case .grab: [.enter, .leave, .grabNext, .rowUp, .rowDown]
    case .command: [.enter, .leave, .complete, .olderLine, .searchLine, .help]
    case .seeking: [.enter, .leave, .searchLine]
    case .reason: [.enter, .leave, .olderLine]
    case .note: [.enter, .leave]
    case .help: [.leave, .search]
    case .events: [.leave, .rowDown, .rowUp, .search, .nextMatch, .previousMatch, .newest, .oldest]
    case .search, .helpSearch: [.find, .leave]
    case .quitting: [.enter, .leave]
    }
  }

  static func draw(_ scene: Scene, on canvas: inout Canvas) {
    let row = scene.layout.footer
    let end = canvas.size.columns
    if scene.state.mode.isText {
      LineView.draw(scene, row: row, on: &canvas)
    } else if let notice = scene.state.currentNotice {
      canvas.put(" " + notice.cut(end - 2), .warning, column: 0, row: row, end: end)
    } else if scene.state.mode == .normal, scene.layout.events.rows == 0, !scene.snapshot.alarms.isEmpty {
      AlarmLine.draw(scene, row: row, on: &canvas)
    } else if scene.state.mode == .quitting {
      drawQuestion(scene, row: row, on: &canvas)
    } else {
      canvas.put(hints(scene, columns: end - 2), column: 1, row: row, end: end)
    }
  }

  /// As many hints as fit; disabled keys are dim.
  static func hints(_ scene: Scene, columns: Int) -> [Run] {
    let mode = scene.state.mode
    var segments: [Segment] = []
    for (rank, action) in actions(mode, isWatching: scene.state.isWatching).enumerated() {
      guard let binding = scene.state.keys.binding(action, in: mode) else { continue }
      if action == .nextChoice, (scene.state.panel?.choices.count ?? 0) < 2 { continue }
      let why = KeyWords.disabled(action, scene.snapshot, scene.state)
      let isIdle = action == .pause || scene.snapshot.result != nil || !scene.state.shownView.showsLadder
      if why != nil, isIdle { continue }
      let words = KeyWords.footer(action, scene.snapshot, scene.state)
      let runs = [
        Run(binding.text, why == nil ? .key : .disabled), Run(" " + words, why == nil ? .hint : .disabled),
      ]
      var short = runs
      short[1].text = " " + (KeyWords.short(action) ?? words)
      let isVital = mode != .normal && (action == .enter || action == .leave || action == .find)
      let first = isVital ? 0 : action == .help ? 2 : why != nil || rank > 8 ? rank + Segment.extra : rank + 2
      let growth = action == .stopToCursor ? 1 : first
      segments.append(Segment(first, grows: growth, runs, short))
    }
    segments += ownSentences(scene, from: segments.count)
    return Segments.fitted(segments, columns: columns, gap: 2).left
  }

  /// The user's own keys, behind all others.
  private static func ownSentences(_ scene: Scene, from rank: Int) -> [Segment] {
    guard scene.state.mode == .normal, scene.snapshot.watching == nil, scene.snapshot.result == nil else {
      return []
    }
    return scene.state.keys.sentences.enumerated().map { offset, binding in
      Segment(
        rank + offset + Segment.extra, [Run(binding.text, .key), Run(" " + binding.sentence.cut(24), .hint)])
    }
  }

  private static func drawQuestion(_ scene: Scene, row: Int, on canvas: inout Canvas) {
    let end = canvas.size.columns
    let who =
      scene.snapshot.stopHolder == .venue
      ? "the venue goes on holding the stop" : "NOBODY watches the stop then"
    let what = scene.state.leavesBySuspending ? "suspend" : "quit"
    let open = scene.instrument.text(scene.snapshot.open)
    let texts = [
      " \(open) is open and \(who). y or Enter: \(what)   Esc: stay",
      " \(open) open: \(who). y \(what)  Esc stay", " open: \(who). y \(what)  Esc stay",
      " \(who). y \(what)",
    ]
    let text = texts.first { $0.count <= end } ?? texts[texts.count - 1]
    canvas.put(text.padded(end), .warning, column: 0, row: row, end: end)
  }
}
