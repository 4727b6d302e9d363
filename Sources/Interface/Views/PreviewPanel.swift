import Screen
import Trading

/// What a sentence would do: now, after, and as planned or the difference; or why it is refused; or where it cannot
/// be read, and what may follow.
enum PreviewPanel {
  static func title(_ scene: Scene) -> String {
    guard let panel = scene.panel else { return scene.state.mode == .command ? "in words" : "" }
    let kind =
      switch panel.kind {
      case .stop: "stop"
      case .grab: "grab"
      default: "preview"
      }
    return "\(kind): \(panel.sentence)"
  }

  /// Nothing when no panel is open, and no command line.
  static func lines(_ scene: Scene, columns: Int, rows: Int) -> [[Run]] {
    guard columns > 0 else { return [] }
    guard let panel = scene.panel else {
      return scene.state.mode == .command ? empty(scene, columns, rows: rows) : []
    }
    if scene.state.isHeldInPlace(scene.snapshot) { return inPlace(scene, columns) }
    var lines = choices(panel, scene, columns)
    if scene.state.isStale(panel, scene.snapshot) {
      lines += wrapped(
        "! something happened: these are the old numbers; Enter looks again", .warning, columns)
    }
    switch panel.outcome {
    case .possible(let table):
      let isOld = scene.state.isStale(panel, scene.snapshot)
      lines += possible(table, warnings(table, scene), columns, rows: rows - lines.count, isOld: isOld)
    case .refused(let refusal): lines += refused(refusal, scene, columns)
    case .unreadable: lines += unreadable(panel, scene, columns)
    }
    if scene.state.textMode == .reason { lines += reasons(scene, columns, rows: rows - lines.count) }
    if scene.state.mode == .command, rows - lines.count >= 2 {
      lines += FollowLines.lines(scene, columns: columns, rows: min(rows - lines.count, 8))
    }
    return lines
  }

  /// An order that was taken and has not been moved.
  private static func inPlace(_ scene: Scene, _ columns: Int) -> [[Run]] {
    guard let held = scene.held else { return [] }
    let place = scene.state.cursor.map { " at " + scene.instrument.text($0) } ?? ""
    return wrapped("\(held.name)\(place), where it was taken", .title, columns)
      + wrapped("\(movers(scene)) move it; Enter drops it, Esc puts it back", .muted, columns)
  }

  /// The keys that carry an order.
  static func movers(_ scene: Scene) -> String {
    let keys = scene.state.keys
    let rows = [KeyAction.rowUp, .rowDown, .tickDown, .tickUp].map { keys.name($0, in: .grab) }
    return rows.joined(separator: " ")
  }

  // MARK: words

  /// An empty command line: how sentences begin, and what was typed before.
  private static func empty(_ scene: Scene, _ columns: Int, rows: Int) -> [[Run]] {
    let follow = FollowLines.lines(scene, columns: columns, rows: rows)
    let older = scene.state.remembered.sentences.suffix(max(0, min(5, rows - follow.count - 1))).reversed()
    guard !older.isEmpty else { return follow }
    let key = scene.state.keys.name(.olderLine, in: .command)
    return follow + [[Run("\(key): older sentences", .muted)]]
      + older.map { [Run("  " + $0.cut(columns - 2))] }
  }

  private static func refused(_ refusal: RefusalView, _ scene: Scene, _ columns: Int) -> [[Run]] {
    var lines = wrapped("refused: " + refusal.message, .warning, columns)
    lines += wrapped(refusal.remedy.isEmpty ? "" : "→ " + refusal.remedy, .text, columns)
    if refusal.canOverride, scene.state.textMode != .reason {
      lines += wrapped("Enter takes a reason; the story keeps it.", .muted, columns)
    }
    return lines
  }

  /// The latest reasons, the newest first.
  private static func reasons(_ scene: Scene, _ columns: Int, rows: Int) -> [[Run]] {
    let all = scene.state.remembered.reasons
    guard !all.isEmpty, rows >= 2 else { return [] }
    let chosen = scene.state.search?.found ?? scene.state.historyIndex
    let first = max(0, min(all.count - 5, chosen ?? all.count))
    let shown = all.indices.dropFirst(first).prefix(min(5, rows - 1)).reversed()
    let keys = scene.state.keys
    let way = "by \(keys.name(.olderLine, in: .reason)) and \(keys.name(.newerLine, in: .reason))"
    return [[Run("recent reasons, \(way):", .muted)]]
      + shown.map { index in
        let isChosen = index == chosen
        return [Run((isChosen ? "> " : "  ") + all[index].cut(columns - 2), isChosen ? .selected : .text)]
      }
  }

  /// The words around the mistake with a mark under it; a line that only breaks off is no mistake.
  private static func unreadable(_ panel: Panel, _ scene: Scene, _ columns: Int) -> [[Run]] {
    guard case .unreadable(let column, let length, let message) = panel.outcome else { return [] }
    if scene.state.mode == .command, LineError.isUnfinished(scene) { return [] }
    let words = Array(panel.sentence)
    let start = max(0, column - 1)
    let first = max(0, min(words.count - columns, start - columns / 3))
    let marks = max(1, min(length, columns - (start - first)))
    return [
      [Run(String(words.dropFirst(first).prefix(columns)))],
      [
        Run(String(repeating: " ", count: start - first)),
        Run(String(repeating: "▲", count: marks), .warning),
      ],
    ] + wrapped(message, .warning, columns)
  }

  // MARK: choices

  private static func choices(_ panel: Panel, _ scene: Scene, _ columns: Int) -> [[Run]] {
    guard panel.choices.count > 1 else { return [] }
    if panel.kind != .stop {
      let typed = panel.digits.isEmpty ? [] : [Run("[\(panel.digits)%] ", .selected)]
      let runs = panel.choices.enumerated().map { index, choice in
        let isChosen = index == panel.selected && panel.digits.isEmpty
        return Run(isChosen ? "[\(choice.label)]" : " \(choice.label) ", isChosen ? .selected : .muted)
      }
      // As many lines as whole ones take.
      return (typed + runs).reduce(into: [[]]) { lines, run in
        let used = Segments.width(lines[lines.count - 1])
        if used > 0, used + run.text.count > columns { lines.append([]) }
        lines[lines.count - 1].append(run)
      }
    }
    let widest = panel.choices.compactMap { $0.price.map { scene.instrument.text($0).count } }.max() ?? 0
    return panel.choices.enumerated().map { index, choice in
      let isChosen = index == panel.selected
      let price = choice.price.map { scene.instrument.text($0) } ?? ""
      let locks = choice.price.map { scene.snapshot.flat(at: $0).text(signed: true) } ?? ""
      let place = "\(index + 1) \(choice.label.padded(9)) \(price.rightAligned(max(8, widest))) "
      let text = place + locks.rightAligned(min(12, columns - 1 - place.count))
      return [
        Run(
          (isChosen ? ">" : " ") + text.padded(columns - 1),
          isChosen ? .selected : StopChoices.role(choice, scene))
      ]
    }
  }

  // MARK: numbers

  /// The table, the summary and the remarks. Where they do not fit, plain facts go first, then rows from the
  /// table's end; a warning never goes, nor does a condition.
  private static func possible(
    _ table: PreviewTable, _ warnings: [String], _ columns: Int, rows: Int, isOld: Bool
  ) -> [[Run]] {
    let summary = wrapped(table.summary, isOld ? .muted : .text, columns)
    let conditions = table.remarks.filter(\.isCondition).flatMap { wrapped($0.text, .muted, columns) }
    let warnings = conditions + warnings.flatMap { wrapped("! " + $0, .warning, columns) }
    var facts = table.remarks.filter { !$0.isWarning && !$0.isCondition }
      .map { wrapped("✓ " + $0.text, .muted, columns) }
    var shown = table
    var lines = PreviewColumns(shown, columns: columns, isOld: isOld).lines
    func overflow() -> Int {
      lines.count + summary.count + warnings.count + facts.reduce(0) { $0 + $1.count } - rows
    }
    while overflow() > 0, !facts.isEmpty { facts.removeLast() }
    // What can be lost is the last to go.
    while overflow() > 0, let index = shown.rows.lastIndex(where: { !$0.tellsLoss }) {
      shown.rows.remove(at: index)
      lines = PreviewColumns(shown, columns: columns, isOld: isOld).lines
    }
    while overflow() > 0, !lines.isEmpty { lines.removeLast() }
    return lines + summary + Array(facts.joined()) + warnings
  }

  /// What a person should be warned of: first of all what a guard said that a reason is about to override.
  static func warnings(_ table: PreviewTable, _ scene: Scene) -> [String] {
    let warnings = table.remarks.filter(\.isWarning).map(\.text) + deadPrice(scene)
    guard scene.state.textMode == .reason, !scene.state.refusedWords.isEmpty else { return warnings }
    return ["although " + scene.state.refusedWords] + warnings
  }

  /// The paper broker fills at a price that nobody would get any more.
  private static func deadPrice(_ scene: Scene) -> [String] {
    guard let last = scene.snapshot.last.map({ scene.instrument.text($0) }) else { return [] }
    if scene.snapshot.feed.hasEnded { return ["the feed has ended: \(last) is its last price"] }
    guard scene.snapshot.feed.isOld, let age = scene.snapshot.feed.age else { return [] }
    return ["\(last) is \(Wording.age(age)) old"]
  }

  private static func wrapped(_ text: String, _ role: Role, _ columns: Int) -> [[Run]] {
    Wording.wrapped(text, columns: columns).map { [Run($0, role)] }
  }
}
