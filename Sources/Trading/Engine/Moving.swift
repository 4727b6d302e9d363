/// What a person moves: a tranche or a target that waits at one price waits at another. It keeps its number, its
/// share and all else that its rule says.
extension Trade {
  mutating func moveByHand(_ what: Numbered, to level: Level, _ step: inout Step) throws(Refusal) {
    guard let index = rules.firstIndex(where: { $0.isPending && $0.isMeant(by: what) }) else {
      throw Refusal("\(what) does not wait", remedy: "only what waits can be moved")
    }
    guard !isInFlight(index) else {
      throw Refusal("\(what) is on its way", remedy: "wait for its answer")
    }
    guard let trigger = rules[index].rule.movable, let old = rules[index].rule.triggers[trigger].level else {
      throw Refusal(
        "\(what) waits for no price: \(rules[index].rule)", remedy: "cancel it, and say a new one")
    }
    guard let wanted = price(level, last: step.price) else {
      throw Refusal("that level has no value yet", remedy: "name a price")
    }
    guard wanted.isPossible else { throw Refusal("that is no price", remedy: "name another") }
    guard wanted != price(old, last: step.price) else {
      throw Refusal("\(what) waits at \(instrument.text(wanted)) already", remedy: "choose another level")
    }
    if let reason = behindFirstFill(rules[index].rule.moved(to: wanted, instrument)) {
      throw Refusal(reason, remedy: "losses are cut by the stop: move it, or close", guard: .stop)
    }
    emit(.ruleMoved(rule: index, to: wanted), &step)
    guard rules[index].isLooking else { return }
    let memories = rules[index].rule.triggers.map { firstMemory($0, of: rules[index].rule, at: step.price) }
    emit(.ruleBegan(rule: index, memories: memories), &step)
  }

  mutating func applyMove(_ rule: Int, _ price: Price) {
    guard rules.indices.contains(rule) else { return }
    handActs += 1
    rules[rule].move(to: price, instrument)
  }
}

extension RuleState {
  fileprivate func isMeant(by what: Numbered) -> Bool {
    switch what {
    case .tranche(let number): kind == .entry(number)
    case .target(let number): isExit(number)
    }
  }

  /// Whatever it remembers was of the price before.
  fileprivate mutating func move(to price: Price, _ instrument: Instrument) {
    rule = rule.moved(to: price, instrument)
    memories = Array(repeating: .none, count: memories.count)
    came = Array(repeating: nil, count: came.count)
    rememberedAt = came
    firedBy = nil
    asks = false
    keptOffBy = [:]
  }
}

extension Rule {
  /// The alternative that a move is about: the first that waits for a price.
  fileprivate var movable: Int? {
    triggers.firstIndex {
      switch $0 {
      case .at, .onBreak, .onBreakClose, .onTouch, .onReturn, .onRetest, .from: true
      case .whenTrancheFills, .fromTranche, .whenTargetFills, .after, .whenWithin, .whenClose, .news: false
      }
    }
  }

  /// The same rule, waiting at another price: a price, and no longer what it was counted from.
  fileprivate func moved(to price: Price, _ instrument: Instrument) -> Rule {
    guard let movable else { return self }
    var copy = self
    copy.triggers[movable] = triggers[movable].at(Level(.price(instrument.decimal(price))))
    return copy
  }

  /// It moves another rule's tranche or target.
  var movesAnother: Bool { actions.contains { if case .move = $0 { true } else { false } } }
}

extension Trigger {
  fileprivate func at(_ level: Level) -> Trigger {
    switch self {
    case .at: .at(level)
    case .onBreak: .onBreak(level)
    case .onBreakClose(_, let frame): .onBreakClose(level, on: frame)
    case .onTouch: .onTouch(level)
    case .onReturn(_, let after, let returns): .onReturn(level, after: after, returns: returns)
    case .onRetest(_, let within, let hold): .onRetest(level, within: within, hold: hold)
    case .from: .from(level)
    case .whenTrancheFills, .fromTranche, .whenTargetFills, .after, .whenWithin, .whenClose, .news: self
    }
  }
}
