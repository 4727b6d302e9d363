import Foundation
import Testing

/// Prices that another program writes, and positions that were there before.
@Suite struct PipeTests {
  private func desk() throws -> Desk {
    let desk = try Desk()
    try desk.write(CommandTests.plan, to: "plan.yaml")
    return desk
  }

  private func shown(_ desk: Desk) throws -> [String: Any] {
    let run = try desk.run("show", "--json")
    return try #require(try JSONSerialization.jsonObject(with: Data(run.text.utf8)) as? [String: Any])
  }

  @Test func linesBecomeATradeAndItsStory() throws {
    let desk = try desk()
    let run = try desk.shell(
      "printf '29990\\nnonsense\\n30000\\n30700.1\\n31400.1\\n30500\\n' | tranche open plan.yaml --feed - --plain"
    )
    #expect(run.status == 0, "\(run)")
    #expect(run.text.contains("closed: net +80.52"), "\(run.text)")
    let told = try shown(desk)
    #expect(told["version"] as? Int == 1)
    #expect(told["state"] as? String == "closed")
    #expect(told["net"] as? String == "80.5174")
    #expect(told["mfe"] as? String != nil)
    let ledger = try #require(told["ledger"] as? [[String: Any]])
    #expect(ledger.map { $0["what"] as? String } == ["1", "T1", "T2", "stop"])
    #expect(ledger.map { $0["price"] as? String } == ["30000.0", "30700.0", "31400.0", "30500.0"])
    let text = try desk.run("show").text
    #expect(text.contains("net       +80.52, +1.15R"), "\(text)")
  }

  @Test func theEndOfTheInputLeavesTheTradeForTheNextFeed() throws {
    let desk = try desk()
    let first = try desk.shell("printf '29990\\n30000\\n30100\\n' | tranche open plan.yaml --feed - --plain")
    #expect(first.status == 0)
    #expect(first.text.contains("FEED LOST at 30,100.0"), "\(first.text)")
    #expect(try shown(desk)["open"] as? String == "0.100")
    let next = try desk.shell("printf '30200\\n29300\\n' | tranche resume --feed - --plain")
    #expect(next.status == 0)
    #expect(next.text.contains("closed: net −"), "\(next.text)")
    #expect(try shown(desk)["cause"] as? String == "stop")
  }

  @Test func aFeedWithoutAPriceOpensNothing() throws {
    let desk = try desk()
    let run = try desk.shell("printf 'price\\nnone\\n' | tranche open plan.yaml --feed - --plain")
    #expect(run.status == 66)
    #expect(run.errors.contains("line 2: \"none\" is no price; skipped"), "\(run.errors)")
    #expect(try desk.run("list").text.hasPrefix("no trades yet"))
    #expect(try desk.shell("tranche open plan.yaml --feed - --speed 2 < /dev/null").status == 64)
  }

  @Test func anOpenPositionIsTakenOver() throws {
    let desk = try desk()
    let run = try desk.shell(
      "printf '30100\\n30200\\n' | tranche open plan.yaml --feed - --position 0.050@30000 --plain")
    #expect(run.status == 0)
    #expect(run.text.contains("adopted 0.050 at 30,000.0; used: tranche 1 in part"), "\(run.text)")
    #expect(try shown(desk)["entered"] as? String == "0.050")
    // Its target has been passed, and nobody could be asked.
    let asked = try desk.shell(
      "printf '30800\\n' | tranche open plan.yaml --feed - --position 0.050@30000 --plain")
    #expect(asked.status == 64)
    #expect(asked.errors.contains("T1 was passed before"), "\(asked.errors)")
    for wrong in ["-0.05@30000", "0.05", "1@30000", "0.05@now,stop"] {
      let refused = try desk.shell(
        "echo 30100 | tranche open plan.yaml --feed - --position '\(wrong)' --plain")
      #expect([64, 65].contains(refused.status), "\(wrong): \(refused)")
    }
  }

  @Test func aDayThatLostTooMuchBeginsNothingWithoutAReason() throws {
    let desk = try desk()
    try desk.write(
      CommandTests.plan.replacing("leverage: 5", with: "leverage: 5\ndaily loss: 1R"), to: "plan.yaml")
    let prices = "printf '29990\\n30000\\n29290\\n'"
    let lost = try desk.shell("\(prices) | tranche open plan.yaml --feed - --plain")
    #expect(lost.status == 0 && lost.text.contains("closed: net −"), "\(lost)")
    for reason in ["", " --because ' '"] {
      let again = try desk.shell("\(prices) | tranche open plan.yaml --feed - --plain\(reason)")
      #expect(again.status == 1)
      #expect(again.errors.contains("and the plan's `daily loss:` is 1R (1 trade closed today"), "\(again)")
      #expect(again.errors.contains("--because"), "\(again)")
    }
    let because = try desk.shell(
      "\(prices) | tranche open plan.yaml --feed - --plain --because 'the news is over'")
    #expect(because.status == 0 && because.text.contains("closed: net −"), "\(because)")
    #expect(because.text.contains("day guard overridden: the news is over"), "\(because)")
    #expect(try desk.shell("\(prices) | tranche open plan.yaml --feed - --plain").errors.contains("2 trades"))
  }

  @Test func aDeadOwnersWordsAreNotTakenForRubbish() throws {
    let desk = try desk()
    _ = try desk.shell("printf '29990\\n30000\\n' | tranche open plan.yaml --feed - --plain")
    // Left in order, the one file is the whole journal.
    let name = try #require(
      FileManager.default.contentsOfDirectory(atPath: desk.trades.path).first { $0.hasSuffix(".trade") })
    for suffix in ["-wal", "-shm"] {
      try? FileManager.default.removeItem(at: desk.trades.appendingPathComponent(name + suffix))
    }
    #expect(try shown(desk)["open"] as? String == "0.100")
  }
}

/// The same on a terminal: keys come from it, prices from the pipe.
@Suite(.serialized, .enabled(if: Desk.hasTerminal, "tmux is not installed")) struct PipeInTerminalTests {
  @Test func keysActOnPipedPrices() throws {
    let desk = try Desk()
    try desk.write(TradeTests.plan, to: "plan.yaml")
    try desk.open("--version")
    try desk.wait(for: "status 0")
    try desk.pipe("(echo 30000; echo bad; sleep 600)", into: "open plan.yaml --feed -")
    try desk.wait(for: "0.050 of 0.100")
    try desk.wait(for: "1 line skipped; line 2")
    // Nothing comes any more: the price grows old, and nothing is added on it.
    try desk.wait(for: "OLD")
    try desk.press("a")
    try desk.wait(for: "refused: the price is")
    try desk.press("Escape", "f")
    try desk.wait(for: "preview: close")
    try desk.press("Enter")
    try desk.wait(for: "CLOSED")
    #expect(desk.screen.contains("by hand   1"))
    try desk.press("q")
  }
}
