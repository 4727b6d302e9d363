/// Numbers with their units, times, frames and indicators.
extension SentenceReader {
  /// Decimals of a price or a quantity, and of a multiple, a percentage or a share, as far as they are read.
  static let priceDecimals = 10
  static let shareDecimals = 6

  /// A number and what stands behind it.
  enum Measure: Hashable {
    case bare(Decimal18)
    case percent(Decimal18)
    case r(Decimal18)
    case ticks(Int)
    case atr(Decimal18, length: Int, on: Frame)
  }

  /// A number with its unit. Every unit is read, so that the caller can say why one is wrong; those in
  /// `fitting` are what an error behind the number names and a line completes. Numbers are bounded here, where
  /// they enter, so that exact arithmetic on them later stays within 128 bits.
  mutating func measure(fitting units: [String]) throws(SentenceError) -> Measure {
    let start = token
    guard case .number(let value) = start.kind else {
      expect("a number")
      throw failure()
    }
    advance()
    for unit in units { expect(unit) }
    if token.kind == .percent {
      advance()
      return .percent(try bounded(value, decimals: SentenceReader.shareDecimals, limit: 100_000, at: start))
    }
    if isWord("r") {
      advance()
      return .r(try bounded(value, decimals: SentenceReader.shareDecimals, limit: 100_000, at: start))
    }
    if isWord("atr") {
      advance()
      let multiple = try bounded(value, decimals: SentenceReader.shareDecimals, limit: 100_000, at: start)
      return .atr(multiple, length: try barCount(), on: try onFrame())
    }
    if isWord("ticks") || isWord("tick") {
      advance()
      return .ticks(try whole(value, limit: 2_000_000_000, at: start))
    }
    return .bare(
      try bounded(value, decimals: SentenceReader.priceDecimals, limit: 10_000_000_000, at: start))
  }

  func bounded(
    _ value: Decimal18, decimals: Int, limit: Int, at token: Token
  ) throws(SentenceError) -> Decimal18 {
    let unit = NumberText.power(of: 18 - decimals)
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
    let frames = Frame.allCases.map(\.description)
    guard case .number(let value) = start.kind, case .word(let unit) = token(ahead: 1).kind else {
      for frame in frames { expect(frame) }
      throw failure()
    }
    guard let frame = Frame("\(value)\(unit)") else {
      throw SentenceError(
        column: start.column, length: token(ahead: 1).endColumn - start.column,
        message: "there are no bars of \"\(value)\(SentenceText.visible(unit))\"", expected: frames)
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
}
