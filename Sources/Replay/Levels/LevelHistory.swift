import Trading

/// The part of a tape that levels are found in.
struct LevelHistory {
  let tape: Tape
  /// Only positions before this one count; at least one does.
  let end: Int
  /// A bar that ends at or before this has finished.
  let now: Timestamp
  /// On whose side of profit derived prices are rounded.
  let side: Side
  let minutes: [Bar]
  let range: ClosedRange<Price>
  let last: Tick

  /// Nil where no price comes before `end`. Without `now` it is the time of the price at `end`; at the end of a tape
  /// of bars, whose last close stands in the last moment of its bar, a millisecond after that.
  init?(of tape: Tape, before end: Int?, now: Timestamp?, side: Side) {
    let end = min(max(0, end ?? tape.count), tape.count)
    guard let range = tape.range(from: 0, to: end) else { return nil }
    self.tape = tape
    self.end = end
    self.side = side
    self.range = range
    last = tape.tick(at: end - 1)
    let following = end < tape.count ? Timestamp(microseconds: tape.times[end]) : nil
    let ended = last.time + Span(microseconds: tape.kind == .bars ? 1000 : 0)
    self.now = now ?? following ?? ended
    minutes = tape.minutes(since: tape.tick(at: 0).time, before: end)
  }

  /// When the tape begins.
  var first: Timestamp { tape.tick(at: 0).time }

  /// The bars of a frame that have finished, oldest first. The first may have begun before the tape.
  func finished(_ frame: Frame) -> [Bar] {
    let bars = frame.bars(ofMinutes: minutes)
    guard let last = bars.last, frame.end(of: last.start) > now else { return bars }
    return bars.dropLast()
  }

  /// Whether a bar began before the tape did: more than a minute of it is not there.
  func isCutOff(_ bar: Bar) -> Bool { first - bar.start > Span(seconds: 60) }

  /// Where a price was first reached within a bar: the highest of it, or the lowest.
  func position(of price: Price, from start: Timestamp, isHigh: Bool) -> Int {
    let ticks = Int32(clamping: price.ticks)
    let band =
      isHigh
      ? Band(low: 0, high: ticks, deadline: .max) : Band(low: ticks, high: .max, deadline: .max)
    let from = tape.firstIndex(atOrAfter: start.microseconds)
    return tape.firstIndex(outside: band, from: from, to: end) ?? end - 1
  }

  /// An exact price in ticks, rounded on the side of profit; nil where no market can print it.
  func rounded(_ exact: Ratio) -> Price? {
    let price = Price(ticks: side == .long ? exact.roundedUp : exact.roundedDown)
    return price.isPossible ? price : nil
  }
}
