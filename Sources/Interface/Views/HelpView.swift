import Screen

/// The key table, what belongs to where the help was asked for first, in as many columns as fit and as many pages as
/// it takes; then sentences to type. Status and next lines stay.
enum HelpView {
  private static let columnWidth = 52
  private static let keyWidth = 10

  static func draw(_ scene: Scene, on canvas: inout Canvas) {
    let layout = scene.layout
    let top = layout.statusRows
    let rows = layout.next - top - 1
    guard rows > 0 else { return }
    let pages = pages(scene)
    let page = scene.state.helpPage % pages.count
    canvas.rule(
      title(scene, page: page + 1, of: pages.count, columns: canvas.size.columns - 4), column: 0, row: top,
      columns: canvas.size.columns)
    for (index, line) in pages[page].enumerated() {
      let column = 1 + index / rows * columnWidth
      let end = perRow(canvas.size) == 1 ? canvas.size.columns : column + columnWidth - 1
      canvas.put(line, column: column, row: top + 1 + index % rows, end: end)
    }
  }

  private static func title(_ scene: Scene, page: Int, of pages: Int, columns: Int) -> String {
    let (state, keys) = (scene.state, scene.state.keys)
    let all = state.helpedMode == .normal ? "keys" : "keys: \(state.helpedMode.name) first"
    let subject = state.helpPattern.isEmpty ? all : "keys with \"\(state.helpPattern)\""
    let place = "\(subject), page \(page) of \(pages)"
    // While something is typed the keys are text.
    guard state.mode == .help else { return place }
    let next = pages > 1 ? "   \(keys.name(.recentre, in: .help)) next" : ""
    let search = "   \(keys.name(.search, in: .help)) search"
    let texts = [place + next + search + "   Esc back", place + next + search, place + next, place]
    return texts.first { $0.count <= columns } ?? place
  }

  private static func perRow(_ size: Size) -> Int { max(1, size.columns / columnWidth) }

  /// The lines of every page, column by column.
  static func pages(_ scene: Scene) -> [[[Run]]] {
    let rows = max(1, scene.layout.next - scene.layout.statusRows - 1)
    let perPage = rows * perRow(scene.layout.size)
    var lines: [[Run]] = []
    for item in items(scene) {
      // What belongs together stays in one column.
      let left = rows - lines.count % rows
      if item.count > left, item.count <= rows { lines += Array(repeating: [], count: left) }
      lines += item
    }
    return stride(from: 0, to: max(1, lines.count), by: perPage).map {
      Array(lines[$0..<min(lines.count, $0 + perPage)])
    }
  }

  /// The lines of the table that are told.
  static func bindings(_ scene: Scene) -> [Binding] {
    scene.state.isWatching ? scene.state.keys.bindings.filter(isForWatcher) : scene.state.keys.bindings
  }

  private static func items(_ scene: Scene) -> [[[Run]]] {
    let pattern = scene.state.helpPattern
    guard pattern.isEmpty else {
      let found = bindings(scene).filter { says($0, pattern, scene) }.map { item($0, scene) }
      let typed = scene.state.isWatching ? [] : examples.filter { says($0.0 + " " + $0.1, pattern) }.map(line)
      return found.isEmpty && typed.isEmpty ? [[[Run("no key says \(pattern)", .warning)]]] : found + typed
    }
    let all = bindings(scene)
    let mode = scene.state.helpedMode
    let here = all.filter { $0.modes.contains(mode) }.map { item($0, scene) }
    let elsewhere = others(all.filter { !$0.modes.contains(mode) }, scene)
    if scene.state.isWatching { return here + elsewhere }
    let isTyping = mode == .command || mode == .seeking
    return (isTyping ? sentences : []) + here + elsewhere + (isTyping ? [] : sentences)
  }

  /// Keys that mean something elsewhere, under the name of the place.
  private static func others(_ bindings: [Binding], _ scene: Scene) -> [[[Run]]] {
    var groups: [(name: String, items: [[[Run]]])] = []
    for binding in bindings {
      let name = binding.modes.first?.name ?? ""
      if let index = groups.firstIndex(where: { $0.name == name }) {
        groups[index].items.append(item(binding, scene))
      } else {
        groups.append((name, [item(binding, scene)]))
      }
    }
    return groups.flatMap { group -> [[[Run]]] in
      // A heading never stands alone at a column's foot.
      let title = [Run(group.name, .title)]
      return [[title] + (group.items.first ?? [])] + group.items.dropFirst()
    }
  }

  /// By its words, its name, or the key itself.
  private static func says(_ binding: Binding, _ pattern: String, _ scene: Scene) -> Bool {
    let help = scene.state.isWatching ? WatchWords.help(binding) : binding.help
    let words = "\(binding.text) \(help) \(binding.action.name) \(binding.sentence)"
    return binding.text == pattern || says(words, pattern)
  }

  /// Every word that was typed stands in it.
  private static func says(_ text: String, _ pattern: String) -> Bool {
    let text = text.lowercased()
    return pattern.lowercased().split(separator: " ").allSatisfy(text.contains)
  }

  /// A watcher is told the keys that do something for it, and no others.
  private static func isForWatcher(_ binding: Binding) -> Bool {
    let modes: [Mode] = [.normal, .help, .helpSearch, .events, .search]
    return binding.action.worksWhileWatching && binding.modes.contains(where: modes.contains)
  }

  /// A key, what it does, and why it does nothing now.
  private static func item(_ binding: Binding, _ scene: Scene) -> [[Run]] {
    let width = (perRow(scene.layout.size) == 1 ? scene.layout.size.columns - 1 : columnWidth - 1) - keyWidth
    let help = scene.state.isWatching ? WatchWords.help(binding) : binding.help
    let key = Run(binding.text.padded(keyWidth), .key)
    guard let why = KeyWords.disabled(binding.action, scene.snapshot, scene.state) else {
      return [[key, Run(help)]]
    }
    let first = [key, Run(help, .disabled)]
    if help.count + 2 + why.count <= width { return [first + [Run(": " + why, .warning)]] }
    let blank = Run(String(repeating: " ", count: keyWidth))
    return [first] + Wording.wrapped(why, columns: width - 2).map { [blank, Run("  " + $0, .warning)] }
  }

  /// What the command line takes, by example.
  private static let sentences: [[[Run]]] =
    [[[Run("sentences, behind :", .title)]]] + examples.map(line)

  private static let examples = [
    ("take 25%", "sells a part now"), ("take 50% of remaining", "of what is open"),
    ("at 2R take 30%, stop to 1R", "waits for its price"), ("stop to breakeven", "or a price, 1R, a level"),
    ("trail 1R", "or behind ema 20 on 15m"), ("enter next", "the next tranche, now"),
    ("enter 10% on break 30600", "waits"), ("cancel tranche 3", "or entries, target 2"),
    ("close", "all that is open"),
  ]

  private static func line(_ example: (String, String)) -> [[Run]] {
    [[Run(example.0.padded(28), .input), Run(example.1, .muted)]]
  }
}
