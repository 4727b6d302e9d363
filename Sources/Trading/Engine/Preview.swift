/// What a sentence would do: the same engine on a copy, with a broker that is imagined.
public enum Preview {
  /// The outcome of a sentence on a trade at a price; `age` is that of the price, where it can be stale.
  public static func outcome(_ sentence: String, of trade: Trade, at tick: Tick, age: Span? = nil)
    -> PreviewOutcome
  {
    let statement: RuleParser.Statement
    do {
      statement = try RuleParser.statement(sentence, levels: trade.opening.levels.keys.sorted())
    } catch {
      return .unreadable(column: error.column, length: error.length, message: shortText(error))
    }
    let hand = HandAction(sentence: sentence, seenSequence: trade.sequence, seenPrice: tick.price)
    var run = ImaginedRun(trade)
    do {
      let rules = try trade.rules(spelledBy: sentence)
      try run.obey(hand, at: tick, age: age)
      guard run.awaits(rules, since: trade) else {
        var shown = table(rules, "\(statement.content)", trade, run.trade, run.events, tick)
        if rules.contains(where: { $0.addsExposure && $0.because == nil }) {
          shown.remarks.append(.init(isWarning: false, text: "the guards let it pass"))
        }
        return .possible(shown)
      }
      let acting = Acting(rule: trade.rules.count, of: run, from: tick)
      var shown = table(
        rules, "\(statement.content)", trade, acting?.trade ?? run.trade, run.events, tick, placed: run.trade)
      let end = acting == nil ? run.end(of: trade.rules.count, from: tick) : nil
      let others = acting?.alternatives.filter { run.end(of: $0, in: trade.rules.count, from: tick) == nil }
      shown.tell(acting, of: trade, placed: run.trade, at: tick.price, end: end, others: others ?? [])
      return .possible(shown)
    } catch {
      return .refused(((error as? Refusal) ?? Refusal("\(error)", remedy: "")).view)
    }
  }

  /// What is wrong and what to do about it, the word that was meant before all that could stand there.
  private static func shortText(_ error: SentenceError) -> String {
    error.remedy.isEmpty ? error.message : "\(error.message); \(error.remedy)"
  }

  // MARK: the table

  /// `placed`: the trade in which a sentence waits; `after` is what it is once it has acted.
  private static func table(
    _ rules: [Rule], _ sentence: String, _ before: Trade, _ after: Trade, _ events: [Event], _ tick: Tick,
    placed: Trade? = nil
  ) -> PreviewTable {
    let planned = rules.first.flatMap { asPlanned($0, before, tick) }
    let now = Figures(before, tick.price)
    // An add that waits can fill last as well: what can be lost is that of all orders of the fills.
    let loses = placed.flatMap { rules.contains(where: \.addsExposure) ? $0.worstCase(at: tick.price) : nil }
    let then = Figures(after, tick.price, orWorse: loses)
    let last = planned.map { Figures($0, tick.price) }
    var rows: [PreviewTable.Row] = []
    for (index, line) in now.lines.enumerated() {
      let changed = then.lines[index]
      var row = PreviewTable.Row(
        label: line.label, now: line.text, after: changed.text, planned: last?.lines[index].text ?? "")
      row.change = changed.change(from: line, before.instrument)
      rows.append(row)
    }
    rows += targetRows(before, after, planned, tick.price)
    var table = PreviewTable(
      sentence: sentence, summary: summary(rules, before, placed ?? after, events, waits: placed != nil),
      rows: rows, remarks: rules.flatMap { remarks($0, before, after, events, tick) },
      sequence: before.sequence,
      price: tick.price, onlyReducesRisk: rules.allSatisfy { before.onlyReducesRisk($0, at: tick.price) })
    table.amount = amount(events, after)
    table.endsTrade = after.isClosed
    let settled = placed ?? after
    if !settled.isClosed, let stop = settled.stop?.price, stop != before.stop?.price { table.stop = stop }
    if rules.contains(where: { $0.actions.contains(.takeNext) }) {
      table.target = before.nextTarget.map(before.label)
    }
    return table
  }

  private static func amount(_ events: [Event], _ trade: Trade) -> String {
    let parts = events.compactMap { event -> String? in
      switch event.fact {
      case .filled(let fill, let purpose):
        "\(trade.label(purpose.rule ?? -1)) \(trade.instrument.text(fill.quantity))"
      case .stopMoved(let price, _), .ruleMoved(_, let price): trade.instrument.text(price)
      case .ruleEnded(let rule, .cancelled): trade.label(rule)
      default: nil
      }
    }
    return parts.joined(separator: ", ")
  }

  /// The trade if the rule were waited for: its tranche bought at its own price, its target sold at its level,
  /// each with all that this sets off. Nil where a guard would have a word to say then.
  private static func asPlanned(_ rule: Rule, _ trade: Trade, _ tick: Tick) -> Trade? {
    switch rule.actions.first {
    case .enterNext: return trade.nextTranche.flatMap { entered($0, trade, tick) }
    case .takeNext: return trade.nextTarget.flatMap { taken($0, trade, tick) }
    default: return nil
    }
  }

  private static func entered(_ index: Int, _ trade: Trade, _ tick: Tick) -> Trade? {
    let number = trade.rules[index].number
    let planned = trade.plannedEntries(first: tick.price).first { $0.number == number }
    guard let price = planned?.price, price.isPossible else { return nil }
    let there = Tick(index: tick.index, time: tick.time, price: price)
    // A plan's own entry waits for its distance from the first fill; a person's is refused without a reason.
    return obeyed("enter next", trade, there, lifting: [.confirmation, .firstEntry])
  }

  private static func taken(_ index: Int, _ trade: Trade, _ tick: Tick) -> Trade? {
    let levels = trade.rules[index].rule.triggers.lazy.compactMap(\.level)
    guard let price = levels.compactMap({ trade.price($0, last: tick.price) }).first else { return nil }
    let rests = trade.rules[index].rule.triggers.contains { if case .at = $0 { true } else { false } }
    return obeyed(
      "take next", trade, Tick(index: tick.index, time: tick.time, price: price), asMaker: rests)
  }

  private static func obeyed(
    _ sentence: String, _ trade: Trade, _ tick: Tick, lifting lifted: [Guard] = [], asMaker: Bool = false
  ) -> Trade? {
    var run = ImaginedRun(trade)
    run.sellsAsMaker = asMaker
    let hand = HandAction(sentence: sentence, seenSequence: trade.sequence, seenPrice: tick.price)
    do {
      try run.obey(hand, at: tick, age: nil)
      return run.trade
    } catch {
      guard let answering = (error as? Refusal)?.guard, lifted.contains(answering) else { return nil }
      return obeyed(sentence + " because \"as planned\"", trade, tick)
    }
  }

  private static func summary(
    _ rules: [Rule], _ before: Trade, _ after: Trade, _ events: [Event], waits: Bool
  ) -> String {
    var parts = deeds(events, after)
    // Which one is next is the plan's to say, and not always the one that price would reach first.
    if case .enterNext? = rules.first?.actions.first, let next = before.nextTranche, let first = parts.first {
      parts[0] = "\(before.label(next)): \(first)"
    }
    if let place = cancelled(rules, before, events), parts.count == 1 { parts[0] += place }
    parts += fallen(before, after, events) + besides(before, after, events)
    let waiting = waits || parts.isEmpty ? ["waits: " + rules.map(\.description).joined(separator: "; ")] : []
    return (waiting + parts).joined(separator: "; ")
  }

  /// Where the one order stood that a sentence cancels.
  private static func cancelled(_ rules: [Rule], _ before: Trade, _ events: [Event]) -> String? {
    switch rules.first?.actions.first {
    case .cancelTranche, .cancelTarget: break
    default: return nil
    }
    let cancelled = events.compactMap { event -> Int? in
      guard case .ruleEnded(let index, .cancelled) = event.fact, before.rules.indices.contains(index) else {
        return nil
      }
      return index
    }
    if cancelled.count == 1, let index = cancelled.first {
      let level = before.rules[index].rule.triggers.lazy.compactMap(\.level).first
      return level.flatMap { before.price($0, last: nil) }.map { " at " + before.instrument.text($0) }
    }
    return nil
  }

  /// What events did, each in a few words.
  static func deeds(_ events: [Event], _ after: Trade) -> [String] {
    var parts: [String] = []
    for event in events {
      switch event.fact {
      case .filled(let fill, let purpose):
        let isEntry = if case .entry = purpose { true } else { false }
        let buys = isEntry == (after.side == .long)
        parts.append(
          "\(buys ? "buys" : "sells") \(after.instrument.text(fill.quantity)) at \(fill.isMaker ? "" : "market ")"
            + "\(after.instrument.text(fill.price)), \(fill.isMaker ? "maker" : "taker") fee \(fill.fee.text())"
        )
      case .stopMoved(let price, _):
        parts.append("stop to \(after.instrument.text(price))")
      case .ruleEnded(let index, .cancelled) where !after.isClosed || after.position.entered == .zero:
        // One word for all of them, as far as they come together.
        if let last = parts.last, last.hasPrefix("cancels ") {
          parts[parts.count - 1] = last + ", " + after.label(index)
        } else {
          parts.append("cancels \(after.label(index))")
        }
      case .stopMoveWaits(let index, _):
        guard let move = after.stopMove(index), let threshold = move.threshold,
          after.rules[index].pendingStop != nil
        else { continue }
        let until = Position.rounded(threshold, side: after.side)
        parts.append(
          "stop to \(after.instrument.text(move.price)) waits until \(after.instrument.text(until))")
      case .trailBegan(let index, let start): parts.append(trailing(index, from: start, after))
      case .trailEnded(let index): parts.append("ends the trail of \"\(after.rules[index].rule)\"")
      case .stopMoveEnded(let index) where events.contains(where: \.loosensStop):
        parts.append("ends the waiting stop move of \"\(after.rules[index].rule)\"")
      case .ruleMoved(let index, let price):
        parts.append("\(after.label(index)) to \(after.instrument.text(price))")
      case .noted: parts.append("writes a note")
      case .closed(let result): parts.append("the trade ends \(result.net.text(signed: true))")
      default: continue
      }
    }
    return parts
  }

  /// `trails 1% (1,000.0) behind the best price, in steps of 100.0`.
  private static func trailing(_ index: Int, from start: Price, _ trade: Trade) -> String {
    let rule = trade.rules[index].rule
    guard let (distance, _) = rule.trailing, let exact = trade.value(distance, from: Ratio(start.ticks))
    else {
      let guide = rule.trailGuide.map { "\($0)" } ?? "price"
      return "trails behind \(guide)"
    }
    let instrument = trade.instrument
    let width = "\(distance)" == instrument.text(ticks: exact) ? "" : " (\(instrument.text(ticks: exact)))"
    let step = trade.rules[index].trail?.step.map { ", in steps of \(instrument.text(ticks: $0))" } ?? ""
    return "trails \(distance)\(width) behind the best price" + step
  }

  /// How far the next tranche is bought from where it was planned.
  private static func place(_ trade: Trade, _ tick: Tick) -> PreviewTable.Remark? {
    guard let index = trade.nextTranche else { return nil }
    let number = trade.rules[index].number
    let planned = trade.plannedEntries(first: tick.price).first { $0.number == number }
    guard let price = planned?.price, price.isPossible, price != tick.price else { return nil }
    let worse = (tick.price.ticks - price.ticks) * trade.side.sign
    let far = trade.instrument.distance(ticks: abs(worse)).dropFirst()
    return PreviewTable.Remark(
      isWarning: worse > 0,
      text: "\(far) \(worse > 0 ? "worse" : "better") than its place, \(trade.instrument.text(price))")
  }

  private static func remarks(
    _ rule: Rule, _ before: Trade, _ after: Trade, _ events: [Event], _ tick: Tick
  ) -> [PreviewTable.Remark] {
    var remarks: [PreviewTable.Remark] = []
    if rule.addsExposure, let fast = before.fastMarket { remarks.append(.init(isWarning: true, text: fast)) }
    if case .enterNext? = rule.actions.first, rule.triggers.isEmpty, let place = place(before, tick) {
      remarks.append(place)
    }
    if let stop = after.stop, let breakeven = after.breakeven, rule.addsExposure {
      let under = (breakeven.ticks - stop.price.ticks) * after.side.sign
      let protected = before.stop.flatMap { standing in
        before.breakeven.map { ($0.ticks - standing.price.ticks) * before.side.sign <= 0 }
      }
      if under > 0, protected == true {
        let distance = after.instrument.distance(ticks: under).dropFirst()
        remarks.append(
          .init(
            isWarning: true,
            text: "stop \(after.instrument.text(stop.price)) will lie \(distance) short of breakeven"))
      }
    }
    if let reason = rule.because {
      let lifted = events.compactMap { event -> String? in
        if case .overridden(let answering, _) = event.fact { answering.rawValue } else { nil }
      }
      let what = lifted.isEmpty ? "no guard" : lifted.joined(separator: ", ")
      remarks.append(.init(isWarning: !lifted.isEmpty, text: "overrides \(what): \(reason)"))
    }
    return remarks
  }
}

extension Event {
  /// A person moves the stop away from price.
  fileprivate var loosensStop: Bool { if case .overridden(.stop, _) = fact { true } else { false } }
}
