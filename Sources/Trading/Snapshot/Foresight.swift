/// What will act next above and below the market: the engine itself is asked, on a copy, price by price, so that
/// the line says what will happen with all that it sets off, and nothing else.
struct Foresight {
  /// A move of the stop that lies ahead.
  struct StopMove {
    var at: Price
    var to: Price
    var sentence: String
  }

  /// The nearest price upwards, or downwards, on which something happens that a trader waits for.
  private(set) var next: NextEvent?
  /// The first move of the stop on the way there and beyond.
  private(set) var stopMove: StopMove?

  /// Prices that are looked at in one direction at most: some of them change nothing that is told.
  private static let most = 24

  /// What happens first, to which the next tick's is added: a resting target fills one tick behind a rule of the
  /// same level, and both are one thing to a trader.
  private struct First {
    var price: Price
    var events: [Event]
    var before: Trade
    var isWhole = false

    func touches(_ other: Price) -> Bool { abs(other.ticks - price.ticks) <= 1 }
  }

  private var first: First?

  /// Looks ahead from the last price; `time` is that of the last tick, and stands still.
  init(_ trade: Trade, from last: Price, time: Timestamp, isUp: Bool, untilStopMoves: Bool) {
    var run = ImaginedRun(trade)
    var price = last
    for _ in 0..<Foresight.most {
      guard let reached = run.nextPrice(isUp, from: price) else { return }
      let isSought = untilStopMoves && stopMove == nil
      if let first, !first.touches(reached), !isSought { return }
      price = reached
      let before = run.trade
      let told = run.events.count
      let tick = Tick(index: trade.lastEventTick.index, time: time, price: price)
      // Nobody's action can be refused here: a price is no action of a person's.
      guard (try? run.pass(tick)) != nil else { return }
      note(Array(run.events[told...]), before, run.trade, at: price)
      if run.trade.isClosed { return }
    }
  }

  private mutating func note(_ events: [Event], _ before: Trade, _ after: Trade, at price: Price) {
    let telling = Telling(events, before, after)
    if let first {
      add(events, after, to: first, at: price)
    } else if let event = telling.event(at: price) {
      next = event
      first = First(price: price, events: events, before: before)
    }
    guard stopMove == nil, !after.isClosed else { return }
    for case .stopMoved(let to, let cause) in events.map(\.fact) where cause != .initial {
      stopMove = StopMove(at: telling.limit ?? price, to: to, sentence: after.words(cause))
    }
  }

  private mutating func add(_ events: [Event], _ after: Trade, to earlier: First, at price: Price) {
    guard !earlier.isWhole else { return }
    first?.isWhole = true
    guard earlier.touches(price) else { return }
    next = Telling(earlier.events + events, earlier.before, after).event(at: earlier.price) ?? next
  }
}

/// The events of one imagined price as one line.
private struct Telling {
  private let events: [Event]
  private let before: Trade
  private let after: Trade

  init(_ events: [Event], _ before: Trade, _ after: Trade) {
    self.events = events
    self.before = before
    self.after = after
  }

  private var instrument: Instrument { after.instrument }

  /// Nil when nothing of it is worth a line.
  func event(at price: Price) -> NextEvent? {
    let told = events.filter { sentence($0) != nil }
    guard let lead = told.first(where: \.isFill) ?? told.first, let sentence = sentence(lead) else {
      return nil
    }
    var parts = fills() + events.compactMap { stopWords($0) } + events.compactMap { remark($0) }
    if let closed = after.result {
      parts.append("the trade ends \(closed.net.text(signed: true)), \(after.resultInR(closed.net))R")
    }
    var event = NextEvent(
      price: limit ?? price, sentence: sentence, outcome: parts.joined(separator: "; "))
    if case .ruleRemembers(let rule, _, _) = lead.fact { event.step = after.label(rule) }
    return event
  }

  /// A limit fills at its own price, whatever price it takes to fill it.
  var limit: Price? {
    for event in events {
      switch event.fact {
      case .filled(let fill, _): return fill.isMaker ? fill.price : nil
      case .stopMoved, .liquidated, .ruleDelayed, .ruleRemembers: return nil
      default: continue
      }
    }
    return nil
  }

  /// The sentence that acts, if the event is one a trader waits for.
  private func sentence(_ event: Event) -> String? {
    switch event.fact {
    case .filled(_, .stop): return before.stop.map { "stop: \(before.words($0.cause))" } ?? "stop"
    case .filled(_, let purpose): return purpose.rule.map { "\(after.rules[$0].rule)" }
    case .liquidated: return "liquidation"
    case .stopMoved(_, let cause): return after.words(cause)
    case .ruleDelayed(let rule, _), .entryMerged(let rule, _): return "\(after.rules[rule].rule)"
    case .ruleEnded(let rule, .refused), .ruleEnded(let rule, .cancelled):
      return after.rules[rule].isEntry || after.rules[rule].isTarget ? "\(after.rules[rule].rule)" : nil
    case .ruleRemembers(let rule, _, _): return remark(event) == nil ? nil : "\(after.rules[rule].rule)"
    case .noted: return "note"
    default: return nil
    }
  }

  // MARK: what is bought and sold

  private func fills() -> [String] {
    var parts: [String] = []
    let bought = after.position.entered - before.position.entered
    if bought > .zero, let average = after.position.average {
      let verb = after.side == .long ? "buys" : "sells"
      parts.append(
        "\(verb) \(instrument.text(bought)): \(instrument.text(after.position.open)) at "
          + instrument.text(ticks: average))
      if let stop = after.stop {
        parts.append("stop \(instrument.text(stop.price)), \(loss(stop.price)) there")
      }
    }
    let sold = after.position.taken - before.position.taken
    guard sold > .zero else { return parts }
    let verb =
      events.contains { $0.isLiquidation } ? "the venue closes" : after.side == .long ? "sells" : "buys back"
    guard after.position.isOpen else { return parts + ["\(verb) all \(instrument.text(sold))"] }
    return parts + [
      "\(verb) \(instrument.text(sold)), \(instrument.text(after.position.open)) stays: "
        + "\(after.position.realised.text(signed: true)) realised"
    ]
  }

  private func loss(_ stop: Price) -> String {
    after.net(stoppedAt: stop).text(signed: true)
  }

  // MARK: what else happens

  private func stopWords(_ event: Event) -> String? {
    switch event.fact {
    // Beside a buy the stop is named with it.
    case .stopMoved(let to, _):
      guard after.position.entered == before.position.entered else { return nil }
      return "stop to \(instrument.text(to)): \(loss(to)) there"
    case .stopMoveWaits(let rule, _):
      guard let move = after.stopMove(rule), let threshold = move.threshold,
        after.rules[rule].pendingStop != nil
      else { return nil }
      let at = Position.rounded(threshold, side: after.side)
      return "its stop \(instrument.text(move.price)) waits until \(instrument.text(at))"
    case .trailBegan: return "the trail begins"
    default: return nil
    }
  }

  private func remark(_ event: Event) -> String? {
    switch event.fact {
    case .entryCut(let rule, let quantity): return "\(after.label(rule)) cut to \(instrument.text(quantity))"
    case .entryMerged(let rule, let quantity):
      return "\(instrument.text(quantity)), too small to send, goes to \(after.label(rule))"
    case .ruleDelayed(let rule, let reason):
      return "is held: " + after.whyHeld(rule, reason, at: event.tick.price)
    case .ruleEnded(let rule, .refused(let answering, _)) where !after.isClosed:
      return "\(after.label(rule)) is refused (\(answering.rawValue))"
    case .ruleEnded(let rule, .cancelled) where !after.isClosed: return "cancels \(after.label(rule))"
    case .ruleRemembers(let rule, let trigger, let memory): return remembered(rule, trigger, memory)
    case .noted(let text): return "note: \(text)"
    default: return nil
    }
  }

  /// What a trigger remembers, where that is a step towards acting.
  private func remembered(_ rule: Int, _ number: Int, _ memory: TriggerMemory) -> String? {
    guard after.rules.indices.contains(rule), after.rules[rule].rule.triggers.indices.contains(number) else {
      return nil
    }
    let last = after.lastEventTick.price
    switch (after.rules[rule].rule.triggers[number], memory) {
    case (.onRetest(let level, let within, let hold), _):
      guard let zone = after.retestZone(level, within: within, last: last) else { return nil }
      let far = instrument.text(Position.rounded(zone.far, side: after.side == .long ? .short : .long))
      switch memory {
      case .retestBeyond: return "arms: then the way back to \(far) begins the hold"
      case .retestHolds: return "the hold of \(hold ?? Trade.defaultHold) begins"
      default: return "the retest ends: price has to go beyond \(far) again"
      }
    case (.onBreak(let level), .armed(true)):
      return after.price(level, last: last).map { "arms: then acts at \(instrument.text($0))" }
    case (_, .reached) where after.rules[rule].isTarget: return "is held until no entry waits"
    default: return nil
    }
  }
}

extension Event {
  fileprivate var isFill: Bool { if case .filled = fact { true } else { false } }
  fileprivate var isLiquidation: Bool { if case .liquidated = fact { true } else { false } }
}
