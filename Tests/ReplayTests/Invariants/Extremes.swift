import Trading

extension [Event] {
  /// The events as if extremes between two of them were never told: counted anew, orders named by the new count. What
  /// the extremes are for, MAE and MFE, stands in the result, which is kept.
  var withoutExtremes: [Event] {
    var count: [Int: Int] = [:]
    var kept: [Event] = []
    for var event in self {
      if case .swung = event.fact { continue }
      count[event.sequence] = kept.count + 1
      event.sequence = kept.count + 1
      event.fact = event.fact.named { count[$0] ?? 0 }
      kept.append(event)
    }
    return kept
  }
}

extension Fact {
  /// With the ids of orders mapped.
  fileprivate func named(_ id: (Int) -> Int) -> Fact {
    switch self {
    case .orderAccepted(let order): return .orderAccepted(id: id(order))
    case .orderWithdrawn(let order): return .orderWithdrawn(id: id(order))
    case .orderCancelled(let order): return .orderCancelled(id: id(order))
    case .orderRejected(let order, let reason): return .orderRejected(id: id(order), reason: reason)
    case .filled(var fill, let purpose):
      fill.order = id(fill.order)
      return .filled(fill, purpose: purpose)
    default: return self
    }
  }
}
