import Foundation
import Testing

/// What lies in the user's configuration folder, and goes by its bare name.
@Suite struct OwnFilesTests {
  @Test func aPlanGoesByItsName() throws {
    let desk = try Desk()
    let path = try desk.write("# For a test.\n" + CommandTests.plan, to: "config/tranche/plans/mine.yaml")
    #expect(try desk.run("check", "mine").status == 0)
    let listed = try desk.run("plans").text.split(separator: "\n")
    #expect(listed.contains { $0.hasPrefix("mine ") && $0.hasSuffix("  For a test. (\(path))") })
    #expect(try desk.run("plans", "mine").text.hasPrefix("# For a test.\nplan: Two targets\n"))
    let missing = try desk.run("check", "yours")
    #expect(missing.status == 66)
    #expect(
      missing.errors.hasPrefix(
        "tranche: yours: No such file or directory; give a plan's file, or a plan's name: pyramid, dca, "))
    #expect(missing.errors.hasSuffix(", levels, mine\n"))
  }

  /// A name with a slash is a path, wherever it leads.
  @Test func aPathIsNoName() throws {
    let desk = try Desk()
    try desk.write(CommandTests.plan, to: "config/tranche/plans/mine.yaml")
    #expect(try desk.run("check", "./mine").status == 66)
    #expect(try desk.run("check", "./config/tranche/plans/mine.yaml").status == 0)
  }

  @Test func aPlanOfABuiltInNameStandsInItsPlace() throws {
    let desk = try Desk()
    let path = try desk.write("plan: nothing more\n", to: "config/tranche/plans/pyramid.yaml")
    let run = try desk.run("open", "--plain")
    #expect(run.status == 65 && run.errors.contains("\(path):1:1: "), "\(run)")
    let listed = try desk.run("plans").text.split(separator: "\n")
    #expect(listed.contains { $0.hasPrefix("pyramid ") && $0.hasSuffix("  \(path)") })
  }

  @Test func aThemeGoesByItsName() throws {
    let desk = try Desk()
    let path = try desk.write("nonsense: 1\n", to: "config/tranche/themes/mine.yaml")
    let own = try desk.run("open", "--theme", "mine", "--plain")
    #expect(own.status == 65 && own.errors.contains("\(path):1:1"), "\(own)")
    #expect(try desk.run("open", "--theme", "yours", "--plain").status == 64)
  }
}
