import Trading

/// Runs a plan over a tape without a screen: trade after trade, through the engine and the paper broker that carry
/// a trade on the screen.
///
/// With `plan.repeats` a new trade begins at the price after the one that closed the last, until the tape ends;
/// without it there is one. What is open at the end of the tape is closed at its last price, with that cause.
public struct Backtest: Sendable {
  public let plan: Plan
  /// The plan as it was written, and the `--level NAME=X` given beside it: what the opening of each trade holds.
  public let planText: String
  public let levelOverrides: [String]
  /// Where the prices are from.
  public let feed: FeedIdentity
  /// Keeps the events of each trade; without it only what is told of them stays in memory.
  public var keepsEvents = false

  public init(
    plan: Plan, planText: String = "", levelOverrides: [String] = [], feed: FeedIdentity = .pipe
  ) {
    self.plan = plan
    self.planText = planText
    self.levelOverrides = levelOverrides
    self.feed = feed
  }

  /// What a trade of this number is called in its opening.
  public static func name(_ number: Int) -> String { "trade \(number)" }

  /// Begins the first trade at a position of the tape, which on bars must be the open of one.
  ///
  /// - Parameters:
  ///   - repeats: whether trades follow each other; as the plan says if nil.
  ///   - number: of the first trade in which something is entered; the others have none.
  ///   - progress: called about a thousand times, whatever the length of the tape.
  /// - Throws: `Refusal` if no trade can begin at that position, or if trade after trade ends as it begins. Where a
  ///   later one cannot begin, the next price is tried, and the run counts it.
  public func run(
    _ tape: Tape, from start: Int = 0, repeats: Bool? = nil, numbered number: Int = 1,
    progress: (BacktestProgress) -> Void = { _ in }
  ) throws -> BacktestRun {
    let repeats = repeats ?? plan.repeats
    guard !repeats || plan.adoption == nil else {
      throw Refusal(
        "an open position is taken over once, and trades repeat", remedy: "take `adopt:` or `repeat:` out")
    }
    var run = BacktestRun()
    let minutes = TapeMinuteBars(plan, on: tape)
    var cursor = TapeCursor(at: start)
    var day = DayLoss(at: start < tape.count ? tape.tick(at: start).time : Timestamp(microseconds: 0))
    var pace = BacktestPace(start: start, end: tape.count)
    var emptyInRow = 0
    while let first = cursor.next(outside: .closed, on: tape, before: tape.count) {
      if pace.isDue(at: first.index) { progress(pace.progress) }
      if let limit = plan.dailyLoss, day.passes(limit, at: first.time) {
        // The guard of the day: on with the next one.
        cursor = TapeCursor(at: tape.start(from: DayLoss.end(of: first.time)))
        run.noteDayStopped()
        continue
      }
      let number = number + run.trades.count
      let refusal = try carry(number, from: first, &cursor, on: tape, minutes, into: &run) { tick in
        if pace.isDue(at: tick.index) { progress(pace.progress) }
      }
      if let refusal, run.begun == 0 { throw refusal }
      if let trade = run.trades.last, trade.number == number, let opened = trade.report.opened {
        day.add(trade.net, rE8: trade.rE8, closed: opened + trade.time)
      }
      guard repeats else { break }
      let isEmpty = run.trades.last?.number != number && cursor.index <= first.index + 1
      emptyInRow = isEmpty ? emptyInRow + 1 : 0
      if emptyInRow == Backtest.mostEmptyInRow { throw emptyRefusal(at: first.time) }
    }
    progress(pace.end)
    return run
  }

  /// So many trades that end on the price on which they began, with nothing entered, are no accident.
  static let mostEmptyInRow = 1_000

  private func emptyRefusal(at time: Timestamp) -> Refusal {
    Refusal(
      "\(Backtest.mostEmptyInRow) trades in a row, up to \(time.utcText), ended on their first price with nothing "
        + "entered: the plan is refused wherever it begins",
      remedy: "see why: take `repeat:` out and run it again")
  }

  /// Begins a trade at each of these prices of the tape, each by itself: they may overlap in time. They are numbered
  /// from `number` on, those in which nothing is entered as well, so that one can be found beside another plan's.
  public func run(
    _ tape: Tape, at begins: [Tick], numbered number: Int = 1,
    progress: (BacktestProgress) -> Void = { _ in }
  ) throws -> BacktestRun {
    var run = BacktestRun()
    let minutes = TapeMinuteBars(plan, on: tape)
    for (place, first) in begins.enumerated() {
      guard var cursor = TapeCursor(after: first, on: tape) else {
        preconditionFailure("a trade begins at a price of the tape")
      }
      _ = try carry(number + place, from: first, &cursor, on: tape, minutes, into: &run)
      progress(BacktestProgress(done: place + 1, total: begins.count))
    }
    return run
  }

  /// The one place where a trade is begun.
  private func begin(
    _ number: Int, at first: Tick, on tape: Tape, _ minutes: TapeMinuteBars
  ) throws -> Rehearsal {
    let history = minutes.history(before: first)
    let opening = try Trade.opening(
      trade: Backtest.name(number), plan: plan, planText: planText, levelOverrides: levelOverrides,
      feed: feed, first: first, history: history)
    return try Rehearsal(plan: plan, opening: opening, first: first, on: tape, history: history)
  }

  /// Carries a trade from its first price to its end, and the cursor behind it. The answer says why it could not
  /// begin.
  private func carry(
    _ number: Int, from first: Tick, _ cursor: inout TapeCursor, on tape: Tape, _ minutes: TapeMinuteBars,
    into run: inout BacktestRun, passed: (Tick) -> Void = { _ in }
  ) throws -> Refusal? {
    var rehearsal: Rehearsal
    do {
      rehearsal = try begin(number, at: first, on: tape, minutes)
    } catch let refusal as Refusal {
      run.couldNotBegin += 1
      return refusal
    }
    run.begun += 1
    var kept = KeptEvents(all: keepsEvents)
    kept.take(from: &rehearsal)
    try rehearsal.run(tape, from: &cursor) { rehearsal, tick in
      kept.take(from: &rehearsal)
      passed(tick)
    }
    try rehearsal.end(on: tape)
    kept.take(from: &rehearsal)
    run.add(rehearsal.trade, number: number, began: first, kept)
    return nil
  }
}

/// What is kept of a trade's events while it runs.
struct KeptEvents {
  private(set) var history = TradeHistory()
  private(set) var events: [Event] = []
  private let keepsAll: Bool

  init(all: Bool) { keepsAll = all }

  mutating func take(from rehearsal: inout Rehearsal) {
    guard !rehearsal.events.isEmpty else { return }
    let taken = rehearsal.takeEvents()
    for event in taken { history.note(event, of: rehearsal.trade) }
    if keepsAll { events += taken }
  }
}
