import Screen
import Trading

/// Everything the screen remembers that is not the trade's: mode, cursor, window, what is being typed and
/// what was shown. Reads no clock: every call brings the monotonic time in nanoseconds.
public struct InterfaceState: Sendable {
  /// A value whose change the screen marks.
  enum Watched: Hashable, Sendable { case last, result, r, stop, open, average }

  public internal(set) var mode = Mode.normal
  public internal(set) var size: Size
  /// The price that actions bind to.
  public internal(set) var cursor: Price?
  public internal(set) var window: LadderWindow?
  public internal(set) var panel: Panel?
  /// How the ladder's rows follow the market.
  public var ladder = LadderPreferences()
  public internal(set) var line = TextLine()
  /// What the program answers to the last key, until the next one or some seconds have passed.
  public internal(set) var notice: String?
  public internal(set) var helpPage = 0
  /// What the help is to be about; empty for all of it.
  var helpPattern = ""
  /// What was being typed when the help was asked for.
  var helpedLine = TextLine()
  /// The first line that is shown of a table that stands alone.
  var tableLine = 0
  /// The view that was chosen.
  public internal(set) var view: ViewChoice
  /// The one before it, to which the chart's key leads back.
  var viewBefore: ViewChoice?
  var list = EventCursor()
  /// What the help was asked for from, and goes back to.
  var helpedMode = Mode.normal
  /// Older sentences and reasons.
  public internal(set) var remembered = Remembered()
  /// Hints show what to press next.
  public internal(set) var showsFirstSteps = false
  /// What every key does.
  public var keys = KeyMap.standard
  /// What Tab goes through behind `take`, in per cent.
  public var takePresets = Configuration.standardPresets
  /// The trade is somebody else's: no key asks for anything that acts.
  public internal(set) var isWatching = false
  /// How much was known of the owner when a watcher looked last.
  var owner: WatchStatus.Owner?
  var now: UInt64 = 0
  var noticeUntil: UInt64 = 0
  /// The notice says that something was sent; it has been done once the trade is further than this.
  var sentAt: Int?
  /// Row height chosen by hand; nil fits.
  var fixedStep: Int?
  /// The window was moved by hand and stays until it is called back.
  var isScrolled = false
  var fitted: [Price?] = []
  /// The order that the cursor carries in grab mode.
  var held: LadderOrder?
  /// What stood before it took one.
  var beforeGrab: BeforeGrab?
  var leavesBySuspending = false
  /// What a reason would override.
  var refusedSentence = ""
  /// What the guards said of it: said again beside the reason, up to the last Enter.
  var refusedWords = ""
  /// The older line that is being shown, and what was typed before it.
  var historyIndex: Int?
  var draft = ""
  var search: LineSearch?
  var completion: Completion?
  var lastEnter: UInt64?
  var lastKeyAt: UInt64?
  var lastCapital: (action: KeyAction, at: UInt64)?
  /// Rises whenever Enter would mean something else.
  var serial = 0
  /// The preview has asked the owner for bars, which come with an event of their own.
  public var expectsBars = false
  /// The meaning that came by itself, without a key.
  var turnedSerial = -1
  /// The newest meaning that has stood on the screen, and since when.
  var drawnSerial = 0
  var drawnAt: UInt64 = 0
  var values: [Watched: Int128] = [:]
  var changedAt: [Watched: UInt64] = [:]

  /// - Parameters:
  ///   - remembered: what a person typed in earlier sessions.
  ///   - showsFirstSteps: hints lead through a first rehearsal.
  public init(
    size: Size, view: ViewChoice = .all, remembered: Remembered = Remembered(), showsFirstSteps: Bool = false
  ) {
    self.size = size
    self.view = view
    self.remembered = remembered
    self.showsFirstSteps = showsFirstSteps
  }

  /// Takes notice of a new snapshot: marks what changed, keeps the window, and makes a preview's numbers
  /// follow the price as long as the trade has not moved on.
  public mutating func observe(_ snapshot: Snapshot, preview: Previewer? = nil, now: UInt64) {
    self.now = now
    noteOwner(snapshot)
    markChanges(snapshot)
    if cursor == nil { cursor = snapshot.last ?? LadderWindow.stop(snapshot) }
    keepWindow(snapshot)
    if mode.showsEvents { list.keep(snapshot.events) }
    keepHold(snapshot)
    if mode == .quitting, snapshot.open == .zero || snapshot.result != nil { answerNoMore() }
    if let preview { followPanel(snapshot, preview) }
    // The story tells it now, and the keys have their line again.
    if let sentAt, snapshot.sequence > sentAt { notice = nil }
    if notice == nil { sentAt = nil }
  }

  /// A watcher has nothing but the views, the list of events and the help.
  mutating func noteOwner(_ snapshot: Snapshot) {
    isWatching = snapshot.watching != nil
    // What was said of the owner is no longer true.
    if owner != snapshot.watching?.owner { notice = nil }
    owner = snapshot.watching?.owner
    if isWatching { helpedMode = .normal }
    guard isWatching, mode != .normal, !mode.showsHelp, !mode.showsEvents else { return }
    mode = .normal
    panel = nil
    clearLine()
    serial += 1
  }

  /// Keeps an open panel true. What only reduces risk follows the trade, because its Enter always acts; anything
  /// else follows the price alone, and once the trade has moved on its Enter looks again.
  private mutating func followPanel(_ snapshot: Snapshot, _ preview: Previewer) {
    guard var panel, panel.sequence != snapshot.sequence || panel.price != snapshot.last else { return }
    let hasMovedOn = panel.sequence != snapshot.sequence
    if hasMovedOn, expectsBars {
      // What has come is what this preview asked for; it must have stood there like any other.
      expectsBars = false
      panel.recompute(snapshot, preview)
      self.panel = panel
      serial += 1
      turnedSerial = serial
      return
    }
    guard !hasMovedOn || panel.onlyReducesRisk else { return closeAnswered(panel) }
    let before = panel.outcome
    panel.recompute(snapshot, preview)
    self.panel = panel
    guard !panel.outcome.isLike(before) || (hasMovedOn && !panel.outcome.does(asMuchAs: before)) else {
      return
    }
    // It must have stood there before an Enter can mean it.
    serial += 1
    if hasMovedOn {
      turnedSerial = serial
      say("something happened: the preview is a new one")
    }
  }

  /// What a single key was refused, and no reason would lift, stands until something happens.
  private mutating func closeAnswered(_ panel: Panel) {
    guard mode == .preview, panel.kind == .sentence, case .refused(let refusal) = panel.outcome,
      !refusal.canOverride
    else { return }
    mode = .normal
    self.panel = nil
    serial += 1
  }

  /// What was asked about closed while the question stood.
  private mutating func answerNoMore() {
    mode = .normal
    serial += 1
    say("nothing is open any more")
  }

  /// To be called after a frame has been shown; an Enter counts only for what has stood on the screen.
  public mutating func didDraw(now: UInt64) {
    self.now = max(self.now, now)
    guard drawnSerial != serial else { return }
    drawnSerial = serial
    drawnAt = now
  }

  /// When the picture changes by itself next: a mark fades or a notice goes; nil for not at all.
  public var nextChange: UInt64? {
    var times = changedAt.values.map { $0 + Timing.changed }.filter { $0 > now }
    if notice != nil, noticeUntil > now { times.append(noticeUntil) }
    return times.min()
  }

  /// The notice, as long as it stands.
  var currentNotice: String? { notice != nil && now < noticeUntil ? notice : nil }

  func isFresh(_ value: Watched) -> Bool {
    guard let at = changedAt[value] else { return false }
    return now >= at && now - at < Timing.changed
  }

  /// Whether the trade has moved on since the panel was computed, so that Enter only looks again.
  func isStale(_ panel: Panel, _ snapshot: Snapshot) -> Bool {
    panel.boundSequence != snapshot.sequence && !panel.onlyReducesRisk
  }

  /// Shows an answer to the last key that only its sender knows.
  public mutating func tell(_ text: String) { say(text) }

  mutating func say(_ text: String, for time: UInt64 = Timing.notice) {
    sentAt = nil
    notice = text
    noticeUntil = now + time
  }

  private mutating func markChanges(_ snapshot: Snapshot) {
    let last = snapshot.last
    mark(.last, last.map { Int128($0.ticks) })
    mark(.r, last.flatMap(snapshot.r(at:)).map { ($0 * Ratio(100)).roundedDown128 })
    mark(.result, last.map { snapshot.flat(at: $0).rounded(digits: 2) })
    mark(.stop, snapshot.stop.map { Int128($0.price.ticks) })
    mark(.open, Int128(snapshot.open.steps))
    mark(.average, snapshot.average.map { ($0 * Ratio(100)).roundedDown128 })
  }

  private mutating func mark(_ what: Watched, _ value: Int128?) {
    if let old = values[what], let value, old != value { changedAt[what] = now }
    values[what] = value
  }

  /// The order in the cursor's row that lies nearest to the cursor; one that can be cancelled comes first.
  func orderAtCursor(_ snapshot: Snapshot) -> LadderOrder? {
    guard let cursor, let window else { return nil }
    let row = window.row(of: cursor)
    let found = snapshot.orders.filter { window.row(of: $0.price) == row }
    return found.min { left, right in
      if (left.cancel == nil) != (right.cancel == nil) { return left.cancel != nil }
      return abs(left.price.ticks - cursor.ticks) < abs(right.price.ticks - cursor.ticks)
    }
  }
}
