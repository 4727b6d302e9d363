import Screen
import Trading

/// What may follow on the command line: what Tab goes through, and the kinds of things to type.
enum FollowLines {
  /// Words and values, the chosen completion marked; then kinds.
  private static func parts(_ scene: Scene) -> [Run] {
    if let completion = scene.state.completion, !completion.isOnly {
      return completion.candidates.enumerated().map { index, word in
        index == completion.index ? Run("[\(word)]", .selected) : Run(word)
      }
    }
    let line = scene.state.line
    let follow = Completion.follow(line.head, scene.snapshot)
    var words = Completion(line, scene.snapshot, cursor: scene.state.cursor)?.candidates ?? []
    // What ends the sentence, or goes on with it, and what is no word.
    words = words.filter { $0 != "\"" }
    return words.map { Run($0) } + follow.kinds.map { Run($0, .muted) }
  }

  /// As many lines as it takes, at most `rows`; the last says that more would follow.
  static func lines(_ scene: Scene, columns: Int, rows: Int) -> [[Run]] {
    guard columns > 8, rows > 0 else { return [] }
    let label = scene.state.keys.name(.complete, in: .command) + ": "
    var lines: [[Run]] = [[Run(label, .key)]]
    var width = label.count
    for part in parts(scene) {
      let text = part.text.cut(columns - label.count)
      let isFirst = width == label.count
      if !isFirst, width + 2 + text.count > columns {
        guard lines.count < rows else {
          if width + 2 <= columns { lines[lines.count - 1].append(Run(" …", .muted)) }
          return lines
        }
        lines.append([Run(String(repeating: " ", count: label.count))])
        width = label.count
      }
      if width > label.count {
        lines[lines.count - 1].append(Run("  "))
        width += 2
      }
      lines[lines.count - 1].append(Run(text, part.role))
      width += text.count
    }
    return width == label.count && lines.count == 1 ? [] : lines
  }
}
