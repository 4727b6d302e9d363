import Foundation
import Glibc
import Testing

/// What the program says of the place it runs in.
@Suite struct DoctorTests {
  private struct Report: Decodable {
    struct Check: Decodable {
      var name: String
      var verdict: String
      var remedy: String?
      var figures: [String: String]
    }

    var verdict: String
    var checks: [Check]

    subscript(name: String) -> Check? { checks.first { $0.name == name } }
  }

  private func report(_ desk: Desk) throws -> Report {
    try JSONDecoder().decode(Report.self, from: Data(desk.run("doctor", "--json").text.utf8))
  }

  @Test func aSoundPlaceIsOneScreenWithoutFault() throws {
    let desk = try Desk()
    let run = try desk.run("doctor")
    #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
    let lines = run.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    #expect(lines.count <= 24 && lines.allSatisfy { $0.count <= 76 }, "\(run.text)")
    #expect(
      run.text.contains("ok    journal    read back: wal, synchronous 2 (FULL), log kept to 4 MiB\n"))
    #expect(run.text.contains("ok    trades     none yet\n"))
    #expect(lines.last?.hasPrefix("nothing is wrong") == true)
  }

  /// What was made to look at the disk is gone again, and no trade's folder was made.
  @Test func nothingIsLeftBehind() throws {
    let desk = try Desk()
    #expect(try desk.run("doctor").status == 0)
    let state = desk.folder.appendingPathComponent("state/tranche").path
    #expect(try FileManager.default.contentsOfDirectory(atPath: state).isEmpty)
  }

  @Test func scriptsGetTheFigures() throws {
    let desk = try Desk()
    try desk.write(KeepingTests.plan, to: "config/tranche/plans/mine.yaml")
    try desk.write(KeepingTests.prices, to: "BTCUSDT-trades.csv")
    try desk.run("open", "mine", "--feed", "BTCUSDT-trades.csv", "--speed", "1000000", "--plain")
    let report = try report(desk)
    #expect(report.verdict != "BAD")
    let journal = try #require(report["journal"]).figures
    #expect(journal["journal_mode"] == "wal" && journal["synchronous"] == "2")
    #expect(journal["persistentLog"] == "true" && journal["journal_size_limit"] == "4194304")
    #expect(report["config"]?.figures["plans"] == "mine")
    #expect(report["state"]?.figures["mode"] == "0700")
    let trades = try #require(report["trades"]).figures
    #expect(trades["trades"] == "1" && trades["open"]?.hasPrefix("btcusdt-") == true)
    #expect(trades["owned"] == "" && trades["unreadable"] == "")
  }

  @Test func aFolderThatOthersCanReadIsBad() throws {
    let desk = try Desk()
    try FileManager.default.createDirectory(at: desk.trades, withIntermediateDirectories: true)
    chmod(desk.trades.path, 0o755)
    let run = try desk.run("doctor")
    #expect(run.status == 1, "\(run)")
    #expect(run.text.contains("BAD   state") && run.text.contains("do: chmod 700 it\n"), "\(run.text)")
    let report = try report(desk)
    #expect(report.verdict == "BAD" && report["state"]?.figures["mode"] == "0755")
  }

  @Test func aWrongFileOfInstrumentsIsBad() throws {
    let desk = try Desk()
    try desk.write("SOLUSDT:\n  tik: 1\n", to: "config/tranche/instruments.yaml")
    let run = try desk.run("doctor")
    #expect(run.status == 1 && run.text.contains("BAD   contracts"), "\(run)")
    #expect(run.text.contains("do: tranche instruments tells all that is wrong in it"))
  }

  @Test func aFileWhereTheFolderShouldBeIsBad() throws {
    let desk = try Desk()
    try desk.write("", to: "state/tranche/trades")
    let run = try desk.run("doctor")
    #expect(run.status == 1 && run.text.contains("trades: not a folder"), "\(run)")
  }

  @Test func aDamagedTradeIsBad() throws {
    let desk = try Desk()
    #expect(try desk.run("list").status == 0)
    try desk.write("not a database, but long enough to be one", to: "state/tranche/trades/x-1.trade")
    let run = try desk.run("doctor")
    #expect(run.status == 1 && run.text.contains("1 cannot be read: x-1"), "\(run)")
  }

  @Test(.enabled(if: Desk.hasTerminal, "tmux is not installed")) func aTerminalIsDescribed() throws {
    let desk = try Desk()
    try desk.open("doctor", columns: 100, rows: 40)
    try desk.wait(for: "status 0")
    #expect(desk.screen.contains(", 100x"), "\(desk.screen)")
    #expect(desk.screen.contains("in terminal, out terminal, err terminal, /dev/tty there"))
  }
}
