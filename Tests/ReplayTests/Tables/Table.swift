import Replay
import Testing
import Trading

/// A plan, the prices it meets and what must come of it, worked by hand from the language's description.
///
/// Absolute prices stand in brackets, in the plan and in the trace. A table is read twice: as it stands, for a
/// long, and with every price reflected around 30,000, for a short.
struct Table: Sendable, CustomTestStringConvertible {
  var name: String
  var header: [String] = []
  var rules: [String]
  var prices: [Double]
  /// Seconds since the first price; a minute apart unless given.
  var seconds: [Int64]?
  var side = Side.long
  /// Off where per cent, fees or leverage make the short something else than the reflected long.
  var mirrors = true
  var ends = false
  var trace: [String]

  var testDescription: String { name }

  private static let center = 30_000.0

  func reflected(_ price: Double, _ isMirrored: Bool) -> Double {
    isMirrored ? 2 * Table.center - price : price
  }

  func yaml(mirrored: Bool) -> String {
    let side = mirrored ? (side == .long ? Side.short : .long) : side
    var lines = ["plan: table", "instrument: BTCUSDT", "side: \(side)"]
    let given = header + (header.contains { $0.hasPrefix("fees:") } ? [] : ["fees: 0%"])
    if !given.contains(where: { $0.hasPrefix("size:") || $0.hasPrefix("risk:") }) {
      lines.append("size: 1.000")
    }
    if !given.contains(where: { $0.hasPrefix("stop:") }) { lines.append("stop: [29000]") }
    lines += given + ["rules:"] + rules.map { "  - \($0)" }
    return expanded(lines, mirrored) { Table.text($0) }.joined(separator: "\n")
  }

  func expected(mirrored: Bool) -> [String] {
    expanded(trace, mirrored) { "\(Int(($0 * 10).rounded()))" }
  }

  func tape(mirrored: Bool) -> Tape {
    Worked.tape(prices.map { reflected($0, mirrored) }, seconds: seconds)
  }

  /// Replaces `[price]`.
  private func expanded(_ lines: [String], _ mirrored: Bool, _ text: (Double) -> String) -> [String] {
    lines.map { line in
      var result = ""
      for (number, part) in line.split(separator: "[", omittingEmptySubsequences: false)
        .enumerated()
      {
        guard number > 0, let end = part.firstIndex(of: "]"), let price = Double(part[..<end])
        else {
          result += part
          continue
        }
        result += text(reflected(price, mirrored)) + part[part.index(after: end)...]
      }
      return result
    }
  }

  private static func text(_ price: Double) -> String {
    let ticks = Int((price * 10).rounded())
    return "\(ticks / 10).\(ticks % 10)"
  }

  /// Runs the table on both sides, by the band and at every tick.
  func check() throws {
    for mirrored in mirrors ? [false, true] : [false] {
      for everyTick in [false, true] {
        let rehearsal = try Worked.rehearsal(
          yaml(mirrored: mirrored), tape(mirrored: mirrored), everyTick: everyTick, ends: ends)
        let lines = EngineTrace.lines(rehearsal)
        #expect(
          lines == expected(mirrored: mirrored),
          "\(name)\(mirrored ? ", mirrored" : "")\(everyTick ? ", every tick" : "")")
      }
    }
  }
}
