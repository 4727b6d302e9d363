import Screen

/// One line of the key table, which serves the dispatcher, the footer, the help and the pages.
public struct Binding: Hashable, Sendable {
  public var keys: [Key]
  /// As the footer and the help write the keys: `a`, `j k`, `Tab`.
  public var text: String
  public var modes: [Mode]
  public var action: KeyAction
  /// One line of help.
  public var help: String
  /// What a key of the user's own says; empty for every other action.
  public var sentence = ""

  init(_ text: String, _ keys: [Key], _ modes: [Mode], _ action: KeyAction, _ help: String) {
    self.text = text
    self.keys = keys
    self.modes = modes
    self.action = action
    self.help = help
  }
}

/// What a key does.
public enum KeyAction: String, Hashable, Sendable, CaseIterable {
  case add, take, stopPanel, breakeven, stopToCursor, stopDownTick, stopUpTick, stopDownRow, stopUpRow
  case cancelAtCursor, grab, cancelEntries, flatten
  case takeNow, breakevenNow, cancelEntriesNow, flattenNow
  case rowUp, rowDown, pageUp, pageDown, tickDown, tickUp, recentre, rowsLarger, rowsSmaller, rowsFit
  case centred, grabNext
  case command, note, acknowledge
  case pause, step, nextEvent, slower, faster
  case help, quit, suspend, redraw
  case nextView, previousView, viewLadder, viewTranches, viewStop, viewChart, viewBig, viewAll, toggleChart
  case scrollUp, scrollDown, eventList, newest, oldest, search, find, nextMatch, previousMatch
  case enter, leave, nextChoice, previousChoice, olderLine, newerLine, complete, completeBack, searchLine
  /// A sentence that the user has bound to a key: a preview like any other.
  case sentence

  /// As the configuration calls it: `stop to cursor`.
  public var name: String {
    rawValue.reduce(into: "") { words, letter in
      words += letter.isUppercase ? " " + letter.lowercased() : String(letter)
    }
  }

  /// A watcher, who owns no trade, can use it as well: it moves what is seen, and nothing else.
  var worksWhileWatching: Bool {
    switch self {
    case .rowUp, .rowDown, .pageUp, .pageDown, .tickDown, .tickUp, .recentre, .rowsLarger, .rowsSmaller,
      .rowsFit, .centred, .help, .quit, .suspend, .redraw, .leave, .nextView, .previousView, .viewLadder,
      .viewTranches, .viewStop, .viewChart, .viewBig, .viewAll, .toggleChart, .scrollUp, .scrollDown,
      .eventList, .newest, .oldest, .search, .find, .nextMatch, .previousMatch:
      true
    default: false
    }
  }

  /// It acts without a preview.
  var actsAtOnce: Bool {
    switch self {
    case .takeNow, .breakevenNow, .cancelEntriesNow, .flattenNow: true
    default: false
    }
  }
}
