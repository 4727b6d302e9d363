import Testing
import Trading

@testable import Markets

@Suite struct PipedLineTests {
  private func read(_ text: String) -> String {
    do throws(PipedLine.Fault) {
      let line = try PipedLine.read(Array(text.utf8), bitcoin)
      let time = line.time.map { " at \($0.microseconds)" } ?? ""
      return "\(line.price.ticks)\(time), \(line.quantity.steps)"
    } catch {
      return error.description
    }
  }

  /// Ticks of 0.1, steps of 0.001.
  @Test(arguments: [
    ("30000.5", "300005, 0"), ("  30000.50 \r", "300005, 0"), ("30000", "300000, 0"),
    ("1723075200123,30000.5", "300005 at 1723075200123000, 0"),
    ("1723075200123456, 30000.5 , 0.0129", "300005 at 1723075200123456, 12"),
    ("1723075200123456789,30000.5,2", "300005 at 1723075200123456, 2000"),
    ("1723075200,30000.5", "300005 at 1723075200000000, 0"),
    ("1723075200.123456,30000.5", "300005 at 1723075200123456, 0"),
    ("2024-08-08T00:00:00.25Z,30000.5", "300005 at 1723075200250000, 0"),
    (#"{"price": 30000.5}"#, "300005, 0"),
    (#"{"price":"30000.5","time":1723075200123}"#, "300005 at 1723075200123000, 0"),
    (
      #"{"quantity":"0.5","time":"2024-08-08T00:00:00Z","price":30000.5,"symbol":"BTCUSDT"}"#,
      "300005 at 1723075200000000, 500"
    ),
  ])
  func aLineIsAPrice(_ text: String, _ expected: String) { #expect(read(text) == expected) }

  @Test(arguments: [
    ("", "empty"), ("   ", "empty"), ("price", "\"price\" is no price"),
    ("30000,5,1,2", "4 fields; write price, or time,price, or time,price,quantity"),
    ("3e4", "\"3e4\" is no price"), ("+30000", "\"+30000\" is no price"),
    ("30 000", "\"30 000\" is no price"),
    ("nan", "\"nan\" is no price"), ("0", "the price 0 is not positive"),
    ("-30000", "the price -30000 is not positive"),
    ("30000.55", "the price 30000.55 is not on the grid of 0.1, or too large"),
    ("999999999999", "the price 999999999999 is not on the grid of 0.1, or too large"),
    ("30,000", "\"30\" is no time"), ("yesterday,30000", "\"yesterday\" is no time"),
    ("1723075200123,30000,-1", "\"-1\" is no quantity"), ("1723075200123,30000,", "\"\" is no quantity"),
    (#"{"price": 30000.5"#, "not a JSON object"), (#"{"Price": 30000.5}"#, "the object has no \"price\""),
    (#"{"price": [1]}"#, "\"price\" is neither a number nor a text"),
    (#"{"price": null}"#, "\"price\" is neither a number nor a text"),
    (#"{"price": 30000.500000000000000000001}"#, "\"30000.500000000000000000\" is no price"),
    ("\u{FF13}0000", "\"\u{FF13}0000\" is no price"),
  ])
  func anythingElseIsNone(_ text: String, _ expected: String) { #expect(read(text) == expected) }

  /// The quick reading says what the full one says, or nothing.
  @Test func theQuickReadingAgrees() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = Bits(generator: SeededGenerator(seed: seed))
    var quick = 0
    let signs = Array("0123456789.,. -e")
    for _ in 0..<20_000 {
      var text =
        ["1723075200123,", "1723075200123456,", "172307520012,", "", ""].randomElement(using: &random) ?? ""
      text +=
        ["30000.5", "0.5", "30000", "30000.50", "30000.55", "0", "007.5", "99999999999.5"]
        .randomElement(using: &random) ?? ""
      text += ["", "", ",0.5", ",1.2345", ",", ",0"].randomElement(using: &random) ?? ""
      if Bool.random(using: &random), let sign = signs.randomElement(using: &random) {
        let place = text.index(text.startIndex, offsetBy: Int.random(in: 0...text.count, using: &random))
        text.insert(sign, at: place)
      }
      guard let line = PlainLine(bitcoin).read(Array(text.utf8)[...]) else { continue }
      quick += 1
      #expect(try line == PipedLine.read(Array(text.utf8), bitcoin), "seed \(seed): \(text)")
    }
    #expect(quick > 2_000, "seed \(seed): only \(quick) lines were of the usual kind")
  }

  @Test func bytesThatAreNoTextAreNone() {
    #expect(throws: PipedLine.Fault.self) { try PipedLine.read([0xFF, 0x33], bitcoin) }
  }
}

/// The market's generator for the standard library's draws.
private struct Bits: RandomNumberGenerator {
  var generator: SeededGenerator

  mutating func next() -> UInt64 { generator.next() }
}
