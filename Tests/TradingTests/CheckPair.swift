import Testing

@testable import Trading

/// What is found in a plan of the smallest header with lines and rules added.
func checkFindings(
  _ lines: [String], first: Int? = nil, noise: Int? = nil, _ rules: [String]
) throws -> [Finding] {
  let header = lines.joined(separator: "\n")
  let text = lines.isEmpty ? planText(rules: rules) : planText(header, rules: rules)
  let given = Set(lines.compactMap { $0.split(separator: ":").first.map(String.init) })
  var seen: Set<String> = []
  // A header of several lines stands before the default of the same key.
  let kept = text.split(separator: "\n").filter { line in
    let key = String(line.split(separator: ":").first ?? "")
    guard !line.hasPrefix("  - ") else { return true }
    if key == "size", given.contains("risk") { return false }
    if key == "stop", !given.contains("stop"), rules.contains(where: { $0.hasPrefix("range ") }) {
      return false
    }
    return seen.insert(key).inserted
  }
  let plan = try readPlan(kept.joined(separator: "\n"))
  return PlanCheck(
    plan: plan, first: first.map { Price(ticks: $0 * 10) },
    noise: noise.map { MarketNoise(ticks: $0, minutes: 15, bars: 100) }
  ).report.findings
}

/// A plan in which something is found, and one in which it is not.
struct CheckPair: CustomTestStringConvertible {
  var kind: Finding.Kind
  var severity = Finding.Severity.warning
  /// The rule it is about, from 0; nil for a key of the header.
  var rule: Int?
  var words: String
  var lines: [String] = []
  var first: Int?
  /// The average range of recorded bars of 15 minutes, in ticks.
  var noise: Int?
  var bad: [String]
  var goodLines: [String]?
  var goodFirst: Int?
  var goodNoise: Int?
  var good: [String]?

  var testDescription: String { "\(kind): \(words)" }

  func check() throws {
    let found = try checkFindings(lines, first: first, noise: noise, bad)
    let match = found.first { $0.kind == kind && $0.message.contains(words) }
    let finding = try #require(match, "\(testDescription) in \(found.map(\.message))")
    #expect(finding.severity == severity && finding.rule == rule)
    #expect((finding.rule == nil) != (finding.key == nil), "a finding has one place")
    #expect(finding.remedy.isEmpty == (severity == .note))
    let other = try checkFindings(
      goodLines ?? lines, first: goodFirst ?? (good == nil ? nil : first),
      noise: goodNoise ?? noise, good ?? bad)
    #expect(!other.contains { $0.kind == kind && $0.rule == rule }, "\(other.map(\.message))")
    #expect(!other.contains { $0.severity == .error }, "\(other.map(\.message))")
  }
}
