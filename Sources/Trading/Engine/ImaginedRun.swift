/// A trade carried through prices that are only imagined: the engine's own pass on a copy, with a broker that
/// accepts everything and fills what this price meets. What a preview and the look ahead are made of.
///
/// Funding is left out: it comes with time, and no time passes here.
struct ImaginedRun: TradeRunner {
  private(set) var trade: Trade
  /// What has happened, in order.
  private(set) var events: [Event] = []
  var requests = RequestQueue()
  /// What a person sells is filled as if it had rested at this price.
  var sellsAsMaker = false
  /// Price leaps over prices at which a limit rests, as it mostly does: the limit fills before all else that acts there.
  var leaps = true
  /// It has: what comes then may be another thing where that price itself is traded.
  private(set) var hasLeapt = false

  init(_ trade: Trade) { self.trade = trade }

  /// No bar finishes in an imagined price: no time passes.
  func minutes(since: Timestamp, before end: Int) -> [Bar] { [] }

  mutating func saw(_ prices: ClosedRange<Price>) { trade.saw(prices) }

  mutating func act(_ action: Action) throws {
    let before = events.count
    try trade.advance(action, into: &events)
    guard events.count > before else { return }
    try forward(Array(events[before...]))
  }

  /// What a person asks for, and all that it sets off at this price.
  mutating func obey(_ hand: HandAction, at tick: Tick, age: Span?) throws {
    var open = trade.position.open
    try act(.hand(hand, tick, age: age))
    while !trade.isClosed, trade.position.open != open {
      open = trade.position.open
      try act(.price(tick, .moves))
    }
  }

  // MARK: the broker

  mutating func send(_ request: OrderRequest, at tick: Tick) -> [BrokerAnswer] {
    switch request {
    case .cancel(let id): return [.cancelled(id: id)]
    case .place(let id, let order):
      let price = slipped(tick.price, reduces: order.isReduceOnly)
      switch order.kind {
      case .market where order.isReduceOnly && sellsAsMaker:
        return [.accepted(id: id)] + answer(id, order, order.quantity, at: tick.price, isMaker: true)
      case .market: return [.accepted(id: id)] + answer(id, order, order.quantity, at: price, isMaker: false)
      case .limit(let limit) where !order.isReduceOnly && trade.favour(tick.price, beyond: limit) <= 0:
        return [.accepted(id: id)] + answer(id, order, order.quantity, at: tick.price, isMaker: false)
      case .limit, .stop: return [.accepted(id: id)]
      }
    }
  }

  mutating func look(_ tick: Tick, _ stage: MatchStage) -> BrokerAnswer? {
    switch stage {
    case .funding: nil
    case .standing: liquidated(tick) ?? stopped(tick)
    case .exits(let level): filled(tick, sells: true, nearerThan: level)
    case .entries: filled(tick, sells: false, nearerThan: nil)
    }
  }

  private func liquidated(_ tick: Tick) -> BrokerAnswer? {
    guard let level = trade.liquidation, trade.favour(tick.price, beyond: level) <= 0 else { return nil }
    let quantity = trade.position.open
    let fee = trade.instrument.notional(tick.price, quantity) * trade.plan.takerFee
    return .liquidated(quantity: quantity, price: tick.price, fee: fee)
  }

  private func stopped(_ tick: Tick) -> BrokerAnswer? {
    for order in trade.orders {
      guard case .stop(let price) = order.order.kind, trade.favour(tick.price, beyond: price) <= 0 else {
        continue
      }
      let exit = slipped(tick.price, reduces: true)
      return answer(order.id, order.order, order.remaining, at: exit, isMaker: false).first
    }
    return nil
  }

  private func filled(_ tick: Tick, sells: Bool, nearerThan level: Price?) -> BrokerAnswer? {
    let met = trade.orders.compactMap { order -> (order: WorkingOrder, limit: Price)? in
      guard order.order.isReduceOnly == sells, case .limit(let limit) = order.order.kind else { return nil }
      let beyond = trade.favour(tick.price, beyond: limit) * (sells ? 1 : -1)
      guard trade.plan.fills == .touch ? beyond >= 0 : beyond > 0 else { return nil }
      if let level, trade.favour(level, beyond: limit) < 0 { return nil }
      return (order, limit)
    }
    let sign = trade.side.sign * (sells ? 1 : -1)
    // Nearest first; at one price exits in the order of the plan, entries in the order in which they were placed.
    let next = met.min { left, right in
      let distance = (left.limit.ticks - right.limit.ticks) * sign
      return distance < 0
        || (sells && distance == 0
          && (left.order.order.purpose.rule ?? 0) < (right.order.order.purpose.rule ?? 0))
    }
    guard let next else { return nil }
    let order = next.order
    return answer(order.id, order.order, order.remaining, at: next.limit, isMaker: true).first
  }

  private func slipped(_ price: Price, reduces: Bool) -> Price {
    let against = trade.side.sign * (reduces ? -1 : 1)
    return Price(ticks: max(1, price.ticks + against * trade.plan.slippage))
  }

  private func answer(
    _ id: Int, _ order: WantedOrder, _ wanted: Quantity, at price: Price, isMaker: Bool
  ) -> [BrokerAnswer] {
    let quantity = order.isReduceOnly ? min(wanted, trade.position.open) : wanted
    let rate = isMaker ? trade.plan.makerFee : trade.plan.takerFee
    let fee = trade.instrument.notional(price, quantity) * rate
    return [
      .filled(
        Fill(order: id, quantity: quantity, price: price, fee: fee, isMaker: isMaker, isLast: true))
    ]
  }

  // MARK: the next price

  /// The nearest price above or below at which the trade or one of its orders acts; nil when none does.
  func nextPrice(_ isUp: Bool, from price: Price) -> Price? {
    var edges = BandEdges(price: price, side: trade.side)
    for order in trade.orders { edge(of: order, &edges) }
    if let level = trade.liquidation { edges.falling(to: Ratio(level.ticks)) }
    let band = trade.band.intersection(edges.band)
    let next = isUp ? max(Int(band.high), price.ticks + 1) : min(Int(band.low), price.ticks - 1)
    return next > 0 && next < Int(Int32.max) ? Price(ticks: next) : nil
  }

  /// A price that has come, and what it brought.
  struct Reached {
    var tick: Tick
    var events: [Event]
  }

  /// Price goes on to the next one, as `nextPrice` told it; no time passes.
  mutating func reach(_ next: Price, _ isUp: Bool, from tick: Tick) -> Reached? {
    var price = next
    if leaps, rests(at: next) {
      hasLeapt = true
      price = Price(ticks: max(1, next.ticks + (isUp ? 1 : -1)))
    }
    return meet(Tick(index: tick.index, time: tick.time, price: price))
  }

  /// All that acts on a price; nil where the engine refuses it.
  mutating func meet(_ tick: Tick) -> Reached? {
    let told = events.count
    // A price is no action of a person's, so nothing here can be refused.
    guard (try? pass(tick)) != nil else { return nil }
    return Reached(tick: tick, events: Array(events[told...]))
  }

  /// A limit that fills once price is past this one.
  private func rests(at price: Price) -> Bool {
    trade.plan.fills != .touch
      && trade.orders.contains { if case .limit(price) = $0.order.kind { true } else { false } }
  }

  private func edge(of order: WorkingOrder, _ edges: inout BandEdges) {
    switch (order.order.kind, order.order.isReduceOnly) {
    case (.market, _): edges.close()
    case (.stop(let price), _): edges.falling(to: Ratio(price.ticks))
    case (.limit(let price), true):
      trade.plan.fills == .touch ? edges.reaching(Ratio(price.ticks)) : edges.passing(Ratio(price.ticks))
    case (.limit(let price), false):
      trade.plan.fills == .touch
        ? edges.falling(to: Ratio(price.ticks)) : edges.passingAgainst(Ratio(price.ticks))
    }
  }
}

extension Trade {
  /// Positive when the price lies beyond the level in the trade's favour, negative against it, zero at it.
  func favour(_ price: Price, beyond level: Price) -> Int { (price.ticks - level.ticks) * side.sign }
}
