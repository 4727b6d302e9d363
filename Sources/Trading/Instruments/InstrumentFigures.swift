/// The figures of one contract.
struct InstrumentFigures {
  private static let keys = [
    "tick", "step", "minimum notional", "minimum quantity", "maximum quantity", "maker", "taker",
    "maximum leverage", "tiers",
  ]
  /// Ticks and steps are at most this, so that their units fit 64 bits.
  private static let coarsest = Decimal18(units: 1_000_000 * Cash.scale)
  private static let largestNotional = Decimal18(units: 1_000_000_000 * Cash.scale)

  private var reader: FigureReader
  private var tierErrors: [PlanError] = []

  var errors: [PlanError] { reader.errors + tierErrors }

  init(_ document: Document) {
    reader = FigureReader(
      document, keys: InstrumentFigures.keys,
      form: (
        message: "an instrument is a list of keys with values",
        remedy: "write \"tick: 0.01\" and the others below its name, indented"
      ))
  }

  /// `venue:symbol` in its usual case, or nil if it is no name.
  static func name(_ text: String) -> String? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let isPlain = parts.allSatisfy { part in
      (1...32).contains(part.count)
        && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
    }
    guard isPlain, let symbol = parts.last, parts.count <= 2 else { return nil }
    return (parts.count == 2 ? parts[0].lowercased() : "binance") + ":" + symbol.uppercased()
  }

  /// The contract if nothing is wrong; otherwise `errors` say what is.
  mutating func instrument(named entry: Document.Entry) -> Instrument? {
    let name = InstrumentFigures.name(entry.key)
    if name == nil {
      reader.fail(
        "\"\(SentenceText.visible(entry.key))\" cannot name an instrument",
        "write VENUE:SYMBOL or SYMBOL, of letters, digits, -, _ and .", at: entry.keyPlace)
    }
    guard case .mapping = entry.value.content else { return nil }
    reader.require("tick", "the smallest price step, such as 0.01")
    reader.require("step", "the smallest quantity step, such as 0.001")
    reader.require("maker", "the fee of resting orders, such as 0.02%")
    reader.require("taker", "the fee of market orders, such as 0.05%")
    let tick = size("tick", like: "0.01")
    let step = size("step", like: "0.001")
    let notional = notional()
    let maker = fee("maker", like: "0.02%")
    let taker = fee("taker", like: "0.05%")
    let tiers = tiers()
    let leverage = leverage(tiers)
    guard let step, let tick else { return nil }
    let isGrid = isGrid(tick, step)
    let (smallest, largest) = quantities(step)
    guard let name, let notional, let maker, let taker, let leverage, isGrid, errors.isEmpty
    else { return nil }
    return Instrument(
      name: name, priceDigits: tick.grid.digits, tickUnits: Int(tick.grid.units),
      quantityDigits: step.grid.digits, stepUnits: Int(step.grid.units),
      smallestQuantity: smallest, largestQuantity: largest, smallestNotional: notional,
      makerFee: maker, takerFee: taker, largestLeverage: leverage, tiers: tiers)
  }

  /// A tick or a step.
  private mutating func size(_ key: String, like example: String) -> Decimal18? {
    guard let value = reader.number(key, like: example) else { return nil }
    guard value.units > 0 else {
      reader.fail("\(key): \(value) is not above 0", "write it like \(example)", at: reader.place(key))
      return nil
    }
    guard value.units <= InstrumentFigures.coarsest.units else {
      reader.fail(
        "\(key): \(value) is larger than 1,000,000", "write it like \(example)", at: reader.place(key))
      return nil
    }
    return value
  }

  /// Whether fees are whole numbers of cash units on this grid, and the largest amount fits 128 bits.
  private mutating func isGrid(_ tick: Decimal18, _ step: Decimal18) -> Bool {
    let digits = tick.grid.digits + step.grid.digits
    guard digits <= 10 else {
      reader.fail(
        "step: tick \(tick) and step \(step) have \(digits) decimals together",
        "amounts are exact up to 10 together", at: reader.place("step"))
      return false
    }
    let one = (0..<digits).reduce(Int128(1)) { value, _ in value * 10 }
    guard tick.grid.units * step.grid.units <= one else {
      reader.fail(
        "step: tick \(tick) times step \(step) is more than 1",
        "amounts are exact up to there; is the step in contracts instead of coins?",
        at: reader.place("step"))
      return false
    }
    return true
  }

  private mutating func notional() -> Cash? {
    guard reader.has("minimum notional") else { return .zero }
    guard let value = reader.number("minimum notional", like: "5") else { return nil }
    guard value.units >= 0, value.units <= InstrumentFigures.largestNotional.units else {
      reader.fail(
        "minimum notional: \(value) is out of range", "write 0 to 1,000,000,000",
        at: reader.place("minimum notional"))
      return nil
    }
    return Cash(units: value.units)
  }

  private mutating func fee(_ key: String, like example: String) -> Rate? {
    guard let rate = reader.percentage(key, like: example) else { return nil }
    guard abs(rate.e8) <= Rate.percent(10).e8 else {
      reader.fail("\(key): a fee is at most 10%", "write it like \(example)", at: reader.place(key))
      return nil
    }
    return rate
  }

  /// The smallest and the largest quantity of an order; a wrong one is told and replaced.
  private mutating func quantities(_ step: Decimal18) -> (smallest: Quantity, largest: Quantity) {
    let smallest = quantity("minimum quantity", step) ?? Quantity(steps: 1)
    let largest = quantity("maximum quantity", step) ?? .largest
    if smallest > largest {
      reader.fail(
        "maximum quantity: it is below the minimum quantity", "write the larger of the two",
        at: reader.place("maximum quantity"))
    }
    return (smallest, largest)
  }

  private mutating func quantity(_ key: String, _ step: Decimal18) -> Quantity? {
    guard let value = reader.number(key, like: "\(step)") else { return nil }
    let exact = Ratio(value.units, over: step.units)
    guard exact.denominator == 1, exact > .zero else {
      reader.fail(
        "\(key): \(value) is not on the grid, whose step is \(step)", "write a multiple of the step",
        at: reader.place(key))
      return nil
    }
    guard exact <= Ratio(Quantity.largest.steps) else {
      reader.fail(
        "\(key): \(value) is more than 10,000,000,000 steps",
        "write less, or take the line out: that is no limit", at: reader.place(key))
      return nil
    }
    return Quantity(steps: exact.roundedDown)
  }

  private mutating func tiers() -> [Instrument.Tier] {
    var reading = TierReader()
    if let entry = reader.header.entries["tiers"] { reading.read(entry.value) }
    tierErrors = reading.errors
    return reading.tiers
  }

  /// The margin an order needs is above what keeps the position: leverage times the first rate is below one.
  private mutating func leverage(_ tiers: [Instrument.Tier]) -> Int? {
    let rate = max(1, tiers.first?.rate.e8 ?? Rate.percent(1).e8)
    // Against tiers that are wrong it cannot be measured.
    guard tierErrors.isEmpty else { return nil }
    guard reader.has("maximum leverage") else { return min(1000, max(1, Rate.percent(50).e8 / rate)) }
    guard let value = reader.number("maximum leverage", like: "50") else { return nil }
    let most = min(1000, max(1, (Rate.one.e8 - 1) / rate))
    guard value.grid.digits == 0, value.grid.units >= 1, value.grid.units <= Int128(most) else {
      reader.fail(
        "maximum leverage: \(value) is out of range", "write a whole number from 1 to \(most)",
        at: reader.place("maximum leverage"))
      return nil
    }
    return Int(value.grid.units)
  }
}
