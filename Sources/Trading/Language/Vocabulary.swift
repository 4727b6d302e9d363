/// The words of the rule language: what the parser accepts, what a level may not be called, what completes a
/// line.
public enum Vocabulary {
  /// The words of sentences in their printed form.
  public static let words: Set<String> = [
    "then", "at", "on", "break", "touch", "retest", "within", "hold", "when", "fills", "from", "after",
    "unless",
    "now", "or", "enter", "next", "chase", "take", "of", "remaining", "stop", "to", "room", "trail", "step",
    "cancel", "entries", "close", "note", "because", "tranche", "target", "first", "price", "entry", "last",
    "fill", "breakeven", "plus", "minus", "return", "returns", "atr", "ema", "sma", "swing", "behind",
    "levels",
    "news", "before", "below", "above", "dca", "every", "pyramid", "range", "beyond", "single", "targets",
    "runner", "until", "time", "fast", "in", "by",
  ]

  /// Other spellings that are accepted and never printed.
  public static let synonyms: [String: String] = [
    "sell": "take", "reduce": "take", "be": "breakeven", "sl": "stop", "flat": "close", "flatten": "close",
    "add": "enter",
    "buy": "enter",
  ]

  /// What may stand behind a number.
  public static let units: Set<String> = ["r", "tick", "ticks", "s", "m", "h", "d"]

  /// Whether what is expected somewhere is a word to type, not the kind of thing that stands there.
  static func isSpelledOut(_ expected: String) -> Bool {
    let isWord = expected.count > 1 && expected.allSatisfy { ("a"..."z").contains($0) }
    return isWord || Frame(expected) != nil
  }

  /// Whether a lower-case word belongs to the language and so cannot name a level.
  public static func isReserved(_ word: String) -> Bool {
    words.contains(word) || synonyms[word] != nil || units.contains(word) || word == "off" || word == "per"
  }

  /// Whether a lower-case word can name a level: an ASCII letter, then letters, digits, `_`, `-`, or points that a
  /// letter or a digit follows, at most 32 in all, and no word of the language.
  public static func canNameLevel(_ word: String) -> Bool {
    guard let first = word.first, first.isASCII, first.isLetter, word.count <= 32 else { return false }
    let characters = Array(word)
    let isPlain = characters.indices.allSatisfy { index in
      let next = index + 1 < characters.count ? characters[index + 1] : nil
      return characters[index].isASCII && Tokenizer.continuesWord(characters[index], then: next)
    }
    return isPlain && !isReserved(word)
  }

  /// The candidate that is fewest edits away from a word, if it is near enough to be what was meant.
  ///
  /// Near enough is one edit for words of up to four letters and one more for every further three; among
  /// equals the first in alphabetical order is taken, so that the answer never depends on a set's order.
  public static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let typed = word.lowercased()
    let limit = 1 + max(0, typed.count - 2) / 3
    let ranked = candidates.map { (edits: edits(from: typed, to: $0.lowercased()), word: $0) }
      .filter { $0.edits <= limit && $0.edits < max(2, $0.word.count) }
    return ranked.min { ($0.edits, $0.word) < ($1.edits, $1.word) }?.word
  }

  /// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
  static func edits(from left: String, to right: String) -> Int {
    let source = Array(left)
    let target = Array(right)
    guard !source.isEmpty, !target.isEmpty else { return max(source.count, target.count) }
    var beforeLast = [Int](repeating: 0, count: target.count + 1)
    var last = Array(0...target.count)
    for row in 1...source.count {
      var current = [Int](repeating: row, count: target.count + 1)
      for column in 1...target.count {
        let differs = source[row - 1] == target[column - 1] ? 0 : 1
        current[column] = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + differs)
        if row > 1, column > 1, source[row - 1] == target[column - 2], source[row - 2] == target[column - 1] {
          current[column] = min(current[column], beforeLast[column - 2] + 1)
        }
      }
      beforeLast = last
      last = current
    }
    return last[target.count]
  }
}
