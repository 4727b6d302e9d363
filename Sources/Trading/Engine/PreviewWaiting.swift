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

  /// Prices that are looked at in one direction at most.
  private static let most = 24

  /// Nil where the way there cannot be told: a retest needs a way and a while, a close its bar.
  init?(rule: Int, of run: ImaginedRun, from tick: Tick) {
    self.rule = rule
    self.tick = tick
    trade = run.trade
    guard trade.rules.indices.contains(rule) else { return nil }
    for trigger in trade.rules[rule].rule.triggers {
      if let level = trigger.level, let price = trade.price(level, last: tick.price) {
        // At its level already it may have to go away first.
        let isUp = price > tick.price
        if walk(run, isUp) || walk(run, !isUp) { return }
      } else if case .after(let span, _) = trigger, let first = trade.firstFillTick,
        wait(run, first.time + span)
      {
        return
      }
    }
    return nil
  }

  private mutating func walk(_ run: ImaginedRun, _ isUp: Bool) -> Bool {
    var run = run
    var price = tick.price
    var others: [Int] = []
    for _ in 0..<Acting.most {
      guard !run.trade.isClosed, let reached = run.nextPrice(isUp, from: price) else { return false }
      price = reached
      let there = Tick(index: tick.index, time: tick.time, price: price)
      if pass(&run, there, &others) { return true }
    }
    return false
  }

  /// The price stays as it is until a time.
  private mutating func wait(_ run: ImaginedRun, _ time: Timestamp) -> Bool {
    var run = run
    var others: [Int] = []
    return pass(&run, Tick(index: tick.index, time: max(time, tick.time), price: tick.price), &others)
  }

  /// True when the sentence has acted on this price; then it is kept.
  private mutating func pass(_ run: inout ImaginedRun, _ there: Tick, _ others: inout [Int]) -> Bool {
    let told = run.events.count
    // A price is no action of a person's, so nothing here can be refused.
    guard (try? run.pass(there)) != nil else { return false }
    let new = Array(run.events[told...])
    if new.contains(where: isItsDeed) {
      trade = run.trade
      events = new
      tick = there
      self.others = others
      return true
    }
    for other in new.compactMap(\.actingRule) where other != rule && !others.contains(other) {
      others.append(other)
    }
    return false
  }

  private func isItsDeed(_ event: Event) -> Bool {
    switch event.fact {
    case .filled(_, let purpose): purpose.rule == rule
    case .ruleFired(let fired, _): fired == rule
    default: false
    }
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
  /// Whether a sentence has become a rule that waits, and nothing else has happened yet.
  func awaits(_ rules: [Rule], since before: Trade) -> Bool {
    guard rules.count == 1, !rules[0].triggers.isEmpty, trade.rules.indices.contains(before.rules.count)
    else {
      return false
    }
    return !trade.isClosed && trade.rules[before.rules.count].isPending
  }
}

extension PreviewTable {
  /// Says what a sentence that waits will do, and what is counted with it.
  mutating func tell(_ acting: Acting?, of before: Trade) {
    guard let acting else {
      remark("what it does then depends on the way there")
      return
    }
    isLater = true
    let there = before.instrument.text(acting.tick.price)
    let deeds = acting.deeds + Preview.shortened(before, acting.trade)
    summary += deeds.isEmpty ? "; acts at \(there)" : "; then " + deeds.joined(separator: "; ")
    guard !acting.others.isEmpty else { return }
    let names = acting.others.map { acting.trade.label($0) }.joined(separator: ", ")
    remark("counts what acts on the way: \(names)")
  }

  private mutating func remark(_ condition: String) {
    var remark = Remark(isWarning: false, text: condition)
    remark.isCondition = true
    remarks.append(remark)
  }
}
