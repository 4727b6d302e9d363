import Foundation
import StrictYAML
import Testing

@testable import Trading

/// The built-in plans, read as the program reads them.
enum BuiltInPlan: String, CaseIterable {
  case pyramid, dca, range, stops, targets, time, trailing, leverage, rescue, single, news, levels
  case dcaLevels = "dca-levels"
  case rangeShort = "range-short"
  case rangeBreakout = "range-breakout"
  case targetsRemaining = "targets-remaining"
  case trailingATR = "trailing-atr"
  case trailingPercent = "trailing-percent"
  case trailingSwing = "trailing-swing"
  case trailingLevels = "trailing-levels"
  case trailingSteps = "trailing-steps"

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
  /// Each runs at any price that the contract has had: nothing is cut, refused or too small for the venue.
  @Test(arguments: BuiltInPlan.allCases, [200_000, 300_000, 1_200_000])
  func builtInPlansPass(name: BuiltInPlan, ticks: Int) throws {
    let report = try PlanCheck(plan: name.plan, first: Price(ticks: ticks)).report
    #expect(!report.isRefused)
    // The sample's retest lies where the first entry filled, which is worth knowing; the others say nothing.
    #expect(report.warnings.map(\.kind) == (name == .pyramid ? [.nearFirstFill] : []))
    #expect(!report.stages.isEmpty && report.stages.allSatisfy { $0.outcome == .filled })
  }

  /// No plan names a price of its own: it counts from the first one, and `--level` names another.
  @Test(arguments: BuiltInPlan.allCases) func levelsAreNamed(name: BuiltInPlan) throws {
    let plan = try name.plan
    #expect(plan.levels.allSatisfy { $0.level.base == .firstPrice && $0.level.offset != nil })
    for sentence in plan.rules.map(\.description) {
      #expect(sentence.firstMatch(of: /[0-9]{4}/) == nil, "\(sentence)")
    }
  }

  @Test(arguments: BuiltInPlan.allCases) func firstLineSaysWhenToUseIt(name: BuiltInPlan) throws {
    let first = try #require(try name.text.split(separator: "\n").first)
    #expect(first.hasPrefix("# Use when ") && first.hasSuffix(".") && first.count <= 110)
  }

  /// With its levels named, its sentences stand for those of the language's sample.
  @Test func pyramidIsTheSampleOfTheLanguage() throws {
    let sentences = try BuiltInPlan.pyramid.plan.rules.map {
      "\($0)".replacingOccurrences(of: "high", with: "30000")
        .replacingOccurrences(of: "resistance", with: "30600")
    }
    #expect(try sentences == readPlan(samplePlan).rules.map(\.description))
  }

  /// Folder, manifest and this table name the same plans.
  @Test func everyPlanIsEmbedded() throws {
    let folder = BuiltInPlan.root.appendingPathComponent("Sources/Tranche/Plans")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(files == BuiltInPlan.allCases.map { $0.rawValue + ".yaml" }.sorted())
    let manifest = try String(
      contentsOf: BuiltInPlan.root.appendingPathComponent("Package.swift"), encoding: .utf8)
    let lines = manifest.split(separator: "\n").filter { $0.contains(".embedInCode(\"Plans/") }
    #expect(lines.count == files.count)
    for file in files {
      #expect(lines.contains { $0.contains(".embedInCode(\"Plans/\(file)\")") }, "\(file) is not embedded")
    }
  }
}
