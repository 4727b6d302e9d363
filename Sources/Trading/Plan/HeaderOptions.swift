/// The keys that may be left out.
extension HeaderReader {
  /// Reads each into the plan. Without a plan the values are checked all the same.
  mutating func options(_ plan: inout Plan?, _ instrument: Instrument?) {
    money(&plan, instrument)
    fees(&plan)
    conduct(&plan)
    guards(&plan)
    circumstances(&plan)
    adoption(&plan, instrument)
  }

  private mutating func adoption(_ plan: inout Plan?, _ instrument: Instrument?) {
    guard let (text, place) = text("adopt"), let instrument else { return }
    do throws(SentenceError) {
      let adoption = try AdoptionReader(text, instrument).read()
      if adoption.stop == nil {
        fail("adopt: the position's stop is missing", "add where it stands: stop 29300", at: place)
      }
      plan?.adoption = adoption
    } catch {
      errors.append(PlanError(error, in: "adopt", at: place))
    }
  }

  private mutating func money(_ plan: inout Plan?, _ instrument: Instrument?) {
    if let equity = bare("equity", "an amount such as 50000", { $0.units > 0 }) {
      plan?.equity = Cash(units: equity.units)
    }
    let largest = instrument?.largestLeverage
    let limit = largest.map { "1 to \($0), the most that this contract has" } ?? "1 or more"
    let leverage = bare("leverage", limit) { value in
      value.units >= Cash.scale && value.units <= Int128(largest ?? 1000) * Cash.scale
    }
    if let leverage { plan?.leverage = leverage }
    let funding = value("funding") { reader throws(SentenceError) -> Plan.Funding in
      let rate = try reader.rate()
      try reader.require("per")
      return Plan.Funding(rate: rate, every: try reader.span())
    }
    if let funding { plan?.funding = funding }
    let slippage = value("slippage") { reader throws(SentenceError) -> Int in
      let start = reader.token
      switch try reader.measure(fitting: ["ticks"]) {
      case .ticks(let count) where (0...10_000).contains(count): return count
      case .bare(let value) where value.units == 0: return 0
      default: throw reader.error("slippage is a number of ticks, such as 2 ticks, at most 10000", at: start)
      }
    }
    if let slippage { plan?.slippage = slippage }
  }

  private mutating func fees(_ plan: inout Plan?) {
    guard let entry = entries["fees"] else { return }
    guard case .mapping = entry.value.content else {
      if let rate = value(entry, { reader throws(SentenceError) in try reader.rate() }) {
        plan?.makerFee = rate
        plan?.takerFee = rate
      }
      return
    }
    for inner in mapping(entry, keys: ["maker", "taker"]) {
      guard let rate = value(inner, { reader throws(SentenceError) in try reader.rate() }) else { continue }
      if inner.key == "maker" { plan?.makerFee = rate } else { plan?.takerFee = rate }
    }
  }

  private mutating func conduct(_ plan: inout Plan?) {
    if let fills: Plan.Fills = choice("fills", ["through": .through, "touch": .touch]) {
      plan?.fills = fills
    }
    if choice("trigger", ["last": false, "mark": true]) == true, let entry = entries["trigger"] {
      fail(
        "trigger: this version's feeds have no mark price yet", "write last, or take the line out",
        at: entry.value.place)
    }
    if choice("entries", ["keep": true]) == true { plan?.keepsEntries = true }
    if choice("targets", ["after entries": true]) == true { plan?.targetsAfterEntries = true }
    let chase = value("chase") { reader throws(SentenceError) -> Distance? in
      reader.accept("off") ? nil : try reader.distance()
    }
    if let chase { plan?.chase = chase }
    if let room = value("room", { reader throws(SentenceError) in try reader.distance() }) {
      plan?.room = room
    }
  }

  private mutating func guards(_ plan: inout Plan?) {
    let first = value("first entry") { reader throws(SentenceError) -> Rate in
      let start = reader.token
      guard case .percent(let value) = try reader.measure(fitting: ["%"]), value.units > 0,
        value.units <= 100 * Cash.scale
      else { throw reader.error("the largest first entry is a share of the plan, such as 60%", at: start) }
      return Rate(percent: value)
    }
    if let first { plan?.firstEntry = first }
    let underwater = value("underwater") { reader throws(SentenceError) -> Decimal18 in
      let start = reader.token
      guard case .r(let value) = try reader.measure(fitting: ["R"]), value.units > 0 else {
        throw reader.error("this limit is a number of R, such as 0.8R", at: start)
      }
      return value
    }
    if let underwater { plan?.underwater = underwater }
    if let fresh = value("fresh", { reader throws(SentenceError) in try reader.span() }) {
      plan?.fresh = fresh
    }
  }

  /// What the plan is told of the world around the trade.
  private mutating func circumstances(_ plan: inout Plan?) {
    if let (file, _) = text("news") { plan?.newsFile = file }
    if choice("repeat", ["yes": true, "no": false]) == true { plan?.repeats = true }
    let velocity = value("velocity") { reader throws(SentenceError) -> Plan.Velocity in
      let atrs = try reader.multiple(of: "atr", such: "4 atr")
      guard reader.acceptComma() else { throw reader.failure() }
      return Plan.Velocity(atrs: atrs, medians: try reader.multiple(of: "median", such: "3 median"))
    }
    if let velocity { plan?.velocity = velocity }
    let loss = value("daily loss") { reader throws(SentenceError) in try reader.dailyLoss() }
    if let loss { plan?.dailyLoss = loss }
  }

  /// A number without a unit that is in range.
  private mutating func bare(
    _ key: String, _ range: String, _ isInRange: (Decimal18) -> Bool
  ) -> Decimal18? {
    value(key) { reader throws(SentenceError) -> Decimal18 in
      let start = reader.token
      guard case .bare(let value) = try reader.measure(fitting: []), isInRange(value) else {
        throw SentenceError(
          column: start.column, length: start.length, message: "\"\(start.written)\" is out of range",
          hint: "write \(range)")
      }
      return value
    }
  }
}

extension SentenceReader {
  /// A positive number in front of a word.
  mutating func multiple(of word: String, such example: String) throws(SentenceError) -> Decimal18 {
    let start = token
    guard case .number(let value) = start.kind, value.units > 0, value.units <= 100_000 * Cash.scale,
      value.units % 1_000_000_000_000 == 0
    else { throw error("this is a multiple such as \(example)", at: start) }
    advance()
    try require(word)
    return value
  }

  /// A fee or a funding rate: a percentage that may be negative, within ten per cent.
  mutating func rate() throws(SentenceError) -> Rate {
    let start = token
    guard case .percent(let value) = try measure(fitting: ["%"]),
      value.units.magnitude <= 10 * UInt128(Cash.scale)
    else {
      throw error("a rate is a percentage such as 0.05%, at most 10%", at: start)
    }
    return Rate(percent: value)
  }
}
