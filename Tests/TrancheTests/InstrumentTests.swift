import Foundation
import Testing

/// Contracts of the user's own, from the file to the trade.
@Suite struct InstrumentTests {
  static let own = """
    okx:TESTUSDT:
      tick: 0.1
      step: 0.001
      maker: 0.02%
      taker: 0.05%
    SOLUSDT:
      tick: 0.01
      step: 0.1
      minimum notional: 5
      maker: 0.02%
      taker: 0.05%
      tiers: [{from: 0, rate: 0.5%}, {from: 20000, rate: 0.65%}]

    """
  static let plan = CommandTests.plan.replacingOccurrences(of: "BTCUSDT", with: "okx:TESTUSDT")

  /// A line's words, one blank apart.
  private func words(_ text: String, of start: String) -> [String] {
    text.split(separator: "\n").filter { $0.hasPrefix(start) }.map {
      $0.split(separator: " ").joined(separator: " ")
    }
  }

  @Test func theTableShowsWhereEachIsFrom() throws {
    let desk = try Desk()
    let built = try desk.run("instruments")
    #expect(built.status == 0, "\(built)")
    #expect(
      words(built.text, of: "BTCUSDT") == [
        "BTCUSDT binance 0.1 0.001 100 0.02% 0.05% 12 built in",
        "BTCUSDT bybit 0.1 0.001 5 0.02% 0.055% 1 built in",
      ])
    let path = try desk.write(Self.own, to: "config/tranche/instruments.yaml")
    let own = try desk.run("instruments").text
    #expect(words(own, of: "SOLUSDT") == ["SOLUSDT binance 0.01 0.1 5 0.02% 0.05% 2 \(path):6"])
    #expect(words(own, of: "TESTUSDT") == ["TESTUSDT okx 0.1 0.001 0 0.02% 0.05% 1 \(path):1"])
    let page = try desk.run("instruments", "SOLUSDT").text
    #expect(page.hasPrefix("binance:SOLUSDT\n"))
    #expect(page.contains("from      \(path):6, in the place of the built-in one\n"), "\(page)")
    #expect(words(page, of: "         20,000") == ["20,000 0.65% 30"], "\(page)")
  }

  @Test func scriptsGetDecimalStrings() throws {
    let run = try Desk().run("instruments", "bybit:BTCUSDT", "--json")
    let read = try JSONSerialization.jsonObject(with: Data(run.text.utf8)) as? [[String: Any]]
    let line = try #require(read?.first)
    #expect(line["tick"] as? String == "0.1" && line["takerPercent"] as? String == "0.055")
    #expect(line["maximumQuantity"] as? String == "100.000" && line["from"] as? String == "built in")
    #expect((line["tiers"] as? [[String: String]])?.first?["rate"] == "0.5")
  }

  @Test func aPlanCanNameThem() throws {
    let desk = try Desk()
    try desk.write(Self.plan, to: "plan.yaml")
    let unknown = try desk.run("check", "plan.yaml")
    #expect(unknown.status == 65)
    #expect(
      unknown.errors.contains(
        "plan.yaml:2:13: instrument: no contract is called \"okx:TESTUSDT\"; known are "))
    #expect(unknown.errors.contains("a file can add others: tranche instruments --help"))
    try desk.write(Self.own, to: "own.yaml")
    #expect(try desk.run("check", "plan.yaml", "--instruments", "own.yaml").status == 0)
    try desk.write(Self.own, to: "config/tranche/instruments.yaml")
    #expect(try desk.run("check", "plan.yaml").status == 0)
  }

  @Test func aWrongFileIsNamed() throws {
    let desk = try Desk()
    let text = Self.own.replacingOccurrences(of: "tick: 0.01", with: "tik: 0.01")
    let path = try desk.write(text, to: "config/tranche/instruments.yaml")
    for command in [["instruments"], ["check", "pyramid"], ["open", "--plain"]] {
      let run = try desk.run(command)
      #expect(run.status == 65)
      #expect(run.errors.contains("\(path):7:3: unknown key \"tik\"; did you mean \"tick\"?"), "\(run)")
    }
    try desk.write("# SOLUSDT:\n\n  # at rest\n", to: "config/tranche/instruments.yaml")
    #expect(try desk.run("instruments").status == 0)
    #expect(try desk.run("instruments", "--instruments", "nothing.yaml").status == 66)
    #expect(try Desk().run("instruments", "DOGEUSDT").status == 64)
  }

  /// A trade keeps the figures that it began with, whatever becomes of the file.
  @Test func aTradeOutlivesTheFile() throws {
    let desk = try Desk()
    try desk.write(Self.plan, to: "plan.yaml")
    try desk.write(KeepingTests.prices, to: "trades.csv")
    let path = try desk.write(Self.own, to: "own.yaml")
    let opened = try desk.run(
      "open", "plan.yaml", "--instruments", path, "--feed", "trades.csv", "--speed", "1000000", "--plain")
    #expect(opened.status == 0, "\(opened)")
    try FileManager.default.removeItem(atPath: path)
    try desk.write("broken", to: "config/tranche/instruments.yaml")
    let listed = try desk.run("list")
    #expect(listed.status == 0 && listed.text.contains("TESTUSDT"), "\(listed)")
    #expect(try desk.run("resume", "--plain").status == 0)
  }
}
