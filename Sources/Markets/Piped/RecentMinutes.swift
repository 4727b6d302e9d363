import Trading

/// Bars of one minute of all that a feed told which nobody can ask again: the newest two weeks of them.
///
/// It can also tell the bar that a position stands in as it was before that position: the newest prices are taken in
/// again from the last mark before it. Where those are forgotten that bar is left out: none is better than one that
/// knows what came later.
struct RecentMinutes {
  /// So many bars are kept at least.
  static let capacity = 20_000
  /// So many are dropped at once, for what stays has to be moved.
  private static let slack = 2_000
  /// Positions from one mark to the next.
  private static let markPace = 256

  private struct Minute {
    var bar: Bar
    /// Position and time of its first trade.
    let first: Int
    let began: Timestamp
  }

  /// A bar as it was before a position.
  private struct Mark {
    let position: Int
    let bar: Bar
  }

  private var minutes: [Minute] = []
  /// The marks of as many positions as prices are remembered, each in the place of the one that is too old.
  private var marks = [Mark?](repeating: nil, count: RecentTicks.capacity / Self.markPace)
  /// The first moment that is no longer of the newest bar.
  private var minuteEnd = Timestamp(microseconds: .min)
  /// Position of the next tick.
  private var end: Int

  init(from index: Int) { end = index }

  /// Takes in the next tick, whose time is not before the last one's.
  mutating func append(_ tick: Tick, _ quantity: Quantity) {
    end = tick.index + 1
    guard tick.time < minuteEnd, let last = minutes.indices.last else { return begin(tick, quantity) }
    if tick.index % Self.markPace == 0 {
      marks[place(of: tick.index)] = Mark(position: tick.index, bar: minutes[last].bar)
    }
    minutes[last].bar.include(tick.price, quantity)
  }

  /// Bars of the positions before `end` whose time is at or after `since`; of a minute that began before `since`
  /// there is none.
  func bars(since: Timestamp, before end: Int, _ recent: RecentTicks) -> [Bar] {
    let stop = firstPlace { $0.first >= end }
    let start = firstPlace { $0.began >= since }
    guard start < stop else { return [] }
    let isWhole = (stop < minutes.count ? minutes[stop].first : self.end) <= end
    var bars = minutes[start..<(isWhole ? stop : stop - 1)].map(\.bar)
    if !isWhole, let bar = part(of: minutes[stop - 1], before: end, recent) { bars.append(bar) }
    return bars
  }
}

extension RecentMinutes {
  private mutating func begin(_ tick: Tick, _ quantity: Quantity) {
    if minutes.count == Self.capacity + Self.slack { minutes.removeFirst(Self.slack) }
    let bar = Bar(start: Frame.m1.start(of: tick.time), price: tick.price, quantity: quantity)
    minutes.append(Minute(bar: bar, first: tick.index, began: tick.time))
    minuteEnd = Frame.m1.end(of: tick.time)
  }

  private func place(of position: Int) -> Int { position / Self.markPace % marks.count }

  /// A bar as it was before a position in it.
  private func part(of minute: Minute, before end: Int, _ recent: RecentTicks) -> Bar? {
    var position = minute.first
    var bar: Bar?
    let markPosition = end / Self.markPace * Self.markPace
    if markPosition > position {
      guard let mark = marks[place(of: end)], mark.position == markPosition else { return nil }
      (position, bar) = (markPosition, mark.bar)
    }
    guard position == end || position >= recent.first else { return nil }
    recent.trades(from: position, to: end) { price, quantity in
      if bar == nil {
        bar = Bar(start: minute.bar.start, price: price, quantity: quantity)
      } else {
        bar?.include(price, quantity)
      }
    }
    return bar
  }

  /// The first place from which on something holds; the number of bars if it holds nowhere.
  private func firstPlace(_ holds: (Minute) -> Bool) -> Int {
    var low = 0
    var high = minutes.count
    while low < high {
      let middle = (low + high) / 2
      if holds(minutes[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
