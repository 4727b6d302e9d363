import Trading

/// Hints of a first rehearsal: what to press next, up to a trade that was scaled out. Each follows from what the trade
/// shows, so that a person who does something else is never told wrong.
enum FirstSteps {
  /// One line; nil where none is wanted, and while text is typed.
  static func hint(_ scene: Scene, columns: Int) -> [Run]? {
    guard scene.state.showsFirstSteps, !scene.state.mode.isText, !scene.state.isWatching else { return nil }
    // What is refused says itself what to do.
    if let panel = scene.panel, panel.outcome.isRefused { return nil }
    let (number, parts) = step(scene)
    let count = number.map { "step \($0) of 3  " } ?? ""
    let runs = [Run(count, .muted)] + parts
    // In a preview Esc leaves that.
    let way = scene.panel != nil ? [] : [Run("  "), Run("Esc", .key), Run(" hides this", .muted)]
    let width = Segments.width(runs)
    if width + Segments.width(way) <= columns { return runs + way }
    return width <= columns ? runs : parts
  }

  /// As the user has bound it.
  private static func key(_ action: KeyAction, _ scene: Scene) -> Run {
    Run(scene.state.keys.key(action) ?? ":", .key)
  }

  /// The number of the step, and its words.
  private static func step(_ scene: Scene) -> (Int?, [Run]) {
    let snapshot = scene.snapshot
    if snapshot.result != nil { return (nil, ended(scene)) }
    if scene.panel != nil {
      return (
        number(snapshot),
        [Run("Enter", .key), Run(" does what the preview shows; Esc changes nothing", .hint)]
      )
    }
    guard snapshot.open > .zero else {
      return (1, [key(.nextEvent, scene), Run(" runs to the next event: the first tranche fills", .hint)])
    }
    guard snapshot.taken > .zero else { return (2, open(scene)) }
    return (3, taken(scene))
  }

  private static func number(_ snapshot: Snapshot) -> Int {
    snapshot.open == .zero ? 1 : snapshot.taken == .zero ? 2 : 3
  }

  /// Nothing was taken yet: with a gain the first target can be, else the market goes on.
  private static func open(_ scene: Scene) -> [Run] {
    let snapshot = scene.snapshot
    let gains = snapshot.last.flatMap(snapshot.r(at:)).map { $0 > .zero } ?? false
    guard gains, let target = KeyWords.nextTarget(snapshot) else {
      return [key(.nextEvent, scene), Run(" runs on; the stop holds what is open", .hint)]
    }
    return [key(.take, scene), Run(" shows what taking \(target.label) now does", .hint)]
  }

  /// A part was taken: the stop comes to breakeven, then the rest is closed.
  private static func taken(_ scene: Scene) -> [Run] {
    let snapshot = scene.snapshot
    let isSafe =
      zip(snapshot.stop?.price, snapshot.breakeven).map { stop, breakeven in
        (stop.ticks - breakeven.ticks) * snapshot.side.sign >= 0
      } ?? true
    guard isSafe || !isBeyondBreakeven(snapshot) else {
      return [key(.breakevenNow, scene), Run(" brings the stop to breakeven at once", .hint)]
    }
    return [
      key(.nextEvent, scene), Run(" runs on, or ", .hint), key(.flatten, scene),
      Run(" closes the rest", .hint),
    ]
  }

  private static func zip<A, B>(_ one: A?, _ two: B?) -> (A, B)? {
    guard let one, let two else { return nil }
    return (one, two)
  }

  private static func isBeyondBreakeven(_ snapshot: Snapshot) -> Bool {
    zip(snapshot.last, snapshot.breakeven).map { last, breakeven in
      (last.ticks - breakeven.ticks) * snapshot.side.sign > 0
    } ?? false
  }

  private static func ended(_ scene: Scene) -> [Run] {
    let snapshot = scene.snapshot
    guard let result = snapshot.result else { return [] }
    let r = Wording.r(result.r)
    let exits = snapshot.report?.lines.count { !$0.isEntry } ?? 0
    let how = exits > 1 ? "scaled out in \(exits) parts: " : "your first trade: "
    return [
      Run(how, .title), Run("\(result.net.text(signed: true)), \(r)", result.net < .zero ? .loss : .gain),
      Run("; ", .muted), key(.quit, scene), Run(" leaves", .hint),
    ]
  }
}
