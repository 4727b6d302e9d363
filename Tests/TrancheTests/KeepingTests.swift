import Foundation
import Glibc
import Testing

/// What is said of trades whose files are damaged, and what nobody reads.
@Suite struct KeepingTests {
  static let plan = CommandTests.plan
  /// Up to the first target: the trade stays open.
  static let prices = CommandTests.recorded.split(separator: "\n").prefix(4).joined(separator: "\n") + "\n"

  /// A journal that ends before what was seen has lost events; nothing goes on from it unasked.
  @Test func aJournalThatLostItsLastEventsIsNotGoneOnWith() throws {
    let desk = try Desk()
    try desk.write(Self.plan, to: "plan.yaml")
    try desk.write(Self.prices, to: "BTCUSDT-trades.csv")
    let opened = try desk.run(
      "open", "plan.yaml", "--feed", "BTCUSDT-trades.csv", "--speed", "1000000", "--plain")
    #expect(opened.status == 0, "\(opened)")
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: desk.trades.path).first { $0.hasSuffix(".place") })
    let place = desk.trades.appendingPathComponent(name)
    let text = try String(contentsOf: place, encoding: .utf8)
    var parts = text.split(whereSeparator: { $0 == " " || $0 == "\n" })
    parts[3] = "9999"
    try (parts.joined(separator: " ") + "\n").write(to: place, atomically: true, encoding: .utf8)
    let lost = try desk.run("resume", "--plain")
    #expect(lost.status == 1 && lost.errors.contains("its last events are lost"), "\(lost)")
    try FileManager.default.removeItem(at: place)
    #expect(try desk.run("resume", "--plain").status == 0)
  }

  /// The newest trade that cannot be read is named, and no older one is taken in its place.
  @Test func aDamagedNewestTradeIsNamed() throws {
    let desk = try Desk()
    try desk.write(Self.plan, to: "plan.yaml")
    try desk.write(Self.prices, to: "BTCUSDT-trades.csv")
    for _ in 0..<2 {
      try desk.run("open", "plan.yaml", "--feed", "BTCUSDT-trades.csv", "--speed", "1000000", "--plain")
    }
    let all = try FileManager.default.contentsOfDirectory(atPath: desk.trades.path).filter {
      $0.hasSuffix(".trade")
    }
    let newest = try #require(all.max())
    try Data("not a database, but long enough to be looked at".utf8).write(
      to: desk.trades.appendingPathComponent(newest))
    let resumed = try desk.run("resume", "--plain")
    #expect(resumed.status == 1 && resumed.errors.contains(newest.dropLast(6)), "\(resumed)")
    let listed = try desk.run("list")
    #expect(listed.status == 1 && listed.text.contains("cannot be read"), "\(listed)")
  }

  /// A pipe that nobody reads keeps neither the engine nor the end waiting.
  @Test func linesThatNobodyReadsHoldNothingUp() throws {
    let desk = try Desk()
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    defer { ends.forEach { close($0) } }
    // Full before the program writes its first line.
    _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
    let block = [UInt8](repeating: 10, count: 4096)
    while write(ends[1], block, block.count) > 0 {}
    _ = fcntl(ends[1], F_SETFL, 0)
    let process = try desk.start(["open", "--speed", "1000", "--plain"], output: ends[1])
    let place = { try FileManager.default.contentsOfDirectory(atPath: desk.trades.path) }
    for _ in 0..<500 where (try? place().contains { $0.hasSuffix(".place") }) != true { usleep(20_000) }
    kill(process, SIGTERM)
    var status: Int32 = 0
    for _ in 0..<500 where waitpid(process, &status, WNOHANG) == 0 { usleep(20_000) }
    #expect(kill(process, 0) != 0 || waitpid(process, &status, WNOHANG) != 0, "it hangs")
    kill(process, SIGKILL)
    #expect(try desk.run("list").text.contains("nobody"))
  }
}
