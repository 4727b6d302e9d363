import Trading

/// What was bid and asked while a stream was recorded: every change of the book, each with the number of prints that
/// came before it. About 17 bytes a change.
public struct DepthRecord: Sendable {
  enum Kind: UInt8, Sendable {
    case bid, ask
    /// The best of its side: nothing better stands, and nothing of the other side is as good.
    case bestBid, bestAsk
    /// The whole book follows.
    case anew
    /// How far the whole book reached.
    case lowestBid, highestAsk
  }

  private var prints: [Int32] = []
  private var kinds: [Kind] = []
  private var prices: [Int32] = []
  private var quantities: [Int64] = []

  var count: Int { kinds.count }

  mutating func append(_ kind: Kind, price: Int64 = 0, quantity: Int64 = 0, after count: Int) {
    prints.append(Int32(clamping: count))
    kinds.append(kind)
    prices.append(Int32(clamping: price))
    quantities.append(quantity)
  }

  /// Applies the changes from one on that had come when the print of this position came; returns the first that had
  /// not.
  func apply(from first: Int, at position: Int, to depth: inout MarketDepth) -> Int {
    var next = first
    while next < count, Int(prints[next]) <= position {
      apply(next, to: &depth)
      next += 1
    }
    return next
  }

  private func apply(_ index: Int, to depth: inout MarketDepth) {
    let price = Price(ticks: Int(prices[index]))
    let quantity = Quantity(steps: Int(quantities[index]))
    switch kinds[index] {
    case .bid: depth.bids.set(price, quantity)
    case .ask: depth.asks.set(price, quantity)
    case .bestBid:
      depth.bids.clear(above: price)
      depth.asks.clear(below: Price(ticks: price.ticks + 1))
      depth.bids.set(price, quantity)
    case .bestAsk:
      depth.asks.clear(below: price)
      depth.bids.clear(above: Price(ticks: price.ticks - 1))
      depth.asks.set(price, quantity)
    case .anew:
      depth = MarketDepth()
    case .lowestBid: depth.lowestWhole = price
    case .highestAsk: depth.highestWhole = price
    }
  }
}

/// The book at one print after another. Looking back begins anew.
struct DepthCursor {
  private let record: DepthRecord
  private var depth = MarketDepth()
  private var next = 0
  private var position = -1

  init(_ record: DepthRecord) { self.record = record }

  mutating func depth(at position: Int) -> MarketDepth {
    if position < self.position {
      depth = MarketDepth()
      next = 0
    }
    self.position = position
    next = record.apply(from: next, at: position, to: &depth)
    return depth
  }
}
