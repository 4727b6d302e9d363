@testable import Trading

/// Random methods that a sentence can spell.
struct MethodMaker {
  var rules: RuleMaker

  init(seed: UInt64) { rules = RuleMaker(random: LanguageRandom(seed: seed)) }

  mutating func below(_ bound: Int) -> Int { rules.random.below(bound) }
  mutating func chance(_ one: Int) -> Bool { rules.random.chance(one) }
  mutating func levels(_ count: Int) -> [Level] { (0..<count).map { _ in rules.level() } }

  mutating func method() -> Method {
    switch below(7) {
    case 0: return dca()
    case 1: return pyramid()
    case 2: return range()
    case 3: return targets()
    case 4: return .trail(at: rules.fromLevel(), by: chance(2) ? rules.distance(positive: true) : nil)
    case 5: return .time(rules.span())
    default: return .fast(rules.level(), rules.span())
    }
  }

  /// A plan around it.
  mutating func surroundings() -> Method.Surroundings {
    Method.Surroundings(
      side: chance(2) ? .long : .short, targetsBefore: below(4), hasOtherTargets: chance(2))
  }

  private mutating func dca() -> Method {
    let parts = below(49) + 2
    let first = (0..<below(3)).map { _ in rules.trigger() }
    let hasLevels = chance(2)
    let returns = !hasLevels && chance(2) ? below(9) + 1 : nil
    return .dca(
      parts: parts, first: first, every: rules.distance(positive: true), returns: returns,
      levels: hasLevels ? levels(parts - 1) : [])
  }

  private mutating func pyramid() -> Method {
    let count = below(4) + 1
    let steps = (0..<count).map { index -> Method.PyramidStep in
      index > 0 && chance(2) ? .retest : .onBreak(rules.level())
    }
    return .pyramid(shares: shares(count, whole: chance(2)), steps: steps)
  }

  private mutating func range() -> Method {
    .range(
      low: boundary(), high: boundary(), at: levels(below(6) + 1),
      beyond: chance(2) ? rules.distance(positive: true) : nil)
  }

  private mutating func boundary() -> Level {
    switch below(4) {
    case 0: Level(.named("poc"))
    case 1: Level(.firstPrice)
    default: Level(.price(rules.decimal(below: 99_999, decimals: 2, positive: true)))
    }
  }

  private mutating func targets() -> Method {
    let count = below(4) + 1
    let runs = chance(2)
    return .targets(
      shares: shares(count + (runs ? 1 : 0), whole: runs || chance(2)), at: levels(count), runs: runs)
  }

  /// Per cents with up to six decimals, 100 together if they are the whole and less otherwise.
  private mutating func shares(_ count: Int, whole: Bool) -> [Decimal18] {
    var shares = (0..<count).map { _ in rules.decimal(below: 100 / count, decimals: 6, positive: true) }
    if whole {
      let others = shares.dropLast().reduce(Int128(0)) { $0 + $1.units }
      shares[count - 1] = Decimal18(units: 100 * Cash.scale - others)
    }
    return shares
  }
}
