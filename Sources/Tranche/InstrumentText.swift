import Screen
import Trading

/// An instrument's figures in words and for scripts.
struct InstrumentText {
  let instrument: Instrument
  let origin: KnownInstruments.Origin

  /// What a script reads: every figure a decimal string, rates in per cent.
  struct Line: Codable {
    struct Tier: Codable {
      var from: String
      var rate: String
      var deduction: String
    }

    var name: String
    var venue: String
    var symbol: String
    var tick: String
    var step: String
    var minimumNotional: String
    var minimumQuantity: String
    /// Nil: no limit.
    var maximumQuantity: String?
    var makerPercent: String
    var takerPercent: String
    var maximumLeverage: String
    var tiers: [Tier]
    /// `built in`, or the file with its line.
    var from: String
  }

  var line: Line {
    Line(
      name: instrument.name, venue: venue, symbol: instrument.symbol, tick: tick, step: step,
      minimumNotional: "\(Decimal18(units: instrument.smallestNotional.units))",
      minimumQuantity: quantity(instrument.smallestQuantity),
      maximumQuantity: hasLimit ? quantity(instrument.largestQuantity) : nil,
      makerPercent: percent(instrument.makerFee), takerPercent: percent(instrument.takerFee),
      maximumLeverage: "\(instrument.largestLeverage)",
      tiers: instrument.tiers.map { tier in
        Line.Tier(
          from: "\(Decimal18(units: tier.floor.units))", rate: percent(tier.rate),
          deduction: "\(Decimal18(units: tier.deduction.units))")
      }, from: from)
  }

  /// One line a contract, under the columns' names.
  static func table(_ all: [InstrumentText]) -> [String] {
    let head = ["symbol", "venue", "tick", "step", "minimum", "maker", "taker", "tiers", "from"]
    let rows = [head] + all.map(\.row)
    let widths = head.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      zip(row, widths).map { $0.0.padded(to: $0.1) }.joined(separator: "  ").trimmedEnd
    }
  }

  private var row: [String] {
    [
      instrument.symbol, venue, tick, step, amount(instrument.smallestNotional), instrument.makerFee.text,
      instrument.takerFee.text, "\(instrument.tiers.count)", from,
    ]
  }

  /// All figures, a line each.
  var page: [String] {
    let minimum =
      "\(quantity(instrument.smallestQuantity)), and a notional of \(amount(instrument.smallestNotional))"
    let lines = [
      ("tick", tick), ("step", step), ("minimum", minimum),
      ("maximum", hasLimit ? "\(quantity(instrument.largestQuantity)) an order" : "no limit"),
      ("maker", instrument.makerFee.text), ("taker", instrument.takerFee.text),
      ("leverage", "up to \(instrument.largestLeverage)"), ("from", longFrom),
    ]
    let tiers =
      [["notional from", "rate", "deduction"]]
      + instrument.tiers.map { tier in
        [amount(tier.floor), tier.rate.text, amount(tier.deduction)]
      }
    let widths = (0..<3).map { column in tiers.map { $0[column].count }.max() ?? 0 }
    let rows = tiers.map { tier in
      "  " + zip(tier, widths).map { $0.0.paddedLeft(to: $0.1) }.joined(separator: "  ")
    }
    return [instrument.name] + lines.map { "  " + $0.0.padded(to: 8) + "  " + $0.1 }
      + ["maintenance margin: notional × rate − deduction"] + rows
  }

  private var venue: String { String(instrument.name.prefix { $0 != ":" }) }
  private var tick: String { instrument.text(Price(ticks: 1), marks: false) }
  private var step: String { instrument.text(Quantity(steps: 1), marks: false) }
  private var hasLimit: Bool { instrument.largestQuantity < .largest }
  private func quantity(_ quantity: Quantity) -> String { instrument.text(quantity, marks: false) }
  private func percent(_ rate: Rate) -> String { String(rate.text.dropLast()) }

  /// With thousands marks, and no more decimals than there are.
  private func amount(_ cash: Cash) -> String {
    let text = "\(Decimal18(units: cash.units))"
    let whole = text.prefix { $0 != "." }
    return NumberText.grouped(String(whole)) + text.dropFirst(whole.count)
  }

  private var from: String {
    switch origin {
    case .builtIn: "built in"
    case .file(let path, let line, _): SafeText.line("\(path):\(line)")
    }
  }

  private var longFrom: String {
    if case .file(_, _, replacesBuiltIn: true) = origin { return from + ", in the place of the built-in one" }
    return from
  }
}

extension String {
  /// Blanks before it up to a width.
  func paddedLeft(to width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }

  /// Without blanks at its end.
  var trimmedEnd: String {
    var text = self
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }
}
