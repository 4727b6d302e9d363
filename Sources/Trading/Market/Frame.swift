/// TF of the grammar: how long a bar is. Bars are aligned to UTC; every frame is a whole number of minutes.
public enum Frame: Int, Hashable, Comparable, Sendable, Codable, CaseIterable {
  case m1 = 1
  case m3 = 3
  case m5 = 5
  case m15 = 15
  case m30 = 30
  case h1 = 60
  case h4 = 240
  case d1 = 1440

  /// Whole minutes.
  public var minutes: Int { rawValue }

  /// As it is written: `1m`, `15m`, `4h`, `1d`.
  public init?(_ text: String) {
    guard let frame = Frame.allCases.first(where: { $0.description == text }) else { return nil }
    self = frame
  }

  private var length: Span { Span(microseconds: Int64(minutes) * 60_000_000) }

  /// When the bar that holds a moment begins.
  public func start(of time: Timestamp) -> Timestamp { time.start(of: length) }

  /// When the bar that holds a moment ends: the first moment of the next.
  public func end(of time: Timestamp) -> Timestamp { start(of: time) + length }

  public static func < (left: Frame, right: Frame) -> Bool { left.rawValue < right.rawValue }
}

extension Frame: CustomStringConvertible {
  public var description: String {
    switch self {
    case .d1: "1d"
    case .h1, .h4: "\(minutes / 60)h"
    default: "\(minutes)m"
    }
  }
}
