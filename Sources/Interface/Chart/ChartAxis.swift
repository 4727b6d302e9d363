import Screen
import Trading

/// The words beside and under a chart.
enum ChartAxis {
  private struct Label {
    var price: Price
    var name: String
    var role: Role
  }

  /// Prices right of the plot: first of all the last one and the stop, then what else has a name, and between them
  /// plain prices.
  static func drawPrices(_ scene: Scene, _ scale: ChartScale, in area: Rectangle, on canvas: inout Canvas) {
    var taken: [Int: String] = [:]
    let column = area.column + scale.columns + 1
    let end = area.column + area.columns
    let labels = labels(scene)
    let inside = labels.filter { scale.holds($0.price) }
    for label in inside {
      let line = scale.line(label.price)
      guard taken[line] == nil else { continue }
      // Names that share a row share its label.
      let names = inside.filter { scale.line($0.price) == line && $0.price == label.price }.map(\.name)
      let text = scene.instrument.text(label.price)
      taken[line] = text
      // A name goes whole or not at all.
      let words = names.reduce(text) { $0.count + 1 + $1.count <= end - column ? $0 + " " + $1 : $0 }
      canvas.put(words, label.role, column: column, row: area.row + line, end: end)
    }
    let above = labels.filter { $0.price.ticks > scale.high }.sorted { $0.price < $1.price }
    let below = labels.filter { $0.price.ticks < scale.low }.sorted { $0.price > $1.price }
    for (outside, sign, line) in [(above, "▲", 0), (below, "▼", scale.rows - 1)] {
      guard let label = outside.first, taken[line] == nil else { continue }
      taken[line] = ""
      let text = "\(sign)\(scene.instrument.text(label.price)) \(label.name)"
      // Those that lie further are counted, as far as there is room.
      let further = Set(outside.map(\.price)).count - 1
      let all = further > 0 ? "\(text) +\(further)" : text
      let shown = column - 1 + all.count <= end ? all : text
      canvas.put(shown, label.role, column: column - 1, row: area.row + line, end: end)
    }
    let every = scale.rows >= 20 ? 4 : 3
    for line in stride(from: 0, to: scale.rows, by: every) {
      guard (line - 1...line + 1).allSatisfy({ taken[$0] == nil }) else { continue }
      let text = scene.instrument.text(scale.price(row: line))
      canvas.put(text, .muted, column: column, row: area.row + line, end: end)
    }
  }

  private static func labels(_ scene: Scene) -> [Label] {
    let snapshot = scene.snapshot
    var labels: [Label] = []
    if let last = snapshot.last { labels.append(Label(price: last, name: "last", role: scene.priceRole)) }
    let order: [LadderMark.Role] = [.stop, .target, .entry, .breakeven, .trail, .tranche]
    for role in order {
      for mark in snapshot.marks where mark.role == role {
        labels.append(Label(price: mark.price, name: mark.label, role: LadderRows.role(mark.role)))
      }
    }
    return labels
  }

  /// Times under the plot, each at the column it begins.
  static func drawTimes(_ scale: ChartScale, in area: Rectangle, on canvas: inout Canvas) {
    let row = area.row + area.rows - 1
    let length = Span(microseconds: scale.column * Int64(scale.columns))
    let every = 16
    for place in stride(from: 0, to: scale.columns - 6, by: every) {
      let time = scale.time(column: place)
      let text =
        length > Span(seconds: 86_400)
        ? Wording.moment(time, isOneDay: false) : Wording.clock(time, seconds: length < Span(seconds: 1200))
      let end = area.column + scale.columns
      canvas.put("╵" + text, .muted, column: area.column + place, row: row, end: end)
    }
  }
}
