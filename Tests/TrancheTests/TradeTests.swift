import Foundation
import Glibc
import Testing

/// The program as a person runs it, in a terminal: what was seen to be done is there when it is opened again.
@Suite(.serialized, .enabled(if: Desk.hasTerminal, "tmux is not installed")) struct TradeTests {
  /// Buys half on the first price, so that there is a trade at once.
  static let plan = """
    plan: Half at once
    instrument: BTCUSDT
    side: long
    size: 0.100
    equity: 10000
    leverage: 5
    stop: 1%
    rules:
      - enter 50%
      - then enter 50% on break 1R
      - at 2R take 50%, stop to breakeven

    """

  /// Opens it on the simulated market and pauses there.
  private func paused() throws -> Desk {
    let desk = try Desk()
    try desk.write(Self.plan, to: "plan.yaml")
    try desk.open("open plan.yaml --seed 7 --speed 1")
    try desk.wait(for: "0.050 of 0.100")
    try desk.press("p")
    try desk.wait(for: "PAUSED")
    return desk
  }

  private func stop(_ desk: Desk, to price: String, shown: String) throws {
    try desk.press(":")
    try desk.type("stop to \(price)")
    try desk.wait(for: "preview: stop to \(price)")
    try desk.press("Enter")
    try desk.wait(for: "stop at \(shown)")
  }

  /// The rows that show what the trade is, without what depends on the clock.
  private func facts(_ screen: String) -> [String] {
    let words = ["1   50%", "2   50%", "T1  50%", "because", "locks", "held"]
    return screen.split(separator: "\n").compactMap { row in
      words.contains(where: row.contains)
        ? String(row.drop { $0 != "├" && $0 != "│" }.dropFirst().drop { $0 != "│" }) : nil
    }
  }

  @Test func leftWithQItGoesOnExactlyThere() throws {
    let desk = try paused()
    try stop(desk, to: "29750", shown: "29,750.0")
    let before = facts(desk.screen)
    try desk.press("q")
    try desk.wait(for: "NOBODY watches")
    try desk.press("y")
    try desk.wait(for: "status 0")
    #expect(desk.screen.contains("stop 29,750.0"))
    #expect(desk.screen.contains("nobody watches it now"))
    try desk.tell("resume --speed 0.25")
    try desk.wait(for: "resumed")
    try desk.wait(for: "0.050 of 0.100")
    #expect(facts(desk.screen) == before)
  }

  @Test func killedItKeepsWhatWasSeenToBeDone() throws {
    let desk = try paused()
    try stop(desk, to: "29750", shown: "29,750.0")
    let before = facts(desk.screen)
    #expect(kill(try desk.owner(), SIGKILL) == 0)
    try desk.wait(for: "status 137")
    // Nobody could restore the terminal: the shell is told to.
    try desk.type("stty sane; clear")
    try desk.press("C-j")
    try desk.tell("resume --speed 0.25")
    try desk.wait(for: "resumed")
    #expect(facts(desk.screen) == before)
    let listed = try desk.run("list")
    #expect(listed.status == 0 && listed.text.contains("Half at once"))
  }

  @Test func aLostTerminalLeavesTheTradeAndTheLock() throws {
    let desk = try paused()
    try stop(desk, to: "29750", shown: "29,750.0")
    let owner = try desk.owner()
    desk.closeTerminal()
    for _ in 0..<500 where kill(owner, 0) == 0 { usleep(20_000) }
    #expect(kill(owner, 0) != 0, "it outlived its terminal")
    try desk.open("resume --speed 0.25")
    try desk.wait(for: "left: the terminal was")
    try desk.wait(for: "29,750.0")
  }

  @Test func oneTradeHasOneOwner() throws {
    let desk = try paused()
    let second = try desk.run("resume", "--plain")
    #expect(second.status == 75)
    #expect(second.errors.contains("process \(try desk.owner())"), "\(second.errors)")
  }

  @Test func flattenedItSaysWhatCameOfIt() throws {
    let desk = try paused()
    try desk.press("f")
    try desk.wait(for: "preview")
    try desk.press("Enter")
    try desk.wait(for: "closed: net")
    try desk.press("q")
    try desk.wait(for: "status 0")
    for word in ["net", "R", "× risk", "fees"] { #expect(desk.screen.contains(word), "\(desk.screen)") }
    let again = try desk.run("resume", "--plain")
    #expect(again.status != 0 || again.text.contains("net"), "\(again)")
  }

  @Test func whatIsPastedNeverTrades() throws {
    let desk = try paused()
    try desk.paste("FF\nf\nT\nB\nC\n:close\n")
    // What comes on the heels of a paste belongs to it.
    usleep(1_000_000)
    try desk.press("?")
    try desk.wait(for: "flatten")
    try desk.press("Escape")
    try desk.wait(for: "0.050 of 0.100")
    try desk.press("q", "y")
    try desk.wait(for: "is open: 0.050 long")
  }

  /// The first picture's rows are those that keys count in, whatever the size the program begins with.
  @Test func aRowKeyMovesByTheRowThatIsDrawn() throws {
    let desk = try Desk()
    try desk.write(Self.plan, to: "plan.yaml")
    try desk.open("open plan.yaml --seed 7 --speed 1", columns: 120, rows: 40)
    try desk.wait(for: "0.050 of 0.100")
    try desk.press("p")
    try desk.wait(for: "PAUSED")
    let step = try #require(desk.screen.firstMatch(of: /ladder, (\d+) a row/).flatMap { Int($0.1) })
    try desk.press("}")
    try desk.wait(for: "preview: stop to ")
    let target = try #require(
      desk.screen.firstMatch(of: /preview: stop to ([0-9.]+)/).flatMap { Double($0.1) })
    #expect((target - 29_640.6 - Double(step)).magnitude < 0.05, "\(desk.screen)")
  }

  /// From the smallest window to none at all, and back.
  @Test func aWindowThatChangesIsDrawnAnew() throws {
    let desk = try paused()
    for (columns, rows) in [(60, 16), (20, 5), (1, 1), (200, 60), (80, 24)] {
      try desk.resize(columns: columns, rows: rows)
    }
    try desk.wait(for: "0.050 of 0.100")
    try desk.press("q", "y")
    try desk.wait(for: "status 0")
  }
}
