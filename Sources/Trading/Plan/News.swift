/// A scheduled event, and the window around it in which a plan buys nothing: a line of the news file.
public struct NewsEvent: Hashable, Sendable, Codable {
  public var time: Timestamp
  /// How long before the event the window opens, and how long after it closes.
  public var before: Span
  public var after: Span
  /// What happens; one line without control characters.
  public var text: String

  public init(time: Timestamp, before: Span, after: Span, text: String) {
    self.time = time
    self.before = before
    self.after = after
    self.text = text
  }

  /// The first moment of the window.
  public var windowStart: Timestamp {
    let (start, overflow) = time.microseconds.subtractingReportingOverflow(before.microseconds)
    return Timestamp(microseconds: overflow ? .min : start)
  }

  /// The first moment behind the window.
  public var windowEnd: Timestamp { time + after }

  /// Whether a moment lies in the window.
  public func holds(_ time: Timestamp) -> Bool { windowStart <= time && time < windowEnd }
}
