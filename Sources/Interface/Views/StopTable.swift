import Trading

/// The stop: where it stands, what it locks, why, what moves it next, and who holds it.
enum StopTable {
  static func block(_ scene: Scene, columns: Int) -> Block {
    guard let stop = scene.snapshot.stop else { return Block("stop", none(scene)) }
    let isWide = columns >= 42
    let label = isWide ? 10 : 8
    var lines = [level(stop, scene, columns)]
    lines.append(
      [Run("locks".padded(label), .muted)]
        + money(stop.locks, scene, behind: ["; gaps excepted"], columns - label))
    lines.append(
      [Run("worst".padded(label), .muted)]
        + money(
          stop.worstCase, scene, hasR: stop.worstCase == stop.locks, behind: worst(stop), columns - label))
    for (index, text) in because(stop, scene, columns - label, isWide: isWide).enumerated() {
      lines.append([Run((index == 0 ? "because" : "").padded(label), .muted), Run(text)])
    }
    lines += moves(stop, scene, label, columns)
    lines.append([Run("held".padded(label), .muted)] + holder(scene))
    return Block("stop", lines)
  }

  /// Where it has stood, newest first.
  static func moves(_ scene: Scene, columns: Int, rows: Int = .max) -> Block {
    let title = "the stop so far"
    // Looked for no further than there is room: every picture asks, and a story may be long.
    let told = Array(scene.snapshot.events.lazy.filter { $0.tone == .stop }.prefix(rows))
    guard !told.isEmpty else { return Block(title, [[Run("it has not been moved", .muted)]]) }
    return Block(title, EventLines.lines(told[...], scene, columns: columns - 1, rows: rows))
  }

  /// An amount, the same in R and against the risk amount, and what else there is to say of it, as far as it fits.
  private static func money(
    _ cash: Cash, _ scene: Scene, hasR: Bool = true, behind: [String], _ columns: Int
  ) -> [Run] {
    let amount = cash.text(signed: true)
    // In R it would count on another quantity than the line above.
    let r = (hasR ? scene.snapshot.resultInR(cash) : nil).map { " net, \(Wording.r($0))" } ?? " net"
    let risk = Wording.risk(cash, scene.snapshot.riskAmount).map { ", " + $0 } ?? ""
    let told = behind.filter { !$0.isEmpty }
    // What a number rests on counts more than its share of the risk.
    let short = told.map { r + $0 }
    let texts = told.map { r + risk + $0 } + (hasR ? [r + risk] + short : short + told + [r + risk]) + [r]
    return [
      Run(amount, scene.moneyRole(cash)),
      Run(texts.first { amount.count + $0.count <= columns } ?? "", .muted),
    ]
  }

  /// On what the worst case rests.
  private static func worst(_ stop: StopView) -> [String] {
    guard stop.worstCase < stop.locks else { return [", whatever waits"] }
    return [", if all that waits fills and the stop stays", ", all filled, stop as now", ", all filled"]
  }

  /// Why it stands there and since when, the time first where the reason has to be cut.
  private static func because(_ stop: StopView, _ scene: Scene, _ columns: Int, isWide: Bool) -> [String] {
    let since = Wording.soon(stop.since, now: scene.snapshot.feed.time)
    let whole = Wording.wrapped("\(stop.reason) \(since)", columns: columns)
    return whole.count <= (isWide ? 2 : 1) ? whole : ["\(since) \(stop.reason)".cut(columns)]
  }

  private static func none(_ scene: Scene) -> [[Run]] {
    if scene.snapshot.result != nil { return [[Run("nothing is open", .muted)]] }
    guard let price = LadderWindow.stop(scene.snapshot) else {
      return [[Run("stands with the first fill", .muted)]]
    }
    return [[Run(scene.instrument.text(price), .stop), Run("  from the first fill on", .muted)]]
  }

  private static func level(_ stop: StopView, _ scene: Scene, _ columns: Int) -> [Run] {
    let price = scene.instrument.text(stop.price)
    let distances = Wording.distances(to: stop.price, scene.snapshot)
    let all = "  on all \(scene.instrument.text(stop.quantity))  "
    let room = columns - price.count
    // What it stands for first, then how far it is in as many ways as fit.
    let wide = columns >= 42 ? distances.first { $0.count + all.count <= room } : nil
    let distance = wide ?? distances.first { $0.count + 2 <= room } ?? ""
    return [
      Run(price, .stop, changed: scene.state.isFresh(.stop)), Run(wide == nil ? "  " : all, .muted),
      Run(distance),
    ]
  }

  /// What moves it next: a price, and a time or the close of a bar.
  private static func moves(_ stop: StopView, _ scene: Scene, _ label: Int, _ columns: Int) -> [[Run]] {
    let room = columns - label
    var texts: [String] = []
    if let next = stop.nextMove { texts.append(move(next, stop, scene, room)) }
    if let next = stop.nextClock { texts.append(move(next, scene, room)) }
    if texts.isEmpty {
      // Foresight begins at the price: without one nothing is known, which is not nothing.
      texts.append(scene.snapshot.last != nil ? "nothing moves it" : "price unknown")
    }
    return texts.enumerated().map { index, text in
      [Run((index == 0 ? "moves" : "or").padded(label), .muted), Run(text)]
    }
  }

  private static func move(_ next: NextEvent, _ stop: StopView, _ scene: Scene, _ columns: Int) -> String {
    let at = scene.instrument.text(next.price)
    guard let level = stop.nextLevel.map({ scene.instrument.text($0) }) else {
      return fitting(["at \(at) (\(next.sentence))", "at \(at)"], columns)
    }
    return fitting(
      [
        "at \(at) to \(level) (\(next.sentence))", "at \(at) to \(level)", "at \(at) → \(level)",
        "\(at) → \(level)",
      ],
      columns)
  }

  private static func move(_ next: NextClock, _ scene: Scene, _ columns: Int) -> String {
    let clocks = Wording.clocks(next.clock, now: scene.snapshot.feed.time)
    guard let level = next.level.map({ scene.instrument.text($0) }) else {
      return fitting(clocks.prefix(1).map { "\($0) (\(next.sentence))" } + clocks, columns)
    }
    let whole = clocks.prefix(1).map { "\($0) to \(level) (\(next.sentence))" }
    return fitting(whole + clocks.map { "\($0) to \(level)" } + clocks.map { "\($0) → \(level)" }, columns)
  }

  /// The first that fits, or the last without its numbers.
  private static func fitting(_ texts: [String], _ columns: Int) -> String {
    texts.first { $0.count <= columns } ?? texts.last?.cut(columns) ?? ""
  }

  private static func holder(_ scene: Scene) -> [Run] {
    if let watching = scene.snapshot.watching {
      return WatchWords.holder(watching, scene.snapshot.stopHolder).variants.first ?? []
    }
    return switch scene.snapshot.stopHolder {
    case .program: [Run("here, not by a venue")]
    case .venue: [Run("by the venue")]
    case .nobody: [Run("NOBODY watches it", .warning)]
    }
  }
}
