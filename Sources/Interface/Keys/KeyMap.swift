import Screen

/// The one table of keys: as the program comes with it, or with a user's own changes.
public struct KeyMap: Hashable, Sendable {
  /// In the order in which the help lists them.
  public internal(set) var bindings: [Binding] {
    didSet { entries = bindings.map(Entry.init) }
  }

  /// What a line of the table is looked up by. Every picture looks for dozens, and copies only what it finds.
  private struct Entry: Hashable {
    let action: KeyAction
    private let modes: UInt32

    init(_ binding: Binding) {
      action = binding.action
      modes = binding.modes.reduce(0) { $0 | Entry.bit($1) }
    }

    func isIn(_ mode: Mode) -> Bool { modes & Entry.bit(mode) != 0 }

    private static func bit(_ mode: Mode) -> UInt32 { 1 << mode.rawValue }
  }

  private var entries: [Entry]

  init(bindings: [Binding]) {
    self.bindings = bindings
    entries = bindings.map(Entry.init)
  }

  /// The table of somebody who has changed nothing.
  public static let standard = KeyMap(bindings: trading + capitals + ladder + views + other + answers)

  private static let looking: [Mode] = [.normal, .preview, .stopPanel]
  private static let moving: [Mode] = [.normal, .preview, .grab]
  private static let lines: [Mode] = [.command, .reason, .note, .seeking]
  private static let panels: [Mode] = [.preview, .stopPanel, .grab, .command, .seeking, .reason]

  private static func letter(_ character: Character) -> [Key] { [.character(character)] }

  /// Each opens a preview; nothing happens before Enter.
  private static let trading = [
    Binding("a", letter("a"), looking, .add, "add: the next tranche"),
    Binding("t", letter("t"), looking, .take, "take: next target; Tab, digits a share"),
    Binding("s", letter("s"), looking, .stopPanel, "stop: choose where, with what it locks"),
    Binding("b", letter("b"), looking, .breakeven, "stop to breakeven"),
    Binding("m", letter("m"), looking, .stopToCursor, "stop to the price cursor"),
    Binding("x", letter("x"), looking, .cancelAtCursor, "cancel the order at the cursor"),
    Binding("g", letter("g"), looking, .grab, "grab the cursor row's order, or the stop"),
    Binding("c", letter("c"), looking, .cancelEntries, "cancel waiting entries"),
    Binding("f", letter("f"), looking, .flatten, "flatten: close all that is open"),
    Binding("[", letter("["), looking, .stopDownTick, "stop a tick lower"),
    Binding("]", letter("]"), looking, .stopUpTick, "stop a tick higher"),
    Binding("{", letter("{"), looking, .stopDownRow, "stop a row lower"),
    Binding("}", letter("}"), looking, .stopUpRow, "stop a row higher"),
  ]

  /// Each acts at once and only ever reduces risk.
  private static let capitals = [
    Binding("T", letter("T"), looking, .takeNow, "take the next target at once"),
    Binding("B", letter("B"), looking, .breakevenNow, "stop to breakeven at once"),
    Binding("C", letter("C"), looking, .cancelEntriesNow, "cancel waiting entries at once"),
    Binding("F", letter("F"), looking + [.grab], .flattenNow, "flatten at once: twice within a second"),
  ]

  private static let ladder = [
    Binding("k", [.character("k"), .up], moving + [.stopPanel, .events], .rowUp, "cursor a row up"),
    Binding("j", [.character("j"), .down], moving + [.stopPanel, .events], .rowDown, "cursor a row down"),
    Binding("Left", [.left], moving, .tickDown, "cursor a tick down"),
    Binding("Right", [.right], moving, .tickUp, "cursor a tick up"),
    Binding("PgUp", [.pageUp], moving + [.help, .events], .pageUp, "cursor half a page up"),
    Binding("PgDn", [.pageDown], moving + [.help, .events], .pageDown, "cursor half a page down"),
    Binding("Space", letter(" "), moving + [.help], .recentre, "bring the last price back"),
    Binding("+", letter("+"), moving, .rowsLarger, "more price in a row"),
    Binding("-", letter("-"), moving, .rowsSmaller, "less price in a row"),
    Binding("=", letter("="), moving, .rowsFit, "rows that fit stop and target"),
    Binding("z", letter("z"), looking, .centred, "keep the price centred, or the rows still"),
  ]

  /// Each changes what is seen and nothing else.
  private static let views = [
    Binding("v", letter("v"), [.normal], .nextView, "the next view"),
    Binding("V", letter("V"), [.normal], .previousView, "the view before"),
    Binding("1", letter("1"), [.normal], .viewLadder, "view: the ladder alone"),
    Binding("2", letter("2"), [.normal], .viewTranches, "view: the tranches"),
    Binding("3", letter("3"), [.normal], .viewStop, "view: the stop and how it came there"),
    Binding("4", letter("4"), [.normal], .viewChart, "view: the chart"),
    Binding("5", letter("5"), [.normal], .viewBig, "view: last, R and stop in large digits"),
    Binding("6", letter("6"), [.normal], .viewAll, "view: all, as much as fits"),
    Binding("h", letter("h"), [.normal], .toggleChart, "the chart, and back"),
    Binding("l", letter("l"), [.normal], .eventList, "the list of events, to read and search"),
    Binding(
      "WheelUp", [.wheelUp], moving + [.stopPanel, .help, .events], .scrollUp, "the rows, not the cursor, up"),
    Binding(
      "WheelDown", [.wheelDown], moving + [.stopPanel, .help, .events], .scrollDown,
      "the rows, not the cursor, down"),
    Binding("Home", [.home, .character("g")], [.events], .newest, "to the newest event, and stay there"),
    Binding("End", [.end, .character("G")], [.events], .oldest, "to the oldest event"),
    Binding("/", letter("/"), [.events, .help], .search, "search the events, or the help"),
    Binding("n", letter("n"), [.events], .nextMatch, "the next match, which is older"),
    Binding("N", letter("N"), [.events], .previousMatch, "the match before, which is newer"),
    Binding("Enter", [.enter], [.search, .helpSearch], .find, "stay at what was found"),
    Binding("q", [.character("q"), .character("l")], [.events], .leave, "close the list of events"),
  ]

  private static let other = [
    Binding(":", letter(":"), looking + [.grab], .command, "say it in words"),
    Binding("n", letter("n"), looking, .note, "write a note into the story"),
    Binding("w", letter("w"), looking, .acknowledge, "the alarm has been seen"),
    Binding("p", letter("p"), looking, .pause, "replay: pause, go on"),
    Binding(".", letter("."), looking, .step, "replay: one tick, then pause"),
    Binding("e", letter("e"), looking, .nextEvent, "replay: on to the next event, then pause"),
    Binding("<", letter("<"), looking, .slower, "replay: slower"),
    Binding(">", letter(">"), looking, .faster, "replay: faster"),
    Binding("?", letter("?"), looking + [.grab, .events], .help, "this help"),
    Binding(
      "F1", [.function(1)], looking + [.grab, .events] + lines, .help, "help on what is on the screen"),
    Binding("q", [.character("q"), .control("c")], looking, .quit, "quit; says who watches the stop then"),
    Binding("Ctrl-Z", [.control("z")], Mode.allCases, .suspend, "suspend; asks if a position is open"),
    Binding("Ctrl-L", [.control("l")], Mode.allCases, .redraw, "paint the screen anew"),
  ]

  /// Lines of which older ones are kept.
  private static let typed: [Mode] = [.command, .reason, .seeking]

  private static let answers = [
    Binding("Enter", [.enter], panels + [.note, .quitting], .enter, "do what the panel shows"),
    Binding("y", letter("y"), [.quitting], .enter, "yes, leave"),
    Binding("Esc", [.escape], Mode.allCases, .leave, "back; never trades"),
    Binding("q", [.character("q"), .character("?")], [.help], .leave, "close the help"),
    Binding("n", letter("n"), [.quitting], .leave, "no, stay"),
    Binding(
      "Ctrl-C", [.control("c")], lines + [.help, .helpSearch, .events, .search, .grab, .quitting],
      .leave, "back"),
    Binding("Tab", [.tab], [.preview, .stopPanel], .nextChoice, "the next choice"),
    Binding("Tab", [.tab, .character("g")], [.grab], .grabNext, "grab the next order"),
    Binding("Shift-Tab", [.backTab], [.preview, .stopPanel], .previousChoice, "the choice before"),
    Binding("Tab", [.tab], [.command], .complete, "complete the word; again, another one"),
    Binding("Shift-Tab", [.backTab], [.command], .completeBack, "the completion before"),
    Binding("Up", [.up, .control("p")], typed, .olderLine, "an older sentence, or an older reason"),
    Binding("Down", [.down, .control("n")], typed, .newerLine, "a newer one"),
    Binding("Ctrl-R", [.control("r")], typed, .searchLine, "seek an older line; again, the next older"),
    Binding("Ctrl-G", [.control("g")], [.seeking], .leave, "the line as it was before the search"),
  ]

  /// The line of the table that a key stands for in a mode; nil where it does nothing, or is text.
  func binding(_ key: Key, in mode: Mode) -> Binding? {
    for (index, entry) in entries.enumerated() where entry.isIn(mode) && bindings[index].keys.contains(key) {
      return bindings[index]
    }
    return nil
  }

  /// The user's own sentences.
  var sentences: [Binding] {
    entries.indices.filter { entries[$0].action == .sentence }.map { bindings[$0] }
  }

  /// What a key does in a mode; nil where it does nothing, or is text.
  public func action(_ key: Key, in mode: Mode) -> KeyAction? { binding(key, in: mode)?.action }

  /// The binding that a mode's footer names for an action; nil where no key does it.
  func binding(_ action: KeyAction, in mode: Mode) -> Binding? {
    entries.firstIndex { $0.action == action && $0.isIn(mode) }.map { bindings[$0] }
  }

  /// The key that asks for an action on the ladder, as words name it; nil where no key does.
  func key(_ action: KeyAction) -> String? { binding(action, in: .normal)?.text }

  /// The key of an action in a mode, as words name it; a dash where no key does it.
  func name(_ action: KeyAction, in mode: Mode) -> String { binding(action, in: mode)?.text ?? "–" }

  /// The table as the pages print it.
  public var markdown: String {
    let lines = bindings.map { binding in
      "| `\(binding.text)` | \(binding.action.name) | \(KeyMap.place(binding)) | \(binding.help) |"
    }
    let head = ["| Key | Name | Where | What it does |", "|---|---|---|---|"]
    return (head + lines).joined(separator: "\n") + "\n"
  }

  private static func place(_ binding: Binding) -> String {
    if binding.modes == Mode.allCases { return "everywhere" }
    if binding.modes.contains(.normal) { return "ladder" }
    return binding.modes.map(\.name).joined(separator: ", ")
  }
}

extension Mode {
  /// As the table of keys calls it.
  var name: String {
    switch self {
    case .normal: "ladder"
    case .preview: "preview"
    case .stopPanel: "stop list"
    case .grab: "grab"
    case .command: "command line"
    case .seeking: "older lines"
    case .reason: "reason"
    case .note: "note"
    case .help: "help"
    case .helpSearch: "help search"
    case .events: "events"
    case .search: "search"
    case .quitting: "leaving"
    }
  }
}
