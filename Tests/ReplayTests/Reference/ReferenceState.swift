import Trading

extension ReferenceTrade {
  /// What has become of a rule.
  enum Standing {
    /// It has not begun to wait.
    case later
    case waiting
    /// A tranche that filled, a target that filled, any other rule that acted.
    case done
    /// §2 Sizes: its quantity went to the next tranche.
    case merged
    case refused
    case cancelled
  }

  /// What a rule remembers.
  struct RuleState {
    var standing = Standing.later
    var beganIndex = 0
    var beganTime: Int64 = 0
    var triggers: [TriggerState]
    /// What smaller tranches before it left to it.
    var carried = 0
    /// §5: the price that a tranche or a target filled at.
    var filledAt: Int?
    /// The price on which a tranche or a target filled, as a number in the feed.
    var doneIndex: Int?
    /// A fill made its exits or its notes due: on these prices.
    var dueSince: [Int] = []
    /// Its stop moves and trails are made in this pass.
    var movesAreDue = false
    /// §5: `last` is the price on which the rule fired.
    var firedAt = 0
    /// §5: a trail with a trigger begins at the trigger's rounded price.
    var trailStart: Int?
    /// §2 End: the alternatives of a target whose turn came while it was held back.
    var heldBack: Set<Int> = []
    /// The alternatives of a target that are not `at` or `from` and come on the price being looked at.
    var comesNow: Set<Int> = []
    /// The alternatives that were asked once if they lie at or behind the first fill.
    var askedIfBehind: Set<Int> = []
    /// The guards of which it was said that they let none of its limits work.
    var keptOffBy: Set<String> = []
    /// An entry that a return made: the price returned to.
    var returnedTo: Int?
    var move: Move?
    var trail: Trail?
    /// A trail that cannot begin before an ATR has a value.
    var laterTrail: LaterTrail?
  }

  /// What one alternative remembers. It begins anew when a fill gives its X another value.
  struct TriggerState {
    var beganIndex = 0
    /// A limit that stands: how many began to before it, and how much it asks for.
    var serial = 0
    var placedSteps = 0
    /// `break`: a trade was short of X; `return`: one was D against it.
    var armed = false
    /// `break … close on`: the close that it came with.
    var firedClose: Int?
    /// `touch`: on which side of X, as it then was, the trade before lay; 0 at it, nil without an X.
    var side: Int?
    /// `retest`: price has traded beyond X + D and is waited for to come back.
    var wentBeyond = false
    /// `retest`: since when the hold runs.
    var holdSince: Int64?
    /// `from` of a rule that only cancels or notes: X is reached from the favourable side.
    var fromAbove = false
    /// `unless`: X was reached since the first fill.
    var unlessReached = false
    /// An entry's market trigger came; it is bought when chase and distance allow.
    var fired = false
    /// A limit entry that price had passed when it began.
    var passed = false
    /// A limit entry that the guards let work.
    var placed = true
    /// It can never come any more.
    var dead = false
  }

  /// A stop move that waits for its room.
  struct Move {
    var level: ReferencePlan.Level
    var room: ReferencePlan.Distance
    /// §5: `last` is the price on which the rule fired.
    var last: Int
  }

  struct Trail {
    /// What it follows.
    enum Way {
      case distance(ReferencePlan.Distance, step: Ratio)
      case indicator(ReferencePlan.Indicator, on: Int)
      case levels
    }

    var start: Int
    var best: Int
    var beganIndex: Int
    var way: Way
  }

  struct LaterTrail {
    var distance: ReferencePlan.Distance
    var step: ReferencePlan.Distance?
    /// Nil: the price of the pass in which it begins.
    var start: Int?
  }
}
