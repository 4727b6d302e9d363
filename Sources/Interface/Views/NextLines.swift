import Screen
import Trading

/// What acts next above and below the market, and what time does next; and what happens then.
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
    if let clock = scene.layout.clock {
      drawClock(scene, row: clock, on: &canvas)
    } else if let free = freeRow(scene) {
      drawClock(scene, row: free, column: 28, on: &canvas)
    }
  }

  // MARK: the clock

  /// On a small screen the clock has no line of its own: it stands in one that says that nothing acts there.
  private static func freeRow(_ scene: Scene) -> Int? {
    guard scene.layout.clock == nil, scene.snapshot.nextClock != nil, scene.snapshot.last != nil else {
      return nil
    }
    if scene.snapshot.nextUp == nil { return scene.layout.next }
    return scene.snapshot.nextDown == nil ? scene.layout.next + 1 : nil
  }

  /// Where both directions act, it takes the message line, once what happened last has been told for a minute.
  static func borrowsMessageLine(_ scene: Scene) -> Bool {
    guard scene.layout.clock == nil, scene.layout.hasNext, scene.snapshot.nextClock != nil,
      freeRow(scene) == nil
    else { return false }
    guard let told = scene.snapshot.events.first, let now = scene.snapshot.feed.time else { return true }
    return now - told.time >= Span(seconds: 60)
  }

  /// The time stands under the prices, what is left until then under their distances.
  static func drawClock(_ scene: Scene, row: Int, column: Int = 6, on canvas: inout Canvas) {
    let end = canvas.size.columns - 1
    guard scene.snapshot.result == nil else { return }
    var at = canvas.put("◷ ", .band, column: column, row: row, end: end)
    guard let next = scene.snapshot.nextClock else {
      canvas.put("nothing waits for a time", .muted, column: at, row: row, end: end)
      return
    }
    let time = Wording.soon(next.clock.time, now: scene.snapshot.feed.time)
    let text = column > 6 ? time + " " : slot(time, until: next.clock.time, scene)
    at = canvas.put(text, .title, column: at, row: row, end: end)
    // Cut short, the sentence would say that it acts, and not what comes of it: that has room for its first words.
    let fits = next.sentence.count + 2 + min(next.outcome.count, outcomeColumns) <= end - at
    write(fits ? next.sentence : next.short, next.outcome, from: at, row: row, on: &canvas)
  }

  /// What a cut outcome needs to say anything.
  private static let outcomeColumns = 28

  /// As wide as a price and its distance; what is left is told where both fit.
  private static func slot(_ time: String, until: Timestamp, _ scene: Scene) -> String {
    let columns = (scene.snapshot.last.map { scene.instrument.text($0).count } ?? 8) + 9
    let left = scene.snapshot.feed.time.map { (until - min($0, until)).text } ?? ""
    let fits = time.count + 1 + left.count <= columns
    return (fits ? time + left.rightAligned(columns - time.count) : time).padded(columns) + "  "
  }

  /// The sentence and what it does: in two columns where there is room for them.
  private static func write(
    _ sentence: String, _ outcome: String, from column: Int, row: Int, on canvas: inout Canvas
  ) {
    let end = canvas.size.columns - 1
    let room = end - column
    guard !sentence.isEmpty else {
      canvas.put(outcome.cut(room), .text, column: column, row: row, end: end)
      return
    }
    guard !outcome.isEmpty, sentence.count + 12 <= room || sentence.count + 2 + outcome.count <= room else {
      canvas.put(sentence.cut(room), .text, column: column, row: row, end: end)
      return
    }
    // The outcome begins in the same column as long as that cuts none of it.
    let most = max(min(40, sentence.count), room - 2 - outcome.count)
    let lead = room >= 70 ? sentence.padded(min(most, max(30, sentence.count))) + "  " : sentence + ": "
    let next = canvas.put(lead, .text, column: column, row: row, end: end)
    canvas.put(outcome.cut(end - next), .muted, column: next, row: row, end: end)
  }

  // MARK: prices

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
      column = canvas.put(
        distance.rightAligned(max(8, distance.count)) + "  ", .muted, column: column, row: row, end: end)
    }
    let room = end - column
    // A sentence that will not act yet would lie without what the price does to it.
    if let step = event.step, !fits(event.sentence, event.outcome, room) {
      if let brief = event.brief, !fits(step, event.outcome, room) {
        let text = brief.outcomes.first { $0.count <= room } ?? brief.outcomes.last ?? ""
        canvas.put(text.cut(room), .text, column: column, row: row, end: end)
        return
      }
      canvas.put((step + ": " + event.outcome).cut(room), .text, column: column, row: row, end: end)
      return
    }
    if let brief = event.brief, !fits(event.sentence, event.outcome, room) {
      let (sentence, outcome) = shorter(event, brief, room)
      write(sentence, outcome, from: column, row: row, on: &canvas)
      return
    }
    write(event.sentence, event.outcome, from: column, row: row, on: &canvas)
  }

  private static func fits(_ sentence: String, _ outcome: String, _ room: Int) -> Bool {
    sentence.count + 2 + outcome.count <= room
  }

  /// What does not fit gives up words before figures.
  private static func shorter(_ event: NextEvent, _ brief: NextEvent.Brief, _ room: Int) -> (String, String) {
    let outcomes =
      [(brief.sentence, event.outcome)]
      + brief.outcomes.flatMap { [(event.sentence, $0), (brief.sentence, $0), ("", $0)] }
    return outcomes.first { fits($0.0, $0.1, room) } ?? ("", brief.outcomes.last ?? event.outcome)
  }
}
