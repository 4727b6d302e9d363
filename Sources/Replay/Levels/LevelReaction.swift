import Trading

/// What price did at a level: how often it came, and how it left.
///
/// A visit begins when price comes within the scale's `zone` of the level, or crosses it, and ends when price is more
/// than `away` from it: a turn if that is on the side it came from, a break if on the other. One that has not ended
/// counts as a touch alone.
public struct LevelReaction: Hashable, Sendable {
  /// How long after a turn price is looked at.
  public static let window = Span(seconds: 3600)

  /// Visits.
  public private(set) var touches = 0
  public private(set) var turns = 0
  public private(set) var breaks = 0
  /// How far from the level price went within the window after each turn, on the side it turned to, in ticks, the
  /// smallest first. Where the history ends sooner, until then.
  public private(set) var moves: [Int] = []

  /// Whether price is still there.
  public var isThere: Bool { touches > turns + breaks }

  /// The move in the middle; between two of them their mean, rounded down to the tick. Nil without a turn.
  public var medianMove: Int? {
    guard !moves.isEmpty else { return nil }
    return (moves[(moves.count - 1) / 2] + moves[moves.count / 2]) / 2
  }

  public var bestMove: Int? { moves.last }

  /// What happened at a level from a position on. The visit during which the level was made does not count: price has
  /// to be away first.
  init(at level: Price, from start: Int, _ history: LevelHistory, _ scale: LevelScale) {
    let level = level.ticks
    let zone = scale.zone
    let away = scale.away
    var isAbove = false
    /// Moves on to the first price beyond one of two edges.
    func find(_ low: Int?, _ high: Int?, _ from: Int) -> Int? {
      let band = Band(low: Int32(clamping: low ?? 0), high: Int32(clamping: high ?? .max), deadline: .max)
      return history.tape.firstIndex(outside: band, from: from, to: history.end)
    }
    guard var place = find(level - away - 1, level + away + 1, start) else { return }
    isAbove = Int(history.tape.prices[place]) > level
    while let come = isAbove ? find(level + zone, nil, place) : find(nil, level - zone, place) {
      touches += 1
      guard let left = find(level - away - 1, level + away + 1, come) else { break }
      let isNowAbove = Int(history.tape.prices[left]) > level
      if isNowAbove == isAbove {
        turns += 1
        moves.append(LevelReaction.move(from: level, up: isAbove, since: left, history))
      } else {
        breaks += 1
      }
      isAbove = isNowAbove
      place = left
    }
    moves.sort()
  }

  private static func move(from level: Int, up: Bool, since place: Int, _ history: LevelHistory) -> Int {
    let until = Timestamp(microseconds: history.tape.times[place]) + window
    let end = min(history.end, history.tape.firstIndex(atOrAfter: until.microseconds, from: place))
    guard let range = history.tape.range(from: place, to: max(end, place + 1)) else { return 0 }
    return up ? range.upperBound.ticks - level : level - range.lowerBound.ticks
  }
}
