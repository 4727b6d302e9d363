/// What was traded within one frame: open, high, low, close and volume. One without trades does not exist.
public struct Bar: Hashable, Sendable, Codable {
  /// When its frame begins; the first trade may be later.
  public var start: Timestamp
  public var open: Price
  public var high: Price
  public var low: Price
  public var close: Price
  public var volume: Quantity

  public init(start: Timestamp, open: Price, high: Price, low: Price, close: Price, volume: Quantity) {
    self.start = start
    self.open = open
    self.high = high
    self.low = low
    self.close = close
    self.volume = volume
  }

  /// This bar and the next one of the same, longer frame.
  mutating func add(_ later: Bar) {
    high = max(high, later.high)
    low = min(low, later.low)
    close = later.close
    volume += later.volume
  }
}

extension Frame {
  /// Bars of this frame made of bars of one minute, oldest first. The last may be of a frame that has not ended.
  public func bars(ofMinutes minutes: [Bar]) -> [Bar] {
    var bars: [Bar] = []
    for minute in minutes {
      let start = start(of: minute.start)
      if bars.last?.start == start {
        bars[bars.count - 1].add(minute)
      } else {
        var bar = minute
        bar.start = start
        bars.append(bar)
      }
    }
    return bars
  }
}
