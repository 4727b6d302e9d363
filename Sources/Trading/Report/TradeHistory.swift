/// A fill as it is told: what was bought or sold, where, and for what.
public struct FillLine: Hashable, Sendable {
  /// The price on which it was made.
  public var tick: Tick
  /// As in the ledger: `1`, `T1`, `stop`, `LIQ`.
  public var label: String
  /// The sentence it was made for; of the stop, what put it where it stood.
  public var cause: String
  public var source: LedgerLine.Source
  public var quantity: Quantity
  /// What was paid or got, slippage included.
  public var price: Price
  public var fee: Cash
  public var isMaker: Bool

  public var isEntry: Bool { source.isEntry }
}

/// A place where the stop stood, and why.
public struct StopLine: Hashable, Sendable {
  /// The price on which it was put there.
  public var tick: Tick
  public var price: Price
  public var provenance: StopCause
  /// The same in words: `initial`, or the rule's sentence.
  public var cause: String
}

/// What is kept of a trade whose events are not: its fills, the places of its stop, what its guards did.
public struct TradeHistory: Hashable, Sendable {
  /// In the order in which they were made. What an adopted position brought along is not among them.
  public private(set) var fills: [FillLine] = []
  /// The first is the initial stop.
  public private(set) var stops: [StopLine] = []
  /// How many entries each guard refused.
  public private(set) var refused: [Guard: Int] = [:]
  /// How many waiting tranches each guard kept off the market although price could have met their limits.
  public private(set) var keptOff: [Guard: Int] = [:]
  /// How many entries were cut to what a guard let through.
  public private(set) var cut = 0

  public init() {}

  /// Takes in an event. The trade must have applied it already, and may have applied later ones.
  public mutating func note(_ event: Event, of trade: Trade) {
    switch event.fact {
    case .filled(let fill, let purpose): fills.append(line(fill, purpose, event.tick, trade))
    case .liquidated(let quantity, let price, let fee):
      fills.append(
        FillLine(
          tick: event.tick, label: trade.ledgerLabel(.liquidation), cause: "liquidated",
          source: .liquidation, quantity: quantity, price: price, fee: fee, isMaker: false))
    case .stopMoved(let price, let cause):
      stops.append(
        StopLine(tick: event.tick, price: price, provenance: cause, cause: trade.words(cause)))
    case .ruleEnded(let rule, .refused(let answering, _)):
      if trade.rules.indices.contains(rule), trade.rules[rule].isEntry { refused[answering, default: 0] += 1 }
    case .keptOff(_, let answering, _): keptOff[answering, default: 0] += 1
    case .entryCut: cut += 1
    default: return
    }
  }

  private func line(_ fill: Fill, _ purpose: OrderPurpose, _ tick: Tick, _ trade: Trade) -> FillLine {
    func line(_ source: LedgerLine.Source, _ cause: String) -> FillLine {
      FillLine(
        tick: tick, label: trade.ledgerLabel(source), cause: cause, source: source, quantity: fill.quantity,
        price: fill.price, fee: fill.fee, isMaker: fill.isMaker)
    }
    func sentence(_ rule: Int) -> String {
      trade.rules.indices.contains(rule) ? "\(trade.rules[rule].rule)" : ""
    }
    switch purpose {
    // The trade's own stop may be gone by now: the last of these is the one that filled.
    case .stop: return line(.stop, stops.last?.cause ?? "")
    case .entry(let rule): return line(.entry(rule: rule), sentence(rule))
    case .exit(let rule): return line(.exit(rule: rule), sentence(rule))
    }
  }
}
