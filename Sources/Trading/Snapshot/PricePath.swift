/// What price did over time, in stretches of equal length. However long it goes on there are never more than a few
/// hundred of them: once they are full neighbours become one of the next length, all of them lengths by which people
/// count time, so that candles can begin where stretches do.
public struct PricePath: Hashable, Sendable {
  /// One stretch: the prices that came in it. One without a price does not exist.
  public struct Stretch: Hashable, Sendable {
    /// Its place: it begins at `number` times the length of a stretch.
    public internal(set) var number: Int64
    public internal(set) var open: Price
    public internal(set) var low: Price
    public internal(set) var high: Price
    public internal(set) var close: Price
  }

  /// More are never kept.
  public static let most = 1024
  /// Microseconds; each a multiple of the one before.
  private static let lengths: [Int64] = [1, 2, 10, 30, 60, 300, 900, 1800, 3600, 14_400, 43_200, 86_400]
    .map { $0 * 1_000_000 }

  /// Oldest first.
  public private(set) var stretches: [Stretch] = []
  /// Microseconds a stretch.
  private var length: Int64 = 1_000_000

  public init() {}

  /// A path as somebody else tells it: numbers ascend, prices lie between lowest and highest. Nil if it is none.
  public init?(span: Span, stretches: [(number: Int64, open: Price, low: Price, high: Price, close: Price)]) {
    guard PricePath.lengths.contains(span.microseconds), stretches.count <= PricePath.most else { return nil }
    length = span.microseconds
    let times = 0...(Int64.max / 4 / length)
    for one in stretches {
      let range = one.low.ticks...max(one.low.ticks, one.high.ticks)
      guard times.contains(one.number), one.number > self.stretches.last?.number ?? -1, one.low.isPossible,
        one.high.isPossible, range.contains(one.open.ticks), range.contains(one.close.ticks)
      else { return nil }
      self.stretches.append(
        Stretch(number: one.number, open: one.open, low: one.low, high: one.high, close: one.close))
    }
  }

  /// The length of a stretch.
  public var span: Span { Span(microseconds: length) }

  public func start(of stretch: Stretch) -> Timestamp { Timestamp(microseconds: stretch.number * length) }

  /// When the first stretch begins; nil before the first price.
  public var start: Timestamp? { stretches.first.map(start(of:)) }

  /// Takes in a price, with the extremes of those that came since the one before. One that is older than the last may
  /// come later: it widens what is known of its time.
  public mutating func saw(_ price: Price, at time: Timestamp, passed: ClosedRange<Price>? = nil) {
    let low = min(price, passed?.lowerBound ?? price)
    let high = max(price, passed?.upperBound ?? price)
    saw(open: price, low: low, high: high, close: price, at: time)
  }

  /// Takes in a bar as of its beginning.
  public mutating func saw(_ bar: Bar) {
    saw(open: bar.open, low: bar.low, high: bar.high, close: bar.close, at: bar.start)
  }

  /// Takes in what another path knows.
  public mutating func saw(_ other: PricePath) {
    for stretch in other.stretches {
      saw(
        open: stretch.open, low: stretch.low, high: stretch.high, close: stretch.close,
        at: other.start(of: stretch))
    }
  }

  private mutating func saw(open: Price, low: Price, high: Price, close: Price, at time: Timestamp) {
    let number = time.stretch(of: length)
    let new = Stretch(number: number, open: open, low: low, high: high, close: close)
    let place = place(of: number)
    if place < stretches.count, stretches[place].number == number {
      let isLast = place == stretches.count - 1
      stretches[place] = PricePath.joined(stretches[place], new, number, closes: isLast)
    } else {
      stretches.insert(new, at: place)
    }
    while stretches.count > PricePath.most { thin() }
  }

  /// Makes the stretches as long as a path needs them that goes on for so long.
  public mutating func prepare(for gap: Span) {
    while gap.microseconds / length > Int64(PricePath.most) { thin() }
  }

  /// Where a stretch stands, or would; nearly always at the end.
  private func place(of number: Int64) -> Int {
    guard let last = stretches.last, last.number >= number else { return stretches.count }
    var (low, high) = (0, stretches.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if stretches[middle].number < number { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private mutating func thin() {
    let before = length
    length = PricePath.lengths.first { $0 > before } ?? before * 2
    let ratio = Int128(length / before)
    var thinned: [Stretch] = []
    thinned.reserveCapacity(PricePath.most)
    for stretch in stretches {
      let number = Int64(Ratio.floorDivide(Int128(stretch.number), ratio))
      if let before = thinned.last, before.number == number {
        thinned[thinned.count - 1] = PricePath.joined(before, stretch, number, closes: true)
      } else {
        thinned.append(stretch)
        thinned[thinned.count - 1].number = number
      }
    }
    stretches = thinned
  }

  private static func joined(
    _ one: Stretch, _ other: Stretch, _ number: Int64, closes: Bool
  ) -> Stretch {
    Stretch(
      number: number, open: one.open, low: min(one.low, other.low), high: max(one.high, other.high),
      close: closes ? other.close : one.close)
  }
}
