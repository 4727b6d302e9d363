import Screen
import Trading

/// The places for the stop on a screen without room for a panel. They stand over the ladder's right side, where the
/// marks are: price, orders and R stay in view, and so do the status and the next lines.
enum StopChoices {
  /// Room for a label: `breakeven`.
  private static let labelColumns = 9

  static func isNeeded(_ scene: Scene) -> Bool {
    scene.layout.preview == nil && scene.panel?.kind == .stop && scene.layout.ladder.rows > 0
  }

  static func draw(_ scene: Scene, on canvas: inout Canvas) {
    guard isNeeded(scene), let panel = scene.panel else { return }
    let lines = lines(panel, scene)
    let columns = lines.map(\.text.count).max() ?? 0
    let area = scene.layout.ladder
    let end = area.column + area.columns
    let column = max(area.column, end - columns)
    let shown = self.shown(lines.count, selected: panel.selected, rows: area.rows)
    let edge = self.edge(under: column - area.column, scene) + area.column
    canvas.clear(Rectangle(column: edge, row: area.row, columns: end - edge, rows: shown.count))
    for (offset, index) in shown.enumerated() {
      canvas.put([lines[index]], column: column, row: area.row + offset, end: end)
    }
  }

  /// Where the ladder's column begins that the list would cut: half a number reads as another one.
  private static func edge(under column: Int, _ scene: Scene) -> Int {
    let columns = LadderColumns(scene).columns
    guard let index = columns.firstIndex(where: { $0.start < column && column < $0.start + $0.width }) else {
      return column
    }
    // Beside the price stands its bracket.
    let isBesidePrice = index > 0 && columns[index - 1].kind == .price
    return columns[index].start + (isBesidePrice ? 1 : 0)
  }

  /// As many as there are rows; the selected one is always among them.
  private static func shown(_ count: Int, selected: Int, rows: Int) -> Range<Int> {
    let first = max(0, min(selected - rows + 1, count - rows))
    return first..<min(count, first + rows)
  }

  /// Number, label, price, and the net result there.
  private static func lines(_ panel: Panel, _ scene: Scene) -> [Run] {
    let prices = panel.choices.map { $0.price.map { scene.instrument.text($0) } ?? "" }
    let locks = panel.choices.map { $0.price.map { scene.snapshot.flat(at: $0).text(signed: true) } ?? "" }
    let price = prices.map(\.count).max() ?? 0
    let lock = locks.map(\.count).max() ?? 0
    // Where it is too narrow for the result, that goes: half a number reads as another one.
    let hasResults = 2 + labelColumns + 1 + price + 1 + lock <= scene.layout.ladder.columns
    return panel.choices.enumerated().map { index, choice in
      let isChosen = index == panel.selected
      let result = hasResults ? " " + locks[index].rightAligned(lock) : ""
      let text =
        "\(index + 1)\(isChosen ? ">" : " ")\(choice.label.padded(labelColumns)) "
        + prices[index].rightAligned(price) + result
      return Run(text, isChosen ? .selected : role(choice, scene))
    }
  }

  /// A place at or beyond the price is refused whatever is said for it.
  static func role(_ choice: Panel.Choice, _ scene: Scene) -> Role {
    guard let place = choice.price, let last = scene.snapshot.last else { return .text }
    return (last.ticks - place.ticks) * scene.snapshot.side.sign < 1 ? .disabled : .text
  }
}
