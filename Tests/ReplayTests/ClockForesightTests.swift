import Replay
import Testing

@testable import Trading

/// What a screen says of time is what the engine does then, and not before.
@Suite struct ClockForesightTests {
  /// A trade on a rule that waits for time, and what its row and the line of the clock say. Prices come a minute apart
  /// from 08:00 of 2027-01-15 on; the first entry fills at 30,000 at 08:01, 1R is 700.
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var header: [String] = []
    var rules: [String]
    var prices: [Double]
    var news: [NewsEvent] = []
    /// The row's label, its word and time; nil for a row without one.
    var row: (label: String, clock: String?)
    var sentence: String?
    var outcome: String?
    var short: String?
    /// What moves the stop by time.
    var stop: String?

    var testDescription: String { name }

    func rehearsal() throws -> (Rehearsal, Tick) {
      let lines =
        ["plan: clocks", "instrument: BTCUSDT", "side: long", "size: 1.000", "stop: 29300"] + header
      let yaml = (lines + ["rules:"] + rules.map { "  - " + $0 }).joined(separator: "\n")
      let tape = Worked.tape(prices)
      return (try Worked.rehearsal(yaml, tape, news: news), tape.tick(at: tape.count - 1))
    }
  }

  private static let first = "enter 50% on break 30000"
  private static let filled: [Double] = [29_900, 30_000, 30_100, 30_110]

  private static func release(_ hour: Int64, _ minute: Int64) -> NewsEvent {
    NewsEvent(
      time: Timestamp(microseconds: (1_800_000_000 + (hour - 8) * 3600 + minute * 60) * 1_000_000),
      before: Span(seconds: 1800), after: Span(seconds: 1800), text: "payrolls")
  }

  static let cases = [
    Case(
      name: "a span", rules: [first, "after 4h take 50%"], prices: filled, row: ("4h", "at 12:01"),
      sentence: "after 4h take 50%", outcome: "sells 0.250, 0.250 stays", short: "take 50%"),
    Case(
      name: "a span, unless", rules: [first, "after 4h unless 0.5R take 50%"], prices: filled,
      row: ("4h", "at 12:01"), sentence: "after 4h unless 0.5R take 50%",
      outcome: "sells 0.250, 0.250 stays, unless 30,350.0 is reached first", short: "take 50%"),
    Case(
      name: "unless price is there now", rules: [first, "after 4h unless now 0.1R close"], prices: filled,
      row: ("4h", "at 12:01"), sentence: "after 4h unless now 0.1R close",
      outcome: "at this price ends: its level was reached, unless 30,070.0 is there then", short: "close"),
    Case(
      name: "its unless was reached", rules: [first, "after 4h unless 0.5R take 50%"],
      prices: [29_900, 30_000, 30_400, 30_110], row: ("4h", nil)),
    // Fourteen bars of five minutes, none of which has finished: the first ends at 08:05, the last at 09:10.
    Case(
      name: "a trail whose range is not known yet", rules: [first, "from 1R trail 4 atr 14 on 5m"],
      prices: [29_900, 30_000, 30_800, 30_810], row: ("1", nil), sentence: "from 1R trail 4 atr 14 on 5m",
      outcome: "begins, once its range is known", stop: "5m close 09:10"),
    Case(
      name: "a span without a position", rules: [first, "after 4h take 50%"], prices: [29_900, 29_950],
      row: ("4h", nil)),
    Case(
      name: "a stop moved by time", rules: [first, "after 1h stop to first entry room 0R"], prices: filled,
      row: ("1h", "at 09:01"), sentence: "after 1h stop to first entry room 0R", outcome: "stop to 30,000.0",
      short: "stop to first entry room 0R", stop: "at 09:01 30,000.0"),
    Case(
      name: "within a time", rules: [first, "when 2R within 15m take 50%"], prices: filled,
      row: ("<15m", "until 08:16"), sentence: "when 2R within 15m take 50%",
      outcome: "ends: its time has passed",
      short: "<15m"),
    Case(
      name: "an entry for a time", rules: [first, "enter 50% within 2h on break 30600"], prices: filled,
      row: ("2", "until 10:00"), sentence: "enter 50% within 2h on break 30600",
      outcome: "ends: its time has passed", short: "tranche 2"),
    Case(
      name: "the hold of a retest", rules: [first, "then enter 50% on retest 30000 within 0.5% hold 5m"],
      prices: [29_900, 30_000, 30_200, 30_140, 30_130], row: ("2", "hold until 08:08"),
      sentence: "then enter 50% on retest 30000 within 0.5% hold 5m",
      outcome: "at this price buys 0.500: 1.000 open; stop 29,300.0", short: "tranche 2"),
    Case(
      name: "before the news", header: ["news: n.txt"], rules: [first, "5m before news close"],
      prices: filled,
      news: [release(13, 30)],
      row: ("news", "at 13:25"), sentence: "5m before news close", outcome: "sells all 0.500; the trade ends",
      short: "close"),
    Case(
      name: "after the news", header: ["news: n.txt"], rules: ["single 10m after news because \"once\""],
      prices: [29_900, 29_950],
      news: [release(13, 30)], row: ("1", "at 13:40")),
    Case(
      name: "held by the news", rules: [first], prices: [29_900, 30_000, 30_010], news: [release(8, 10)],
      row: ("1", "held until 08:40"), sentence: "enter 50% on break 30000",
      outcome: "at this price buys 0.500: 0.500 open; stop 29,300.0", short: "tranche 1"),
    Case(
      name: "a close", rules: [first, "when close below 30050 on 15m take 50%"], prices: filled,
      row: ("15m", "15m close 08:15"), sentence: "when close below 30050 on 15m take 50%",
      outcome: "closing here it does nothing", short: "15m"),
    Case(
      name: "a close that acts here", rules: [first, "when close below 30150 on 15m take 50%"],
      prices: filled,
      row: ("15m", "15m close 08:15"), sentence: "when close below 30150 on 15m take 50%",
      outcome: "closing here sells 0.250, 0.250 stays", short: "15m"),
    Case(
      name: "a close beyond a break", rules: ["enter 50% on break 30000 close on 5m"],
      prices: [29_900, 30_010],
      row: ("1", "5m close 08:05"), sentence: "enter 50% on break 30000 close on 5m",
      outcome: "closing here buys 0.500: 0.500 open; stop 29,300.0", short: "tranche 1"),
    Case(
      name: "an average that warms up", rules: [first, "when close below ema 5 on 1m take 50%"],
      prices: filled,
      row: ("1m", "1m close 08:05"), sentence: "when close below ema 5 on 1m take 50%",
      outcome: "closing here it does nothing, ema 5 has no value yet", short: "1m"),
    Case(
      name: "an average", rules: [first, "when close below ema 3 on 1m take 50%"], prices: filled,
      row: ("1m", "1m close 08:04"), sentence: "when close below ema 3 on 1m take 50%",
      outcome: "closing here it does nothing, ema 3 is 30,000.0", short: "1m"),
    Case(
      name: "a runner", rules: [first, "runner until close below sma 2 on 1m or 5R"],
      prices: filled, row: ("run", "1m close 08:04")),
    Case(
      name: "a trail behind an average", rules: [first, "from 0.1R trail behind ema 2 on 1m"],
      prices: [29_900, 30_000, 30_080, 30_110, 30_150], row: ("run", "1m close 08:05"),
      stop: "1m close 08:05 30,128.6"),
  ]

  private func snapshot(_ trade: Trade, _ last: Tick?, now: Tick) -> Snapshot {
    var surroundings = Surroundings(feed: FeedStatus(name: "test"))
    surroundings.feed.time = now.time
    surroundings.last = last?.price
    return trade.snapshot(surroundings)
  }

  private func words(_ clock: TradeClock) -> String { clock.word + " " + clock.time.clock(seconds: false) }

  @Test(arguments: cases) func everyTriggerWithATime(_ entry: Case) throws {
    let (rehearsal, last) = try entry.rehearsal()
    let snapshot = snapshot(rehearsal.trade, last, now: last)
    let row = try #require(
      snapshot.tranches.first { $0.label == entry.row.label }, "\(snapshot.tranches.map(\.label))")
    #expect(row.clock.map(words) == entry.row.clock)
    if let sentence = entry.sentence { #expect(snapshot.nextClock?.sentence == sentence) }
    if let outcome = entry.outcome { #expect(snapshot.nextClock?.outcome == outcome) }
    if let short = entry.short { #expect(snapshot.nextClock?.short == short) }
    if entry.row.clock == nil, entry.sentence == nil { #expect(snapshot.nextClock == nil) }
    let stop = snapshot.stop?.nextClock.map { next in
      words(next.clock) + (next.level.map { " " + rehearsal.trade.instrument.text($0) } ?? "")
    }
    #expect(stop == entry.stop)
  }

  /// Without a price nothing can be asked: what is due is told, what would come of it is not.
  @Test func withoutAPriceTheTimeIsStillTold() throws {
    let (rehearsal, last) = try Self.cases[0].rehearsal()
    let next = snapshot(rehearsal.trade, nil, now: last).nextClock
    #expect(next.map { words($0.clock) } == "at 12:01")
    #expect(next?.sentence == "after 4h take 50%")
    #expect(next?.outcome == "")
  }

  /// An `unless` is told as what happens next in its direction where nothing else does.
  @Test func anUnlessIsToldWhereNothingElseActs() throws {
    let (rehearsal, last) = try Self.cases[1].rehearsal()
    let up = snapshot(rehearsal.trade, last, now: last).nextUp
    #expect(up?.price.ticks == 303_500)
    #expect(up?.step == "after 4h unless 0.5R")
    #expect(up?.outcome == "ends unused: its level is reached")
  }

  /// The paper broker and the engine, carried to the moment that was named: nothing happens one moment before it, and
  /// then the very facts that were imagined.
  @Test func itIsWhatHappensThen() throws {
    var compared = 0
    try BrokenOff.each(1...200) { start, last, place in compared += try compare(start, last, place) }
    #expect(compared > 10, "there was something to compare: \(compared)")
  }

  @Test(arguments: cases) func itIsWhatHappensThenInEveryCase(_ entry: Case) throws {
    let (rehearsal, last) = try entry.rehearsal()
    let next = snapshot(rehearsal.trade, last, now: last).nextClock
    let compared = try compare(rehearsal, last, entry.name)
    #expect(compared == (next.map { $0.isClose ? 0 : 1 } ?? 0))
  }

  private func compare(_ start: Rehearsal, _ last: Tick, _ place: String) throws -> Int {
    let now = Tick(index: last.index + 1, time: last.time, price: last.price)
    // What bars say depends on the bars until then.
    guard let next = ClockForesight(start.trade, from: last.price, time: last.time).next,
      !next.isClose
    else { return 0 }
    var real = start
    try real.pass(now)
    let early = Tick(
      index: now.index, time: Timestamp(microseconds: next.clock.time.microseconds - 1), price: last.price)
    let isInclusive = next.clock.kind == .ends && next.sentence.contains("when ")
    let late = Tick(
      index: now.index, time: isInclusive ? next.clock.time + Span(microseconds: 1) : next.clock.time,
      price: last.price)
    guard early.time > last.time else { return 0 }
    var counted = real.events.count
    try real.pass(early)
    let before = Telling(Array(real.events[counted...]), start.trade, real.trade, isTimed: true)
    #expect(before.event(at: last.price) == nil, "\(place): nothing happens before \(next)")
    counted = real.events.count
    let trade = real.trade
    try real.pass(late)
    let then = Telling(Array(real.events[counted...]), trade, real.trade, isTimed: true)
    let event = then.event(at: last.price)
    #expect(event != nil, "\(place): something happens at \(next)")
    guard let event else { return 0 }
    #expect(
      !event.outcome.isEmpty && next.outcome.contains(event.outcome), "\(place): \(event) is not in \(next)")
    return 1
  }
}

extension NextClock {
  fileprivate var isClose: Bool { if case .closes = clock.kind { true } else { false } }
}
