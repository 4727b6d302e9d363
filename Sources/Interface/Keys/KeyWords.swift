import Trading

/// What the footer says of a key just now, with object and number, and why a key does nothing.
enum KeyWords {
  /// Why an action cannot be asked for; nil when it can.
  static func disabled(_ action: KeyAction, _ snapshot: Snapshot, _ state: InterfaceState) -> String? {
    if let why = whyUnseen(action, state) { return why }
    if let watching = snapshot.watching {
      return action.worksWhileWatching ? nil : WatchWords.whyNot(watching, snapshot)
    }
    return whyNot(action, snapshot, state)
  }

  /// What belongs to the price cursor waits until it is to be seen.
  private static func whyUnseen(_ action: KeyAction, _ state: InterfaceState) -> String? {
    guard state.mode == .normal, !state.shownView.showsLadder else { return nil }
    switch action {
    case .rowUp, .rowDown, .pageUp, .pageDown, .scrollUp, .scrollDown:
      if state.scrollsTable { return nil }
    case .tickUp, .tickDown, .recentre, .rowsLarger, .rowsSmaller, .rowsFit, .centred, .stopToCursor,
      .cancelAtCursor:
      break
    default: return nil
    }
    return "that is for the ladder" + hint(state.keys.key(.viewLadder), "shows it")
  }

  private static func whyNot(_ action: KeyAction, _ snapshot: Snapshot, _ state: InterfaceState) -> String? {
    switch action {
    case .add: whyNoEntry(snapshot)
    case .take, .stopPanel, .breakeven, .stopToCursor, .stopDownTick, .stopUpTick, .stopDownRow, .stopUpRow,
      .flatten, .takeNow, .breakevenNow, .flattenNow:
      whyNoPosition(action, snapshot, state)
    case .cancelEntries, .cancelEntriesNow: waits(snapshot) ? nil : "no entry waits"
    case .cancelAtCursor: whyNothingToCancel(snapshot, state)
    case .grab: whyNothingToGrab(snapshot, state)
    case .acknowledge: snapshot.alarms.isEmpty ? "there is no alarm" : nil
    case .note, .sentence: snapshot.result == nil ? nil : "the trade has ended"
    case .pause, .step, .nextEvent, .slower, .faster:
      if snapshot.result != nil {
        "the trade has ended"
      } else if snapshot.feed.hasEnded {
        "the feed has ended"
      } else {
        snapshot.feed.speed == nil && !snapshot.feed.isPaused ? "a live feed has no pace" : nil
      }
    default: nil
    }
  }

  private static func waits(_ snapshot: Snapshot) -> Bool {
    snapshot.waiting > .zero || snapshot.tranches.contains { $0.kind == .entry && $0.isPending }
  }

  private static func whyNoEntry(_ snapshot: Snapshot) -> String? {
    if snapshot.result != nil { return "the trade has ended" }
    guard nextEntry(snapshot) == nil else { return nil }
    let left = snapshot.planned - snapshot.entered
    guard waits(snapshot) else { return "every tranche has filled" }
    return left > .zero
      ? "only \(snapshot.instrument.text(left)) of the plan is left" : "nothing of the plan is left"
  }

  private static func whyNoPosition(
    _ action: KeyAction, _ snapshot: Snapshot, _ state: InterfaceState
  ) -> String? {
    if snapshot.result != nil { return "the trade has ended" }
    guard snapshot.open > .zero else {
      return waits(snapshot) && (action == .flatten || action == .flattenNow)
        ? "nothing is open" + hint(state.keys.key(.cancelEntries), "cancels what waits") : "nothing is open"
    }
    if action == .stopToCursor, state.cursor == nil { return "no price yet" }
    let moves: [KeyAction] = [.stopDownTick, .stopUpTick, .stopDownRow, .stopUpRow]
    return moves.contains(action) && snapshot.stop == nil ? "no stop stands yet" : nil
  }

  private static func whyNothingToCancel(_ snapshot: Snapshot, _ state: InterfaceState) -> String? {
    guard let cursor = state.cursor else { return "no price yet" }
    if state.orderAtCursor(snapshot)?.cancel != nil { return nil }
    if state.orderAtCursor(snapshot) != nil {
      let movers = [KeyAction.stopToCursor, .grab].compactMap { state.keys.key($0) }
      return "the stop is never cancelled" + hint(movers.joined(separator: " or "), "moves it")
    }
    return "no order at \(snapshot.instrument.text(cursor))"
  }

  /// A key and what it does, behind other words; nothing where no key does it.
  static func hint(_ key: String?, _ does: String) -> String {
    key.map { $0.isEmpty ? "" : "; \($0) \(does)" } ?? ""
  }

  private static func whyNothingToGrab(_ snapshot: Snapshot, _ state: InterfaceState) -> String? {
    if snapshot.result != nil { return "the trade has ended" }
    guard let cursor = state.cursor else { return "no price yet" }
    if state.orderToGrab(snapshot) != nil { return nil }
    return snapshot.orders.isEmpty
      ? "no order waits and no stop stands"
      : "no order at \(snapshot.instrument.text(cursor)), and no stop stands"
  }

  /// The entry that `enter next` would fill: the first that waits, else the first that was refused. None where less of
  /// the plan is left than it buys, for the size guard refuses it.
  static func nextEntry(_ snapshot: Snapshot) -> TrancheView? {
    guard let next = nextInOrder(snapshot) else { return nil }
    var quantity = next.quantity
    if case .partlyFilled(let filled) = next.state { quantity -= filled }
    return quantity > .zero && quantity <= snapshot.planned - snapshot.entered ? next : nil
  }

  private static func nextInOrder(_ snapshot: Snapshot) -> TrancheView? {
    let entries = snapshot.tranches.filter { $0.kind == .entry }
    if let number = snapshot.nextTranche { return entries.first { $0.number == number } }
    return entries.first(where: \.isPending)
      ?? entries.first { tranche in
        if case .refused = tranche.state { return true }
        return false
      }
  }

  /// The nearest target that waits.
  static func nextTarget(_ snapshot: Snapshot) -> TrancheView? {
    let waiting = snapshot.tranches.filter { $0.kind == .target && $0.isPending }
    return waiting.min { left, right in
      ((left.price?.ticks ?? .max / 2) - (right.price?.ticks ?? .max / 2)) * snapshot.side.sign < 0
    }
  }

  /// A key's words in the footer, without the key.
  static func footer(_ action: KeyAction, _ snapshot: Snapshot, _ state: InterfaceState) -> String {
    switch action {
    case .add: "add" + (nextEntry(snapshot).map { " " + snapshot.instrument.text($0.quantity) } ?? "")
    case .take: "take" + (nextTarget(snapshot).map { " " + $0.label } ?? "")
    case .stopPanel: "stop"
    case .breakeven: "breakeven" + price(snapshot.breakeven, snapshot)
    case .stopToCursor: "stop to" + price(state.cursor, snapshot)
    case .cancelAtCursor:
      "cancel" + (state.orderAtCursor(snapshot).map { " " + $0.label } ?? " order")
    case .cancelEntries: "cancel entries"
    case .flatten: "flatten" + (snapshot.open > .zero ? " " + snapshot.instrument.text(snapshot.open) : "")
    case .flattenNow: "flatten at once"
    case .grab: "grab " + (state.orderToGrab(snapshot)?.name ?? "order")
    case .grabNext: "next order"
    case .centred: state.ladder.centred ? "rows stand still" : "centred"
    case .command: "in words"
    case .rowUp: "up"
    case .rowDown: "down"
    case .recentre: "recentre"
    case .rowsLarger: "coarser"
    case .rowsSmaller: "finer"
    case .rowsFit: "fit"
    case .redraw: "repaint"
    case .note: "note"
    case .acknowledge: "alarm seen"
    case .nextView: "view"
    case .eventList: "events"
    case .toggleChart: "chart"
    case .search: "search"
    case .find: state.mode == .helpSearch ? "keep these" : "stay here"
    case .nextMatch: "next match"
    case .previousMatch: "match before"
    case .newest: "newest"
    case .oldest: "oldest"
    case .pause: snapshot.feed.isPaused ? "go on" : "pause"
    case .step: "one tick"
    case .nextEvent: "next event"
    case .help: "help"
    case .quit: "quit"
    case .leave: leave(state.mode)
    case .enter: enter(snapshot, state)
    case .nextChoice: state.panel?.kind == .take ? "other sizes" : "next"
    case .complete: "complete"
    case .olderLine: state.textMode == .reason ? "recent reasons" : "older"
    case .searchLine: state.mode == .seeking ? "next older" : "seek"
    default: ""
    }
  }

  /// The same without its number, for a narrow footer; nil where the words are short already.
  static func short(_ action: KeyAction) -> String? {
    switch action {
    case .add: "add"
    case .breakeven: "BE"
    case .flatten: "flatten"
    case .cancelEntries, .cancelAtCursor: "cancel"
    case .grab: "grab"
    case .leave: "back"
    default: nil
    }
  }

  private static func price(_ price: Price?, _ snapshot: Snapshot) -> String {
    price.map { " " + snapshot.instrument.text($0) } ?? ""
  }

  private static func leave(_ mode: Mode) -> String {
    switch mode {
    case .quitting: "stay"
    case .help, .events: "close"
    case .search: "back"
    case .helpSearch: "all keys"
    case .seeking: "the line as it was"
    case .grab: "puts it back"
    default: "changes nothing"
    }
  }

  /// What is bought or sold, else where the stop goes, else what comes first; up to its price, or to its first comma that is no thousands mark.
  private static func facts(_ summary: String) -> String {
    if summary.hasPrefix("waits: ") { return "lets it wait" }
    let deeds = summary.split(separator: ";").map { $0.drop { $0 == " " } }
    if let first = deeds.first, first.hasPrefix("cancels ") {
      if deeds.contains(where: { $0.hasPrefix("the trade ends") }) { return "ends the trade" }
      let followers = deeds.count { $0.hasPrefix("tranche ") && $0.hasSuffix(" goes with it") }
      // A comma with a blank behind it is no thousands mark.
      let count = 1 + zip(first, first.dropFirst()).count { $0 == "," && $1 == " " } + followers
      if !deeds.contains(where: { $0.contains("buys ") || $0.contains("sells ") }) {
        return count > 1
          ? "cancels \(count) orders"
          : String(first.firstRange(of: " at ").map { first[..<$0.lowerBound] } ?? first)
      }
    }
    let trade = deeds.first { $0.contains("buys ") || $0.contains("sells ") }
    let main = trade ?? deeds.first { $0.hasPrefix("stop to ") } ?? deeds.first ?? ""
    var text = ""
    for character in main {
      if character == " ", text.last == "," { return String(text.dropLast()) }
      text.append(character)
      if text.hasSuffix(" at ") { return String(text.dropLast(4)) }
    }
    return text
  }

  /// What Enter would do.
  static func enter(_ snapshot: Snapshot, _ state: InterfaceState) -> String {
    switch state.mode {
    case .quitting: return state.leavesBySuspending ? "suspend" : "quit"
    case .note: return "writes it down"
    case .seeking: return "takes the line"
    default: break
    }
    guard let panel = state.panel else { return "does nothing yet" }
    if state.isHeldInPlace(snapshot) { return "drops it here" }
    if state.isStale(panel, snapshot) { return "looks again" }
    switch panel.outcome {
    case .possible(let table): return table.summary.isEmpty ? table.sentence : facts(table.summary)
    case .refused(let refusal): return refusal.canOverride ? "gives a reason" : "is refused"
    case .unreadable(let column, _, _):
      return column > panel.sentence.count ? "waits for more" : "cannot read it"
    }
  }
}
