import Trading

extension Tape {
  /// Bars of one minute, oldest first, made of the positions before `end` whose time is at or after `since`. A minute
  /// without a price does not exist; the last may be unfinished.
  public func minutes(since: Timestamp, before end: Int) -> [Bar] {
    var bars: [Bar] = []
    let end = min(end, count)
    var index = firstIndex(atOrAfter: since.microseconds)
    while index < end {
      let start = Frame.m1.start(of: Timestamp(microseconds: times[index]))
      let next = min(end, firstIndex(atOrAfter: Frame.m1.end(of: start).microseconds, from: index))
      guard let range = range(from: index, to: next) else { break }
      let volume = quantities[index..<next].reduce(0) { $0 + Int($1) }
      bars.append(
        Bar(
          start: start, open: Price(ticks: Int(prices[index])), high: range.upperBound, low: range.lowerBound,
          close: Price(ticks: Int(prices[next - 1])), volume: Quantity(steps: volume)))
      index = next
    }
    return bars
  }
}
