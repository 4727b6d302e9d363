/// What `check` says about how much each tranche is.
extension PlanCase {
  var shareFindings: [Finding] { risingShares + pyramids + unused }

  /// A pyramid's adds get smaller; equal parts throughout are a method of their own.
  private var risingShares: [Finding] {
    let bought = walk.bought
    let quantities = bought.map(\.quantity)
    guard let smallest = quantities.min(), let largest = quantities.max(), largest.steps - smallest.steps > 1
    else { return [] }
    return zip(bought, bought.dropFirst()).compactMap { before, stage in
      guard rank(stage.price) >= rank(before.price), stage.quantity >= before.quantity,
        !pyramids.contains(where: { $0.rule == stage.rule })
      else { return nil }
      return Finding(
        .warning, .risingShares, rule: stage.rule,
        "tranche \(stage.number) (\(text(stage.quantity))) is no smaller than tranche \(before.number) "
          + "(\(text(before.quantity))): a large add in favour lifts the average most",
        remedy: "let the shares of a pyramid fall")
    }
  }

  /// The shares of a pyramid fall, whatever its tranches come to.
  private var pyramids: [Finding] {
    plan.methods.flatMap { use -> [Finding] in
      guard case .pyramid(let shares, _)? = use.method else { return [] }
      return zip(use.rules.dropFirst(), zip(shares, shares.dropFirst())).compactMap { rule, pair in
        guard pair.1.units >= pair.0.units else { return nil }
        return Finding(
          .warning, .risingShares, rule: rule,
          "tranche \(number(rule)) is \(pair.1)% after \(pair.0)%: in a pyramid each add is smaller than the "
            + "one before it",
          remedy: "let the shares fall, such as 50/30/20")
      }
    }
  }

  private var unused: [Finding] {
    let tranches = opened.rules.indices.filter { opened.rules[$0].isTranche }
    let planned = tranches.reduce(Quantity.zero) { $0 + opened.trancheQuantity($1) }
    guard let last = tranches.last, planned < opened.total else { return [] }
    let rest = opened.total - planned
    return [
      Finding(
        .warning, .entryUnused, rule: last,
        "the tranches add up to \(percent(planned, of: opened.total)): \(text(rest)) of "
          + "\(text(opened.total)) is never entered",
        remedy: "let the shares add up to 100%, or make the size smaller")
    ]
  }
}
