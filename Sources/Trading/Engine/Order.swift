/// What an order is for. One order stands for one purpose; a second one of the same purpose replaces the first.
public enum OrderPurpose: Hashable, Sendable, Codable {
  /// The one stop for the whole open quantity.
  case stop
  /// An entry of the rule with this index.
  case entry(rule: Int)
  /// A take or close of the rule with this index.
  case exit(rule: Int)
}

extension OrderPurpose {
  /// The index of the rule it acts for; the stop is nobody's.
  public var rule: Int? {
    switch self {
    case .stop: nil
    case .entry(let rule), .exit(let rule): rule
    }
  }
}

/// How it reaches the market.
public enum OrderKind: Hashable, Sendable, Codable {
  case market
  case limit(Price)
  /// A stop at market, reduce-only.
  case stop(Price)

  public var price: Price? {
    switch self {
    case .market: nil
    case .limit(let price), .stop(let price): price
    }
  }
}

/// What the trade wants to stand at the broker; derived from the trade, never kept.
public struct WantedOrder: Hashable, Sendable, Codable {
  public var purpose: OrderPurpose
  public var kind: OrderKind
  public var quantity: Quantity

  public init(purpose: OrderPurpose, kind: OrderKind, quantity: Quantity) {
    self.purpose = purpose
    self.kind = kind
    self.quantity = quantity
  }

  /// Every order but an entry may only reduce.
  public var isReduceOnly: Bool {
    if case .entry = purpose { return false }
    return true
  }
}

/// An order that was asked for and has not ended.
public struct WorkingOrder: Hashable, Sendable, Codable {
  public enum State: String, Hashable, Sendable, Codable {
    /// Asked for; no answer yet. "No answer" is a state, never a "no".
    case requested
    case working
    /// Its withdrawal was asked for; it may still fill.
    case withdrawn
  }

  /// The sequence number of the event that asked for it: the client order id within this trade.
  public var id: Int
  public var order: WantedOrder
  public var filled: Quantity
  public var state: State

  public var remaining: Quantity { order.quantity - filled }
}

/// A fill as a broker reports it.
public struct Fill: Hashable, Sendable, Codable {
  public var order: Int
  public var quantity: Quantity
  /// Slippage included.
  public var price: Price
  public var fee: Cash
  public var isMaker: Bool
  /// Nothing of the order is left to fill.
  public var isLast: Bool

  public init(order: Int, quantity: Quantity, price: Price, fee: Cash, isMaker: Bool, isLast: Bool) {
    self.order = order
    self.quantity = quantity
    self.price = price
    self.fee = fee
    self.isMaker = isMaker
    self.isLast = isLast
  }
}

/// What the engine asks of a broker.
public enum OrderRequest: Hashable, Sendable {
  case place(id: Int, WantedOrder)
  case cancel(id: Int)
}

/// What a broker says.
public enum BrokerAnswer: Hashable, Sendable {
  case accepted(id: Int)
  case cancelled(id: Int)
  case rejected(id: Int, reason: String)
  case filled(Fill)
  /// The venue closed the open part itself.
  case liquidated(quantity: Quantity, price: Price, fee: Cash)
  /// Funding paid; negative when received.
  case funding(Cash)
}
