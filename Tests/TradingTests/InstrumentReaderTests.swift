import StrictYAML
import Testing

@testable import Trading

private let base = ["tick: 0.01", "step: 0.1", "maker: 0.02%", "taker: 0.05%"]

/// A contract of these lines, and of the required ones that they do not replace.
private func contract(_ lines: [String], name: String = "SOLUSDT") -> String {
  func key(_ line: String) -> Substring { line.prefix { $0 != ":" } }
  let given = Set(lines.map(key))
  let all = lines + base.filter { !given.contains(key($0)) }
  return "\(name):\n" + all.map { "  \($0)\n" }.joined()
}

private func read(_ text: String) throws -> [InstrumentReader.Entry] {
  try InstrumentReader.entries(StrictYAML.document(text))
}

/// What a text is refused with, one line an error.
private func errors(_ text: String) throws -> [String] {
  do {
    _ = try read(text)
    return []
  } catch let error as PlanErrors {
    return error.errors.map { error in
      let place = error.place.map { "\($0.line):\($0.column): " } ?? ""
      return place + error.message + "; " + error.remedy
    }
  }
}

@Test func figuresAreExact() throws {
  let text = """
    solusdt:
      tick: 0.010
      step: 0.1
      minimum notional: 5
      minimum quantity: 0.2
      maximum quantity: 10,000
      maker: -0.005%
      taker: 0.05%
      maximum leverage: 75
      tiers:
        - {from: 0, rate: 0.5%}
        - {from: 20000, rate: 0.65%}
        - {from: 100000, rate: 1%, deduction: 0}
    Kraken:XBT-USD:
      tick: 0.5
      step: 2
      maker: 0%
      taker: 0.05%
    """
  let entries = try read(text)
  #expect(entries.map(\.place) == [.init(line: 1, column: 1), .init(line: 14, column: 1)])
  let solana = try #require(entries.first).instrument
  #expect(
    solana
      == Instrument(
        name: "binance:SOLUSDT", priceDigits: 2, quantityDigits: 1, smallestQuantity: Quantity(steps: 2),
        largestQuantity: Quantity(steps: 100_000), smallestNotional: Cash(whole: 5),
        makerFee: Rate(e8: -5_000), takerFee: Rate(e8: 50_000), largestLeverage: 75,
        tiers: [
          .init(floor: .zero, rate: Rate(e8: 500_000), deduction: .zero),
          // 20,000 × (0.65% − 0.5%): the margin does not jump.
          .init(floor: Cash(whole: 20_000), rate: Rate(e8: 650_000), deduction: Cash(whole: 30)),
          .init(floor: Cash(whole: 100_000), rate: Rate(e8: 1_000_000), deduction: .zero),
        ]))
  let other = try #require(entries.last).instrument
  #expect(other.name == "kraken:XBT-USD" && other.symbol == "XBT-USD")
  #expect(other.priceDigits == 1 && other.tickUnits == 5)
  #expect(other.quantityDigits == 0 && other.stepUnits == 2)
}

@Test func whatAContractDoesNotSayHasItsDefault() throws {
  let solana = try #require(try read(contract([])).first).instrument
  #expect(solana.smallestNotional == .zero && solana.smallestQuantity == Quantity(steps: 1))
  #expect(solana.largestQuantity == .largest && solana.largestLeverage == 50)
  #expect(solana.tiers == [.init(floor: .zero, rate: .percent(1), deduction: .zero)])
  let tiers = "tiers: [{from: 0, rate: 0.4%}]"
  #expect(try read(contract([tiers])).first?.instrument.largestLeverage == 125)
}

/// One line too many, or in the place of a required one, and the only error.
private let badFigures: [(lines: [String], error: String)] = [
  (["tick: 0"], "2:9: tick: 0 is not above 0; write it like 0.01"),
  (["tick: -0.1"], "2:9: tick: -0.1 is not above 0; write it like 0.01"),
  (["tick: 2000000"], "2:9: tick: 2000000 is larger than 1,000,000; write it like 0.01"),
  (["tick: 1e-8"], "2:9: tick: \"1e-8\" is not understood; write it like 0.01"),
  (["tick: 1%"], "2:9: tick: \"1%\" is not understood; write it like 0.01"),
  (
    ["tick: 0,01"],
    "2:9: tick: in \"0,01\" a comma is a thousands mark and stands before exactly three digits;"
      + " write it like 0.01"
  ),
  (
    ["tick: 0.00000001", "step: 0.001"],
    "3:9: step: tick 0.00000001 and step 0.001 have 11 decimals together;"
      + " amounts are exact up to 10 together"
  ),
  (
    ["tick: 10", "step: 1"],
    "3:9: step: tick 10 times step 1 is more than 1; amounts are exact up to there;"
      + " is the step in contracts instead of coins?"
  ),
  (["maxmum quantity: 5"], "2:3: unknown key \"maxmum quantity\"; did you mean \"maximum quantity\"?"),
  (
    ["fees: 1%"],
    "2:3: unknown key \"fees\"; known are tick, step, minimum notional, minimum quantity, maximum quantity,"
      + " maker, taker, maximum leverage, tiers"
  ),
  (["maker: 0.02"], "2:10: maker: \"0.02\" is not understood; write it like 0.02%"),
  (["taker: 11%"], "2:10: taker: a fee is at most 10%; write it like 0.05%"),
  (["taker: 0.0000001%"], "2:10: taker: 0.0000001% has more than 6 decimals; round it"),
  (["minimum notional: -5"], "2:21: minimum notional: -5 is out of range; write 0 to 1,000,000,000"),
  (
    ["minimum quantity: 0.15"],
    "2:21: minimum quantity: 0.15 is not on the grid, whose step is 0.1; write a multiple of the step"
  ),
  (
    ["minimum quantity: 2", "maximum quantity: 1"],
    "3:21: maximum quantity: it is below the minimum quantity; write the larger of the two"
  ),
  (
    ["maximum quantity: 2000000000"],
    "2:21: maximum quantity: 2000000000 is more than 10,000,000,000 steps;"
      + " write less, or take the line out: that is no limit"
  ),
  (
    ["maximum leverage: 100"],
    "2:21: maximum leverage: 100 is out of range; write a whole number from 1 to 99"
  ),
  (
    ["tiers: 5"],
    "2:10: tiers: these are a list; write a line \"- {from: 0, rate: 0.5%}\" for each, or take the key out"
  ),
  (["tiers: [5]"], "2:11: tiers: a tier is a notional and a rate; write {from: 0, rate: 0.5%}"),
  (
    ["tiers: [{from: 10, rate: 1%}]"],
    "2:18: from: the first tier begins at 10; the first tier is from 0"
  ),
  (
    ["tiers: [{from: 0, rate: 1%}, {from: 0, rate: 2%}]"],
    "2:39: from: 0 does not follow 0; put the tiers in rising order"
  ),
  (
    ["tiers: [{from: 0, rate: 1%}, {from: 5, rate: 0.5%}]"],
    "2:48: rate: 0.5% is out of range; write more than 1%, and less than 100%"
  ),
  (
    ["tiers: [{from: 0}]"],
    "2:11: \"rate\" is missing; add \"rate:\", the maintenance rate, such as 0.5%"
  ),
  (
    ["tiers: [{from: 0, rate: 1%, deduction: 1}]"],
    "2:42: deduction: 1 is out of range; write 0 to 0, or take it out: it follows from the rates"
  ),
]

@Test(arguments: badFigures) func badFiguresNamePlaceAndRemedy(_ lines: [String], _ error: String) throws {
  #expect(try errors(contract(lines)) == [error])
}

private let badTexts: [(text: String, errors: [String])] = [
  (
    contract([], name: "SOL USDT"),
    [
      "1:1: \"SOL USDT\" cannot name an instrument;"
        + " write VENUE:SYMBOL or SYMBOL, of letters, digits, -, _ and ."
    ]
  ),
  (
    contract([]) + contract([], name: "binance:solusdt"),
    ["6:1: binance:SOLUSDT stands twice; take one out"]
  ),
  (
    "SOLUSDT: 0.01",
    [
      "1:10: an instrument is a list of keys with values;"
        + " write \"tick: 0.01\" and the others below its name, indented"
    ]
  ),
  (
    "- SOLUSDT",
    [
      "1:1: instruments are names with figures;"
        + " begin with \"SYMBOL:\", and below it, indented, \"tick: 0.01\" and the others"
    ]
  ),
  (
    "SOLUSDT:\n  tick: 0.01\n  step: x",
    [
      "2:3: \"maker\" is missing; add \"maker:\", the fee of resting orders, such as 0.02%",
      "2:3: \"taker\" is missing; add \"taker:\", the fee of market orders, such as 0.05%",
      "3:9: step: \"x\" is not understood; write it like 0.001",
    ]
  ),
]

@Test(arguments: badTexts) func allErrorsAreTold(_ text: String, _ expected: [String]) throws {
  #expect(try errors(text) == expected)
}

@Test func theUsersOwnReplacesTheBuiltIn() throws {
  let own = try read(contract([]) + contract([], name: "okx:PEPEUSDT")).map(\.instrument)
  let catalogue = Catalogue.builtIn.adding(own)
  #expect(catalogue.instruments.count == Catalogue.builtIn.instruments.count + 1)
  #expect(try catalogue.instrument("solusdt").quantityDigits == 1)
  // A symbol that one venue alone has is probably meant there.
  let unknown = try #require(throws: Catalogue.Unknown.self) { try catalogue.instrument("pepeusdt") }
  #expect(unknown.nearest == "okx:PEPEUSDT")
  #expect(
    unknown.remedy == "did you mean \"okx:PEPEUSDT\"? known are binance:BTCUSDT, binance:ETHUSDT, "
      + "binance:SOLUSDT, binance:XRPUSDT, bybit:BTCUSDT, okx:PEPEUSDT; "
      + "a file can add others: tranche instruments --help")
}

/// The coarsest and the finest grids: no figure of a plan is too much for them.
@Test func extremeGridsHoldWhatAPlanCanSay() throws {
  let texts = [
    contract(["tick: 0.0000000001", "step: 1"]), contract(["tick: 1", "step: 0.0000000001"]),
    contract(["tick: 1000000", "step: 0.000001"]), contract(["tick: 0.000001", "step: 1000000"]),
  ]
  for text in texts {
    let instrument = try #require(try read(text).first).instrument
    #expect(instrument.notional(.largest, .largest) > .zero)
    for number in ["999999999999999.999999999999999999", "0.000000000000000001", "10000000000"] {
      let decimal = try #require(Decimal18(number))
      _ = instrument.price(decimal)
      _ = instrument.quantity(decimal)
      let check = SentenceCheck(instrument: instrument, size: nil, tranches: nil, targets: nil)
      _ = check.problem(price: decimal)
      _ = check.problem(quantity: decimal)
    }
  }
}
