/// What will act next above and below the market: the engine itself is asked, on a copy, price by price, so that
/// the line says what will happen with all that it sets off, and nothing else.
struct Foresight {
  /// A move of the stop that lies ahead.
  struct StopMove {
    var at: Price
    var to: Price
    var sentence: String
  }

  /// The nearest price upwards, or downwards, on which something happens that a trader waits for.
  private(set) var next: NextEvent?
  /// The first move of the stop on the way there and beyond, with all that moves it at that price.
  private(set) var stopMove: StopMove?

  /// Prices that are looked at in one direction at most: some of them change nothing that is told.
  private static let most = 24

  /// What happens first, to which the next tick's is added: a resting target fills one tick behind a rule of the
  /// same level, and both are one thing to a trader.
  private struct First {
    var price: Price
    var events: [Event]
    var before: Trade
    var isWhole = false

    func touches(_ other: Price) -> Bool { abs(other.ticks - price.ticks) <= 1 }
  }

  private var first: First?
  /// A rule that an `unless` ends on the way: told where nothing else happens in this direction.
  private var ending: NextEvent?

  /// Looks ahead from the last price; `time` is that of the last tick, and stands still.
  init(_ trade: Trade, from last: Price, time: Timestamp, isUp: Bool, untilStopMoves: Bool) {
    defer { if next == nil { next = ending } }
    var run = ImaginedRun(trade)
    var tick = Tick(index: trade.lastEventTick.index, time: time, price: last)
    for _ in 0..<Foresight.most {
      guard let next = run.nextPrice(isUp, from: tick.price) else { return }
      // A target of the same level moves it once more, one tick behind.
      let isSought = untilStopMoves && (stopMove.map { abs($0.at.ticks - next.ticks) <= 1 } ?? true)
      if let first, !first.touches(next), !isSought { return }
      let before = run.trade
      guard let reached = run.reach(next, isUp, from: tick) else { return }
      tick = reached.tick
      note(reached.events, before, run.trade, at: tick.price)
      if run.trade.isClosed { return }
    }
  }

  private mutating func note(_ events: [Event], _ before: Trade, _ after: Trade, at price: Price) {
    let telling = Telling(events, before, after)
    if let first {
      add(events, after, to: first, at: price)
    } else if let event = telling.event(at: price) {
      next = event
      first = First(price: price, events: events, before: before)
    } else if ending == nil {
      ending = telling.ending(at: price)
    }
    guard stopMove.map({ abs($0.at.ticks - price.ticks) <= 1 }) ?? true, !after.isClosed else { return }
    for case .stopMoved(let to, let cause) in events.map(\.fact) where cause != .initial {
      let place = stopMove?.at ?? telling.limit ?? price
      stopMove = StopMove(at: place, to: to, sentence: after.words(cause))
    }
  }

  private mutating func add(_ events: [Event], _ after: Trade, to earlier: First, at price: Price) {
    guard !earlier.isWhole else { return }
    first?.isWhole = true
    guard earlier.touches(price) else { return }
    next = Telling(earlier.events + events, earlier.before, after).event(at: earlier.price) ?? next
  }
}
