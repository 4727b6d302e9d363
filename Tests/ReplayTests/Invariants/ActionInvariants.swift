@testable import Trading

/// What a person may always do, and what an action leaves behind.
extension Invariant {
  /// I16. Reducing risk is never refused: on any price however old, and whatever was last seen of it, what is open
  /// can be closed, the stop can be tightened, and waiting entries can be cancelled. Closing closes.
  static let protectionIsNeverRefused = Invariant(
    name: "I16 protection",
    atRest: { run, _ in
      guard run.trade.position.isOpen, let stop = run.trade.stop else { return nil }
      var sentences = ["close", "take 100% of remaining"]
      let room = (run.tick.price.ticks - stop.price.ticks) * run.trade.side.sign
      if room > 1 {
        let tighter = Price(ticks: stop.price.ticks + run.trade.side.sign)
        sentences.append("stop to \(run.trade.instrument.text(tighter, marks: false))")
      }
      if run.trade.hasWaitingEntry { sentences.append("cancel entries") }
      for sentence in sentences {
        var copy = run
        copy.watch = nil
        do {
          try copy.obey(
            HandAction(sentence: sentence, seenSequence: -1, seenPrice: Price(ticks: 1)),
            age: Span(seconds: 86_400))
        } catch { return "\(sentence) was refused: \(error)" }
        if sentence == sentences[0] || sentence == sentences[1], !copy.trade.isClosed {
          return "\(sentence) left \(copy.trade.position.open.steps) open"
        }
        if sentence.hasPrefix("stop"), copy.trade.stop?.price == stop.price {
          return "\(sentence) moved nothing"
        }
        if sentence.hasPrefix("cancel"), copy.trade.hasWaitingEntry { return "\(sentence) left one waiting" }
      }
      return nil
    })

  /// I20. The fold of the events is the trade, at every moment.
  static let theJournalIsTheTrade = Invariant(
    name: "I20 fold",
    behindEveryAction: { moment, books in
      books.fold.difference(to: moment.after).map { "the fold of the events differs: \($0)" }
    },
    atRest: { run, books in
      // What is derived is the same for a fold that was just read.
      guard !run.trade.isClosed, run.trade.lastEventTick == run.tick else { return nil }
      var fold = books.fold
      fold.deriveBand()
      return fold.band == run.trade.band
        ? nil : "the band of the fold is \(fold.band), the trade's \(run.trade.band)"
    })

  /// I21. Sequence numbers count on without a gap, and neither time nor the place in the feed goes back.
  static let theJournalHasNoGap = Invariant(name: "I21 sequence") { moment, books in
    guard let first = moment.events.first, let last = moment.events.last else { return "no event" }
    if first.sequence != moment.before.sequence + 1 || last.sequence != moment.after.sequence {
      return "events \(first.sequence) to \(last.sequence) behind \(moment.before.sequence)"
    }
    return books.fault
  }

  /// I23. A sentence that is refused leaves nothing behind: no event, no rule, no narrower band.
  static let aRefusalLeavesNothing = Invariant(
    name: "I23 refusal",
    whenRefused: { before, after, made in
      if let event = made.first { return "a refused sentence made \(event.fact)" }
      if before.band != after.band { return "a refused sentence moved the band" }
      return after.difference(to: before).map { "a refused sentence changed \($0)" }
    })

  /// I23. Deciding on a copy says what will happen and changes nothing: the same action makes the same events.
  static let decidingChangesNothing = Invariant(name: "I23 decision") { moment, _ in
    guard let again = try? moment.before.decide(moment.action) else { return "decided once, refused again" }
    return again == moment.events ? nil : "decided twice, it is \(again) and \(moment.events)"
  }
}
