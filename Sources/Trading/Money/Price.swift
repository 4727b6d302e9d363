/// A price on the instrument's grid: a whole number of ticks.
///
/// Only `Instrument` knows what a tick is worth and how a price is written.
public struct Price: Hashable, Comparable, Sendable, Codable {
  /// Whole ticks. A price of a market lies in `1...Price.largest`; a difference may be negative.
  public var ticks: Int

  /// The largest price a tape can hold, so that prices fit 32 bits there.
  public static let largest = Price(ticks: Int(Int32.max) - 1)

  public init(ticks: Int) { self.ticks = ticks }

  public init(from decoder: any Decoder) throws {
    ticks = try decoder.singleValueContainer().decode(Int.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(ticks)
  }

  public static func < (left: Price, right: Price) -> Bool { left.ticks < right.ticks }

  /// Whether a market can print this price.
  public var isPossible: Bool { ticks > 0 && self <= .largest }
}

/// A size on the instrument's grid: a whole number of steps, never negative in an order or a fill.
public struct Quantity: Hashable, Comparable, Sendable, Codable {
  /// Whole steps.
  public var steps: Int

  public static let zero = Quantity(steps: 0)
  /// The most that is read anywhere, so that amounts stay within 128 bits.
  public static let largest = Quantity(steps: 10_000_000_000)

  public init(steps: Int) { self.steps = steps }

  public init(from decoder: any Decoder) throws {
    steps = try decoder.singleValueContainer().decode(Int.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(steps)
  }

  public static func < (left: Quantity, right: Quantity) -> Bool { left.steps < right.steps }
  public static func + (left: Quantity, right: Quantity) -> Quantity {
    Quantity(steps: left.steps + right.steps)
  }
  public static func - (left: Quantity, right: Quantity) -> Quantity {
    Quantity(steps: left.steps - right.steps)
  }
  public static func += (left: inout Quantity, right: Quantity) { left = left + right }
  public static func -= (left: inout Quantity, right: Quantity) { left = left - right }
}

/// A moment of the feed, in microseconds since 1970-01-01T00:00Z.
public struct Timestamp: Hashable, Comparable, Sendable, Codable {
  public var microseconds: Int64

  public static let distantFuture = Timestamp(microseconds: .max)

  public init(microseconds: Int64) { self.microseconds = microseconds }
  public init(milliseconds: Int64) { microseconds = milliseconds * 1000 }

  public init(from decoder: any Decoder) throws {
    microseconds = try decoder.singleValueContainer().decode(Int64.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(microseconds)
  }

  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.microseconds < right.microseconds
  }

  /// The number of the stretch that holds this moment, of stretches of so many microseconds counted from 1970.
  func stretch(of length: Int64) -> Int64 {
    microseconds / length - (microseconds % length < 0 ? 1 : 0)
  }

  /// When the stretch of this length begins that holds this moment; time is cut into equal ones from 1970 on.
  public func start(of length: Span) -> Timestamp {
    Timestamp(microseconds: stretch(of: length.microseconds) * length.microseconds)
  }

  /// This moment plus a span, saturating at the far future.
  public static func + (left: Timestamp, right: Span) -> Timestamp {
    let (sum, overflow) = left.microseconds.addingReportingOverflow(right.microseconds)
    return overflow ? .distantFuture : Timestamp(microseconds: sum)
  }

  public static func - (left: Timestamp, right: Timestamp) -> Span {
    Span(microseconds: left.microseconds - right.microseconds)
  }
}

/// A length of time in microseconds.
public struct Span: Hashable, Comparable, Sendable, Codable {
  public var microseconds: Int64

  public init(microseconds: Int64) { self.microseconds = microseconds }
  public init(seconds: Int64) { microseconds = seconds * 1_000_000 }

  public static func < (left: Span, right: Span) -> Bool { left.microseconds < right.microseconds }
}

/// One trade print as it came from a feed.
public struct Tick: Hashable, Sendable, Codable {
  /// Position in the feed, counted from 0; what a rehearsal resumes at.
  public var index: Int
  public var time: Timestamp
  public var price: Price

  public init(index: Int, time: Timestamp, price: Price) {
    self.index = index
    self.time = time
    self.price = price
  }
}

/// The direction of a trade.
public enum Side: String, Sendable, Codable, CaseIterable {
  case long, short

  /// +1 for a long, −1 for a short.
  public var sign: Int { self == .long ? 1 : -1 }
}
