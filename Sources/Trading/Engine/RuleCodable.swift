/// A rule is stored as its sentence, so that a journal can be read by people and by every later version.
extension Rule: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    do {
      self = try RuleParser.rule(text)
    } catch {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a rule: \(text)")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
