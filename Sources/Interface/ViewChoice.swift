import Screen

/// What the middle of the screen shows. Status lines, next lines and footer stay whatever it is.
public enum ViewChoice: String, Hashable, Sendable, CaseIterable {
  /// The ladder alone.
  case ladder
  /// The tranches as a table, as wide as there is room.
  case tranches
  /// The stop, and how it came there.
  case stop
  /// The trade's way: price, fills, stop path, and the result beneath.
  case chart
  /// Last, R and the distance to the stop in large digits.
  case big
  /// Ladder, tables, story and chart, as many as there is room for.
  case all

  /// Whether the price cursor is to be seen.
  var showsLadder: Bool { self == .ladder || self == .all }

  /// The smallest screen it can be read on.
  var need: Size {
    switch self {
    case .ladder, .all: Size(columns: 30, rows: 8)
    case .tranches, .stop: Size(columns: 40, rows: 12)
    case .chart: Size(columns: 48, rows: 14)
    case .big: Size(columns: 56, rows: 16)
    }
  }

  func fits(_ size: Size) -> Bool { size.columns >= need.columns && size.rows >= need.rows }

  /// The next one, or the one before; behind the last the first.
  func next(_ by: Int) -> ViewChoice {
    let all = ViewChoice.allCases
    let index = all.firstIndex(of: self) ?? 0
    return all[(index + by + all.count) % all.count]
  }
}
