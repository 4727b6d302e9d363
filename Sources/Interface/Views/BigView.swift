import Screen
import Trading

/// Three numbers to be read from across the room. What is wrong with them cannot be overlooked: the line over the
/// first becomes a bar, and an old price is drawn in another pattern.
enum BigView {
  /// One number with the line over it.
  private struct Item {
    /// In several lengths, the longest first.
    var labels: [[Run]]
    var text: String
    /// As wide as it may become, so that digits stay where they are.
    var widest: String
    var role: Role
  }

  static func draw(_ scene: Scene, in area: Rectangle, on canvas: inout Canvas) {
    var items = items(scene)
    guard let arranged = arranged(&items, area) else {
      let key = scene.state.keys.name(.nextView, in: .normal)
      let text = "too narrow for these numbers in large digits; \(key) shows the next view"
      for (offset, line) in Wording.wrapped(text, columns: area.columns - 2).prefix(area.rows).enumerated() {
        canvas.put(
          line, .warning, column: area.column + 1, row: area.row + offset, end: area.column + area.columns)
      }
      return
    }
    let sign: Character = staleness(scene.snapshot) == nil ? "█" : "▒"
    for (index, item) in items.enumerated() {
      let place = arranged.places[index]
      let label = item.labels.first { Segments.width($0) <= place.columns } ?? item.labels.last ?? []
      canvas.put(label, column: place.column, row: place.row, end: place.column + place.columns)
      let end = place.column + arranged.font.columns(item.widest)
      arranged.font.draw(item.text, item.role, sign: sign, endingBefore: end, row: place.row + 1, on: &canvas)
    }
    guard let bar = bar(scene), let place = arranged.places.first else { return }
    // From edge to edge.
    let indent = String(repeating: " ", count: place.column - area.column)
    canvas.put(
      (indent + bar.text).padded(area.columns), bar.role, column: area.column, row: place.row,
      end: area.column + area.columns)
  }

  /// With room for what they may become; else as wide as they are; else with the lower two in whole numbers.
  private static func arranged(_ items: inout [Item], _ area: Rectangle) -> Arrangement? {
    if let all = Arrangement(items.map(\.widest), area) { return all }
    for index in items.indices { items[index].widest = items[index].text }
    if let exact = Arrangement(items.map(\.widest), area, gap: 2) { return exact }
    for index in items.indices.dropFirst() where items[index].text.last != "R" {
      let whole = items[index].text.prefix { $0 != "." }
      // Of a small number too much would be lost.
      guard whole.filter(\.isNumber).count > 2 else { continue }
      items[index].text = String(whole)
      items[index].widest = items[index].text
    }
    return Arrangement(items.map(\.widest), area, gap: 2)
  }

  // MARK: What is shown

  private static func items(_ scene: Scene) -> [Item] {
    let snapshot = scene.snapshot
    if let result = snapshot.result { return ended(result, scene) }
    guard snapshot.last == nil else { return [price(scene), r(scene), stop(scene)] }
    // Without a price the stop's own is all that is known.
    let stop = LadderWindow.stop(snapshot).map { scene.instrument.text($0) } ?? ""
    let known = snapshot.watching == nil ? "no price yet" : "price unknown"
    return [
      Item(labels: [[Run(known, .muted)]], text: "", widest: stop, role: .last),
      Item(labels: [[Run("R unknown", .muted)]], text: "", widest: "+00.00R", role: .text),
      Item(
        labels: [[Run(stop.isEmpty ? "no stop" : "stop at", .muted)]], text: stop, widest: stop, role: .stop),
    ]
  }

  private static func price(_ scene: Scene) -> Item {
    let last = scene.snapshot.last.map { scene.instrument.text($0) } ?? "−"
    return Item(
      labels: [[Run("last", .muted), Run(scene.lastSign, scene.lastRole)]], text: last, widest: last,
      role: .last
    )
  }

  private static func r(_ scene: Scene) -> Item {
    let snapshot = scene.snapshot
    guard let last = snapshot.last, let ratio = snapshot.r(at: last), snapshot.open > .zero else {
      let waits = Wording.nearestEntry(snapshot).map { "waits for \($0.when)" }
      return Item(
        labels: [[Run("R   ", .muted), Run(waits ?? "nothing is open", .muted)]], text: "",
        widest: "+00.00R", role: .text)
    }
    let flat = snapshot.flat(at: last)
    let (amount, role) = (flat.text(signed: true), scene.moneyRole(flat))
    let net = scene.snapshot.resultInR(flat).map { " " + Wording.r($0) } ?? ""
    let labels = [
      ("price at R   flat ", amount + net), ("price R  flat ", amount + net), ("price R  flat ", amount),
    ]
    .map { [Run($0.0, .muted), Run($0.1, role)] }
    // Where the price is, and no result: it has that one's colour only while both are of one sign.
    let agree = (ratio < .zero) == (flat < .zero)
    return Item(
      labels: labels, text: Wording.r(ratio), widest: longer(Wording.r(ratio), "+00.00R"),
      role: agree ? role : .text)
  }

  private static func stop(_ scene: Scene) -> Item {
    let (snapshot, instrument) = (scene.snapshot, scene.instrument)
    let widest = instrument.distance(ticks: max(1, (snapshot.oneR ?? 0) * 3))
    guard let stop = LadderWindow.stop(snapshot) else {
      return Item(labels: [[Run("no stop", .muted)]], text: "", widest: widest, role: .stop)
    }
    let distance = snapshot.last.map { instrument.distance(ticks: stop.ticks - $0.ticks) } ?? ""
    let label = Run("to the stop ", .muted)
    return Item(
      labels: [[label, Run(instrument.text(stop), .stop)]], text: distance,
      widest: longer(distance, widest), role: .stop)
  }

  /// Digits stay where they are as long as there is room, and none is lost where there is not.
  private static func longer(_ text: String, _ usual: String) -> String {
    text.count > usual.count ? text : usual
  }

  private static func ended(_ result: TradeResult, _ scene: Scene) -> [Item] {
    let role = scene.moneyRole(result.net)
    let net = result.net.text(signed: true)
    let r = Wording.r(result.r)
    let last = price(scene)
    return [
      Item(labels: [[Run("closed, net", .muted)]], text: net, widest: net, role: role),
      Item(labels: [[Run("net in R", .muted)]], text: r, widest: longer(r, "+00.00R"), role: role), last,
    ]
  }

  // MARK: What is wrong

  private struct Bar {
    var text: String
    var role: Role
  }

  private static func bar(_ scene: Scene) -> Bar? {
    // The labels of R and stop stay: the alarm's own line stands at the foot as well.
    let stale = staleness(scene.snapshot).map { Bar(text: $0, role: .alarm) }
    let paused = scene.snapshot.feed.isPaused ? Bar(text: "PAUSED", role: .warning) : nil
    let alarm = AlarmLine.gravest(scene.snapshot).map { alarm in
      Bar(text: "! " + alarm.text, role: AlarmLine.role(alarm.kind))
    }
    return scene.snapshot.result == nil ? stale ?? paused ?? alarm : alarm
  }

  /// Why the numbers may be long past; nil while they are fresh, and once nothing is at stake.
  static func staleness(_ snapshot: Snapshot) -> String? {
    guard snapshot.result == nil else { return nil }
    if let watching = snapshot.watching {
      if watching.journalProblem != nil { return "JOURNAL UNREADABLE" }
      switch watching.owner {
      case .heard: break
      case .silent: return "OWNER SILENT " + (watching.heard.map(Wording.age) ?? "")
      case .unheard: return "JOURNAL ALONE, price unknown"
      case .gone: return "NOBODY HOLDS THIS TRADE"
      }
    }
    if snapshot.feed.hasEnded { return "FEED ENDED" }
    guard let age = snapshot.feed.age, snapshot.feed.isOld else { return nil }
    return "PRICE OLD " + Wording.age(age)
  }
}

extension BigView {
  /// Where three numbers stand: the largest digits that fit, under each other or the last two side by side.
  private struct Arrangement {
    var font: DigitFont
    /// Of each number: its label's line, and from there down.
    var places: [Rectangle] = []

    init?(_ texts: [String], _ area: Rectangle, gap: Int = 4) {
      let columns = area.columns - 2
      for font in DigitFont.sizes {
        let widths = texts.map(font.columns)
        let block = font.rows + 1
        self.font = font
        if 3 * block <= area.rows, (widths.max() ?? 0) <= columns {
          placeStacked(widths, area, block)
          return
        }
        let below = widths.dropFirst().reduce(gap, +)
        if 2 * block <= area.rows, max(widths[0], below) <= columns {
          placeSplit(widths, below, area, block, between: gap)
          return
        }
      }
      return nil
    }

    private mutating func placeStacked(_ widths: [Int], _ area: Rectangle, _ block: Int) {
      let width = max(widths.max() ?? 0, min(area.columns - 2, 40))
      let gap = min(2, (area.rows - 3 * block) / 3)
      let top = area.row + (area.rows - 3 * block - 2 * gap) / 2
      places = (0..<3).map { index in
        let row = top + index * (block + gap)
        return Rectangle(
          column: area.column + (area.columns - width) / 2, row: row, columns: width, rows: block)
      }
    }

    private mutating func placeSplit(
      _ widths: [Int], _ below: Int, _ area: Rectangle, _ block: Int, between: Int
    ) {
      let gap = min(2, area.rows - 2 * block)
      let top = area.row + (area.rows - 2 * block - gap) / 2
      let left = area.column + (area.columns - max(widths[0], below)) / 2
      let middle = left + widths[1] + between
      let end = area.column + area.columns - 1
      let row = top + block + gap
      places = [
        Rectangle(column: left, row: top, columns: end - left, rows: block),
        Rectangle(column: left, row: row, columns: middle - left - min(2, between), rows: block),
        Rectangle(column: middle, row: row, columns: end - middle, rows: block),
      ]
    }
  }
}
