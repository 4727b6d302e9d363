import Screen
import Trading

/// The list of events: reading and searching. Nothing of it acts.
extension InterfaceState {
  mutating func openList(_ snapshot: Snapshot) {
    mode = .events
    panel = nil
    list.keep(snapshot.events)
    serial += 1
  }

  mutating func moveInList(_ by: Int, _ snapshot: Snapshot) { choose(list.chosen + by, snapshot) }

  mutating func moveInList(_ action: KeyAction, _ snapshot: Snapshot) {
    let page = max(1, listRows - 1)
    switch action {
    case .rowUp: moveInList(-1, snapshot)
    case .rowDown: moveInList(1, snapshot)
    case .pageUp: moveInList(-page, snapshot)
    case .pageDown: moveInList(page, snapshot)
    case .newest: choose(0, snapshot)
    default: choose(snapshot.events.count - 1, snapshot)
    }
  }

  private var listRows: Int { EventList.rows(Layout(size, shownView)) }

  private mutating func choose(_ index: Int, _ snapshot: Snapshot) {
    list.keep(snapshot.events)
    list.move(to: index, of: snapshot.events.count, rows: listRows)
  }

  mutating func beginSearch() {
    mode = .search
    line = TextLine()
    list.origin = list.chosen
    serial += 1
  }

  /// Goes to the first match of what has been typed so far, from where the search began.
  mutating func searchAsTyped(_ snapshot: Snapshot) {
    list.pattern = line.text
    list.keep(snapshot.events)
    let found = EventCursor.match(line.text, in: snapshot.events, from: list.origin, by: 1)
    choose(found ?? list.origin, snapshot)
  }

  mutating func finishSearch(_ snapshot: Snapshot) {
    let isFound = EventCursor.match(list.pattern, in: snapshot.events, from: 0, by: 1) != nil
    if !list.pattern.isEmpty, !isFound { say("nothing says \(list.pattern)") }
    endSearch()
  }

  mutating func giveSearchUp(_ snapshot: Snapshot) {
    list.pattern = ""
    choose(list.origin, snapshot)
    endSearch()
  }

  private mutating func endSearch() {
    mode = .events
    line = TextLine()
    serial += 1
  }

  /// On to the next match, older ones first.
  mutating func goToMatch(_ step: Int, _ snapshot: Snapshot) {
    list.keep(snapshot.events)
    let from = list.chosen + step
    guard let found = EventCursor.match(list.pattern, in: snapshot.events, from: from, by: step) else {
      say(list.pattern.isEmpty ? "nothing is searched for" : "nothing says \(list.pattern)")
      return
    }
    if (found - list.chosen) * step <= 0 { say(step > 0 ? "from the newest again" : "from the oldest again") }
    choose(found, snapshot)
  }
}
