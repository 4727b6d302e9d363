import Trading

/// The bars of one minute of a whole tape, made once: each trade of a backtest takes from them those that had finished
/// before it began, which is the same as to make them anew each time.
struct TapeMinuteBars {
  private let needs: [BarNeed]
  private let minutes: [Bar]

  init(_ plan: Plan, on tape: Tape) {
    needs = plan.barNeeds
    minutes =
      needs.contains { $0.reach > 0 }
      ? tape.minutes(since: Timestamp(microseconds: 0), before: tape.count) : []
  }

  func history(before tick: Tick) -> BarHistory {
    // A minute that begins at the price or later has not finished before it.
    let end = place(of: tick.time)
    return BarHistory(needs, before: tick) { since in Array(minutes[min(place(of: since), end)..<end]) }
  }

  /// The first that begins at or after a time.
  private func place(of time: Timestamp) -> Int {
    var low = 0
    var high = minutes.count
    while low < high {
      let middle = (low + high) / 2
      if minutes[middle].start < time { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
