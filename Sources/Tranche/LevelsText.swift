import Replay
import Trading

/// Levels as people read them, and as a plan takes them.
struct LevelsText {
  let levels: TapeLevels
  let instrument: Instrument
  let side: Side
  let kind: Tape.Kind

  /// One row a level, the highest first, the last price among them; below it what the columns mean.
  func page(width: Int) -> [String] {
    let span = levels.last.time - levels.first
    let head = "\(instrument.name), \(minute(levels.first)) to \(minute(levels.last.time)) UTC, \(span.text)"
    return WrappedText.lines(head, head: "", width: width) + [""] + table(width: width) + [""]
      + notes.flatMap { WrappedText.lines($0.text, head: $0.head, width: width) }
  }

  /// A block of a plan.
  var yaml: [String] {
    ["levels:"] + levels.levels.map { "  \($0.name): \(instrument.text($0.price, marks: false))" }
  }

  // MARK: The table

  private enum Row {
    case level(TapeLevels.Level)
    case last
  }

  /// The last price stands under the levels at the same price.
  private var rows: [Row] {
    let sorted = levels.sorted
    let split = sorted.firstIndex { $0.price < levels.last.price } ?? sorted.count
    return sorted[..<split].map(Row.level) + [.last] + sorted[split...].map(Row.level)
  }

  private func table(width: Int) -> [String] {
    let rows = self.rows
    func column(
      _ title: String, isNumber: Bool = true, rank: Int = 0, last: String = "",
      _ cell: (TapeLevels.Level) -> String
    ) -> TextTable.Column {
      let cells = rows.map { row in
        if case .level(let level) = row { cell(level) } else { last }
      }
      return TextTable.Column(title: title, isNumber: isNumber, rank: rank, cells: cells)
    }
    return TextTable([
      column("level", isNumber: false, last: "» last") { $0.name },
      column("price", last: instrument.text(levels.last.price)) { instrument.text($0.price) },
      column("away") { away($0.price) },
      column("touches", rank: 2) { "\($0.reaction.touches)" },
      column("turns", rank: 3) { "\($0.reaction.turns)" },
      column("breaks", rank: 4) { "\($0.reaction.breaks)" },
      column("median", rank: 5) { part($0.reaction.medianMove, of: $0.price) },
      column("best", rank: 6) { part($0.reaction.bestMove, of: $0.price) },
    ]).lines(width: width, indent: 0)
  }

  private func away(_ price: Price) -> String {
    let ticks = Int128(price.ticks - levels.last.price.ticks)
    return NumberText.fixed(
      Ratio(ticks * 100, over: Int128(levels.last.price.ticks)), digits: 2, signed: true) + "%"
  }

  private func part(_ move: Int?, of price: Price) -> String {
    move.map { NumberText.fixed(Ratio(Int128($0) * 100, over: Int128(price.ticks)), digits: 2) + "%" } ?? ""
  }

  // MARK: What it means

  private var notes: [(head: String, text: String)] {
    let scale = levels.scale
    let unit =
      scale.averageRange == nil
      ? "0.2% of the last price: the file is too short for an ATR"
      : "ATR 14 of 15m bars, the median over the file"
    let window = "\(LevelReaction.window.microseconds / 60_000_000)m"
    var notes = [
      ("touches", "price came within \(distance(scale.zone)) of the level since it was made"),
      (
        "turns",
        "it left by more than \(distance(scale.away)) on the side it came from; breaks: on the other (\(unit))"
      ),
      ("median", "the way from the level within \(window) of a turn; best: the longest"),
    ]
    notes += origins
    if kind == .bars {
      let way = side == .long ? "open, low, high, close" : "open, high, low, close"
      notes.append(("bars", "within each the way is taken to be \(way), as for a \(side.rawValue)"))
    }
    notes += levels.missing.map {
      ("missing", LevelsText.names($0.names) + ": " + LevelsText.reason($0.lack))
    }
    return notes.map { ($0.0.padded(to: 9), $0.1) }
  }

  private var origins: [(String, String)] {
    var origins: [(String, String)] = []
    for case .bar(let frame, let start, let isCutOff) in levels.levels.map(\.origin)
    where origins.last?.0 != "\(frame)" {
      let cut = isCutOff ? "; the file begins within it" : ""
      origins.append(("\(frame)", "the last that finished, from \(minute(start))\(cut)"))
    }
    if let swing = levels.swing {
      origins.append(("fib", "the swing from \(end(swing.start)) to \(end(swing.end))"))
    }
    if levels.prices["node.1"] != nil {
      origins.append(("node", "where most was traded, in bins of \(distance(levels.bin)): a bin's middle"))
    }
    return origins
  }

  private func end(_ tick: Tick) -> String { "\(instrument.text(tick.price)) (\(minute(tick.time)))" }

  /// `fib.0.382 to fib.2.618` where they are more than two.
  private static func names(_ names: [String]) -> String {
    guard names.count > 2, let first = names.first, let last = names.last else {
      return names.joined(separator: ", ")
    }
    return "\(first) to \(last)"
  }

  static func reason(_ lack: TapeLevels.Lack) -> String {
    switch lack {
    case .noBar(let frame): "no \(frame) bar has finished"
    case .noPivot(let frame, let isHigh):
      "no unbroken one \(isHigh ? "over" : "under") the last price (8 bars of \(frame) on each side)"
    case .noVolume: "the file holds no volume"
    case .noMove: "price did not move"
    case .impossible: "it would lie below zero"
    }
  }

  private func distance(_ ticks: Int) -> String { instrument.text(Price(ticks: ticks)) }
  private func minute(_ time: Timestamp) -> String { time.date() + " " + time.clock(seconds: false) }
}
