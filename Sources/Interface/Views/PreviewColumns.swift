import Trading

/// The preview's table: now, after, and where there is room as planned, or the difference.
struct PreviewColumns {
  private let table: PreviewTable
  private let columns: Int
  /// The trade has moved on: no number stands out.
  private let isOld: Bool

  init(_ table: PreviewTable, columns: Int, isOld: Bool) {
    self.table = table
    self.columns = columns
    self.isOld = isOld
  }

  private enum Third { case none, planned, change }

  private var third: Third {
    guard columns >= 42, hasRoomForThree else { return .none }
    if table.rows.contains(where: { !$0.planned.isEmpty }) { return .planned }
    return table.rows.contains { !$0.change.isEmpty } ? .change : .none
  }

  /// With long numbers the third column would take the labels away.
  private var hasRoomForThree: Bool {
    let widest = table.rows.map { max($0.after.count, $0.planned.count, $0.change.count) }.max() ?? 0
    let left = columns - 2 * max(columns >= 44 ? 11 : 9, widest + 1)
    return table.rows.allSatisfy { $0.label.count + 1 + $0.now.count <= left }
  }

  private func last(_ row: PreviewTable.Row) -> String {
    switch third {
    case .none: ""
    case .planned: row.planned
    case .change: row.change
    }
  }

  var lines: [[Run]] {
    guard !table.rows.isEmpty else { return [] }
    let widest = table.rows.map { max($0.after.count, last($0).count) }.max() ?? 0
    let cell = max(columns >= 44 ? 11 : 9, widest + 1)
    let left = max(0, columns - cell * (third == .none ? 1 : 2))
    let after = table.isLater ? "then" : "after"
    let heads = "now".rightAligned(left) + after.rightAligned(cell)
    let head =
      switch third {
      case .none: ""
      case .planned: "as planned".rightAligned(cell)
      case .change: "change".rightAligned(cell)
      }
    return [[Run(heads + head, .muted)]] + table.rows.map { row in line(row, left: left, cell: cell) }
  }

  /// Long numbers leave no room for the labels as they are.
  private func isNarrow(_ left: Int) -> Bool {
    table.rows.contains { $0.label.count + 1 + $0.now.count > left }
  }

  private static let short = [
    "quantity": "qty", "average": "avg", "breakeven": "BE", "liquidation": "LIQ", "leverage": "lev",
    PreviewTable.atTheStop: "at stop", PreviewTable.worstCase: "worst",
  ]

  private func line(_ row: PreviewTable.Row, left: Int, cell: Int) -> [Run] {
    let short = isNarrow(left) ? PreviewColumns.short[row.label] ?? row.label : row.label
    let label = short.cut(max(0, left - row.now.count - 1))
    let plain: Role = isOld ? .muted : .text
    var runs = [
      Run(label, .muted), Run(row.now.rightAligned(left - label.count), plain),
      Run(row.after.rightAligned(cell), row.now != row.after && !isOld ? .title : plain),
    ]
    if third != .none { runs.append(Run(last(row).rightAligned(cell), .muted)) }
    return runs
  }
}
