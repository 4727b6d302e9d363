import CNcurses
import Glibc
import Screen
import Synchronization

/// The controlling terminal as it was found: its descriptors, its modes, and what enters and leaves the
/// screen. Opening it writes nothing.
public final class TerminalDevice: Sendable {
  /// Colours the terminal can show: 0, 8, 16 or 256. True colour counts as 256.
  public let colors: Int
  /// Whether a colour number is red, green and blue instead of a place in a palette.
  public let takesTrueColor: Bool
  /// Whether the locale in force writes UTF-8; otherwise the interface draws in ASCII.
  public let supportsUnicode: Bool

  /// Non-blocking: input, and restoring while the screen thread may sit in a write.
  let descriptor: Int32
  /// Blocking: curses alone writes to it.
  let output: Int32
  /// The terminal again, to give `output` back after it was taken away.
  let spare: Int32
  /// `/dev/null`, what `output` becomes when it is taken away.
  let nothing: Int32
  let type: String
  let savedModes: termios
  /// Enters the screen again after a suspension; `leavingBytes` leave it.
  let enteringBytes: [UInt8]
  /// What asks for marked paste, and for the wheel unless nobody wants it.
  let reportsOn: [UInt8]
  let leavingBytes: [UInt8]
  let keySequences: [[UInt8]: Key]
  /// What keeps the title that was there before.
  let titleBytes: [UInt8]
  let isInTmux: Bool
  /// What asks for the colour of its background, if that is to be known.
  let question: [UInt8]
  /// What the description says, for a terminal that does not know its size.
  private let describedSize: Size
  /// The modes curses draws in, known once the screen has begun.
  let drawingModes = Mutex<termios?>(nil)

  /// Opens the controlling terminal, whatever standard input and output are. Call it before any other
  /// thread runs: it sets the locale and, with `trueColor`, the variable TERMINFO.
  ///
  /// `trueColor`: have curses send exact colours although the terminal's description knows none. `titles`: keep the
  /// terminal's title and put it back at the end, because it will be given others. `asksBackground`: once the screen has
  /// begun, ask for the colour of its background, which comes as an input if the terminal knows the question.
  public static func open(
    trueColor: Bool = false, titles: Bool = false, mouse: Bool = true, asksBackground: Bool = false
  ) throws(TerminalError) -> TerminalDevice {
    try TerminalDevice(
      trueColor: trueColor, titles: titles, mouse: mouse, asksBackground: asksBackground)
  }

  private init(trueColor: Bool, titles: Bool, mouse: Bool, asksBackground: Bool) throws(TerminalError) {
    setlocale(LC_CTYPE, "")
    supportsUnicode = curses_locale_is_utf8() != 0
    guard let descriptor = Descriptor.open("/dev/tty", nonBlocking: true) else { throw .noTerminal }
    guard let type = getenv("TERM").map({ String(cString: $0) }), !type.isEmpty else { throw .typeMissing }
    guard let output = Descriptor.open("/dev/tty"), let spare = Descriptor.duplicate(output),
      let nothing = Descriptor.open("/dev/null")
    else { throw .lastCall("open") }
    guard tcgetpgrp(descriptor) == getpgrp() else { throw .inBackground }
    var modes = termios()
    guard tcgetattr(descriptor, &modes) == 0 else { throw .lastCall("tcgetattr") }
    guard Terminfo.read(type, descriptor, trueColor: trueColor) else { throw .typeUnknown(type) }
    defer { curses_forget_description() }
    guard !Terminfo.bytes("cup").isEmpty, !Terminfo.bytes("clear").isEmpty else { throw .typeIncapable(type) }

    self.descriptor = descriptor
    self.output = output
    self.spare = spare
    self.nothing = nothing
    self.type = type
    savedModes = modes
    titleBytes = titles ? TerminalSign.keepTitle : []
    reportsOn = Terminfo.reportsOn(mouse: mouse)
    enteringBytes = Terminfo.enteringBytes(mouse: mouse) + titleBytes
    leavingBytes = (titles ? TerminalSign.restoreTitle : []) + Terminfo.leavingBytes
    question = asksBackground && !TerminalSign.isPlain(type) ? BackgroundReport.question : []
    isInTmux = getenv("TMUX") != nil
    keySequences = Terminfo.keySequences
    let described = Terminfo.number("colors")
    takesTrueColor = described > 256
    colors = described >= 256 ? 256 : described >= 16 ? 16 : described >= 8 ? 8 : 0
    describedSize = Size(columns: max(1, Terminfo.number("cols")), rows: max(1, Terminfo.number("lines")))
  }

  deinit {
    for descriptor in [descriptor, output, spare, nothing] { close(descriptor) }
  }

  /// The most that is drawn; a terminal may claim to have four thousand million cells.
  static let largestSize = Size(columns: 1000, rows: 500)

  /// Its size now, never empty: a terminal that says 0 does not know.
  public var size: Size {
    var window = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0 else {
      return describedSize
    }
    return Size(
      columns: min(Int(window.ws_col), Self.largestSize.columns),
      rows: min(Int(window.ws_row), Self.largestSize.rows))
  }

  /// Whether this process is in the terminal's foreground, and so may draw.
  var isForeground: Bool { tcgetpgrp(descriptor) == getpgrp() }

  /// Whether it has hung up.
  var isGone: Bool {
    var state = [pollfd(fd: descriptor, events: 0, revents: 0)]
    Descriptor.wait(for: &state, milliseconds: 0)
    return state[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0
  }

  /// Gives `output` back to the screen thread.
  func reconnectOutput() { dup2(spare, output) }

  /// Sets the modes the screen is drawn in, if it had begun.
  func setDrawingModes() {
    guard var modes = drawingModes.withLock({ $0 }) else { return }
    tcsetattr(descriptor, TCSANOW, &modes)
  }

  /// When the terminal was asked and has not answered, in milliseconds; zero if nothing is awaited.
  private let askedAt = Atomic<Int>(0)
  /// Milliseconds after a question in which its answer is waited for before somebody else gets the terminal.
  private static let answerTime = 600

  func noteAsked() { askedAt.store(max(1, MonotonicClock.milliseconds), ordering: .relaxed) }

  func noteAnswered() { askedAt.store(0, ordering: .relaxed) }

  /// Takes in an answer that has not come yet: a shell would read it as a line.
  func awaitAnswer() {
    let asked = askedAt.load(ordering: .relaxed)
    guard asked > 0 else { return }
    var bytes = [UInt8](repeating: 0, count: 256)
    while case let rest = asked + Self.answerTime - MonotonicClock.milliseconds, rest > 0 {
      var state = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
      Descriptor.wait(for: &state, milliseconds: rest)
      guard state[0].revents & Int16(POLLIN) != 0 else { break }
      let count = read(descriptor, &bytes, bytes.count)
      guard count > 0 else { break }
      // Both end marks of an answer.
      if bytes.prefix(count).contains(where: { $0 == 0x07 || $0 == UInt8(ascii: "\\") }) { break }
    }
    noteAnswered()
  }

  /// Forgets keys that were pressed but not yet read.
  func discardInput() { tcflush(descriptor, TCIFLUSH) }
}
