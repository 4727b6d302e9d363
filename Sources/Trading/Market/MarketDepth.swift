/// What is bid and asked at a moment: for display alone, no rule looks at it.
public struct MarketDepth: Hashable, Sendable {
  public struct Level: Hashable, Sendable {
    public var price: Price
    public var quantity: Quantity

    public init(price: Price, quantity: Quantity) {
      self.price = price
      self.quantity = quantity
    }
  }

  /// What stands on one side, the lowest price first.
  public struct Side: Hashable, Sendable {
    public private(set) var levels: [Level] = []

    public init() {}

    /// Says how much stands at a price now; nothing takes it away.
    public mutating func set(_ price: Price, _ quantity: Quantity) {
      let index = place(of: price.ticks)
      let isThere = index < levels.count && levels[index].price == price
      switch (isThere, quantity > .zero) {
      case (true, true): levels[index].quantity = quantity
      case (true, false): levels.remove(at: index)
      case (false, true): levels.insert(Level(price: price, quantity: quantity), at: index)
      case (false, false): return
      }
    }

    /// Takes away what stands above a price.
    public mutating func clear(above price: Price) { levels.removeSubrange(place(of: price.ticks + 1)...) }

    /// Takes away what stands below a price.
    public mutating func clear(below price: Price) { levels.removeSubrange(..<place(of: price.ticks)) }

    public mutating func clear() { levels.removeAll(keepingCapacity: true) }

    /// All that stands in a half-open range of ticks.
    public func quantity(from low: Int, below high: Int) -> Quantity {
      let (first, end) = (place(of: low), place(of: high))
      guard first < end else { return .zero }
      return levels[first..<end].reduce(Quantity.zero) { $0 + $1.quantity }
    }

    /// Where a price stands, or would stand.
    private func place(of ticks: Int) -> Int {
      var (low, high) = (0, levels.count)
      while low < high {
        let middle = (low + high) / 2
        if levels[middle].price.ticks < ticks { low = middle + 1 } else { high = middle }
      }
      return low
    }
  }

  public var bids = Side()
  public var asks = Side()
  /// The lowest bid and the highest ask of the last whole book: what lies beyond them is known in part, from the
  /// changes that came since. Nil where there was none.
  public var lowestWhole: Price?
  public var highestWhole: Price?

  public init() {}

  public var bestBid: Level? { bids.levels.last }
  public var bestAsk: Level? { asks.levels.first }
}
