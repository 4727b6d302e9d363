/// A plan that is being checked, with its walk through the entries and the scenarios behind each of them.
struct PlanCase {
  let plan: Plan
  /// The first price, where one was given.
  let given: Price?
  /// What recorded prices say of the market.
  let noise: MarketNoise?
  let opened: Trade
  let walk: PlanWalk
  /// One for each tranche that was bought, with the tranches before it.
  let scenarios: [PlanScenario]
  /// The same with each tranche at the cheapest of its prices; nil where none has another.
  let cheapest: PlanWalk?

  init(_ opened: Trade, first: Price, given: Price?, noise: MarketNoise? = nil) {
    plan = opened.plan
    self.given = given
    self.noise = noise
    self.opened = opened
    walk = PlanWalk(opened, first: first)
    scenarios = PlanCase.scenarios(of: walk, opened.plan)
    let other = PlanWalk(opened, first: first, choosing: .cheapest)
    cheapest = other.stages.map(\.trigger) == walk.stages.map(\.trigger) ? nil : other
  }

  static func scenarios(of walk: PlanWalk, _ plan: Plan) -> [PlanScenario] {
    let bought = walk.bought
    return bought.indices.map {
      let isHeld = plan.targetsAfterEntries && $0 < bought.count - 1
      return PlanScenario(bought[$0], before: Array(bought[..<$0]), holdsTargets: isHeld)
    }
  }

  var instrument: Instrument { plan.instrument }
  var findings: [Finding] {
    entryFindings + priceFindings + shareFindings + exitFindings + runnerFindings + timeFindings
      + stopFindings + riskFindings + scalingFindings
  }

  func text(_ price: Price) -> String { instrument.text(price) }
  func text(_ quantity: Quantity) -> String { instrument.text(quantity) }
  func number(_ rule: Int) -> Int { opened.rules[rule].number }

  /// A price seen in the trade's direction: the larger, the better for it.
  func rank(_ price: Price) -> Int { price.ticks * plan.side.sign }

  /// A part of a whole in per cent, without needless digits: `40%`, `33.3%`.
  func percent(_ part: Quantity, of whole: Quantity) -> String {
    guard whole > .zero else { return "0%" }
    return percent(Ratio(Int128(part.steps), over: Int128(whole.steps)))
  }

  func percent(_ share: Ratio) -> String {
    let units = Figure(share * Ratio(100), digits: 2).units
    return "\(Decimal18(units: units * (Cash.scale / 100)))%"
  }
}
