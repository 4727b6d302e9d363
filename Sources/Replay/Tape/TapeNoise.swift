import Trading

extension Tape {
  /// How far price ranges within a bar: the average true range of the tape's last bars, by Wilder's smoothing over 14
  /// of them (J. W. Wilder, "New Concepts in Technical Trading Systems", 1978), the first true range being high − low.
  /// Bars of 15 minutes, or of one where the tape is short; nil where there are fewer than 15 of those.
  public func noise() -> MarketNoise? {
    for minutes in [15, 1] {
      let bars = ranges(ofMinutes: minutes)
      guard bars.count > MarketNoise.period else { continue }
      return MarketNoise(ticks: Self.wilder(bars), minutes: minutes, bars: bars.count)
    }
    return nil
  }

  private struct Bar {
    var low: Int32
    var high: Int32
    var close: Int32
  }

  /// Bars aligned to UTC; one without trades does not exist.
  private func ranges(ofMinutes minutes: Int) -> [Bar] {
    let length = Int64(minutes) * 60_000_000
    var bars: [Bar] = []
    var start = 0
    while start < count {
      let (number, _) = times[start].quotientAndRemainder(dividingBy: length)
      let end = firstIndex(atOrAfter: (number + 1) * length, from: start)
      if let range = range(from: start, to: end) {
        bars.append(
          Bar(
            low: Int32(clamping: range.lowerBound.ticks), high: Int32(clamping: range.upperBound.ticks),
            close: prices[end - 1]))
      }
      start = max(end, start + 1)
    }
    return bars
  }

  private static func wilder(_ bars: [Bar]) -> Int {
    var average = 0.0
    for (index, bar) in bars.enumerated() {
      var high = bar.high
      var low = bar.low
      if index > 0 {
        high = max(high, bars[index - 1].close)
        low = min(low, bars[index - 1].close)
      }
      let range = Double(high - low)
      // The mean of the first 14, then Wilder's average.
      let weight = Double(min(index + 1, MarketNoise.period))
      average += (range - average) / weight
    }
    return Int(average.rounded())
  }
}
