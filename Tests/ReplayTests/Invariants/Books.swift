import Trading

/// What a run's events add up to, kept beside the engine and by other means: single fills, orders one by one.
struct Books {
  struct Entry {
    var purpose: OrderPurpose?
    var quantity: Int
    var price: Int
    /// +1 bought into the position, −1 sold out of it.
    var direction: Int
    var isMaker: Bool
  }

  /// An order's life, as events tell it.
  struct Order {
    enum State { case requested, working, withdrawn, ended }

    var order: WantedOrder
    var state = State.requested
    var filled = 0
  }

  private(set) var fills: [Entry] = []
  private(set) var fees = Cash.zero
  private(set) var funding = Cash.zero
  private(set) var orders: [Int: Order] = [:]
  /// Market orders that each rule was due, and those that were asked for.
  private(set) var due: [Int: Int] = [:]
  private(set) var requested: [Int: Int] = [:]
  /// The trade as the fold of its events.
  private(set) var fold: Trade
  /// A person has let an entry pass a guard.
  private(set) var hasOverridden = false
  /// What no order may do, and what no event may be; the first that was seen.
  private(set) var fault: String?

  init(_ trade: Trade, _ events: [Event]) {
    fold = Trade(plan: trade.plan, opening: trade.opening, tick: trade.lastEventTick)
    add(events)
  }

  mutating func add(_ events: [Event]) { for event in events { add(event) } }

  var open: Int { fills.reduce(0) { $0 + $1.direction * $1.quantity } }
  var entered: Int { fills.reduce(0) { $1.direction > 0 ? $0 + $1.quantity : $0 } }

  func filled(_ purpose: OrderPurpose) -> Int {
    fills.reduce(0) { $1.purpose == purpose ? $0 + $1.quantity : $0 }
  }

  /// Quantity times price of everything bought less everything sold, in ticks times steps.
  var notional: Int128 {
    fills.reduce(0) { $0 + Int128($1.direction) * Int128($1.quantity) * Int128($1.price) }
  }

  private mutating func add(_ event: Event) {
    check(event)
    fold.apply(event)
    switch event.fact {
    case .filled(let fill, let purpose):
      let isEntry = if case .entry = purpose { true } else { false }
      book(
        Entry(
          purpose: purpose, quantity: fill.quantity.steps, price: fill.price.ticks,
          direction: isEntry ? 1 : -1, isMaker: fill.isMaker), fill.fee)
      fillOrder(fill)
    case .liquidated(let quantity, let price, let fee):
      book(
        Entry(purpose: nil, quantity: quantity.steps, price: price.ticks, direction: -1, isMaker: false), fee)
    case .fundingPaid(let amount): funding += amount
    case .overridden: hasOverridden = true
    case .entryDue(let rule, _, nil, _), .exitDue(let rule, _): due[rule, default: 0] += 1
    default: addOrder(event)
    }
  }

  private mutating func book(_ entry: Entry, _ fee: Cash) {
    fills.append(entry)
    fees += fee
  }

  // MARK: orders

  private mutating func addOrder(_ event: Event) {
    switch event.fact {
    case .orderRequested(let order):
      if orders[event.sequence] != nil { blame("order \(event.sequence) was asked for twice") }
      orders[event.sequence] = Order(order: order)
      if case .market = order.kind, let rule = order.purpose.rule { requested[rule, default: 0] += 1 }
    case .orderAccepted(let id): change(id, from: [.requested], to: .working)
    case .orderWithdrawn(let id): change(id, from: [.requested, .working], to: .withdrawn)
    case .orderCancelled(let id): change(id, from: [.requested, .working, .withdrawn], to: .ended)
    case .orderRejected(let id, _): change(id, from: [.requested], to: .ended)
    case .closed: for id in orders.keys { orders[id]?.state = .ended }
    default: return
    }
  }

  private mutating func fillOrder(_ fill: Fill) {
    guard let order = orders[fill.order] else { return blame("order \(fill.order) fills, and never was") }
    change(fill.order, from: [.requested, .working, .withdrawn], to: fill.isLast ? .ended : order.state)
    orders[fill.order]?.filled += fill.quantity.steps
    let filled = order.filled + fill.quantity.steps
    if filled > order.order.quantity.steps { blame("order \(fill.order) filled more than it was") }
    if !fill.isLast, filled == order.order.quantity.steps { blame("order \(fill.order) is full and goes on") }
    // Only what may only reduce ends with a part unfilled: it is clipped to what is open.
    if fill.isLast, filled < order.order.quantity.steps, !order.order.isReduceOnly {
      blame("entry \(fill.order) ended with a part of it unfilled")
    }
  }

  private mutating func change(_ id: Int, from: [Order.State], to state: Order.State) {
    guard let order = orders[id], from.contains(order.state) else {
      return blame("order \(id) went from \(orders[id].map { "\($0.state)" } ?? "nowhere") to \(state)")
    }
    orders[id]?.state = state
  }

  /// Sequence and feed go on, and nothing happens behind the end.
  private mutating func check(_ event: Event) {
    if event.sequence != fold.sequence + 1 { blame("event \(event.sequence) follows \(fold.sequence)") }
    let before = fold.lastEventTick
    if event.tick.index < before.index || event.tick.time < before.time {
      blame("event \(event.sequence) stands before the price of the event before it")
    }
    guard fold.isClosed else { return }
    switch event.fact {
    case .detached, .resumed, .refused: return
    default: blame("event \(event.sequence) happened behind the end: \(event.fact)")
    }
  }

  private mutating func blame(_ text: String) { fault = fault ?? text }
}
