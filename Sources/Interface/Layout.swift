import Screen

/// Where everything stands on a screen of a given size. Depends on the size and the chosen view alone, so that nothing
/// ever reflows.
struct Layout: Hashable, Sendable {
  enum Form: Hashable, Sendable {
    /// One line that names the stop and the last price.
    case tooSmall
    /// Lines without frames: what is always visible, and tables below where there is height for them.
    case bare
    /// A framed ladder with tables to its right.
    case framed
  }

  var form: Form
  var size: Size
  var statusRows = 0
  /// The row of the column heads; nil when there is none.
  var heads: Int?
  /// The ladder's rows themselves.
  var ladder = Rectangle(column: 0, row: 0, columns: 0, rows: 0)
  /// Row of the frame's lower edge, which carries the pins.
  var foot: Int?
  /// Tables; a preview replaces them.
  var panel: Rectangle?
  /// A third column of a wide screen: the story, or the preview.
  var story: Rectangle?
  /// Under it, where the screen is high as well; no preview covers it.
  var chart: Rectangle?
  /// First of the two "next" lines.
  var next = 0
  /// Whether the "next" lines stand there.
  var hasNext: Bool { form != .tooSmall && next != events.row }
  /// The line under them that says what time does next; nil where a free one of them, or the message line, does.
  var clock: Int?
  /// Lines of the story at the bottom; the first of them shows an alarm.
  var events = Rectangle(column: 0, row: 0, columns: 0, rows: 0)
  var footer = 0
  /// What the view draws in where it is not the ladder; nil where it is.
  var body: Rectangle?

  /// Less shows the stop and the last price alone.
  static let least = Size(columns: 30, rows: 8)

  init(_ size: Size, _ view: ViewChoice = .all) {
    self.size = size
    if size.columns < Layout.least.columns || size.rows < Layout.least.rows {
      form = .tooSmall
    } else if size.columns < 76 || size.rows < 20 {
      form = .bare
      layOutBare()
    } else {
      form = .framed
      layOutFramed()
    }
    if form != .tooSmall, view != .all { layOut(view) }
  }

  /// The rows between status and next lines belong to one view.
  private mutating func layOut(_ view: ViewChoice) {
    let isFramed = form == .framed
    let full = size.columns - (isFramed ? 2 : 0)
    switch view {
    case .all: break
    case .ladder:
      guard isFramed else {
        ladder.rows = max(0, next - ladder.row)
        return panel = nil
      }
      let columns = Layout.widest(full)
      ladder.columns = columns
      setStory(behind: columns)
    case .tranches, .stop:
      let columns = isFramed ? Layout.widest(full) : full
      body = area(columns)
      if isFramed { setStory(behind: columns) } else { setStory(nil) }
    case .chart:
      body = area(full)
      setStory(nil)
    case .big:
      // Digits want every row: without a frame, and on all but high screens without next lines.
      form = .bare
      statusRows = size.rows < 20 ? 2 : 3
      if size.rows < 30 {
        next = events.row
        clock = nil
      }
      foot = nil
      setStory(nil)
      body = area(size.columns)
    }
  }

  /// The rows between the status lines and what stands under them.
  private func area(_ columns: Int) -> Rectangle {
    let top = statusRows + (form == .framed ? 1 : 0)
    return Rectangle(
      column: form == .framed ? 1 : 0, row: top, columns: columns, rows: max(0, (foot ?? next) - top))
  }

  /// Wider than this nothing gets better; a story beside it does, where it has room.
  private static func widest(_ full: Int) -> Int { full - 110 >= 44 ? 110 : full }

  private mutating func setStory(behind columns: Int) {
    let left = columns + 2
    let rest = size.columns - 1 - left
    guard rest >= 40 else { return setStory(nil) }
    let inside = area(columns)
    setStory(Rectangle(column: left, row: inside.row, columns: rest, rows: inside.rows))
  }

  private mutating func setStory(_ area: Rectangle?) {
    panel = nil
    story = area
    chart = nil
  }

  private mutating func layOutBare() {
    statusRows = size.rows < 10 ? 2 : 3
    footer = size.rows - 1
    let message = size.rows < 14 ? 0 : 1
    let head = size.rows < 12 ? 0 : 1
    let clocks = size.rows < 18 ? 0 : 1
    var rows = size.rows - statusRows - head - 2 - clocks - message - 1
    if rows >= 20 {
      let tables = rows * 45 / 100
      rows -= tables
      panel = Rectangle(
        column: 1, row: statusRows + head + rows + 1, columns: size.columns - 2, rows: tables - 1)
    }
    heads = head == 1 ? statusRows : nil
    ladder = Rectangle(column: 0, row: statusRows + head, columns: size.columns, rows: max(0, rows))
    next = size.rows - 1 - message - clocks - 2
    if clocks > 0 { clock = next + 2 }
    events = Rectangle(column: 0, row: size.rows - 1 - message, columns: size.columns, rows: message)
  }

  private mutating func layOutFramed() {
    statusRows = 2
    footer = size.rows - 1
    events = Rectangle(column: 0, row: footer - 1, columns: size.columns, rows: 1)
    let clocks = size.rows < 22 ? 0 : 1
    next = events.row - clocks - 2
    if clocks > 0 { clock = next + 2 }
    foot = next - 1
    let inside = next - 1 - (statusRows + 1)
    let head = inside >= 24 ? 1 : 0
    heads = head == 1 ? statusRows + 1 : statusRows
    // A third column from where it leaves the ladder room for depth and volume.
    let wide = size.columns >= 180
    let panelColumns = wide ? 52 : min(56, max(29, 31 + (size.columns - 80) * 16 / 40))
    let storyColumns = wide ? min(72, 46 + (size.columns - 180) * 14 / 20) : 0
    let edges = wide ? 4 : 3
    let ladderColumns = size.columns - panelColumns - storyColumns - edges
    ladder = Rectangle(
      column: 1, row: statusRows + 1 + head, columns: ladderColumns, rows: inside - head)
    panel = Rectangle(
      column: ladderColumns + 2, row: statusRows + 1, columns: panelColumns, rows: inside)
    guard wide else { return }
    var third = Rectangle(
      column: ladderColumns + panelColumns + 3, row: statusRows + 1, columns: storyColumns, rows: inside)
    if inside >= 32 {
      // The story needs fewer rows than a chart that shows something.
      let rows = inside * 3 / 5
      third.rows -= rows
      chart = Rectangle(
        column: third.column, row: third.row + third.rows + 1, columns: storyColumns, rows: rows - 1)
    }
    story = third
  }

  /// Where a preview goes: the third column, or over the tables; nil on a screen without either, which shows
  /// its summary in the message and footer lines.
  var preview: Rectangle? { story ?? panel }
}
