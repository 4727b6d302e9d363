/// What may call for a person who looks elsewhere.
public enum AttentionEvent: String, Hashable, Sendable, CaseIterable {
  /// An entry, or an exit that is no target and no stop, has filled in part or whole.
  case fill
  /// The stop has filled, or the position was liquidated.
  case stopHit = "stop hit"
  case target
  /// Any alarm line appears.
  case alarm
  /// A guard or a venue has refused what a rule asked for; whoever acts by hand is there and sees it.
  case refused
  /// No price for longer than the plan allows, or the feed is lost.
  case feedStale = "feed stale"
  case closed
  /// Price is near the stop.
  case nearStop = "near stop"
}

/// Some of these events, and what is done about them.
public struct AttentionRule: Hashable, Sendable {
  /// What is done on the terminal itself.
  public enum Sign: String, Hashable, Sendable, CaseIterable {
    case bell
    /// The terminal's title tells it.
    case title
    /// A desktop notice, if the terminal shows those (OSC 9).
    case notify
  }

  public var events: [AttentionEvent]
  public var signs: [Sign]
  /// A program and its arguments, run without a shell; empty for none.
  public var command: [String]

  public init(events: [AttentionEvent], signs: [Sign] = [], command: [String] = []) {
    self.events = events
    self.signs = signs
    self.command = command
  }
}

extension AttentionRule: CustomStringConvertible {
  /// In one line: `stop hit, closed: bell, notify, notify-send Tranche`.
  public var description: String {
    let what = signs.map(\.rawValue) + (command.isEmpty ? [] : [command.joined(separator: " ")])
    let all = events.count == AttentionEvent.allCases.count
    return (all ? "all" : events.map(\.rawValue).joined(separator: ", ")) + ": "
      + what.joined(separator: ", ")
  }
}
