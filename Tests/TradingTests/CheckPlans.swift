import Foundation
import StrictYAML
import Testing

@testable import Trading

/// The built-in plans, read as the program reads them.
enum BuiltInPlan: String, CaseIterable {
  case dca, pyramid, range

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../..")

  var text: String {
    get throws {
      try String(
        contentsOf: Self.root.appendingPathComponent("Sources/Tranche/Plans/\(rawValue).yaml"),
        encoding: .utf8)
    }
  }

  var plan: Plan {
    get throws { try PlanReader.plan(StrictYAML.document(text), catalogue: .builtIn) }
  }
}

@Suite struct CheckPlans {
  @Test(arguments: BuiltInPlan.allCases) func builtInPlansPass(name: BuiltInPlan) throws {
    let report = try PlanCheck(plan: name.plan).report
    #expect(!report.isRefused)
    // The sample's retest lies where the first entry filled, which is worth knowing; the others say nothing.
    #expect(report.warnings.map(\.kind) == (name == .pyramid ? [.nearFirstFill] : []))
    #expect(report.stages.allSatisfy { $0.outcome == .filled })
  }

  @Test(arguments: BuiltInPlan.allCases) func firstLineSaysWhenToUseIt(name: BuiltInPlan) throws {
    let first = try #require(try name.text.split(separator: "\n").first)
    #expect(first.hasPrefix("# Use when ") && first.hasSuffix(".") && first.count <= 110)
  }

  @Test func pyramidIsTheSampleOfTheLanguage() throws {
    #expect(try BuiltInPlan.pyramid.plan == readPlan(samplePlan))
  }

  /// Folder, manifest and this table name the same plans.
  @Test func everyPlanIsEmbedded() throws {
    let folder = BuiltInPlan.root.appendingPathComponent("Sources/Tranche/Plans")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(files == BuiltInPlan.allCases.map { $0.rawValue + ".yaml" })
    let manifest = try String(
      contentsOf: BuiltInPlan.root.appendingPathComponent("Package.swift"), encoding: .utf8)
    let lines = manifest.split(separator: "\n").filter { $0.contains(".embedInCode(\"Plans/") }
    #expect(lines.count == files.count)
    for file in files {
      #expect(lines.contains { $0.contains(".embedInCode(\"Plans/\(file)\")") }, "\(file) is not embedded")
    }
  }
}
