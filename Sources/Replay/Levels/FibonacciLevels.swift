import Trading

/// A move of price from one extreme to the next.
public struct LevelSwing: Hashable, Sendable {
  public let start: Tick
  public let end: Tick

  /// The last swing of at least `length` ticks that price has not taken back whole; where it has, the one that took it
  /// back, as far as it has come. Nil where price never moved so far in one direction.
  ///
  /// Swings are read off the tape point by point: one ends at its extreme once price is `length` or more back from
  /// there.
  init?(of history: LevelHistory, length: Int) {
    guard length > 0, let places = LevelSwing.places(history, length) else { return nil }
    let prices = history.tape.prices
    if let before = places.before {
      let isUp = prices[places.turn] > prices[before]
      let isHeld = isUp ? prices[places.extreme] > prices[before] : prices[places.extreme] < prices[before]
      if isHeld {
        start = history.tape.tick(at: before)
        end = history.tape.tick(at: places.turn)
        return
      }
    }
    start = history.tape.tick(at: places.turn)
    end = history.tape.tick(at: places.extreme)
  }

  /// Where the last two swings turned, and the extreme since.
  private struct Places {
    var before: Int?
    var turn: Int
    var extreme: Int
  }

  private static func places(_ history: LevelHistory, _ length: Int) -> Places? {
    history.tape.prices.withUnsafeBufferPointer { prices in
      let length = Int32(clamping: length)
      var low = 0
      var high = 0
      var index = 0
      // Until price has moved so far for the first time there is no direction.
      while index < history.end, prices[high] - prices[low] < length {
        if prices[index] < prices[low] { low = index }
        if prices[index] > prices[high] { high = index }
        index += 1
      }
      guard prices[high] - prices[low] >= length else { return nil }
      var places = Places(before: nil, turn: min(low, high), extreme: max(low, high))
      var isUp = high > low
      while index < history.end {
        let ahead = isUp ? prices[index] - prices[places.extreme] : prices[places.extreme] - prices[index]
        if ahead > 0 {
          places.extreme = index
        } else if -ahead >= length {
          places = Places(before: places.turn, turn: places.extreme, extreme: index)
          isUp.toggle()
        }
        index += 1
      }
      return places
    }
  }
}

/// Retracements and extensions of the last swing that counts.
enum FibonacciLevels {
  /// In thousandths of the swing. Up to the whole they count back from its end, beyond it from its start onwards.
  static let parts = [382, 500, 618, 1272, 1618, 2618]

  static func name(_ part: Int) -> String {
    let digits = String(part % 1000)
    let fraction = String(repeating: "0", count: 3 - digits.count) + digits
    return "fib.\(part / 1000)." + (fraction.hasSuffix("00") ? String(fraction.prefix(1)) : fraction)
  }

  static func add(to levels: inout TapeLevels, _ history: LevelHistory) {
    guard let swing = LevelSwing(of: history, length: levels.scale.swing) else {
      levels.miss(parts.map(name), .noMove)
      return
    }
    levels.swing = swing
    let start = Ratio(swing.start.price.ticks)
    let end = Ratio(swing.end.price.ticks)
    for part in parts {
      let share = Ratio(Int128(part), over: 1000)
      let exact = part < 1000 ? end - share * (end - start) : start + share * (end - start)
      if let price = history.rounded(exact) {
        levels.add(name(part), price, .swing, since: swing.end.index, history)
      } else {
        levels.miss([name(part)], .impossible)
      }
    }
  }
}
