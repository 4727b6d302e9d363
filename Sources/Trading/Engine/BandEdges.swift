/// Collects the edges of a waiting band around one price: each call narrows it.
public struct BandEdges {
  /// Where price is now.
  public let price: Price
  private let sign: Int
  public private(set) var band = Band.quiet

  public init(price: Price, side: Side) {
    self.price = price
    sign = side.sign
  }

  /// Acts at this price and beyond it, seen from where price is now; a level that price is at closes the band.
  public mutating func at(_ level: Price) {
    if level >= price { band.high = min(band.high, BandEdges.clamped(level)) }
    if level <= price { band.low = max(band.low, BandEdges.clamped(level)) }
  }

  /// Acts once price is at or beyond the exact level, in the trade's favour; on the next price if it is already.
  public mutating func reaching(_ level: Ratio) {
    act(at: Price(ticks: sign > 0 ? level.roundedUp : level.roundedDown), inFavour: true)
  }

  /// Acts once price is at or beyond the exact level, against the trade.
  public mutating func falling(to level: Ratio) {
    act(at: Price(ticks: sign > 0 ? level.roundedDown : level.roundedUp), inFavour: false)
  }

  /// Acts once price is strictly beyond, in favour.
  public mutating func passing(_ level: Ratio) {
    act(at: Price(ticks: sign > 0 ? level.roundedDown + 1 : level.roundedUp - 1), inFavour: true)
  }

  /// Acts once price is strictly beyond, against the trade.
  public mutating func passingAgainst(_ level: Ratio) {
    act(at: Price(ticks: sign > 0 ? level.roundedUp - 1 : level.roundedDown + 1), inFavour: false)
  }

  private mutating func act(at level: Price, inFavour: Bool) {
    let distance = (level.ticks - price.ticks) * (inFavour ? sign : -sign)
    // Price is there already: whatever comes next acts.
    if distance <= 0 { close() } else { at(level) }
  }

  /// Acts at this time.
  public mutating func until(_ time: Timestamp) { band.deadline = min(band.deadline, time.microseconds) }

  /// Every price acts.
  public mutating func close() { band = .closed }

  private static func clamped(_ price: Price) -> Int32 {
    Int32(min(max(price.ticks, 0), Int(Int32.max)))
  }
}
