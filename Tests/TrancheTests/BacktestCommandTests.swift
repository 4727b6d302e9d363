import Foundation
import Testing

/// `tranche backtest` as scripts and people call it.
@Suite struct BacktestCommandTests {
  /// Through an entry and a target; through an entry and the stop; and to the end, bought and not sold.
  static let prices: [Double] = [
    30_000, 30_010, 30_060, 30_111, 30_200, 30_210, 30_100, 30_000, 30_010, 30_050, 30_015,
  ]

  static let plan = """
    plan: Bounce
    instrument: BTCUSDT
    side: long
    size: 1.000
    stop: 1000 ticks
    fees: 0%
    first entry: 100%
    rules:
      - enter 100% on break first price plus 10
      - at 1R close

    """

  /// One print a minute from 2024-08-09T00:00.
  static func recorded(_ prices: [Double] = prices) -> String {
    prices.enumerated().reduce("id,price,qty,quote_qty,time,is_buyer_maker\n") { text, row in
      text + "\(row.offset + 1),\(row.element),0.010,300.0,\(1_723_161_600_000 + row.offset * 60_000),false\n"
    }
  }

  private func desk() throws -> Desk {
    let desk = try Desk()
    try desk.write(Self.plan, to: "plan.yaml")
    try desk.write(Self.plan.replacingOccurrences(of: "at 1R", with: "at 2R"), to: "far.yaml")
    try desk.write(Self.recorded(), to: "trades.csv")
    return desk
  }

  private func json(_ desk: Desk, _ arguments: String...) throws -> [String: Any] {
    let run = try desk.run(["backtest"] + arguments + ["--json"])
    #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
    return try #require(try JSONSerialization.jsonObject(with: Data(run.text.utf8)) as? [String: Any])
  }

  private func list(_ json: [String: Any], _ name: String) throws -> [[String: Any]] {
    try #require(json[name] as? [[String: Any]], "\(name)")
  }

  // MARK: JSON

  /// The trade that `open` makes of the same file: net 80.5174, through both targets and the last price.
  @Test func aTradeHasItsFillsStopsAndLedger() throws {
    let desk = try Desk()
    try desk.write(CommandTests.plan, to: "plan.yaml")
    try desk.write(CommandTests.recorded, to: "trades.csv")
    let told = try json(desk, "plan.yaml", "--tape", "trades.csv")
    #expect(told["version"] as? Int == 1)
    #expect((told["plan"] as? [String: Any])?["name"] as? String == "Two targets")
    let trade = try #require(try list(told, "trades").first)
    #expect(trade["net"] as? String == "80.5174")
    #expect(trade["r"] as? String == "1.15024857" && trade["scratched"] as? Bool == false)
    #expect(trade["cause"] as? String == "stop" && trade["overrides"] as? Int == 0)
    #expect(trade["firstFill"] as? String == "2024-08-09T00:01:00.000000Z")
    #expect(trade["closed"] as? String == "2024-08-09T00:04:00.000000Z")
    #expect(trade["secondsInTrade"] as? String == "180")
    let fills = try list(trade, "fills")
    #expect(fills.map { $0["what"] as? String } == ["1", "T1", "T2", "stop"])
    #expect(fills.map { $0["price"] as? String } == ["30000.0", "30700.0", "31400.0", "30500.0"])
    #expect(fills.first?["cause"] as? String == "enter 100% on break 30000")
    #expect(fills.last?["cause"] as? String == "at 2R take 30%, stop to 1R")
    let stops = try list(trade, "stops")
    #expect(stops.map { $0["price"] as? String } == ["29300.0", "30700.0"])
    #expect(stops.first?["cause"] as? String == "initial")
    #expect(try list(trade, "ledger").count == 4)
    let totals = try #require(told["totals"] as? [String: Any])
    #expect(totals["net"] as? String == "80.5174" && totals["trades"] as? Int == 1)
    #expect(totals["won"] as? Int == 1 && totals["refused"] as? [String: Int] == [:])
  }

  @Test func aPlanThatRepeatsMakesTradeAfterTrade() throws {
    let desk = try desk()
    try desk.write(
      Self.plan.replacingOccurrences(of: "rules:", with: "repeat: yes\nrules:"), to: "again.yaml")
    let told = try json(desk, "again.yaml", "--tape", "trades.csv")
    #expect((told["plan"] as? [String: Any])?["repeats"] as? Bool == true)
    #expect(try list(told, "trades").map { $0["net"] as? String } == ["100", "-110", "5"])
    #expect(try list(told, "trades").last?["cause"] as? String == "close because \"end of tape\"")
    #expect((told["totals"] as? [String: Any])?["net"] as? String == "-5")
  }

  @Test func plansStandBesideEachOther() throws {
    let told = try json(desk(), "plan.yaml", "--tape", "trades.csv", "--compare", "far.yaml")
    #expect(try list(told, "trades").map { $0["net"] as? String } == ["100", "-110", "5"])
    let other = try #require(try list(told, "compare").first)
    #expect((other["plan"] as? [String: Any])?["file"] as? String == "far.yaml")
    #expect(other["sameEntries"] as? Int == 3)
    #expect(try list(other, "trades").map { $0["net"] as? String } == ["5", "-110", "5"])
    #expect(try list(other, "trades").map { $0["number"] as? Int } == [1, 2, 3])
    let totals = try #require(other["totals"] as? [String: Any])
    #expect(totals["net"] as? String == "-100" && totals["drawdownR"] as? String == "1.1")
    #expect(totals["expectancy"] as? String == "-33.33333333")
  }

  @Test func eachTapeIsARunOfItsOwn() throws {
    let told = try json(desk(), "plan.yaml", "--tape", "trades.csv", "trades.csv", "--to", "2024-08-09T00:03")
    #expect(try list(told, "trades").map { $0["net"] as? String } == ["50", "50"])
    #expect(try list(told, "trades").map { $0["number"] as? Int } == [1, 2])
    let tapes = try list(told, "tapes")
    #expect(tapes.map { $0["points"] as? Int } == [3, 3] && tapes.map { $0["trades"] as? Int } == [1, 1])
    #expect(tapes.first?["to"] as? String == "2024-08-09T00:02:00.000000Z")
    #expect(tapes.first?["kind"] as? String == "trades")
  }

  @Test func itBeginsAndEndsWhereItIsTold() throws {
    let desk = try desk()
    let told = try json(desk, "plan.yaml", "--tape", "trades.csv", "--from", "2024-08-09T00:04")
    #expect(try list(told, "trades").map { $0["net"] as? String } == ["-110"])
    let began = try #require(try list(told, "trades").first?["began"] as? [String: Any])
    #expect(began["point"] as? Int == 4 && began["price"] as? String == "30200.0")
    let bounded = try json(desk, "plan.yaml", "--tape", "trades.csv", "--trades", "0")
    #expect(try list(bounded, "trades").isEmpty)
    #expect((bounded["totals"] as? [String: Any])?["trades"] as? Int == 1)
  }

  // MARK: text

  @Test func oneTradeIsToldAsShowTellsIt() throws {
    let run = try desk().run("backtest", "plan.yaml", "--tape", "trades.csv")
    #expect(run.status == 0, "\(run)")
    for text in [
      "trade 1  closed", "prices from trades.csv", "net       +100.00, +1.00R", "29,910.0  initial",
    ] {
      #expect(run.text.contains(text), "\(text) in \(run.text)")
    }
    #expect(!run.text.contains("A bar was walked"))
  }

  @Test func manyAreATableAndTheirTotals() throws {
    let desk = try desk()
    let run = try desk.run("backtest", "plan.yaml", "--tape", "trades.csv", "trades.csv", "--trades", "1")
    #expect(run.status == 0, "\(run)")
    let rows = run.text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
    #expect(rows.contains("1 08-09 00:01 long 1 30,010.0 T1 +1.00 +100.00 +0.00 +1.01 2m 00s"), "\(run.text)")
    #expect(rows.contains("1 more trade is not shown (--trades 2 shows all)"))
    #expect(rows.contains("trades 2: 2 won (100%), 0 lost, 0 scratched (0%)"))
    #expect(run.text.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  /// A column a plan, and where they do not fit, a row.
  @Test(arguments: [1, 5]) func plansAreAColumnOrARowEach(_ others: Int) throws {
    let desk = try desk()
    let names = (1...others).map { "management-number-\($0).yaml" }
    for name in names { try desk.write(Self.plan.replacingOccurrences(of: "at 1R", with: "at 2R"), to: name) }
    let run = try desk.run(["backtest", "plan.yaml", "--tape", "trades.csv", "--compare"] + names)
    #expect(run.status == 0, "\(run)")
    let lines = run.text.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 80 }, "\(run.text)")
    let rows = lines.map { $0.split(separator: " ").joined(separator: " ") }
    if others == 1 {
      #expect(rows.contains("same entries 3 3") && rows.contains("net −5.00 −100.00"), "\(run.text)")
    } else {
      #expect(rows.contains { $0.hasPrefix("management-number… 5 3 3 −100.00 ") }, "\(run.text)")
    }
  }

  // MARK: what is refused

  @Test(
    arguments: [
      (["plan.yaml"], 64, "--tape"),
      (["plan.yaml", "--tape", "sim"], 64, "--tape sim: recorded prices are needed"),
      (["plan.yaml", "--tape", "trades.csv", "--from", "noon"], 64, "--from noon: write 2024-08-08T23:55"),
      (["plan.yaml", "--tape", "trades.csv", "--from", "2025-01-02", "--to", "2025-01-01"], 64, "--to 2025"),
      (["plan.yaml", "--tape", "trades.csv", "--trades=-1"], 64, "--trades -1"),
      (["plan.yaml", "--tape", "trades.csv", "--compare", "short.yaml"], 64, "--compare short.yaml"),
      (["wrong.yaml", "--tape", "trades.csv"], 65, "wrong.yaml:9:"),
      (["plan.yaml", "--tape", "trades.csv", "--compare", "wrong.yaml"], 65, "wrong.yaml:9:"),
      (["risk.yaml", "--tape", "trades.csv"], 65, "risk.yaml, on the first price of trades.csv: the plan"),
      (["nothing.yaml", "--tape", "trades.csv"], 66, "nothing.yaml: No such file"),
      (["plan.yaml", "--tape", "nothing.csv"], 66, "nothing.csv"),
      (["plan.yaml", "--tape", "ETHUSDT-trades.csv"], 66, "is of ETHUSDT by its name"),
      (["plan.yaml", "--tape", "broken.csv"], 66, "broken.csv:3:"),
      (["plan.yaml", "--tape", "trades.csv", "--from", "2025-01-01"], 66, "no price between"),
    ] as [([String], Int32, String)])
  func whatDoesNotFitIsNamed(_ arguments: [String], _ status: Int32, _ words: String) throws {
    let desk = try desk()
    try desk.write(Self.plan.replacingOccurrences(of: "long", with: "short"), to: "short.yaml")
    try desk.write(Self.plan.replacingOccurrences(of: "on break", with: "on brek"), to: "wrong.yaml")
    try desk.write(
      Self.plan.replacingOccurrences(of: "size: 1.000", with: "risk: 100")
        .replacingOccurrences(of: "1000 ticks", with: "40000"), to: "risk.yaml")
    try desk.write(Self.recorded(), to: "ETHUSDT-trades.csv")
    try desk.write(Self.recorded().replacingOccurrences(of: "30010.0", with: "soon"), to: "broken.csv")
    let run = try desk.run(["backtest"] + arguments)
    #expect(run.status == status, "\(run)")
    #expect(run.errors.contains(words) && run.text.isEmpty, "\(run)")
  }
}
