import Screen
import Trading

/// Which view is shown, and the wheel.
extension InterfaceState {
  /// What is drawn now. A preview is never seen without the ladder it is about.
  var shownView: ViewChoice {
    guard mode.showsPanel, view != .all else { return view }
    return view == .ladder && Layout(size).form != .framed ? .ladder : .all
  }

  var ladderRows: Int { Layout(size, shownView).ladder.rows }

  mutating func show(_ next: ViewChoice) {
    if view != next { viewBefore = view }
    view = next
    tableLine = 0
  }

  /// The chart, or back to what was there before it.
  mutating func toggleChart() { show(view == .chart ? viewBefore ?? .all : .chart) }

  /// A notch of the wheel moves what is seen: the ladder's rows, the list, the pages of the help; never the cursor,
  /// which actions bind to.
  mutating func scroll(up: Bool, _ snapshot: Snapshot) {
    if mode == .help {
      helpPage = max(0, helpPage + (up ? -1 : 1))
    } else if mode == .events {
      moveInList(up ? -InterfaceState.notch : InterfaceState.notch, snapshot)
    } else if scrollsTable {
      moveTable(up ? -InterfaceState.notch : InterfaceState.notch, snapshot)
    } else if shownView.showsLadder, let window {
      self.window?.top = window.top(movedBy: up ? InterfaceState.notch : -InterfaceState.notch)
      isScrolled = true
    }
  }

  /// A table stands alone, which may be longer than the screen.
  var scrollsTable: Bool { mode == .normal && (shownView == .tranches || shownView == .stop) }

  mutating func moveTable(_ lines: Int, _ snapshot: Snapshot) {
    let layout = Layout(size, shownView)
    let scene = Scene(snapshot: snapshot, state: self, layout: layout)
    tableLine = max(0, min(TableViews.hidden(scene), tableLine + lines))
  }

  /// Rows a notch.
  private static let notch = 3
}

extension LadderWindow {
  /// The topmost row of the window moved by so many rows, where every row still is a possible price.
  fileprivate func top(movedBy rows: Int) -> Int {
    max(self.rows, min(Price.largest.ticks / step, top + rows))
  }
}
