/// What a sentence that waits does once its price, or its time, has come: the engine's own run on a copy, led there
/// price by price, with all that acts on the way.
struct Acting {
  private(set) var trade: Trade
  /// What the price on which it acted brought.
  private(set) var events: [Event] = []
  private(set) var tick: Tick
  /// Rules that acted before it.
  private(set) var others: [Int] = []
  private let rule: Int
  private var hasLeapt = false

  /// Prices that are looked at in one direction at most.
  fileprivate static let most = 24

  /// What is not sure about it.
  private(set) var doubt: Doubt?

  enum Doubt {
    /// It comes in another order where the price itself is traded at which something rests.
    case order
    /// It acts only where that price is leapt over.
    case onlyLeaping
    /// It acts only where that price is traded.
    case onlyTraded
  }

  /// Nil where the way there cannot be told: a retest needs a way and a while, a close its bar.
  init?(rule: Int, of run: ImaginedRun, from tick: Tick) {
    guard run.trade.rules.indices.contains(rule) else { return nil }
    var leaping = Acting(rule, run, tick)
    let isFound = leaping.look(run)
    guard leaping.hasLeapt else {
      guard isFound else { return nil }
      self = leaping
      return
    }
    var traded = Acting(rule, run, tick)
    var exact = run
    exact.leaps = false
    let isFoundExactly = traded.look(exact)
    guard isFound || isFoundExactly else { return nil }
    self = isFound ? leaping : traded
    if !isFoundExactly {
      doubt = .onlyLeaping
    } else if !isFound {
      doubt = .onlyTraded
    } else if leaping.trade.position != traded.trade.position || leaping.trade.stop != traded.trade.stop {
      doubt = .order
    }
  }

  private init(_ rule: Int, _ run: ImaginedRun, _ tick: Tick) {
    self.rule = rule
    self.tick = tick
    trade = run.trade
  }

  /// False where no way is found on which it acts.
  private mutating func look(_ run: ImaginedRun) -> Bool {
    for trigger in trade.rules[rule].rule.triggers {
      if let level = trigger.level, let price = trade.price(level, last: tick.price) {
        // At its level already it may have to go away first.
        let isUp = price > tick.price
        if walk(run, isUp) || walk(run, !isUp) { return true }
      } else if case .after(let span, _) = trigger, let first = trade.firstFillTick,
        wait(run, first.time + span)
      {
        return true
      }
    }
    return false
  }

  private mutating func walk(_ run: ImaginedRun, _ isUp: Bool) -> Bool {
    var (run, tick) = (run, tick)
    var others: [Int] = []
    for _ in 0..<Acting.most {
      guard !run.trade.isClosed, let next = run.nextPrice(isUp, from: tick.price),
        let reached = run.reach(next, isUp, from: tick)
      else { return false }
      hasLeapt = hasLeapt || run.hasLeapt
      if keep(reached, of: run, &others) { return true }
      tick = reached.tick
    }
    return false
  }

  /// The price stays as it is until a time.
  private mutating func wait(_ run: ImaginedRun, _ time: Timestamp) -> Bool {
    var run = run
    var others: [Int] = []
    let later = Tick(index: tick.index, time: max(time, tick.time), price: tick.price)
    guard let reached = run.meet(later) else { return false }
    return keep(reached, of: run, &others)
  }

  /// True when the sentence has acted on this price; then it is kept.
  private mutating func keep(
    _ reached: ImaginedRun.Reached, of run: ImaginedRun, _ others: inout [Int]
  ) -> Bool {
    for other in reached.events.compactMap(\.actingRule) where other != rule && !others.contains(other) {
      others.append(other)
    }
    guard reached.events.contains(where: isItsDeed) else { return false }
    trade = run.trade
    events = reached.events
    tick = reached.tick
    self.others = others
    return true
  }

  private func isItsDeed(_ event: Event) -> Bool {
    switch event.fact {
    case .filled(_, let purpose): purpose.rule == rule
    // What buys or sells has done it once it has filled.
    case .ruleFired(let fired, _): fired == rule && !trades
    default: false
    }
  }

  /// What else would set it off.
  var alternatives: [Trigger] {
    let triggers = trade.rules[rule].rule.triggers
    guard let acted = trade.rules[rule].firedBy?.trigger else { return [] }
    return triggers.indices.filter { $0 != acted }.map { triggers[$0] }
  }

  private var trades: Bool {
    guard trade.rules.indices.contains(rule) else { return false }
    return trade.rules[rule].isEntry || trade.rules[rule].rule.sells
  }

  /// What it does itself, and how the trade ends where it does.
  var deeds: [String] {
    let own = events.filter { event in
      switch event.fact {
      case .filled(_, let purpose): purpose.rule == rule
      case .trailBegan(let began, _): began == rule
      case .stopMoved, .stopMoveWaits, .closed: true
      default: false
      }
    }
    return Preview.deeds(own, trade)
  }
}

extension Event {
  /// The rule that buys, sells or moves the stop by this.
  fileprivate var actingRule: Int? {
    switch fact {
    case .filled(_, let purpose): purpose.rule
    case .ruleFired(let rule, _): rule
    default: nil
    }
  }
}

extension ImaginedRun {
  /// What ends a sentence before it can act, whichever of its alternatives comes; nil where that cannot be told.
  func end(of rule: Int, from tick: Tick) -> String? {
    guard trade.rules.indices.contains(rule) else { return nil }
    if let why = trade.whyNoTargetSetsItOff(rule) { return why }
    var cause: String?
    for trigger in trade.rules[rule].rule.triggers {
      guard let found = end(of: trigger, in: rule, from: tick) else { return nil }
      cause = cause ?? found
    }
    return cause
  }

  /// The same of one of its alternatives.
  func end(of trigger: Trigger, in rule: Int, from tick: Tick) -> String? {
    let level: Level
    switch trigger {
    case .at(let there), .from(let there), .onBreak(let there), .onTouch(let there): level = there
    // Others want price to come back, or to stay.
    default: return nil
    }
    guard let place = trade.price(level, last: tick.price) else { return nil }
    var exact = self
    exact.leaps = false
    let traded = exact.end(of: rule, from: tick, to: place)
    return end(of: rule, from: tick, to: place).flatMap { traded == nil ? nil : $0 }
  }

  private func end(of rule: Int, from tick: Tick, to place: Price) -> String? {
    var (run, tick) = (self, tick)
    let isUp = place > tick.price
    for _ in 0..<Acting.most {
      guard let next = run.nextPrice(isUp, from: tick.price), isUp ? next <= place : next >= place,
        let reached = run.reach(next, isUp, from: tick)
      else { return nil }
      tick = reached.tick
      if case .cancelled(let cause)? = run.trade.rules[rule].ending {
        return "\(cause) on the way there, which cancels it"
      }
      if run.trade.isClosed { return "the trade ends on the way there" }
    }
    return nil
  }
}
