import Trading

/// What was bought and sold, with parts of one order at one price put together, where the stop went, and the result.
struct Merged {
  private(set) var steps: [String] = []

  /// Nil where a part was taken at market and the rest was left to rest: that costs another price.
  init?(_ events: [Event]) {
    var open: (head: String, quantity: Int, fee: Cash)?
    func told(_ parts: (head: String, quantity: Int, fee: Cash)) -> String {
      "\(parts.head) \(parts.quantity) for \(parts.fee.units)"
    }
    for event in events {
      let at = event.tick.index
      var line: String?
      switch event.fact {
      case .filled(let fill, let purpose):
        if !fill.isMaker, !fill.isLast { return nil }
        let head = "\(at) \(purpose) at \(fill.price.ticks) \(fill.isMaker ? "maker" : "taker")"
        if let parts = open, parts.head == head {
          open = (head, parts.quantity + fill.quantity.steps, parts.fee + fill.fee)
          continue
        }
        if let parts = open { steps.append(told(parts)) }
        open = (head, fill.quantity.steps, fill.fee)
        continue
      case .stopMoved(let price, _): line = "\(at) stop \(price.ticks)"
      case .liquidated(let quantity, let price, _):
        line = "\(at) liquidated \(quantity.steps) at \(price.ticks)"
      case .closed(let result): line = "\(at) \(result)"
      default: continue
      }
      // The initial stop stands with the first part; the rest of that order follows it.
      if case .stopMoved(_, .initial) = event.fact {
        if let line { steps.append(line) }
        continue
      }
      if let parts = open { steps.append(told(parts)) }
      open = nil
      if let line { steps.append(line) }
    }
  }
}
