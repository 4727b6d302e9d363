import Trading

/// What holds of every trade at every moment, whatever its plan, its prices and its owner's keys.
///
/// An answer is what is wrong, in words; nil where nothing is.
struct Invariant: Sendable {
  let name: String
  /// Behind every action that made something happen, its orders not yet sent.
  var behindEveryAction: (@Sendable (Moment, Books) -> String?)?
  /// Whenever all is sent and answered, and nothing happens before the next price or sentence.
  var atRest: (@Sendable (WatchedRun, Books) -> String?)?
  /// Behind a sentence that was refused: the trade before and after, and what had been made of it.
  var whenRefused: (@Sendable (Trade, Trade, [Event]) -> String?)?

  static let all: [Invariant] =
    [
      .quantityIsConserved, .cashIsConserved, .equityIsTheSumOfFills, .breakevenGivesBackItsCost,
      .aClosedTradeLeavesNothing, .legsSumToTheTotal, .theLastTargetLeavesNothing, .everyNumberIsOnItsGrid,
    ] + [
      .ordersLiveOnce, .answersHeardTwiceCountOnce, .independentAnswersMayComeInAnyOrder, .oneOrderOnePurpose,
      .neverMoreThanPlanned, .theStopOnlyTightens, .theStopCoversWhatIsOpen, .reducingNeverFlips,
      .theStopStandsWhereItCan, .addsKeepTheBudget, .protectionIsNeverRefused,
    ] + [.theJournalIsTheTrade, .theJournalHasNoGap, .aRefusalLeavesNothing, .decidingChangesNothing]
}

/// An invariant that did not hold.
struct Violation: Error, Hashable {
  var invariant: String
  var text: String
}

/// Looks at a run through all invariants, and counts what there was to see.
struct Watch {
  private let invariants: [Invariant]
  private var books: Books?
  private(set) var seen = Sightings()

  init(_ invariants: [Invariant] = Invariant.all) { self.invariants = invariants }

  mutating func opened(_ trade: Trade, _ events: [Event]) throws {
    books = Books(trade, events)
    seen.count(events)
  }

  mutating func saw(_ moment: Moment) throws {
    books?.add(moment.events)
    guard let books else { return }
    seen.count(moment.events)
    for invariant in invariants {
      if let text = invariant.behindEveryAction?(moment, books) {
        throw Violation(invariant: invariant.name, text: "\(text), behind \(moment.action)")
      }
    }
  }

  mutating func rested(_ run: WatchedRun) throws {
    guard let books else { return }
    seen.rests += 1
    for invariant in invariants {
      if let text = invariant.atRest?(run, books) {
        throw Violation(invariant: invariant.name, text: "\(text), at rest at \(run.tick)")
      }
    }
  }

  mutating func wasRefused(before: Trade, after: Trade, _ made: [Event]) throws {
    for invariant in invariants {
      if let text = invariant.whenRefused?(before, after, made) {
        throw Violation(invariant: invariant.name, text: text)
      }
    }
  }

  mutating func obeyed(_ sentence: String) { seen.obeyed += 1 }
  mutating func refused(_ sentence: String, _ refusal: Refusal) { seen.refused += 1 }
}

/// How much happened while it was watched: what never happens proves nothing.
struct Sightings {
  var rests = 0
  var obeyed = 0
  var refused = 0
  private(set) var entries = 0
  private(set) var exits = 0
  private(set) var parts = 0
  private(set) var stops = 0
  private(set) var stopMoves = 0
  private(set) var loosened = 0
  private(set) var overridden = 0
  private(set) var cuts = 0
  private(set) var liquidated = 0
  private(set) var funding = 0
  private(set) var closed = 0

  mutating func count(_ events: [Event]) {
    for event in events {
      switch event.fact {
      case .filled(let fill, let purpose):
        if !fill.isLast { parts += 1 }
        switch purpose {
        case .entry: entries += 1
        case .exit: exits += 1
        case .stop: stops += 1
        }
      case .stopMoved: stopMoves += 1
      case .overridden(.stop, _): loosened += 1
      case .overridden: overridden += 1
      case .entryCut: cuts += 1
      case .liquidated: liquidated += 1
      case .fundingPaid: funding += 1
      case .closed: closed += 1
      default: continue
      }
    }
  }

  static func += (left: inout Sightings, right: Sightings) {
    left.rests += right.rests
    left.obeyed += right.obeyed
    left.refused += right.refused
    left.entries += right.entries
    left.exits += right.exits
    left.parts += right.parts
    left.stops += right.stops
    left.stopMoves += right.stopMoves
    left.loosened += right.loosened
    left.overridden += right.overridden
    left.cuts += right.cuts
    left.liquidated += right.liquidated
    left.funding += right.funding
    left.closed += right.closed
  }
}
