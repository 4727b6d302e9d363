/// What a trade hears of bars, and of news: facts of the market that its rules rest upon.
extension Trade {
  /// Bars of these frames finish between prices; each has to be heard before the price that finishes it is acted on.
  public func unheard(at tick: Tick) -> [BarSeries] {
    series.filter { $0.frame.start(of: tick.time) > $0.heardUntil }
  }

  mutating func hear(_ bar: Bar, of frame: Frame, _ step: inout Step) {
    emit(.barClosed(frame, bar), &step)
    giveValues(&step)
  }

  /// A level that counts in ATRs may have got its value by this bar: the price at hand counts as a trade for it.
  private mutating func giveValues(_ step: inout Step) {
    for index in rules.indices where rules[index].isLooking {
      for (number, trigger) in rules[index].rule.triggers.enumerated() {
        guard case .atr? = trigger.level?.offset?.distance, rules[index].memories[number] == .none,
          rules[index].came[number] == nil
        else { continue }
        let memory = firstMemory(trigger, of: rules[index].rule, at: step.price)
        if memory != .none { emit(.ruleRemembers(rule: index, trigger: number, memory: memory), &step) }
      }
    }
  }

  /// Begins what is asked of bars, with those that had finished before.
  mutating func recall(_ history: BarHistory, for needs: [BarNeed], _ step: inout Step) {
    for need in needs {
      let known = series.first { $0.frame == need.frame }
      let gauges = need.gauges.filter { known?.has($0) != true }
      if known != nil, gauges.isEmpty { continue }
      emit(.barsRecalled(need.frame, gauges: gauges, bars: history.bars[need.frame] ?? []), &step)
    }
  }

  mutating func recall(_ history: BarHistory, for hand: HandAction, _ step: inout Step) {
    recall(history, for: barNeeds(of: hand.sentence), &step)
  }

  /// What a sentence by hand asks of bars; nothing where it cannot be read.
  public func barNeeds(of sentence: String) -> [BarNeed] {
    guard let rules = try? rules(spelledBy: sentence) else { return [] }
    return Rule.barNeeds(of: rules).sorted { $0.frame < $1.frame }
  }

  /// What of it the trade does not measure yet.
  public func unknownBarNeeds(of sentence: String) -> [BarNeed] {
    barNeeds(of: sentence).filter { need in
      guard let known = series.first(where: { $0.frame == need.frame }) else { return true }
      return need.gauges.contains { !known.has($0) }
    }
  }

  // MARK: news

  /// A window opens, or the last one closes: told before the price of that time is acted on.
  mutating func watchNews(_ step: inout Step) {
    guard !plan.news.isEmpty else { return }
    let open = plan.news.first { $0.holds(step.tick.time) }
    if open != newsWindow { emit(.newsWindow(open), &step) }
  }

  /// When that changes next.
  func nextNewsChange(after time: Timestamp) -> Timestamp? {
    plan.news.flatMap { [$0.windowStart, $0.windowEnd] }.filter { $0 > time }.min()
  }

  /// When a `before news` or `after news` that began to wait at a time is due.
  func newsDeadline(_ span: Span, before: Bool, since began: Timestamp) -> Timestamp? {
    for news in plan.news {
      if before, news.time > began {
        return Timestamp(microseconds: news.time.microseconds - span.microseconds)
      }
      if !before, news.time + span > began { return news.time + span }
    }
    return nil
  }

  /// How fast the last minute was, where that passes the plan's `velocity:`.
  public var fastMarket: String? {
    guard let limit = plan.velocity,
      let pace = series.first(where: { $0.frame == .m1 })?.meter(.velocity)?.pace,
      Ratio(nearest: pace.range) > limit.atrs.ratio, Ratio(nearest: pace.volume) > limit.medians.ratio
    else { return nil }
    let range = NumberText.fixed(Ratio(nearest: pace.range), digits: 1)
    let volume = NumberText.fixed(Ratio(nearest: pace.volume), digits: 1)
    return
      "fast market: the last minute ranged \(range) ATR (limit \(limit.atrs)) on \(volume) times the median "
      + "volume (limit \(limit.medians)); do not scale into it"
  }

  /// What the market around an open or waiting trade says that a trader should not miss.
  public var marketAlarms: [Alarm] {
    guard !isClosed else { return [] }
    var alarms: [Alarm] = []
    if let newsWindow {
      alarms.append(
        Alarm(
          kind: .news,
          text: "news \(newsWindow.time.utcText) \(newsWindow.text): nothing is scaled until "
            + newsWindow.windowEnd.utcText))
    }
    if let fastMarket { alarms.append(Alarm(kind: .fastMarket, text: fastMarket)) }
    return alarms
  }

  // MARK: closes of bars

  /// The bar that this price has finished, if any.
  func finishedBar(_ frame: Frame, on tick: Tick) -> Bar? {
    guard let series = series.first(where: { $0.frame == frame }), series.freshAt == tick else { return nil }
    return series.fresh.last
  }

  /// Whether a bar has closed beyond its mark on this price.
  func hasClosed(_ side: CloseSide, _ mark: CloseMark, on frame: Frame, _ rule: Rule, at tick: Tick) -> Bool {
    guard let bar = finishedBar(frame, on: tick) else { return false }
    // An exit looks at bars that end after the first fill.
    if rule.waitsForPosition, let first = firstFillTick, frame.end(of: bar.start) <= first.time {
      return false
    }
    switch mark {
    case .level(let level):
      guard let price = price(level, last: tick.price) else { return false }
      return side == .below ? bar.close < price : bar.close > price
    case .indicator(let indicator):
      guard
        let value = reading(.indicator(indicator), on: frame, for: side == .below ? .long : .short)
      else { return false }
      return side == .below ? Double(bar.close.ticks) < value : Double(bar.close.ticks) > value
    }
  }
}
