import Screen
import Trading

extension InterfaceState {
  /// Takes one input and says what it asks for. Only Enter and the four capitals ever ask for an act, and nothing
  /// does while somebody else's trade is watched.
  public mutating func handle(
    _ input: TerminalInput, snapshot: Snapshot, preview: Previewer, now: UInt64
  ) -> [Intent] {
    self.now = max(self.now, now)
    noteOwner(snapshot)
    let intents = answer(input, snapshot, preview)
    return isWatching ? intents.filter(\.isForWatcher) : intents
  }

  private mutating func answer(
    _ input: TerminalInput, _ snapshot: Snapshot, _ preview: Previewer
  ) -> [Intent] {
    if cursor == nil { cursor = snapshot.last ?? LadderWindow.stop(snapshot) }
    switch input {
    case .resized(let size):
      self.size = size
      keepWindow(snapshot)
      return [.redraw]
    case .pasted(let text):
      paste(text, snapshot, preview)
      searchAlong(snapshot)
      return []
    case .unendedPaste:
      say("a paste has not ended: no key counts; Esc ends it")
      return []
    case .background: return []
    case .key(let key): return typed(key, isRapid: false, snapshot, preview)
    case .rapid(let key): return typed(key, isRapid: true, snapshot, preview)
    }
  }

  private mutating func typed(
    _ key: Key, isRapid: Bool, _ snapshot: Snapshot, _ preview: Previewer
  ) -> [Intent] {
    // Where no text is edited, Alt is the Esc that it begins with.
    if case .alt = key, !mode.isText { return typed(.escape, isRapid: isRapid, snapshot, preview) }
    let isHasty = isRapid || lastKeyAt.map { now - min(now, $0) < Timing.keyGap } ?? false
    lastKeyAt = now
    if key != .enter { notice = nil }
    if isHasty, !isWatching, !mode.isText, keys.action(key, in: mode)?.actsAtOnce ?? false {
      lastCapital = nil
      say("that came too fast to be meant; press it again, alone")
      return []
    }
    return press(key, snapshot, preview)
  }

  private mutating func press(_ key: Key, _ snapshot: Snapshot, _ preview: Previewer) -> [Intent] {
    if let binding = keys.binding(key, in: mode) {
      let action = binding.action
      if action != .complete, action != .completeBack { completion = nil }
      if action != .flattenNow, lastCapital?.action == .flattenNow { lastCapital = nil }
      if let why = KeyWords.disabled(action, snapshot, self) {
        say(why)
        return []
      }
      if action == .sentence {
        open(.sentence, binding.sentence, snapshot, preview)
        return []
      }
      return perform(action, snapshot, preview)
    }
    if mode.isText {
      type(key, snapshot, preview)
      searchAlong(snapshot)
    } else if mode == .preview || mode == .stopPanel {
      digit(key, snapshot, preview)
    } else if mode == .normal, case .character(let character) = key {
      say("\(character) does nothing" + KeyWords.hint(keys.key(.help), "lists the keys"))
    }
    return []
  }

  /// A list follows what is typed.
  private mutating func searchAlong(_ snapshot: Snapshot) {
    if mode == .search { searchAsTyped(snapshot) }
    if mode == .helpSearch { searchHelpAsTyped() }
  }

  private mutating func perform(
    _ action: KeyAction, _ snapshot: Snapshot, _ preview: Previewer
  ) -> [Intent] {
    switch action {
    case .add: open(.add, "enter next", snapshot, preview)
    case .take: open(.take, "take next", choosing: Sentence.takes(takePresets), snapshot, preview)
    case .stopPanel: openStopPanel(snapshot, preview)
    case .breakeven: open(.sentence, "stop to breakeven", snapshot, preview)
    case .stopToCursor: openStop(at: cursor, .sentence, snapshot, preview)
    case .stopDownTick: nudge(-1, snapshot, preview)
    case .stopUpTick: nudge(1, snapshot, preview)
    case .stopDownRow: nudge(-(window?.step ?? 1), snapshot, preview)
    case .stopUpRow: nudge(window?.step ?? 1, snapshot, preview)
    case .cancelAtCursor: cancelAtCursor(snapshot, preview)
    case .grab: grab(orderToGrab(snapshot), snapshot, preview)
    case .grabNext: grab(orderAfterHeld(snapshot), snapshot, preview)
    case .centred: toggleCentred(snapshot)
    case .cancelEntries: open(.sentence, "cancel entries", snapshot, preview)
    case .flatten: open(.sentence, "close", snapshot, preview)
    case .takeNow, .breakevenNow, .cancelEntriesNow, .flattenNow: return atOnce(action, snapshot, preview)
    case .rowUp, .rowDown, .pageUp, .pageDown, .tickDown, .tickUp:
      if mode == .events { moveInList(action, snapshot) } else { move(action, snapshot, preview) }
    case .recentre, .rowsLarger, .rowsSmaller, .rowsFit: changeWindow(action, snapshot)
    case .command: openCommand(snapshot, preview)
    case .note: begin(.note)
    case .acknowledge: return AlarmLine.gravest(snapshot).map { [.acknowledge($0)] } ?? []
    case .pause: return [.feed(.pause)]
    case .step: return [.feed(.step)]
    case .nextEvent: return [.feed(.nextEvent)]
    case .slower: return [.feed(.slower)]
    case .faster: return [.feed(.faster)]
    case .help: openHelp()
    case .quit: return leaveProgram(snapshot, suspending: false)
    case .suspend: return leaveProgram(snapshot, suspending: true)
    case .redraw: return [.redraw]
    case .enter: return enter(snapshot, preview)
    case .leave where mode == .search: giveSearchUp(snapshot)
    case .leave where mode == .helpSearch: endHelpSearch(keeping: false)
    case .leave: return stepBack(snapshot, preview)
    case .nextChoice: choose(1, snapshot, preview)
    case .previousChoice: choose(-1, snapshot, preview)
    case .olderLine: recall(-1, snapshot, preview)
    case .newerLine: recall(1, snapshot, preview)
    case .complete: complete(1, snapshot, preview)
    case .completeBack: complete(-1, snapshot, preview)
    case .searchLine: searchLine(snapshot, preview)
    case .nextView: show(view.next(1))
    case .previousView: show(view.next(-1))
    case .viewLadder: show(.ladder)
    case .viewTranches: show(.tranches)
    case .viewStop: show(.stop)
    case .viewChart: show(.chart)
    case .viewBig: show(.big)
    case .viewAll: show(.all)
    case .toggleChart: toggleChart()
    case .scrollUp: scroll(up: true, snapshot)
    case .scrollDown: scroll(up: false, snapshot)
    case .eventList: openList(snapshot)
    case .newest, .oldest: moveInList(action, snapshot)
    case .search where mode == .help: beginHelpSearch()
    case .search: beginSearch()
    case .find where mode == .helpSearch: endHelpSearch(keeping: true)
    case .find: finishSearch(snapshot)
    case .nextMatch: goToMatch(1, snapshot)
    case .previousMatch: goToMatch(-1, snapshot)
    // Opened with its own words by the key.
    case .sentence: break
    }
    return []
  }

  private mutating func leaveProgram(_ snapshot: Snapshot, suspending: Bool) -> [Intent] {
    guard snapshot.open > .zero, snapshot.result == nil, !isWatching else {
      return [suspending ? .suspend : .quit]
    }
    panel = nil
    mode = .quitting
    leavesBySuspending = suspending
    serial += 1
    return []
  }

  /// Back by one step: the help and a search to where they were asked for, all else to the ladder; there it hides
  /// the hints of a first rehearsal.
  private mutating func stepBack(_ snapshot: Snapshot, _ preview: Previewer) -> [Intent] {
    if mode == .seeking {
      endSearch(taking: false, snapshot, preview)
      return []
    }
    if mode == .help, helpedMode != .normal {
      mode = helpedMode
      helpedMode = .normal
      serial += 1
      return []
    }
    let hides = mode == .normal && showsFirstSteps
    leave()
    guard hides else { return [] }
    showsFirstSteps = false
    return [remember(.firstStepsDone)]
  }

  /// To the ladder.
  mutating func leave() {
    // With the order that is put back goes the cursor, and the window where it was taken away for that.
    if mode == .grab, let beforeGrab {
      cursor = beforeGrab.cursor
      if isScrolled, !beforeGrab.isScrolled { (window, isScrolled) = (beforeGrab.window, false) }
    }
    beforeGrab = nil
    mode = .normal
    panel = nil
    clearLine()
    serial += 1
  }
}
