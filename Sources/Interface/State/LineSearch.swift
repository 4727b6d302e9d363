import Screen
import Trading

/// A search through older lines, begun from a line that is being typed; what is typed meanwhile is sought.
struct LineSearch: Sendable {
  /// Where the found line goes.
  var from: Mode
  /// The line as it was.
  var before: TextLine
  /// The place of the found line among the older ones.
  var found: Int?
}

extension InterfaceState {
  /// The lines that belong to what is being typed, the oldest first.
  var olderLines: [String] {
    textMode == .reason ? remembered.reasons : textMode == .command ? remembered.sentences : []
  }

  /// What the line belongs to, in a search too.
  var textMode: Mode { search?.from ?? mode }

  /// The line that a search has found.
  var foundLine: String? {
    guard let found = search?.found, olderLines.indices.contains(found) else { return nil }
    return olderLines[found]
  }

  /// Begins a search; once begun it goes on to the next older line.
  mutating func searchLine(_ snapshot: Snapshot, _ preview: Previewer) {
    guard mode != .seeking else { return seek(-1, snapshot, preview) }
    guard !olderLines.isEmpty else { return say("there is no older line") }
    search = LineSearch(from: mode, before: line, found: nil)
    mode = .seeking
    line = TextLine()
    completion = nil
    serial += 1
  }

  /// The next line in a direction that holds what is sought.
  mutating func seek(_ by: Int, _ snapshot: Snapshot, _ preview: Previewer) {
    guard let search, !line.characters.isEmpty else { return say("type a part of the line") }
    let start = (search.found ?? olderLines.count) + by
    guard let next = nearest(from: start, by: by) else {
      return say(by < 0 ? "none is older" : "none is newer")
    }
    self.search?.found = next
    previewLine(snapshot, preview)
  }

  /// After the sought text has changed: the newest line that holds it, from the found one backwards.
  mutating func seekAnew(_ snapshot: Snapshot, _ preview: Previewer) {
    let found = line.characters.isEmpty ? nil : nearest(from: olderLines.count - 1, by: -1)
    search?.found = found
    previewLine(snapshot, preview)
  }

  private func nearest(from start: Int, by: Int) -> Int? {
    let sought = line.text.lowercased()
    let lines = olderLines
    let places =
      by < 0
      ? Array((0..<max(0, min(lines.count, start + 1))).reversed())
      : Array(max(0, start)..<max(0, start, lines.count))
    return places.first { lines.indices.contains($0) && lines[$0].lowercased().contains(sought) }
  }

  /// Takes the found line where the search began; without one the line is as it was.
  mutating func endSearch(taking: Bool, _ snapshot: Snapshot, _ preview: Previewer) {
    guard let ended = search else { return }
    let found = foundLine
    search = nil
    mode = ended.from
    line = taking ? found.map { TextLine($0) } ?? ended.before : ended.before
    historyIndex = nil
    serial += 1
    previewLine(snapshot, preview)
  }
}
