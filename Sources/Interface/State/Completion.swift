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
    candidates = Completion.follow(Array(before), snapshot, cursor).filter {
      $0.hasPrefix(partial) && $0 != partial
    }
    if candidates.isEmpty { return nil }
  }

  var text: String { head + candidates[index] }

  mutating func advance() { index = (index + 1) % candidates.count }

  /// The words that can come next.
  private static func follow(_ words: [String], _ snapshot: Snapshot, _ cursor: Price?) -> [String] {
    guard let last = words.last else { return ["enter", "take", "stop", "trail", "cancel", "close", "note"] }
    let exits = ["25%", "50%", "100%"]
    switch last {
    case "enter": return ["next"] + exits
    case "take": return ["next"] + exits
    case "stop": return ["to"]
    case "to": return places(snapshot, cursor)
    case "at", "break", "touch", "retest", "from": return places(snapshot, cursor)
    case "on": return ["break", "touch", "retest"]
    case "trail": return ["1R", "0.5R", "0.5%"]
    case "cancel": return ["entries", "tranche", "target"]
    case "tranche", "target": return numbers(snapshot, last == "target" ? .target : .entry)
    case "of": return ["remaining"]
    case "first": return ["entry"]
    case "because": return ["\""]
    default:
      return last.hasSuffix("%") ? ["of", "on", "at", "because"] : ["on", "at", "plus", "minus", "because"]
    }
  }

  private static func places(_ snapshot: Snapshot, _ cursor: Price?) -> [String] {
    ["breakeven", "entry", "first", "1R", "2R", "last"] + snapshot.levels.map(\.name)
      + (cursor.map { [Sentence.price($0, snapshot.instrument)] } ?? [])
  }

  private static func numbers(_ snapshot: Snapshot, _ kind: TrancheView.Kind) -> [String] {
    snapshot.tranches.filter { $0.kind == kind }.map { String($0.number) }
  }
}
