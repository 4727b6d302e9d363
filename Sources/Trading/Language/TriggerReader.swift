/// What a rule waits for.
extension SentenceReader {
  /// Whether a trigger begins here; when none does, its words count as looked for.
  mutating func isAtTrigger() -> Bool {
    if isAtOpening { return true }
    for word in SentenceReader.openings { expect(word) }
    expect("a time before or after news")
    return false
  }

  private static let openings = ["at", "on", "when", "from", "after"]

  /// The same without a trace.
  var isAtOpening: Bool { SentenceReader.openings.contains(where: isWord) || isNews }

  /// `5m before news` alone begins with a time.
  private var isNews: Bool {
    guard case .number = token.kind, case .word(let unit) = token(ahead: 1).kind else { return false }
    return ["s", "m", "h", "d"].contains(unit)
  }

  /// One or more, with `or` between them. Behind an `enter` a `close` is a bar's, for nothing else closes there.
  mutating func triggers(ofEnter: Bool = false) throws(SentenceError) -> [Trigger] {
    var triggers = [try trigger(ofEnter)]
    while accept("or") { triggers.append(try trigger(ofEnter)) }
    return triggers
  }

  private mutating func trigger(_ ofEnter: Bool) throws(SentenceError) -> Trigger {
    guard isAtTrigger() else { throw failure() }
    if accept("at") { return .at(try level(triggers: true)) }
    if accept("on") { return try market(ofEnter) }
    if accept("when") { return try when() }
    if accept("from") { return try from() }
    return accept("after") ? try after() : try news()
  }

  private mutating func news() throws(SentenceError) -> Trigger {
    let span = try span()
    let isBefore = accept("before")
    if !isBefore { try require("after") }
    try require("news")
    note(.news, from: endColumn - 4)
    return .news(span, before: isBefore)
  }

  private mutating func market(_ ofEnter: Bool) throws(SentenceError) -> Trigger {
    if accept("break") {
      let level = try level(triggers: true)
      // `close on` closes a bar, `close` alone the trade.
      expect("close")
      guard isWord("close"), ofEnter || token(ahead: 1).kind == .word("on") else { return .onBreak(level) }
      advance()
      return .onBreakClose(level, on: try onFrame())
    }
    if accept("touch") { return .onTouch(try level(triggers: true)) }
    if accept("return") { return try goingBack() }
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

  private mutating func goingBack() throws(SentenceError) -> Trigger {
    let level = try level(triggers: true)
    try require("after")
    let column = token.column
    let distance = try distance(positive: true)
    note(.away(distance), from: column)
    return .onReturn(level, after: distance, returns: try returns())
  }

  /// `returns` N, if it stands here.
  mutating func returns() throws(SentenceError) -> Int? {
    accept("returns") ? try count("a return serves 1 entry or more") : nil
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

  private mutating func when() throws(SentenceError) -> Trigger {
    if isWord("close") {
      let (side, mark, frame) = try closing()
      return .whenClose(side, mark, on: frame)
    }
    expect("close")
    let column = token.column
    let isLevel = [.word("plus"), .word("minus"), .word("within")].contains(token(ahead: 2).kind)
    if !isLevel, accept("tranche") {
      let number = try count()
      note(.tranche(number), from: column)
      try fills()
      return .whenTrancheFills(number)
    }
    if !isLevel, accept("target") {
      let number = try count()
      note(.target(number), from: column)
      try fills()
      return .whenTargetFills(number)
    }
    let level = try level(triggers: true)
    try require("within")
    return .whenWithin(level, try span())
  }

  /// Behind the number of a tranche or target, which is a level too.
  private mutating func fills() throws(SentenceError) {
    guard !accept("fills") else { return }
    expect("plus", "minus", "within")
    throw failure()
  }

  /// `close` below or above a level or an indicator, `on` TF.
  mutating func closing() throws(SentenceError) -> (CloseSide, CloseMark, Frame) {
    try require("close")
    let isBelow = accept("below")
    if !isBelow { try require("above") }
    let side = isBelow ? CloseSide.below : .above
    if let indicator = try indicator() { return (side, .indicator(indicator), try onFrame()) }
    return (side, .level(try level(triggers: true)), try onFrame())
  }

  private mutating func from() throws(SentenceError) -> Trigger {
    let isOffset = [.word("plus"), .word("minus")].contains(token(ahead: 2).kind)
    guard isWord("tranche"), !isOffset else { return .from(try level(triggers: true)) }
    let column = token.column
    advance()
    let number = try count()
    note(.tranche(number), from: column)
    expect("plus", "minus")
    return .fromTranche(number)
  }

  private mutating func after() throws(SentenceError) -> Trigger {
    let span = try span()
    guard accept("unless") else { return .after(span, unless: nil) }
    let now = accept("now")
    return .after(span, unless: Trigger.Unless(now: now, level: try level(triggers: true)))
  }
}
