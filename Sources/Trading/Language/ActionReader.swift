/// What a rule does, and the rule as a whole.
extension SentenceReader {
  mutating func rule() throws(SentenceError) -> Rule {
    if isWord("runner") {
      advance()
      return try runner()
    }
    if isWord("tranche") || isWord("target") { return try move() }
    let column = token.column
    let then = accept("then")
    if then { note(.then, from: column) }
    var rule = Rule(then: then, actions: [])
    if isAtTrigger() {
      rule.triggers = try triggers()
      _ = acceptComma()
    }
    repeat { try action(into: &rule) } while acceptComma()
    if isAtOpening, let error = triggerBehind(rule) { throw error }
    if accept("because") { rule.because = try text() }
    try requireEnd()
    if rule.form == .single, rule.because == nil {
      throw SentenceError(
        column: token.column, length: 1, message: "a single entry says why it does not scale",
        hint: "end it with because \"…\"")
    }
    return rule
  }

  /// A trigger that stands behind the actions; nil where what stands there is none, or belongs to an `enter`.
  private func triggerBehind(_ rule: Rule) -> SentenceError? {
    guard !rule.isEntry else { return nil }
    var rest = self
    guard let triggers = try? rest.triggers() else { return nil }
    let written = triggers.map(\.description).joined(separator: " or ")
    let length = rest.endColumn - token.column
    guard rule.triggers.isEmpty else {
      return SentenceError(
        column: token.column, length: length, message: "this rule has its trigger already",
        hint: "join alternatives by \"or\", before the action")
    }
    var turned = rule
    turned.triggers = triggers
    return SentenceError(
      column: token.column, length: length, message: "\"\(written)\" stands behind its action",
      hint: "the trigger stands first: \(turned)")
  }

  /// `runner until` the close of a bar, or a level, or whichever comes first of some of them.
  private mutating func runner() throws(SentenceError) -> Rule {
    try require("until")
    var rule = Rule(actions: [.close], form: .runner)
    repeat {
      if isWord("close") {
        let (side, mark, frame) = try closing()
        rule.triggers.append(.whenClose(side, mark, on: frame))
      } else {
        expect("close")
        rule.triggers.append(.from(try level(triggers: true)))
      }
    } while accept("or")
    if accept("because") { rule.because = try text() }
    try requireEnd()
    return rule
  }

  /// `tranche 3 to 30500`, as `stop to 30300`: it begins its sentence and is all of it.
  private mutating func move() throws(SentenceError) -> Rule {
    let column = token.column
    let isTranche = isWord("tranche")
    // A list of shares is the method of several.
    if !isTranche, case .number = token(ahead: 1).kind, token(ahead: 2).kind == .slash {
      throw SentenceError(
        column: token.column, length: token.length, message: "\"target\" speaks of one that is there",
        nearest: "targets")
    }
    advance()
    let number = try count()
    note(isTranche ? .tranche(number) : .target(number), from: column)
    try require("to")
    let what: Numbered = isTranche ? .tranche(number) : .target(number)
    var rule = Rule(actions: [.move(what, to: try level())])
    if accept("because") { rule.because = try text() }
    try requireEnd()
    return rule
  }

  private mutating func action(into rule: inout Rule) throws(SentenceError) {
    if isWord("enter") || isWord("single"), !rule.actions.isEmpty {
      throw error("an enter stands first in its rule; write a rule of its own", at: token)
    }
    if rule.actions.isEmpty, accept("enter") {
      try enter(into: &rule)
    } else if rule.actions.isEmpty, accept("single") {
      rule.form = .single
      note(.entry(.percent(Decimal18(units: 100 * Cash.scale))), from: endColumn - "single".count)
      try enter(Amount.percent(Decimal18(units: 100 * Cash.scale)), into: &rule)
    } else {
      rule.actions.append(try plainAction())
    }
  }

  /// `enter` with what belongs to it, before or behind its trigger.
  private mutating func enter(into rule: inout Rule) throws(SentenceError) {
    try enter(try entryAmount(), into: &rule)
  }

  private mutating func enter(_ amount: Amount?, into rule: inout Rule) throws(SentenceError) {
    var chase: Distance?
    var within: Span?
    try options(&chase, &within)
    if isAtTrigger() {
      guard rule.triggers.isEmpty else {
        throw error("this rule has its trigger already; alternatives are joined by \"or\"", at: token)
      }
      rule.triggers = try triggers(ofEnter: true)
      try options(&chase, &within)
    }
    if let amount {
      rule.actions.append(.enter(amount, chase: chase, within: within))
    } else {
      rule.actions.append(.enterNext(chase: chase, within: within))
    }
  }

  /// Nil for `next`.
  private mutating func entryAmount() throws(SentenceError) -> Amount? {
    let column = token.column
    if accept("next") {
      note(.enterNext, from: column)
      return nil
    }
    let amount = try amount()
    note(.entry(amount), from: column)
    return amount
  }

  mutating func options(_ chase: inout Distance?, _ within: inout Span?) throws(SentenceError) {
    while true {
      if chase == nil, accept("chase") {
        chase = try distance()
      } else if within == nil, accept("within") {
        within = try span()
      } else {
        return
      }
    }
  }

  private mutating func plainAction() throws(SentenceError) -> RuleAction {
    if accept("take") { return try take() }
    if accept("stop") {
      try require("to")
      let level = try level()
      return .stop(to: level, room: accept("room") ? try distance() : nil)
    }
    if accept("trail") { return try trail() }
    if accept("cancel") { return try cancel() }
    if accept("close") { return .close }
    if accept("note") { return .note(try text()) }
    let others = ["runner"] + SentenceReader.methods
    if others.contains(where: isWord) {
      throw SentenceError(
        column: token.column, length: token.length,
        message: "\"\(token.written)\" begins a sentence of its own", hint: "write it as a rule of its own")
    }
    if index == 0 { for word in others + ["tranche", "target"] { expect(word) } }
    throw failure()
  }

  private mutating func trail() throws(SentenceError) -> RuleAction {
    // The method `trail at 2R` begins its sentence.
    if index == 1 { expect("at") }
    guard accept("behind") else {
      let distance = try distance(positive: true)
      return .trail(distance, step: accept("step") ? try self.distance(positive: true) : nil)
    }
    let guide: TrailGuide
    if accept("levels") {
      guide = .levels
    } else if let indicator = try indicator() {
      guide = .indicator(indicator, on: try onFrame())
    } else {
      throw failure()
    }
    if isWord("step") { throw error("a trail behind bars or levels takes no step", at: token) }
    return .trailBehind(guide)
  }

  private mutating func take() throws(SentenceError) -> RuleAction {
    if accept("next") { return .takeNext }
    let column = token.column
    let amount = try amount()
    note(.take(amount), from: column)
    guard accept("of") else { return .take(amount, ofRemaining: false) }
    try require("remaining")
    return .take(amount, ofRemaining: true)
  }

  private mutating func cancel() throws(SentenceError) -> RuleAction {
    let column = token.column
    if accept("entries") { return .cancelEntries }
    if accept("tranche") {
      let number = try count()
      note(.tranche(number), from: column)
      return .cancelTranche(number)
    }
    try require("target")
    let number = try count()
    note(.target(number), from: column)
    return .cancelTarget(number)
  }

  /// Q: a share or a quantity, more than nothing, a share at most the whole.
  mutating func amount() throws(SentenceError) -> Amount {
    let start = token
    guard case .number(let value) = start.kind else {
      expect("a share such as 50% or 1/3", "a quantity")
      throw failure()
    }
    guard value.units > 0 else { throw error("an amount must be more than nothing", at: start) }
    if token(ahead: 1).kind == .slash { return try fraction() }
    switch try measure(fitting: ["%"]) {
    case .percent(let value):
      guard value.units <= 100 * Cash.scale else { throw error("a share is at most 100%", at: start) }
      return .percent(value)
    case .bare(let value): return .quantity(value)
    case .r, .ticks, .atr: throw error("an amount is a share such as 50% or 1/3, or a quantity", at: start)
    }
  }

  mutating func fraction() throws(SentenceError) -> Amount {
    let start = token
    let numerator = try count()
    advance()
    let denominator = try count("a fraction divides by 1 or more")
    guard numerator <= denominator else { throw error("a share is at most the whole", at: start) }
    return .fraction(numerator, denominator)
  }

  mutating func text() throws(SentenceError) -> String {
    guard case .text(let text) = token.kind else {
      expect("text in double quotes")
      throw failure()
    }
    advance()
    return text
  }
}
