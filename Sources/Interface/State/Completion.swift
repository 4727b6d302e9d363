import Trading

/// Completes the last word of a sentence being typed.
struct Completion: Sendable {
  /// What stands before the word.
  var head: String
  var candidates: [String]
  var index = 0

  init?(_ text: String, _ snapshot: Snapshot, cursor: Price?) {
    let words = text.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
    let isOpen = text.last.map { $0 != " " } ?? false
    let partial = isOpen ? words.last ?? "" : ""
    let before = isOpen ? words.dropLast() : words[...]
    head = before.joined(separator: " ") + (before.isEmpty ? "" : " ")
    let offered = RuleParser.completions(of: head + partial, levels: snapshot.levels.map(\.name))
    let values = Completion.values(behind: before.last ?? "", head, snapshot, cursor)
    candidates = (offered + values).filter { $0.hasPrefix(partial.lowercased()) && $0 != partial }
    if candidates.isEmpty { return nil }
  }

  var text: String { head + candidates[index] }

  mutating func advance() { index = (index + 1) % candidates.count }

  /// What is no word of the language and often stands behind a word.
  private static func values(
    behind word: String, _ head: String, _ snapshot: Snapshot, _ cursor: Price?
  ) -> [String] {
    switch word.lowercased() {
    case "enter", "take": return ["25%", "50%", "100%"]
    case "trail", "by": return ["1R", "0.5R", "0.5%"]
    case "tranche": return numbers(snapshot, .entry)
    case "target": return numbers(snapshot, .target)
    case "because", "note": return ["\""]
    default:
      // Where a level fits, so do these.
      guard RuleParser.completions(of: head).contains("breakeven") else { return [] }
      return ["1R", "2R"] + (cursor.map { [Sentence.price($0, snapshot.instrument)] } ?? [])
    }
  }

  private static func numbers(_ snapshot: Snapshot, _ kind: TrancheView.Kind) -> [String] {
    snapshot.tranches.filter { $0.kind == kind }.map { String($0.number) }
  }
}
