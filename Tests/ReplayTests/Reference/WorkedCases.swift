import Trading

/// Small plans and prices that can be followed with a pencil: a tick is 0.01, a step is one coin, prices
/// come a minute apart, nothing costs anything and nothing delays unless a case says so.
enum WorkedCases {
  typealias Level = ReferencePlan.Level
  typealias Rule = ReferencePlan.Rule
  typealias Trigger = ReferencePlan.Trigger
  typealias Action = ReferencePlan.Action

  static func plan(
    _ rules: [Rule], side: Side = .long, size: Int = 100, stop: ReferencePlan.Stop? = nil
  ) -> ReferencePlan {
    var plan = ReferencePlan(
      instrument: .smallCoin, stop: stop ?? .level(price(side == .long ? 900 : 1100)), rules: rules)
    plan.side = side
    plan.size = .steps(size)
    plan.makerFee = .zero
    plan.takerFee = .zero
    plan.chase = nil
    plan.room = .ticks(0)
    plan.firstEntry = 100_000
    return plan
  }

  static func price(_ ticks: Int) -> Level { Level(.price(ticks)) }

  static func enter(_ percent: Int, _ triggers: Trigger..., then: Bool = false) -> Rule {
    Rule(
      then: then, triggers: triggers, actions: [.enter(.percent(percent * 1000), chase: nil, within: nil)])
  }

  static func on(_ trigger: Trigger, _ actions: Action...) -> Rule {
    Rule(triggers: [trigger], actions: actions)
  }

  static func take(_ percent: Int) -> Action { .take(.percent(percent * 1000)) }

  static func run(_ plan: ReferencePlan, _ prices: [Int], secondsApart: Int = 60) -> [String] {
    let ticks = prices.enumerated().map { index, price in
      (time: Int64(1_700_000_000 + index * secondsApart) * 1_000_000, price: price)
    }
    return ReferenceTrade.run(plan, ticks: ticks, closesAtEnd: false)
  }
}
