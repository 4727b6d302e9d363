import Screen
import Trading

/// The price cursor and the window.
extension InterfaceState {
  mutating func move(_ action: KeyAction, _ snapshot: Snapshot, _ preview: Previewer) {
    if mode == .help {
      helpPage = max(0, helpPage + (action == .pageUp ? -1 : 1))
      return
    }
    if mode == .stopPanel {
      choose(action == .rowUp ? -1 : 1, snapshot, preview)
      return
    }
    if scrollsTable {
      let page = max(1, (Layout(size, shownView).body?.rows ?? 2) / 2)
      let lines = action == .pageUp || action == .pageDown ? page : 1
      return moveTable(action == .rowUp || action == .pageUp ? -lines : lines, snapshot)
    }
    let step = window?.step ?? 1
    let page = step * max(1, (window?.rows ?? 2) / 2)
    switch action {
    case .rowUp: moveCursor(step, snapshot)
    case .rowDown: moveCursor(-step, snapshot)
    case .pageUp: moveCursor(page, snapshot)
    case .pageDown: moveCursor(-page, snapshot)
    case .tickUp: moveCursor(1, snapshot)
    default: moveCursor(-1, snapshot)
    }
    if mode == .grab { carry(snapshot, preview) }
  }

  private mutating func moveCursor(_ ticks: Int, _ snapshot: Snapshot) {
    guard let old = cursor else { return }
    cursor = Price(ticks: min(Price.largest.ticks, max(1, old.ticks + ticks)))
    follow(snapshot)
  }

  /// Scrolls so that the cursor is in the window.
  mutating func follow(_ snapshot: Snapshot) {
    guard let cursor, let window, !window.holds(cursor) else { return }
    self.window?.scroll(to: cursor)
    isScrolled = true
  }

  mutating func changeWindow(_ action: KeyAction, _ snapshot: Snapshot) {
    if mode == .help {
      helpPage += 1
      return
    }
    let rows = ladderRows
    guard rows > 0, let old = window else { return }
    switch action {
    case .rowsLarger, .rowsSmaller:
      let step = LadderWindow.step(old.step, larger: action == .rowsLarger, snapshot.instrument)
      fixedStep = step
      window = old.zoomed(to: step, rows: rows, cursor: cursor, last: snapshot.last)
      isScrolled = snapshot.last.map { !(window?.holds($0) ?? false) } ?? false
      say("\(Wording.step(step, snapshot.instrument)) a row")
    case .rowsFit:
      fixedStep = nil
      isScrolled = false
      window = freshWindow(snapshot, rows: rows)
    default:
      // Also where the rows are the person's: the price comes to the middle.
      isScrolled = false
      window = freshWindow(snapshot, rows: rows)
      if let cursor, let window, !window.holds(cursor) { self.cursor = snapshot.last ?? cursor }
    }
  }
}
