/// What time will do next. As with prices the engine itself is asked, on a copy, moment by moment, price staying
/// where it is: a line says what will happen then, and nothing else.
struct ClockForesight {
  /// The first moment on which something happens that a trader waits for, or on which a bar closes that could act.
  private(set) var next: NextClock?
  /// The first moment that moves the stop, or on which a trail looks at a close.
  private(set) var stopMove: NextClock?

  /// Moments that are looked at: some of them change nothing that is told.
  private static let most = 8

  fileprivate struct Due {
    var clock: TradeClock
    /// Whose it is; nil for the windows of the news.
    var rule: Int?
  }

  /// `last` nil: without a price nothing can be asked; what is due is told from the plan alone, but for closes of
  /// bars, for which the time would have to be known.
  init(_ trade: Trade, from last: Price?, time: Timestamp) {
    let dues = ClockForesight.dues(trade, after: time)
    guard let last else {
      next = dues.lazy.compactMap { ClockForesight.unasked($0, trade) }.first
      return
    }
    var run = ImaginedRun(trade)
    // What the next price does whenever it comes is not time's.
    if !trade.band.holds(ticks: Int32(clamping: last.ticks), microseconds: time.microseconds) {
      guard (try? run.pass(Tick(index: trade.lastEventTick.index + 1, time: time, price: last))) != nil
      else { return }
    }
    var moments: [Timestamp] = []
    for due in dues where moments.last != due.clock.time { moments.append(due.clock.time) }
    for moment in moments.prefix(ClockForesight.most) {
      guard !run.trade.isClosed, next == nil || stopMove == nil else { return }
      let here = dues.filter { due in
        guard due.clock.time == moment else { return false }
        return due.rule.map { run.trade.mayWaitForTime($0) } ?? true
      }
      guard !here.isEmpty, look(&run, here, moment, last) else { continue }
    }
  }

  /// False when nothing can be asked.
  private mutating func look(
    _ run: inout ImaginedRun, _ dues: [Due], _ moment: Timestamp, _ last: Price
  ) -> Bool {
    // What ends within a time ends behind its last moment.
    let isLate = dues.contains { $0.isWithin(run.trade) }
    let tick = Tick(
      index: run.trade.lastEventTick.index + 1,
      time: isLate ? moment + Span(microseconds: 1) : moment, price: last)
    let before = run.trade
    let told = run.events.count
    do {
      try hearCloses(&run, dues, tick)
      try run.pass(tick)
    } catch {
      return false
    }
    let events = Array(run.events[told...])
    note(dues, Telling(events, before, run.trade, isTimed: true), events, at: last)
    return true
  }

  /// The bars that close then, as if they closed at the price at hand.
  private func hearCloses(_ run: inout ImaginedRun, _ dues: [Due], _ tick: Tick) throws {
    let frames = Set(
      dues.compactMap { due -> Frame? in
        if case .closes(let frame) = due.clock.kind { return frame } else { return nil }
      })
    for frame in frames.sorted() {
      let start = frame.start(of: Timestamp(microseconds: tick.time.microseconds - 1))
      let bar = Bar(
        start: start, open: tick.price, high: tick.price, low: tick.price, close: tick.price, volume: .zero)
      try run.act(.bar(frame, bar, tick))
    }
  }

  private mutating func note(_ dues: [Due], _ telling: Telling, _ events: [Event], at last: Price) {
    let event = telling.event(at: last)
    let due = dues.first { due in due.rule.map { telling.tells($0) } ?? false } ?? dues.first
    guard let due else { return }
    let isClose = due.clock.isClose
    if next == nil, event != nil || isClose {
      let lead = isClose && event == nil ? nil : event
      var outcome = lead?.outcome ?? ""
      let prefix = isClose ? "closing here" : due.isCertain(telling.after) ? "" : "at this price"
      if due.rule.map({ telling.before.awaitedRange($0) != nil }) ?? false {
        outcome = "begins, once its range is known"
      } else if !prefix.isEmpty {
        outcome = "\(prefix) " + (outcome.isEmpty ? "it does nothing" : outcome)
      }
      let condition = due.rule.flatMap { telling.before.condition($0, last: last) } ?? ""
      next = NextClock(
        clock: due.clock, sentence: due.sentence(telling.after) ?? lead?.sentence ?? "",
        outcome: [outcome, condition].filter { !$0.isEmpty }.joined(separator: ", "),
        short: due.short(telling.after, acts: event != nil))
    }
    guard stopMove == nil, !telling.after.isClosed else { return }
    let moved = events.lazy.compactMap { event -> Price? in
      if case .stopMoved(let to, let cause) = event.fact, cause != .initial { return to } else { return nil }
    }.first
    let trails = dues.first { due in
      due.clock.isClose
        && (due.rule.map { telling.before.rules[$0].trail != nil || telling.before.awaitedRange($0) != nil }
          ?? false)
    }
    guard moved != nil || trails != nil else { return }
    let mover = moved == nil ? trails ?? due : due
    stopMove = NextClock(
      clock: mover.clock, sentence: mover.sentence(telling.after) ?? "", outcome: "",
      short: mover.short(telling.after, acts: true), level: moved)
  }

  // MARK: what is due

  /// The earliest first; at one moment in plan order.
  private static func dues(_ trade: Trade, after time: Timestamp) -> [Due] {
    var dues: [Due] = []
    for index in trade.rules.indices where trade.mayWaitForTime(index) {
      for clock in trade.clocks(index, now: time) where clock.time > time {
        dues.append(Due(clock: clock, rule: index))
      }
    }
    if let change = trade.nextNewsChange(after: time) {
      dues.append(Due(clock: TradeClock(trade.newsWindow == nil ? .acts : .released, change), rule: nil))
    }
    return dues.enumerated().sorted {
      ($0.element.clock.time, $0.offset) < ($1.element.clock.time, $1.offset)
    }.map(\.element)
  }

  private static func unasked(_ due: Due, _ trade: Trade) -> NextClock? {
    guard !due.clock.isClose, let sentence = due.sentence(trade) else { return nil }
    return NextClock(
      clock: due.clock, sentence: sentence, outcome: "", short: due.short(trade, acts: true))
  }
}

extension ClockForesight.Due {
  /// A time that is counted inclusively: it has passed one moment behind its end.
  fileprivate func isWithin(_ trade: Trade) -> Bool {
    guard clock.kind == .ends, let rule else { return false }
    return trade.rules[rule].rule.triggers.contains { if case .whenWithin = $0 { true } else { false } }
  }

  fileprivate func sentence(_ trade: Trade) -> String? { rule.map { "\(trade.rules[$0].rule)" } }

  fileprivate func short(_ trade: Trade, acts: Bool) -> String {
    guard let rule else { return "news" }
    let state = trade.rules[rule]
    guard clock.kind == .acts, acts else {
      return state.number > 0 ? trade.label(rule) : trade.clockLabel(rule)
    }
    return state.rule.actions.map { "\($0)" }.joined(separator: ", ")
  }

  /// Whether it happens wherever price is by then.
  fileprivate func isCertain(_ trade: Trade) -> Bool {
    guard let rule else { return true }
    switch clock.kind {
    case .ends: return true
    case .holds, .released, .closes: return false
    case .acts:
      guard !trade.rules[rule].isEntry else { return false }
      return !trade.rules[rule].rule.triggers.contains {
        if case .after(_, let unless?) = $0 { unless.now } else { false }
      }
    }
  }
}

extension TradeClock {
  fileprivate var isClose: Bool { if case .closes = kind { true } else { false } }
}

extension Trade {
  fileprivate func mayWaitForTime(_ index: Int) -> Bool {
    rules[index].isPending || rules[index].trail != nil || rules[index].trailIsDue
  }

  /// What a rule is called by its time: `48h`, `15m`, `news`; a trail by what it follows.
  fileprivate func clockLabel(_ index: Int) -> String {
    if rules[index].trail != nil { return rules[index].rule.actions.map { "\($0)" }.joined(separator: ", ") }
    for trigger in rules[index].rule.triggers {
      switch trigger {
      case .after(let span, _): return "\(span)"
      case .whenWithin(_, let span): return "<\(span)"
      case .whenClose(_, _, let frame), .onBreakClose(_, let frame): return "\(frame)"
      case .news: return "news"
      default: continue
      }
    }
    return "\(rules[index].rule)"
  }

  /// What else a rule's time depends on, with its price: an `unless`, or what a close is compared with.
  fileprivate func condition(_ index: Int, last: Price) -> String? {
    for trigger in rules[index].rule.triggers {
      switch trigger {
      case .after(_, let unless?):
        guard let price = price(unless.level, last: last) else { continue }
        return "unless \(instrument.text(price)) is \(unless.now ? "there then" : "reached first")"
      case .whenClose(_, .indicator(let indicator), let frame):
        guard let value = self.price(indicator, on: frame) else { return "\(indicator) has no value yet" }
        return "\(indicator) is \(instrument.text(value))"
      default: continue
      }
    }
    return nil
  }
}
