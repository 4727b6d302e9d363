import Trading

/// The numbers of a tranche in columns of their own, where a table is wide enough for them: the price it filled at or
/// how far its level is, the same in ticks and in per cent of the last price, where it stands in R, and what it waits for
/// by time.
struct TrancheFields {
  /// Columns in which nothing is left out.
  static let widest = 74
  /// Columns below which there are none.
  private static let least = 40
  private static let percent = 9
  private static let r = 9
  private static let ticks = 14

  private let scene: Scene
  private let price: Int
  private let hasTicks: Bool

  /// Nil where the columns, the state's sign among them, are too few.
  init?(_ scene: Scene, columns: Int) {
    guard columns >= TrancheFields.least else { return nil }
    self.scene = scene
    let widest = max(
      scene.snapshot.last?.ticks ?? 0, scene.snapshot.tranches.compactMap(\.price?.ticks).max() ?? 0)
    price = scene.instrument.text(Price(ticks: widest)).count + 1
    hasTicks = columns >= TrancheFields.widest
  }

  /// Over the numbers; two columns for the sign stand before them.
  var heads: String {
    "  " + "away".rightAligned(price) + (hasTicks ? "ticks".rightAligned(TrancheFields.ticks) : "")
      + "%".rightAligned(TrancheFields.percent) + "at R".rightAligned(TrancheFields.r) + "  by the clock"
  }

  func filled(_ price: Price, _ time: Timestamp) -> String {
    scene.instrument.text(price).rightAligned(self.price) + "  "
      + Wording.soon(time, now: scene.snapshot.feed.time)
  }

  /// `clocks`: the same in several lengths, the longest first.
  func waiting(_ tranche: TrancheView, clocks: [String]) -> String {
    let clock = clocks.first.map { "  " + $0 } ?? ""
    guard let level = tranche.price, let last = scene.snapshot.last else {
      let missing = "–".rightAligned(price)
      return clock.isEmpty ? missing + "  waits" : missing + clock
    }
    let away = level.ticks - last.ticks
    let share = NumberText.fixed(Ratio(away * 100) / Ratio(max(1, last.ticks)), digits: 2, signed: true) + "%"
    var text = scene.instrument.distance(ticks: away).rightAligned(price)
    if hasTicks {
      let count = NumberText.fixed(Int128(away), digits: 0, signed: true)
      text += count.rightAligned(TrancheFields.ticks)
    }
    text += share.rightAligned(TrancheFields.percent)
    let r = scene.snapshot.r(at: level).map(Wording.r) ?? ""
    return text + r.rightAligned(TrancheFields.r) + clock
  }
}
