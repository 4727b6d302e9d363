import Replay
import StrictYAML
import Testing
import Trading

/// The engine's events in the neutral form that tables and the slow reference share.
struct EngineTrace {
  private(set) var lines: [String] = []
  private var trade: Trade?
  private var tellsExcursion = false

  static func lines(_ rehearsal: Rehearsal, tellsExcursion: Bool = false) -> [String] {
    var trace = EngineTrace()
    trace.tellsExcursion = tellsExcursion
    trace.trade = rehearsal.trade
    let cause = rehearsal.trade.result?.cause
    for event in rehearsal.events {
      // What the end of the trade cancels is not told one by one.
      if case .ruleEnded(_, .cancelled(cause)) = event.fact { continue }
      trace.add(event)
    }
    return trace.lines
  }

  private mutating func add(_ event: Event) {
    guard let trade else { return }
    let at = "\(event.tick.index)"
    switch event.fact {
    case .filled(let fill, let purpose):
      let how = "\(fill.quantity.steps) @ \(fill.price.ticks) \(fill.isMaker ? "maker" : "taker")"
      lines.append("\(at) fill \(name(purpose, trade)) \(how)")
    case .liquidated(let quantity, let price, _):
      lines.append("\(at) fill liquidation \(quantity.steps) @ \(price.ticks) taker")
    case .stopMoved(let price, _): lines.append("\(at) stop \(price.ticks)")
    case .trailBegan(_, let start): lines.append("\(at) trail begins \(start.ticks)")
    case .noted(let text): lines.append("\(at) note \(text)")
    case .fundingPaid(let cash): lines.append("\(at) funding \(Decimal18(units: cash.units))")
    case .entryCut(let rule, let quantity):
      lines.append("\(at) cut tranche \(trade.rules[rule].number) \(quantity.steps)")
    case .keptOff(let rule, let answering, _):
      lines.append("\(at) kept off tranche \(trade.rules[rule].number) \(answering.rawValue)")
    case .ruleEnded(let rule, .refused(let answering, _)) where trade.rules[rule].isTranche:
      lines.append("\(at) refused tranche \(trade.rules[rule].number) \(answering.rawValue)")
    case .ruleEnded(let rule, .cancelled):
      let state = trade.rules[rule]
      if state.isTranche { lines.append("\(at) cancel tranche \(state.number)") }
      if state.isTarget { lines.append("\(at) cancel target \(state.number)") }
    case .closed(let result):
      lines.append("\(at) closed \(Decimal18(units: result.net.units))")
      if tellsExcursion, let low = result.adverse, let high = result.favourable {
        lines.append("\(at) excursion \(Decimal18(units: low.units)) to \(Decimal18(units: high.units))")
      }
    default: return
    }
  }

  private func name(_ purpose: OrderPurpose, _ trade: Trade) -> String {
    switch purpose {
    case .stop: return "stop"
    case .entry(let rule): return "entry \(trade.rules[rule].number)"
    case .exit(let rule):
      let state = trade.rules[rule]
      if state.isTarget { return "target \(state.number)" }
      return state.rule.because == "end of tape" ? "end" : "exit rule \(rule + 1)"
    }
  }
}

/// A plan in a test, run over prices given in decimals, a minute apart unless times are given.
enum Worked {
  static func plan(_ yaml: String, catalogue: Catalogue = .builtIn) throws -> Plan {
    do {
      return try PlanReader.plan(StrictYAML.document(yaml), catalogue: catalogue)
    } catch let error as PlanErrors {
      Issue.record("\(error.text(file: "plan"))")
      throw error
    }
  }

  static func tape(_ prices: [Double], seconds: [Int64]? = nil) -> Tape {
    tape(ticks: prices.map { Int(($0 * 10).rounded()) }, seconds: seconds)
  }

  static func tape(ticks: [Int], seconds: [Int64]? = nil) -> Tape {
    var tape = Tape()
    for (index, price) in ticks.enumerated() {
      let time = seconds.map { $0[index] } ?? Int64(index) * 60
      tape.append(
        time: Timestamp(microseconds: (1_800_000_000 + time) * 1_000_000), price: Price(ticks: price),
        quantity: Quantity(steps: 1))
    }
    return tape
  }

  /// `news` takes the place of what the file that the plan names would say.
  static func rehearsal(
    _ yaml: String, _ tape: Tape, news: [NewsEvent] = [], catalogue: Catalogue = .builtIn,
    everyTick: Bool = false, ends: Bool = false
  ) throws -> Rehearsal {
    var plan = try plan(yaml, catalogue: catalogue)
    plan.news = news
    let first = tape.tick(at: 0)
    let opening = try Trade.opening(
      trade: "test", plan: plan, planText: yaml, levelOverrides: [], feed: .pipe, first: first)
    var rehearsal = try Rehearsal(plan: plan, opening: opening, first: first, on: tape)
    var cursor = TapeCursor(at: 1)
    try rehearsal.run(tape, from: &cursor, everyTick: everyTick)
    if ends { try rehearsal.end(on: tape) }
    return rehearsal
  }
}
