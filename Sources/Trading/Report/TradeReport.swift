/// What became of a trade, tranche by tranche: its ledger and its result, or how it stands.
public struct TradeReport: Hashable, Sendable {
  /// One line of the ledger.
  public struct Line: Hashable, Sendable {
    /// `1`, `T1`, `stop`, `hand`.
    public var label: String
    /// The sentence it acted for; empty for the stop.
    public var sentence: String
    public var isEntry: Bool
    public var quantity: Quantity
    /// Of all that was ever entered.
    public var share: Ratio
    /// Average fill price in ticks, exact.
    public var price: Ratio
    public var fees: Cash
    public var isMaker: Bool
    public var time: Timestamp
    /// Of an exit: what it earned against the average entry, its own fees counted; nil for an entry.
    public var result: Cash?
    /// Of an exit: its distance from the average entry in units of 1R.
    public var r: Ratio?
  }

  public var lines: [Line]
  public var entered: Quantity
  public var open: Quantity
  /// Average entry and average exit in ticks, exact.
  public var averageEntry: Ratio?
  public var averageExit: Ratio?
  /// Realised result, net of fees and funding; the whole result once nothing is open.
  public var net: Cash
  /// `net` over what 1R is worth on all that was entered.
  public var r: Ratio?
  /// The largest loss the trade would have shown at its stop.
  public var riskAmount: Cash
  public var entryFees: Cash
  public var exitFees: Cash
  /// Paid less received.
  public var funding: Cash
  /// What an adopted position had realised before, part of `net`.
  public var carried: Cash
  /// MAE and MFE; nil before the first fill.
  public var swing: Swing?
  /// 1R in ticks.
  public var oneR: Int?
  /// What one R is worth on all that was entered, in quote currency.
  public var worthOfR: Ratio?
  /// Sentences that a person typed or a key stood for and that were done.
  public var handActs: Int
  /// Moves of the stop among them.
  public var handMoves: Int
  /// Guards that a person overrode with a reason.
  public var overrides: Int
  public var opened: Timestamp?
  public var closed: Timestamp?
  public var cause: String?

  /// A result in units of 1R on all that was entered.
  public func inR(_ cash: Cash) -> Ratio? {
    guard let worthOfR, worthOfR > .zero else { return nil }
    return cash.ratio / worthOfR
  }
}

extension Trade {
  /// The ledger and the result as far as the events tell.
  public var report: TradeReport {
    let exits = ledger.filter { !$0.isEntry }
    let sold = exits.reduce(Quantity.zero) { $0 + $1.quantity }
    let brought = exits.reduce(Cash.zero) { $0 + $1.notional }
    let worth = oneR.flatMap { one -> Ratio? in
      guard one > 0, position.entered > .zero else { return nil }
      return instrument.notional(Ratio(one), position.entered)
    }
    let net = position.isOpen ? position.realised : position.settled
    var report = TradeReport(
      lines: ledger.map(reportLine), entered: position.entered, open: position.open,
      averageEntry: position.average, averageExit: sold > .zero ? ticks(brought, sold) : nil, net: net,
      riskAmount: riskAmount, entryFees: position.entryFees, exitFees: position.exitFees,
      funding: position.funding, carried: position.carried, swing: result.map { resultSwing($0) } ?? swing,
      oneR: oneR, worthOfR: worth,
      handActs: handActs, handMoves: handMoves, overrides: overrides, opened: firstFillTick?.time,
      closed: result?.closed, cause: result?.cause)
    report.r = report.inR(net)
    return report
  }

  private func resultSwing(_ result: TradeResult) -> Swing? {
    guard let adverse = result.adverse, let favourable = result.favourable else { return nil }
    return Swing(adverse: adverse, favourable: favourable)
  }

  private func ticks(_ notional: Cash, _ quantity: Quantity) -> Ratio {
    Ratio(notional.units, over: instrument.tickStepValue.units * Int128(quantity.steps))
  }

  private func reportLine(_ line: LedgerLine) -> TradeReport.Line {
    let price = ticks(line.notional, line.quantity)
    var sentence = ""
    switch line.source {
    case .entry(let rule), .exit(let rule):
      if rules.indices.contains(rule) { sentence = "\(rules[rule].rule)" }
    case .stop, .liquidation, .adopted: break
    }
    var told = TradeReport.Line(
      label: ledgerLabel(line.source), sentence: sentence, isEntry: line.isEntry, quantity: line.quantity,
      share: position.entered > .zero
        ? Ratio(Int128(line.quantity.steps), over: Int128(position.entered.steps)) : .zero,
      price: price, fees: line.fees, isMaker: line.isMaker, time: line.last.time)
    guard !line.isEntry, let average = position.average else { return told }
    let gross = instrument.notional((price - average) * Ratio(side.sign), line.quantity)
    told.result = Cash(units: gross.roundedDown128) - line.fees
    if let oneR, oneR > 0 { told.r = (price - average) * Ratio(side.sign) / Ratio(oneR) }
    return told
  }
}
