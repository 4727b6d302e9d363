import Foundation
import Testing

@testable import Interface

/// Every role of a theme stands in the style layer of a recorded screen: one that none draws would change unseen.
@Suite struct RoleCoverageTests {
  @Test func everyRoleIsRecorded() throws {
    var seen: Set<String> = []
    for file in try FileManager.default.contentsOfDirectory(
      at: Golden.folder, includingPropertiesForKeys: nil)
    where file.pathExtension == "screen" {
      let text = try String(contentsOf: file, encoding: .utf8)
      guard let legend = text.range(of: "-- legend --\n") else { continue }
      for line in text[legend.upperBound...].split(separator: "\n") {
        // A letter, a blank, and the role; screens without colour name several that look the same.
        let words = line.dropFirst(2)
        if !words.contains("/") {
          seen.formUnion(words.split(whereSeparator: { " +".contains($0) }).map(String.init))
        }
      }
    }
    // Plain text is the ground that every other role stands out from.
    let missing = Role.allCases.filter { $0 != .text && !seen.contains($0.name) }
    #expect(missing.isEmpty, "\(missing)")
  }
}
