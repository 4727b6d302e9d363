import Trading

extension Tape {
  /// Bars of one minute, oldest first, of the positions before `end` whose time is at or after `since`. A minute
  /// without trades has none; the last may be unfinished, and the first is if `since` stands amid its minute.
  ///
  /// On a tape of bars a bar counts whole in the minute in which it opens, so that longer ones make a bar each. Found
  /// by a few searches a minute; only the volume is added up trade by trade.
  public func minutes(since: Timestamp, before end: Int) -> [Bar] {
    bars(of: Span(seconds: 60), since: since, before: end, tellsVolume: true)
  }

  /// The same in another length, for a picture: without volume, which costs a look at every trade.
  public func stretches(of length: Span, since: Timestamp, before end: Int) -> [Bar] {
    bars(of: length, since: since, before: end, tellsVolume: false)
  }

  private func bars(of length: Span, since: Timestamp, before end: Int, tellsVolume: Bool) -> [Bar] {
    let length = Span(microseconds: max(1, length.microseconds))
    let end = min(end, count)
    var bars: [Bar] = []
    var index = firstIndex(atOrAfter: since.microseconds)
    while index < end {
      // The close that is told again at the close time brings nothing new and may stand in a later minute.
      if kind == .bars, index % Tape.pointsPerBar == Tape.pointsPerBar - 1 {
        index += 1
        continue
      }
      let start = Timestamp(microseconds: times[index]).start(of: length)
      let next = firstIndex(atOrAfter: (start + length).microseconds, from: index)
      let stop = min(end, max(next, index + 1))
      let volume = tellsVolume ? volume(from: index, to: stop) : .zero
      if let bar = bar(from: index, to: stop, start: start, volume) {
        bars.append(bar)
      }
      index = stop
    }
    return bars
  }

  private func bar(from: Int, to: Int, start: Timestamp, _ volume: Quantity) -> Bar? {
    guard let range = range(from: from, to: to) else { return nil }
    return Bar(
      start: start, open: Price(ticks: Int(prices[from])), high: range.upperBound, low: range.lowerBound,
      close: Price(ticks: Int(prices[to - 1])), volume: volume)
  }

  /// Never more than a bar counts, so that nothing overflows on the way.
  private func volume(from: Int, to: Int) -> Quantity {
    let most = Int64(Bar.mostVolume.steps)
    return quantities.withUnsafeBufferPointer { quantities in
      var sum: Int64 = 0
      for index in from..<to { sum = min(most, sum &+ min(most, quantities[index])) }
      return Quantity(steps: Int(sum))
    }
  }
}
