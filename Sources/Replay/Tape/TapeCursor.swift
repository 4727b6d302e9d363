import Trading

/// A place on a tape: hands out ticks in order, and within a bar also the ticks between its points, but only
/// those that a band does not hold, so that a bar of thousands of ticks costs a few comparisons.
public struct TapeCursor: Hashable, Sendable {
  /// The point that comes next.
  public private(set) var index: Int
  /// How the tape is searched; blocks are the fastest, the others are there to be measured against.
  private let search: Tape.Search
  /// The price handed out on the way to that point; nil if none was yet.
  private var partway: Int32?

  /// Stands before a point. On a tape of bars that is the open of a bar.
  public init(at index: Int = 0, search: Tape.Search = .blocks) {
    self.index = index
    self.search = search
  }

  /// Stands behind a tick that was handed out before; nil if this tape never had it.
  public init?(after tick: Tick, on tape: Tape) {
    guard (0..<tape.count).contains(tick.index), tape.times[tick.index] == tick.time.microseconds else {
      return nil
    }
    search = .blocks
    let target = Int(tape.prices[tick.index])
    if target == tick.price.ticks {
      index = tick.index + 1
      return
    }
    guard tape.continuous(at: tick.index) else { return nil }
    let start = Int(tape.prices[tick.index - 1])
    guard tick.price.ticks != start, (min(start, target)...max(start, target)).contains(tick.price.ticks)
    else { return nil }
    index = tick.index
    partway = Int32(tick.price.ticks)
  }

  /// The next tick that the band does not hold, before the point `end`; nil moves the cursor to `end`.
  public mutating func next(outside band: Band, on tape: Tape, before end: Int) -> Tick? {
    let end = min(end, tape.count)
    while index < end {
      // The band need not hold the way to the next point where it holds that point: a new band can begin
      // anywhere.
      if tape.continuous(at: index) {
        if let tick = move(on: tape, outside: band) { return tick }
        arrive()
        continue
      }
      guard let found = tape.firstIndex(outside: band, from: index, to: end, by: search) else {
        index = end
        return nil
      }
      index = found
      if !tape.continuous(at: found) {
        arrive()
        return tape.tick(at: found)
      }
    }
    return nil
  }

  /// The next point of the tape, or the first tick on the way there that the band does not hold. Points that
  /// repeat the price before them within a bar are passed over.
  public mutating func step(outside band: Band, on tape: Tape) -> Tick? {
    while index < tape.count {
      let target = index
      guard tape.continuous(at: target) else {
        arrive()
        return tape.tick(at: target)
      }
      if let tick = move(on: tape, outside: band) { return tick }
      let moved = tape.prices[target] != (partway ?? tape.prices[target - 1])
      arrive()
      if moved { return tape.tick(at: target) }
    }
    return nil
  }

  private mutating func arrive() {
    index += 1
    partway = nil
  }

  /// The first tick outside of the band on the continuous move to the next point. The cursor then stands on
  /// it.
  private mutating func move(on tape: Tape, outside band: Band) -> Tick? {
    let point = index
    let target = tape.prices[point]
    let start = partway ?? tape.prices[point - 1]
    let time = tape.times[point]
    guard let price = TapeCursor.first(outside: band, after: start, through: target, at: time) else {
      return nil
    }
    if price == target { arrive() } else { partway = price }
    return Tick(index: point, time: Timestamp(microseconds: time), price: Price(ticks: Int(price)))
  }

  /// The first price outside of the band on the way from `start` (not counted) through `target` (counted).
  static func first(outside band: Band, after start: Int32, through target: Int32, at time: Int64) -> Int32? {
    guard start != target else { return nil }
    let next = start < target ? start + 1 : start - 1
    guard band.holds(ticks: next, microseconds: time) else { return next }
    if start < target { return target >= band.high ? band.high : nil }
    return target <= band.low ? band.low : nil
  }
}
