import StrictYAML
import Testing
import Trading

let randomPlanCatalogue = Catalogue([.smallCoin, .coarseCoin, .bitcoin])

enum ReferenceTests {
  /// What a line of the trace tells, without its numbers.
  static func kind(_ line: String) -> String {
    let words = line.split(separator: " ").dropFirst()
    switch words.first {
    case "fill": return words.dropFirst().first.map { "fill \($0)" } ?? ""
    case "refused": return "refused " + words.dropFirst(3).joined(separator: " ")
    default: return words.first.map(String.init) ?? ""
    }
  }
}

@Test func randomPlansAreValidAndRun() throws {
  var kinds: [String: Int] = [:]
  for seed in UInt64(1)...400 {
    let (plan, center, unit) = RandomPlans.plan(seed: seed)
    do {
      let read = try PlanReader.plan(StrictYAML.document(plan.yaml), catalogue: randomPlanCatalogue)
      // A method's sentence stands for as many rules in both.
      #expect(read.rules.count == plan.expanded.rules.count, "seed \(seed)")
    } catch {
      Issue.record("seed \(seed): \(error)\n\(plan.yaml)")
    }
    #expect(plan.isWellFormed, "seed \(seed)")
    let ticks = RandomPrices.ticks(seed: seed, around: center, unit: unit)
    let trade = ReferenceTrade.traded(plan, ticks: ticks, closesAtEnd: true)
    #expect(trade.trace.last?.contains("closed") == true, "seed \(seed)")
    for line in trade.trace {
      kinds[ReferenceTests.kind(line), default: 0] += 1
    }
    kinds.merge(trade.acts) { $0 + $1 }
    guard trade.entered > 0 else { continue }
    for method in plan.rules.compactMap(\.method) { kinds[method.kind, default: 0] += 1 }
  }
  // A comparison over plans in which something never happens would prove nothing about it.
  let wanted = [
    "fill entry", "fill target", "fill exit", "fill stop", "fill liquidation", "fill end", "stop", "trail",
    "cancel", "cut", "note", "funding", "refused first entry", "refused underwater", "refused leverage",
    "refused stop", "refused grid", "enter break close", "enter return", "enter within", "enter close level",
    "enter close average", "enter close swing", "enter before news", "enter after news", "exit break close",
    "exit return", "exit within", "exit close level", "exit close average", "exit close swing",
    "exit before news", "exit after news", "target break close", "target return", "target close swing",
    "do break close", "do return", "do within", "do close level", "do close average", "do close swing",
    "do before news", "do after news", "runner close", "runner level", "trail by ATR", "trail behind average",
    "trail behind swing", "trail behind levels", "stop in ATR", "held by news", "kept off", "dca", "pyramid",
    "range",
    "single", "targets", "trail at", "time", "fast",
  ]
  for kind in wanted { #expect(kinds[kind] ?? 0 > 0, "\(kind)") }
}

@Test func aSeedAlwaysDrawsTheSame() {
  let once = RandomPlans.plan(seed: 7)
  let again = RandomPlans.plan(seed: 7)
  #expect(once.plan == again.plan)
  #expect(once.plan != RandomPlans.plan(seed: 8).plan)
  let ticks = RandomPrices.ticks(seed: 7, around: once.center, unit: once.unit)
  #expect(ticks.count >= 200)
  #expect(zip(ticks, ticks.dropFirst()).allSatisfy { $0.time <= $1.time && $1.price > 0 })
}

/// A target's fill needs an entry, a target and a few prices; hardly more is left.
@Test func shrinkingKeepsWhatFails() throws {
  let takes = { (plan: ReferencePlan, ticks: [ReferenceTrade.Tick]) in
    let trace = ReferenceTrade.run(plan, ticks: ticks, closesAtEnd: false)
    return trace.contains { $0.contains("fill target") }
  }
  let seed = try #require(
    (UInt64(1)...200).first { seed in
      let (plan, center, unit) = RandomPlans.plan(seed: seed)
      return plan.rules.count > 4 && takes(plan, RandomPrices.ticks(seed: seed, around: center, unit: unit))
    })
  let (plan, center, unit) = RandomPlans.plan(seed: seed)
  let ticks = RandomPrices.ticks(seed: seed, around: center, unit: unit)
  let small = Shrinking.shrink(plan, ticks, while: takes)
  #expect(takes(small.plan, small.ticks), "seed \(seed)")
  #expect(small.plan.rules.count <= 3, "seed \(seed)")
  #expect(small.ticks.count <= 5, "seed \(seed)")
}
