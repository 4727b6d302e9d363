/// A tranche that is imagined to be bought. Its price has the slippage in it.
struct ImaginedBuy {
  var rule: Int
  var price: Price
  var quantity: Quantity
  var fee: Rate
}

/// Price on its way through all that waits to be bought, as far as the stop; nothing is sold on it, and the stop stays.
struct WayToStop {
  private(set) var bought: [ImaginedBuy] = []
  private var trade: Trade
  private var waiting: [Int]
  /// Where the guards refused what waits on this way: elsewhere it may be bought.
  private var refused: [(rule: Int, price: Price)] = []
  private var price: Price
  private let start: Price
  private let exit: Price
  /// Whether what counts from a fill, or from the average, goes on from the dearest of its alternatives.
  private let takesDearest: Bool
  /// Whether that makes a difference.
  private(set) var sawDearer = false
  /// Price has been against the trade on this way: whatever has to come back from there can.
  private var hasBeenAgainst = false

  /// Where a tranche can be bought, and from where price has to come.
  private struct Place {
    enum Origin { case anywhere, short, farAgainst }

    var price: Price
    var rests = false
    var from = Origin.anywhere
  }

  init(_ trade: Trade, _ waiting: [Int], from last: Price, to exit: Price, takesDearest: Bool) {
    self.takesDearest = takesDearest
    self.trade = trade
    // News pass, and so does a broker's refusal of the stop.
    self.trade.newsWindow = nil
    self.trade.refusedStop = nil
    self.waiting = waiting
    (price, start) = (last, last)
    self.exit = exit
    for order in trade.orders { meet(order) }
  }

  /// A limit that price stands at fills as it stands: a new size for it would come too late.
  private mutating func meet(_ order: WorkingOrder) {
    guard case .entry(let index) = order.order.purpose, case .limit(let limit) = order.order.kind,
      order.state == .working, trade.favour(start, beyond: limit) <= 0, waiting.contains(index)
    else { return }
    waiting.removeAll { $0 == index }
    enter(order.remaining, of: index, at: limit, fee: trade.plan.makerFee)
    bought.append(ImaginedBuy(rule: index, price: limit, quantity: order.remaining, fee: trade.plan.makerFee))
  }

  private mutating func enter(_ quantity: Quantity, of index: Int, at price: Price, fee: Rate) {
    let notional = trade.instrument.notional(price, quantity)
    trade.position.enter(quantity, at: price, fee: notional * fee)
    trade.rules[index].filled += quantity
    trade.rules[index].filledNotional += notional
  }

  /// In one direction first, and to and fro as long as that brings anything: what follows a fill may lie on either side.
  mutating func goToAndFro(_ first: Bool) {
    var (favourable, idle) = (first, 0)
    while !waiting.isEmpty, idle < 3 {
      let before = bought.count
      go(favourable)
      idle = bought.count > before ? 0 : idle + 1
      favourable.toggle()
    }
  }

  /// Through all that waits in one direction, the nearest first.
  private mutating func go(_ favourable: Bool) {
    while let (index, place) = nearest(favourable) {
      price = place.price
      buy(index, place)
    }
    guard !favourable else { return }
    // It turns just before the stop.
    hasBeenAgainst = true
    price = exit
  }

  private func nearest(_ favourable: Bool) -> (index: Int, place: Place)? {
    var found: (index: Int, place: Place, distance: Int)?
    for index in waiting where !awaitsAnother(index) {
      for place in places(index)
      where trade.favour(place.price, beyond: exit) > 0 && isMet(place, favourable)
        && !refused.contains(where: { $0 == (index, place.price) })
      {
        let distance = trade.favour(place.price, beyond: price) * (favourable ? 1 : -1)
        if distance >= 0, distance < found?.distance ?? .max { found = (index, place, distance) }
      }
    }
    return found.map { ($0.index, $0.place) }
  }

  /// A break and a return come from against the trade, and are no use to price that stands on them.
  private func isMet(_ place: Place, _ favourable: Bool) -> Bool {
    switch place.from {
    case .anywhere: true
    case .short: favourable && (hasBeenAgainst || trade.favour(place.price, beyond: price) > 0)
    case .farAgainst: favourable && hasBeenAgainst
    }
  }

  /// A tranche that comes before it, without which it does not begin, has not filled.
  private func awaitsAnother(_ index: Int) -> Bool {
    guard trade.rules[index].rule.then, case .idle = trade.rules[index].phase,
      let before = trade.rules[..<index].lastIndex(where: { $0.isTranche && !$0.isByHand })
    else { return false }
    return waiting.contains(before)
  }

  private mutating func buy(_ index: Int, _ place: Place) {
    let plan = trade.plan
    let (paid, fee) = (paid(place), place.rests ? plan.makerFee : plan.takerFee)
    let state = trade.rules[index]
    var add = Trade.Add(quantity: trade.wantedQuantity(index), price: place.price, fillPrice: paid, fee: fee)
    add.follow(state.rule)
    add.isRest = state.filled > state.adopted
    guard let before = trade.projection(firstFillAt: paid) else {
      return refused.append((index, place.price))
    }
    let verdict = trade.judge(add, on: before)
    if case .refused(let answering, _) = verdict, ![.size, .risk].contains(answering) {
      return refused.append((index, place.price))
    }
    waiting.removeAll { $0 == index }
    switch verdict {
    case .allowed(let quantity, let cutBy):
      let buy = dearest(index, place, cutBy == .leverage ? quantity : add.quantity)
      bought.append(buy)
      sawDearer = sawDearer || buy.price != paid
      enter(quantity, of: index, at: takesDearest ? buy.price : paid, fee: takesDearest ? buy.fee : fee)
      // Of another position the guards may think otherwise.
      refused = []
    case .tooSmall(let small):
      if let next = waiting.first(where: { $0 > index && !trade.rules[$0].isByHand }) {
        trade.rules[next].merged += small
      }
    // It fits if it comes before the others.
    case .refused: bought.append(dearest(index, place, add.quantity))
    }
  }

  /// Price may as well come another way, and meet the dearest of its alternatives first.
  private func dearest(_ index: Int, _ place: Place, _ quantity: Quantity) -> ImaginedBuy {
    let dearest = places(index).reduce(place) { trade.favour($1.price, beyond: $0.price) > 0 ? $1 : $0 }
    let fee = dearest.rests ? trade.plan.makerFee : trade.plan.takerFee
    return ImaginedBuy(rule: index, price: paid(dearest), quantity: quantity, fee: fee)
  }

  private func paid(_ place: Place) -> Price {
    guard !place.rests else { return place.price }
    return Price(ticks: max(1, place.price.ticks + trade.side.sign * trade.plan.slippage))
  }

  // MARK: where it is bought

  private func places(_ index: Int) -> [Place] {
    let state = trade.rules[index]
    guard !state.rule.triggers.isEmpty else { return awayFromFirstFill(Place(price: atHand)) }
    return state.rule.triggers.indices.flatMap { number -> [Place] in
      let trigger = state.rule.triggers[number]
      if case .delayed(_, number, _) = state.phase { return awayFromFirstFill(held(index, number)) }
      guard var place = place(of: trigger, state.memories[number]) else { return [] }
      switch trigger {
      // A limit that price has passed is bought at the price at hand.
      case .at where trade.favour(price, beyond: place.price) < 0: return [place, Place(price: price)]
      case .at, .onReturn, .whenTargetFills: return [place]
      case .from: place.price = reachable(place.price, index, number)
      default: break
      }
      return awayFromFirstFill(place)
    }
  }

  private func place(of trigger: Trigger, _ memory: TriggerMemory) -> Place? {
    switch trigger {
    case .at(let level): return trade.price(level, last: start).map { Place(price: $0, rests: true) }
    case .onRetest(let level, let within, _):
      return trade.retestZone(level, within: within, last: start).map { Place(price: trade.wayBack($0.far)) }
    case .onReturn(let level, _, _):
      let origin = memory == .armed(true) ? Place.Origin.short : .farAgainst
      return trade.price(level, last: start).map { Place(price: $0, from: origin) }
    case .onBreak(let level): return trade.price(level, last: start).map { Place(price: $0, from: .short) }
    // Price may be beyond it already.
    case .from(let level): return trade.price(level, last: start).map { Place(price: dearer($0, price)) }
    case .whenTrancheFills(let number), .fromTranche(let number):
      return waiting.contains { trade.rules[$0].kind == .entry(number) } ? nil : Place(price: price)
    case .whenTargetFills(let number):
      return trade.price(Level(.target(number)), last: start).map { Place(price: $0) }
    default:
      // By a time or a bar that nobody knows: wherever price is by then, and not under water, where guards refuse it.
      guard let level = trigger.level else { return Place(price: dearer(atHand, average)) }
      return trade.price(level, last: start).map { Place(price: $0) }
    }
  }

  /// What has come and is held goes once price is in its reach.
  private func held(_ index: Int, _ trigger: Int) -> Place {
    var place = atHand
    if let own = self.place(of: trade.rules[index].rule.triggers[trigger], .none) {
      place = dearer(place, own.price)
    }
    return Place(price: reachable(place, index, trigger))
  }

  /// No farther than the chase allows.
  private func reachable(_ place: Price, _ index: Int, _ trigger: Int) -> Price {
    guard let reach = trade.reach(index, trigger, last: start) else { return place }
    let limit = Position.rounded(reach, side: trade.side == .long ? .short : .long)
    return trade.favour(place, beyond: limit) > 0 ? limit : place
  }

  /// What goes to market near the first fill waits until price is 0.1R from it, either way.
  private func awayFromFirstFill(_ place: Place) -> [Place] {
    guard trade.isNearFirstFill(place.price), let first = trade.position.firstFill, let oneR = trade.oneR
    else {
      return [place]
    }
    return [1, -1].map { way in
      Place(price: Price(ticks: max(1, first.ticks + way * trade.side.sign * ((oneR + 9) / 10))))
    }
  }

  private var atHand: Price { dearer(start, price) }

  private var average: Price {
    trade.position.average.map { Position.rounded($0, side: trade.side) } ?? start
  }

  private func dearer(_ one: Price, _ other: Price) -> Price {
    trade.favour(one, beyond: other) >= 0 ? one : other
  }
}
