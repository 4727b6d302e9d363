/// A moment on the feed's clock that a rule waits for: the first price at or after it counts.
public struct TradeClock: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// It acts.
    case acts
    /// Its time is over, and it ends without having acted.
    case ends
    /// The hold of a retest is over: a price in its zone acts from then on.
    case holds
    /// What held it lets it go: a news window closes.
    case released
    /// A bar of this frame closes, the first that could act.
    case closes(Frame)
  }

  public var kind: Kind
  public var time: Timestamp

  public init(_ kind: Kind, _ time: Timestamp) {
    self.kind = kind
    self.time = time
  }

  /// What stands before the time: `at`, `until`, `hold until`, `held until`, `15m close`.
  public var word: String {
    switch kind {
    case .acts: "at"
    case .ends: "until"
    case .holds: "hold until"
    case .released: "held until"
    case .closes(let frame): "\(frame) close"
    }
  }
}

extension Trade {
  /// The earliest moment that a rule waits for, nil where time brings it nothing. `now` is feed time.
  func clock(_ index: Int, now: Timestamp) -> TradeClock? {
    clocks(index, now: now).min { $0.time < $1.time }
  }

  /// Every moment that a rule waits for, as the engine itself will count them.
  func clocks(_ index: Int, now: Timestamp) -> [TradeClock] {
    let state = rules[index]
    guard !isClosed, !state.trailWasEnded, !state.asks else { return [] }
    var clocks: [TradeClock] = []
    // A trail goes on when its rule has done what it says.
    if position.isOpen, state.trail != nil, case .indicator(let line, let frame)? = state.rule.trailGuide {
      clocks.append(close(of: frame, .indicator(line), now: now))
    }
    if let (length, frame) = awaitedRange(index) { clocks.append(close(of: frame, .atr(length), now: now)) }
    guard state.isLooking else { return clocks }
    if let expiry = expiry(index) { clocks.append(TradeClock(.ends, expiry)) }
    if state.isEntry, state.hasCome, isHeldByNews(index), let end = newsWindow?.windowEnd {
      clocks.append(TradeClock(.released, end))
    }
    guard state.isEntry || state.firedBy == nil else { return clocks }
    for number in state.rule.triggers.indices where state.came[number] == nil {
      if let clock = clock(index, trigger: number, now: now) { clocks.append(clock) }
    }
    return clocks
  }

  /// A trail that is due and begins once its range is known: of how many bars, and on which.
  func awaitedRange(_ index: Int) -> (length: Int, frame: Frame)? {
    let state = rules[index]
    guard position.isOpen, state.trail == nil, state.trailIsDue,
      let width = state.rule.trailing?.distance, case .atr(_, let length, let frame) = width,
      value(width, from: .zero) == nil
    else { return nil }
    return (length, frame)
  }

  private func clock(_ index: Int, trigger number: Int, now: Timestamp) -> TradeClock? {
    let memory = rules[index].memories[number]
    switch rules[index].rule.triggers[number] {
    case .after(let span, _):
      guard memory != .reached else { return nil }
      return firstFillTick.map { TradeClock(.acts, $0.time + span) }
    case .whenWithin(_, let span):
      guard memory != .reached else { return nil }
      return firstFillTick.map { TradeClock(.ends, $0.time + span) }
    case .news(let span, let before):
      guard let since = began(index)?.time else { return nil }
      return newsDeadline(span, before: before, since: since).map { TradeClock(.acts, $0) }
    case .onRetest(_, _, let hold):
      guard case .retestHolds(let since) = memory else { return nil }
      return TradeClock(.holds, since + (hold ?? Trade.defaultHold))
    case .onBreakClose(_, let frame): return close(of: frame, nil, now: now)
    case .whenClose(_, .level, let frame): return close(of: frame, nil, now: now)
    case .whenClose(_, .indicator(let indicator), let frame):
      return close(of: frame, .indicator(indicator), now: now)
    case .at, .onBreak, .onTouch, .onReturn, .whenTrancheFills, .fromTranche, .whenTargetFills, .from:
      return nil
    }
  }

  /// The end of the bar at hand; while what is measured on its frame warms up, of the one that ends the warm-up.
  private func close(of frame: Frame, _ gauge: Gauge?, now: Timestamp) -> TradeClock {
    var missing = 1
    if let gauge, reading(gauge, on: frame) == nil {
      let known = series.first { $0.frame == frame }?.meter(gauge)?.count ?? 0
      missing = max(1, gauge.warmUp - known)
    }
    let more = Span(seconds: Int64(missing - 1) * Int64(frame.minutes) * 60)
    return TradeClock(.closes(frame), frame.end(of: now) + more)
  }
}
