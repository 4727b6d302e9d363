import Foundation
import Glibc
import Testing

/// A second monitor: the same trade in another terminal, as people look at it.
@Suite(.serialized, .enabled(if: Desk.hasTerminal, "tmux is not installed")) struct WatchTests {
  /// Opens a trade on the simulated market, pauses there, and looks on from another terminal.
  private func watched() throws -> (Desk, Desk) {
    let desk = try Desk()
    try desk.write(TradeTests.plan, to: "plan.yaml")
    try desk.open("open plan.yaml --seed 7 --speed 1")
    try desk.wait(for: "0.050 of 0.100")
    try desk.press("p")
    try desk.wait(for: "PAUSED")
    let watcher = Desk(beside: desk)
    try watcher.open("watch")
    try watcher.wait(for: "WATCHING")
    try watcher.wait(for: "PAUSED")
    return (desk, watcher)
  }

  /// The rows that show what the trade is, without what depends on who looks.
  private func facts(_ screen: String) -> [String] {
    let words = ["1   50%", "2   50%", "T1  50%", "because", "locks", "worst", "moves"]
    return screen.split(separator: "\n").compactMap { row in
      words.contains(where: row.contains)
        ? String(row.drop { $0 != "├" && $0 != "│" }.dropFirst().drop { $0 != "│" }) : nil
    }
  }

  private func stop(_ desk: Desk, to price: String, shown: String) throws {
    try desk.press(":")
    try desk.type("stop to \(price)")
    try desk.wait(for: "preview: stop to \(price)")
    try desk.press("Enter")
    try desk.wait(for: "stop at \(shown)")
  }

  @Test func theWatcherSeesWhatTheOwnerSees() throws {
    let (desk, watcher) = try watched()
    try stop(desk, to: "29750", shown: "29,750.0")
    try watcher.wait(for: "stop at 29,750.0")
    try watcher.wait(for: "owner pid \(try desk.owner())")
    #expect(facts(watcher.screen) == facts(desk.screen))

    // Keys that act do nothing here, and say whose they are.
    try watcher.press("f")
    try watcher.wait(for: "watching only; the owner acts: pid \(try desk.owner()) on ")
    try watcher.press("Enter")
    #expect(desk.screen.contains("0.050 of 0.100"))

    try watcher.press("q")
    try watcher.wait(for: "status 0")
    #expect(watcher.screen.contains("goes on with its owner, process \(try desk.owner())"))
    try desk.press("?")
    try desk.wait(for: "flatten")
  }

  @Test func theWatcherOutlivesItsOwnersAndFindsTheNext() throws {
    let (desk, watcher) = try watched()
    try stop(desk, to: "29750", shown: "29,750.0")
    let first = try desk.owner()
    #expect(kill(first, SIGKILL) == 0)
    try watcher.wait(for: "nobody watches: tranche resume")
    try watcher.wait(for: "price unknown")
    #expect(watcher.screen.contains("stop 29,750.0"))

    let third = Desk(beside: desk)
    try third.open("resume --speed 0.25")
    try third.wait(for: "resumed")
    let second = try third.owner()
    #expect(second != first)
    try watcher.wait(for: "owner pid \(second)")
    try watcher.wait(for: "resumed")
    #expect(!watcher.screen.contains("price unknown"))

    // A stopped owner is not a running one; continued it is heard again, from the background of its shell.
    #expect(kill(second, SIGSTOP) == 0)
    try watcher.wait(for: "OWNER SILENT")
    #expect(kill(second, SIGCONT) == 0)
    try watcher.wait(for: "heard 0 s")
    #expect(kill(second, SIGTERM) == 0)
    try watcher.wait(for: " (left: ")
    try watcher.press("q")
    try watcher.wait(for: "is left to nobody")
  }

  /// A watcher that is stopped in the middle of everything costs its owner nothing.
  @Test func aStoppedWatcherHoldsNobodyUp() throws {
    let (desk, watcher) = try watched()
    try watcher.press("C-z")
    try watcher.wait(for: "Stopped")
    for price in ["29740", "29750"] {
      try stop(desk, to: price, shown: "29,\(price.suffix(3)).0")
    }
    try watcher.type("fg")
    try watcher.press("Enter")
    try watcher.wait(for: "stop at 29,750.0")
    try desk.press("q", "y")
    try desk.wait(for: "status 0")
  }
}
