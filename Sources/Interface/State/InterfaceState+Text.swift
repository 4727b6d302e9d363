import Screen
import Trading

/// Lines of text: commands, reasons, notes.
extension InterfaceState {
  mutating func begin(_ mode: Mode) {
    self.mode = mode
    panel = nil
    line = TextLine()
    historyIndex = nil
    serial += 1
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
    guard line.edit(key) else { return }
    previewLine(snapshot, preview)
  }

  /// Pasted text goes into text fields and nowhere else.
  mutating func paste(_ text: String, _ snapshot: Snapshot, _ preview: Previewer) {
    guard mode.isText else {
      if let watching = snapshot.watching { return say(WatchWords.whyNot(watching, snapshot)) }
      say("pasted text is not obeyed; : or n takes it")
      return
    }
    completion = nil
    line.insert(text)
    previewLine(snapshot, preview)
  }

  /// Previews what is typed. Moving the caret alone changes nothing.
  private mutating func previewLine(_ snapshot: Snapshot, _ preview: Previewer) {
    guard mode != .note, mode != .search else { return }
    let text = String(line.text.drop { $0 == " " })
    if text.isEmpty {
      if mode == .command { panel = nil }
      if mode == .reason { refusedAgain(snapshot, preview) }
      serial += 1
      return
    }
    let sentence = mode == .reason ? Sentence.because(refusedSentence, text) : text
    guard panel?.sentence != sentence || panel?.kind != .typed else { return }
    panel = Panel(kind: .typed, sentence: sentence, snapshot: snapshot, preview: preview)
    serial += 1
  }

  private mutating func refusedAgain(_ snapshot: Snapshot, _ preview: Previewer) {
    panel = Panel(kind: .typed, sentence: refusedSentence, snapshot: snapshot, preview: preview)
  }

  mutating func remember(_ sentence: String) {
    if history.last != sentence { history.append(sentence) }
    if history.count > 100 { history.removeFirst() }
  }

  mutating func recall(_ by: Int, _ snapshot: Snapshot, _ preview: Previewer) {
    guard !history.isEmpty else { return }
    let index = (historyIndex ?? history.count) + by
    guard index < history.count else {
      historyIndex = nil
      line = TextLine()
      previewLine(snapshot, preview)
      return
    }
    historyIndex = max(0, index)
    line = TextLine(history[max(0, index)])
    previewLine(snapshot, preview)
  }

  /// Tab completes the last word; again, it goes through what else would fit.
  mutating func complete(_ snapshot: Snapshot, _ preview: Previewer) {
    if completion != nil {
      completion?.advance()
    } else {
      completion = Completion(line.text, snapshot, cursor: cursor)
    }
    guard let text = completion?.text else {
      say("nothing fits here")
      return
    }
    line = TextLine(text)
    previewLine(snapshot, preview)
  }
}
