import StrictYAML
import Trading

/// Facts of every case, with awkward numbers and texts.
enum FactSamples {
  static let plan = """
    plan: "Awkward: \\"quotes\\", # and ä"
    instrument: BTCUSDT
    side: short
    size: 0.007
    stop: 31000
    levels: {low: 29000, high: 30000}
    rules:
      - enter 100% at high
    """

  static func opening(_ feed: FeedIdentity) throws -> Opening {
    let plan = try PlanReader.plan(StrictYAML.document(plan), catalogue: .builtIn)
    return Opening(
      trade: "btcusdt-20261123-1412-1", planText: Self.plan, levelOverrides: ["low=28999.9"], plan: plan,
      feed: feed, total: Quantity(steps: 7),
      levels: ["low": Price(ticks: 289_999), "high": Price(ticks: 300_000), "first price": Price(ticks: 1)])
  }

  static func all() throws -> [Fact] {
    let largest = Cash(units: 999_999_999_999_999_999_999_999_999_999_999)
    let fill = Fill(
      order: 4, quantity: Quantity(steps: 3), price: Price(ticks: 300_001), fee: Cash(units: -1),
      isMaker: true,
      isLast: false)
    let result = TradeResult(
      net: -largest, fees: largest, funding: Cash(units: -5), riskAmount: .zero,
      rE8: -123_456_789,
      cause: "stop \"hit\"\n\u{0}", opened: Timestamp(microseconds: 1), closed: Timestamp(microseconds: .max))
    let adopted = AdoptedPosition(
      quantity: Quantity(steps: 500), notional: Cash(units: 15_060_185_000_000_000_000_000),
      price: Price(ticks: 301_204), fee: Cash(units: 7_530_092_500_000_000_000),
      since: Timestamp(microseconds: 1_767_621_600_000_000),
      realised: Cash(units: -125_500_000_000_000_000_000),
      oneR: 7_000)
    let file = FeedIdentity.file(path: "/a b/ü.csv", bytes: 1 << 40, modified: -1, digest: "00ff")
    let bar = Bar(
      start: Timestamp(microseconds: 900_000_000), open: Price(ticks: 5), high: Price(ticks: 9),
      low: Price(ticks: 3), close: Price(ticks: 8), volume: Quantity(steps: 12))
    return [
      .opened(try opening(.simulated(seed: .max))), .opened(try opening(file)), .opened(try opening(.pipe)),
      .ruleBegan(
        rule: 0,
        memories: [
          .none, .armed(true), .side(-1), .retestAway, .retestBeyond, .reached,
          .retestHolds(since: Timestamp(microseconds: 1_767_621_600_000_000)),
        ]),
      .ruleRemembers(rule: 1, trigger: 2, memory: .armed(false)),
      .ruleFired(rule: 1, cause: .trigger(1)), .ruleFired(rule: 1, cause: .fill),
      .ruleFired(rule: 1, cause: .hand), .ruleFired(rule: 1, cause: .immediately),
      .ruleDelayed(rule: 1, reason: "waits"), .ruleWaitsAnew(rule: 1),
      .ruleEnded(rule: 1, ending: .filled), .ruleEnded(rule: 1, ending: .done),
      .ruleEnded(rule: 1, ending: .refused(.firstEntry, reason: "too much / too soon")),
      .ruleEnded(rule: 1, ending: .cancelled("by hand")), .ruleEnded(rule: 1, ending: .unless),
      .entryMerged(rule: 1, quantity: Quantity(steps: 1)),
      .entryDue(rule: 1, quantity: Quantity(steps: 2), limit: nil, cutBy: nil),
      .entryDue(rule: 1, quantity: Quantity(steps: 2), limit: Price(ticks: 3), cutBy: .leverage),
      .entryCut(rule: 1, quantity: Quantity(steps: 2)), .exitDue(rule: 1, quantity: Quantity(steps: 2)),
      .ruleAdded(rule: try RuleParser.rule("then enter 30% on retest high within 0.2% hold 5m or at 29000")),
      .ruleAdded(rule: try RuleParser.rule("at 1R take 30%, stop to breakeven because \"a, b: c\"")),
      .orderRequested(
        WantedOrder(purpose: .stop, kind: .stop(Price(ticks: 9)), quantity: Quantity(steps: 2))),
      .orderRequested(
        WantedOrder(purpose: .entry(rule: 2), kind: .limit(Price(ticks: 9)), quantity: Quantity(steps: 2))),
      .orderRequested(WantedOrder(purpose: .exit(rule: 2), kind: .market, quantity: Quantity(steps: 2))),
      .orderAccepted(id: 4), .orderWithdrawn(id: 4), .orderCancelled(id: 4),
      .orderRejected(id: 4, reason: "reduce-only, and nothing is open"),
      .filled(fill, purpose: .stop), .filled(fill, purpose: .entry(rule: 0)),
      .filled(fill, purpose: .exit(rule: 1)),
      .liquidated(quantity: Quantity(steps: 2), price: Price(ticks: 7), fee: largest),
      .fundingPaid(Cash(units: -123_000_000_000_000_000_000)),
      .stopMoveWaits(rule: 1, last: Price(ticks: 7)), .stopMoveEnded(rule: 1),
      .stopMoved(to: Price(ticks: 7), cause: .initial), .stopMoved(to: Price(ticks: 7), cause: .rule(1)),
      .stopMoved(to: Price(ticks: 7), cause: .trail(rule: 1)),
      .stopMoved(to: Price(ticks: 7), cause: .hand(reason: nil)),
      .stopMoved(to: Price(ticks: 7), cause: .hand(reason: "wider")),
      .trailBegan(rule: 1, start: Price(ticks: 7)), .trailStepped(rule: 1, steps: 12), .trailEnded(rule: 1),
      .noted("note: 币 \u{1B}[31m \\ / \u{0}"), .overridden(.risk, reason: "because"),
      .refused(sentence: "enter 10%", reason: "no"), .detached(reason: "left"), .resumed,
      .swung(low: Price(ticks: 1), high: .largest), .targetAsks(rule: 2), .adopted(adopted), .closed(result),
      .barsRecalled(.m15, gauges: [.indicator(.ema(20)), .atr(14), .velocity], bars: [bar]),
      .barsRecalled(.d1, gauges: [], bars: []), .barClosed(.h4, bar),
      .newsWindow(
        NewsEvent(
          time: Timestamp(microseconds: 7_200_000_000), before: Span(seconds: 1800),
          after: Span(seconds: 600),
          text: "US CPI")),
      .newsWindow(nil),
      .ruleEnded(rule: 1, ending: .late),
      .ruleRemembers(rule: 1, trigger: 0, memory: .closedAt(Price(ticks: 7))),
      .ruleAdded(rule: try RuleParser.rule("runner until close below ema 20 on 15m or 5R")),
      .ruleAdded(rule: try RuleParser.rule("single on break 30000 because \"news\"")),
      .overridden(.news, reason: "because"),
      .ruleMoved(rule: 2, to: Price(ticks: 7)),
      .keptOff(rule: 1, answering: .underwater, reason: "0.6R against the average, limit 0.5R"),
      .closed(
        TradeResult(
          net: .zero, fees: .zero, funding: .zero, riskAmount: .zero, rE8: 0, cause: "",
          opened: .distantFuture,
          closed: .distantFuture, adverse: -largest, favourable: largest)),
    ]
  }

  /// The name of a case. A new one does not compile here until it has one, and a sample above.
  static func name(_ fact: Fact) -> String {
    switch fact {
    case .opened: "opened"
    case .ruleBegan: "ruleBegan"
    case .ruleRemembers: "ruleRemembers"
    case .ruleFired: "ruleFired"
    case .ruleDelayed: "ruleDelayed"
    case .keptOff: "keptOff"
    case .ruleWaitsAnew: "ruleWaitsAnew"
    case .ruleEnded: "ruleEnded"
    case .entryMerged: "entryMerged"
    case .entryDue: "entryDue"
    case .entryCut: "entryCut"
    case .exitDue: "exitDue"
    case .ruleAdded: "ruleAdded"
    case .ruleMoved: "ruleMoved"
    case .orderRequested: "orderRequested"
    case .orderAccepted: "orderAccepted"
    case .orderWithdrawn: "orderWithdrawn"
    case .orderCancelled: "orderCancelled"
    case .orderRejected: "orderRejected"
    case .filled: "filled"
    case .liquidated: "liquidated"
    case .fundingPaid: "fundingPaid"
    case .stopMoveWaits: "stopMoveWaits"
    case .stopMoveEnded: "stopMoveEnded"
    case .stopMoved: "stopMoved"
    case .trailBegan: "trailBegan"
    case .trailStepped: "trailStepped"
    case .trailEnded: "trailEnded"
    case .noted: "noted"
    case .swung: "swung"
    case .adopted: "adopted"
    case .targetAsks: "targetAsks"
    case .overridden: "overridden"
    case .refused: "refused"
    case .detached: "detached"
    case .resumed: "resumed"
    case .closed: "closed"
    case .barsRecalled: "barsRecalled"
    case .barClosed: "barClosed"
    case .newsWindow: "newsWindow"
    }
  }
}
