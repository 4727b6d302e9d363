import Trading

/// Completes the word before the caret: with words of the language, this plan's levels and numbers, and values
/// that often stand there.
struct Completion: Sendable {
  /// What stands before the word, and behind the caret.
  let head: String
  let tail: String
  let candidates: [String]
  private(set) var index = 0

  init?(_ line: TextLine, _ snapshot: Snapshot, cursor: Price?) {
    let follow = Completion.follow(line.head, snapshot)
    head = String(line.head.dropLast(follow.begun.count))
    tail = line.tail
    let begun = follow.begun.lowercased()
    var found: [String] = []
    for word in follow.words + Completion.values(head, follow, snapshot, cursor)
    where word.lowercased().hasPrefix(begun) && word != follow.begun && !found.contains(word) {
      found.append(word)
    }
    // A word mistyped is put right.
    if found.isEmpty, let nearest = follow.nearest { found = [nearest] }
    candidates = found
    if candidates.isEmpty { return nil }
  }

  /// What may follow on a line that is typed by hand.
  static func follow(_ head: String, _ snapshot: Snapshot) -> Continuations {
    Continuations(of: head, levels: snapshot.levels.map(\.name), isByHand: true)
  }

  /// The line with the chosen word; behind the only one that fits a blank follows, so that the next can be typed.
  var line: TextLine {
    let word = candidates[index]
    let isOpen = candidates.count > 1 || word == "\"" || tail.hasPrefix(" ")
    return TextLine(head + word + (isOpen ? "" : " "), tail)
  }

  var isOnly: Bool { candidates.count == 1 }

  mutating func advance(_ by: Int = 1) { index = (index + by + candidates.count) % candidates.count }

  /// What is no word of the language and often stands there.
  private static func values(
    _ head: String, _ follow: Continuations, _ snapshot: Snapshot, _ cursor: Price?
  ) -> [String] {
    let words = head.lowercased().split(separator: " ")
    let word = words.last ?? ""
    return follow.kinds.flatMap { kind -> [String] in
      switch kind {
      case "a share such as 50% or 1/3": ["25%", "50%", "100%"]
      case "nR": ["1R", "2R"] + (cursor.map { [Sentence.price($0, snapshot.instrument)] } ?? [])
      case "a price" where !follow.kinds.contains("nR"):
        cursor.map { [Sentence.price($0, snapshot.instrument)] } ?? []
      case "text in double quotes": ["\""]
      case "shares such as 50/30/20": ["30/30/40", "50/50"]
      case "a number of bars": word == "swing" ? ["3"] : word == "atr" ? ["14"] : ["20"]
      case "a number": numbers(word, isCancelled: words.dropLast().last == "cancel", snapshot)
      case _ where kind.hasPrefix("a distance"):
        word == "within" ? ["0.2%"] : word == "room" ? ["0.25R"] : ["1R", "0.5R", "0.5%"]
      case _ where kind.hasPrefix("a time such"): word == "hold" ? ["5m"] : ["15m", "1h", "48h"]
      default: []
      }
    }
  }

  /// The numbers of this plan's tranches or targets; only what waits can be cancelled.
  private static func numbers(_ word: some StringProtocol, isCancelled: Bool, _ snapshot: Snapshot)
    -> [String]
  {
    guard word == "tranche" || word == "target" else { return [] }
    let kind: TrancheView.Kind = word == "tranche" ? .entry : .target
    return snapshot.tranches.filter { $0.kind == kind && (!isCancelled || $0.isPending) }
      .map { String($0.number) }
  }
}
