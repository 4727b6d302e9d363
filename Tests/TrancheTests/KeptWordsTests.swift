import Foundation
import Testing

/// What was typed is at hand in the next session, whatever became of the trade.
@Suite(.serialized, .enabled(if: Desk.hasTerminal, "tmux is not installed")) struct KeptWordsTests {
  private func open(_ desk: Desk) throws {
    try desk.open("open plan.yaml --seed 7 --speed 1")
    try desk.wait(for: "0.050 of 0.100")
    try desk.press("p")
    try desk.wait(for: "PAUSED")
  }

  private func state(_ desk: Desk, _ name: String) -> URL {
    desk.folder.appendingPathComponent("state/tranche/\(name)")
  }

  @Test func sentencesAreKept() throws {
    let desk = try Desk()
    try desk.write(TradeTests.plan, to: "plan.yaml")
    try open(desk)
    try desk.press(":")
    try desk.type("take 0.01")
    try desk.wait(for: "preview: take 0.01")
    try desk.press("Enter")
    try desk.wait(for: "0.040 of 0.100")
    #expect(try String(contentsOf: state(desk, "history"), encoding: .utf8) == "take 0.01\n")
    desk.closeTerminal()
    try open(desk)
    try desk.press(":", "Up")
    try desk.wait(for: ":take 0.01")
  }

  /// Where nothing can be kept, the trade goes on all the same.
  @Test func whatCannotBeWrittenIsNotMissed() throws {
    let desk = try Desk()
    try desk.write(TradeTests.plan, to: "plan.yaml")
    for name in ["history", "reasons", "first-steps"] {
      try FileManager.default.createDirectory(at: state(desk, name), withIntermediateDirectories: true)
    }
    try open(desk)
    try desk.press(":")
    try desk.type("take 0.01")
    try desk.wait(for: "preview: take 0.01")
    try desk.press("Enter")
    try desk.wait(for: "0.040 of 0.100")
  }

  @Test func hintsThatWerePutAwayStayAway() throws {
    let desk = try Desk()
    try desk.write(TradeTests.plan, to: "plan.yaml")
    try open(desk)
    try desk.wait(for: "step 2 of 3")
    try desk.press("Escape")
    for _ in 0..<500 where desk.screen.contains("step 2 of 3") { usleep(20_000) }
    #expect(FileManager.default.fileExists(atPath: state(desk, "first-steps").path))
    desk.closeTerminal()
    try open(desk)
    #expect(!desk.screen.contains("step 2 of 3"))
  }
}
