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
      _ = try PlanReader.plan(StrictYAML.document(plan.yaml), catalogue: randomPlanCatalogue)
    } catch {
      Issue.record("seed \(seed): \(error)\n\(plan.yaml)")
    }
    #expect(plan.isWellFormed, "seed \(seed)")
    let ticks = RandomPrices.ticks(seed: seed, around: center, unit: unit)
    let trace = ReferenceTrade.run(plan, ticks: ticks, closesAtEnd: true)
    #expect(trace.last?.contains("closed") == true, "seed \(seed)")
    for line in trace {
      kinds[ReferenceTests.kind(line), default: 0] += 1
    }
  }
  print(kinds.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: "\n"))
}
