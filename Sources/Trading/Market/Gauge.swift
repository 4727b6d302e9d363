/// What is measured on finished bars of one frame.
public enum Gauge: Hashable, Sendable {
  case indicator(Indicator)
  /// The average true range of so many bars.
  case atr(Int)
  /// How far the newest bar ranged, and on what volume, beside the bars before it.
  case velocity
}

extension Gauge: CustomStringConvertible {
  public var description: String {
    switch self {
    case .indicator(let indicator): indicator.description
    case .atr(let length): "atr \(length)"
    case .velocity: "velocity"
    }
  }

  public init?(_ text: String) {
    let parts = text.split(separator: " ").map(String.init)
    switch (parts.first, parts.count == 2 ? Int(parts[1]) : nil) {
    case ("ema", let length?): self = .indicator(.ema(length))
    case ("sma", let length?): self = .indicator(.sma(length))
    case ("swing", let length?): self = .indicator(.swing(length))
    case ("atr", let length?): self = .atr(length)
    case ("velocity", nil): self = .velocity
    default: return nil
    }
  }

  /// Bars after which its value no longer depends on where its history begins.
  var reach: Int {
    switch self {
    case .indicator(.ema(let length)), .atr(let length): 5 * length + 50
    case .indicator(.sma(let length)): length
    case .indicator(.swing(let length)): 2 * length + 200
    case .velocity: VelocityMeter.window + 5 * VelocityMeter.length + 50
    }
  }
}

/// Stored as it is written.
extension Gauge: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let gauge = Gauge(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "no gauge: \(text)")
    }
    self = gauge
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// The running state of one gauge, in ticks. The only IEEE doubles that a decision rests upon; the order of the
/// operations is fixed, so that the same bars give the same bits.
struct Meter: Hashable, Sendable {
  let gauge: Gauge
  private var ema = EmaMeter()
  private var window: [Bar] = []
  private var atr = AtrMeter()
  private var velocity = VelocityMeter()
  private var swingLow: Price?
  private var swingHigh: Price?

  init(_ gauge: Gauge) { self.gauge = gauge }

  mutating func add(_ bar: Bar) {
    switch gauge {
    case .indicator(.ema(let length)): ema.add(bar.close, length)
    case .indicator(.sma(let length)): keep(bar, length)
    case .indicator(.swing(let length)):
      keep(bar, 2 * length + 1)
      findSwing(length)
    case .atr(let length): atr.add(bar, length)
    case .velocity: velocity.add(bar)
    }
  }

  /// In ticks; nil during warm-up. A swing is the low of a long's stop, the high of a short's.
  func value(_ side: Side) -> Double? {
    switch gauge {
    case .indicator(.ema(let length)): ema.count >= length ? ema.value : nil
    case .indicator(.sma(let length)): window.count >= length ? mean : nil
    case .indicator(.swing): (side == .long ? swingLow : swingHigh).map { Double($0.ticks) }
    case .atr(let length): atr.count >= length ? atr.value : nil
    case .velocity: nil
    }
  }

  /// Bars heard, for gauges that count them.
  var count: Int {
    switch gauge {
    case .indicator(.ema): ema.count
    case .atr: atr.count
    case .indicator, .velocity: window.count
    }
  }

  /// What the newest bar was, in multiples; nil during warm-up.
  var pace: Pace? { velocity.pace }

  private mutating func keep(_ bar: Bar, _ count: Int) {
    window.append(bar)
    if window.count > count { window.removeFirst() }
  }

  private var mean: Double { Double(window.reduce(0) { $0 + $1.close.ticks }) / Double(window.count) }

  /// A bar is a turn once as many bars as on its left stand on its right.
  private mutating func findSwing(_ length: Int) {
    guard window.count == 2 * length + 1 else { return }
    let turn = window[length]
    let others = window.indices.filter { $0 != length }
    if others.allSatisfy({ window[$0].low > turn.low }) { swingLow = turn.low }
    if others.allSatisfy({ window[$0].high < turn.high }) { swingHigh = turn.high }
  }
}

/// `ema += (close − ema) · 2/(n+1)`, seeded with the mean of the first n closes.
private struct EmaMeter: Hashable, Sendable {
  private(set) var count = 0
  private(set) var value = 0.0
  private var sum = 0

  mutating func add(_ close: Price, _ length: Int) {
    count += 1
    guard count > length else {
      sum += close.ticks
      if count == length { value = Double(sum) / Double(length) }
      return
    }
    value += (Double(close.ticks) - value) * 2 / Double(length + 1)
  }
}

/// Average true range by Wilder's smoothing (J. W. Wilder, "New Concepts in Technical Trading Systems", 1978), seeded
/// with the mean of the first n true ranges, the first of them high − low.
struct AtrMeter: Hashable, Sendable {
  private(set) var count = 0
  private(set) var value = 0.0
  private var sum = 0
  private var close: Price?

  mutating func add(_ bar: Bar, _ length: Int) {
    let high = max(bar.high, close ?? bar.high)
    let low = min(bar.low, close ?? bar.low)
    let range = high.ticks - low.ticks
    close = bar.close
    count += 1
    guard count > length else {
      sum += range
      if count == length { value = Double(sum) / Double(length) }
      return
    }
    value += (Double(range) - value) / Double(length)
  }
}

/// The newest bar beside the market before it.
public struct Pace: Hashable, Sendable {
  /// Its range in ATRs.
  public var range: Double
  /// Its volume in medians.
  public var volume: Double
}

/// Range of the newest bar over the ATR of the bars before it, and its volume over their median.
struct VelocityMeter: Hashable, Sendable {
  static let length = 14
  static let window = 60

  private var atr = AtrMeter()
  private var volumes: [Int] = []
  private(set) var pace: Pace?

  mutating func add(_ bar: Bar) {
    pace = nil
    let sorted = volumes.sorted()
    if atr.count >= VelocityMeter.length, atr.value > 0,
      let median = sorted.dropFirst(sorted.count / 2).first,
      median > 0
    {
      pace = Pace(
        range: Double(bar.high.ticks - bar.low.ticks) / atr.value,
        volume: Double(bar.volume.steps) / Double(median))
    }
    atr.add(bar, VelocityMeter.length)
    volumes.append(bar.volume.steps)
    if volumes.count > VelocityMeter.window { volumes.removeFirst() }
  }
}
