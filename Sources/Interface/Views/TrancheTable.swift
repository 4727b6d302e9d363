import Trading

/// Every entry and exit of the plan, one a line.
enum TrancheTable {
  static func block(_ scene: Scene, columns: Int) -> Block {
    let rows = scene.snapshot.tranches.map { line($0, scene, columns: columns) }
    let isWide = columns >= 42
    let order = quantityWidth(scene)
    let share = shareWidth(scene)
    let heads =
      "#".padded(4) + (share < 5 ? "%" : "share").rightAligned(share) + " " + "qty".rightAligned(order) + "  "
      + (isWide ? "when".padded(whenWidth(columns, order, shareWidth(scene))) : "") + "state"
    let sums: [[Run]] = [
      [
        Run("entered ", .muted), Run(scene.instrument.text(scene.snapshot.entered)),
        Run(isWide ? "   waiting " : "  wait ", .muted), Run(scene.instrument.text(scene.snapshot.waiting)),
        Run(isWide ? "   taken " : "  took ", .muted), Run(scene.instrument.text(scene.snapshot.taken)),
      ]
    ]
    return Block("tranches", (isWide ? [[Run(heads, .muted)]] : []) + rows + (isWide ? sums : []))
  }

  private static func quantityWidth(_ scene: Scene) -> Int {
    scene.instrument.text(scene.snapshot.planned).count
  }

  private static func shareWidth(_ scene: Scene) -> Int {
    max(3, scene.snapshot.tranches.map(\.share.count).max() ?? 3)
  }

  private static func whenWidth(_ columns: Int, _ quantity: Int, _ share: Int) -> Int {
    columns >= 42 ? max(14, min(24, columns - 4 - share - 1 - quantity - 2 - 16)) : 0
  }

  private static func line(_ tranche: TrancheView, _ scene: Scene, columns: Int) -> [Run] {
    let order = quantityWidth(scene)
    let share = shareWidth(scene)
    let when = whenWidth(columns, order, share)
    let used = 4 + share + 1 + order + 2 + when
    let role: Role = tranche.isPending ? .text : .muted
    var runs = [
      Run(tranche.label.padded(4), kindRole(tranche)),
      Run(tranche.share.rightAligned(share) + " ", role),
      Run(scene.instrument.text(tranche.quantity).rightAligned(order) + "  ", role),
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
      let long = "\(instrument.text(price)) \(Wording.clock(time, seconds: false))"
      let text = long.count + 2 <= columns ? long : instrument.text(price)
      return sign("●", .gain, text, .text, columns)
    case .partlyFilled(let quantity):
      return sign("◐", .gain, "\(instrument.text(quantity)) filled", .text, columns)
    case .done(let time):
      return sign("●", .muted, "done \(Wording.clock(time, seconds: false))", .muted, columns)
    case .running: return sign("◐", .gain, "runs", .text, columns)
    case .idle: return sign("·", .muted, namesTrigger ? tranche.when : "not yet", .muted, columns)
    case .waiting: return waiting(tranche, scene, columns, namesTrigger)
    case .delayed(let why): return sign("◌", .warning, "held: \(why)", .warning, columns)
    case .refused(let why): return sign("✕", .warning, "refused: \(why)", .warning, columns)
    case .cancelled(let why): return sign("✕", .muted, why.isEmpty ? "cancelled" : why, .muted, columns)
    }
  }

  private static func waiting(
    _ tranche: TrancheView, _ scene: Scene, _ columns: Int, _ namesTrigger: Bool
  ) -> [Run] {
    if let end = tranche.holdsUntil {
      return sign("○", .text, "until \(Wording.clock(end, seconds: false))", .text, columns)
    }
    if namesTrigger { return sign("○", .text, tranche.when, .text, columns) }
    let distance = tranche.price.flatMap { Wording.distance(to: $0, scene.snapshot) } ?? "waits"
    // The distance in money goes before the one in R is cut.
    let text = distance.count <= columns - 2 ? distance : String(distance.prefix { $0 != " " })
    return sign("○", .text, text, .text, columns)
  }

  private static func sign(_ sign: String, _ signRole: Role, _ text: String, _ role: Role, _ columns: Int)
    -> [Run]
  {
    [Run(sign + " ", signRole), Run(text.cut(columns - 2), role)]
  }
}
