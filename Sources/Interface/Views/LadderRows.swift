import Screen
import Trading

/// The cells of the ladder's rows.
struct LadderRows {
  let scene: Scene
  let window: LadderWindow
  let marks: [Int: [LadderMark]]
  private let orders: [Int: [LadderOrder]]
  private let levels: [Int: [NamedPrice]]
  private let volume: [Int]
  private let mostVolume: Int
  let lastRow: Int?
  /// Where Enter would put the stop.
  let proposedStopRow: Int?
  private let cursorRow: Int?
  private let flatDigits: Int
  private let depth: LadderDepth

  init(_ scene: Scene, _ window: LadderWindow) {
    self.scene = scene
    self.window = window
    let snapshot = scene.snapshot
    marks = Dictionary(grouping: snapshot.marks) { window.row(of: $0.price) }
    orders = Dictionary(grouping: snapshot.orders) { window.row(of: $0.price) }
    levels = Dictionary(grouping: snapshot.levels) { window.row(of: $0.price) }
    volume = (0..<max(0, window.rows)).map { row in
      let low = window.price(row: row).ticks
      return low + window.step > 0 ? snapshot.volume.steps(from: low, below: low + window.step) : 0
    }
    mostVolume = volume.max() ?? 0
    depth = LadderDepth(snapshot, window)
    lastRow = snapshot.last.map(window.row(of:))
    proposedStopRow = LadderRows.proposedStop(scene).map(window.row(of:))
    cursorRow = scene.state.cursor.map(window.row(of:))
    let widest = max(
      abs(snapshot.flat(at: window.low).units), abs(snapshot.flat(at: window.high).units))
    flatDigits = widest < Cash(whole: 20).units ? 2 : widest < Cash(whole: 100).units ? 1 : 0
  }

  /// Carried by the cursor it is seen there.
  private static func proposedStop(_ scene: Scene) -> Price? {
    guard let panel = scene.panel, scene.held == nil, case .possible(let table) = panel.outcome,
      !scene.state.isStale(panel, scene.snapshot)
    else { return nil }
    return table.stop
  }

  /// A row below zero has no price.
  private func isEmpty(_ row: Int) -> Bool { window.price(row: row).ticks + window.step <= 1 }

  /// The price a row's own numbers are computed at: that of what stands in it, be it the last price, the cursor, the
  /// stop or another order; the row's where nothing does. Nil where several prices stand in it: the numbers of one would
  /// be read as those of another.
  private func exact(_ row: Int) -> Price? {
    var found = (orders[row] ?? []).map(\.price)
    if row == lastRow, let last = scene.snapshot.last { found.append(last) }
    if row == cursorRow, let cursor = scene.state.cursor { found.append(cursor) }
    guard let first = found.first else { return window.price(row: row) }
    return found.allSatisfy { $0 == first } ? first : nil
  }

  /// In the place of a number that would be one of several.
  private func several(_ width: Int) -> [Run] { [Run("…".rightAligned(width), .muted)] }

  func runs(_ column: LadderColumns.Column, row: Int) -> [Run] {
    guard !isEmpty(row) else { return [] }
    switch column.kind {
    case .edge: return edge(row)
    case .r:
      guard let price = exact(row) else { return scene.snapshot.oneR == nil ? [] : several(5) }
      guard let r = scene.snapshot.r(at: price) else { return [] }
      let digits = r.magnitude < Ratio(10) ? 2 : r.magnitude < Ratio(100) ? 1 : 0
      let text = NumberText.fixed(r, digits: digits, signed: true)
      return [Run(text.rightAligned(5), row == cursorRow ? .text : .muted)]
    case .level:
      guard let first = levels[row]?.first else { return [] }
      return [Run(first.name.cut(column.width - 1), .level)]
    case .buys: return order(row, isBuy: true, column)
    case .bid: return depth.runs(bid: row, column.width - 1)
    case .ask: return depth.runs(ask: row, column.width - 1)
    case .price: return price(row, column.width + 2)
    case .sells: return order(row, isBuy: false, column)
    case .volume: return bar(row, column.width)
    case .flat: return flat(row, column.width)
    case .marks: return markRuns(row, column.width)
    }
  }

  private func edge(_ row: Int) -> [Run] {
    let high = scene.snapshot.bandHigh.map(window.row(of:))
    let low = scene.snapshot.bandLow.map(window.row(of:))
    if let high, row == high { return [Run("▲", .band)] }
    if let low, row == low { return [Run("▼", .band)] }
    guard high != nil || low != nil else { return [] }
    return row > (high ?? .min) && row < (low ?? .max) ? [Run("┊", .band)] : []
  }

  private func order(_ row: Int, isBuy: Bool, _ column: LadderColumns.Column) -> [Run] {
    let width = column.width
    let held = scene.held.flatMap { $0.isBuy == isBuy ? $0 : nil }
    if let held, row == cursorRow { return carried(held, column) }
    let here = (orders[row] ?? []).filter { $0.isBuy == isBuy }
    let others = here.filter { $0.label != held?.label }
    // Where an order is carried away from its place stays in sight, unless another stands there.
    let isLeft = others.isEmpty && !here.isEmpty
    let found = isLeft ? here : others
    guard let first = found.first else { return [] }
    // The stop closes what targets would: they never add up.
    let stop = found.first { $0.cancel == nil }
    let isStop = stop != nil
    let sum = stop?.quantity ?? found.reduce(Quantity.zero) { $0 + $1.quantity }
    let quantity = LadderRows.quantity(sum, scene.instrument)
    let label = stop?.label ?? first.label
    let text = words(quantity, label, isOne: found.count == 1, isBuy: isBuy, isRoomy: column.isRoomy)
    let adds = isBuy == (scene.snapshot.side == .long)
    let role: Role = isLeft ? .muted : isStop ? .stop : adds ? .entry : .target
    return [Run(isBuy ? text.rightAligned(width) : text.cut(width), role)]
  }

  /// As it stands in a row: a long one in thousands or millions, of which the tables tell all digits.
  static func quantity(_ quantity: Quantity, _ instrument: Instrument) -> String {
    let exact = instrument.text(quantity)
    guard exact.count > longest else { return exact }
    let units = Int128(quantity.steps) * Int128(instrument.stepUnits)
    let scale = NumberText.power(of: instrument.quantityDigits)
    let (power, sign) = units >= scale * 1_000_000 ? (Int128(1_000_000), "M") : (1000, "k")
    let value = Ratio(units, over: scale * power)
    let texts = [2, 1, 0].map { NumberText.fixed(value, digits: $0) }
    let text = texts.first { $0.count < longest } ?? texts[2]
    return (text.contains(".") ? text.trimmedZeros : text) + sign
  }

  private static let longest = 7

  /// A quantity and its label, the blank beside the price included. Where several orders share the row a sign follows
  /// the label; without room for both it stands for all their labels: beside the number it would read as a sum.
  private func words(_ quantity: String, _ label: String, isOne: Bool, isBuy: Bool, isRoomy: Bool) -> String {
    guard isRoomy else {
      let label = isOne ? label : "+".padded(label.count)
      return isBuy ? "\(quantity) \(label) " : " \(label) \(quantity)"
    }
    return isBuy ? "\(quantity) \(label)\(isOne ? " " : "+") " : "  \(label)\(isOne ? " " : "+ ")\(quantity)"
  }

  /// An order on its way with the cursor.
  private func carried(_ order: LadderOrder, _ column: LadderColumns.Column) -> [Run] {
    // Beside the price stands a blank, or two.
    let margin = column.isRoomy ? 2 : 1
    let room = column.width - margin
    let quantity = LadderRows.quantity(order.quantity, scene.instrument)
    let text = order.isBuy ? "\(quantity) \(order.label)" : "\(order.label) \(quantity)"
    let blank = String(repeating: " ", count: order.isBuy ? max(0, room - text.count) : margin)
    return [Run(blank), Run(text.cut(room), .cursor)]
  }

  private func price(_ row: Int, _ width: Int) -> [Run] {
    let plain = Wording.row(window.price(row: row), step: window.step, scene.instrument)
    let isLast = row == lastRow
    if row == cursorRow, let cursor = scene.state.cursor {
      let isOnGrid = cursor == window.price(row: row)
      let text = isOnGrid ? plain : scene.instrument.text(cursor)
      return centred("[\(text)]", width, .cursor)
    }
    if isLast { return centred("»\(plain)«", width, scene.priceRole, changed: scene.state.isFresh(.last)) }
    return centred(plain, width, .text)
  }

  private func centred(_ text: String, _ width: Int, _ role: Role, changed: Bool = false) -> [Run] {
    let left = max(0, (width - text.count + 1) / 2)
    return [Run(String(repeating: " ", count: left)), Run(text, role, changed: changed)]
  }

  /// Volume at price in eighths of a cell, against the busiest row of the window.
  private func bar(_ row: Int, _ width: Int) -> [Run] {
    let most = mostVolume
    guard most > 0, volume.indices.contains(row), volume[row] > 0, width > 2 else { return [] }
    let eighths = max(1, Int(Int128(volume[row]) * Int128((width - 2) * 8) / Int128(most)))
    let parts: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    var text = " " + String(repeating: "█", count: eighths / 8)
    if eighths % 8 > 0 { text.append(parts[eighths % 8 - 1]) }
    return [Run(text, .volume)]
  }

  static func flatText(_ cash: Cash, digits: Int) -> String {
    NumberText.fixed(cash.rounded(digits: digits), digits: digits, signed: true)
  }

  private func flat(_ row: Int, _ width: Int) -> [Run] {
    guard scene.snapshot.open > .zero else { return [] }
    guard let price = exact(row) else { return several(width - 1) }
    let cash = scene.snapshot.flat(at: price)
    let text = LadderRows.flatText(cash, digits: flatDigits)
    return [Run(text.rightAligned(width - 1), scene.moneyRole(cash))]
  }
}
