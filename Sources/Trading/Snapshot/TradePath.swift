/// The way of a trade for its chart: prices, what was bought and sold, and where the stop stood. A fold of events and
/// of the prices somebody saw; bounded, and nothing that the trade itself depends on.
public struct TradePath: Hashable, Sendable {
  /// Something that changed the position.
  public struct Deed: Hashable, Sendable {
    public enum Kind: Hashable, Sendable { case entry, exit, stop, liquidation, funding }
    public var time: Timestamp
    public var kind: Kind
    public var price: Price
    /// Zero for funding.
    public var quantity: Quantity
    /// The ledger behind it.
    public var after: Position

    public init(time: Timestamp, kind: Kind, price: Price, quantity: Quantity, after: Position) {
      self.time = time
      self.kind = kind
      self.price = price
      self.quantity = quantity
      self.after = after
    }
  }

  /// From a time on the stop stands there; nil for nowhere.
  public struct Step: Hashable, Sendable {
    public var time: Timestamp
    public var price: Price?

    public init(time: Timestamp, price: Price?) {
      self.time = time
      self.price = price
    }
  }

  /// More of either are never kept; neighbours of a kind become one then.
  public static let most = 256

  public private(set) var prices = PricePath()
  /// Oldest first.
  public private(set) var deeds: [Deed] = []
  /// Oldest first.
  public private(set) var stops: [Step] = []

  public init() {}

  /// A path that is known; both lists oldest first.
  public init(prices: PricePath, deeds: [Deed], stops: [Step]) {
    (self.prices, self.deeds, self.stops) = (prices, deeds, stops)
  }

  public mutating func saw(_ price: Price, at time: Timestamp, passed: ClosedRange<Price>? = nil) {
    prices.saw(price, at: time, passed: passed)
  }

  public mutating func saw(_ bars: [Bar]) {
    for bar in bars { prices.saw(bar) }
  }

  /// Makes room for prices over so long a time.
  public mutating func prepare(for gap: Span) { prices.prepare(for: gap) }

  /// Takes in prices that were seen elsewhere.
  public mutating func saw(_ path: PricePath) { prices.saw(path) }

  /// Takes in an event, which the trade must have applied already.
  public mutating func tell(_ event: Event, _ trade: Trade) {
    saw(event.tick.price, at: event.tick.time)
    let time = event.tick.time
    func add(_ kind: Deed.Kind, _ price: Price, _ quantity: Quantity) {
      deeds.append(Deed(time: time, kind: kind, price: price, quantity: quantity, after: trade.position))
    }
    switch event.fact {
    case .filled(let fill, let purpose): add(TradePath.kind(purpose), fill.price, fill.quantity)
    case .adopted(let adopted): add(.entry, adopted.price, adopted.quantity)
    case .liquidated(let quantity, let price, _): add(.liquidation, price, quantity)
    case .fundingPaid: add(.funding, event.tick.price, .zero)
    case .stopMoved(let price, _): stops.append(Step(time: time, price: price))
    default: return
    }
    if !trade.position.isOpen, stops.last?.price != nil { stops.append(Step(time: time, price: nil)) }
    if deeds.count > TradePath.most { thinDeeds() }
    if stops.count > TradePath.most { stops = stops.indices.filter { $0 % 2 == 1 }.map { stops[$0] } }
  }

  private static func kind(_ purpose: OrderPurpose) -> Deed.Kind {
    switch purpose {
    case .entry: .entry
    case .exit: .exit
    case .stop: .stop
    }
  }

  /// Two of a kind become one, which has the price and the ledger of the later. Where no two are neighbours the first
  /// stays, and every other one goes.
  private mutating func thinDeeds() {
    var thinned: [Deed] = []
    for deed in deeds {
      if let before = thinned.last, before.kind == deed.kind, thinned.count > 1 {
        var both = deed
        both.quantity += before.quantity
        thinned[thinned.count - 1] = both
      } else {
        thinned.append(deed)
      }
    }
    if thinned.count > TradePath.most { thinned = thinned.indices.filter { $0 % 2 == 0 }.map { thinned[$0] } }
    deeds = thinned
  }

  /// The stop at a time; nil where none stood.
  public func stop(at time: Timestamp) -> Price? { stops.last { $0.time <= time }?.price }

  /// The whole trade's net result at a time if what was open had been closed at a price; nil before the first fill.
  public func result(at time: Timestamp, closing price: Price, fee: Rate) -> Cash? {
    deeds.last { $0.time <= time }?.after.net(closingAt: price, fee: fee)
  }
}
