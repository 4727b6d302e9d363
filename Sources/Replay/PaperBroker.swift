import Trading

/// A broker on paper: a value that holds orders, fills them by the recorded price, charges fees and funding, and
/// liquidates as the venue would. It keeps a ledger of its own, as a venue does.
public struct PaperBroker: Sendable {
  private struct Standing: Sendable {
    var id: Int
    var order: WantedOrder
    var filled: Quantity
    /// Where a limit that price had passed when it came was bought: its rest fills there as well.
    var takenAt: Price?

    var remaining: Quantity { order.quantity - filled }
  }

  private let plan: Plan
  private var standing: [Standing] = []
  private var position: Position
  /// The next instant at which funding is exchanged; only while something is open.
  private var nextFunding: Timestamp?
  /// The largest quantity that fills at one price; what is left of an order rests on. Nil fills everything.
  public var depth: Quantity?

  public init(plan: Plan) {
    self.plan = plan
    position = Position(side: plan.side, instrument: plan.instrument)
  }

  /// A broker at which a position may be open already: that of a trade on its first price.
  public init(opening trade: Trade) {
    self.init(plan: trade.plan)
    position = trade.position
    if position.isOpen { startFunding(after: trade.lastEventTick.time) }
  }

  /// The broker as it stood when the trade's last event was written: a trade is resumed with this.
  public init(resuming trade: Trade) {
    plan = trade.plan
    position = trade.position
    standing = trade.orders.map { Standing(id: $0.id, order: $0.order, filled: $0.filled) }
    if position.isOpen { startFunding(after: trade.lastEventTick.time) }
  }

  private var side: Side { plan.side }
  private var instrument: Instrument { plan.instrument }

  // MARK: requests

  /// Takes a request at the price at hand. Market orders, and limits that price has passed, fill at once.
  public mutating func send(_ request: OrderRequest, at tick: Tick) -> [BrokerAnswer] {
    switch request {
    case .cancel(let id):
      // One that never came, or has ended, is gone all the same.
      standing.removeAll { $0.id == id }
      return [.cancelled(id: id)]
    case .place(let id, let order):
      if let reason = refusal(order, at: tick.price) { return [.rejected(id: id, reason: reason)] }
      var placed = Standing(id: id, order: order, filled: .zero)
      if case .limit(let limit) = order.kind, !order.isReduceOnly, !isCheaper(limit, than: tick.price) {
        placed.takenAt = tick.price
      }
      standing.append(placed)
      return [.accepted(id: id)] + (immediate(placed, at: tick).map { [$0] } ?? [])
    }
  }

  private func refusal(_ order: WantedOrder, at price: Price) -> String? {
    if order.quantity <= .zero { return "no quantity" }
    if order.isReduceOnly { return position.isOpen ? nil : "reduce-only, and nothing is open" }
    if order.quantity < instrument.smallestQuantity { return "below the smallest quantity" }
    if order.quantity > instrument.largestQuantity { return "above the largest quantity" }
    let limit = order.kind.price ?? price
    guard instrument.notional(limit, order.quantity) >= instrument.smallestNotional else {
      return "below the smallest notional"
    }
    return nil
  }

  private mutating func immediate(_ placed: Standing, at tick: Tick) -> BrokerAnswer? {
    switch placed.order.kind {
    case .market:
      return fill(
        placed.id, at: slipped(tick.price, reduces: placed.order.isReduceOnly), isMaker: false, tick)
    case .limit: return placed.takenAt.flatMap { fill(placed.id, at: $0, isMaker: false, tick) }
    case .stop: return nil
    }
  }

  /// Slippage always costs: a buy pays more, a sale brings less.
  private func slipped(_ price: Price, reduces: Bool) -> Price {
    let buys = (side == .long) != reduces
    return Price(ticks: max(1, price.ticks + (buys ? plan.slippage : -plan.slippage)))
  }

  private func isCheaper(_ limit: Price, than price: Price) -> Bool {
    side == .long ? limit < price : limit > price
  }

  // MARK: prices

  /// What this price does at a stage of its pass: one answer, or nil when nothing more happens.
  public mutating func look(_ tick: Tick, _ stage: MatchStage) -> BrokerAnswer? {
    switch stage {
    case .funding: return charge(tick)
    case .standing: return liquidate(tick) ?? stopOut(tick)
    case .exits(let level): return fillExit(tick, nearerThan: level)
    case .entries: return fillEntry(tick)
    }
  }

  private mutating func charge(_ tick: Tick) -> BrokerAnswer? {
    guard let due = nextFunding, tick.time >= due, let funding = plan.funding, position.isOpen else {
      return nil
    }
    nextFunding = due + funding.every
    let amount = instrument.notional(tick.price, position.open) * funding.rate
    let paid = side == .long ? amount : -amount
    position.pay(funding: paid)
    return .funding(paid)
  }

  private mutating func startFunding(after time: Timestamp) {
    guard let every = plan.funding?.every.microseconds, every > 0 else { return }
    nextFunding = Timestamp(microseconds: (time.microseconds / every + 1) * every)
  }

  private var liquidation: Price? {
    position.liquidation(leverage: plan.leverage.ratio).map { Position.rounded($0, side: side) }
  }

  /// Closes at the price that came, never losing more than the margin of the open part.
  private mutating func liquidate(_ tick: Tick) -> BrokerAnswer? {
    guard let liquidation, (tick.price.ticks - liquidation.ticks) * side.sign <= 0 else { return nil }
    var price = slipped(tick.price, reduces: true)
    if let bankruptcy = position.bankruptcy(leverage: plan.leverage.ratio) {
      let floor = Position.rounded(bankruptcy, side: side)
      price = side == .long ? max(price, floor) : min(price, floor)
    }
    let quantity = position.open
    let fee = instrument.notional(price, quantity) * plan.takerFee
    position.exit(quantity, at: price, fee: fee)
    standing.removeAll { $0.order.isReduceOnly }
    return .liquidated(quantity: quantity, price: price, fee: fee)
  }

  private mutating func stopOut(_ tick: Tick) -> BrokerAnswer? {
    for order in standing {
      guard case .stop(let stop) = order.order.kind, (tick.price.ticks - stop.ticks) * side.sign <= 0 else {
        continue
      }
      return fill(order.id, at: slipped(tick.price, reduces: true), isMaker: false, tick)
    }
    return nil
  }

  private mutating func fillExit(_ tick: Tick, nearerThan level: Price?) -> BrokerAnswer? {
    let due = standing.compactMap { order -> (id: Int, limit: Price, rule: Int)? in
      guard order.order.isReduceOnly, case .limit(let limit) = order.order.kind,
        isMet(limit, sells: true, tick)
      else { return nil }
      // At the same level the order that rests goes first.
      if let level, (level.ticks - limit.ticks) * side.sign < 0 { return nil }
      return (order.id, limit, order.order.purpose.rule ?? 0)
    }
    // Nearest first; at one price in the order of the plan.
    let nearest = due.min { left, right in
      let distance = (left.limit.ticks - right.limit.ticks) * side.sign
      return distance < 0 || (distance == 0 && left.rule < right.rule)
    }
    guard let nearest else { return nil }
    return fill(nearest.id, at: nearest.limit, isMaker: true, tick)
  }

  private mutating func fillEntry(_ tick: Tick) -> BrokerAnswer? {
    let due = standing.compactMap { order -> (id: Int, limit: Price)? in
      guard !order.order.isReduceOnly, case .limit(let limit) = order.order.kind,
        isMet(limit, sells: false, tick)
      else { return nil }
      return (order.id, limit)
    }
    guard let nearest = due.max(by: { ($0.limit.ticks - $1.limit.ticks) * side.sign < 0 }) else { return nil }
    let taken = standing.first { $0.id == nearest.id }?.takenAt
    return fill(nearest.id, at: taken ?? nearest.limit, isMaker: taken == nil, tick)
  }

  /// Price trades beyond a resting limit, or at it where the plan says `touch`.
  private func isMet(_ limit: Price, sells: Bool, _ tick: Tick) -> Bool {
    let beyond = (tick.price.ticks - limit.ticks) * side.sign * (sells ? 1 : -1)
    return plan.fills == .touch ? beyond >= 0 : beyond > 0
  }

  /// Fills what is left of an order; a reduce-only one is clipped to what is open, and ends there.
  private mutating func fill(_ id: Int, at price: Price, isMaker: Bool, _ tick: Tick) -> BrokerAnswer? {
    guard let index = standing.firstIndex(where: { $0.id == id }) else { return nil }
    let order = standing[index]
    let available = order.order.isReduceOnly ? min(order.remaining, position.open) : order.remaining
    guard available > .zero else {
      standing.remove(at: index)
      return .cancelled(id: id)
    }
    let quantity = order.order.kind.isResting ? min(available, depth ?? available) : available
    let fee = instrument.notional(price, quantity) * (isMaker ? plan.makerFee : plan.takerFee)
    let isLast = quantity == available
    if isLast { standing.remove(at: index) } else { standing[index].filled += quantity }
    if order.order.isReduceOnly {
      position.exit(quantity, at: price, fee: fee)
    } else {
      if !position.isOpen { startFunding(after: tick.time) }
      position.enter(quantity, at: price, fee: fee)
    }
    return .filled(
      Fill(order: id, quantity: quantity, price: price, fee: fee, isMaker: isMaker, isLast: isLast))
  }

  // MARK: band

  /// Where none of the orders, nor the venue itself, can act.
  public func band(at tick: Tick) -> Band {
    var edges = BandEdges(price: tick.price, side: side)
    for order in standing {
      switch order.order.kind {
      case .market: edges.close()
      case .stop(let price): edges.falling(to: Ratio(price.ticks))
      case .limit(let price): bandOfLimit(Ratio(price.ticks), order.order.isReduceOnly, &edges)
      }
    }
    if position.isOpen {
      if let liquidation { edges.falling(to: Ratio(liquidation.ticks)) }
      if let nextFunding { edges.until(nextFunding) }
    }
    return edges.band
  }

  private func bandOfLimit(_ limit: Ratio, _ sells: Bool, _ edges: inout BandEdges) {
    switch (sells, plan.fills) {
    case (true, .touch): edges.reaching(limit)
    case (true, .through): edges.passing(limit)
    case (false, .touch): edges.falling(to: limit)
    case (false, .through): edges.passingAgainst(limit)
    }
  }
}

extension OrderKind {
  /// It waits at a price of its own.
  var isResting: Bool { if case .limit = self { true } else { false } }
}
