/// Figures of a mapping with keys: exact decimals, and an error with its place and remedy for everything else.
struct FigureReader {
  private(set) var header: HeaderReader

  init(_ document: Document, keys: [String], form: (message: String, remedy: String)) {
    header = HeaderReader(document, keys: keys, form: form)
  }

  var errors: [PlanError] { header.errors }

  func has(_ key: String) -> Bool { header.entries[key] != nil }

  /// Where a key's value stands, or the mapping if there is no such key.
  func place(_ key: String) -> Document.Place { header.entries[key]?.value.place ?? header.place }

  mutating func fail(_ message: String, _ remedy: String, at place: Document.Place) {
    header.fail(message, remedy, at: place)
  }

  mutating func require(_ key: String, _ remedy: String) {
    guard !has(key) else { return }
    fail("\"\(key)\" is missing", "add \"\(key):\", \(remedy)", at: header.place)
  }

  /// A number without a unit, thousands marks allowed; nil if the key is missing or its value wrong.
  mutating func number(_ key: String, like example: String) -> Decimal18? {
    tokens(key, like: example) { tokens in
      guard tokens.count == 2, case .number(let value) = tokens[0].kind else { return nil }
      return value
    }
  }

  /// A percentage with at most six decimals.
  mutating func percentage(_ key: String, like example: String) -> Rate? {
    let value = tokens(key, like: example) { tokens -> Decimal18? in
      guard tokens.count == 3, case .number(let value) = tokens[0].kind, tokens[1].kind == .percent
      else { return nil }
      return value
    }
    guard let value else { return nil }
    guard value.units % 1_000_000_000_000 == 0 else {
      fail("\(key): \(value)% has more than 6 decimals", "round it", at: place(key))
      return nil
    }
    guard value.units.magnitude <= 100 * UInt128(Cash.scale) else {
      fail("\(key): \(value)% is out of range", "write a share such as \(example)", at: place(key))
      return nil
    }
    return Rate(percent: value)
  }

  private mutating func tokens(
    _ key: String, like example: String, _ value: ([Token]) -> Decimal18?
  ) -> Decimal18? {
    guard let entry = header.entries[key], let (text, place) = header.text(entry) else { return nil }
    let tokens = Tokenizer.tokens(text)
    if let value = value(tokens) { return value }
    for case .bad(let reason) in tokens.map(\.kind) {
      fail("\(key): \(reason)", "write it like \(example)", at: place)
      return nil
    }
    fail("\(key): \"\(SentenceText.visible(text))\" is not understood", "write it like \(example)", at: place)
    return nil
  }
}

extension Decimal18 {
  /// The fewest digits behind the point that spell the number, and its units of 10⁻`digits`.
  var grid: (digits: Int, units: Int128) {
    var (digits, units) = (18, units)
    while digits > 0, units % 10 == 0 {
      units /= 10
      digits -= 1
    }
    return (digits, units)
  }
}
