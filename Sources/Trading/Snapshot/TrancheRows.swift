/// The lines of the tranche table, and the words and orders of the ladder.
extension Trade {
  /// `now` is feed time.
  func trancheViews(_ last: Price?, now: Timestamp) -> [TrancheView] {
    var views: [TrancheView] = []
    func add(_ index: Int, _ view: TrancheView) {
      views.append(view)
      views[views.count - 1].clock = clock(index, now: now)
    }
    for index in rules.indices where rules[index].isTranche { add(index, entryView(index, last)) }
    for index in rules.indices where rules[index].isTarget || rules[index].exitNumber != nil {
      add(index, targetView(index, last))
    }
    for index in rules.indices where rules[index].kind == .other && rules[index].exitNumber == nil {
      if let view = otherView(index, last) { add(index, view) }
    }
    return views
  }

  private func entryView(_ index: Int, _ last: Price?) -> TrancheView {
    let state = rules[index]
    let planned = trancheQuantity(index) + state.merged
    // Entries by hand may have left less of the plan than it asks for.
    let left = isClosed || state.isEnded ? planned : state.filled + max(.zero, total - position.entered)
    let quantity = state.filled > .zero && state.isEnded ? state.filled : min(planned, left)
    return TrancheView(
      kind: .entry, label: "\(state.number)", number: state.number, share: share(planned, of: total),
      quantity: quantity, when: words(state.rule), price: level(state.rule, last), state: view(index),
      isVenueHeld: state.rule.isVenueHeld)
  }

  private func targetView(_ index: Int, _ last: Price?) -> TrancheView {
    let state = rules[index]
    let share = state.rule.takeShare
    let quantity = state.filled > .zero ? state.filled : plannedTarget(index)
    return TrancheView(
      kind: .target, label: "T\(state.number)", number: state.number,
      share: share == .zero ? "" : NumberText.fixed(share * Ratio(100), digits: 0) + "%", quantity: quantity,
      when: words(state.rule), price: level(state.rule, last), state: view(index),
      isVenueHeld: state.rule.isVenueHeld)
  }

  /// What a target takes: of what is entered, or, before anything is, of the whole plan.
  private func plannedTarget(_ index: Int) -> Quantity {
    if rules[index].exitNumber != nil { return exitQuantity(rules[index].rule) }
    if position.isOpen { return targetQuantity(index) }
    return position.entered > .zero ? .zero : Trade.floor(total, share: rules[index].rule.takeShare)
  }

  /// The runner, and rules that are neither entry nor target but do something a trader waits for.
  private func otherView(_ index: Int, _ last: Price?) -> TrancheView? {
    let state = rules[index]
    if state.rule.trails || state.rule.form == .runner { return runnerView(index, last) }
    guard let label = timeLabel(state.rule) else { return nil }
    return TrancheView(
      kind: .other, label: label, number: 0, share: "",
      quantity: state.filled > .zero ? state.filled : exitQuantity(state.rule), when: words(state.rule),
      price: nil, state: view(index), isVenueHeld: false)
  }

  /// What sells by time, by the close of a bar or by the news has a row of its own.
  private func timeLabel(_ rule: Rule) -> String? {
    switch rule.triggers.first {
    case .after(let span, _): "\(span)"
    case .whenWithin(_, let span) where rule.sells: "<\(span)"
    case .whenClose(_, _, let frame) where rule.sells: "\(frame)"
    case .news where rule.sells: "news"
    default: nil
    }
  }

  private func runnerView(_ index: Int, _ last: Price?) -> TrancheView {
    let shares = rules.filter(\.isTarget).reduce(Ratio.zero) { $0 + $1.rule.takeShare }
    let left = max(.zero, Ratio(1) - shares)
    let runs = rules[index].trail != nil && !isClosed
    return TrancheView(
      kind: .runner, label: "run", number: 0, share: NumberText.fixed(left * Ratio(100), digits: 0) + "%",
      quantity: runnerQuantity(shares),
      when: runnerWords(rules[index].rule),
      price: level(rules[index].rule, last), state: runs ? .running : view(index),
      isVenueHeld: false)
  }

  private func runnerWords(_ rule: Rule) -> String {
    guard rule.form != .runner else { return String("\(rule)".dropFirst("runner ".count)) }
    return rule.actions.map { "\($0)" }.joined(separator: ", ")
  }

  /// What no target takes: takes by hand shrink it, and what the targets' shares leave of a step is its own.
  private func runnerQuantity(_ shares: Ratio) -> Quantity {
    guard position.entered > .zero else { return total - Trade.floor(total, share: min(Ratio(1), shares)) }
    let targets = rules.indices.filter { rules[$0].isTarget && rules[$0].isPending }
    return targets.reduce(position.open) { $0 - min($0, targetQuantity($1)) }
  }

  private func share(_ quantity: Quantity, of total: Quantity) -> String {
    guard total > .zero else { return "" }
    return NumberText.fixed(Ratio(Int128(quantity.steps * 100), over: Int128(total.steps)), digits: 0) + "%"
  }

  private func words(_ rule: Rule) -> String {
    let triggers = rule.triggers.map { trigger -> String in
      let text = "\(trigger)"
      for lead in ["on ", "at "] where text.hasPrefix(lead) { return String(text.dropFirst(lead.count)) }
      return text
    }
    return triggers.isEmpty ? "now" : triggers.joined(separator: " or ")
  }

  private func level(_ rule: Rule, _ last: Price?) -> Price? {
    rule.triggers.lazy.compactMap { $0.level.flatMap { self.price($0, last: last) } }.first
  }

  private func view(_ index: Int) -> TrancheView.State {
    let state = rules[index]
    if state.trailWasEnded { return .cancelled("the stop was loosened") }
    if let result, state.isPending { return .cancelled(result.cause) }
    switch state.phase {
    case .idle where isBehindBrokenEntry(index): return .cancelled("the tranche before it did not fill")
    case .idle where state.isEntry && awaitsStop(at: lastEventTick.price): return .delayed(whyNoStop)
    case .idle: return .idle
    case .waiting where state.asks: return .delayed("price had passed it: t takes it")
    case .waiting:
      if let why = whyKeptOff(index) { return .delayed("\(why.answering.rawValue): \(why.reason)") }
      if state.isTranche, reachable(index, once: position.entered, at: lastEventTick.price) == .zero {
        return .delayed("size: only \(instrument.text(total - position.entered)) of the plan is left")
      }
      return state.filled > .zero ? .partlyFilled(state.filled) : .waiting
    case .delayed(_, _, let reason): return .delayed(whyHeld(index, reason, at: lastEventTick.price))
    case .due: return .waiting
    case .ended(let ending, let tick): return view(ending, state, tick)
    }
  }

  private func view(_ ending: RuleEnding, _ state: RuleState, _ tick: Tick) -> TrancheView.State {
    switch ending {
    case .filled:
      guard let exact = state.fillPrice(instrument) else { return .done(tick.time) }
      return .filled(Position.rounded(exact, side: side), state.filledAt?.time ?? tick.time)
    case .done where state.isTranche: return .cancelled("too small, went to the next")
    case .done: return .done(tick.time)
    case .refused(let answering, let reason): return .refused("\(answering.rawValue): \(reason)")
    case .cancelled(let cause): return .cancelled(cause)
    case .unless: return .cancelled(unlessWords(state.rule))
    case .late: return .cancelled("its time has passed")
    }
  }

  /// Until when entries do not begin to wait: the stop counts in ATRs that have no value yet.
  var whyNoStop: String {
    guard case .distance(.atr(_, let length, let frame)) = plan.stop else {
      return "the stop has no value yet"
    }
    let known = series.first { $0.frame == frame }?.meter(.atr(length))?.count ?? 0
    let left = Int64(max(1, length - known))
    let until = frame.end(of: lastEventTick.time) + Span(seconds: (left - 1) * Int64(frame.minutes) * 60)
    return "the stop's ATR needs \(left) more bars of \(frame): until \(until.utcText)"
  }

  private func unlessWords(_ rule: Rule) -> String {
    for case .after(_, let unless?) in rule.triggers { return "reached \(unless.level)" }
    return "its level was reached"
  }

  // MARK: ladder

  func ladderMarks(_ last: Price?) -> [LadderMark] {
    guard !isClosed else { return [] }
    var marks: [LadderMark] = []
    if let stop, position.isOpen {
      marks.append(LadderMark(role: .stop, price: stop.price, label: "STOP"))
    } else if let planned = plannedStop {
      marks.append(LadderMark(role: .stop, price: planned, label: "STOP"))
    }
    if position.isOpen {
      if let breakeven { marks.append(LadderMark(role: .breakeven, price: breakeven, label: "BE")) }
      if let average = position.average {
        marks.append(LadderMark(role: .entry, price: Position.rounded(average, side: side), label: "ENTRY"))
      }
      if let liquidation { marks.append(LadderMark(role: .liquidation, price: liquidation, label: "LIQ")) }
    }
    for index in rules.indices where mayStandOnLadder(index) {
      let state = rules[index]
      if case .entry(let number) = state.kind { marks += entryMarks(state.rule, number, last) }
      // A trail that runs has the stop for its mark.
      guard let price = level(state.rule, last), state.trail == nil else { continue }
      switch state.kind {
      case .target(let number): marks.append(LadderMark(role: .target, price: price, label: "T\(number)"))
      case .other where state.exitNumber != nil:
        marks.append(LadderMark(role: .target, price: price, label: "T\(state.number)"))
      case .other where state.rule.trails:
        marks.append(LadderMark(role: .trail, price: price, label: "TRAIL"))
      case .entry, .entryOfNext, .other: continue
      }
    }
    return marks
  }

  /// Something waits, and what it counts from is there.
  private func mayStandOnLadder(_ index: Int) -> Bool {
    rules[index].isPending && !isBehindBrokenEntry(index) && !awaitsItsPrice(index)
  }

  /// A tranche behind another one, counted from a fill that the one before it is still to make: it has no price yet.
  private func awaitsItsPrice(_ index: Int) -> Bool {
    guard case .idle = rules[index].phase, rules[index].rule.then else { return false }
    return rules[index].rule.triggers.contains { trigger in
      switch trigger.level?.base {
      case .lastFill, .entry: true
      default: false
      }
    }
  }

  /// One for each alternative: whichever comes first buys.
  private func entryMarks(_ rule: Rule, _ number: Int, _ last: Price?) -> [LadderMark] {
    rule.triggers.compactMap { trigger in
      guard let price = trigger.level.flatMap({ self.price($0, last: last) }) else { return nil }
      let word =
        switch trigger {
        case .onBreak, .onBreakClose: "break"
        case .onReturn: "return"
        case .onTouch: "touch"
        case .onRetest: "retest"
        case .from: "from"
        default: "limit"
        }
      return LadderMark(role: .tranche, price: price, label: "\(number) \(word)")
    }
  }

  /// The stop that a first fill at its planned price will have, while nothing is open.
  var plannedStop: Price? {
    guard position.entered == .zero, let first = opening.levels["first price"] else { return nil }
    return plannedEntries(first: first).first.flatMap { initialStop(forFirstFill: $0.price) }
  }

  public var breakeven: Price? {
    position.breakeven(taker: plan.takerFee, slippage: plan.slippage).map { Position.rounded($0, side: side) }
  }

  public var liquidation: Price? {
    guard position.isOpen else { return nil }
    return position.liquidation(leverage: plan.leverage.ratio).map { Position.rounded($0, side: side) }
  }

  func ladderOrders(_ last: Price?) -> [LadderOrder] {
    guard !isClosed else { return [] }
    let buysIn = side == .long
    var orders: [LadderOrder] = []
    if let stop, position.isOpen {
      orders.append(
        LadderOrder(price: stop.price, quantity: position.open, isBuy: !buysIn, label: "S", cancel: nil))
    }
    for index in rules.indices where mayStandOnLadder(index) {
      let state = rules[index]
      guard let price = level(state.rule, last) else { continue }
      switch state.kind {
      case .entry(let number):
        let quantity = reachable(index, once: position.entered, at: price)
        guard quantity > .zero else { continue }
        orders.append(
          LadderOrder(
            price: price, quantity: quantity, isBuy: buysIn, label: "\(number)",
            cancel: "cancel tranche \(number)"))
      case .target, .other:
        guard position.isOpen, state.isTarget || state.exitNumber != nil else { continue }
        orders.append(
          LadderOrder(
            price: price, quantity: state.isTarget ? targetQuantity(index) : exitQuantity(state.rule),
            isBuy: !buysIn, label: "T\(state.number)", cancel: "cancel target \(state.number)"))
      case .entryOfNext: continue
      }
    }
    return orders
  }
}

extension Rule {
  /// A venue can hold it: `at` and `break`; the rest lives in this program.
  var isVenueHeld: Bool {
    !triggers.isEmpty
      && triggers.allSatisfy {
        switch $0 {
        case .at, .onBreak: true
        default: false
        }
      }
  }
}
