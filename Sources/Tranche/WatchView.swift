import CursesTerminal
import Interface
import Screen
import TradeStore
import Trading

/// The screen of a watcher, used by the screen's thread alone. There is nobody that it could ask to act: it shows,
/// leaves and suspends.
final class WatchView {
  private let mailbox: Mailbox<Snapshot>
  private var palette: Palette
  private let unicode: Bool
  private let control: ScreenControl
  private var state = InterfaceState(size: Size(columns: 80, rows: 24))
  private var snapshot: Snapshot?
  private var isStale = true
  private var drawnSize: Size?
  /// Forgotten as soon as anything but keys has changed what is to be seen.
  private var last: LastPicture?
  /// Commands are the owner's, so that each is run once however many look on.
  private var attention: AttentionWatch
  private var signs: [TerminalSign] = []

  init(
    mailbox: Mailbox<Snapshot>, palette: Palette, unicode: Bool, control: ScreenControl,
    configuration: Configuration
  ) {
    self.mailbox = mailbox
    self.palette = palette
    self.unicode = unicode
    self.control = control
    state.obey(configuration)
    attention = AttentionWatch(configuration.attention.map(\.value))
  }

  /// The picture, or nil where nothing has changed since the last. Ages grow with each snapshot, four a second.
  func frame(_ size: Size) -> CellBuffer? {
    let now = MonotonicTime.nanoseconds()
    if let change = state.nextChange, change <= now {
      isStale = true
      last = nil
    }
    observe(now)
    guard let snapshot else { return nil }
    // The first size comes with the first picture: keys must count in the rows that are drawn.
    if state.size != size { _ = handle(.resized(size), snapshot, now) }
    guard isStale || size != drawnSize else { return nil }
    if size != drawnSize { last = nil }
    isStale = false
    drawnSize = size
    let picture = Frame.draw(
      snapshot, state: state, sheet: palette.sheet, size: size, unicode: unicode, after: last)
    last = LastPicture(picture, of: snapshot, state)
    return picture
  }

  /// What the terminal is to do about the news since the last call.
  func takeSigns() -> [TerminalSign] {
    defer { signs = [] }
    return signs
  }

  func take(_ input: TerminalInput) {
    if case .background(let isLight) = input {
      isStale = true
      last = nil
      return palette.stand(onLight: isLight)
    }
    let now = MonotonicTime.nanoseconds()
    observe(now)
    guard let snapshot else { return }
    isStale = true
    for intent in handle(input, snapshot, now) {
      switch intent {
      case .quit: control.quit()
      case .suspend: control.suspend(confirmed: true)
      case .redraw:
        drawnSize = nil
        control.repaint()
      case .act, .acknowledge, .feed, .keep: break
      }
    }
  }

  private func observe(_ now: UInt64) {
    if let news = mailbox.take() {
      snapshot = news
      signs += attention.effects(of: news).compactMap(TerminalSign.init)
      isStale = true
      last = nil
    }
    if let snapshot { state.observe(snapshot, now: now) }
  }

  /// No key opens a preview here; one that did would learn nothing.
  private func handle(_ input: TerminalInput, _ snapshot: Snapshot, _ now: UInt64) -> [Intent] {
    state.handle(
      input, snapshot: snapshot,
      preview: { _ in .unreadable(column: 1, length: 1, message: "only the owner acts") }, now: now)
  }
}
