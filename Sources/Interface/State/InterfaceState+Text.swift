import Screen
import Trading

/// Lines of text: commands, reasons, notes.
extension InterfaceState {
  mutating func begin(_ mode: Mode) {
    self.mode = mode
    panel = nil
    clearLine()
    serial += 1
  }

  /// Nothing is typed, recalled or completed.
  mutating func clearLine() {
    line = TextLine()
    completion = nil
    search = nil
    historyIndex = nil
    draft = ""
  }

  /// Opens the command line; from a panel it starts with the panel's sentence.
  mutating func openCommand(_ snapshot: Snapshot, _ preview: Previewer) {
    let sentence = panel?.sentence ?? ""
    begin(.command)
    line = TextLine(sentence)
    previewLine(snapshot, preview)
  }

  mutating func type(_ key: Key, _ snapshot: Snapshot, _ preview: Previewer) {
    completion = nil
    if mode == .seeking { return typeSought(key, snapshot, preview) }
    let isFull = line.characters.count >= TextLine.limit
    guard line.edit(key) else { return }
    if isFull, case .character = key { say("a line holds \(TextLine.limit) characters") }
    previewLine(snapshot, preview)
  }

  /// In a search letters are sought; a key that moves the caret takes the found line and edits it.
  private mutating func typeSought(_ key: Key, _ snapshot: Snapshot, _ preview: Previewer) {
    switch key {
    case .left, .right, .home, .end, .control("a"), .control("e"), .control("b"), .control("f"):
      endSearch(taking: true, snapshot, preview)
      _ = line.edit(key)
    default:
      let before = line.characters
      guard line.edit(key), line.characters != before else { return }
      seekAnew(snapshot, preview)
    }
  }

  /// Pasted text goes into text fields and nowhere else.
  mutating func paste(_ text: String, _ snapshot: Snapshot, _ preview: Previewer) {
    guard mode.isText else {
      if let watching = snapshot.watching { return say(WatchWords.whyNot(watching, snapshot)) }
      say("pasted text is not obeyed; : or n takes it")
      return
    }
    completion = nil
    let loss = line.insert(text)
    mode == .seeking ? seekAnew(snapshot, preview) : previewLine(snapshot, preview)
    switch loss {
    case .none: break
    case .characters: say("some characters cannot be kept; the line is what is taken")
    case .lines: say("only the first line was taken")
    case .rest: say("a line holds \(TextLine.limit) characters; the rest was left out")
    }
  }

  /// Previews what is typed. Moving the caret alone changes nothing.
  mutating func previewLine(_ snapshot: Snapshot, _ preview: Previewer) {
    guard textMode != .note, mode != .search, mode != .helpSearch else { return }
    let typed = search.map { foundLine ?? $0.before.text } ?? line.text
    let text = typed.stripped
    if text.isEmpty {
      if textMode == .command { panel = nil }
      if textMode == .reason { refusedAgain(snapshot, preview) }
      serial += 1
      return
    }
    let sentence = textMode == .reason ? Sentence.because(refusedSentence, text) : text
    guard panel?.sentence != sentence || panel?.kind != .typed else { return }
    panel = Panel(kind: .typed, sentence: sentence, snapshot: snapshot, preview: preview)
    serial += 1
  }

  private mutating func refusedAgain(_ snapshot: Snapshot, _ preview: Previewer) {
    panel = Panel(kind: .typed, sentence: refusedSentence, snapshot: snapshot, preview: preview)
  }

  /// Keeps a line for this session and, by what is asked for, for the next ones.
  mutating func remember(_ line: KeptLine) -> Intent {
    remembered.add(line)
    return .keep(line)
  }

  /// An older line, or a newer one; beyond the newest stands what was being typed.
  mutating func recall(_ by: Int, _ snapshot: Snapshot, _ preview: Previewer) {
    if mode == .seeking { return seek(by, snapshot, preview) }
    let lines = olderLines
    guard !lines.isEmpty else {
      return say(mode == .reason ? "no reason has been given yet" : "no sentence has been typed yet")
    }
    guard historyIndex != nil || by < 0 else { return }
    if historyIndex == nil { draft = line.text }
    let index = min(historyIndex ?? lines.count, lines.count) + by
    historyIndex = index < lines.count ? max(0, index) : nil
    line = TextLine(historyIndex.map { lines[$0] } ?? draft)
    previewLine(snapshot, preview)
  }

  /// Tab completes the word before the caret; again, it goes through what else would fit.
  mutating func complete(_ by: Int, _ snapshot: Snapshot, _ preview: Previewer) {
    if let completion, !completion.isOnly {
      self.completion?.advance(by)
    } else {
      completion = Completion(line, snapshot, cursor: cursor)
      if by < 0 { completion?.advance(by) }
    }
    guard let completion else {
      say("nothing fits here")
      return
    }
    let cut = line
    line = completion.line
    line.keepCut(of: cut)
    previewLine(snapshot, preview)
  }
}

extension String {
  /// Without blanks at both ends.
  var stripped: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
