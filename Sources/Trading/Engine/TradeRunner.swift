/// Where a broker that fills orders here looks at a price within its pass.
public enum MatchStage: Hashable, Sendable {
  /// Funding that has become due.
  case funding
  /// Liquidation, then the stop as it stood before this price.
  case standing
  /// Resting exits that are met before this level, nearest first; all of them without one.
  case exits(nearerThan: Price?)
  /// Resting entries, nearest first.
  case entries
}

/// Whoever carries a trade through prices: the owner of a live trade and the headless replay are the two.
public protocol TradeRunner {
  var trade: Trade { get }
  /// What is still to be asked of the broker.
  var requests: RequestQueue { get set }
  /// Decides an action, makes its events durable where that is asked for, sends what follows from them and hears
  /// the broker's answers.
  mutating func act(_ action: Action) throws
  /// Prices came on which nothing happened: their extremes.
  mutating func saw(_ prices: ClosedRange<Price>)
  /// Bars of one minute of the prices before a position, from a time on, as far as the feed remembers them.
  func minutes(since: Timestamp, before end: Int) -> [Bar]
  /// What the broker says of this price at this stage, one answer at a time; nil when it has no more to say.
  mutating func look(_ tick: Tick, _ stage: MatchStage) -> BrokerAnswer?
  /// Hands a request to the broker at the price at hand; what it can answer at once is.
  mutating func send(_ request: OrderRequest, at tick: Tick) throws -> [BrokerAnswer]
}

/// Requests in the order in which they are sent: as they were made, but the stop before all that waits.
public struct RequestQueue: Sendable {
  private var waiting: [(request: OrderRequest, tick: Tick)] = []
  fileprivate var isBeingSent = false

  public init() {}

  fileprivate mutating func add(_ request: OrderRequest, at tick: Tick) {
    guard case .place(_, let order) = request, order.purpose == .stop else {
      return waiting.append((request, tick))
    }
    let place = waiting.firstIndex { !$0.request.isProtective } ?? waiting.count
    waiting.insert((request, tick), at: place)
  }

  fileprivate mutating func next() -> (request: OrderRequest, tick: Tick)? {
    waiting.isEmpty ? nil : waiting.removeFirst()
  }
}

extension OrderRequest {
  /// It places a stop.
  fileprivate var isProtective: Bool {
    if case .place(_, let order) = self { order.purpose == .stop } else { false }
  }
}

extension TradeRunner {
  /// One price makes one pass: liquidation; the stop; targets, nearest first; entries; stop moves and trails;
  /// time. Without `adding` no entry looks at it: on a price that may be old, risk is only reduced.
  public mutating func pass(_ tick: Tick, adding: Bool = true) throws {
    let before = trade.sequence
    defer { if trade.sequence == before { saw(tick.price...tick.price) } }
    try hearBars(tick)
    try hearAll(tick, .funding)
    try act(.price(tick, .clock))
    try hearAll(tick, .standing)
    try passExits(tick)
    if adding {
      try hearAll(tick, .entries)
      try act(.price(tick, .entries))
    }
    // What a fill of this stage sets off, if it moves the stop, is made in this pass as well.
    var filled: Quantity
    repeat {
      filled = trade.position.open
      try act(.price(tick, .moves))
    } while !trade.isClosed && trade.position.open != filled
  }

  /// Bars that this price finishes, the shortest frame first.
  private mutating func hearBars(_ tick: Tick) throws {
    for series in trade.unheard(at: tick) {
      for bar in series.frame.bars(ofMinutes: minutes(since: series.heardUntil, before: tick.index))
      where series.frame.end(of: bar.start) <= tick.time {
        try act(.bar(series.frame, bar, tick))
      }
    }
  }

  private mutating func passExits(_ tick: Tick) throws {
    var level: Price?
    repeat {
      level = trade.dueExitLevel(at: tick)
      try hearAll(tick, .exits(nearerThan: level))
      try act(.price(tick, .exits))
    } while level != nil && trade.dueExitLevel(at: tick) != nil
    if level != nil { try hearAll(tick, .exits(nearerThan: nil)) }
  }

  /// Sends what events ask for and takes the answers as actions. What the answers ask for waits its turn, so that
  /// no request overtakes one that was made before it, but for the stop.
  public mutating func forward(_ events: some Sequence<Event>) throws {
    for event in events {
      if let request = event.request { requests.add(request, at: event.tick) }
    }
    guard !requests.isBeingSent else { return }
    requests.isBeingSent = true
    defer { requests.isBeingSent = false }
    while let (request, tick) = requests.next() {
      guard trade.stillWants(request) else { continue }
      for answer in try send(request, at: tick) { try act(.broker(answer, tick)) }
    }
  }

  private mutating func hearAll(_ tick: Tick, _ stage: MatchStage) throws {
    while !trade.isClosed, let answer = look(tick, stage) { try act(.broker(answer, tick)) }
  }
}
