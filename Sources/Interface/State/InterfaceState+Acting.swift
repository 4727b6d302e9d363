import Screen
import Trading

/// The only two doors through which anything is done: Enter, and the four capitals.
extension InterfaceState {
  mutating func enter(_ snapshot: Snapshot, _ preview: Previewer) -> [Intent] {
    let isRepeated = lastEnter.map { now - $0 < Timing.enterGap } ?? false
    lastEnter = now
    guard !isRepeated else { return [] }
    if mode == .note { return writeNote(snapshot) }
    if mode == .seeking {
      endSearch(taking: true, snapshot, preview)
      return []
    }
    if (mode == .command || mode == .reason) && panel == nil {
      if line.characters.isEmpty && mode == .command { mode = .normal }
      return []
    }
    let settle = turnedSerial == serial ? Timing.turned : Timing.settle
    guard drawnSerial == serial, now - min(now, drawnAt) >= settle else {
      // The question itself must stay in sight.
      if mode == .quitting { return [] }
      say("too soon to have been read; press Enter again")
      return []
    }
    if mode == .quitting {
      mode = .normal
      return [leavesBySuspending ? .suspend : .quit]
    }
    // Nothing is done by a preview that cannot be seen.
    guard Layout(size, shownView).form != .tooSmall else { return [] }
    guard let panel else { return [] }
    if isHeldInPlace(snapshot) {
      drop()
      return []
    }
    if isStale(panel, snapshot) {
      lookAgain(snapshot, preview)
      return []
    }
    return answer(panel, snapshot)
  }

  private mutating func lookAgain(_ snapshot: Snapshot, _ preview: Previewer) {
    panel?.recompute(snapshot, preview)
    serial += 1
    say("something happened: look again")
  }

  private mutating func answer(_ panel: Panel, _ snapshot: Snapshot) -> [Intent] {
    switch panel.outcome {
    case .possible(let table):
      let kept = keptLine(panel).map { [remember($0)] } ?? []
      finish(table.sentence, snapshot)
      var hand = HandAction(
        sentence: panel.sentence, seenSequence: table.sequence, seenPrice: table.price)
      hand.seenTarget = table.target
      return [.act(hand)] + kept
    case .refused(let refusal):
      guard refusal.canOverride, mode != .reason else {
        say(refusal.remedy.isEmpty ? refusal.message : refusal.remedy)
        return []
      }
      let kept = keptLine(panel).map { [remember($0)] } ?? []
      refusedSentence = panel.sentence
      refusedWords = refusal.message
      mode = .reason
      clearLine()
      serial += 1
      return kept
    case .unreadable(let column, _, let message):
      say("column \(column): \(message)")
      return []
    }
  }

  /// What the person typed for it.
  private func keptLine(_ panel: Panel) -> KeptLine? {
    switch mode {
    case .command: .sentence(panel.sentence)
    case .reason: .reason(line.text.stripped)
    default: nil
    }
  }

  private mutating func finish(_ sentence: String, _ snapshot: Snapshot) {
    mode = .normal
    panel = nil
    clearLine()
    serial += 1
    say("sent: \(sentence)")
    sentAt = snapshot.sequence
  }

  /// A note changes nothing of the trade, so it needs no preview.
  private mutating func writeNote(_ snapshot: Snapshot) -> [Intent] {
    let text = line.text
    guard !text.allSatisfy({ $0 == " " }) else {
      mode = .normal
      return []
    }
    let sentence = Sentence.note(text)
    finish(sentence, snapshot)
    return [
      .act(HandAction(sentence: sentence, seenSequence: snapshot.sequence, seenPrice: snapshot.last))
    ]
  }

  /// A capital acts if what it does can only reduce risk; otherwise it shows its preview like a small letter.
  mutating func atOnce(_ action: KeyAction, _ snapshot: Snapshot, _ preview: Previewer) -> [Intent] {
    let before = lastCapital
    lastCapital = (action, now)
    if action == .flattenNow { return flattenNow(before, snapshot) }
    if let before, before.action == action, now - before.at < Timing.enterGap { return [] }
    let sentence =
      switch action {
      case .takeNow: "take next"
      case .breakevenNow: "stop to breakeven"
      default: "cancel entries"
      }
    let outcome = preview(sentence)
    // What ends the trade before it has begun reduces no risk.
    guard case .possible(let table) = outcome, table.onlyReducesRisk,
      !(table.endsTrade && snapshot.open == .zero)
    else {
      open(.sentence, sentence, snapshot, preview)
      return []
    }
    finish(table.sentence, snapshot)
    var hand = HandAction(sentence: sentence, seenSequence: snapshot.sequence, seenPrice: snapshot.last)
    hand.seenTarget = table.target
    return [.act(hand)]
  }

  private mutating func flattenNow(
    _ before: (action: KeyAction, at: UInt64)?, _ snapshot: Snapshot
  ) -> [Intent] {
    guard let before, before.action == .flattenNow, now - before.at <= Timing.flattenWindow else {
      // No longer than it is true.
      say(
        "\(keys.key(.flattenNow) ?? "") again within a second closes all \(snapshot.instrument.text(snapshot.open))",
        for: Timing.flattenWindow)
      return []
    }
    lastCapital = nil
    finish("close", snapshot)
    return [.act(HandAction(sentence: "close", seenSequence: snapshot.sequence, seenPrice: snapshot.last))]
  }
}
