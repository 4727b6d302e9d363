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

  /// What ends the sentence on the way there, before it acts; nil where nothing does that can be told.
  static func end(of rule: Int, _ run: ImaginedRun, from tick: Tick) -> String? {
    guard run.trade.rules.indices.contains(rule) else { return nil }
    for trigger in run.trade.rules[rule].rule.triggers {
      // Others want price to come back, or to stay.
      let level: Level
      switch trigger {
      case .at(let there), .from(let there), .onBreak(let there), .onTouch(let there): level = there
      default: continue
      }
      guard let place = run.trade.price(level, last: tick.price) else { continue }
      var (run, tick) = (run, tick)
      let isUp = place > tick.price
      for _ in 0..<most {
        guard !run.trade.isClosed, let next = run.nextPrice(isUp, from: tick.price),
          isUp ? next <= place : next >= place, let reached = run.reach(next, isUp, from: tick)
        else { break }
        tick = reached.tick
        if case .cancelled(let cause)? = run.trade.rules[rule].ending { return cause }
      }
    }
    return nil
  }

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
    var (run, tick) = (run, tick)
    var others: [Int] = []
    for _ in 0..<Acting.most {
      guard !run.trade.isClosed, let next = run.nextPrice(isUp, from: tick.price),
        let reached = run.reach(next, isUp, from: tick)
      else { return false }
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
  /// Says what a sentence that waits will do, and what is counted with it. `placed`: the trade in which it waits.
  mutating func tell(_ acting: Acting?, of before: Trade, placed: Trade, at last: Price, end: String?) {
    let index = before.rules.count
    let adds = placed.rules[index].rule.addsExposure
    if let through = placed.limitThrough(index, last) {
      remarks.append(.init(isWarning: true, text: through))
    }
    if acting == nil, let end {
      remarks.append(
        .init(isWarning: true, text: "it will not act: \(end) on the way there, which cancels it"))
      return
    }
    guard let acting else {
      if adds { summary += "; then " + placed.unforeseen(index, last) }
      if let why = placed.whyKeptOff(index) {
        let text = "kept off the market now: \(why.answering.rawValue): \(why.reason)"
        remarks.append(.init(isWarning: true, text: text))
      } else {
        remark("what it does then depends on the way there" + (adds ? "; the guards are asked then" : ""))
      }
      return
    }
    isLater = true
    let there = before.instrument.text(acting.tick.price)
    let deeds = acting.deeds + Preview.shortened(before, acting.trade)
    summary += deeds.isEmpty ? "; acts at \(there)" : "; then " + deeds.joined(separator: "; ")
    if adds, placed.rules[index].rule.because == nil {
      remarks.append(.init(isWarning: false, text: "the guards let it pass at \(there)"))
    }
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

extension Trade {
  /// A limit that the market has passed already, and what was perhaps meant; nil for any other rule.
  fileprivate func limitThrough(_ index: Int, _ last: Price) -> String? {
    guard rules[index].isEntry else { return nil }
    for case .at(let level) in rules[index].rule.triggers {
      guard let limit = price(level, last: last), favour(last, beyond: limit) < 0 else { continue }
      let there = instrument.text(limit)
      let typed = instrument.text(limit, marks: false)
      let deed = side == .long ? "buys" : "sells"
      return
        "price is past \(there) already: it \(deed) without waiting for it; for that: on break \(typed)"
    }
    return nil
  }

  /// What an entry would buy, where the way to it cannot be told.
  fileprivate func unforeseen(_ index: Int, _ last: Price) -> String {
    let buys = side == .long ? "buys" : "sells"
    let tranche = rules[index].isTranche ? index : nextTranche ?? index
    let quantity = reachable(tranche, once: position.entered, at: last)
    let wanted = wantedQuantity(tranche)
    var text = "\(buys) \(instrument.text(quantity))"
    if quantity < wanted { text += " of \(instrument.text(wanted))" }
    for trigger in rules[index].rule.triggers {
      switch trigger {
      case .onRetest(let level, let within, let hold):
        guard let zone = retestZone(level, within: within, last: last) else { continue }
        let ends = [zone.level, zone.far].map { instrument.text(ticks: $0) }
        text += " once it has held \(hold ?? Trade.defaultHold) from \(ends[0]) to \(ends[1])"
        text += ", come from beyond"
      case .onReturn(let level, let distance, _):
        guard let arms = returnArms(level, distance, last: last), let there = price(level, last: last) else {
          continue
        }
        text += " back at \(instrument.text(there)), once price has been at \(instrument.text(ticks: arms))"
      default: continue
      }
    }
    return text
  }
}
