/// Price goes the trade's way once so many tranches have filled: what each target takes, and where each rule
/// moves the stop.
struct PlanScenario {
  /// A target that was reached.
  struct Taken {
    var rule: Int
    var price: Price
    var quantity: Quantity
    var fee: Cash
    var before: Position
    var after: Position
  }

  /// A rule that moves the stop.
  struct Move {
    var rule: Int
    var level: String
    var price: Price
    /// Nil where time decides.
    var activation: Price?
    /// The activation, or the room beyond the level where that is further.
    var acts: Price?
    var room: Ratio?
    /// Of a trail: how far behind price it follows.
    var trails: Ratio?
    /// It goes from one of the plan's levels to the next.
    var isBehindLevels = false

    var inWords: String {
      if trails != nil { return level }
      return (isBehindLevels ? "trail " : "stop to ") + level
    }
  }

  /// A trail behind bars, or behind price by a range that is not known.
  struct Follower {
    var rule: Int
    var trail: String
    /// Where price is when it begins; nil where time decides.
    var activation: Price?
  }

  /// The tranches that have filled.
  let tranches: Int
  /// Before any target.
  let trade: Trade
  /// Where the last of those tranches filled.
  let price: Price
  private(set) var taken: [Taken] = []
  private(set) var moves: [Move] = []
  /// Trails whose stop only a market tells.
  private(set) var followers: [Follower] = []

  /// With `holdsTargets` the targets wait for tranches that have yet to fill.
  init(_ stage: PlanWalk.Stage, before earlier: [PlanWalk.Stage], holdsTargets: Bool) {
    tranches = stage.number
    trade = stage.trade
    price = stage.price
    if !holdsTargets { takeTargets() }
    for index in trade.rules.indices where !(holdsTargets && trade.rules[index].isTarget) {
      addMoves(of: index, earlier + [stage])
    }
  }

  // MARK: targets

  private mutating func takeTargets() {
    var walking = trade
    while walking.position.isOpen, let (index, price, isMaker) = nearestTarget(in: walking) {
      let before = walking.position
      let quantity = walking.targetQuantity(index)
      let rate = isMaker ? trade.plan.makerFee : trade.plan.takerFee
      let fee = trade.instrument.notional(price, quantity) * rate
      if quantity > .zero {
        let fill = Fill(
          order: 0, quantity: quantity, price: price, fee: fee, isMaker: isMaker, isLast: true)
        walking.book(.filled(fill, purpose: .exit(rule: index)))
      }
      walking.book(.ruleEnded(rule: index, ending: .filled))
      taken.append(
        Taken(
          rule: index, price: price, quantity: quantity, fee: fee, before: before, after: walking.position))
    }
  }

  private func nearestTarget(in walking: Trade) -> (index: Int, price: Price, isMaker: Bool)? {
    let waiting = walking.rules.indices.filter {
      walking.rules[$0].isTarget && !walking.rules[$0].isEnded
    }
    let levels = waiting.compactMap { index in
      walking.targetPrice(index).map { (index: index, price: $0.price, isMaker: $0.isMaker) }
    }
    return levels.min { walking.isNearer($0.price, $1.price) }
  }

  /// What is left of the position when price has come this far.
  func position(at price: Price) -> Position {
    taken.last { !trade.isNearer(price, $0.price) }?.after ?? trade.position
  }

  /// What is left of it when price comes there, nearer targets taken.
  func position(before price: Price) -> Position {
    taken.last { trade.isNearer($0.price, price) }?.after ?? trade.position
  }

  /// The nearest target, and what fills it.
  var nearest: Taken? { taken.first }

  // MARK: stop moves

  private mutating func addMoves(of index: Int, _ stages: [PlanWalk.Stage]) {
    let rule = trade.rules[index].rule
    let at = rule.isEntry ? ownFill(index, stages) : activation(rule, stages)
    guard at.isReached else { return }
    var found: [Move] = []
    if let (level, ownRoom) = rule.stopMove, let exact = at.trade.value(level, last: at.price ?? price) {
      let room = at.trade.value(ownRoom ?? trade.plan.room, from: exact) ?? .zero
      let beyond = Position.rounded(exact + Ratio(trade.side.sign) * room, side: trade.side)
      found.append(
        Move(
          rule: index, level: level.description, price: Position.rounded(exact, side: trade.side),
          activation: at.price, acts: at.price.map { trade.isNearer($0, beyond) ? beyond : $0 }, room: room))
    }
    if rule.trailGuide == .levels, let start = at.price { found += levelMoves(index, start, at.trade) }
    if let (distance, _) = rule.trailing, let start = at.price,
      let behind = at.trade.value(distance, from: Ratio(start.ticks))
    {
      let exact = Ratio(start.ticks) - Ratio(trade.side.sign) * behind
      found.append(
        Move(
          rule: index, level: "trail \(distance)", price: Position.rounded(exact, side: trade.side),
          activation: start, acts: start, trails: behind))
    } else if rule.trails, rule.trailGuide != .levels || at.price == nil {
      followers.append(Follower(rule: index, trail: rule.trailInWords, activation: at.price))
    }
    moves += found.filter { $0.price.isPossible && $0.acts?.isPossible != false }
  }

  /// A trail behind levels moves to each of them once price is the plan's room beyond it; of those that it
  /// finds passed, to the tightest.
  private func levelMoves(_ index: Int, _ start: Price, _ trade: Trade) -> [Move] {
    let found = trade.plan.levels.compactMap { named -> Move? in
      guard let level = trade.opening.levels[named.name] else { return nil }
      let exact = Ratio(level.ticks)
      guard let room = trade.value(trade.plan.room, from: exact) else { return nil }
      let beyond = Position.rounded(exact + Ratio(trade.side.sign) * room, side: trade.side)
      return Move(
        rule: index, level: "behind \(named.name)", price: level, activation: start,
        acts: trade.isNearer(start, beyond) ? beyond : start, room: room, isBehindLevels: true)
    }
    let passed = found.filter { $0.acts == start }.max { trade.isNearer($0.price, $1.price) }
    let ahead = found.filter { $0.acts != start }.sorted { trade.isNearer($0.price, $1.price) }
    return (passed.map { [$0] } ?? []) + ahead
  }

  /// What an entry's sentence says besides is done when it fills.
  private func ownFill(_ index: Int, _ stages: [PlanWalk.Stage]) -> Activation {
    guard let own = stages.first(where: { $0.rule == index }) else {
      return Activation(isReached: false, trade: trade)
    }
    return Activation(price: own.price, trade: own.trade)
  }

  private struct Activation {
    var isReached = true
    var price: Price?
    var trade: Trade
  }

  /// Where price is when the rule fires, on the trade as it stands then.
  private func activation(_ rule: Rule, _ stages: [PlanWalk.Stage]) -> Activation {
    guard let begin = stages.first, !rule.triggers.isEmpty else {
      return Activation(price: stages.first?.price ?? price, trade: stages.first?.trade ?? trade)
    }
    var found: [Activation] = []
    for trigger in rule.triggers {
      switch trigger {
      case .at(let level), .from(let level), .onBreak(let level), .onBreakClose(let level, _),
        .onTouch(let level), .onReturn(let level, _, _), .onRetest(let level, _, _),
        .whenWithin(let level, _):
        guard let exact = trade.price(level, last: price) else { continue }
        // A level that price has passed already is reached at once.
        let reached = trade.isNearer(exact, begin.price) ? begin.price : exact
        found.append(Activation(price: reached, trade: trade))
      case .whenClose(_, .level(let level), _):
        guard let exact = trade.price(level, last: price) else { continue }
        found.append(Activation(price: exact, trade: trade))
      case .whenTrancheFills(let number):
        guard let stage = stages.first(where: { $0.number == number }) else { continue }
        found.append(Activation(price: stage.price, trade: stage.trade))
      case .fromTranche(let number):
        if stages.contains(where: { $0.number >= number }) {
          found.append(Activation(price: price, trade: trade))
        }
      case .whenTargetFills(let number):
        guard let target = taken.first(where: { trade.rules[$0.rule].number == number }) else { continue }
        found.append(Activation(price: target.price, trade: trade))
      case .after, .news, .whenClose: found.append(Activation(price: nil, trade: trade))
      }
    }
    let nearest = found.filter { $0.price != nil }.min { left, right in
      guard let left = left.price, let right = right.price else { return false }
      return trade.isNearer(left, right)
    }
    return nearest ?? found.first ?? Activation(isReached: false, trade: trade)
  }
}

extension Rule {
  /// The trail that its sentence names.
  fileprivate var trailInWords: String {
    for action in actions.reversed() {
      switch action {
      case .trail, .trailBehind: return action.description
      default: continue
      }
    }
    return ""
  }
}

extension Trade {
  /// The nearest price at which a target acts, and whether it rests there; nil where no market can print one.
  func targetPrice(_ index: Int) -> (price: Price, isMaker: Bool)? {
    var found: [(price: Price, isMaker: Bool)] = []
    for trigger in rules[index].rule.triggers {
      switch trigger {
      case .at(let level): if let price = price(level, last: nil) { found.append((price, true)) }
      case .from(let level): if let price = price(level, last: nil) { found.append((price, false)) }
      default: continue
      }
    }
    return found.filter { $0.price.isPossible }.min { isNearer($0.price, $1.price) }
  }
}
