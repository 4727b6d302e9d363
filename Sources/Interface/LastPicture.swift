import Screen
import Trading

/// The last picture, which one that shows nothing but the price cursor elsewhere takes most of its cells from: a key that
/// moves the cursor is answered sooner.
public struct LastPicture: Sendable {
  let picture: CellBuffer
  let state: InterfaceState
  /// Whether the price was too old to shine.
  private let isOld: Bool

  /// `picture`: what was drawn of a snapshot and `state`. Whoever keeps it forgets it with the snapshot, the theme and the
  /// second in which the price's age was told.
  public init(_ picture: CellBuffer, of snapshot: Snapshot, _ state: InterfaceState) {
    self.picture = picture
    self.state = state
    isOld = snapshot.feed.isOld
  }

  /// What can be taken over, and the rows of the ladder that are drawn anew.
  struct Parts {
    var areas: [Rectangle]
    var rows: Set<Int>
  }

  /// For the same snapshot on the same layout; nil where more than the cursor is new.
  func parts(for scene: Scene) -> Parts? {
    let (state, layout) = (scene.state, scene.layout)
    guard let window = state.window, let foot = layout.foot, layout.form == .framed, layout.body == nil,
      picture.size == layout.size, scene.snapshot.feed.isOld == isOld,
      // The column of prices is as wide as the longest of them.
      LadderColumns.priceWidth(scene) == LadderColumns.priceWidth(before(scene)),
      state.differsInCursorAlone(from: self.state)
    else { return nil }
    let columns = layout.size.columns
    var areas = [
      Rectangle(column: 0, row: 0, columns: columns, rows: layout.statusRows),
      Rectangle(column: 0, row: layout.next, columns: columns, rows: layout.events.row - layout.next),
    ]
    if let tables = layout.panel ?? layout.story {
      let left = tables.column - 1
      let rows = foot - layout.statusRows + 1
      areas.append(Rectangle(column: left, row: layout.statusRows, columns: columns - left, rows: rows))
    }
    let anew = Set([state.cursor, self.state.cursor].compactMap { $0.map(window.row(of:)) })
    for row in 0..<layout.ladder.rows where !anew.contains(row) {
      var area = layout.ladder
      (area.row, area.rows) = (area.row + row, 1)
      areas.append(area)
    }
    return Parts(areas: areas, rows: anew)
  }

  private func before(_ scene: Scene) -> Scene {
    var before = scene
    before.state.cursor = state.cursor
    return before
  }
}

extension InterfaceState {
  /// On the ladder, with nothing open, and with the same marks and words beside it.
  fileprivate func differsInCursorAlone(from other: InterfaceState) -> Bool {
    mode == .normal && other.mode == .normal && panel == nil && other.panel == nil
      && currentNotice == nil && other.currentNotice == nil && nextChange == other.nextChange
      && size == other.size && window == other.window && view == other.view && ladder == other.ladder
      && tableLine == other.tableLine && showsFirstSteps == other.showsFirstSteps
      && isWatching == other.isWatching && owner == other.owner
  }
}
