/// What a trade knows of the bars of one frame: a fold of the bars that its events tell.
public struct BarSeries: Hashable, Sendable {
  public let frame: Frame
  private(set) var meters: [Meter] = []
  /// Every bar that begins before this has been heard.
  public private(set) var heardUntil: Timestamp
  /// Bars that were finished by one price, and that price.
  private(set) var fresh: [Bar] = []
  private(set) var freshAt: Tick?

  init(_ frame: Frame, at time: Timestamp) {
    self.frame = frame
    heardUntil = frame.start(of: time)
  }

  func has(_ gauge: Gauge) -> Bool { meters.contains { $0.gauge == gauge } }

  func meter(_ gauge: Gauge) -> Meter? { meters.first { $0.gauge == gauge } }

  /// Gauges that begin, with the bars before this moment.
  mutating func recall(_ gauges: [Gauge], _ bars: [Bar]) {
    for gauge in gauges where !has(gauge) {
      var meter = Meter(gauge)
      for bar in bars { meter.add(bar) }
      meters.append(meter)
    }
  }

  mutating func close(_ bar: Bar, at tick: Tick) {
    for index in meters.indices { meters[index].add(bar) }
    if freshAt != tick { fresh = [] }
    freshAt = tick
    fresh.append(bar)
    heardUntil = frame.end(of: bar.start)
  }
}

/// What the language asks of bars.
public struct BarNeed: Hashable, Sendable {
  public var frame: Frame
  public var gauges: [Gauge]

  /// How many finished bars are worth recalling.
  public var reach: Int { gauges.map(\.reach).max() ?? 0 }
}

extension [BarNeed] {
  /// The same for one more gauge; nil asks for the bars alone.
  fileprivate mutating func need(_ gauge: Gauge?, on frame: Frame) {
    let index = firstIndex { $0.frame == frame } ?? count
    if index == count { append(BarNeed(frame: frame, gauges: [])) }
    if let gauge, !self[index].gauges.contains(gauge) { self[index].gauges.append(gauge) }
  }

  fileprivate mutating func need(_ distance: Distance?) {
    if case .atr(_, let length, let frame)? = distance { need(.atr(length), on: frame) }
  }

  fileprivate mutating func need(_ level: Level?) { need(level?.offset?.distance) }

  fileprivate mutating func need(_ trigger: Trigger) {
    need(trigger.level)
    switch trigger {
    case .onBreakClose(_, let frame): need(nil as Gauge?, on: frame)
    case .onReturn(_, let distance, _): need(distance)
    case .onRetest(_, let within, _): need(within)
    case .after(_, let unless): need(unless?.level)
    case .whenClose(_, .indicator(let indicator), let frame): need(.indicator(indicator), on: frame)
    case .whenClose(_, .level(let level), let frame):
      need(nil as Gauge?, on: frame)
      need(level)
    case .at, .onBreak, .onTouch, .whenTrancheFills, .fromTranche, .whenTargetFills, .from, .whenWithin,
      .news:
      return
    }
  }

  fileprivate mutating func need(_ action: RuleAction) {
    switch action {
    case .enter(_, let chase, _), .enterNext(let chase, _): need(chase)
    case .move(_, let level): need(level)
    case .stop(let level, let room):
      need(level)
      need(room)
    case .trail(let distance, let step):
      need(distance)
      need(step)
    case .trailBehind(.indicator(let indicator, let frame)): need(.indicator(indicator), on: frame)
    case .trailBehind(.levels), .take, .takeNext, .cancelEntries, .cancelTranche, .cancelTarget, .close,
      .note:
      return
    }
  }
}

extension Rule {
  /// What it asks of bars.
  var barNeeds: [BarNeed] { Rule.barNeeds(of: [self]) }

  static func barNeeds(of rules: [Rule]) -> [BarNeed] {
    var needs: [BarNeed] = []
    for rule in rules {
      for trigger in rule.triggers { needs.need(trigger) }
      for action in rule.actions { needs.need(action) }
    }
    return needs
  }
}

extension Plan {
  /// What it asks of bars, the shortest frame first.
  public var barNeeds: [BarNeed] {
    var needs = Rule.barNeeds(of: rules)
    needs.need(room)
    needs.need(chase)
    switch stop {
    case .distance(let distance): needs.need(distance)
    case .level(let level): needs.need(level)
    }
    if velocity != nil { needs.need(.velocity, on: .m1) }
    return needs.sorted { $0.frame < $1.frame }
  }
}

/// Bars that had finished before a moment, oldest first, as far back as they matter.
public struct BarHistory: Hashable, Sendable {
  public private(set) var bars: [Frame: [Bar]] = [:]

  public init() {}

  /// - Parameters:
  ///   - needs: what is asked of bars.
  ///   - tick: the price at hand; bars that end after it have not finished.
  ///   - minutes: bars of one minute that begin at or after a time, up to that price.
  public init(_ needs: [BarNeed], before tick: Tick, minutes: (Timestamp) -> [Bar]) {
    for need in needs where need.reach > 0 {
      let span = Span(microseconds: Int64(need.reach) * Int64(need.frame.minutes) * 60_000_000)
      // Bars without trades do not exist: twice as far back, nights and weekends are bridged.
      let since = Timestamp(microseconds: max(0, tick.time.microseconds - 2 * span.microseconds))
      let finished = need.frame.bars(ofMinutes: minutes(need.frame.start(of: since)))
        .filter { need.frame.end(of: $0.start) <= tick.time }
      bars[need.frame] = Array(finished.suffix(need.reach))
    }
  }
}
