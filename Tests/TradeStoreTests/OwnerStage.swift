import Replay
import StrictYAML
import Testing
import Trading

@testable import TradeStore

/// An owner in a test: a plan, a random path, and sentences typed on the way, interrupted wherever a test wants.
struct OwnerStage {
  let text: String
  let plan: Plan
  let tape: Tape
  /// What a person types on which tick.
  var hands: [Int: String] = [:]
  /// Looks at every price instead of those that the band does not hold.
  var usesNoBand = false
  /// Changes what the paper broker looks like from the owner's side.
  var disguise: (Broker) -> Broker = { $0 }

  init(_ text: String, tape: Tape, hands: [Int: String] = [:]) throws {
    self.text = text
    self.tape = tape
    self.hands = hands
    plan = try PlanReader.plan(StrictYAML.document(text), catalogue: .builtIn)
  }

  /// A walk of a minute a tick around 30,000, with a gap now and then.
  static func walk(seed: UInt64, ticks: Int) -> Tape {
    var random = SeededGenerator(state: seed)
    var price = 299_000
    var tape = Tape()
    for index in 0..<ticks {
      tape.append(
        time: Timestamp(microseconds: (1_800_000_000 + Int64(index) * 60) * 1_000_000),
        price: Price(ticks: price), quantity: Quantity(steps: 1))
      let reach = Int.random(in: 0..<40, using: &random) == 0 ? 2_000 : 300
      price = max(250_000, price + Int.random(in: -reach...reach, using: &random))
    }
    return tape
  }

  /// Up in a saw, through every level of the plans, and down again at the end: the same in every run.
  static let mountain: Tape = {
    var tape = Tape()
    for index in 0..<1_000 {
      let slope = index < 800 ? 28 * index : 28 * (1_600 - index) - 30 * (index - 800)
      tape.append(
        time: Timestamp(microseconds: (1_800_000_000 + Int64(index) * 60) * 1_000_000),
        price: Price(ticks: 299_000 + slope + index % 7 * 40), quantity: Quantity(steps: 1))
    }
    return tape
  }()

  func begin(_ lock: TradeLock) throws -> Owner {
    let first = tape.tick(at: 0)
    let opening = try Trade.opening(
      trade: lock.files.id, plan: plan, planText: text, levelOverrides: [], feed: .simulated(seed: 1),
      first: first)
    return try Owner(
      opening: opening, plan: plan, first: first, journal: try Journal.create(lock),
      broker: disguise(.paper(PaperBroker(plan: plan))), wallTime: { 0 })
  }

  /// The trade as its journal tells it, read as its next owner does.
  func told(_ lock: TradeLock) throws -> (Journal, ToldTrade) {
    var rows: [JournalRow] = []
    let journal = try Journal.open(lock) { rows.append($0) }
    return (journal, try told(rows))
  }

  func told(_ rows: [JournalRow]) throws -> ToldTrade {
    var told = try ToldTrade(first: try #require(rows.first)) { _ in plan }
    for row in rows.dropFirst() { try told.tell(row) }
    told.finish()
    return told
  }

  /// Goes on after a kill: at the last event, or at a place that was seen behind it.
  func resume(_ lock: TradeLock, seen: Tick? = nil) throws -> Owner {
    let (journal, told) = try told(lock)
    var tick = told.lastTick
    if let seen, seen.index > tick.index { tick = seen }
    return try Owner(
      resuming: told, at: tick, passed: tape.range(from: told.lastTick.index, to: tick.index),
      journal: journal, broker: disguise(.paper(PaperBroker(resuming: told.trade))),
      wallTime: { 0 })
  }

  /// Takes the next price that acts, or on which somebody types; false at the end of the tape or the trade.
  func step(_ owner: inout Owner) throws -> Bool {
    guard !owner.trade.isClosed, var cursor = TapeCursor(after: owner.tick, on: tape) else { return false }
    let hand = hands.keys.filter { $0 >= cursor.index }.min()
    let end = hand.map { $0 + 1 } ?? tape.count
    if let tick = cursor.next(outside: usesNoBand ? .closed : owner.band, on: tape, before: end) {
      try owner.take(tick, passed: tape.range(from: owner.tick.index, to: tick.index))
    } else {
      guard end > owner.tick.index + 1 else { return false }
      owner.see(tape.tick(at: end - 1), passed: tape.range(from: owner.tick.index, to: end))
    }
    if owner.tick.index == hand, let hand, let sentence = hands[hand] {
      let seen = HandAction(
        sentence: sentence, seenSequence: owner.trade.sequence, seenPrice: owner.tick.price)
      try owner.obey(seen, age: nil)
    }
    return true
  }

  func events(_ files: TradeFiles) throws -> [Event] {
    let reader = try JournalReader(files)
    return try reader.rows(after: 0, limit: .max).map { try EventCoding.event($0) }
  }
}

extension OwnerStage {
  /// Events without those of leaving and coming back, the sequence numbers counted without them, as text.
  static func plain(_ events: [Event]) throws -> [String] {
    var numbers: [Int: Int] = [:]
    var lines: [String] = []
    for event in events {
      switch event.fact {
      // Extremes are told with the next event, whichever that is; the result shows that they are the same.
      case .detached, .resumed, .swung: continue
      default: break
      }
      numbers[event.sequence] = lines.count + 1
      var same = event
      same.sequence = lines.count + 1
      same.fact = renumbered(event.fact, numbers)
      let entry = try EventCoding.entry(same, wallTime: 0)
      lines.append("\(same.sequence) at \(same.tick.index): \(String(decoding: entry.body, as: UTF8.self))")
    }
    return lines
  }

  /// An order's id is the sequence number of the event that asked for it.
  private static func renumbered(_ fact: Fact, _ numbers: [Int: Int]) -> Fact {
    func number(_ id: Int) -> Int { numbers[id] ?? -id }
    switch fact {
    case .opened(var opening):
      opening.trade = ""
      return .opened(opening)
    case .orderAccepted(let id): return .orderAccepted(id: number(id))
    case .orderWithdrawn(let id): return .orderWithdrawn(id: number(id))
    case .orderCancelled(let id): return .orderCancelled(id: number(id))
    case .orderRejected(let id, let reason): return .orderRejected(id: number(id), reason: reason)
    case .filled(var fill, let purpose):
      fill.order = number(fill.order)
      return .filled(fill, purpose: purpose)
    default: return fact
    }
  }
}

/// The plans that the owner's tests run.
enum OwnerPlans {
  static let pyramid = """
    plan: BTC breakout pyramid
    instrument: BTCUSDT
    side: long
    size: 1.000
    equity: 50000
    leverage: 5
    stop: 29300
    rules:
      - enter 50% on break 30000
      - then enter 30% on retest 30000 within 0.2% hold 5m
      - then enter 20% on break 30600
      - from tranche 2, stop to breakeven
      - at 1R take 30%, stop to breakeven
      - at 2R take 30%, stop to 1R
      - from 2R trail 1R
      - after 48h unless 0.5R take 50%
    """

  static let restingShort = """
    plan: Sell into strength
    instrument: BTCUSDT
    side: short
    size: 0.400
    leverage: 3
    stop: 3%
    slippage: 2 ticks
    funding: 0.01% per 8h
    entries: keep
    rules:
      - enter 25% at 29950
      - enter 25% at 30100
      - enter 50% at 30250
      - at 0.4R take 30%
      - at 1.2R take 30%, stop to breakeven
      - from 0.6R trail 0.5R
    """

  static let trailing = """
    plan: Trail early
    instrument: BTCUSDT
    side: long
    risk: 250
    equity: 50000
    leverage: 5
    stop: 1%
    fills: touch
    funding: 0.02% per 1h
    rules:
      - enter 50% on touch 29950
      - enter 50% at 29800
      - from 0.3R trail 0.6R step 0.1R
      - at 2R take 50%
      - from 0.5R note "half an R"
      - after 4h unless now 0.2R take 50%
    """

  static let ladder = """
    plan: Average down
    instrument: BTCUSDT
    side: long
    size: 0.500
    leverage: 2
    stop: 27000
    entries: keep
    targets: after entries
    rules:
      - enter 25% on break 29900
      - then enter 25% at 29600 within 10h
      - then enter 25% at 29300
      - at 30900 take 50%
      - from 30500 trail 300
      - after 30h close
    """

  static let all = [pyramid, restingShort, trailing, ladder]

  /// Sentences on random ticks, good and bad.
  static func hands(_ random: inout SeededGenerator, ticks: Int) -> [Int: String] {
    let sentences = [
      "take 10%", "take next", "stop to breakeven", "stop to 29000 because \"wider\"", "enter next",
      "enter 10% because \"I want to\"", "cancel entries", "from 30400 take 20%", "trail 200",
      "enter 10% at 29700", "close", "take 500%", "note \"seen\"", "cancel target 1",
    ]
    var hands: [Int: String] = [:]
    for _ in 0..<6 {
      hands[Int.random(in: 1..<ticks, using: &random)] = sentences.randomElement(using: &random)
    }
    return hands
  }
}
