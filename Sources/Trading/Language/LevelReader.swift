/// Distances and levels.
extension SentenceReader {
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
    switch try measure(fitting: ["%", "R", "ticks", "atr"]) {
    case .bare(let value): return .price(value)
    case .percent(let value): return .percent(value)
    case .r(let value): return .r(value)
    case .ticks(let count): return .ticks(count)
    case .atr(let multiple, let length, let frame): return .atr(multiple, length: length, on: frame)
    }
  }

  /// Where a level stands. All are read everywhere, so that the caller can say why one is wrong; an error or a
  /// completion names those that fit.
  enum LevelPlace {
    case anywhere
    /// It must have a value before the trade begins.
    case beforeTheTrade
    /// The same, and it takes no distance.
    case boundary
  }

  /// X: a level, noted as a part.
  mutating func level(triggers: Bool = false, _ place: LevelPlace = .anywhere) throws(SentenceError) -> Level
  {
    let column = token.column
    var level = Level(try base(mayWait: place == .anywhere))
    if place != .boundary {
      if accept("plus") {
        level.offset = Level.Offset(plus: true, distance: try distance())
      } else if accept("minus") {
        level.offset = Level.Offset(plus: false, distance: try distance())
      }
    }
    note(.level(level, triggers: triggers), from: column)
    return level
  }

  private mutating func base(mayWait: Bool) throws(SentenceError) -> Level.Base {
    if case .number = token.kind { return try numberBase(mayWait) }
    expect("a price")
    if mayWait { expect("nR", "n%", "n ticks") }
    if step(over: "entry", naming: mayWait) { return .entry }
    if step(over: "breakeven", naming: mayWait) { return .breakeven }
    if accept("first") {
      if accept("price") { return .firstPrice }
      guard step(over: "entry", naming: mayWait) else { throw failure() }
      return .firstEntry
    }
    if step(over: "last", naming: mayWait) {
      return step(over: "fill", naming: mayWait) ? .lastFill : .last
    }
    if step(over: "tranche", naming: mayWait) { return .tranche(try count()) }
    if step(over: "target", naming: mayWait) { return .target(try count()) }
    return try name()
  }

  /// Accepts a word, which counts as looked for only if it fits.
  private mutating func step(over word: String, naming fits: Bool) -> Bool {
    if fits { return accept(word) }
    guard isWord(word) else { return false }
    advance()
    return true
  }

  private mutating func numberBase(_ mayWait: Bool) throws(SentenceError) -> Level.Base {
    let start = token
    switch try measure(fitting: mayWait ? ["%", "R", "ticks"] : []) {
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
      let candidates = expected.filter(Vocabulary.isSpelledOut) + levels
      throw SentenceError(
        column: token.column, length: token.length, message: "no level is called \"\(token.written)\"",
        expected: expected + levels,
        nearest: partedFromNumber() ?? Vocabulary.nearest(to: word, among: candidates))
    }
    advance()
    return .named(word)
  }
}
