/// Everything a screen shows of one trade at one moment: a value that the engine's thread posts and any view
/// may read. Numbers are exact; only a view makes text of them.
public struct Snapshot: Sendable {
  /// How orders reach a market.
  public enum Mode: String, Sendable {
    /// Filled by the program itself: at prices as they come, or at recorded ones.
    case paper, replay
    /// Orders go to a venue.
    case live
  }

  /// Who watches the stop while this snapshot is true.
  public enum StopHolder: Sendable {
    case program, venue
    /// A rehearsal that is paused, or a trade whose feed is lost: nobody sees the price.
    case nobody
  }

  public var tradeName: String
  public var planName: String
  public var instrument: Instrument
  public var side: Side
  public var mode: Mode
  /// Number of the last event; an action is bound to it.
  public var sequence: Int
  public var feed: FeedStatus
  public var stopHolder: StopHolder
  /// The plan's total, after `risk:` has been sized.
  public var planned: Quantity
  public var entered: Quantity
  public var open: Quantity
  public var taken: Quantity
  /// What still waits to be bought.
  public var waiting: Quantity
  public var last: Price?
  /// +1 up, −1 down against the price before, 0 unchanged.
  public var lastDirection: Int
  /// How much was traded at that price; nil where nobody tells.
  public var lastSize: Quantity?
  /// Average entry in ticks, exact.
  public var average: Ratio?
  public var firstFill: Price?
  /// 1R in ticks, frozen at the first fill.
  public var oneR: Int?
  public var breakeven: Price?
  public var liquidation: Price?
  public var scratch: Price?
  /// Fees and results of what was already closed, net.
  public var realised: Cash
  public var feesPaid: Cash
  public var takerFee: Rate
  /// Ticks lost by a market order.
  public var slippage: Int
  public var riskAmount: Cash?
  public var equity: Cash?
  /// Notional over equity with open result.
  public var effectiveLeverage: Ratio?
  public var planLeverage: Ratio
  public var stop: StopView?
  public var tranches: [TrancheView]
  public var marks: [LadderMark]
  public var orders: [LadderOrder]
  public var levels: [NamedPrice]
  /// The waiting band's edges where they are prices that something waits for.
  public var bandLow: Price?
  public var bandHigh: Price?
  public var nextUp: NextEvent?
  public var nextDown: NextEvent?
  /// What time will do next, if price stays.
  public var nextClock: NextClock?
  /// The number of the tranche that `enter next` would fill.
  public var nextTranche: Int?
  /// Newest first.
  public var events: [EventLine]
  public var alarms: [Alarm]
  public var volume: VolumeProfile
  public var path: TradePath
  /// What is bid and asked; nil where the feed does not tell.
  public var depth: MarketDepth?
  public var result: TradeResult?
  /// Its ledger; nil while the trade goes on.
  public var report: TradeReport?
  /// What a watcher knows of the owner; nil in the owner's own snapshot.
  public var watching: WatchStatus?

  public init(tradeName: String, planName: String, instrument: Instrument, side: Side, planned: Quantity) {
    self.tradeName = tradeName
    self.planName = planName
    self.instrument = instrument
    self.side = side
    self.planned = planned
    mode = .paper
    sequence = 0
    feed = FeedStatus(name: "")
    stopHolder = .nobody
    entered = .zero
    open = .zero
    taken = .zero
    waiting = .zero
    lastDirection = 0
    realised = .zero
    feesPaid = .zero
    takerFee = instrument.takerFee
    slippage = 0
    planLeverage = Ratio(1)
    tranches = []
    marks = []
    orders = []
    levels = []
    events = []
    alarms = []
    volume = VolumeProfile()
    path = TradePath()
  }

  /// R at a price: the distance from the average entry in units of 1R, nil before the first fill.
  public func r(at price: Price) -> Ratio? {
    guard let average, let oneR, oneR > 0 else { return nil }
    return (Ratio(price.ticks) - average) * Ratio(side.sign) / Ratio(oneR)
  }

  /// The average entry as a price, which levels made of it have as well: rounded to the side of profit.
  public var averagePrice: Price? { average.map { Position.rounded($0, side: side) } }

  /// A result in R: over what 1R is worth on all that was entered; nil before the first fill.
  public func resultInR(_ net: Cash) -> Ratio? {
    guard let oneR, oneR > 0, entered > .zero else { return nil }
    return net.ratio / instrument.notional(Ratio(oneR), entered)
  }

  /// Open result at a price, before the fee of closing; zero when nothing is open.
  public func openResult(at price: Price) -> Cash {
    guard let average, open > .zero else { return .zero }
    let units = instrument.notional((Ratio(price.ticks) - average) * Ratio(side.sign), open)
    return Cash(units: units.roundedDown128)
  }

  /// The whole trade's net result if all that is open were closed at market at this price: realised, open
  /// result, slippage and the taker fee.
  public func flat(at price: Price) -> Cash {
    guard open > .zero else { return realised }
    let fill = Price(ticks: price.ticks - side.sign * slippage)
    return realised + openResult(at: fill) - instrument.notional(fill, open) * takerFee
  }
}

/// What is known of the feed and its pace.
public struct FeedStatus: Hashable, Sendable {
  /// For people: `sim seed 7`, `BTCUSDT-trades-2024-08-08.csv`.
  public var name: String
  /// Feed time of the last tick.
  public var time: Timestamp?
  /// Age of the last price; nil for a recorded or simulated feed, which is never stale. `refresh` makes it grow.
  public var age: Span?
  /// When the last price arrived, in nanoseconds of a clock that runs on while the machine sleeps.
  public var heardAt: UInt64?
  /// Lines of the feed that were no prices.
  public var faults = 0
  /// Times the recorded pace; nil for a live feed.
  public var speed: Double?
  public var isPaused: Bool
  /// A rehearsal's tape has ended, or standard input has: nobody sends prices any more.
  public var hasEnded: Bool

  public init(name: String) {
    self.name = name
    isPaused = false
    hasEnded = false
  }

  /// Nobody should take the price for today's any more.
  public var isOld: Bool { age.map { $0 >= Span(seconds: 5) } ?? false }

  /// Takes the age anew, `now` being of the clock of `heardAt`: a picture says how old its price is when it is drawn.
  public mutating func refresh(now: UInt64) {
    guard let heardAt else { return }
    age = Span(microseconds: Int64((now - min(now, heardAt)) / 1000))
  }
}

/// The stop as the stop table shows it.
public struct StopView: Hashable, Sendable {
  public var price: Price
  public var quantity: Quantity
  /// Net result of the whole trade if the stop is hit now, no slippage beyond the plan's.
  public var locks: Cash
  /// The largest loss still possible if every waiting tranche fills and the stop is hit then.
  public var worstCase: Cash
  /// Why it stands there: `tranche 2 filled (rule 4)`, `initial`, `by hand`.
  public var reason: String
  public var since: Timestamp
  /// What moves it next.
  public var nextMove: NextEvent?
  /// Where it goes then.
  public var nextLevel: Price?
  /// What time, or the close of a bar, moves next, if price stays.
  public var nextClock: NextClock?
  public var isInitial: Bool

  public init(
    price: Price, quantity: Quantity, locks: Cash, worstCase: Cash, reason: String, since: Timestamp,
    isInitial: Bool
  ) {
    self.price = price
    self.quantity = quantity
    self.locks = locks
    self.worstCase = worstCase
    self.reason = reason
    self.since = since
    self.isInitial = isInitial
  }
}

/// One line of the tranche table: an entry, a target, the runner or a time rule.
public struct TrancheView: Hashable, Sendable {
  public enum Kind: Hashable, Sendable { case entry, target, runner, other }
  public enum State: Hashable, Sendable {
    /// Waits for something else first (`then`, first fill).
    case idle
    /// Begun: its trigger is watched or its order rests.
    case waiting
    case partlyFilled(Quantity)
    case filled(Price, Timestamp)
    /// Acted without a fill of its own (a time rule that ended).
    case done(Timestamp)
    /// A trail that runs.
    case running
    case refused(String)
    case cancelled(String)
    /// Fired but held: why.
    case delayed(String)
  }

  public var kind: Kind
  /// `1`, `T1`, `run`, `48h`.
  public var label: String
  /// Tranche or target number in plan order.
  public var number: Int
  /// `50%`; empty where none.
  public var share: String
  public var quantity: Quantity
  /// The trigger in a few words: `break 30,000`, `1R`, `trail 1R`.
  public var when: String
  /// The price it waits for, where that has a value.
  public var price: Price?
  public var state: State
  /// The earliest moment that it waits for; nil where time brings it nothing.
  public var clock: TradeClock?
  /// A venue can hold it (resting limit, stop); otherwise it lives in this program.
  public var isVenueHeld: Bool

  public init(
    kind: Kind, label: String, number: Int, share: String, quantity: Quantity, when: String, price: Price?,
    state: State, isVenueHeld: Bool
  ) {
    self.kind = kind
    self.label = label
    self.number = number
    self.share = share
    self.quantity = quantity
    self.when = when
    self.price = price
    self.state = state
    self.isVenueHeld = isVenueHeld
  }
}

/// A word at a price of the ladder.
public struct LadderMark: Hashable, Sendable {
  public enum Role: String, Hashable, Sendable, CaseIterable {
    case entry, breakeven, stop, target, trail, liquidation, tranche, level
  }
  public var role: Role
  public var price: Price
  /// `ENTRY`, `BE`, `STOP`, `T1`, `TRAIL`, `LIQ`, `3 break`.
  public var label: String

  public init(role: Role, price: Price, label: String) {
    self.role = role
    self.price = price
    self.label = label
  }
}

/// An order, or an entry that this program holds, as it stands on the ladder.
public struct LadderOrder: Hashable, Sendable {
  public var price: Price
  public var quantity: Quantity
  public var isBuy: Bool
  /// `3`, `T1`, `S`.
  public var label: String
  /// The sentence that cancels it (`cancel tranche 3`); nil for the stop.
  public var cancel: String?

  public init(price: Price, quantity: Quantity, isBuy: Bool, label: String, cancel: String?) {
    self.price = price
    self.quantity = quantity
    self.isBuy = isBuy
    self.label = label
    self.cancel = cancel
  }
}

public struct NamedPrice: Hashable, Sendable {
  public var name: String
  public var price: Price

  public init(name: String, price: Price) {
    self.name = name
    self.price = price
  }
}

/// A line of the story.
public struct EventLine: Hashable, Sendable {
  public enum Tone: Hashable, Sendable { case plain, entry, exit, stop, warning }
  /// What may call for a person who looks elsewhere.
  public enum Call: Hashable, Sendable { case fill, stopHit, target, refused, closed }
  public var sequence: Int
  public var time: Timestamp
  public var text: String
  public var tone: Tone
  /// Nil for what nobody need be called for.
  public var call: Call?

  public init(sequence: Int, time: Timestamp, text: String, tone: Tone) {
    self.sequence = sequence
    self.time = time
    self.text = text
    self.tone = tone
  }
}

/// Something that needs the trader, shown until acknowledged. In order of rank, the gravest first.
public struct Alarm: Hashable, Sendable {
  public enum Kind: Int, Hashable, Sendable {
    /// The journal can no longer be written, or soon not.
    case journal
    case protectionGap, orderRefused, feedLost, feedStale, stopNear, targetAsks, feedDelayed, feedFault, news
    /// Price moves too fast to scale into: a warning, nothing is refused.
    case fastMarket
  }
  public var kind: Kind
  public var text: String

  public init(kind: Kind, text: String) {
    self.kind = kind
    self.text = text
  }
}

/// How a closed trade ended.
public struct TradeResult: Hashable, Sendable, Codable {
  /// Realised result less fees and funding.
  public var net: Cash
  public var fees: Cash
  public var funding: Cash
  /// The largest loss the trade would have shown at its stop.
  public var riskAmount: Cash
  /// Net over what 1R is worth on the largest quantity ever entered, in 10⁻⁸; a distance, said in money.
  public var rE8: Int
  /// The same as a fraction.
  public var r: Ratio { Ratio(Int128(rE8), over: 100_000_000) }
  public var cause: String
  public var opened: Timestamp
  public var closed: Timestamp
  /// MAE: the lowest result that the trade showed, fees so far counted; nil where nothing was ever entered.
  public var adverse: Cash?
  /// MFE: the highest.
  public var favourable: Cash?

  public init(
    net: Cash, fees: Cash, funding: Cash, riskAmount: Cash, rE8: Int, cause: String, opened: Timestamp,
    closed: Timestamp, adverse: Cash? = nil, favourable: Cash? = nil
  ) {
    self.net = net
    self.fees = fees
    self.funding = funding
    self.riskAmount = riskAmount
    self.rE8 = rE8
    self.cause = cause
    self.opened = opened
    self.closed = closed
    self.adverse = adverse
    self.favourable = favourable
  }
}
