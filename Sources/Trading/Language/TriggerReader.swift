/// What a rule waits for.
extension SentenceReader {
  /// Whether a trigger begins here; when none does, its words count as looked for.
  mutating func isAtTrigger() -> Bool {
    let openings = ["at", "on", "when", "from", "after"]
    if openings.contains(where: isWord) { return true }
    for word in openings { expect(word) }
    return false
  }

  /// One or more, with `or` between them.
  mutating func triggers() throws(SentenceError) -> [Trigger] {
    var triggers = [try trigger()]
    while accept("or") { triggers.append(try trigger()) }
    return triggers
  }

  private mutating func trigger() throws(SentenceError) -> Trigger {
    let start = token
    if accept("at") { return .at(try level(triggers: true)) }
    if accept("on") { return try market() }
    if accept("when") { return try when(start) }
    if accept("from") { return try from() }
    if accept("after") { return try after() }
    throw failure()
  }

  private mutating func market() throws(SentenceError) -> Trigger {
    if accept("break") {
      let level = try level(triggers: true)
      if isWord("close"), token(ahead: 1).kind == .word("on") { throw later("close on", at: token) }
      return .onBreak(level)
    }
    if accept("touch") { return .onTouch(try level(triggers: true)) }
    try require("retest")
    let level = try level(triggers: true)
    var within: Distance?
    if isWithinDistance() {
      try require("within")
      let start = token
      let distance = try distance(positive: true)
      guard case .percent = distance else {
        throw error("a retest's distance is a percentage of its price, such as 0.2%", at: start)
      }
      within = distance
    }
    let hold = accept("hold") ? try span() : nil
    return .onRetest(level, within: within, hold: hold)
  }

  /// `within 0.2%` belongs to the retest, `within 2h` to its `enter`.
  private mutating func isWithinDistance() -> Bool {
    guard isWord("within") else {
      expect("within")
      return false
    }
    guard case .word(let unit) = token(ahead: 2).kind else { return true }
    return !["s", "m", "h", "d"].contains(unit)
  }

  private mutating func when(_ start: Token) throws(SentenceError) -> Trigger {
    let column = token.column
    if accept("tranche") {
      let number = try count()
      note(.tranche(number), from: column)
      try require("fills")
      return .whenTrancheFills(number)
    }
    if accept("target") {
      let number = try count()
      note(.target(number), from: column)
      try require("fills")
      return .whenTargetFills(number)
    }
    if isWord("close") { throw later("when close", at: token) }
    if firstToken("within") != nil { throw later("when … within", at: start) }
    throw failure()
  }

  private mutating func from() throws(SentenceError) -> Trigger {
    let isOffset = [.word("plus"), .word("minus")].contains(token(ahead: 2).kind)
    guard isWord("tranche"), !isOffset else { return .from(try level(triggers: true)) }
    let column = token.column
    advance()
    let number = try count()
    note(.tranche(number), from: column)
    return .fromTranche(number)
  }

  private mutating func after() throws(SentenceError) -> Trigger {
    let span = try span()
    guard accept("unless") else { return .after(span, unless: nil) }
    let now = accept("now")
    return .after(span, unless: Trigger.Unless(now: now, level: try level(triggers: true)))
  }
}
