import Trading

/// Recorded or simulated prices as columns, with minimum and maximum kept per 64 and per 4096 ticks.
///
/// A tick is 20 bytes. Positions count from 0 and never change. Times never decrease. Copying is cheap until
/// one of the copies is appended to.
public struct Tape: Sendable {
  /// What a point of the tape is.
  public enum Kind: Sendable {
    /// Each point is a trade print.
    case trades
    /// Five points a bar: open, adverse extreme, favourable extreme and close at the bar's open time, then
    /// the close once more at its close time.
    case bars
  }

  /// Points of one bar on a tape of bars.
  public static let pointsPerBar = 5

  public let kind: Kind
  /// Whole ticks of the instrument, in `1...Price.largest`.
  public private(set) var prices: ContiguousArray<Int32> = []
  /// Microseconds since 1970, never decreasing.
  public private(set) var times: ContiguousArray<Int64> = []
  /// Whole steps of the instrument. A bar's volume stands on its close; its other points have none.
  public private(set) var quantities: ContiguousArray<Int64> = []
  private(set) var small = TapeBlocks(shift: 6)
  private(set) var large = TapeBlocks(shift: 12)

  public init(kind: Kind = .trades) { self.kind = kind }

  public var count: Int { prices.count }
  public var isEmpty: Bool { prices.isEmpty }

  /// The tick at a position. The position must be on the tape.
  public func tick(at index: Int) -> Tick {
    Tick(
      index: index, time: Timestamp(microseconds: times[index]), price: Price(ticks: Int(prices[index])))
  }

  /// Whether price moved through every tick between the point before this one and this one, so that nothing
  /// between them can gap. Only within a bar; the close that is repeated at the close time is a price of its
  /// own.
  public func continuous(at index: Int) -> Bool {
    guard kind == .bars else { return false }
    return (1...3).contains(index % Tape.pointsPerBar)
  }

  /// Makes room, so that a long file is not copied while it grows.
  public mutating func reserveCapacity(_ count: Int) {
    prices.reserveCapacity(count)
    times.reserveCapacity(count)
    quantities.reserveCapacity(count)
  }

  /// Adds one tick. Its price must be possible and its time not before the last one's.
  public mutating func append(time: Timestamp, price: Price, quantity: Quantity) {
    precondition(price.isPossible, "a tape holds only possible prices")
    let ticks = Int32(price.ticks)
    withUnsafePointer(to: time.microseconds) { time in
      withUnsafePointer(to: ticks) { ticks in
        withUnsafePointer(to: Int64(quantity.steps)) { steps in
          append(
            times: UnsafeBufferPointer(start: time, count: 1),
            prices: UnsafeBufferPointer(start: ticks, count: 1),
            quantities: UnsafeBufferPointer(start: steps, count: 1))
        }
      }
    }
  }

  /// Adds many ticks at once; the three columns must have one length. The caller has checked that the prices
  /// are positive and that time does not go backwards.
  public mutating func append(
    times newTimes: UnsafeBufferPointer<Int64>, prices newPrices: UnsafeBufferPointer<Int32>,
    quantities newQuantities: UnsafeBufferPointer<Int64>
  ) {
    precondition(newTimes.count == newPrices.count && newPrices.count == newQuantities.count)
    guard let first = newTimes.first else { return }
    precondition(first >= times.last ?? .min, "time goes backwards")
    small.extend(with: newPrices, at: prices.count)
    large.extend(with: newPrices, at: prices.count)
    prices.append(contentsOf: newPrices)
    times.append(contentsOf: newTimes)
    quantities.append(contentsOf: newQuantities)
  }
}
