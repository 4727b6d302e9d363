import CNcurses
import Glibc
import Screen

/// The screen, drawn by curses. Everything here belongs to one thread and may wait for ever: a terminal
/// that nobody reads takes no more than its buffer holds.
public final class Terminal {
  /// The terminal this draws on.
  public let device: TerminalDevice
  /// The size the screen has; never empty.
  public private(set) var size: Size
  private var pairs: ColorPairs
  private let hasColors: Bool
  /// What the terminal shows; nil if it must be drawn afresh.
  private var shown: CellBuffer?
  /// Characters outside ASCII that take exactly one column here.
  private var drawable: [Unicode.Scalar: UInt32] = [:]

  /// Enters the screen. `colors`: the most to use; 0 draws without colour. Throws `TerminalError` if curses
  /// refuses.
  public init(device: TerminalDevice, colors: Int = 256) throws(TerminalError) {
    self.device = device
    size = device.size
    guard let file = fdopen(device.output, "r+") else { throw .lastCall("fdopen") }
    // The terminal says how large it is, and not LINES and COLUMNS, which may be anything.
    use_env(false)
    use_tioctl(true)
    guard newterm(device.type, file, file) != nil else { throw .typeUnknown(device.type) }
    raw()
    noecho()
    nonl()
    set_escdelay(25)
    typeahead(-1)
    let window = curses_standard_window()
    keypad(window, true)
    leaveok(window, true)
    curs_set(0)
    let available = min(colors, device.colors)
    hasColors = available > 0
    if available > 0 {
      start_color()
      use_default_colors()
    }
    pairs = ColorPairs(
      colors: available, takesTrueColor: device.takesTrueColor,
      limit: available > 0 ? min(Int(curses_pair_limit()), 32_000) : 0)
    var modes = termios()
    if tcgetattr(device.descriptor, &modes) == 0 { device.drawingModes.withLock { [modes] in $0 = modes } }
    // Curses sends the rest of what enters the screen.
    send(device.reportsOn)
    send(device.titleBytes)
  }

  /// Asks what is to be known of the terminal, if it is to be drawn in colours.
  func ask() {
    guard hasColors, !device.question.isEmpty else { return }
    device.noteAsked()
    send(device.question)
  }

  /// Calls somebody who does not look.
  func give(_ signs: [TerminalSign]) {
    for sign in signs {
      send(
        sign.bytes(type: device.type, isUnicode: device.supportsUnicode, isInTmux: device.isInTmux))
    }
  }

  /// Shows a picture: what differs from the last one is sent. What lies outside of the screen is not shown.
  public func show(_ picture: CellBuffer) {
    if !put(picture) {
      // No pair number is left: the ones in use are given back with the screen they stand on.
      pairs.forgetAll()
      shown = nil
      _ = put(picture)
    }
    shown = picture
    refresh()
  }

  /// Takes over the terminal's size; answers whether it has changed.
  func takeSize() -> Bool {
    let now = device.size
    guard now != size else { return false }
    size = now
    resize_term(Int32(now.rows), Int32(now.columns))
    redraw()
    return true
  }

  /// Enters the screen again after somebody else had the terminal.
  func enter() {
    send(device.enteringBytes)
    redraw()
    ask()
  }

  /// Sends bytes past curses, which keeps nothing back between two pictures. May wait for ever, as all else
  /// here.
  private func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(device.output, $0.baseAddress, $0.count) }
      if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { return }
    }
  }

  /// The next picture is drawn whole, whatever the terminal shows.
  func redraw() {
    shown = nil
    clearok(curses_current_window(), true)
  }

  /// Hands the changed cells to curses; false if the pair numbers ran out on a screen that still shows
  /// older ones.
  private func put(_ picture: CellBuffer) -> Bool {
    let isFresh = shown?.size != picture.size
    if isFresh { erase() }
    let columns = picture.size.columns
    for index in picture.changes(since: isFresh ? nil : shown) {
      let cell = picture.cells[index]
      let pair = pairs.number(for: cell.style)
      if pair == nil && !isFresh { return false }
      let style = cell.style
      let attributes = curses_attributes(
        style.bold ? 1 : 0, style.dim ? 1 : 0, style.underline ? 1 : 0, style.reverse ? 1 : 0)
      // The last cell of the screen answers with an error although it is put.
      _ = curses_put(
        Int32(index / columns), Int32(index % columns), scalar(of: cell.scalar), attributes, pair ?? 0)
    }
    return true
  }

  /// The columns a character takes in the locale in force; -1 if it does not know the character.
  static func columns(of scalar: UInt32) -> Int { Int(curses_character_width(scalar)) }

  /// What stands for a character: itself if it takes one column and cannot be obeyed, otherwise a question
  /// mark.
  private func scalar(of sign: Unicode.Scalar) -> UInt32 {
    if sign.isASCII { return sign.value >= 0x20 && sign.value < 0x7F ? sign.value : 0x20 }
    guard device.supportsUnicode else { return questionMark }
    if let known = drawable[sign] { return known }
    let safe = SafeText.cells(String(sign)).first?.unicodeScalars.first?.value
    let scalar = safe.flatMap { Self.columns(of: $0) == 1 ? $0 : nil } ?? questionMark
    if drawable.count < 4096 { drawable[sign] = scalar }
    return scalar
  }
}

/// Stands for what cannot be shown.
private let questionMark = UInt32(UInt8(ascii: "?"))
