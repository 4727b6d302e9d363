import Trading

/// Highs and lows of what is over: the last finished day, four hours and hour, and of the whole history.
enum PriorLevels {
  private static let frames: [Frame] = [.d1, .h4, .h1]

  static func add(to levels: inout TapeLevels, _ history: LevelHistory) {
    for frame in frames { add(frame, to: &levels, history) }
    for (name, isHigh) in [("high.all", true), ("low.all", false)] {
      let price = isHigh ? history.range.upperBound : history.range.lowerBound
      let place = history.position(of: price, from: history.first, isHigh: isHigh)
      levels.add(name, price, .history, since: place, history)
    }
  }

  private static func add(_ frame: Frame, to levels: inout TapeLevels, _ history: LevelHistory) {
    guard let bar = history.finished(frame).last else {
      levels.miss(["high.\(frame)", "low.\(frame)"], .noBar(frame))
      return
    }
    let origin = TapeLevels.Origin.bar(frame, bar.start, isCutOff: history.isCutOff(bar))
    for (name, isHigh) in [("high.\(frame)", true), ("low.\(frame)", false)] {
      let price = isHigh ? bar.high : bar.low
      let place = history.position(of: price, from: bar.start, isHigh: isHigh)
      levels.add(name, price, origin, since: place, history)
    }
  }
}
