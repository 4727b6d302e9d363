/// Reads a method's sentence.
extension SentenceReader {
  /// The first words of methods, but for `trail at`.
  static let methods = ["targets", "time", "fast", "dca", "pyramid", "range"]

  /// A method, or nil where the sentence is a plain rule.
  mutating func method() throws(SentenceError) -> Method? {
    // `trail 1R` is an action; `trail at 2R` the method.
    if isWord("trail") {
      guard token(ahead: 1).kind == .word("at") else { return nil }
      advance()
      return try trailing()
    }
    guard case .word(let word) = token.kind, SentenceReader.methods.contains(word) else { return nil }
    advance()
    switch word {
    case "dca": return try dca()
    case "pyramid": return try pyramid()
    case "range": return try range()
    case "targets": return try targets()
    case "time": return .time(try span())
    default:
      let level = try level(triggers: true)
      try require("in")
      return .fast(level, try span())
    }
  }

  private mutating func trailing() throws(SentenceError) -> Method {
    try require("at")
    let start = token
    let level = try level(triggers: true)
    if case .tranche = level.base, level.offset == nil {
      // Its rule would begin with `from tranche 2`, which is the fill.
      throw SentenceError(
        column: start.column, length: endColumn - start.column,
        message: "a trail begins at a price, and \"\(level)\" alone is a fill",
        hint: "add a distance: \(level) plus 1%")
    }
    return .trail(at: level, by: accept("by") ? try distance(positive: true) : nil)
  }

  private mutating func dca() throws(SentenceError) -> Method {
    let start = token
    let parts = try count("equal parts are two or more")
    guard (2...50).contains(parts) else { throw error("equal parts are 2 to 50", at: start) }
    for _ in 0..<parts { note(.entry(Method.part(of: parts)), from: start.column) }
    let first = isAtTrigger() ? try triggers(ofEnter: true) : []
    try require("every")
    let every = try distance(positive: true)
    let returns = try returns()
    guard accept("or") else {
      return .dca(parts: parts, first: first, every: every, returns: returns, levels: [])
    }
    if returns != nil {
      throw error("lower levels stand in the place of the return; write one of the two", at: token)
    }
    try require("at")
    let list = token
    let levels = try levelList()
    try requireEnd()
    guard levels.count == parts - 1 else {
      throw SentenceError(
        column: list.column, length: endColumn - list.column,
        message: "\(levels.count) lower \(levels.count == 1 ? "level" : "levels") for \(parts - 1) later "
          + (parts == 2 ? "part" : "parts"),
        hint: "name one for each part behind the first")
    }
    return .dca(parts: parts, first: first, every: every, returns: nil, levels: levels)
  }

  private mutating func pyramid() throws(SentenceError) -> Method {
    let list = try shares()
    try require("at")
    var steps: [Method.PyramidStep] = []
    repeat {
      if !steps.isEmpty, accept("retest") {
        steps.append(.retest)
      } else {
        steps.append(.onBreak(try level(triggers: true)))
      }
    } while acceptComma()
    try requireEnd()
    try checkCount(list, steps.count, "step")
    return .pyramid(shares: list.shares, steps: steps)
  }

  private mutating func range() throws(SentenceError) -> Method {
    let low = try boundary()
    try require("to")
    let high = try boundary()
    try require("at")
    let list = token
    let prices = try levelList()
    for _ in prices { note(.entry(Method.part(of: prices.count)), from: list.column) }
    return .range(
      low: low, high: high, at: prices, beyond: accept("beyond") ? try distance(positive: true) : nil)
  }

  /// A boundary has a value before the trade begins, and takes `beyond` for its offset.
  private mutating func boundary() throws(SentenceError) -> Level {
    let level = try fixedLevel(nil, .boundary)
    guard !isWord("plus"), !isWord("minus") else {
      throw SentenceError(
        column: token.column, length: token.length,
        message: "a boundary is a price, a named level or the first price", hint: "name it under `levels:`")
    }
    return level
  }

  private mutating func targets() throws(SentenceError) -> Method {
    let list = try shares(isTake: true)
    try require("at")
    var levels: [Level] = []
    var runs = false
    repeat {
      let start = token
      if !levels.isEmpty { expect("runner") }
      guard isWord("runner") else {
        levels.append(try level(triggers: true))
        continue
      }
      advance()
      runs = true
      guard !levels.isEmpty, token.kind != .comma else {
        throw SentenceError(
          column: start.column, length: start.length,
          message: "the runner is what the targets before it leave",
          hint: "let it stand last")
      }
    } while !runs && acceptComma()
    try requireEnd()
    try checkCount(list, levels.count + (runs ? 1 : 0), "place")
    try checkSum(list, runs: runs)
    return .targets(shares: list.shares, at: levels, runs: runs)
  }

  // MARK: lists

  /// Shares in per cent and where they stand.
  private struct Shares {
    var shares: [Decimal18]
    var column: Int
    var length: Int
  }

  private mutating func levelList() throws(SentenceError) -> [Level] {
    var levels: [Level] = []
    repeat { levels.append(try level(triggers: true)) } while acceptComma()
    return levels
  }

  /// `50/30/20`, per cent.
  private mutating func shares(isTake: Bool = false) throws(SentenceError) -> Shares {
    let column = token.column
    var shares: [Decimal18] = []
    while true {
      let start = token
      guard case .number(let value) = start.kind else {
        expect("shares such as 50/30/20")
        throw failure()
      }
      guard case .bare = try measure(fitting: []), value.units > 0, value.units <= 100 * Cash.scale else {
        throw error("shares are per cents such as 50/30/20, each above 0 and at most 100", at: start)
      }
      // The rules that it expands to say `n%`.
      shares.append(try bounded(value, decimals: SentenceReader.shareDecimals, limit: 100, at: start))
      note(isTake ? .take(.percent(value)) : .entry(.percent(value)), from: start.column)
      guard token.kind == .slash else {
        expect("\"/\"")
        return Shares(shares: shares, column: column, length: endColumn - column)
      }
      advance()
    }
  }

  private func checkCount(_ list: Shares, _ places: Int, _ what: String) throws(SentenceError) {
    let count = list.shares.count
    guard count != places else { return }
    throw SentenceError(
      column: list.column, length: list.length,
      message: "\(count) \(count == 1 ? "share" : "shares") for \(places) \(what)\(places == 1 ? "" : "s")",
      hint: "name as many of one as of the other")
  }

  private func checkSum(_ list: Shares, runs: Bool) throws(SentenceError) {
    let sum = Decimal18(units: list.shares.reduce(Int128(0)) { $0 + $1.units })
    let isWhole = sum.units == 100 * Cash.scale
    guard !isWhole, runs || sum.units > 100 * Cash.scale else { return }
    throw SentenceError(
      column: list.column, length: list.length, message: "the shares add up to \(sum)",
      hint: runs ? "with the runner's they are 100" : "together they are at most 100")
  }
}
