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
    let level = try level(triggers: true)
    return .trail(at: level, by: accept("by") ? try distance(positive: true) : nil)
  }

  private mutating func dca() throws(SentenceError) -> Method {
    let start = token
    let parts = try count("equal parts are two or more")
    guard (2...50).contains(parts) else { throw error("equal parts are 2 to 50", at: start) }
    for _ in 0..<parts { note(.entry(Method.part(of: parts)), from: start.column) }
    let first = isAtTrigger() ? try triggers() : []
    try require("every")
    let every = try distance(positive: true)
    let returns = try returns()
    guard accept("or") else {
      return .dca(parts: parts, first: first, every: every, returns: returns, levels: [])
    }
    if returns != nil {
      throw error("lower levels stand in the place of returns; write one of them", at: token)
    }
    try require("at")
    let list = token
    let levels = try levelList()
    guard levels.count == parts - 1 else {
      throw SentenceError(
        column: list.column, length: endColumn - list.column,
        message: "\(levels.count) lower levels for \(parts - 1) later parts",
        hint: "name one for each part behind the first")
    }
    return .dca(parts: parts, first: first, every: every, returns: nil, levels: levels)
  }

  private mutating func pyramid() throws(SentenceError) -> Method {
    let start = token
    let shares = try shares()
    try require("at")
    var steps: [Method.PyramidStep] = []
    repeat {
      if !steps.isEmpty, accept("retest") {
        steps.append(.retest)
      } else {
        steps.append(.onBreak(try level(triggers: true)))
      }
    } while acceptComma()
    try checkCount(shares.count, steps.count, "steps", at: start)
    return .pyramid(shares: shares, steps: steps)
  }

  private mutating func range() throws(SentenceError) -> Method {
    let start = token
    let low = try boundary()
    try require("to")
    let high = try boundary()
    if case .price(let lower) = low.base, case .price(let upper) = high.base, lower.units >= upper.units {
      throw SentenceError(
        column: start.column, length: endColumn - start.column,
        message: "a range names its lower boundary first", hint: "write range \(high) to \(low)")
    }
    try require("at")
    let list = token
    let prices = try levelList()
    for _ in prices { note(.entry(Method.part(of: prices.count)), from: list.column) }
    return .range(
      low: low, high: high, at: prices, beyond: accept("beyond") ? try distance(positive: true) : nil)
  }

  /// A boundary has a value before the trade begins, and takes `beyond` for its offset.
  private mutating func boundary() throws(SentenceError) -> Level {
    let start = token
    let level = try fixedLevel(nil)
    guard level.offset == nil else {
      throw SentenceError(
        column: start.column, length: endColumn - start.column,
        message: "a boundary is a price, a named level or the first price",
        hint: "name it under `levels:`")
    }
    return level
  }

  private mutating func targets() throws(SentenceError) -> Method {
    let start = token
    let shares = try shares(isTake: true)
    try require("at")
    var levels: [Level] = []
    var runs = false
    repeat {
      if accept("runner") {
        runs = true
        break
      }
      levels.append(try level(triggers: true))
    } while acceptComma()
    try checkCount(shares.count, levels.count + (runs ? 1 : 0), "places", at: start)
    let sum = shares.reduce(Int128(0)) { $0 + $1.units }
    guard runs ? sum == 100 * Cash.scale : sum <= 100 * Cash.scale else {
      throw error(
        runs ? "the shares, with the runner's, add up to 100" : "the shares add up to at most 100", at: start)
    }
    return .targets(shares: shares, at: levels, runs: runs)
  }

  // MARK: lists

  private mutating func levelList() throws(SentenceError) -> [Level] {
    var levels: [Level] = []
    repeat { levels.append(try level(triggers: true)) } while acceptComma()
    return levels
  }

  /// `50/30/20`, per cent.
  private mutating func shares(isTake: Bool = false) throws(SentenceError) -> [Decimal18] {
    var shares: [Decimal18] = []
    while true {
      let start = token
      guard case .number(let value) = start.kind else {
        expect("shares such as 50/30/20")
        throw failure()
      }
      guard case .bare(let bounded) = try measure(), value.units > 0, value.units <= 100 * Cash.scale else {
        throw error("shares are per cents such as 50/30/20, each above 0 and at most 100", at: start)
      }
      shares.append(bounded)
      note(isTake ? .take(.percent(bounded)) : .entry(.percent(bounded)), from: start.column)
      guard token.kind == .slash else { return shares }
      advance()
    }
  }

  private func checkCount(_ shares: Int, _ places: Int, _ what: String, at start: Token) throws(SentenceError)
  {
    guard shares != places else { return }
    throw SentenceError(
      column: start.column, length: start.length,
      message: "\(shares) \(shares == 1 ? "share" : "shares") for \(places) \(what)",
      hint: "name as many of one as of the other")
  }
}
