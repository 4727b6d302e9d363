/// Something that `check` found in a plan.
public struct Finding: Hashable, Sendable, Codable {
  public enum Severity: String, Hashable, Sendable, Codable, CaseIterable {
    /// The plan is refused.
    case error
    case warning
    /// Worth knowing; nothing is wrong.
    case note
  }

  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    case exitBehindFirstFill, firstEntryTooLarge, stopOnWrongSide, stopBeyondLiquidation, guardRefuses,
      guardCuts
    case noSize, stopWiderThanBudget, targetBeforeEntry, neverBinds, neverActs, breakevenUndone, noWayOut
    case notToScale, legTooSmall, entryUnused, runnerWithoutExit, entryPassed, risingShares
    case nearFirstFill, entryBehindStop, breakevenWaits, needsFirstPrice, entriesByHand, adopts,
      stopWithinNoise
    case needsBars, looksAtBars, entryUnplaced, runnerEndsAtOnce, newsTimes, newsHolds, riskTooLarge
  }

  public var severity: Severity
  public var kind: Kind
  /// The index of the rule it is about, from 0.
  public var rule: Int?
  /// The key of the header it is about.
  public var key: String?
  /// What it is, with its numbers.
  public var message: String
  /// What to do about it; empty where nothing is wrong.
  public var remedy: String

  init(
    _ severity: Severity, _ kind: Kind, rule: Int? = nil, key: String? = nil, _ message: String,
    remedy: String = ""
  ) {
    self.severity = severity
    self.kind = kind
    self.rule = rule
    self.key = key
    self.message = message
    self.remedy = remedy
  }

  private enum CodingKeys: String, CodingKey { case severity, kind, rule, key, message, remedy }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    severity = try container.decode(Severity.self, forKey: .severity)
    kind = try container.decode(Kind.self, forKey: .kind)
    rule = try container.decodeIfPresent(Int.self, forKey: .rule).map { $0 - 1 }
    key = try container.decodeIfPresent(String.self, forKey: .key)
    message = try container.decode(String.self, forKey: .message)
    remedy = try container.decode(String.self, forKey: .remedy)
  }

  /// Written with the rule's number, from 1, as everything that people read.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(severity, forKey: .severity)
    try container.encode(kind, forKey: .kind)
    try container.encodeIfPresent(rule.map { $0 + 1 }, forKey: .rule)
    try container.encodeIfPresent(key, forKey: .key)
    try container.encode(message, forKey: .message)
    try container.encode(remedy, forKey: .remedy)
  }

  /// The finding as an error with its place in the document that the plan was read from; `methods` are the
  /// plan's, each of which is one sentence there.
  public func planError(in document: Document, methods: [Plan.MethodUse] = []) -> PlanError {
    let sentence = rule.map { Finding.sentence(of: $0, methods) }
    return PlanError(message, remedy: remedy, place: document.place(sentence: sentence, key: key))
  }

  /// Which of the plan's sentences a rule came from, from 0.
  private static func sentence(of rule: Int, _ methods: [Plan.MethodUse]) -> Int {
    methods.reduce(rule) { place, method in
      if method.rules.contains(rule) { return place - (rule - method.rules.lowerBound) }
      return method.rules.lowerBound <= rule ? place - method.rules.count + 1 : place
    }
  }
}

extension Document {
  /// Where a plan's sentence or a header's value stands; the document's own place if it is not there.
  func place(sentence: Int?, key: String?) -> Place {
    guard case .mapping(let entries) = content else { return place }
    if let sentence, case .list(let rules)? = entries.first(where: { $0.key == "rules" })?.value.content,
      rules.indices.contains(sentence)
    {
      return rules[sentence].place
    }
    return entries.first { $0.key == key }?.value.place ?? place
  }
}
