import Testing
import Trading

/// Every invariant, behind every action of runs over random plans, prices and keystrokes.
@Suite struct InvariantTests {
  /// What does not hold in a run to the end, if anything.
  static func violation(_ random: RandomCase, _ seen: inout Sightings) -> String? {
    do {
      guard var run = try WatchedRun(random.read(), random.scene, watch: Watch()) else { return nil }
      try run.run()
      try run.end()
      if let watch = run.watch { seen += watch.seen }
      return nil
    } catch let violation as Violation {
      return "\(violation.invariant): \(violation.text)"
    } catch {
      return "the run threw \(error)"
    }
  }

  private static func name(_ violation: String?) -> Substring? {
    violation?.split(separator: ":", maxSplits: 1).first
  }

  @discardableResult
  private func check(_ count: UInt64, typed: Bool, parts: Bool) -> Sightings {
    var seen = Sightings()
    var failures = 0
    var told: [Substring: Int] = [:]
    for seed in RandomCase.seeds(count) {
      let random = RandomCase(seed: seed, typed: typed, parts: parts)
      guard let violation = Self.violation(random, &seen) else { continue }
      failures += 1
      // One of a kind is enough to read.
      let name = Self.name(violation) ?? ""
      told[name, default: 0] += 1
      guard told[name] == 1 else { continue }
      let text = random.shrunk { smaller in
        var unused = Sightings()
        let other = Self.violation(smaller, &unused)
        return Self.name(other) == name ? other : nil
      }
      Issue.record("seed \(seed): \(violation)\n\(text)")
    }
    #expect(failures == 0, "\(failures) seeds: \(told)")
    return seen
  }

  /// As a plan alone is carried through its prices.
  @Test func plansAlone() {
    let seen = check(60, typed: false, parts: false)
    print(seen)
  }

  /// With a person who types on the way.
  @Test func plansAndKeystrokes() {
    let seen = check(90, typed: true, parts: false)
    print(seen)
  }

  /// And with a broker that fills resting orders in parts.
  @Test func plansAndKeystrokesFilledInParts() {
    let seen = check(60, typed: true, parts: true)
    print(seen)
  }
}
