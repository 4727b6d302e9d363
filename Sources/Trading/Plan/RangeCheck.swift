/// What of a range only its plan can tell, for boundaries and touches may be named under `levels:`.
extension RulesReader {
  /// The lower boundary stands first, and no tranche lies outside of the two. Where one of them counts from the
  /// feed's first price and the other does not, nothing can be said before there is one.
  mutating func checkRange(_ named: [Plan.NamedLevel], on instrument: Instrument, _ side: Side) {
    for (index, entry) in entries.enumerated() {
      guard case .method(.range(let low, let high, _, _)) = entry.statement.content else { continue }
      let places = entry.statement.parts.compactMap { part -> (part: SentencePart, level: RangePlace)? in
        guard case .level(let level, _) = part.content else { return nil }
        return (part, RangePlace(level, named, instrument, side))
      }
      guard places.count > 2 else { continue }
      let (lower, upper) = (places[0], places[1])
      var both = lower.part
      both.length = upper.part.column + upper.part.length - both.column
      switch lower.level.compared(to: upper.level) {
      case 0: fail(index, both, "the range has no width", "name two prices, the lower one first")
      case 1: fail(index, both, "a range names its lower boundary first", "write range \(high) to \(low)")
      default:
        for (part, level) in places.dropFirst(2)
        where level.compared(to: lower.level) == -1 || level.compared(to: upper.level) == 1 {
          fail(
            index, part, "\(level.level) lies outside of the range", "name prices between \(low) and \(high)")
        }
      }
    }
  }
}

/// Where a level lies as far as the plan tells it.
private struct RangePlace {
  /// In ticks, or as a multiple of the feed's first price.
  private enum Place {
    case ticks(Ratio)
    case ofFirstPrice(Ratio)
  }

  let level: Level
  private var place: Place?

  init(_ level: Level, _ named: [Plan.NamedLevel], _ instrument: Instrument, _ side: Side) {
    self.level = level
    var known = level
    if case .named(let name) = level.base {
      guard let found = named.first(where: { $0.name == name })?.level else { return }
      // Two distances, one upon the other, are left to the trade.
      guard level.offset == nil || found.offset == nil else { return }
      known = Level(found.base, offset: found.offset ?? level.offset)
    }
    let sign = Ratio(known.offset?.plus == false ? -side.sign : side.sign)
    switch known.base {
    case .price(let price):
      guard let ticks = instrument.price(price).map({ Ratio($0.ticks) }) else { return }
      switch known.offset?.distance {
      case nil: place = .ticks(ticks)
      case .price(let distance): place = .ticks(ticks + sign * instrument.ticks(distance))
      case .ticks(let count): place = .ticks(ticks + sign * Ratio(count))
      case .percent(let percent): place = .ticks(ticks + sign * ticks * percent.ratio / Ratio(100))
      case .r, .atr: return
      }
    case .firstPrice:
      switch known.offset?.distance {
      case nil: place = .ofFirstPrice(Ratio(1))
      case .percent(let percent): place = .ofFirstPrice(Ratio(1) + sign * percent.ratio / Ratio(100))
      default: return
      }
    default: return
    }
  }

  /// -1 below the other, 0 at it, 1 above it; nil where the two cannot be compared.
  func compared(to other: RangePlace) -> Int? {
    if level == other.level { return 0 }
    switch (place, other.place) {
    case (.ticks(let here)?, .ticks(let there)?), (.ofFirstPrice(let here)?, .ofFirstPrice(let there)?):
      return here < there ? -1 : there < here ? 1 : 0
    default: return nil
    }
  }
}
