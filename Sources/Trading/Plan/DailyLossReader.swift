extension Plan.DailyLoss: CustomStringConvertible {
  /// The limit that a whole text spells: `3R`, or an amount such as `500`.
  public init(_ text: String) throws(SentenceError) {
    var reader = SentenceReader(text, levels: [])
    self = try reader.dailyLoss()
    try reader.requireEnd()
  }

  /// As a plan could write it.
  public var description: String {
    switch self {
    case .r(let count): "\(count)R"
    case .amount(let amount): "\(Decimal18(units: amount.units))"
    }
  }
}

extension SentenceReader {
  /// A number of R, or an amount in quote currency, above zero.
  mutating func dailyLoss() throws(SentenceError) -> Plan.DailyLoss {
    let start = token
    switch try measure(fitting: ["R"]) {
    case .r(let value) where value.units > 0: return .r(value)
    case .bare(let value) where value.units > 0: return .amount(Cash(units: value.units))
    default: throw error("a day's loss is a number of R such as 3R, or an amount such as 500", at: start)
    }
  }
}
