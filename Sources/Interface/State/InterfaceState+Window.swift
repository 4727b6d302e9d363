import Screen
import Trading

/// Which rows are shown, and when that changes by itself.
extension InterfaceState {
  /// Builds the window anew where it must be: another height, a new stop or target outside of it, or a market that
  /// left it. What is inside moves no rows.
  mutating func keepWindow(_ snapshot: Snapshot) {
    let rows = ladderRows
    let wish = [LadderWindow.stop(snapshot), LadderWindow.next(snapshot)]
    let hasEnded = snapshot.result != nil && window != nil
    let isResized = window?.rows != rows
    let isOutgrown =
      fixedStep == nil && wish != fitted && !hasEnded
      && !wish.compactMap(\.self).allSatisfy { window?.holds($0) ?? false }
    guard rows > 0 else {
      window = nil
      return
    }
    if window == nil || (!staysPut && (isResized || isOutgrown || hasLeft(snapshot, rows))) {
      window = freshWindow(snapshot, rows: rows)
      fitted = wish
    } else if isResized, let old = window {
      window = LadderWindow.centred(
        on: cursor ?? old.price(row: old.rows / 2), step: old.step, rows: rows)
      fitted = wish
    } else if ladder.centred, !staysPut, let last = snapshot.last, let old = window {
      window = LadderWindow.centred(on: last, step: old.step, rows: rows)
    }
  }

  /// Moved by hand, or carrying an order: what a person aims at does not move away.
  private var staysPut: Bool { isScrolled || mode == .grab }

  /// The market is outside of the window, or nearer to its edge than the user likes; or, where it stays in the
  /// middle, the stop or the next target is outside.
  private func hasLeft(_ snapshot: Snapshot, _ rows: Int) -> Bool {
    guard let window else { return true }
    guard let last = snapshot.last else { return false }
    guard window.holds(last) else { return true }
    if ladder.centred {
      let centred = LadderWindow.centred(on: last, step: window.step, rows: rows)
      return fixedStep == nil && !LadderWindow.needed(snapshot).allSatisfy(centred.holds)
    }
    let margin = window.margin(last)
    guard margin < min(ladder.threshold, rows / 3) else { return false }
    // Rows that fit may leave it as near: then nothing moves.
    return (freshWindow(snapshot, rows: rows)?.margin(last) ?? 0) > margin
  }

  func freshWindow(_ snapshot: Snapshot, rows: Int) -> LadderWindow? {
    guard let step = fixedStep else {
      guard ladder.centred, let last = snapshot.last else { return LadderWindow.fit(snapshot, rows: rows) }
      return LadderWindow.fit(snapshot, around: last, rows: rows)
    }
    guard let centre = snapshot.last ?? cursor else { return nil }
    return LadderWindow.centred(on: centre, step: step, rows: rows)
  }

  mutating func toggleCentred(_ snapshot: Snapshot) {
    ladder.centred.toggle()
    isScrolled = false
    window = freshWindow(snapshot, rows: ladderRows)
    say(ladder.centred ? "centred: the rows move, the price stays" : "the rows stand still, the price moves")
  }
}
