/// What keys mean just now.
public enum Mode: Int, Hashable, Sendable, CaseIterable {
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
  /// Typing what the help is to be about.
  case helpSearch
  /// Reading the list of events.
  case events
  /// Typing what is searched for in it.
  case search
  /// Asked whether to leave although a position is open.
  case quitting

  /// Whether letters are text here.
  public var isText: Bool { [.command, .reason, .note, .seeking, .search, .helpSearch].contains(self) }

  /// Whether the help stands where the view was.
  public var showsHelp: Bool { self == .help || self == .helpSearch }

  /// Whether the list of events stands where the view was.
  public var showsEvents: Bool { self == .events || self == .search }

  /// Whether Enter would do what a panel shows.
  var showsPanel: Bool {
    switch self {
    case .preview, .stopPanel, .grab, .command, .seeking, .reason: true
    case .normal, .note, .help, .helpSearch, .events, .search, .quitting: false
    }
  }
}
