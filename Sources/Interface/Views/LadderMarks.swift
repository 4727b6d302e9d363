import Trading

/// What stands in the last column of the ladder: marks, the last price, and where something happens next.
extension LadderRows {
  func markRuns(_ row: Int, _ width: Int) -> [Run] {
    let found = (marks[row] ?? []).sorted { LadderRows.rank($0.role) < LadderRows.rank($1.role) }
    var parts = found.map { mark in
      let text = found.count == 1 && row != lastRow ? single(mark, width) : mark.label
      return [Run(text, LadderRows.role(mark.role))]
    }
    // The stop and the last price are never those that are left out.
    var vital = found.first?.role == .stop ? 1 : 0
    if row == proposedStopRow {
      parts.insert([Run("→STOP", .selected)], at: vital)
      vital += 1
    }
    if row == lastRow, let last = scene.snapshot.last {
      let kept = LadderRows.width(parts.prefix(vital)) + vital
      let others = parts.isEmpty ? 0 : LadderRows.width(parts) + 1
      let least = scene.instrument.text(last).count
      let room = least + others <= width ? width - others : width - kept
      // In front of the stop's name: behind it, it would read as the stop's price.
      let place = least + kept <= width ? 0 : vital
      parts.insert(lastRuns(last, room, isAlone: parts.isEmpty), at: place)
      vital += 1
    }
    let runs = LadderRows.joined(parts, vital: vital, width)
    let isUp = scene.snapshot.nextUp.map { window.row(of: $0.price) } == row
    let isDown = scene.snapshot.nextDown.map { window.row(of: $0.price) } == row
    let signs = (isUp ? [Run("▲", .band)] : []) + (isDown ? [Run("▼", .band)] : [])
    // The edge of the band and the next lines say the same as the signs.
    let hasRoom = Segments.width(runs) + 1 + signs.count <= width
    return hasRoom && !signs.isEmpty ? runs + (runs.isEmpty ? [] : [Run(" ")]) + signs : runs
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

  /// As many marks as fit whole, in their order; a sign says that some are missing, where the first ones leave room.
  private static func joined(_ parts: [[Run]], vital: Int, _ width: Int) -> [Run] {
    var kept = parts
    while kept.count > vital, LadderRows.width(kept) + (kept.count < parts.count ? 2 : 0) > width {
      kept.removeLast()
    }
    while kept.count > 1, LadderRows.width(kept) > width { kept.removeLast() }
    let runs = Array(kept.joined(separator: [Run(" ")]))
    let hasRoom = kept.count < parts.count && LadderRows.width(kept) + 2 <= width
    return hasRoom ? runs + [Run(runs.isEmpty ? "…" : " …", .muted)] : runs
  }

  /// With blanks between them.
  private static func width(_ parts: some Collection<[Run]>) -> Int {
    parts.reduce(0) { $0 + Segments.width($1) } + max(0, parts.count - 1)
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
