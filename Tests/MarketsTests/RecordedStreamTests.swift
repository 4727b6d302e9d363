import Markets
import Testing
import Trading

private func print(
  _ price: String, _ quantity: String, at time: Int, event: String = "trade", symbol: String = "BTCUSDT",
  kind: String = "MARKET"
) -> String {
  """
  1723161255088176367 {"stream":"btcusdt@\(event)","data":{"e":"\(event)","E":\(time),"T":\(time),\
  "s":"\(symbol)","t":5266583935,"p":"\(price)","q":"\(quantity)","X":"\(kind)","m":false}}
  """
}

private func best(_ bid: String, _ bidSize: String, _ ask: String, _ askSize: String) -> String {
  """
  1723161255088169167 {"stream":"btcusdt@bookTicker","data":{"e":"bookTicker","u":9,"s":"BTCUSDT",\
  "b":"\(bid)","B":"\(bidSize)","a":"\(ask)","A":"\(askSize)","T":1723161256313,"E":1723161256313}}
  """
}

private func update(_ last: Int, bids: String = "", asks: String = "", symbol: String = "BTCUSDT") -> String {
  """
  {"stream":"btcusdt@depth@0ms","data":{"e":"depthUpdate","E":1723161256299,"T":1723161256298,\
  "s":"\(symbol)","U":1,"u":\(last),"pu":0,"b":[\(bids)],"a":[\(asks)]}}
  """
}

private func book(_ last: Int, bids: String, asks: String) -> String {
  "{\"lastUpdateId\":\(last),\"E\":1,\"T\":1,\"bids\":[\(bids)],\"asks\":[\(asks)]}"
}

private func stream(_ lines: String...) throws -> RecordedFile {
  try load(lines.joined(separator: "\n") + "\n")
}

/// The levels of one side at a position, in ticks and steps.
private func levels(_ side: MarketDepth.Side) -> [[Int]] {
  side.levels.map { [$0.price.ticks, $0.quantity.steps] }
}

@Suite("Recorded stream")
struct RecordedStreamTests {
  @Test("Prints make the tape; what is of other contracts or no market print is passed over")
  func prints() throws {
    let file = try stream(
      best("61800.20", "2.507", "61800.30", "2.510"),
      print("61800.30", "0.006", at: 1_723_161_256_322),
      print("7.6110", "12", at: 1_723_161_256_323, symbol: "SUSHIUSDT"),
      print("61790.00", "1.000", at: 1_723_161_256_330, kind: "INSURANCE_FUND"),
      "{\"e\":\"kline\",\"s\":\"BTCUSDT\",\"k\":{\"t\":1,\"x\":false,\"o\":[1,2.5e-3,null]}}",
      print("61800.20", "0.199", at: 1_723_161_256_344),
      print("61800.20", "0.199", at: 1_723_161_256_344, event: "aggTrade"))
    #expect(file.layout == nil)
    #expect(Array(file.tape.prices) == [618_003, 618_002])
    #expect(Array(file.tape.quantities) == [6, 199])
    #expect(Array(file.tape.times) == [1_723_161_256_322_000, 1_723_161_256_344_000])
  }

  @Test("The book is told as it was when a print came, and again after looking back")
  func depth() throws {
    let file = try stream(
      book(5, bids: "[\"61800.20\",\"2.5\"],[\"61799.00\",\"1\"]", asks: "[\"61800.30\",\"3\"]"),
      // What the book told already.
      update(5, bids: "[\"61799.00\",\"9\"]"),
      print("61800.30", "0.006", at: 1_723_161_256_322),
      update(6, bids: "[\"61799.00\",\"0\"],[\"61798.00\",\"4\"]", asks: "[\"61800.40\",\"1.5\"]"),
      update(7, bids: "[\"7.6\",\"9\"]", symbol: "SUSHIUSDT"),
      print("61800.20", "0.199", at: 1_723_161_256_344),
      best("61797.00", "0.7", "61797.10", "0.8"), print("61797.00", "0.1", at: 1_723_161_256_345))
    let feed = PacedFeed(recorded: file).feed
    let first = try #require(feed.depth(0))
    #expect(levels(first.bids) == [[617_990, 1000], [618_002, 2500]])
    #expect(levels(first.asks) == [[618_003, 3000]])
    let second = try #require(feed.depth(1))
    #expect(levels(second.bids) == [[617_980, 4000], [618_002, 2500]])
    #expect(levels(second.asks) == [[618_003, 3000], [618_004, 1500]])
    // A better offer: nothing that was bid can still stand above it.
    let third = try #require(feed.depth(2))
    #expect(levels(third.bids) == [[617_970, 700]])
    #expect(levels(third.asks) == [[617_971, 800], [618_003, 3000], [618_004, 1500]])
    #expect(feed.depth(1) == second)
    #expect(feed.depth(2) == third)
  }

  @Test("Without depth in the stream, and from files of rows, there is none")
  func noDepth() throws {
    let file = try stream(print("61800.30", "0.006", at: 1_723_161_256_322))
    #expect(PacedFeed(recorded: file).feed.depth(0) == nil)
    let rows = try load("5266583935,61800.30,0.006,370.80180,1723161256322,false\n")
    #expect(PacedFeed(recorded: rows).feed.depth(0) == nil)
  }

  @Test("A book longer than any row is read")
  func longLines() throws {
    let bids = (1...1000).map { "[\"\(60_000 + $0).00\",\"1\"]" }.joined(separator: ",")
    let file = try stream(
      book(1, bids: bids, asks: ""), print("61800.30", "0.006", at: 1_723_161_256_322))
    #expect(PacedFeed(recorded: file).feed.depth(0)?.bids.levels.count == 1000)
  }

  private static let faults: [(line: String, problem: String)] = [
    (
      String(print("61800.30", "1", at: 1_723_161_256_330).dropLast()),
      "is no message of BTCUSDT's market stream"
    ),
    (print("61800.35", "1", at: 1_723_161_256_330), "is no message of BTCUSDT's market stream"),
    (print("0", "1", at: 1_723_161_256_330), "is no message of BTCUSDT's market stream"),
    (
      print("61800.30", "1", at: 1_723_161_256_321),
      "time goes backwards: 1723161256321 ms after 1723161256322 ms"
    ),
    ("5266583935,61800.30,0.006,370.80180,1723161256322,false", "is no message of BTCUSDT's market stream"),
    ("", "is no message of BTCUSDT's market stream"),
    (String(repeating: "{\"a\":", count: 40) + "1" + String(repeating: "}", count: 40), "is no message"),
  ]

  @Test("A line that is no message is told with its number", arguments: faults)
  func fault(line: String, problem: String) {
    let error = #expect(throws: RecordedFileError.self) {
      try stream(print("61800.30", "0.006", at: 1_723_161_256_322), line, best("1", "1", "2", "1"))
    }
    #expect(error?.line == 2)
    #expect(error?.problem.contains(problem) == true, "\(String(describing: error))")
  }

  @Test("A stream without the contract's trades says so")
  func nothing() {
    let error = #expect(throws: RecordedFileError.self) { try stream(best("1", "1", "2", "1")) }
    #expect(error?.problem == "there is no trade of BTCUSDT in it")
  }
}
