/// The required keys, and the levels.
extension HeaderReader {
  mutating func name() -> String? {
    guard let (text, place) = text("plan") else { return nil }
    guard text.count <= 80, !text.contains(where: SentenceText.isControl) else {
      fail("plan: the name must be one line of at most 80 characters", "shorten it", at: place)
      return nil
    }
    return text
  }

  mutating func instrument(_ catalogue: Catalogue) -> Instrument? {
    guard let (text, place) = text("instrument") else { return nil }
    do throws(Catalogue.Unknown) {
      return try catalogue.instrument(text)
    } catch {
      fail(
        "instrument: no contract is called \"\(SentenceText.visible(text))\"", error.remedy, at: place)
      return nil
    }
  }

  /// Exactly one of `size` and `risk`.
  mutating func size(_ instrument: Instrument?) -> Plan.Size? {
    if let second = entries["risk"], entries["size"] != nil {
      fail("size and risk exclude each other", "take one of them out", at: second.keyPlace)
    }
    if entries["size"] != nil { return quantity(instrument).map { .quantity($0) } }
    let risk = value("risk") { reader throws(SentenceError) -> Plan.Size in
      let start = reader.token
      switch try reader.measure(fitting: ["%"]) {
      case .bare(let value) where value.units > 0: return .risk(Cash(units: value.units))
      case .percent(let value) where value.units > 0 && value.units <= 100 * Cash.scale:
        return .riskShare(Rate(percent: value))
      default: throw reader.error("risk is an amount such as 250 or a share such as 1%", at: start)
      }
    }
    if case .riskShare = risk, entries["equity"] == nil, let entry = entries["risk"] {
      fail("risk: a share needs to know of what", "add \"equity:\"", at: entry.value.place)
    }
    return risk
  }

  private mutating func quantity(_ instrument: Instrument?) -> Quantity? {
    value("size") { reader throws(SentenceError) -> Quantity? in
      let start = reader.token
      guard case .bare(let value) = try reader.measure(fitting: []), value.units > 0 else {
        throw reader.error("the size is a quantity such as 1.000", at: start)
      }
      guard let instrument else { return nil }
      let check = SentenceCheck(instrument: instrument, size: nil, tranches: nil, targets: nil)
      if let (message, hint) = check.problem(quantity: value) {
        throw SentenceError(column: start.column, length: start.length, message: message, hint: hint)
      }
      let quantity = instrument.quantity(value)
      if let quantity, quantity < instrument.smallestQuantity {
        let smallest = instrument.text(instrument.smallestQuantity)
        throw SentenceError(
          column: start.column, length: start.length,
          message: "\(value) is less than \(instrument.name) trades", hint: "the smallest is \(smallest)")
      }
      return quantity
    }.flatMap { $0 }
  }

  /// The header's stop, or that of a range: never both.
  mutating func stop(
    _ range: Method?, _ side: Side?, _ named: [Plan.NamedLevel], _ instrument: Instrument?
  ) -> Plan.InitialStop? {
    guard let range else { return initialStop(named, instrument) }
    if let entry = entries["stop"] {
      fail(
        "stop: the range's boundary is the stop",
        "take the line out; `beyond D` moves it away from the boundary",
        at: entry.keyPlace)
    }
    return range.stop(side ?? .long).map { .level($0) }
  }

  /// A price, a named level or the first price, or a distance against the first fill.
  mutating func initialStop(_ named: [Plan.NamedLevel], _ instrument: Instrument?) -> Plan.InitialStop? {
    value("stop", levels: named.map(\.name)) { reader throws(SentenceError) -> Plan.InitialStop in
      guard case .number(let number) = reader.token.kind else {
        return .level(try reader.fixedLevel(instrument))
      }
      let start = reader.token
      switch try reader.measure(fitting: ["%", "ticks", "atr"]) {
      case .bare: return .level(Level(.price(try reader.fixedPrice(number, at: start, instrument))))
      case .r:
        throw SentenceError(
          column: start.column, length: start.length, message: "1R is measured from this stop",
          hint: "write a price, a level or a distance such as 1%")
      case .percent(let value) where value.units > 0 && value.units < 100 * Cash.scale:
        return .distance(.percent(value))
      case .ticks(let count) where count > 0: return .distance(.ticks(count))
      case .atr(let multiple, let length, let frame) where multiple.units > 0:
        return .distance(.atr(multiple, length: length, on: frame))
      case .percent, .ticks, .atr:
        throw SentenceError(
          column: start.column, length: start.length, message: "the stop's distance is out of range",
          hint: "it counts against the trade and has no sign: 1%, 120 ticks or 2 atr 14 on 15m")
      }
    }
  }

  /// The plan's levels; one from outside replaces the plan's of the same name.
  mutating func levels(_ instrument: Instrument?, overrides: [(String, String)]) -> [Plan.NamedLevel] {
    var levels: [Plan.NamedLevel] = []
    if let entry = entries["levels"] {
      guard case .mapping(let list) = entry.value.content else {
        fail("levels: these are names with prices", "write {NAME: PRICE}", at: entry.value.place)
        return []
      }
      for inner in list {
        guard isName(inner.key, at: inner.keyPlace) else { continue }
        if levels.contains(where: { $0.name == inner.key.lowercased() }) {
          fail("levels: \"\(inner.key)\" stands twice", "take one out", at: inner.keyPlace)
        }
        let level = value(inner) { reader throws(SentenceError) in try reader.fixedLevel(instrument) }
        levels.append(Plan.NamedLevel(name: inner.key.lowercased(), level: level ?? Level(.firstPrice)))
      }
    }
    for (name, text) in overrides {
      guard isName(name, at: nil) else { continue }
      let level = value(of: text, "level \(name)", at: nil, levels: []) { reader throws(SentenceError) in
        try reader.fixedLevel(instrument)
      }
      levels.removeAll { $0.name == name.lowercased() }
      levels.append(Plan.NamedLevel(name: name.lowercased(), level: level ?? Level(.firstPrice)))
    }
    return levels
  }

  private mutating func isName(_ name: String, at place: Document.Place?) -> Bool {
    guard !Vocabulary.canNameLevel(name.lowercased()) else { return true }
    let isWord = Vocabulary.isReserved(name.lowercased())
    let reason = isWord ? "is a word of the language" : "cannot name a level"
    fail(
      "levels: \"\(SentenceText.visible(name))\" \(reason)",
      "a name is a letter, then letters, digits, _ - or .", at: place)
    return false
  }
}

extension SentenceReader {
  /// A level that has a value before the trade has begun: a price, a named level or the first price.
  mutating func fixedLevel(
    _ instrument: Instrument?, _ place: LevelPlace = .beforeTheTrade
  ) throws(SentenceError) -> Level {
    let start = token
    let level = try level(place)
    switch level.base {
    case .price(let value): _ = try fixedPrice(value, at: start, instrument)
    case .firstPrice, .named: break
    default:
      throw SentenceError(
        column: start.column, length: endColumn - start.column,
        message: "\"\(level)\" has no value before the first fill", hint: "write a price or \"first price\"")
    }
    switch level.offset?.distance {
    case .r, .atr:
      throw SentenceError(
        column: start.column, length: endColumn - start.column,
        message: "\"\(level)\" has no value before the first fill",
        hint: "write the distance as 1% or 20 ticks")
    case .price, .ticks, .percent, nil: return level
    }
  }

  /// A price on the grid of an instrument, where that is known.
  func fixedPrice(_ value: Decimal18, at start: Token, _ instrument: Instrument?) throws(SentenceError)
    -> Decimal18
  {
    guard value.units > 0 else { throw error("a price must be more than nothing", at: start) }
    guard let instrument else { return value }
    let check = SentenceCheck(instrument: instrument, size: nil, tranches: nil, targets: nil)
    if let (message, hint) = check.problem(price: value) {
      throw SentenceError(column: start.column, length: start.length, message: message, hint: hint)
    }
    return value
  }
}

extension Rate {
  /// A percentage, which the reader has bounded to six decimals.
  init(percent: Decimal18) { self.init(e8: Int(percent.units / 1_000_000_000_000)) }
}
