import Screen
import Trading

/// What acts next above and below the market, and what it does then.
enum NextLines {
  static func draw(_ scene: Scene, on canvas: inout Canvas) {
    let row = scene.layout.next
    if scene.snapshot.result != nil {
      canvas.put(" the trade has ended; nothing waits", .muted, column: 0, row: row, end: canvas.size.columns)
      return
    }
    canvas.put(" next", .muted, column: 0, row: row, end: canvas.size.columns)
    // Foresight begins at the price: without one nothing is known, which is not nothing.
    let isKnown = scene.snapshot.last != nil
    let above = isKnown ? "nothing acts above" : "unknown without a price"
    let below = isKnown ? "nothing acts below" : "unknown without a price"
    line(scene.snapshot.nextUp, "▲", above, scene, row: row, on: &canvas)
    line(scene.snapshot.nextDown, "▼", below, scene, row: row + 1, on: &canvas)
  }

  private static func line(
    _ event: NextEvent?, _ sign: String, _ nothing: String, _ scene: Scene, row: Int, on canvas: inout Canvas
  ) {
    let end = canvas.size.columns - 1
    var column = canvas.put(sign + " ", .band, column: 6, row: row, end: end)
    guard let event else {
      canvas.put(nothing, .muted, column: column, row: row, end: end)
      return
    }
    let price = scene.instrument.text(event.price)
    column = canvas.put(price + " ", .title, column: column, row: row, end: end)
    if let last = scene.snapshot.last {
      let distance = scene.instrument.distance(ticks: event.price.ticks - last.ticks)
      column = canvas.put(distance.rightAligned(8) + "  ", .muted, column: column, row: row, end: end)
    }
    let room = end - column
    // A sentence that will not act yet would lie without what the price does to it.
    if let step = event.step, event.sentence.count + 2 + event.outcome.count > room {
      canvas.put((step + ": " + event.outcome).cut(room), .text, column: column, row: row, end: end)
      return
    }
    let both = event.sentence + ": " + event.outcome
    if event.outcome.isEmpty || both.count > room && event.sentence.count + 12 > room {
      canvas.put(event.sentence.cut(room), .text, column: column, row: row, end: end)
      return
    }
    let wide = room >= 70
    column = canvas.put(
      wide ? event.sentence.padded(min(40, max(30, event.sentence.count))) + "  " : event.sentence + ": ",
      .text,
      column: column, row: row, end: end)
    canvas.put(event.outcome.cut(end - column), .muted, column: column, row: row, end: end)
  }
}
