import Trading

/// What stands in the last column of the ladder: marks, the last price, and where something happens next.
extension LadderRows {
  func markRuns(_ row: Int, _ width: Int) -> [Run] {
    let found = (marks[row] ?? []).sorted { LadderRows.rank($0.role) < LadderRows.rank($1.role) }
    var runs = found.flatMap { mark -> [Run] in
      let text = found.count == 1 && row != lastRow ? single(mark, width) : mark.label
      return [Run(text, LadderRows.role(mark.role)), Run(" ")]
    }
    if row == lastRow, let last = scene.snapshot.last {
      let room = found.isEmpty ? width : width - Segments.width(runs) - 1
      let price = lastRuns(last, room, isAlone: found.isEmpty) + [Run(" ")]
      // Behind its name the price would read as the stop's; but the stop is never the one that is left out.
      let bothFit = Segments.width(price) + Segments.width(Array(runs.prefix(2))) <= width
      runs.insert(contentsOf: price, at: found.first?.role == .stop && !bothFit ? 2 : 0)
    }
    let isUp = scene.snapshot.nextUp.map { window.row(of: $0.price) } == row
    let isDown = scene.snapshot.nextDown.map { window.row(of: $0.price) } == row
    let signs = (isUp ? [Run("▲", .band)] : []) + (isDown ? [Run("▼", .band)] : [])
    // The edge of the band and the next lines say the same as the signs.
    let hasRoom = Segments.width(runs) + signs.count <= width
    return hasRoom ? runs + signs : LadderRows.whole(runs, width)
  }

  /// `last 30,412.3 ▲ 0.125`; where that does not fit, without the word, then without the size. In a row with marks it
  /// is the price and its direction.
  private func lastRuns(_ last: Price, _ width: Int, isAlone: Bool) -> [Run] {
    let sign = scene.lastSign
    let text = scene.instrument.text(last)
    let known = isAlone ? scene.snapshot.lastSize.map { " " + scene.instrument.text($0) } ?? "" : ""
    let size = text.count + sign.count + known.count <= width ? known : ""
    let word = isAlone && text.count + 5 + sign.count + size.count <= width ? "last " : ""
    let price = Run(word + text, scene.priceRole, changed: scene.state.isFresh(.last))
    let hasRoom = !sign.isEmpty && word.count + text.count + sign.count <= width
    return [price] + (hasRoom ? [Run(sign, scene.lastRole), Run(size, .muted)] : [])
  }

  /// As many marks as fit whole, in their order of rank; a sign says that some are missing. Marks and blanks take
  /// turns, a blank is the last.
  private static func whole(_ runs: [Run], _ width: Int) -> [Run] {
    guard Segments.width(runs) - 1 > width else { return runs }
    var kept: [Run] = []
    for run in runs {
      guard Segments.width(kept) + run.text.count + 1 <= width else { break }
      kept.append(run)
    }
    return kept + [Run("…", .muted)]
  }

  /// A lone mark shows its exact price where that fits and the row does not say it already; beside the last price
  /// the room is that one's.
  private func single(_ mark: LadderMark, _ width: Int) -> String {
    let text = mark.label + " " + scene.instrument.text(mark.price)
    let isOnGrid = mark.price == window.price(row: window.row(of: mark.price))
    return isOnGrid || text.count + 2 > width ? mark.label : text
  }

  /// The stop stands first wherever marks share a row.
  static func rank(_ role: LadderMark.Role) -> Int {
    switch role {
    case .stop: 0
    case .liquidation: 1
    case .target: 2
    case .trail: 3
    case .breakeven: 4
    case .entry: 5
    case .tranche: 6
    case .level: 7
    }
  }

  static func role(_ role: LadderMark.Role) -> Role {
    switch role {
    case .stop: .stop
    case .liquidation: .liquidation
    case .target: .target
    case .trail: .trail
    case .breakeven: .breakeven
    case .entry, .tranche: .entry
    case .level: .level
    }
  }
}
