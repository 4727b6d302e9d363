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

extension PlanCheck {
  /// A stop within the range of one bar is hit by nothing in particular.
  func noiseFindings(_ opened: Trade, _ first: Price) -> [Finding] {
    guard let noise, noise.ticks > 0 else { return [] }
    let entry = opened.plannedEntries(first: first).first?.price ?? first
    guard let stop = opened.initialStop(forFirstFill: entry) else { return [] }
    let away = abs(entry.ticks - stop.ticks)
    let times = NumberText.fixed(Ratio(Int128(away), over: Int128(noise.ticks)), digits: 1)
    let range = plan.instrument.text(Price(ticks: noise.ticks))
    let what = "the stop is \(times) × the average range of \(noise.minutes)m bars (ATR 14: \(range))"
    guard away < noise.ticks else { return [Finding(.note, .stopWithinNoise, key: "stop", what)] }
    return [
      Finding(
        .warning, .stopWithinNoise, key: "stop", what + ": noise alone reaches it",
        remedy: "widen it beyond one range, or trade `single`")
    ]
  }
}
