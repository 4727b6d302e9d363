import Testing
import Trading

/// Two runs that must tell the same, looked for over random plans; what differs is made small.
enum Relation {
  /// What came of one comparison.
  enum Outcome {
    /// So many events agreed.
    case agree(Int)
    case differ(String)
    /// There was nothing to compare.
    case unfit
  }

  /// Compares for every seed; the events that agreed, all together, must be at least `atLeast`.
  static func hold(
    _ seeds: ClosedRange<UInt64>, typed: Bool = false, atLeast: Int,
    _ compare: (RandomCase) throws -> Outcome
  ) {
    var agreed = 0
    for seed in seeds {
      let random = RandomCase(seed: seed, typed: typed)
      switch outcome(random, compare) {
      case .agree(let events): agreed += events
      case .unfit: continue
      case .differ(let text):
        let small = random.shrunk {
          if case .differ(let text) = outcome($0, compare) { text } else { nil }
        }
        Issue.record("seed \(seed): \(text)\n\(small)")
        return
      }
    }
    #expect(agreed >= atLeast, "there was something to compare: \(agreed)")
  }

  private static func outcome(_ random: RandomCase, _ compare: (RandomCase) throws -> Outcome) -> Outcome {
    do {
      return try compare(random)
    } catch {
      return .differ("thrown: \(error)")
    }
  }

  /// The run of a plan to the end of its tape, closed there; nil where its budget does not pay for one step.
  static func run(_ plan: Plan, _ scene: Scene, everyTick: Bool = false) throws -> WatchedRun? {
    guard var run = try WatchedRun(plan, scene) else { return nil }
    try run.run(everyTick: everyTick)
    try run.end()
    return run
  }

  /// Both runs' events, but for the place in the feed.
  static func compare(_ first: WatchedRun?, _ second: WatchedRun?, through map: EventMap = EventMap())
    -> Outcome
  {
    guard let first, let second else {
      return (first == nil) == (second == nil) ? .unfit : .differ("only one of them could begin")
    }
    if let difference = map.difference(first.events, to: second.events) { return .differ(difference) }
    return .agree(first.events.count)
  }
}
