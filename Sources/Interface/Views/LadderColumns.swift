import Trading

/// Which columns the ladder has room for, and where they begin. The least important give way first.
struct LadderColumns {
  enum Kind: CaseIterable { case edge, r, level, buys, bid, price, ask, sells, volume, flat, marks }

  struct Column {
    var kind: Kind
    var start: Int
    var width: Int
    /// With a blank more beside the price, and room for a sign behind a label.
    var isRoomy = false
  }

  var columns: [Column] = []

  /// In the order in which they go when there is too little room.
  private static let yielding: [Kind] = [.level, .volume, .bid, .flat, .edge, .r, .buys, .sells]
  /// Those before which the marks become narrower, to this at least.
  private static let trade: [Kind] = [.r, .buys, .sells]
  private static let marksLeast = 10

  init(_ scene: Scene) {
    let total = scene.layout.ladder.columns
    let instrument = scene.instrument
    let price = LadderColumns.priceWidth(scene)
    let order = LadderRows.quantity(scene.snapshot.planned, instrument).count + 3
    let widths: [Kind: Int] = [
      .edge: 1, .r: 6, .level: 9, .buys: order + label(scene, buys: true) - 1,
      .bid: LadderDepth.width + 1, .price: price, .ask: LadderDepth.width + 3,
      .sells: order + label(scene, buys: false), .volume: 7, .flat: flatWidth(scene),
      .marks: price + 5,
    ]
    var kinds = Kind.allCases
    if scene.snapshot.levels.isEmpty { kinds.removeAll { $0 == .level } }
    if scene.snapshot.volume.steps.isEmpty { kinds.removeAll { $0 == .volume } }
    if scene.snapshot.depth == nil { kinds.removeAll { $0.isDepth } }
    place(LadderColumns.fitting(kinds, widths, total), widths, total)
  }

  private static func fitting(_ all: [Kind], _ widths: [Kind: Int], _ total: Int) -> [Kind] {
    var kinds = all
    func needed() -> Int { kinds.reduce(0) { $0 + (widths[$1] ?? 0) } }
    let spare = max(0, (widths[.marks] ?? 0) - marksLeast)
    for kind in yielding where needed() - (trade.contains(kind) ? spare : 0) > total {
      // A bid says little without the ask.
      kinds.removeAll { $0 == kind || (kind.isDepth && $0.isDepth) }
    }
    if needed() - spare > total { kinds.removeAll { $0 == .marks } }
    // What gave way for something wide that then had to go as well comes back.
    for kind in yielding.reversed() where !kind.isDepth && all.contains(kind) && !kinds.contains(kind) {
      if needed() + (widths[kind] ?? 0) <= total { kinds = all.filter { kinds.contains($0) || $0 == kind } }
    }
    return kinds
  }

  private mutating func place(_ kinds: [Kind], _ widths: [Kind: Int], _ total: Int) {
    var spare = max(0, total - kinds.reduce(0) { $0 + (widths[$1] ?? 0) })
    let isRoomy = spare >= LadderColumns.extra
    if isRoomy { spare -= LadderColumns.extra }
    func share(_ most: Int) -> Int {
      let taken = min(most, spare * 2 / 5)
      spare -= taken
      return taken
    }
    let level = kinds.contains(.level) ? share(6) : 0
    let volume = kinds.contains(.volume) ? share(16) : 0
    var start = 0
    for kind in kinds {
      var width = widths[kind] ?? 0
      if isRoomy, kind == .buys { width += 1 }
      if isRoomy, kind == .sells { width += 2 }
      if kind == .level { width += level }
      if kind == .volume { width += volume }
      if kind == .marks {
        // The cursor's bracket stands on the blank beside the price.
        if columns.last?.kind == .price { start += 2 }
        width = max(0, total - start)
      }
      columns.append(Column(kind: kind, start: start, width: width, isRoomy: isRoomy))
      start += width
    }
  }

  /// What both sides take where there is room for it.
  private static let extra = 3

  /// The longest label of an order on one side of the price, at least as long as the plan's tranches need.
  private func label(_ scene: Scene, buys: Bool) -> Int {
    let adds = buys == (scene.snapshot.side == .long)
    let kinds: [TrancheView.Kind] = adds ? [.entry] : [.target]
    let planned = scene.snapshot.tranches.filter { kinds.contains($0.kind) }.map(\.label.count)
    let working = scene.snapshot.orders.filter { $0.isBuy == buys }.map(\.label.count)
    return min(4, max(1, (planned + working).max() ?? 1))
  }

  /// Room for the results at the window's edges, a blank before them.
  private func flatWidth(_ scene: Scene) -> Int {
    guard let window = scene.state.window, scene.snapshot.open > .zero else { return 8 }
    let widest = [window.low, window.high].map { price in
      LadderRows.flatText(scene.snapshot.flat(at: price), digits: 0).count
    }
    return max(8, (widest.max() ?? 0) + 1)
  }

  /// Wide enough for the cursor's exact price and for every price of the window. Brackets stand on the blanks
  /// beside the column.
  static func priceWidth(_ scene: Scene) -> Int {
    let top = scene.state.window.map { max($0.high.ticks, -$0.low.ticks) } ?? 0
    let widest = max(top, scene.snapshot.last?.ticks ?? 0, scene.state.cursor?.ticks ?? 0)
    return scene.instrument.text(Price(ticks: max(1, widest))).count
  }

  func column(_ kind: Kind) -> Column? { columns.first { $0.kind == kind } }

  /// The heads, each where its column's text stands.
  func heads(_ canvas: inout Canvas, column: Int, row: Int, end: Int) {
    for (start, text, _) in heads where column + start + text.count <= end {
      canvas.put(" " + text + " ", .muted, column: column + start - 1, row: row, end: end)
    }
  }

  /// Where the last head but that of the marks ends.
  var lastHead: Int { heads.filter { $0.kind != .marks }.map { $0.start + $0.text.count }.max() ?? 0 }

  private var heads: [(start: Int, text: String, kind: Kind)] {
    columns.compactMap { place in
      let text: String =
        switch place.kind {
        case .edge: ""
        case .r: "R".rightAligned(4)
        case .level: "level".padded(place.width)
        case .buys: (place.isRoomy ? "buys  " : "buys ").rightAligned(place.width)
        case .bid: "bid ".rightAligned(place.width)
        case .ask: "ask ".rightAligned(place.width)
        case .price: "price".rightAligned((place.width + 5) / 2)
        case .sells: place.isRoomy ? "  sells" : " sells"
        case .volume: " volume".cut(place.width)
        case .flat: "flat ".rightAligned(place.width)
        case .marks: " marks"
        }
      let indent = text.prefix { $0 == " " }.count
      let trimmed = text.trimmed
      return trimmed.isEmpty ? nil : (place.start + indent, trimmed, place.kind)
    }
  }
}

extension LadderColumns.Kind {
  /// What the market offers, and not the trade.
  fileprivate var isDepth: Bool { self == .bid || self == .ask }
}

extension String {
  /// Without blanks at either end.
  fileprivate var trimmed: String {
    var text = self[...]
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
