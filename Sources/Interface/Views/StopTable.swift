import Trading

/// The stop: where it stands, what it locks, why, what moves it next, and who holds it.
enum StopTable {
  static func block(_ scene: Scene, columns: Int) -> Block {
    guard let stop = scene.snapshot.stop else { return Block("stop", none(scene)) }
    let isWide = columns >= 42
    let label = isWide ? 10 : 8
    var lines = [level(stop, scene, isWide)]
    let risk = Wording.risk(stop.locks, scene.snapshot.riskAmount).map { ", " + $0 } ?? ""
    lines.append(
      [
        Run("locks".padded(label), .muted), Run(stop.locks.text(signed: true), scene.moneyRole(stop.locks)),
        Run(locks(stop, risk, columns - label, isWide), .muted),
      ])
    lines.append(
      [
        Run("worst".padded(label), .muted),
        Run(stop.worstCase.text(signed: true), scene.moneyRole(stop.worstCase)),
        Run(worst(stop, isWide), .muted),
      ])
    let since = Wording.clock(stop.since, seconds: false)
    lines.append(
      [Run("because".padded(label), .muted), Run("\(stop.reason) \(since)".cut(columns - label))])
    lines.append(moves(stop, scene, label, columns))
    lines.append([Run("held".padded(label), .muted)] + holder(scene))
    return Block("stop", lines)
  }

  private static func locks(_ stop: StopView, _ risk: String, _ columns: Int, _ isWide: Bool) -> String {
    guard isWide else { return risk }
    let long = " net\(risk); gaps excepted"
    return stop.locks.text(signed: true).count + long.count <= columns ? long : " net\(risk)"
  }

  /// On what the worst case rests.
  private static func worst(_ stop: StopView, _ isWide: Bool) -> String {
    guard stop.worstCase < stop.locks else { return isWide ? " whatever waits" : "" }
    return isWide ? " if all that waits fills" : " all filled"
  }

  private static func none(_ scene: Scene) -> [[Run]] {
    if scene.snapshot.result != nil { return [[Run("nothing is open", .muted)]] }
    guard let price = LadderWindow.stop(scene.snapshot) else {
      return [[Run("stands with the first fill", .muted)]]
    }
    return [[Run(scene.instrument.text(price), .stop), Run("  from the first fill on", .muted)]]
  }

  private static func level(_ stop: StopView, _ scene: Scene, _ isWide: Bool) -> [Run] {
    let distance = Wording.distance(to: stop.price, scene.snapshot) ?? ""
    let what = isWide ? "  on all \(scene.instrument.text(stop.quantity))  " : "  "
    return [
      Run(scene.instrument.text(stop.price), .stop, changed: scene.state.isFresh(.stop)), Run(what, .muted),
      Run(distance),
    ]
  }

  private static func moves(_ stop: StopView, _ scene: Scene, _ label: Int, _ columns: Int) -> [Run] {
    let head = Run("moves".padded(label), .muted)
    guard let next = stop.nextMove else {
      // Foresight begins at the price: without one nothing is known, which is not nothing.
      let isKnown = scene.snapshot.last != nil
      return [head, Run(isKnown ? "nothing moves it" : "price unknown", .muted)]
    }
    let at = scene.instrument.text(next.price)
    let level = stop.nextLevel.map { scene.instrument.text($0) }
    let text = level.map { "at \(at) to \($0)" } ?? "at \(at)"
    let short = level.map { "at \(at) → \($0)" } ?? text
    let texts = ["\(text) (\(next.sentence))", text, short]
    return [head, Run(texts.first { $0.count <= columns - label } ?? short.cut(columns - label))]
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
