import Replay
import Testing
import Trading

/// A plan, the prices it meets and what must come of it, worked by hand from the language's description.
///
/// Absolute prices stand in brackets, in the plan, in the trace and in what a person types. A table is read twice: as
/// it stands, for a long, and with every price reflected around 30,000 or the contract's own center, for a short.
struct Table: Sendable, CustomTestStringConvertible {
  var name: String
  var header: [String] = []
  var rules: [String]
  var prices: [Double]
  /// Seconds since the first price; a minute apart unless given.
  var seconds: [Int64]?
  var side = Side.long
  var contract = Contract.bitcoin
  /// What a person types behind the price of this number.
  var byHand: [Int: String] = [:]
  /// Off where per cent, fees or leverage make the short something else than the reflected long.
  var mirrors = true
  var ends = false
  var trace: [String]

  var testDescription: String { name }

  func reflected(_ price: Double, _ isMirrored: Bool) -> Double {
    isMirrored ? 2 * contract.center - price : price
  }

  func yaml(mirrored: Bool) -> String {
    let side = mirrored ? (side == .long ? Side.short : .long) : side
    var lines = ["plan: table", "instrument: \(contract.instrument.name)", "side: \(side)"]
    let given = header + (header.contains { $0.hasPrefix("fees:") } ? [] : ["fees: 0%"])
    if !given.contains(where: { $0.hasPrefix("size:") || $0.hasPrefix("risk:") }) {
      lines.append("size: \(contract.size)")
    }
    if !given.contains(where: { $0.hasPrefix("stop:") }) { lines.append("stop: [29000]") }
    lines += given + ["rules:"] + rules.map { "  - \($0)" }
    return expanded(lines, mirrored) { contract.text($0) }.joined(separator: "\n")
  }

  func expected(mirrored: Bool) -> [String] {
    expanded(trace, mirrored) { "\(contract.ticks($0))" }
  }

  func tape(mirrored: Bool, upTo end: Int? = nil) -> Tape {
    let ticks = prices.prefix(end ?? prices.count).map { contract.ticks(reflected($0, mirrored)) }
    return Worked.tape(ticks: ticks, seconds: seconds)
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

  /// Runs the table on both sides, by the band and at every tick.
  func check() throws {
    for mirrored in mirrors ? [false, true] : [false] {
      for everyTick in [false, true] {
        let lines = EngineTrace.lines(try rehearsal(mirrored: mirrored, everyTick: everyTick))
        #expect(
          lines == expected(mirrored: mirrored),
          "\(name)\(mirrored ? ", mirrored" : "")\(everyTick ? ", every tick" : "")")
      }
    }
  }

  func rehearsal(mirrored: Bool = false, everyTick: Bool = false) throws -> Rehearsal {
    let acts = byHand.sorted { $0.key < $1.key }
    let tape = tape(mirrored: mirrored)
    let begun = acts.first.map { self.tape(mirrored: mirrored, upTo: $0.key + 1) } ?? tape
    var rehearsal = try Worked.rehearsal(
      yaml(mirrored: mirrored), begun, catalogue: contract.catalogue, everyTick: everyTick)
    for (number, act) in acts.enumerated() {
      let tick = tape.tick(at: act.key)
      let hand = HandAction(
        sentence: expanded([act.value], mirrored, contract.text)[0],
        seenSequence: rehearsal.trade.sequence, seenPrice: tick.price)
      try rehearsal.act(.hand(hand, tick, age: nil))
      let next = number + 1 < acts.count ? acts[number + 1].key + 1 : prices.count
      var cursor = TapeCursor(at: act.key + 1)
      try rehearsal.run(self.tape(mirrored: mirrored, upTo: next), from: &cursor, everyTick: everyTick)
    }
    if ends { try rehearsal.end(on: tape) }
    return rehearsal
  }
}

/// The contract that a table is written for, and what its prices are reflected around.
struct Contract: Sendable {
  var instrument: Instrument
  var center: Double
  /// The planned total where a table names none.
  var size = "10"

  static let bitcoin = Contract(
    instrument: Catalogue.builtIn.instruments[0], center: 30_000, size: "1.000")

  /// Without a venue's minimum; a step is one.
  static func plain(digits: Int, tickUnits: Int, around center: Double) -> Contract {
    Contract(
      instrument: Instrument(
        name: "test:PLAIN", priceDigits: digits, tickUnits: tickUnits, quantityDigits: 0,
        smallestQuantity: Quantity(steps: 1), largestQuantity: Quantity(steps: 100_000),
        smallestNotional: .zero, makerFee: .zero, takerFee: .zero, largestLeverage: 10,
        tiers: [Instrument.Tier(floor: .zero, rate: Rate(e8: 500_000), deduction: .zero)]),
      center: center)
  }

  var catalogue: Catalogue { Catalogue([instrument]) }

  private var ticksPerUnit: Double {
    Double(NumberText.power(of: instrument.priceDigits)) / Double(instrument.tickUnits)
  }

  func ticks(_ price: Double) -> Int { Int((price * ticksPerUnit).rounded()) }

  func text(_ price: Double) -> String { instrument.text(Price(ticks: ticks(price)), marks: false) }
}
