import Screen
import Trading

/// Opening and changing panels. None of this acts.
extension InterfaceState {
  mutating func open(
    _ kind: Panel.Kind, _ sentence: String, choosing choices: [Panel.Choice] = [], _ snapshot: Snapshot,
    _ preview: Previewer
  ) {
    panel = Panel(kind: kind, sentence: sentence, choices: choices, snapshot: snapshot, preview: preview)
    mode = kind == .stop ? .stopPanel : kind == .grab ? .grab : .preview
    serial += 1
  }

  mutating func openStop(
    at price: Price?, _ kind: Panel.Kind, _ snapshot: Snapshot, _ preview: Previewer
  ) {
    guard let price else { return }
    open(kind, Sentence.stop(to: price, snapshot.instrument), snapshot, preview)
  }

  mutating func openStopPanel(_ snapshot: Snapshot, _ preview: Previewer) {
    let choices = Sentence.stops(snapshot, cursor: cursor)
    guard let first = choices.first else { return }
    open(.stop, first.sentence, choosing: choices, snapshot, preview)
  }

  /// Moves the stop's target; pressed again it goes on from there.
  mutating func nudge(_ ticks: Int, _ snapshot: Snapshot, _ preview: Previewer) {
    guard let stop = snapshot.stop?.price.ticks else { return }
    var from = stop
    if mode == .preview, case .nudge(let target)? = panel?.kind { from = target }
    let target = Price(ticks: min(Price.largest.ticks, max(1, from + ticks)))
    openStop(at: target, .nudge(target.ticks), snapshot, preview)
  }

  mutating func cancelAtCursor(_ snapshot: Snapshot, _ preview: Previewer) {
    guard let sentence = orderAtCursor(snapshot)?.cancel else { return }
    open(.sentence, sentence, snapshot, preview)
  }

  mutating func choose(_ by: Int, _ snapshot: Snapshot, _ preview: Previewer) {
    guard let count = panel?.choices.count, count > 0, let selected = panel?.selected else { return }
    select((selected + by + count) % count, snapshot, preview)
  }

  mutating func select(_ index: Int, _ snapshot: Snapshot, _ preview: Previewer) {
    guard var panel, panel.choices.indices.contains(index) else { return }
    panel.selected = index
    panel.digits = ""
    panel.sentence = panel.choices[index].sentence
    panel.recompute(snapshot, preview)
    self.panel = panel
    serial += 1
  }

  /// Digits: a percentage behind `t`, a line of the list behind `s`; elsewhere they change nothing.
  mutating func digit(_ key: Key, _ snapshot: Snapshot, _ preview: Previewer) {
    guard var panel else { return }
    switch (panel.kind, key) {
    case (.stop, .character(let character)):
      if let number = character.wholeNumberValue, character.isASCII {
        select(number - 1, snapshot, preview)
      }
      return
    case (.take, .character(let character)):
      guard character.isASCII, character.isNumber, panel.digits.count < 3 else { return }
      panel.digits = panel.digits == "0" ? String(character) : panel.digits + String(character)
    case (.take, .backspace):
      guard !panel.digits.isEmpty else { return }
      panel.digits.removeLast()
    default: return
    }
    panel.sentence =
      panel.digits.isEmpty
      ? panel.choices[panel.selected].sentence : Sentence.take(percent: panel.digits)
    panel.recompute(snapshot, preview)
    self.panel = panel
    serial += 1
  }
}
