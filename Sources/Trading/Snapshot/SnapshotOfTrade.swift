/// What only the surroundings of a trade know, for its snapshot.
public struct Surroundings: Sendable {
  public var feed: FeedStatus
  public var last: Price?
  public var lastDirection: Int
  public var lastSize: Quantity?
  public var stopHolder: Snapshot.StopHolder
  public var volume: VolumeProfile
  public var path: TradePath
  public var depth: MarketDepth?
  /// Newest first.
  public var events: [EventLine]
  public var alarms: [Alarm]

  public init(feed: FeedStatus) {
    self.feed = feed
    lastDirection = 0
    stopHolder = .program
    volume = VolumeProfile()
    path = TradePath()
    events = []
    alarms = []
  }
}

extension Trade {
  /// Everything a screen shows of this trade now. An outlook that is given is taken for today's; it must be.
  public func snapshot(_ surroundings: Surroundings, outlook: Outlook? = nil) -> Snapshot {
    let last = surroundings.last
    var snapshot = Snapshot(
      tradeName: opening.trade, planName: plan.name, instrument: instrument, side: side, planned: total)
    snapshot.sequence = sequence
    snapshot.feed = surroundings.feed
    snapshot.stopHolder = surroundings.stopHolder
    snapshot.volume = surroundings.volume
    snapshot.path = surroundings.path
    snapshot.depth = surroundings.depth
    snapshot.events = surroundings.events
    snapshot.alarms = surroundings.alarms
    snapshot.last = last
    snapshot.lastDirection = surroundings.lastDirection
    snapshot.lastSize = surroundings.lastSize
    fillPosition(&snapshot, last)
    let now = surroundings.feed.time ?? lastEventTick.time
    snapshot.tranches = trancheViews(last, now: now)
    snapshot.nextTranche = isClosed ? nil : nextTranche.map { rules[$0].number }
    snapshot.marks = ladderMarks(last)
    snapshot.orders = ladderOrders(last)
    snapshot.levels = opening.levels.filter { $0.key != "first price" }
      .map { NamedPrice(name: $0.key, price: $0.value) }.sorted { $0.name < $1.name }
    if let last, !isClosed {
      let outlook = outlook ?? self.outlook(from: last, time: now)
      snapshot.nextUp = outlook.up
      snapshot.nextDown = outlook.down
      snapshot.stop?.nextMove = outlook.stopMove
      snapshot.stop?.nextLevel = outlook.stopLevel
      fillBand(&snapshot)
    }
    if !isClosed {
      let clocks = ClockForesight(self, from: last, time: now)
      snapshot.nextClock = clocks.next
      snapshot.stop?.nextClock = clocks.stopMove
    }
    snapshot.result = result
    if isClosed { snapshot.report = report }
    return snapshot
  }

  private func fillPosition(_ snapshot: inout Snapshot, _ last: Price?) {
    snapshot.entered = position.entered
    snapshot.open = position.open
    snapshot.taken = position.taken
    snapshot.waiting = isClosed ? .zero : waitingQuantity
    snapshot.average = position.average
    snapshot.firstFill = position.firstFill
    snapshot.oneR = oneR
    snapshot.breakeven = breakeven
    snapshot.liquidation = liquidation
    snapshot.scratch = position.scratch(taker: plan.takerFee, slippage: plan.slippage)
      .map { Position.rounded($0, side: side) }
    if case .file = opening.feed { snapshot.mode = .replay }
    snapshot.realised = position.isOpen ? position.realised : position.settled
    snapshot.feesPaid = position.fees
    snapshot.takerFee = plan.takerFee
    snapshot.slippage = plan.slippage
    snapshot.riskAmount = riskAmount > .zero ? riskAmount : nil
    snapshot.equity = plan.equity
    snapshot.planLeverage = plan.leverage.ratio
    snapshot.effectiveLeverage = last.flatMap { effectiveLeverage(at: $0) }
    snapshot.stop = stopView(last)
  }

  /// Notional over equity with open result; nil without `equity`.
  public func effectiveLeverage(at price: Price) -> Ratio? {
    guard let equity = plan.equity, position.isOpen else { return nil }
    let worth = equity + position.net(closingAt: price, fee: .zero)
    guard worth > .zero else { return nil }
    return Ratio(instrument.notional(price, position.open).units, over: worth.units)
  }

  private func stopView(_ last: Price?) -> StopView? {
    guard let stop, position.isOpen else { return nil }
    return StopView(
      price: stop.price, quantity: position.open, locks: net(stoppedAt: stop.price),
      worstCase: worstCase(at: last ?? stop.price), reason: words(stop.cause), since: stop.since.time,
      isInitial: stop.cause == .initial)
  }

  /// The trade's own interval, and no further than what its broker does next: a stop, a resting target.
  private func fillBand(_ snapshot: inout Snapshot) {
    func edge(_ ticks: Int32) -> Price? {
      ticks > 0 && ticks < Int32.max ? Price(ticks: Int(ticks)) : nil
    }
    snapshot.bandLow = [edge(band.low), snapshot.nextDown?.price].compactMap { $0 }.max()
    snapshot.bandHigh = [edge(band.high), snapshot.nextUp?.price].compactMap { $0 }.min()
  }

  /// What will happen next on either side of a price. Within the bands of the trade and of its broker, and as long as
  /// no event comes, it is the same at every price and at every time.
  public func outlook(from last: Price, time: Timestamp) -> Outlook {
    let isLong = side == .long
    let up = Foresight(self, from: last, time: time, isUp: true, untilStopMoves: isLong)
    let down = Foresight(self, from: last, time: time, isUp: false, untilStopMoves: !isLong)
    var outlook = Outlook(up: up.next, down: down.next)
    if let move = (isLong ? up : down).stopMove {
      outlook.stopMove = NextEvent(price: move.at, sentence: move.sentence, outcome: "")
      outlook.stopLevel = move.to
    }
    return outlook
  }
}

/// What acts next above and below the market, and what moves the stop next.
public struct Outlook: Hashable, Sendable {
  public var up: NextEvent?
  public var down: NextEvent?
  public var stopMove: NextEvent?
  public var stopLevel: Price?
}
