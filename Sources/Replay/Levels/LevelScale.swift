import Trading

/// What is near and what is far on a history: everything in parts of the range that its bars have by themselves.
public struct LevelScale: Hashable, Sendable {
  /// The median, over the history, of the average true range of 14 bars of 15 minutes, in ticks (J. W. Wilder, "New
  /// Concepts in Technical Trading Systems", 1978; the first true range is high − low). Nil where fewer than 14 of
  /// them have finished; 0.2% of the last price stands in for it then.
  public let averageRange: Int?
  /// Price visits a level when it comes so near, in ticks: a quarter of the average range.
  public let zone: Int
  /// Price has left a level when it is farther away than this, in ticks: the average range. It is more than the zone,
  /// so that a price that trembles at the zone's edge is one visit.
  public let away: Int
  /// A swing that counts is at least so long, in ticks: eight times the average range, or half of the history's range
  /// where that is less.
  public let swing: Int

  init(_ history: LevelHistory) {
    averageRange = LevelScale.medianRange(history.finished(.m15))
    let unit = averageRange ?? history.last.price.ticks / 500
    zone = max(1, (unit + 2) / 4)
    away = max(2, unit)
    let range = history.range.upperBound.ticks - history.range.lowerBound.ticks
    swing = max(1, min(8 * unit, range / 2))
  }

  private static func medianRange(_ bars: [Bar]) -> Int? {
    var average = 0.0
    var averages: [Double] = []
    for (index, bar) in bars.enumerated() {
      let previous = index > 0 ? bars[index - 1].close : bar.low
      let range = max(bar.high, previous).ticks - min(bar.low, previous).ticks
      // The mean of the first 14, then Wilder's average.
      average += (Double(range) - average) / Double(min(index + 1, MarketNoise.period))
      if index + 1 >= MarketNoise.period { averages.append(average) }
    }
    guard !averages.isEmpty else { return nil }
    averages.sort()
    return max(1, Int(averages[averages.count / 2].rounded()))
  }
}
