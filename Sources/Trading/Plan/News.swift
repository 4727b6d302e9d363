/// A time at which the market may jump, and the window around it in which nothing is scaled.
public struct NewsEvent: Hashable, Sendable, Codable {
  public var time: Timestamp
  /// How long before the time its window opens.
  public var before: Span
  /// How long after the time it closes.
  public var after: Span
  public var text: String

  public init(time: Timestamp, before: Span, after: Span, text: String) {
    self.time = time
    self.before = before
    self.after = after
    self.text = text
  }

  /// The first moment of its window.
  public var opens: Timestamp { Timestamp(microseconds: time.microseconds - before.microseconds) }

  /// The first moment behind its window.
  public var closes: Timestamp { time + after }

  /// Whether a moment lies in its window.
  public func holds(_ moment: Timestamp) -> Bool { moment >= opens && moment < closes }
}
