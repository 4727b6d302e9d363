/// What keys mean just now.
public enum Mode: String, Hashable, Sendable, CaseIterable {
  case normal
  /// A panel shows what one sentence would do.
  case preview
  /// The same, with a list of places for the stop.
  case stopPanel
  /// The stop follows the cursor.
  case grab
  case command
  /// Seeks an older line for the command line or for a reason.
  case seeking
  /// The reason that overrides a refusal.
  case reason
  case note
  case help
  /// Asked whether to leave although a position is open.
  case quitting

  /// Whether letters are text here.
  public var isText: Bool { self == .command || self == .reason || self == .note || self == .seeking }

  /// Whether Enter would do what a panel shows.
  var showsPanel: Bool {
    switch self {
    case .preview, .stopPanel, .grab, .command, .seeking, .reason: true
    case .normal, .note, .help, .quitting: false
    }
  }
}
