/// Numbers with their units, times, distances and levels.
extension SentenceReader {
  /// A number and what stands behind it.
  enum Measure: Hashable {
    case bare(Decimal18)
    case percent(Decimal18)
    case r(Decimal18)
    case ticks(Int)
    case atr(Decimal18, length: Int, on: Frame)
  }

  /// A number with its unit. Numbers are bounded here, where they enter, so that exact arithmetic on them
  /// later stays within 128 bits.
  mutating func measure() throws(SentenceError) -> Measure {
    let start = token
    guard case .number(let value) = start.kind else { throw failure() }
    advance()
    if token.kind == .percent {
      advance()
      return .percent(try bounded(value, decimals: 6, limit: 100_000, at: start))
    }
    expect("%")
    if accept("r") { return .r(try bounded(value, decimals: 6, limit: 100_000, at: start)) }
    if accept("atr") {
      let multiple = try bounded(value, decimals: 6, limit: 100_000, at: start)
      return .atr(multiple, length: try barCount(), on: try onFrame())
    }
    if accept("ticks") || accept("tick") { return .ticks(try whole(value, limit: 2_000_000_000, at: start)) }
    return .bare(try bounded(value, decimals: 10, limit: 10_000_000_000, at: start))
  }

  private func bounded(
    _ value: Decimal18, decimals: Int, limit: Int, at token: Token
  ) throws(SentenceError) -> Decimal18 {
    let unit = (decimals..<18).reduce(Int128(1)) { unit, _ in unit * 10 }
    guard value.units % unit == 0 else {
      throw error("\"\(token.written)\" has more than \(decimals) decimals", at: token)
    }
    guard value.units.magnitude <= UInt128(limit) * UInt128(Cash.scale) else {
      throw error("\"\(token.written)\" is larger than \(NumberText.grouped(String(limit)))", at: token)
    }
    return value
  }

  private func whole(_ value: Decimal18, limit: Int, at token: Token) throws(SentenceError) -> Int {
    guard value.units % Cash.scale == 0 else {
      throw error("\"\(token.written)\" must be a whole number", at: token)
    }
    return Int(try bounded(value, decimals: 0, limit: limit, at: token).units / Cash.scale)
  }

  /// A whole number from 1: of a tranche or target, or of a fraction.
  mutating func count(_ what: String = "tranches and targets are counted from 1") throws(SentenceError) -> Int
  {
    let start = token
    guard case .number(let value) = start.kind else {
      expect("a number")
      throw failure()
    }
    let count = try whole(value, limit: 1000, at: start)
    guard count > 0 else { throw error(what, at: start) }
    advance()
    return count
  }

  /// How many bars an indicator looks back.
  mutating func barCount() throws(SentenceError) -> Int {
    let start = token
    guard case .number = start.kind else {
      expect("a number of bars")
      throw failure()
    }
    let count = try count("an indicator looks at 1 bar or more")
    guard count <= 500 else { throw error("an indicator looks at 500 bars at most", at: start) }
    return count
  }

  /// `on` TF.
  mutating func onFrame() throws(SentenceError) -> Frame {
    try require("on")
    let start = token
    let frames = Frame.allCases.map(\.description).joined(separator: " ")
    guard case .number(let value) = start.kind, case .word(let unit) = token(ahead: 1).kind else {
      expect("bars of \(frames)")
      throw failure()
    }
    guard let frame = Frame("\(value)\(unit)") else {
      throw SentenceError(
        column: start.column, length: token(ahead: 1).endColumn - start.column,
        message: "there are no bars of \"\(value)\(SentenceText.visible(unit))\"",
        hint: "there are \(frames)")
    }
    advance()
    advance()
    return frame
  }

  /// An indicator without its frame, if one stands here.
  mutating func indicator() throws(SentenceError) -> Indicator? {
    if accept("ema") { return .ema(try barCount()) }
    if accept("sma") { return .sma(try barCount()) }
    if accept("swing") { return .swing(try barCount()) }
    return nil
  }

  /// T: `5m`, `48h`; whole, more than nothing, at most a hundred years.
  mutating func span() throws(SentenceError) -> Span {
    let start = token
    guard case .number(let value) = start.kind else {
      expect("a time such as 5m or 48h")
      throw failure()
    }
    let seconds: [String: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
    let count = Int64(try whole(value, limit: 4_000_000_000, at: start))
    guard count > 0 else { throw error("a time must be more than nothing", at: start) }
    advance()
    guard case .word(let unit) = token.kind, let length = seconds[unit] else {
      expect("s", "m", "h", "d")
      throw failure()
    }
    advance()
    guard count * length <= 36_500 * 86_400 else { throw error("a time is at most 36500d", at: start) }
    return Span(seconds: count * length)
  }

  /// D: a distance, not negative; with `positive` more than nothing.
  mutating func distance(positive: Bool = false) throws(SentenceError) -> Distance {
    let start = token
    guard case .number(let value) = start.kind else {
      expect("a distance such as 0.25R, 1%, 20 ticks, 150 or 2 atr 14 on 15m")
      throw failure()
    }
    guard value.units >= 0 else { throw error("a distance has no sign", at: start) }
    guard value.units > 0 || !positive else {
      throw error("this distance must be more than nothing", at: start)
    }
    switch try measure() {
    case .bare(let value): return .price(value)
    case .percent(let value): return .percent(value)
    case .r(let value): return .r(value)
    case .ticks(let count): return .ticks(count)
    case .atr(let multiple, let length, let frame): return .atr(multiple, length: length, on: frame)
    }
  }

  /// X: a level, noted as a part.
  mutating func level(triggers: Bool = false) throws(SentenceError) -> Level {
    let column = token.column
    var level = Level(try base())
    if accept("plus") {
      level.offset = Level.Offset(plus: true, distance: try distance())
    } else if accept("minus") {
      level.offset = Level.Offset(plus: false, distance: try distance())
    }
    note(.level(level, triggers: triggers), from: column)
    return level
  }

  private mutating func base() throws(SentenceError) -> Level.Base {
    if case .number = token.kind { return try numberBase() }
    expect("a price", "nR", "n%", "n ticks")
    if accept("entry") { return .entry }
    if accept("breakeven") { return .breakeven }
    if accept("first") {
      if accept("price") { return .firstPrice }
      try require("entry")
      return .firstEntry
    }
    if accept("last") { return accept("fill") ? .lastFill : .last }
    if accept("tranche") { return .tranche(try count()) }
    if accept("target") { return .target(try count()) }
    return try name()
  }

  private mutating func numberBase() throws(SentenceError) -> Level.Base {
    let start = token
    switch try measure() {
    case .bare(let value):
      guard value.units > 0 else { throw error("a price must be more than nothing", at: start) }
      return .price(value)
    case .percent(let value): return .percent(value)
    case .r(let value): return .r(value)
    case .ticks(let count): return .ticks(count)
    case .atr: throw error("an ATR is a distance, not a price; write a level plus or minus it", at: start)
    }
  }

  private mutating func name() throws(SentenceError) -> Level.Base {
    guard case .word(let word) = token.kind, Vocabulary.canNameLevel(word) else {
      expect("a level's name")
      throw failure()
    }
    if let levels, !levels.contains(word) {
      let candidates = expected.filter(Vocabulary.words.contains) + levels
      throw SentenceError(
        column: token.column, length: token.length, message: "no level is called \"\(token.written)\"",
        expected: expected + levels, nearest: Vocabulary.nearest(to: word, among: candidates))
    }
    advance()
    return .named(word)
  }
}
