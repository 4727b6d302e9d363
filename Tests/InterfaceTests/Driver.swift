import Interface
import Screen
import Trading

/// Presses keys on a state like a person: 300 ms apart, every frame drawn, unless told otherwise.
struct Driver {
  var snapshot: Snapshot
  var state: InterfaceState
  var now: UInt64 = 10_000_000_000
  var intents: [Intent] = []
  /// Sentences that were previewed.
  var previewed: [String] = []
  /// What a preview says of risk; nil decides by the verb.
  var reduces: Bool?
  /// What a preview says of the trade's end.
  var endsTrade = false

  init(
    _ snapshot: Snapshot, size: Size = Size(columns: 120, rows: 40), remembered: Remembered = Remembered(),
    showsFirstSteps: Bool = false
  ) {
    self.snapshot = snapshot
    state = InterfaceState(size: size, remembered: remembered, showsFirstSteps: showsFirstSteps)
    state.observe(snapshot, now: now)
    state.didDraw(now: now)
  }

  /// The sentences that were acted on.
  var acts: [String] {
    intents.compactMap { intent in
      if case .act(let action) = intent { return action.sentence }
      return nil
    }
  }

  static let names: [Character: Key] = [
    "⏎": .enter, "⎋": .escape, "⇥": .tab, "⇤": .backTab, "⌫": .backspace, "↑": .up, "↓": .down, "←": .left,
    "→": .right, "⇞": .pageUp, "⇟": .pageDown, "⇱": .home, "⇲": .end, "⌦": .delete, "①": .function(1),
    "Ⓐ": .control("a"), "Ⓑ": .control("b"), "Ⓒ": .control("c"), "Ⓓ": .control("d"), "Ⓔ": .control("e"),
    "Ⓕ": .control("f"), "Ⓖ": .control("g"), "Ⓗ": .control("h"), "Ⓚ": .control("k"), "Ⓛ": .control("l"),
    "Ⓝ": .control("n"), "Ⓟ": .control("p"), "Ⓡ": .control("r"), "Ⓣ": .control("t"), "Ⓤ": .control("u"),
    "Ⓦ": .control("w"), "Ⓨ": .control("y"), "ⓑ": .alt("b"), "ⓕ": .alt("f"), "ⓓ": .alt("d"),
    "ⓦ": .alt("\u{7F}"),
    "␃": .control("c"), "␌": .control("l"), "␚": .control("z"), "⑤": .function(5), "⑥": .function(6),
    "⑨": .function(9), "⬆": .wheelUp, "⬇": .wheelDown,
  ]

  mutating func press(_ keys: String, after milliseconds: UInt64 = 300, draws: Bool = true) {
    for character in keys {
      press(key: Driver.names[character] ?? .character(character), after: milliseconds, draws: draws)
    }
  }

  mutating func press(key: Key, after milliseconds: UInt64 = 300, draws: Bool = true) {
    send(.key(key), after: milliseconds, draws: draws)
  }

  mutating func send(_ input: TerminalInput, after milliseconds: UInt64 = 300, draws: Bool = true) {
    now += milliseconds * 1_000_000
    var asked: [String] = []
    let sequence = snapshot.sequence
    let (reduces, endsTrade) = (reduces, endsTrade)
    let answer: Previewer = { sentence in
      asked.append(sentence)
      let outcome = Samples.preview(sentence, sequence: sequence, reduces: reduces)
      guard endsTrade, case .possible(var table) = outcome else { return outcome }
      table.endsTrade = true
      return .possible(table)
    }
    intents += state.handle(input, snapshot: snapshot, preview: answer, now: now)
    previewed += asked
    if draws { state.didDraw(now: now) }
  }

  func frame() -> CellBuffer {
    let sheet = StyleSheet(depth: .none) { _ in .plain }
    return Frame.draw(snapshot, state: state, sheet: sheet, size: state.size, unicode: true)
  }
}
