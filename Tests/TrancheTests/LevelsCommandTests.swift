import Foundation
import Testing

/// Levels at the command line: the table, the plan's block, JSON.
@Suite struct LevelsCommandTests {
  /// A trade an hour from 2024-08-08T00:00 on, as the exchange's file of trades.
  private static func trades(_ prices: [Int]) -> String {
    let rows = prices.enumerated().map { hour, price in
      "\(hour + 1),\(price).0,0.010,1.0,\(1_723_075_200_000 + hour * 3_600_000),false"
    }
    return (["id,price,qty,quote_qty,time,is_buyer_maker"] + rows).joined(separator: "\n") + "\n"
  }

  /// A day between 60,000 and 62,000, and the begin of the next.
  private static let recorded = trades(
    [61_000, 61_500, 62_000, 61_000, 60_000] + Array(repeating: 60_500, count: 19)
      + [60_700, 61_900, 61_400])

  private func desk() throws -> Desk {
    let desk = try Desk()
    try desk.write(Self.recorded, to: "BTCUSDT-trades-2024-08-08.csv")
    return desk
  }

  private func json(_ desk: Desk, _ arguments: String...) throws -> [String: Any] {
    let run = try desk.run(["levels", "BTCUSDT-trades-2024-08-08.csv", "--json"] + arguments)
    #expect(run.status == 0, "\(run)")
    return try #require(try JSONSerialization.jsonObject(with: Data(run.text.utf8)) as? [String: Any])
  }

  @Test func theTableHoldsTheLastPrice() throws {
    let run = try desk().run("levels", "BTCUSDT-trades-2024-08-08.csv")
    #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
    let lines = run.text.split(separator: "\n").map(String.init)
    #expect(lines.allSatisfy { $0.count <= 80 })
    #expect(lines.first == "binance:BTCUSDT, 2024-08-08 00:00 to 2024-08-09 02:00 UTC, 1d 02h")
    let rows = lines.map { $0.split(separator: " ").map(String.init) }
    let names = rows.map { $0.first ?? "" }
    let high = try #require(names.firstIndex(of: "high.1d"))
    let last = try #require(names.firstIndex(of: "»"))
    let low = try #require(names.firstIndex(of: "low.1d"))
    #expect(high < last && last < low)
    #expect(rows[last] == ["»", "last", "61,400.0"])
    #expect(rows[high].prefix(3) == ["high.1d", "62,000.0", "+0.98%"])
    #expect(rows[low].prefix(3) == ["low.1d", "60,000.0", "−2.28%"])
    #expect(run.text.contains("1d       the last that finished, from 2024-08-08 00:00\n"))
    #expect(run.text.contains("missing  swing.high.1: no unbroken one over the last price"), "\(run.text)")
  }

  @Test func aPlanTakesTheBlock() throws {
    let desk = try desk()
    let run = try desk.run("levels", "BTCUSDT-trades-2024-08-08.csv", "--yaml")
    #expect(run.status == 0 && run.text.hasPrefix("levels:\n  high.1d: 62000.0\n  low.1d: 60000.0\n"))
    let plan = """
      plan: Levels
      instrument: BTCUSDT
      side: long
      size: 0.100
      stop: low.1d
      \(run.text)rules:
        - enter 50% on break high.1h
        - at high.1d take 50%, stop to fib.0.5

      """
    try desk.write(plan, to: "plan.yaml")
    let checked = try desk.run("check", "plan.yaml")
    #expect(checked.status == 0, "\(checked)\n\(plan)")
    #expect(checked.text.contains("61,900.0") && checked.text.contains("62,000.0"))
  }

  @Test func scriptsGetDecimalStrings() throws {
    let desk = try desk()
    let read = try json(desk)
    #expect(read["version"] as? Int == 1 && read["instrument"] as? String == "binance:BTCUSDT")
    #expect((read["last"] as? [String: String])?["price"] == "61400.0")
    let levels = try #require(read["levels"] as? [[String: Any]])
    let high = try #require(levels.first { $0["name"] as? String == "high.1d" })
    #expect(high["price"] as? String == "62000.0" && high["awayPercent"] as? String == "0.98")
    #expect(high["since"] as? String == "2024-08-08T02:00:00.000000Z" && high["kind"] as? String == "bar")
    #expect(high["touches"] as? Int == 0)
    let swing = try #require(read["swing"] as? [String: [String: String]])
    #expect(swing["start"]?["price"] == "62000.0" || swing["start"]?["price"] == "60000.0")
    // What came later is not there.
    let early = try json(desk, "--until", "2024-08-08T03:00", "--side", "short")
    #expect((early["last"] as? [String: String])?["price"] == "62000.0")
    #expect(early["side"] as? String == "short")
    let missing = try #require(early["missing"] as? [[String: Any]])
    #expect(missing.contains { $0["names"] as? [String] == ["high.1d", "low.1d"] })
  }

  @Test(
    arguments: [
      (["BTCUSDT-trades-2024-08-08.csv", "--until", "tomorrow"], 64, "write 2024-08-08T23:55"),
      (["BTCUSDT-trades-2024-08-08.csv", "--until", "2024-08-08"], 66, "the file begins after that"),
      (["BTCUSDT-trades-2024-08-08.csv", "--instrument", "ETHUSDT"], 66, "is of BTCUSDT by its name"),
      (["BTCUSDT-trades-2024-08-08.csv", "--json", "--yaml"], 64, "one of them"),
      (["other.csv"], 64, "--instrument BTCUSDT"), (["sim"], 64, "a recorded file"),
      (["BTCUSDT.csv"], 66, "BTCUSDT.csv"), (["other.csv", "--instrument", "NOTHING"], 64, "NOTHING"),
    ] as [([String], Int32, String)]) func mistakesAreNamed(
      _ arguments: [String], _ status: Int32, _ words: String
    ) throws
  {
    let desk = try desk()
    try desk.write(Self.recorded, to: "other.csv")
    let run = try desk.run(["levels"] + arguments)
    #expect(run.status == status && run.text.isEmpty, "\(run)")
    #expect(run.errors.contains(words), "\(run)")
    #expect(try desk.run("levels", "other.csv", "--instrument", "btcusdt").status == 0)
  }
}
