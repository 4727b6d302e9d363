import Screen

/// The key table, in as many columns as fit and as many pages as it takes. Status and next lines stay.
enum HelpView {
  private static let columnWidth = 52
  private static let keyWidth = 10

  static func draw(_ scene: Scene, on canvas: inout Canvas) {
    let layout = scene.layout
    let top = layout.statusRows
    let rows = layout.next - top
    guard rows > 1 else { return }
    let pages = pages(scene)
    let page = scene.state.helpPage % pages.count
    let title = "keys, page \(page + 1) of \(pages.count)   Space next   Esc back"
    canvas.rule(title, column: 0, row: top, columns: canvas.size.columns)
    let perColumn = rows - 1
    for (index, binding) in pages[page].enumerated() {
      let column = 1 + index / perColumn * columnWidth
      let row = top + 1 + index % perColumn
      let end = perRow(canvas.size) == 1 ? canvas.size.columns : column + columnWidth - 1
      canvas.put(binding.text, .key, column: column, row: row, end: end)
      let why = KeyWords.disabled(binding.action, scene.snapshot, scene.state)
      let help = scene.state.isWatching ? WatchWords.help(binding) : binding.help
      canvas.put(
        help, why == nil ? .text : .disabled, column: column + keyWidth, row: row, end: end)
    }
  }

  private static func perRow(_ size: Size) -> Int { max(1, size.columns / columnWidth) }

  /// A watcher is told the keys that do something for it, and no others.
  private static func isForWatcher(_ binding: Binding) -> Bool {
    let modes: [Mode] = [.normal, .help, .events, .search]
    return binding.action.worksWhileWatching && binding.modes.contains(where: modes.contains)
  }

  /// The bindings of every page.
  static func pages(_ scene: Scene) -> [[Binding]] {
    let rows = scene.layout.next - scene.layout.statusRows - 1
    let perPage = max(1, rows * perRow(scene.layout.size))
    let bindings = scene.state.keys.bindings
    let all = scene.state.isWatching ? bindings.filter(isForWatcher) : bindings
    return stride(from: 0, to: all.count, by: perPage).map { Array(all[$0..<min(all.count, $0 + perPage)]) }
  }
}
