import Trading

/// The rules of the language once more, slowly: every price is looked at, everything is derived anew from the
/// fills, all arithmetic is of exact fractions. Written from the language's description, paragraph by
/// paragraph; it exists so that the engine can be compared with it, event by event.
///
/// "§2 Stop" in a comment names the paragraph of the description that the line is to be checked against.
struct ReferenceTrade {
  typealias Level = ReferencePlan.Level
  typealias Distance = ReferencePlan.Distance
  typealias Tick = (time: Int64, price: Int)

  struct Entry {
    var tranche: Int
    var steps: Int
    var price: Int
    var fee: Cash
  }

  struct Exit {
    var steps: Int
    var price: Int
    var fee: Cash
  }

  let plan: ReferencePlan
  var trace: [String] = []

  // The price that is being looked at.
  var index = 0
  var time: Int64 = 0
  var price = 0
  var timeBefore: Int64 = 0

  // What is fixed by the first price.
  var firstPrice = 0
  /// The planned total.
  var total = 0
  /// Not before the initial stop has a value.
  var entriesHaveBegun = false

  // What happened.
  var entries: [Entry] = []
  var exits: [Exit] = []
  /// Funding paid since the trade began, negative when more was received.
  var funding = Cash.zero
  /// The part of it that the open quantity carries.
  var fundingOfOpen = Cash.zero
  var stop: Int?
  /// 1R in ticks, frozen at the first fill.
  var oneR: Int?
  var firstFillTime: Int64?
  var firstFillIndex: Int?
  var someTargetFilled = false
  var isClosed = false
  /// Lowest and highest result from the first fill on.
  var lowest: Cash?
  var highest: Cash?
  var tellsExcursion = false
  /// Counts the limits that began to stand, or stand in another size.
  var serials = 0

  /// The bars of every frame, by minutes.
  var charts: [Int: Chart] = [:]
  let memory = Memory()
  /// How often each part of the language acted; it shows what a comparison has compared.
  var acts: [String: Int] = [:]

  /// One for every rule, in plan order.
  var rules: [RuleState] = []

  /// Every method's sentence is replaced by its rules first: these are numbered.
  init(_ plan: ReferencePlan) {
    let plan = plan.expanded
    self.plan = plan
    rules = plan.rules.map { RuleState(triggers: $0.triggers.map { _ in TriggerState() }) }
  }

  /// Runs the plan over the prices and returns what happened, one line an event.
  static func run(
    _ plan: ReferencePlan, ticks: [Tick], closesAtEnd: Bool, tellsExcursion: Bool = false
  ) -> [String] {
    traded(plan, ticks: ticks, closesAtEnd: closesAtEnd, tellsExcursion: tellsExcursion).trace
  }

  /// The same, with all that the trade remembers.
  static func traded(
    _ plan: ReferencePlan, ticks: [Tick], closesAtEnd: Bool, tellsExcursion: Bool = false
  ) -> ReferenceTrade {
    var trade = ReferenceTrade(plan)
    trade.tellsExcursion = tellsExcursion
    for (index, tick) in ticks.enumerated() where !trade.isClosed {
      trade.index = index
      trade.time = tick.time
      trade.price = tick.price
      trade.noteExcursion()
      trade.pass()
      trade.noteExcursion()
      trade.timeBefore = tick.time
    }
    // §2 End: only a backtest closes at the end of its tape, at the last price; taker, with slippage (§5).
    if closesAtEnd, !trade.isClosed, !ticks.isEmpty {
      if trade.open > 0 { trade.sell(trade.open, at: trade.marketExit, maker: false, label: "end") }
      if !trade.isClosed { trade.close() }
    }
    return trade
  }

  /// §2 "One price makes one pass".
  private mutating func pass() {
    hearBars()
    if index == 0 { beginTrade() }
    chargeFunding()
    cancelExpiredEntries()
    liquidateIfReached()  // 1
    if !isClosed { stopOutIfReached() }  // 2
    if !isClosed { lookAtTargets() }  // 3
    if !isClosed { lookAtEntries() }  // 4
    if !isClosed { lookAtExits() }  // 5: exits that are no targets, before the stop moves
    if !isClosed { lookAtMoves() }  // 5
    if !isClosed { lookAtCloses() }  // 6
    if !isClosed { lookAtTimeRules() }  // 6
    if !isClosed { tryMovesAndTrails() }  // of what acted in 6
    if !isClosed { beginWhatWaitsForThePass() }
    if !isClosed { closeIfNothingIsLeft() }
    if !isClosed { placeLimits() }
    if !isClosed { sayWhatIsKeptOff() }
  }

  // MARK: Words

  /// +1 for a long, −1 for a short.
  var sign: Int { plan.side.sign }

  /// How far `a` lies beyond `b` in the trade's favour; negative: against it.
  func ahead(_ a: Int, of b: Int) -> Int { (a - b) * sign }
  func ahead(_ a: Ratio, of b: Ratio) -> Ratio { (a - b) * Ratio(sign) }

  /// §2 Numbers: to the tick on the side of profit, up for a long, down for a short.
  func rounded(_ exact: Ratio) -> Int { sign > 0 ? exact.roundedUp : exact.roundedDown }

  var entered: Int { entries.reduce(0) { $0 + $1.steps } }
  var open: Int { entered - exits.reduce(0) { $0 + $1.steps } }
  /// In ticks times steps.
  var enteredNotional: Int { entries.reduce(0) { $0 + $1.steps * $1.price } }
  var exitNotional: Int { exits.reduce(0) { $0 + $1.steps * $1.price } }
  var entryFees: Cash { entries.reduce(Cash.zero) { $0 + $1.fee } }
  var fees: Cash { exits.reduce(entryFees) { $0 + $1.fee } }

  /// §2 Levels: entered notional / entered quantity; exits do not change it.
  var average: Ratio? { entered == 0 ? nil : Ratio(Int128(enteredNotional), over: Int128(entered)) }

  /// §2 Paper fills: the price that came ± slippage.
  var marketEntry: Int { price + sign * plan.slippage }
  var marketExit: Int { price - sign * plan.slippage }

  func cash(_ ticksTimesSteps: Int) -> Cash { plan.instrument.tickStepValue * ticksTimesSteps }

  func fee(_ steps: Int, at price: Int, maker: Bool) -> Cash {
    cash(steps * price) * (maker ? plan.makerFee : plan.takerFee)
  }

  mutating func say(_ line: String) { trace.append("\(index) \(line)") }
  mutating func count(_ act: String) { acts[act, default: 0] += 1 }

  /// The number of a tranche from its rule, counted from 1 in plan order (§5).
  func trancheNumber(_ rule: Int) -> Int { plan.rules[...rule].filter(\.isEntry).count }
  func targetNumber(_ rule: Int) -> Int { plan.rules[...rule].filter(\.isTarget).count }
  func ruleOfTranche(_ number: Int) -> Int? {
    plan.rules.indices.first { plan.rules[$0].isEntry && trancheNumber($0) == number }
  }
  func ruleOfTarget(_ number: Int) -> Int? {
    plan.rules.indices.first { plan.rules[$0].isTarget && targetNumber($0) == number }
  }

  // MARK: The end

  /// §2 End: everything waiting is cancelled with that cause, silently here, and the trade closes.
  mutating func close() {
    isClosed = true
    let result = cash(sign * (exitNotional - enteredNotional)) - fees - funding
    say("closed \(Decimal18(units: result.units))")
    guard tellsExcursion, entered > 0 else { return }
    noteExcursion(result)
    if let lowest, let highest {
      say("excursion \(Decimal18(units: lowest.units)) to \(Decimal18(units: highest.units))")
    }
  }

  /// §2 MAE / MFE: realised and open P&L, fees so far counted, before and after each price's pass.
  private mutating func noteExcursion() {
    guard entered > 0, !isClosed else { return }
    noteExcursion(cash(sign * (exitNotional + open * price - enteredNotional)) - fees - funding)
  }

  private mutating func noteExcursion(_ result: Cash) {
    lowest = min(lowest ?? result, result)
    highest = max(highest ?? result, result)
  }

  /// §2 End: a trade that holds nothing and waits for nothing ends.
  private mutating func closeIfNothingIsLeft() {
    if open == 0, !someEntryWaits { close() }
  }

  // MARK: Funding

  /// Charged at every multiple of the period since 1970 that lies after the price before and not after this
  /// one, on what was open before this price; the long pays a positive rate.
  private mutating func chargeFunding() {
    guard let terms = plan.funding, open > 0 else { return }
    let period = Int64(terms.hours) * 3_600_000_000
    var instant = (timeBefore / period) * period
    while instant <= time {
      if instant > timeBefore {
        let paid = cash(open * price * sign) * terms.rate
        funding += paid
        fundingOfOpen += paid
        say("funding \(Decimal18(units: paid.units))")
      }
      instant += period
    }
  }
}
