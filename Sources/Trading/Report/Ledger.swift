/// What one tranche, target, stop or act of a person bought or sold, over all its fills.
public struct LedgerLine: Hashable, Sendable {
  public enum Source: Hashable, Sendable {
    /// Of the rule with this index.
    case entry(rule: Int), exit(rule: Int)
    case stop, liquidation
    /// The part of an adopted position that no tranche of the plan stands for.
    case adopted

    public var isEntry: Bool {
      switch self {
      case .entry, .adopted: true
      case .exit, .stop, .liquidation: false
      }
    }
  }

  public var source: Source
  public var quantity: Quantity
  /// Σ price · quantity, in quote currency.
  public var notional: Cash
  public var fees: Cash
  /// All of it filled resting.
  public var isMaker: Bool
  public var first: Tick
  public var last: Tick

  public var isEntry: Bool { source.isEntry }

  mutating func add(_ quantity: Quantity, _ notional: Cash, _ fee: Cash, isMaker: Bool, at tick: Tick) {
    self.quantity += quantity
    self.notional += notional
    fees += fee
    self.isMaker = self.isMaker && isMaker
    last = tick
  }
}

extension Trade {
  /// Books a fill. A stop that fills in parts is one line; so is a rule that acts again and again.
  mutating func enterInLedger(
    _ source: LedgerLine.Source, _ quantity: Quantity, at price: Price, fee: Cash, isMaker: Bool, _ tick: Tick
  ) {
    let notional = instrument.notional(price, quantity)
    if let index = ledger.lastIndex(where: { $0.source == source }) {
      ledger[index].add(quantity, notional, fee, isMaker: isMaker, at: tick)
    } else {
      ledger.append(
        LedgerLine(
          source: source, quantity: quantity, notional: notional, fees: fee, isMaker: isMaker, first: tick,
          last: tick))
    }
  }

  /// A short name of whoever bought or sold: `1`, `T1`, `48h`, `hand`, `stop`.
  func ledgerLabel(_ source: LedgerLine.Source) -> String {
    switch source {
    case .stop: return "stop"
    case .liquidation: return "LIQ"
    case .adopted: return "adopt"
    case .entry(let rule), .exit(let rule):
      guard rules.indices.contains(rule) else { return "rule" }
      let state = rules[rule]
      switch state.kind {
      case .entry(let number): return "\(number)"
      case .target(let number): return "T\(number)"
      case .entryOfNext: return "next"
      case .other: break
      }
      if state.exitNumber != nil { return "T\(state.number)" }
      if state.rule.because == Trade.endOfTape { return "end" }
      if state.isByHand { return "hand" }
      if state.rule.form == .runner { return "run" }
      if case .after(let span, _)? = state.rule.triggers.first { return "\(span)" }
      return "rule"
    }
  }
}
