/// What `check` says about a plan before money is in it. Plain values; in JSON prices, quantities
/// and amounts are decimal strings, counts and indices are numbers.
public struct PlanReport: Hashable, Sendable, Codable {
  /// Of the JSON: counts up when a field goes or changes its meaning; new ones may come without.
  public var version = 1
  public var header: Header
  public var rules: [Sentence]
  /// The sentences that stand for several rules.
  public var methods: [MethodSentence]
  /// One for each tranche, in plan order, each filled at its planned price.
  public var stages: [Stage]
  /// One for each target, the nearest first.
  public var targets: [Target]
  public var stopMoves: [StopMove]
  /// Trails whose stop only a market tells.
  public var followers: [Follower]
  /// What the targets leave once every tranche has filled; nil where nothing is left.
  public var runner: Runner?
  /// Errors first, then warnings, then notes.
  public var findings: [Finding]

  /// The plan is refused.
  public var isRefused: Bool { findings.contains { $0.severity == .error } }
  public var errors: [Finding] { findings.filter { $0.severity == .error } }
  public var warnings: [Finding] { findings.filter { $0.severity == .warning } }

  /// The facts of the trade as a whole.
  public struct Header: Hashable, Sendable, Codable {
    public var plan: String
    /// `venue:symbol`.
    public var instrument: String
    public var side: Side
    /// The planned total in base units; nil where `risk:` could not be sized.
    public var total: Figure?
    /// `risk:` in quote currency, where the plan is sized by it.
    public var budget: Figure?
    public var equity: Figure?
    public var leverage: String
    /// The price the report starts from; nil where the plan needs one and none was given.
    public var firstPrice: Figure?
    /// The first price is the first tranche's own planned price, because none was given.
    public var firstPriceIsPlanned: Bool
    public var initialStop: Figure?
    /// 1R as a price distance.
    public var oneR: Figure?
    /// 1R as a percentage of the first fill.
    public var oneRPercent: Figure?
    /// 1R on the whole planned quantity, before fees, in quote currency.
    public var oneRValue: Figure?
  }

  /// A rule as it is printed and in plain words.
  public struct Sentence: Hashable, Sendable, Codable {
    /// Counted from 1.
    public var number: Int
    public var sentence: String
    public var words: String
  }

  /// A method's sentence and what it stands for.
  public struct MethodSentence: Hashable, Sendable, Codable {
    public var sentence: String
    /// The numbers of its rules, from 1.
    public var rules: [Int]
    /// Where the initial stop stands, if the method brings it.
    public var stop: String?
    /// It keeps entries waiting when the first target fills.
    public var keepsEntries: Bool
  }

  /// What became of a tranche in the rehearsal of the plan.
  public enum Outcome: String, Hashable, Sendable, Codable {
    case filled, cut, refused
    /// Too small for the venue: its quantity went to the next tranche.
    case merged
    /// It waits for a tranche that was refused.
    case never
  }

  /// The trade after a tranche.
  public struct Stage: Hashable, Sendable, Codable {
    /// The tranche, counted from 1.
    public var number: Int
    /// Its part of the planned total, in per cent.
    public var share: Figure
    public var outcome: Outcome
    /// The guard that cut or refused it.
    public var answering: Guard?
    public var quantity: Figure
    public var price: Figure
    /// False where nothing in its sentence tells a price: it is that of the tranche before it, or the first.
    public var isPlaced: Bool
    public var fee: Figure
    /// Nil, as all that follows, where nothing was bought.
    public var average: Figure?
    public var breakeven: Figure?
    /// The whole trade's net result at the initial stop, taker fee, no slippage.
    public var resultAtStop: Figure?
    /// Nil where the venue never would.
    public var liquidation: Figure?
    /// From this tranche's price to liquidation, in per cent of the price.
    public var liquidationDistance: Figure?
    /// Notional at this price over equity with what is open; nil without `equity:`.
    public var effectiveLeverage: Figure?
    /// The same over the posted margin.
    public var marginLeverage: Figure?
    /// At this price but before the tranche: what is open shows, less fees; nil before the first.
    public var openResult: Figure?
    /// `effectiveLeverage` at this price before the tranche.
    public var effectiveLeverageBefore: Figure?
    /// `marginLeverage` at this price before the tranche.
    public var marginLeverageBefore: Figure?
  }

  /// What a target brings.
  public struct Target: Hashable, Sendable, Codable {
    public var number: Int
    /// The rule's number, from 1.
    public var rule: Int
    /// With every tranche filled; nil where the target never acts then.
    public var afterAll: Reached?
    /// With the first tranche alone; nil where it never acts then, or where targets wait for the entries.
    public var afterFirst: Reached?
  }

  /// A target that price has reached.
  public struct Reached: Hashable, Sendable, Codable {
    public var price: Figure
    /// From the average entry, in R.
    public var r: Figure
    public var quantity: Figure
    /// The net result of that part, its share of the entry fees counted.
    public var result: Figure
    /// The whole trade's net result if all that is still open is closed there, the nearer targets taken.
    public var resultIfClosed: Figure
  }

  /// Where a rule moves the stop.
  public struct StopMove: Hashable, Sendable, Codable {
    /// The rule's number, from 1.
    public var rule: Int
    /// The tranches that have filled by then.
    public var tranches: Int
    /// Where to, in the words of the rule.
    public var level: String
    /// The stop's price; of a trail, the first one.
    public var price: Figure
    /// The price from which on it moves: its trigger, or its room beyond the level. Nil where time decides.
    public var actsFrom: Figure?
    /// How far beyond the level price must be; nil for a trail.
    public var room: Figure?
    /// The whole trade's net result with an exit there, the targets on the way taken.
    public var result: Figure
  }

  /// A trail behind bars, or so many average ranges behind price where no recorded prices tell them.
  public struct Follower: Hashable, Sendable, Codable {
    /// The rule's number, from 1.
    public var rule: Int
    /// What it follows, in the words of the rule: `trail behind ema 20 on 15m`.
    public var trail: String
    /// The price from which on it follows, every tranche filled; nil where time decides.
    public var actsFrom: Figure?
  }

  public struct Runner: Hashable, Sendable, Codable {
    public var quantity: Figure
    /// Of all that was entered, in per cent.
    public var share: Figure
    /// What ends it: `trail 1R`, `after 48h close`; empty where only its stop does.
    public var exits: [String]
  }
}
