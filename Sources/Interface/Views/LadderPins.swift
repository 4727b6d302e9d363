import Trading

/// What lies outside of the window, pinned at its edge with its distance. The stop comes first.
struct LadderPins {
  private struct Pin {
    var label: String
    var role: Role
    var price: Price
    var rank: Int
    var isAbove: Bool
  }

  private var pins: [Pin] = []
  private let window: LadderWindow
  private let instrument: Instrument

  init(_ scene: Scene, _ window: LadderWindow) {
    self.window = window
    instrument = scene.instrument
    if let stop = scene.snapshot.stop { add("STOP", .stop, stop.price, 0) }
    for mark in scene.snapshot.marks {
      if mark.role == .stop, scene.snapshot.stop != nil { continue }
      add(mark.label, LadderRows.role(mark.role), mark.price, LadderRows.rank(mark.role) * 2)
    }
    if let last = scene.snapshot.last { add("last", .last, last, 1) }
    if let cursor = scene.state.cursor { add("cursor", .cursor, cursor, 9) }
    pins = pins.sorted { ($0.rank, distance($0)) < ($1.rank, distance($1)) }
  }

  private mutating func add(_ label: String, _ role: Role, _ price: Price, _ rank: Int) {
    guard !window.holds(price) else { return }
    let isAbove = price.ticks >= window.high.ticks
    pins.append(Pin(label: label, role: role, price: price, rank: rank, isAbove: isAbove))
  }

  /// The columns for a line of pins: those that are free, or all of them where the stop or the price, which must be
  /// told, needs more. `above` nil: of both directions.
  func room(free: Int, most: Int, above: Bool?) -> Int {
    let vital = pins.filter { $0.rank < 2 && (above == nil || $0.isAbove == above) }
    let needed = vital.reduce(0) { $0 + 2 + short($1).count }
    return needed > free ? most : free
  }

  private func distance(_ pin: Pin) -> Int {
    pin.isAbove ? pin.price.ticks - window.price(row: 0).ticks : window.low.ticks - pin.price.ticks
  }

  private func short(_ pin: Pin) -> String { "\(pin.label) \(instrument.text(pin.price))" }

  /// `▼ LIQ 24,100.2, 5,850 under this window`, then shorter ones as they fit.
  func line(above: Bool, columns: Int) -> [Run] {
    var runs: [Run] = []
    let here = pins.filter { $0.isAbove == above }
    // Both the stop and the price before the distance of one of them.
    let vital = here.filter { $0.rank < 2 }.reduce(0) { $0 + 2 + short($1).count }
    let isTight = here.count { $0.rank < 2 } > 1 && vital + 12 > columns
    for pin in here {
      let price = instrument.text(pin.price)
      let far = Wording.row(Price(ticks: distance(pin)), step: max(10, window.step), instrument)
      let place = above ? "above" : "under"
      let long = runs.isEmpty ? "\(pin.label) \(price), \(far) \(place) this window" : "\(pin.label) \(price)"
      let sign = runs.isEmpty ? (above ? "▲ " : "▼ ") : isTight ? "  " : "   "
      let choices =
        isTight ? [short(pin)] : [long, "\(pin.label) \(price) \(far) \(place)", short(pin)]
      let room = columns - Segments.width(runs) - sign.count
      guard let text = choices.first(where: { $0.count <= room }) else { continue }
      runs += [Run(sign, .muted), Run(text, pin.role)]
    }
    return runs
  }

  /// Both directions in one line: `▼ LIQ 24,100.2, 5,850 under`.
  func short(columns: Int) -> [Run] {
    var runs: [Run] = []
    for pin in pins {
      let sign = pin.isAbove ? "▲ " : "▼ "
      let far = Wording.row(Price(ticks: distance(pin)), step: max(10, window.step), instrument)
      let most = runs.isEmpty ? columns : min(columns, 32)
      let gap = runs.isEmpty ? "" : "  "
      let room = most - Segments.width(runs) - gap.count - sign.count
      let choices = [
        "\(pin.label) \(instrument.text(pin.price)), \(far) \(pin.isAbove ? "above" : "under")",
        "\(pin.label) \(instrument.text(pin.price)) \(far)", "\(pin.label) \(instrument.text(pin.price))",
      ]
      guard let text = choices.first(where: { $0.count <= room }) else { continue }
      runs += [Run(gap + sign, .muted), Run(text, pin.role)]
    }
    return runs
  }
}
