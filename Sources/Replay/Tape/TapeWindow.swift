import Trading

extension Tape {
  /// Where a run that begins at a time begins: at the first tick at or after it; on bars, at the open of the first bar
  /// that begins then. `count` if there is none.
  public func start(from time: Timestamp) -> Int {
    let index = firstIndex(atOrAfter: time.microseconds)
    guard kind == .bars else { return index }
    return min(count, (index + Tape.pointsPerBar - 1) / Tape.pointsPerBar * Tape.pointsPerBar)
  }

  /// The ticks before a time; on bars, those of the bars that have closed before it. Positions stay what they are.
  public func before(_ time: Timestamp) -> Tape {
    var end = firstIndex(atOrAfter: time.microseconds)
    if kind == .bars { end -= end % Tape.pointsPerBar }
    guard end < count else { return self }
    var part = Tape(kind: kind)
    part.reserveCapacity(end)
    times.withUnsafeBufferPointer { times in
      prices.withUnsafeBufferPointer { prices in
        quantities.withUnsafeBufferPointer { quantities in
          part.append(
            times: UnsafeBufferPointer(rebasing: times[..<end]),
            prices: UnsafeBufferPointer(rebasing: prices[..<end]),
            quantities: UnsafeBufferPointer(rebasing: quantities[..<end]))
        }
      }
    }
    return part
  }
}
