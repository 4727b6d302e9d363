/// What `check` says about the money at stake.
extension PlanCase {
  var riskFindings: [Finding] { impossibleStop + tooTight }

  /// A stop that no market can reach protects nothing.
  private var impossibleStop: [Finding] {
    let first = walk.bought.first?.price ?? walk.first
    guard let stop = opened.initialStop(forFirstFill: first), !stop.isPossible else { return [] }
    return [
      Finding(
        .error, .stopOnWrongSide, key: "stop",
        "the stop would lie at \(text(stop)), which no market can print",
        remedy: "bring it nearer")
    ]
  }

  /// Very tight risk is one of the cases in which not to scale: fees and slippage eat what it gains.
  private var tooTight: [Finding] {
    let bought = walk.bought
    guard bought.count > 1, let first = bought.first, let oneR = first.trade.oneR else { return [] }
    let roundTrip = Ratio(first.price.ticks) * plan.takerFee.ratio * Ratio(2)
    let isCostly = roundTrip * Ratio(5) > Ratio(oneR)
    guard isCostly || oneR < 10 else { return [] }
    let share = roundTrip / Ratio(max(1, oneR)) * Ratio(100)
    let reason =
      isCostly
      ? "a round trip's fees are \(NumberText.fixed(share, digits: 0))% of 1R"
      : "1R is only \(Distance.text(ticks: oneR))"
    return [
      Finding(
        .warning, .notToScale, key: "stop",
        "the stop is very tight (\(reason)): one of the cases in which not to scale",
        remedy: "enter once, with \"first entry: 100%\", or give the stop more room")
    ]
  }
}
