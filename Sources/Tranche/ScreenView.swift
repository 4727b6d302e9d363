import CursesTerminal
import Glibc
import Interface
import Screen
import TradeStore
import Trading

/// The screen's side of a session, used by the screen's thread alone: pictures out, intents in.
final class ScreenView {
  private let mailbox: Mailbox<Posted>
  private let inbox: Inbox<OwnerRequest>
  private var palette: Palette
  private let unicode: Bool
  private let control: ScreenControl
  private let kept: KeptWords
  private var state: InterfaceState
  private var posted: Posted?
  /// When the last picture was handed over; it counts as seen from the next call on.
  private var handedAt: UInt64?
  private var isStale = true
  private var drawnSize: Size?
  /// Forgotten as soon as anything but keys has changed what is to be seen.
  private var last: LastPicture?
  private var attention: AttentionWatch
  private var signs: [TerminalSign] = []

  init(
    mailbox: Mailbox<Posted>, inbox: Inbox<OwnerRequest>, palette: Palette, unicode: Bool,
    control: ScreenControl, configuration: Configuration, kept: KeptWords, isBuiltInMarket: Bool
  ) {
    self.kept = kept
    state = InterfaceState(
      size: Size(columns: 80, rows: 24), remembered: kept.read(),
      showsFirstSteps: isBuiltInMarket && !kept.knowsFirstSteps)
    self.mailbox = mailbox
    self.inbox = inbox
    self.palette = palette
    self.unicode = unicode
    self.control = control
    state.obey(configuration)
    attention = AttentionWatch(configuration.attention.map(\.value))
  }

  /// The picture, or nil where nothing has changed since the last, and before the engine's first snapshot: that is
  /// there within a millisecond, and a picture of waiting would be in its way.
  func frame(_ size: Size) -> CellBuffer? {
    let now = MonotonicTime.nanoseconds()
    noteDrawn()
    observe(now)
    refreshAge(now)
    guard let posted else { return nil }
    // The first size comes with the first picture: keys must count in the rows that are drawn.
    if state.size != size {
      _ = state.handle(.resized(size), snapshot: posted.snapshot, preview: preview(posted), now: now)
    }
    if let change = state.nextChange, change <= now { isStale = true }
    if hasFadingMark(now) || size != drawnSize { last = nil }
    guard isStale || size != drawnSize || hasFadingMark(now) else { return nil }
    isStale = false
    drawnSize = size
    handedAt = now
    fadesUntil = state.nextChange
    let picture = Frame.draw(
      posted.snapshot, state: state, sheet: palette.sheet, size: size, unicode: unicode, after: last)
    last = LastPicture(picture, of: posted.snapshot, state)
    return picture
  }

  private func preview(_ posted: Posted) -> Previewer {
    { sentence in
      self.recall(sentence, posted.trade)
      return Preview.outcome(sentence, of: posted.trade, at: posted.tick, age: posted.snapshot.feed.age)
    }
  }

  /// What the sentence asks of bars is fetched by the owner, once; the preview follows with its news.
  private func recall(_ sentence: String, _ trade: Trade) {
    let needs = trade.unknownBarNeeds(of: sentence)
    guard !needs.isEmpty, needs != recalled else { return }
    recalled = needs
    awaitsBars = true
    _ = inbox.send(.recall(sentence))
  }

  /// The bars that were asked for last.
  private var recalled: [BarNeed] = []
  private var awaitsBars = false

  /// The price grows older without news, and the picture says so once a second.
  private func refreshAge(_ now: UInt64) {
    let before = posted?.snapshot.feed.age
    posted?.snapshot.feed.refresh(now: now)
    guard let before, let age = posted?.snapshot.feed.age else { return }
    guard age.microseconds / 1_000_000 != before.microseconds / 1_000_000 else { return }
    isStale = true
    last = nil
  }

  private var fadesUntil: UInt64?

  /// A mark that was bold in the last picture has faded since.
  private func hasFadingMark(_ now: UInt64) -> Bool { fadesUntil.map { $0 <= now } ?? false }

  private func noteDrawn() {
    guard let at = handedAt else { return }
    handedAt = nil
    state.didDraw(now: at)
  }

  private func observe(_ now: UInt64) {
    guard let news = mailbox.take() else {
      if let posted { state.observe(posted.snapshot, now: now) }
      return
    }
    posted = news
    last = nil
    // Whoever has seen a trade through needs no hints with the next one.
    if news.snapshot.result != nil, state.showsFirstSteps { kept.add(.firstStepsDone) }
    signs += attention.effects(of: news.snapshot, since: news.since).compactMap(TerminalSign.init)
    if awaitsBars { state.expectsBars = true }
    awaitsBars = false
    state.observe(news.snapshot, preview: preview(news), now: now)
    isStale = true
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
    noteDrawn()
    observe(now)
    refreshAge(now)
    guard let posted else { return }
    isStale = true
    let intents = state.handle(
      input, snapshot: posted.snapshot, preview: preview(posted), now: now)
    for intent in intents { obey(intent) }
  }

  private func obey(_ intent: Intent) {
    switch intent {
    case .act(let hand): send(.hand(hand))
    case .acknowledge(let alarm): send(.acknowledge(alarm))
    case .feed(let wish): send(.pace(pace(wish)))
    case .keep(let line): kept.add(line)
    case .quit: control.quit()
    case .suspend: control.suspend(confirmed: true)
    case .redraw:
      drawnSize = nil
      control.repaint()
    }
  }

  private func send(_ request: OwnerRequest) {
    if !inbox.send(request) { state.tell("too much is waiting to be done: that was not taken") }
  }

  private func pace(_ wish: FeedControl) -> OwnerRequest.Pace {
    switch wish {
    case .pause: .pause
    case .step: .step
    case .nextEvent: .nextEvent
    case .faster: .faster
    case .slower: .slower
    }
  }
}

/// The clock of the screen, for ages and key gaps: the owner's, which stamps the prices.
enum MonotonicTime {
  static func nanoseconds() -> UInt64 { OwnerLoop.now() }
}
