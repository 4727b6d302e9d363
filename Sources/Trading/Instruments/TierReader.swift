/// The maintenance tiers of a contract.
struct TierReader {
  private static let keys = ["from", "rate", "deduction"]
  /// So that a floor times a rate stays exact, and within 128 bits.
  private static let largestFloor = 1_000_000_000_000

  private(set) var errors: [PlanError] = []
  /// Those read so far; 1% at every size if none is.
  private var read: [Instrument.Tier] = []

  var tiers: [Instrument.Tier] {
    read.isEmpty ? [Instrument.Tier(floor: .zero, rate: .percent(1), deduction: .zero)] : read
  }

  mutating func read(_ document: Document) {
    let remedy = "write a line \"- {from: 0, rate: 0.5%}\" for each, or take the key out"
    guard case .list(let items) = document.content, !items.isEmpty else {
      errors.append(PlanError("tiers: these are a list", remedy: remedy, place: document.place))
      return
    }
    for item in items {
      var reader = FigureReader(
        item, keys: TierReader.keys,
        form: (message: "tiers: a tier is a notional and a rate", remedy: "write {from: 0, rate: 0.5%}"))
      let tier = tier(&reader)
      errors += reader.errors
      // What follows is measured against this one: one error is told once.
      guard let tier else { return }
      read.append(tier)
    }
  }

  private func tier(_ reader: inout FigureReader) -> Instrument.Tier? {
    guard reader.errors.isEmpty else { return nil }
    reader.require("from", "the notional from which the tier counts, such as 50000")
    reader.require("rate", "the maintenance rate, such as 0.5%")
    guard let floor = floor(&reader), let rate = rate(&reader) else { return nil }
    // What makes the margin rise without a jump where one tier ends and the next begins.
    let before = read.last.map { (rate: $0.rate, deduction: $0.deduction) } ?? (.zero, .zero)
    var deduction = before.deduction + floor * Rate(e8: rate.e8 - before.rate.e8)
    if reader.has("deduction") {
      guard let value = reader.number("deduction", like: "50") else { return nil }
      guard value.units >= 0, value.units <= (floor * rate).units else {
        reader.fail(
          "deduction: \(value) is out of range",
          "write 0 to \(Decimal18(units: (floor * rate).units)), or take it out: it follows from the rates",
          at: reader.place("deduction"))
        return nil
      }
      deduction = Cash(units: value.units)
    }
    return Instrument.Tier(floor: floor, rate: rate, deduction: deduction)
  }

  private func floor(_ reader: inout FigureReader) -> Cash? {
    guard let value = reader.number("from", like: "50000") else { return nil }
    let place = reader.place("from")
    guard value.grid.digits <= 10, value.units >= 0, value.units <= Cash(whole: TierReader.largestFloor).units
    else {
      reader.fail(
        "from: \(value) is out of range", "write 0 to 1,000,000,000,000 with at most 10 decimals", at: place)
      return nil
    }
    let floor = Cash(units: value.units)
    guard let last = read.last else {
      guard floor == .zero else {
        reader.fail("from: the first tier begins at \(value)", "the first tier is from 0", at: place)
        return nil
      }
      return floor
    }
    guard floor > last.floor else {
      let before = Decimal18(units: last.floor.units)
      reader.fail("from: \(value) does not follow \(before)", "put the tiers in rising order", at: place)
      return nil
    }
    return floor
  }

  private func rate(_ reader: inout FigureReader) -> Rate? {
    guard let rate = reader.percentage("rate", like: "0.5%") else { return nil }
    let least = read.last?.rate ?? .zero
    guard rate > least, rate < .one else {
      reader.fail(
        "rate: \(rate.text) is out of range", "write more than \(least.text), and less than 100%",
        at: reader.place("rate"))
      return nil
    }
    return rate
  }
}

extension Rate {
  /// As a percentage without needless zeros: `0.05%`.
  public var text: String { "\(Decimal18(units: Int128(e8) * 1_000_000_000_000))%" }
}
