/// How far a trade went against and for its holder: the lowest and highest of realised and open result, fees so far
/// counted, at any price from the first fill to the last, before and after each price's pass.
struct Excursion: Hashable, Sendable {
  /// Over everything before the last event's tick; nothing yet in the pass of the first fill, between whose fills no
  /// result counts.
  private var low: Cash?
  private var high: Cash?
  /// The result behind the last event, at its price.
  private var now: Cash

  init(_ first: Cash) { now = first }

  var lowest: Cash { min(low ?? now, now) }
  var highest: Cash { max(high ?? now, now) }

  mutating func note(_ result: Cash) {
    low = min(low ?? result, result)
    high = max(high ?? result, result)
  }

  /// What the last event left is no longer only the latest.
  mutating func settle() { note(now) }

  mutating func stand(at result: Cash) { now = result }
}

/// The adverse and favourable excursion of a trade, in quote currency, net of fees and funding so far.
public struct Swing: Hashable, Sendable {
  /// MAE: the lowest result.
  public var adverse: Cash
  /// MFE: the highest.
  public var favourable: Cash

  public init(adverse: Cash, favourable: Cash) {
    self.adverse = adverse
    self.favourable = favourable
  }
}

extension Trade {
  /// MAE and MFE so far; nil before the first fill. Prices that nothing happened on are counted as far as they were
  /// told by `saw`.
  public var swing: Swing? {
    guard var excursion else { return nil }
    if let unseen, position.isOpen {
      excursion.note(openNet(unseen.lowerBound))
      excursion.note(openNet(unseen.upperBound))
    }
    return Swing(adverse: excursion.lowest, favourable: excursion.highest)
  }

  /// The same of what events tell alone.
  public var toldSwing: Swing? {
    excursion.map { Swing(adverse: $0.lowest, favourable: $0.highest) }
  }

  /// Realised and open result at a price, fees so far counted and none for closing.
  func openNet(_ price: Price) -> Cash { position.net(closingAt: price, fee: .zero) }

  /// Prices that came since the last event, and on which nothing happened. They are facts of the market: the next
  /// event brings them into the journal, if they are extremes.
  public mutating func saw(_ prices: ClosedRange<Price>) {
    guard position.isOpen, !isClosed else { return }
    guard let before = unseen else {
      unseen = prices
      return
    }
    unseen = min(before.lowerBound, prices.lowerBound)...max(before.upperBound, prices.upperBound)
  }

  /// What was seen since the last event, if the excursion would be another with it.
  mutating func takeUnseenExtremes() -> Fact? {
    guard let prices = unseen else { return nil }
    unseen = nil
    guard let excursion, position.isOpen else { return nil }
    let results = [openNet(prices.lowerBound), openNet(prices.upperBound)]
    let isExtreme = results.contains { $0 < excursion.lowest || $0 > excursion.highest }
    return isExtreme ? .swung(low: prices.lowerBound, high: prices.upperBound) : nil
  }

  /// To be called before an event is applied.
  mutating func noteExcursion(before event: Event, lastTick: Tick) {
    guard !isClosed, var noted = excursion else { return }
    if event.tick != lastTick {
      noted.settle()
      noted.note(openNet(event.tick.price))
    }
    switch event.fact {
    case .swung(let low, let high):
      noted.note(openNet(low))
      noted.note(openNet(high))
    // What a person asks for, or the end of a tape, comes behind the price's pass.
    case .ruleAdded: noted.settle()
    default: break
    }
    excursion = noted
  }

  /// To be called once an event is applied.
  mutating func noteExcursion(after event: Event) {
    guard position.entered > .zero, !isClosed else { return }
    let result = openNet(event.tick.price)
    if excursion == nil { excursion = Excursion(result) } else { excursion?.stand(at: result) }
  }
}
