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
  /// What is held then, and the stop, with the next tick's.
  private var end: End?

  private struct End: Equatable {
    var position: Position
    var stop: Price?

    init(_ trade: Trade) { (position, stop) = (trade.position, trade.stop?.price) }
  }

  /// A rule that an `unless` ends on the way: told where nothing else happens in this direction.
  private var ending: NextEvent?

  /// Looks ahead from the last price; `time` is that of the last tick, and stands still.
  init(_ trade: Trade, from last: Price, time: Timestamp, isUp: Bool, untilStopMoves: Bool) {
    let tick = Tick(index: trade.lastEventTick.index, time: time, price: last)
    let hasLeapt = look(ImaginedRun(trade), from: tick, isUp, untilStopMoves)
    guard hasLeapt, let leaping = next else { return }
    var exact = ImaginedRun(trade)
    exact.leaps = false
    var other = Foresight()
    _ = other.look(exact, from: tick, isUp, false)
    guard other.next != nil, other.end != end else { return }
    let there = trade.instrument.text(leaping.price)
    next?.outcome += "; otherwise if \(there) itself is traded"
    next?.brief?.outcomes = leaping.brief?.outcomes.map { $0.hasSuffix("…") ? $0 : $0 + " …" } ?? []
  }

  private init() {}

  /// True if price has leapt over another order's price to the first event: traded itself, it may bring another thing.
  private mutating func look(
    _ start: ImaginedRun, from last: Tick, _ isUp: Bool, _ untilStopMoves: Bool
  ) -> Bool {
    defer { if next == nil { next = ending } }
    var (run, tick) = (start, last)
    var hasLeapt = false
    for _ in 0..<Foresight.most {
      guard let next = run.nextPrice(isUp, from: tick.price) else { break }
      // A target of the same level moves it once more, one tick behind.
      let isSought = untilStopMoves && (stopMove.map { abs($0.at.ticks - next.ticks) <= 1 } ?? true)
      if let first, !first.touches(next), !isSought { break }
      let before = run.trade
      guard let reached = run.reach(next, isUp, from: tick) else { break }
      if first == nil { hasLeapt = run.hasLeapt }
      tick = reached.tick
      note(reached.events, before, run.trade, at: tick.price)
      if run.trade.isClosed { break }
    }
    return hasLeapt
  }

  private mutating func note(_ events: [Event], _ before: Trade, _ after: Trade, at price: Price) {
    let telling = Telling(events, before, after)
    if let first {
      add(events, after, to: first, at: price)
    } else if let event = telling.event(at: price) {
      next = event
      first = First(price: price, events: events, before: before)
      end = End(after)
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
    end = End(after)
    next = Telling(earlier.events + events, earlier.before, after).event(at: earlier.price) ?? next
  }
}
