import Trading

/// What the interface asks of whoever owns the trade and the terminal.
public enum Intent: Hashable, Sendable {
  /// A sentence, bound to what the person saw.
  case act(HandAction)
  /// The person has seen this alarm.
  case acknowledge(Alarm)
  case feed(FeedControl)
  /// Words of the person that the next session should know; nothing of the trade hangs on it.
  case keep(KeptLine)
  case quit
  /// Stop like any job of the shell.
  case suspend
  /// Paint everything anew.
  case redraw

  /// Whether somebody may ask for it who does not own the trade.
  var isForWatcher: Bool {
    switch self {
    case .quit, .suspend, .redraw: true
    case .act, .acknowledge, .feed, .keep: false
    }
  }
}

/// What a paced feed can be told.
public enum FeedControl: Hashable, Sendable {
  /// Pauses, or goes on.
  case pause
  /// One tick.
  case step
  /// On to the next price that does something.
  case nextEvent
  case faster, slower
}

/// The times of the safety rules, in nanoseconds.
public enum Timing {
  /// An Enter this soon after another does not count.
  public static let enterGap: UInt64 = 150_000_000
  /// An Enter this soon after the panel first stood on the screen was typed blindly.
  public static let settle: UInt64 = 100_000_000
  /// The same for one that has become another by itself, while the hand was on its way.
  public static let turned: UInt64 = 600_000_000
  /// A capital this soon after another key was pasted, or a hand slipped.
  public static let keyGap: UInt64 = 30_000_000
  /// The second `F` closes within this time of the first.
  public static let flattenWindow: UInt64 = 1_000_000_000
  /// How long a changed cell is bold.
  public static let changed: UInt64 = 2_000_000_000
  /// How long a notice stands.
  public static let notice: UInt64 = 6_000_000_000
}
