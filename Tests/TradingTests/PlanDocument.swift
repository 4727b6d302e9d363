@testable import Trading

/// A plan's text as a document: `key: value` lines, `key: {name: value, …}`, and sentences behind `  - `.
/// Just enough for these tests to have real places.
func planDocument(_ text: String) -> Document {
  var entries: [Document.Entry] = []
  var rules: [Document] = []
  for (offset, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
    let number = offset + 1
    if line.hasPrefix("  - ") {
      rules.append(Document(.scalar(String(line.dropFirst(4))), place: .init(line: number, column: 5)))
    } else if let entry = planEntry(String(line), line: number, column: 1) {
      entries.append(entry)
    }
  }
  for index in entries.indices where entries[index].key == "rules" {
    entries[index].value.content = .list(rules)
  }
  return Document(.mapping(entries), place: .init(line: 1, column: 1))
}

private func planEntry(_ text: String, line: Int, column: Int) -> Document.Entry? {
  guard let colon = text.firstIndex(of: ":") else { return nil }
  let key = String(text[..<colon])
  let value = text[text.index(after: colon)...].drop { $0 == " " }
  let valueColumn = column + text.count - value.count
  var content = Document.Content.scalar(String(value))
  if value.hasPrefix("{"), value.hasSuffix("}") {
    var entries: [Document.Entry] = []
    var position = valueColumn + 1
    for part in value.dropFirst().dropLast().split(separator: ", ") {
      if let entry = planEntry(String(part), line: line, column: position) { entries.append(entry) }
      position += part.count + 2
    }
    content = .mapping(entries)
  }
  return Document.Entry(
    key: key, keyPlace: .init(line: line, column: column),
    value: Document(content, place: .init(line: line, column: valueColumn)))
}

/// The sample plan of the language's description.
let samplePlan = """
  plan: BTC breakout pyramid
  instrument: BTCUSDT
  side: long
  size: 1.000
  equity: 50000
  leverage: 5
  stop: 29300
  rules:
    - enter 50% on break 30000
    - then enter 30% on retest 30000 within 0.2% hold 5m
    - then enter 20% on break 30600
    - from tranche 2, stop to breakeven
    - at 1R take 30%, stop to breakeven
    - at 2R take 30%, stop to 1R
    - from 2R trail 1R
    - after 48h unless 0.5R take 50%
  """

/// The smallest header, with lines added, and rules.
func planText(_ lines: String..., rules: [String] = []) -> String {
  let given = Set(lines.compactMap { $0.split(separator: ":").first.map(String.init) })
  let base = [
    "plan: test", "instrument: BTCUSDT", "side: long", given.contains("risk") ? "" : "size: 1.000",
    "stop: 29300",
  ]
  let kept = base.filter { line in !given.contains(String(line.split(separator: ":").first ?? "")) }
  return (lines + kept + ["rules:"] + rules.map { "  - " + $0 }).joined(separator: "\n")
}

func readPlan(_ text: String, overrides: [(String, String)] = []) throws(PlanErrors) -> Plan {
  try PlanReader.plan(planDocument(text), catalogue: .builtIn, overrides: overrides)
}

/// What a plan's text is refused with, one line an error.
func planErrors(_ text: String, overrides: [(String, String)] = []) -> [String] {
  do throws(PlanErrors) {
    _ = try readPlan(text, overrides: overrides)
    return []
  } catch {
    return error.errors.map { $0.text(file: "p") }
  }
}
