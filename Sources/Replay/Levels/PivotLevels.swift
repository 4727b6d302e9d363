import Trading

/// Highs above the last price and lows below it at which price turned, numbered from the last price outwards.
///
/// A swing high is the high of a finished bar that is strictly higher than those of eight bars on each side, a swing
/// low the mirror image: bars of 15 minutes, so two hours, or of one minute where less than a day of those has finished.
/// One that was broken since counts no more, and of those within an average range of each other only the outermost.
/// Kept are the two that were most often touched, and the nearest that were never touched: five in all on each side of
/// price.
enum PivotLevels {
  /// Bars on each side.
  static let strictness = 8
  static let most = 5
  static let mostTouched = 2
  /// Of 15 minutes: a day.
  static let fewestBars = 96

  struct Candidate {
    var price: Price
    var bar: Timestamp
    var place: Int
    var reaction: LevelReaction
  }

  static func add(to levels: inout TapeLevels, _ history: LevelHistory) {
    let quarters = history.finished(.m15)
    let frame = quarters.count >= fewestBars ? Frame.m15 : .m1
    let bars = frame == .m15 ? quarters : history.finished(.m1)
    for (name, isHigh) in [("swing.high", true), ("swing.low", false)] {
      let kept = chosen(candidates(bars, isHigh: isHigh, history, levels.scale), levels.scale)
      for (index, candidate) in kept.enumerated() {
        levels.add(
          "\(name).\(index + 1)", candidate.price, .pivot(frame, candidate.bar), since: candidate.place,
          history)
      }
      if kept.isEmpty { levels.miss([name + ".1"], .noPivot(frame, isHigh: isHigh)) }
    }
  }

  /// The swings of one kind beyond the last price that were not broken, the nearest first.
  private static func candidates(
    _ bars: [Bar], isHigh: Bool, _ history: LevelHistory, _ scale: LevelScale
  ) -> [Candidate] {
    // Turned over, lows are highs.
    let sign = isHigh ? 1 : -1
    let tops = bars.map { sign * (isHigh ? $0.high.ticks : $0.low.ticks) }
    let last = sign * history.last.price.ticks
    let found = bars.indices.filter { index in
      guard index >= strictness, index + strictness < bars.count, tops[index] > last else { return false }
      return (1...strictness).allSatisfy {
        tops[index - $0] < tops[index] && tops[index + $0] < tops[index]
      }
    }
    let candidates = found.map { index in
      let price = Price(ticks: sign * tops[index])
      let place = history.position(of: price, from: bars[index].start, isHigh: isHigh)
      return Candidate(
        price: price, bar: bars[index].start, place: place,
        reaction: LevelReaction(at: price, from: place, history, scale))
    }
    return candidates.filter { $0.reaction.breaks == 0 }.sorted { left, right in
      (sign * left.price.ticks, right.place) < (sign * right.price.ticks, left.place)
    }
  }

  private static func chosen(_ candidates: [Candidate], _ scale: LevelScale) -> [Candidate] {
    var apart: [Candidate] = []
    for candidate in candidates.reversed()
    where apart.last.map({ abs($0.price.ticks - candidate.price.ticks) > scale.away }) ?? true {
      apart.append(candidate)
    }
    apart.reverse()
    let touched = apart.indices.filter { apart[$0].reaction.touches > 0 }
    let tested = touched.sorted {
      (apart[$1].reaction.touches, $0) < (apart[$0].reaction.touches, $1)
    }.prefix(mostTouched)
    let fresh = apart.indices.filter { apart[$0].reaction.touches == 0 }.prefix(most - tested.count)
    return (tested + fresh).sorted().map { apart[$0] }
  }
}
