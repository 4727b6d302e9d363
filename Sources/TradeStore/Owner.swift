import Trading

/// The one owner of a trade: decides, writes the journal, and only then lets the screen know. If the journal fails it
/// throws, and whoever runs it stops and says so.
///
/// What a price or a person sets off is one commit, from its first event to its last: a program that is killed
/// leaves a journal that ends between two of them, never within one, and going on from there is going on from
/// any other place.
public struct Owner: TradeRunner {
  /// The trade with everything decided; between two calls that is what the journal says.
  public private(set) var trade: Trade
  /// The last event before this owner: what comes behind it happened while it acted.
  public let began: Int
  /// The last price that came, acted on or not.
  public private(set) var tick: Tick
  public private(set) var lastDirection = 0
  /// What a person is told, newest last: durable events, and refusals.
  public private(set) var story: [EventLine] = []
  /// The way of the trade, for its chart.
  public internal(set) var path = TradePath()
  /// Orders a broker refused since the last acknowledgement.
  public private(set) var refusedOrders: [String] = []
  public var requests = RequestQueue()
  /// Decided and not yet written.
  private var undurable: [Event] = []
  /// The trade as the journal says it: the fold of what was written.
  private var durable: Trade
  private let journal: Journal
  private let broker: Broker
  private let wallTime: () -> Int64
  /// Bars of one minute from a time on, before a position: the feed's.
  private let minuteSource: MinuteSource

  public typealias MinuteSource = (_ since: Timestamp, _ end: Int) -> [Bar]

  /// Lines of the story that are kept for the screen; the journal has them all.
  static let storyLength = 400

  /// Opens a trade on its first price, which makes its pass: both are durable when this returns.
  public init(
    opening: Opening, plan: Plan, first: Tick, journal: Journal, broker: Broker,
    minutes: @escaping MinuteSource = { _, _ in [] }, wallTime: @escaping () -> Int64
  ) throws {
    began = 0
    durable = Trade(plan: plan, opening: opening, tick: first)
    var events: [Event] = []
    let history = BarHistory(plan.barNeeds, before: first) { minutes($0, first.index) }
    trade = Trade.open(plan: plan, opening: opening, tick: first, history: history, into: &events)
    minuteSource = minutes
    tick = first
    self.journal = journal
    self.broker = broker
    self.wallTime = wallTime
    undurable = events
    try forward(events)
    try pass(first)
    try commit()
  }

  /// Goes on with a trade that a journal has told.
  ///
  /// `passed`: the extremes of the prices between its last event and the tick it goes on at.
  public init(
    resuming told: ToldTrade, at tick: Tick, passed: ClosedRange<Price>? = nil, journal: Journal,
    broker: Broker, minutes: @escaping MinuteSource = { _, _ in [] },
    wallTime: @escaping () -> Int64
  ) throws {
    minuteSource = minutes
    began = told.trade.sequence
    trade = told.trade
    if let passed { trade.saw(passed) }
    durable = told.trade
    story = told.story
    path = told.path
    self.tick = tick
    self.journal = journal
    self.broker = broker
    self.wallTime = wallTime
    guard !trade.isClosed else { return }
    try act(.resume(tick))
    try commit()
  }

  /// Where neither the trade nor the broker can act.
  public var band: Band { trade.isClosed ? .quiet : trade.band.intersection(broker.band(tick)) }

  /// A price that acts: one pass, one commit. `passed`: the extremes of those before it. Without `adding` it only
  /// reduces risk.
  public mutating func take(_ next: Tick, passed: ClosedRange<Price>? = nil, adding: Bool = true) throws {
    if let passed { trade.saw(passed) }
    show(next)
    try pass(next, adding: adding)
    try commit()
  }

  /// Prices that change nothing but what is shown: the last of them, and their extremes.
  public mutating func see(_ next: Tick, passed: ClosedRange<Price>? = nil) {
    trade.saw(passed ?? next.price...next.price)
    show(next)
  }

  public func minutes(since: Timestamp, before end: Int) -> [Bar] { minuteSource(since, end) }

  public mutating func saw(_ prices: ClosedRange<Price>) { trade.saw(prices) }

  private mutating func show(_ next: Tick) {
    if next.price != tick.price { lastDirection = next.price > tick.price ? 1 : -1 }
    tick = next
  }

  /// A person's sentence at the price at hand. A refusal is told and changes nothing.
  public mutating func obey(_ hand: HandAction, age: Span?) throws {
    let open = trade.position.open
    do {
      try act(.hand(hand, tick, age: age, history: history(for: hand.sentence)))
    } catch let refusal as Refusal {
      tell(
        EventLine(
          sequence: trade.sequence, time: tick.time,
          text: "refused: \(refusal.message); \(refusal.remedy)", tone: .warning))
      return
    }
    if !trade.isClosed, trade.position.open != open { try act(.price(tick, .moves)) }
    try commit()
  }

  /// A sentence is being typed: what it asks of bars is recalled, so that its preview can tell.
  public mutating func recall(for sentence: String) throws {
    guard !trade.unknownBarNeeds(of: sentence).isEmpty else { return }
    try act(.recall(sentence: sentence, history(for: sentence), tick))
    try commit()
  }

  private func history(for sentence: String) -> BarHistory {
    BarHistory(trade.unknownBarNeeds(of: sentence), before: tick) { minuteSource($0, tick.index + 1) }
  }

  /// The program was stopped for so long, while prices came that nobody acted on: said in the journal.
  public mutating func noteUnwatched(for span: Span, _ missed: ClosedRange<Price>?) throws {
    var reason = "stopped for \(span.microseconds / 1_000_000) s"
    if let missed {
      let instrument = trade.instrument
      reason += ", prices from \(instrument.text(missed.lowerBound)) to \(instrument.text(missed.upperBound))"
      let worst = trade.side == .long ? missed.lowerBound : missed.upperBound
      if let stop = trade.stop, trade.position.isOpen, (worst.ticks - stop.price.ticks) * trade.side.sign <= 0
      {
        reason += ", THROUGH THE STOP,"
      }
      reason += " meanwhile"
    }
    try act(.detach(reason: reason, tick))
    try act(.resume(tick))
  }

  /// One action of a pass. What a broker outside of this program is asked for is durable before it is sent. One
  /// that is part of the program ends with it, and what it did on the way through a pass with the pass.
  public mutating func act(_ action: Action) throws {
    var events: [Event] = []
    try trade.advance(action, into: &events)
    undurable += events
    try forward(events)
  }

  public mutating func look(_ tick: Tick, _ stage: MatchStage) -> BrokerAnswer? { broker.look(tick, stage) }

  /// The program leaves: said in the journal, with the price it left at.
  public mutating func detach(reason: String) throws {
    try act(.detach(reason: reason, tick))
    try commit()
  }

  /// Why the next event could not be written, or soon not; nil while nothing is in its way.
  public func storageProblem() -> String? { journal.problemAhead() }

  /// Moves the log into the journal's file; to be called once nothing more is decided.
  public func finish() throws { try journal.close() }

  public mutating func acknowledgeRefusedOrders() { refusedOrders = [] }

  public mutating func send(_ request: OrderRequest, at tick: Tick) throws -> [BrokerAnswer] {
    if broker.holdsStop { try commit() }
    return broker.send(request, tick)
  }

  /// Makes everything decided durable; then it is told.
  private mutating func commit() throws {
    guard !undurable.isEmpty else { return }
    do {
      try journal.append(try undurable.map { try EventCoding.entry($0, wallTime: wallTime()) })
    } catch {
      // What could not be written has not happened: the last words are about what the journal says.
      trade = durable
      trade.deriveBand()
      undurable = []
      throw error
    }
    for event in undurable {
      durable.apply(event)
      path.tell(event, durable)
      if let line = durable.story(event) { tell(line) }
      if case .orderRejected(_, let reason) = event.fact { refusedOrders.append(reason) }
    }
    undurable.removeAll(keepingCapacity: true)
    assert(durable.says(whatIsSaidBy: trade), "the fold of the events is the trade")
  }

  private mutating func tell(_ line: EventLine) {
    story.append(line)
    if story.count > Owner.storyLength { story.removeFirst(story.count - Owner.storyLength) }
  }
}

extension Trade {
  /// All that events tell is the same; the band is derived and not compared.
  func says(whatIsSaidBy other: Trade) -> Bool {
    opening == other.opening && sequence == other.sequence && lastEventTick == other.lastEventTick
      && rules == other.rules && position == other.position && orders == other.orders && stop == other.stop
      && initialStop == other.initialStop && oneR == other.oneR && firstFillTick == other.firstFillTick
      && riskAmount == other.riskAmount && hasTakenTarget == other.hasTakenTarget
      && toldSwing == other.toldSwing && overrides == other.overrides && handMoves == other.handMoves
      && adoptedAt == other.adoptedAt && handActs == other.handActs && ledger == other.ledger
      && result == other.result && series == other.series && newsWindow == other.newsWindow
  }
}

/// A trade as its journal tells it.
public struct ToldTrade: Sendable {
  public private(set) var trade: Trade
  public private(set) var story: [EventLine] = []
  /// As far as events tell it.
  public private(set) var path = TradePath()
  /// Lines of the story that are kept: the newest.
  private let keptLines: Int
  /// When the last event was written, in microseconds since 1970.
  public private(set) var lastWallTime: Int64 = 0
  /// Tick of the last event.
  public var lastTick: Tick { trade.lastEventTick }

  /// The first event of a journal must be the opening; `plan` reads the plan that it holds.
  public init(first row: JournalRow, keepsWholeStory: Bool = false, plan: (Opening) throws -> Plan) throws {
    keptLines = keepsWholeStory ? .max : Owner.storyLength
    let event = try EventCoding.event(row)
    guard case .opened(let opening) = event.fact else { throw NoOpening() }
    trade = Trade(plan: try plan(opening), opening: opening, tick: event.tick)
    lastWallTime = row.entry.wallTime
    tell(event)
  }

  public mutating func tell(_ row: JournalRow) throws {
    tell(try EventCoding.event(row))
    lastWallTime = row.entry.wallTime
  }

  private mutating func tell(_ event: Event) {
    trade.apply(event)
    path.tell(event, trade)
    if let line = trade.story(event) { story.append(line) }
    if story.count > keptLines { story.removeFirst() }
  }

  /// All events are applied: derives what is not stored.
  public mutating func finish() { trade.deriveBand() }

  public struct NoOpening: Error, CustomStringConvertible {
    public init() {}

    public var description: String { "the journal does not begin with the opening of a trade" }
  }
}
