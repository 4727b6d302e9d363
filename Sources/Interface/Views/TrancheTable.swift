import Trading

/// Every entry and exit of the plan, one a line.
enum TrancheTable {
  /// `rows`: how many lines there are for it; where they are too few, what has ended is left out, the oldest first.
  static func block(_ scene: Scene, columns: Int, rows: Int = .max) -> Block {
    let isWide = columns >= 42
    let shown = shown(scene.snapshot.tranches, rows: isWide ? rows - 2 : rows)
    let missing = scene.snapshot.tranches.count - shown.count
    let rows = shown.map { line($0, scene, columns: columns) }
    let order = quantityWidth(scene)
    let share = shareWidth(scene)
    let when = whenWidth(columns, order, share)
    let gap = gap(columns)
    let fields = TrancheFields(scene, columns: columns - 5 - share - order - gap - when)
    let heads =
      "#".padded(4) + (share < 5 ? "%" : "share").rightAligned(share) + " " + "qty".rightAligned(order)
      + String(repeating: " ", count: gap) + (isWide ? "when".padded(when) : "") + (fields?.heads ?? "state")
    func sum(_ rank: Int, _ word: String, _ quantity: Quantity) -> Segment {
      Segment(rank, [Run(word, .muted), Run(scene.instrument.text(quantity))])
    }
    let snapshot = scene.snapshot
    let sums = [
      sum(0, "entered ", snapshot.entered), sum(2, "waiting ", snapshot.waiting),
      sum(1, "taken ", snapshot.taken),
    ]
    let title = missing > 0 ? "tranches, \(missing) ended above" : "tranches"
    return Block(
      title,
      (isWide ? [[Run(heads, .muted)]] : []) + rows
        + (isWide ? [Segments.fitted(sums, columns: columns).left] : []))
  }

  private static func shown(_ tranches: [TrancheView], rows: Int) -> [TrancheView] {
    var shown = tranches
    while shown.count > max(1, rows), let index = shown.firstIndex(where: { !$0.isPending }) {
      shown.remove(at: index)
    }
    return shown
  }

  private static func quantityWidth(_ scene: Scene) -> Int {
    scene.instrument.text(scene.snapshot.planned).count
  }

  private static func shareWidth(_ scene: Scene) -> Int {
    max(3, scene.snapshot.tranches.map(\.share.count).max() ?? 3)
  }

  private static func whenWidth(_ columns: Int, _ quantity: Int, _ share: Int) -> Int {
    guard columns >= 42 else { return 0 }
    let room = columns - 5 - share - quantity - gap(columns)
    // Beyond what numbers in columns of their own need, the words grow.
    return max(room < 30 ? 8 : 14, min(24, room - 18), min(44, room - TrancheFields.widest))
  }

  /// Blanks behind the quantity: one less where a distance needs it to be told in R as well.
  private static func gap(_ columns: Int) -> Int { (42..<50).contains(columns) ? 1 : 2 }

  private static func line(_ tranche: TrancheView, _ scene: Scene, columns: Int) -> [Run] {
    let order = quantityWidth(scene)
    let share = shareWidth(scene)
    let when = whenWidth(columns, order, share)
    let gap = gap(columns)
    let used = 5 + share + order + gap + when
    let role: Role = tranche.isPending ? .text : .muted
    var runs = [
      Run(tranche.label.padded(4), kindRole(tranche)),
      Run(tranche.share.rightAligned(share) + " ", role),
      Run(
        scene.instrument.text(tranche.quantity).rightAligned(order) + String(repeating: " ", count: gap), role
      ),
    ]
    if when > 0 { runs.append(Run((tranche.when.cut(when - 1)).padded(when), role)) }
    return runs + state(tranche, scene, columns: columns - used, namesTrigger: when == 0)
  }

  private static func kindRole(_ tranche: TrancheView) -> Role {
    switch tranche.kind {
    case .entry: .entry
    case .target: .target
    case .runner: .trail
    case .other: .text
    }
  }

  /// A sign and words: the sign alone would be a puzzle, the colour alone is not for everybody.
  private static func state(
    _ tranche: TrancheView, _ scene: Scene, columns: Int, namesTrigger: Bool
  ) -> [Run] {
    let instrument = scene.instrument
    switch tranche.state {
    case .filled(let price, let time):
      if let fields = TrancheFields(scene, columns: columns) {
        return sign("●", .gain, fields.filled(price, time), .text, columns)
      }
      let at = instrument.text(price)
      let texts = [
        "\(at) \(Wording.soon(time, now: scene.snapshot.feed.time))",
        "\(at) \(Wording.clock(time, seconds: false))", at,
      ]
      return sign("●", .gain, fitting(texts, columns - 2), .text, columns)
    case .partlyFilled(let quantity):
      return sign("◐", .gain, "\(instrument.text(quantity)) filled", .text, columns)
    case .done(let time):
      let clocks = [Wording.soon(time, now: scene.snapshot.feed.time), Wording.clock(time, seconds: false)]
      return sign("●", .muted, fitting(clocks.map { "done " + $0 }, columns - 2), .muted, columns)
    case .running:
      let texts = clocks(tranche, scene).map { "runs, " + $0 } + ["runs"]
      return sign("◐", .gain, fitting(texts, columns - 2), .text, columns)
    case .idle: return sign("·", .muted, namesTrigger ? tranche.when : "not yet", .muted, columns)
    case .waiting: return waiting(tranche, scene, columns, namesTrigger)
    case .delayed(let why):
      let isReleased = tranche.clock?.kind == .released
      let text = isReleased ? fitting(clocks(tranche, scene), columns - 2) : "held: \(why)"
      return sign("◌", .warning, text, .warning, columns)
    case .refused(let why): return sign("✕", .warning, "refused: \(why)", .warning, columns)
    case .cancelled(let why): return sign("✕", .muted, why.isEmpty ? "cancelled" : why, .muted, columns)
    }
  }

  private static func waiting(
    _ tranche: TrancheView, _ scene: Scene, _ columns: Int, _ namesTrigger: Bool
  ) -> [Run] {
    let room = columns - 2
    let clocks = clocks(tranche, scene)
    if let fields = TrancheFields(scene, columns: columns) {
      return sign("○", .text, fields.waiting(tranche, clocks: clocks), .text, columns)
    }
    if case .holds? = tranche.clock?.kind { return sign("○", .text, fitting(clocks, room), .text, columns) }
    guard let price = tranche.price, !namesTrigger else {
      // A level that it waits for says more than the end of its time.
      let namesLevel = namesTrigger && (clocks.isEmpty || tranche.price != nil)
      let text = namesLevel ? tranche.when : clocks.isEmpty ? "waits" : fitting(clocks, room)
      return sign("○", .text, text, .text, columns)
    }
    let distances = Wording.distances(to: price, scene.snapshot)
    guard !distances.isEmpty else { return sign("○", .text, "waits", .text, columns) }
    // What it waits for on the clock is told beside the distance where both fit.
    let both = distances.flatMap { distance in clocks.map { distance + "  " + $0 } }
    return sign("○", .text, fitting(both + distances, room), .text, columns)
  }

  /// What it waits for on the clock, the longest wording first.
  private static func clocks(_ tranche: TrancheView, _ scene: Scene) -> [String] {
    tranche.clock.map { Wording.clocks($0, now: scene.snapshot.feed.time) } ?? []
  }

  /// The first that fits, or the last.
  private static func fitting(_ texts: [String], _ columns: Int) -> String {
    texts.first { $0.count <= columns } ?? texts.last ?? ""
  }

  private static func sign(_ sign: String, _ signRole: Role, _ text: String, _ role: Role, _ columns: Int)
    -> [Run]
  {
    [Run(sign + " ", signRole), Run(text.cut(columns - 2), role)]
  }
}
