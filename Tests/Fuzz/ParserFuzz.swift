// What libFuzzer calls: any bytes, read as a sentence of the language and as a plan's lines and values. It is
// compiled together with `Trading` as one module, by `Tests/Fuzz/run`; no target of the package holds it.

/// One input. Whatever breaks a promise of the parser ends the program, and libFuzzer keeps the input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  checkSentences(text)
  checkCompletions(text)
  checkPlan(rules: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
  // It is read as every key's value, which takes its time.
  if text.utf8.count <= 60 { checkHeader(text) }
  return 0
}

private let levels = ["poc", "pdh-1", "vwap_d", "fib.1.618"]

/// Each way to read a sentence has a line here.
private func checkSentences(_ text: String) {
  check(text) { text throws(SentenceError) in try RuleParser.rule(text) }
  check(text) { text throws(SentenceError) in try RuleParser.rule(text, levels: levels) }
  check(text) { text throws(SentenceError) in try RuleParser.statement(text).content }
  check(text) { text throws(SentenceError) in try RuleParser.statement(text, levels: levels).content }
  guard let statement = try? RuleParser.statement(text) else { return }
  checkParts(statement.parts, of: text)
  if case .method(let method) = statement.content { checkExpansion(method) }
}

/// What a method expands to is written into journals: each rule's text reads to that rule again.
private func checkExpansion(_ method: Method) {
  for side in Side.allCases {
    let plan = Method.Surroundings(side: side, targetsBefore: 1, hasOtherTargets: side == .short)
    for rule in method.rules(plan) {
      var spelled = rule
      // Told by the plan, not by the sentence.
      spelled.scalesAgainst = false
      let read = try? RuleParser.rule(rule.description)
      demand(read == spelled, "\"\(method)\" expands to \"\(rule)\", which reads to something else")
    }
  }
}

/// What is read prints to a text that reads to the same again; an error points into the text.
private func check<Read: Equatable & CustomStringConvertible>(
  _ text: String, _ read: (String) throws(SentenceError) -> Read
) {
  let value: Read
  do throws(SentenceError) {
    value = try read(text)
  } catch {
    return checkError(error, of: text)
  }
  let printed = value.description
  do throws(SentenceError) {
    let again = try read(printed)
    demand(again == value, "\"\(printed)\" reads to something else than \"\(text)\"")
    demand(again.description == printed, "\"\(printed)\" prints as \"\(again.description)\"")
  } catch {
    demand(false, "what \"\(text)\" prints, \"\(printed)\", is not understood: \(error)")
  }
}

private func checkError(_ error: SentenceError, of text: String) {
  let count = text.count
  demand((1...count + 1).contains(error.column), "column \(error.column) of \(count) characters: \(error)")
  demand(error.length >= 1, "length \(error.length): \(error)")
  demand(error.column + error.length <= count + 2, "length \(error.length) at \(error.column): \(error)")
  demand(!error.description.isEmpty, "an error says nothing")
  demandPlain(error.description)
}

/// The parts of a sentence lie within it.
private func checkParts(_ parts: [SentencePart], of text: String) {
  let end = text.count + 1
  for part in parts {
    let isWithin = part.column >= 1 && part.length >= 1 && part.column + part.length <= end
    demand(isWithin, "a part at \(part.column), \(part.length) long, of \"\(text)\"")
  }
}

private func checkCompletions(_ text: String) {
  let words = RuleParser.completions(of: text, levels: levels)
  demand(Set(words).count == words.count, "a word is offered twice behind \"\(text)\": \(words)")
}

// MARK: plans

private typealias Line = (key: String, value: String)

private let header: [Line] = [
  ("plan", "fuzz"), ("instrument", "BTCUSDT"), ("side", "long"), ("size", "1.000"), ("stop", "29300"),
]

/// The lines alone, then behind a first tranche and a target, so that what they name is there.
private func checkPlan(rules: [String]) {
  for before in [[], ["enter 30% on break 30000", "then enter 20% at 29900", "at 1R take 30%"]] {
    let sentences = (before + rules).enumerated().map { offset, text in
      Document(.scalar(text), place: .init(line: 100 + offset, column: 5))
    }
    let list = Document(.list(sentences), place: .init(line: 99, column: 1))
    let entries = header.enumerated().map { entry($1, at: $0 + 1) }
    let all = entries + [.init(key: "rules", keyPlace: list.place, value: list)]
    checkReading(all, texts: before + rules, firstLine: 100)
  }
}

/// The input as the value of every key whose value is in words of the language, and as a level's.
private func checkHeader(_ text: String) {
  let fixed = [entry(header[1], at: 1), entry(header[2], at: 2)]
  for size in ["size", "risk"] {
    let keys = [
      size, "plan", "stop", "equity", "leverage", "fees", "slippage", "fills", "trigger", "funding",
      "entries", "targets", "chase", "room", "first entry", "underwater", "fresh", "adopt", "news",
      "velocity", "repeat", "daily loss",
    ]
    var entries = keys.enumerated().map { entry(($1, text), at: 100 + $0) }
    let place = Document.Place(line: 99, column: 1)
    let level = entry(("poc", text), at: 100 + keys.count)
    entries.append(.init(key: "levels", keyPlace: place, value: Document(.mapping([level]), place: place)))
    let texts = Array(repeating: text, count: keys.count + 1)
    checkReading(fixed + entries, texts: texts, firstLine: 100)
  }
}

private func entry(_ line: Line, at number: Int) -> Document.Entry {
  let value = Document(.scalar(line.value), place: .init(line: number, column: 5))
  return Document.Entry(key: line.key, keyPlace: .init(line: number, column: 1), value: value)
}

/// A plan or its errors; those in a text from `firstLine` on point into it, or to its key at column 1.
private func checkReading(_ entries: [Document.Entry], texts: [String], firstLine: Int) {
  let document = Document(.mapping(entries), place: .init(line: 1, column: 1))
  do throws(PlanErrors) {
    let plan = try PlanReader.plan(document, catalogue: .builtIn)
    for words in plan.inWords { demand(!words.isEmpty, "a rule has no words") }
  } catch {
    demand(!error.errors.isEmpty, "a plan is refused without a reason")
    for error in error.errors {
      demand(!error.message.isEmpty, "an error of a plan says nothing")
      demandPlain(error.text(file: "plan.yaml"))
      guard let place = error.place, texts.indices.contains(place.line - firstLine) else { continue }
      let end = 5 + texts[place.line - firstLine].count
      demand(place.column == 1 || (5...end).contains(place.column), "\(place): \(error)")
    }
  }
}

// MARK: demands

private func demand(_ holds: Bool, _ message: @autoclosure () -> String) {
  if !holds { fatalError(message()) }
}

/// Nothing in a message can disturb a terminal.
private func demandPlain(_ message: String) {
  demand(
    !message.contains(where: SentenceText.isControl),
    "a message holds what does not show: \(SentenceText.visible(message))")
}
