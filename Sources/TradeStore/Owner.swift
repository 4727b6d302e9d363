import Trading

/// The one owner of a trade: decides, writes the journal, applies, and only then lets the broker and the screen
/// know. If the journal fails it throws, and whoever runs it stops and says so.
public struct Owner: TradeRunner {
  public private(set) var trade: Trade
  /// The last price that came, acted on or not.
  public private(set) var tick: Tick
  public private(set) var lastDirection = 0
  /// What a person is told, newest last.
  public private(set) var story: [EventLine] = []
  /// Orders a broker refused since the last acknowledgement.
  public private(set) var refusedOrders: [String] = []
  private let journal: Journal
  private let broker: Broker
  private let wallTime: () -> Int64

  /// Lines of the story that are kept for the screen; the journal has them all.
  static let storyLength = 400

  /// Opens a trade on its first price: the first event is durable when this returns.
  public init(
    opening: Opening, plan: Plan, first: Tick, journal: Journal, broker: Broker,
    wallTime: @escaping () -> Int64
  ) throws {
    var events: [Event] = []
    trade = Trade.open(plan: plan, opening: opening, tick: first, into: &events)
    tick = first
    self.journal = journal
    self.broker = broker
    self.wallTime = wallTime
    try commit(events, at: first)
    try pass(first)
  }

  /// Goes on with a trade that a journal has told.
  public init(
    resuming told: ToldTrade, at tick: Tick, journal: Journal, broker: Broker,
    wallTime: @escaping () -> Int64
  ) throws {
    trade = told.trade
    story = told.story
    self.tick = tick
    self.journal = journal
    self.broker = broker
    self.wallTime = wallTime
    if !trade.isClosed { try act(.resume(tick)) }
  }

  /// Where neither the trade nor the broker can act.
  public var band: Band { trade.isClosed ? .quiet : trade.band.intersection(broker.band(tick)) }

  /// A price that acts: one pass.
  public mutating func take(_ next: Tick) throws {
    see(next)
    try pass(next)
  }

  /// A price that changes nothing but what is shown.
  public mutating func see(_ next: Tick) {
    if next.price != tick.price { lastDirection = next.price > tick.price ? 1 : -1 }
    tick = next
  }

  /// A person's sentence at the price at hand. A refusal is told and changes nothing.
  public mutating func obey(_ hand: HandAction, age: Span?) throws {
    let open = trade.position.open
    do {
      try act(.hand(hand, tick, age: age))
    } catch let refusal as Refusal {
      tell(
        EventLine(
          sequence: trade.sequence, time: tick.time,
          text: "refused: \(refusal.message); \(refusal.remedy)", tone: .warning))
      return
    }
    guard !trade.isClosed, trade.position.open != open else { return }
    try act(.price(tick, .moves))
  }

  public mutating func act(_ action: Action) throws {
    var next = trade
    var events: [Event] = []
    try next.advance(action, into: &events)
    guard !events.isEmpty else {
      trade = next
      return
    }
    assert(folded(events).sequence == next.sequence, "the fold of the events is the trade")
    try journal.append(try events.map { try EventCoding.entry($0, wallTime: wallTime()) })
    trade = next
    try follow(events)
  }

  public mutating func look(_ tick: Tick, _ stage: MatchStage) -> BrokerAnswer? { broker.look(tick, stage) }

  /// The program leaves: said in the journal, with the price it left at.
  public mutating func detach(reason: String) throws {
    try act(.detach(reason: reason, tick))
  }

  public mutating func acknowledgeRefusedOrders() { refusedOrders = [] }

  private mutating func commit(_ events: [Event], at tick: Tick) throws {
    try journal.append(try events.map { try EventCoding.entry($0, wallTime: wallTime()) })
    try follow(events)
  }

  /// What follows from durable events: the story, the broker, and its answers as actions.
  private mutating func follow(_ events: [Event]) throws {
    for event in events {
      if let line = trade.story(event) { tell(line) }
      if case .orderRejected(_, let reason) = event.fact { refusedOrders.append(reason) }
    }
    for event in events {
      guard let request = event.request, trade.stillWants(request) else { continue }
      for answer in broker.send(request, event.tick) { try act(.broker(answer, event.tick)) }
    }
  }

  private mutating func tell(_ line: EventLine) {
    story.append(line)
    if story.count > Owner.storyLength { story.removeFirst(story.count - Owner.storyLength) }
  }

  private func folded(_ events: [Event]) -> Trade {
    var copy = trade
    for event in events { copy.apply(event) }
    return copy
  }
}

/// A trade as its journal tells it.
public struct ToldTrade: Sendable {
  public private(set) var trade: Trade
  public private(set) var story: [EventLine] = []
  /// Tick of the last event.
  public var lastTick: Tick { trade.lastEventTick }

  /// The first event of a journal must be the opening; `plan` reads the plan that it holds.
  public init(first row: JournalRow, plan: (Opening) throws -> Plan) throws {
    let event = try EventCoding.event(row)
    guard case .opened(let opening) = event.fact else { throw NoOpening() }
    trade = Trade(plan: try plan(opening), opening: opening, tick: event.tick)
    tell(event)
  }

  public mutating func tell(_ row: JournalRow) throws { tell(try EventCoding.event(row)) }

  private mutating func tell(_ event: Event) {
    trade.apply(event)
    if let line = trade.story(event) { story.append(line) }
    if story.count > Owner.storyLength { story.removeFirst() }
  }

  /// All events are applied: derives what is not stored.
  public mutating func finish() { trade.deriveBand() }

  public struct NoOpening: Error, CustomStringConvertible {
    public init() {}

    public var description: String { "the journal does not begin with the opening of a trade" }
  }
}
