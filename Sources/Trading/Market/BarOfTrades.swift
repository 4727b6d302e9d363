/// A bar that trades go into one by one.
extension Bar {
  /// The most that a bar's volume counts, so that those of a day's minutes add up within 64 bits, whatever a feed says.
  public static let mostVolume = Quantity(steps: 1 << 50)

  /// A bar of one trade.
  public init(start: Timestamp, price: Price, quantity: Quantity) {
    self.init(
      start: start, open: price, high: price, low: price, close: price, volume: min(quantity, Bar.mostVolume))
  }

  /// Takes in the next trade of the bar's frame.
  public mutating func include(_ price: Price, _ quantity: Quantity) {
    high = max(high, price)
    low = min(low, price)
    close = price
    volume = min(volume + min(quantity, Bar.mostVolume), Bar.mostVolume)
  }
}
