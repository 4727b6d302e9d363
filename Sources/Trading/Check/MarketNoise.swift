/// How far a market ranges by itself, as far as `check` needs it: the average true range of recorded bars.
public struct MarketNoise: Hashable, Sendable {
  /// Bars that an average true range is made of.
  public static let period = 14

  /// In ticks.
  public var ticks: Int
  /// Length of a bar.
  public var minutes: Int
  /// How many bars there were.
  public var bars: Int

  public init(ticks: Int, minutes: Int, bars: Int) {
    self.ticks = ticks
    self.minutes = minutes
    self.bars = bars
  }
}
