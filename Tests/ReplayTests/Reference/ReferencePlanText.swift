import Trading

/// The plan in the sentences of the language: what the engine is given.
extension ReferencePlan {
  var yaml: String {
    var lines = ["plan: random", "instrument: \(instrument.name)", "side: \(side.rawValue)"]
    switch size {
    case .steps(let steps): lines.append("size: \(text(steps: steps))")
    case .risk(let amount): lines.append("risk: \(amount)")
    case .riskPercent(let share): lines.append("risk: \(text(thousandths: share))%")
    }
    if let equity { lines.append("equity: \(equity)") }
    lines.append("leverage: \(text(thousandths: leverage))")
    // A `range` says where the stop stands.
    if !rules.contains(where: \.setsStop) { lines.append("stop: \(text(stop))") }
    lines.append("fees: {maker: \(text(makerFee)), taker: \(text(takerFee))}")
    lines.append("slippage: \(slippage) ticks")
    lines.append("fills: \(fillsOnTouch ? "touch" : "through")")
    if let funding { lines.append("funding: \(text(funding.rate)) per \(funding.hours)h") }
    if !levels.isEmpty {
      lines.append("levels:")
      lines += levels.map { "  \($0.name): \(text($0.level))" }
    }
    if news != nil { lines.append("news: calendar.txt") }
    if keepsEntries { lines.append("entries: keep") }
    if targetsAfterEntries { lines.append("targets: after entries") }
    lines.append("chase: \(chase.map(text) ?? "off")")
    lines.append("room: \(text(room))")
    lines.append("first entry: \(text(thousandths: firstEntry))%")
    lines.append("underwater: \(text(thousandths: underwater))R")
    lines.append("rules:")
    lines += rules.map { "  - " + text($0) }
    return lines.joined(separator: "\n") + "\n"
  }

  private func text(_ stop: Stop) -> String {
    switch stop {
    case .level(let level): text(level)
    case .distance(let distance): text(distance)
    }
  }

  func text(_ rule: Rule) -> String {
    if let method = rule.method { return text(method) }
    if rule.isRunner { return "runner until " + rule.triggers.map(runnerText).joined(separator: " or ") }
    var text = rule.then ? "then " : ""
    let triggers = rule.triggers.map(self.text).joined(separator: " or ")
    let actions = rule.actions.map(self.text).joined(separator: ", ")
    guard !triggers.isEmpty else { return text + actions }
    if rule.isEntry {
      // An `enter` may carry its trigger behind it; what else the rule does follows after a comma.
      let parts = rule.actions.map(self.text)
      text += ([parts[0] + " " + triggers] + parts.dropFirst()).joined(separator: ", ")
    } else {
      text += triggers + ", " + actions
    }
    return text
  }

  /// A runner's level stands alone, and its close without `when`.
  private func runnerText(_ trigger: Trigger) -> String {
    switch trigger {
    case .whenClose(let below, let mark, let minutes): closeText(below, mark, minutes)
    default: trigger.level.map(text) ?? ""
    }
  }

  private func closeText(_ below: Bool, _ mark: Mark, _ minutes: Int) -> String {
    let line: String
    switch mark {
    case .level(let level): line = text(level)
    case .indicator(let indicator): line = text(indicator)
    }
    return "close \(below ? "below" : "above") \(line) on \(text(frame: minutes))"
  }

  func text(_ trigger: Trigger) -> String {
    switch trigger {
    case .at(let level): return "at \(text(level))"
    case .from(let level): return "from \(text(level))"
    case .onBreak(let level): return "on break \(text(level))"
    case .onBreakClose(let level, let minutes):
      return "on break \(text(level)) close on \(text(frame: minutes))"
    case .onTouch(let level): return "on touch \(text(level))"
    case .onReturn(let level, let distance, let returns):
      return "on return \(text(level)) after \(text(distance))" + (returns.map { " returns \($0)" } ?? "")
    case .onRetest(let level, let within, let hold):
      let near = within.map { " within \(text(thousandths: $0))%" } ?? ""
      return "on retest \(text(level))\(near)" + (hold.map { " hold \($0)s" } ?? "")
    case .whenTrancheFills(let number): return "when tranche \(number) fills"
    case .fromTranche(let number): return "from tranche \(number)"
    case .whenTargetFills(let number): return "when target \(number) fills"
    case .after(let seconds): return "after \(seconds)s"
    case .afterUnless(let seconds, let level): return "after \(seconds)s unless \(text(level))"
    case .afterUnlessNow(let seconds, let level): return "after \(seconds)s unless now \(text(level))"
    case .whenWithin(let level, let seconds): return "when \(text(level)) within \(seconds)s"
    case .whenClose(let below, let mark, let minutes): return "when " + closeText(below, mark, minutes)
    case .beforeNews(let seconds): return "\(seconds)s before news"
    case .afterNews(let seconds): return "\(seconds)s after news"
    }
  }

  private func text(_ action: Action) -> String {
    switch action {
    case .enter(let amount, let chase, let within):
      let reach = chase.map { " chase \(text($0))" } ?? ""
      return "enter \(text(amount))\(reach)" + (within.map { " within \($0)s" } ?? "")
    case .take(let amount): return "take \(text(amount))"
    case .takeOfRemaining(let amount): return "take \(text(amount)) of remaining"
    case .stop(let level, let room):
      return "stop to \(text(level))" + (room.map { " room \(text($0))" } ?? "")
    case .trail(let distance, let step):
      return "trail \(text(distance))" + (step.map { " step \(text($0))" } ?? "")
    case .trailBehind(let indicator, let minutes):
      return "trail behind \(text(indicator)) on \(text(frame: minutes))"
    case .trailBehindLevels: return "trail behind levels"
    case .cancelEntries: return "cancel entries"
    case .cancelTranche(let number): return "cancel tranche \(number)"
    case .cancelTarget(let number): return "cancel target \(number)"
    case .close: return "close"
    case .note(let note): return "note \"\(note)\""
    }
  }

  func text(_ level: Level) -> String {
    var text = self.text(level.base)
    if let plus = level.plus { text += " plus \(self.text(plus))" }
    if let minus = level.minus { text += " minus \(self.text(minus))" }
    return text
  }

  private func text(_ base: Base) -> String {
    switch base {
    case .price(let ticks): text(price: ticks)
    case .named(let name): name
    case .firstPrice: "first price"
    case .r(let count): "\(text(thousandths: count))R"
    case .percent(let count): "\(text(thousandths: count))%"
    case .ticks(let count): "\(count) ticks"
    case .entry: "entry"
    case .firstEntry: "first entry"
    case .lastFill: "last fill"
    case .breakeven: "breakeven"
    case .last: "last"
    case .tranche(let number): "tranche \(number)"
    case .target(let number): "target \(number)"
    }
  }

  func text(_ distance: Distance) -> String {
    switch distance {
    case .price(let ticks): text(price: ticks)
    case .ticks(let count): "\(count) ticks"
    case .percent(let count): "\(text(thousandths: count))%"
    case .r(let count): "\(text(thousandths: count))R"
    case .atr(let count, let bars, let minutes):
      "\(text(thousandths: count)) atr \(bars) on \(text(frame: minutes))"
    }
  }

  private func text(_ indicator: Indicator) -> String {
    switch indicator {
    case .ema(let bars): "ema \(bars)"
    case .sma(let bars): "sma \(bars)"
    case .swing(let bars): "swing \(bars)"
    }
  }

  private func text(frame minutes: Int) -> String {
    switch minutes {
    case ..<60: "\(minutes)m"
    case ..<1440: "\(minutes / 60)h"
    default: "\(minutes / 1440)d"
    }
  }

  private func text(_ amount: Amount) -> String {
    switch amount {
    case .percent(let count): "\(text(thousandths: count))%"
    case .fraction(let part, let whole): "\(part)/\(whole)"
    case .steps(let steps): text(steps: steps)
    }
  }

  func text(thousandths: Int) -> String {
    Decimal18(units: Int128(thousandths) * 1_000_000_000_000_000).description
  }

  /// A rate is a fraction in units of 10⁻⁸; written it is a percentage.
  private func text(_ rate: Rate) -> String {
    Decimal18(units: Int128(rate.e8) * 1_000_000_000_000).description + "%"
  }

  private func text(price ticks: Int) -> String {
    decimal(Int128(ticks) * Int128(instrument.tickUnits), digits: instrument.priceDigits)
  }

  private func text(steps: Int) -> String {
    decimal(Int128(steps) * Int128(instrument.stepUnits), digits: instrument.quantityDigits)
  }

  private func decimal(_ units: Int128, digits: Int) -> String {
    let scale = (digits..<18).reduce(Int128(1)) { scale, _ in scale * 10 }
    return Decimal18(units: units * scale).description
  }
}
