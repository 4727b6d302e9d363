import Replay
import Trading

/// Levels for scripts. Prices and distances are decimal strings, times ISO 8601 in UTC; what does not exist is left
/// out. `version` grows when a key changes its meaning or goes.
struct LevelsReport: Codable {
  struct End: Codable {
    var price: String
    var time: String
  }

  struct Swing: Codable {
    var start: End
    var end: End
  }

  struct Level: Codable {
    var name: String
    var price: String
    /// Of the last price, two decimals.
    var awayPercent: String
    /// `bar`, `history`, `swing`, `volume` or `fibonacci`.
    var kind: String
    /// Of bars and swings.
    var frame: String?
    /// When the bar begins that made it.
    var bar: String?
    /// The bar began before the file.
    var isCutOff: Bool?
    /// Of volume: the bin's prices.
    var from: String?
    var to: String?
    /// Reactions count from here.
    var since: String
    var touches: Int
    var turns: Int
    var breaks: Int
    /// Price is still there.
    var isThere: Bool
    var medianMove: String?
    var bestMove: String?
  }

  struct Missing: Codable {
    var names: [String]
    var reason: String
  }

  var version = 1
  var instrument: String
  var side: String
  var first: String
  var last: End
  /// The average range that distances are parts of, if the file is long enough.
  var averageRange: String?
  var zone: String
  var away: String
  var windowMinutes: Int
  var bin: String
  var swing: Swing?
  /// From high to low.
  var levels: [Level]
  var missing: [Missing]

  init(_ levels: TapeLevels, instrument: Instrument, side: Side) {
    func text(_ ticks: Int) -> String { instrument.text(Price(ticks: ticks), marks: false) }
    func end(_ tick: Tick) -> End { End(price: text(tick.price.ticks), time: tick.time.isoText) }
    self.instrument = instrument.name
    self.side = side.rawValue
    first = levels.first.isoText
    last = end(levels.last)
    averageRange = levels.scale.averageRange.map(text)
    zone = text(levels.scale.zone)
    away = text(levels.scale.away)
    windowMinutes = Int(LevelReaction.window.microseconds / 60_000_000)
    bin = text(levels.bin)
    swing = levels.swing.map { Swing(start: end($0.start), end: end($0.end)) }
    self.levels = levels.sorted.map { Level($0, levels, text) }
    missing = levels.missing.map { Missing(names: $0.names, reason: LevelsText.reason($0.lack)) }
  }
}

extension LevelsReport.Level {
  fileprivate init(_ level: TapeLevels.Level, _ levels: TapeLevels, _ text: (Int) -> String) {
    let last = levels.last.price.ticks
    name = level.name
    price = text(level.price.ticks)
    awayPercent = NumberText.plain(
      Ratio(Int128(level.price.ticks - last) * 100, over: Int128(last)), digits: 2)
    since = level.since.isoText
    touches = level.reaction.touches
    turns = level.reaction.turns
    breaks = level.reaction.breaks
    isThere = level.reaction.isThere
    medianMove = level.reaction.medianMove.map(text)
    bestMove = level.reaction.bestMove.map(text)
    switch level.origin {
    case .bar(let frame, let start, let cut):
      kind = "bar"
      (self.frame, bar, isCutOff) = ("\(frame)", start.isoText, cut)
    case .history: kind = "history"
    case .pivot(let frame, let start):
      kind = "swing"
      (self.frame, bar) = ("\(frame)", start.isoText)
    case .volume(let bins):
      kind = "volume"
      (from, to) = (text(bins.lowerBound.ticks), text(bins.upperBound.ticks))
    case .swing: kind = "fibonacci"
    }
  }
}
