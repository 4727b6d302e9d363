import Foundation
import StrictYAML
import Testing

@testable import Trading

/// The users' pages: each whole plan that stands on one is a plan, and the index names every page.
@Suite struct PagePlanTests {
  private static let folder = BuiltInPlan.root.appendingPathComponent("Sources/Tranche/Tranche.docc")

  private static func page(_ name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name + ".md"), encoding: .utf8)
  }

  private static func pages() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".md") }.map { String($0.dropLast(3)) }.sorted()
  }

  /// What stands between "```yaml" and "```" and begins as a plan does.
  private static func plans(in text: String) -> [String] {
    text.components(separatedBy: "```yaml\n").dropFirst()
      .compactMap { $0.components(separatedBy: "```").first }.filter { $0.hasPrefix("plan: ") }
  }

  @Test(
    arguments: [
      "DCA", "Leverage", "NeverRescue", "Plans", "Pyramid", "Range", "StopsWhileScaling", "Targets", "Time",
      "Trailing", "WhenNotToScale",
    ]) func everyWholePlanIsRead(name: String) throws
  {
    let plans = Self.plans(in: try Self.page(name))
    #expect(!plans.isEmpty, "\(name) shows no plan")
    for plan in plans {
      #expect(throws: Never.self, "\(name):\n\(plan)") {
        try PlanReader.plan(StrictYAML.document(plan), catalogue: .builtIn)
      }
    }
  }

  @Test func theReadmeShowsPlansToo() throws {
    let text = try String(
      contentsOf: BuiltInPlan.root.appendingPathComponent("README.md"), encoding: .utf8)
    let plans = Self.plans(in: text)
    #expect(!plans.isEmpty)
    for plan in plans {
      #expect(throws: Never.self, "\(plan)") {
        try PlanReader.plan(StrictYAML.document(plan), catalogue: .builtIn)
      }
    }
    for plan in BuiltInPlan.allCases {
      let short = plan.rawValue.replacing("trailing-", with: "-")
      #expect(text.contains("`\(plan.rawValue)`") || text.contains("`\(short)`"), "\(plan.rawValue)")
    }
  }

  @Test func theIndexNamesEveryPage() throws {
    let index = try Self.page("Tranche")
    for name in try Self.pages() where name != "Tranche" {
      #expect(index.contains("<doc:\(name)>"), "\(name)")
    }
  }
}
