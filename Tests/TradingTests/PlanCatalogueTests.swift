import Testing

@testable import Trading

@Test func contractsAreFoundByName() throws {
  #expect(try Catalogue.builtIn.instrument("BTCUSDT").name == "binance:BTCUSDT")
  #expect(try Catalogue.builtIn.instrument("bybit:btcusdt").name == "bybit:BTCUSDT")
  let slip = try #require(throws: Catalogue.Unknown.self) { try Catalogue.builtIn.instrument("ETHUSTD") }
  #expect(slip.nearest == "binance:ETHUSDT")
  let other = try #require(throws: Catalogue.Unknown.self) { try Catalogue.builtIn.instrument("DOGEUSDT") }
  #expect(other.nearest == nil)
  #expect(other.known.count == 5)
}

@Test func contractsAreWhole() {
  for instrument in Catalogue.builtIn.instruments {
    #expect(instrument.priceDigits + instrument.quantityDigits <= 10)
    #expect(instrument.smallestQuantity < instrument.largestQuantity)
    #expect(instrument.makerFee < instrument.takerFee)
    #expect(instrument.tiers.first?.floor == .zero && instrument.tiers.first?.deduction == .zero)
    for (lower, upper) in zip(instrument.tiers, instrument.tiers.dropFirst()) {
      #expect(lower.floor < upper.floor && lower.rate < upper.rate)
      let below = upper.floor * lower.rate - lower.deduction
      #expect(
        below == upper.floor * upper.rate - upper.deduction, "the margin must not jump at a tier's floor")
    }
  }
}

/// Deductions as the venue publishes them, against those that follow from floors and rates.
@Test(arguments: [
  ("BTCUSDT", 12_000_000, 131_450), ("BTCUSDT", 480_000_000, 26_481_450), ("BTCUSDT", 49_999, 0),
  ("ETHUSDT", 65_000_000, 2_006_450), ("SOLUSDT", 100_000, 380), ("XRPUSDT", 10_000, 15),
]) func deductionsFollow(name: String, notional: Int, deduction: Int) throws {
  let instrument = try Catalogue.builtIn.instrument(name)
  #expect(instrument.tier(notional: Cash(whole: notional).ratio).deduction == Cash(whole: deduction))
}

@Test func pricesFitTheGrid() throws {
  let ripple = try Catalogue.builtIn.instrument("XRPUSDT")
  #expect(try ripple.price(#require(Decimal18("2.1234"))) == Price(ticks: 21_234))
  #expect(try ripple.price(#require(Decimal18("2.12345"))) == nil)
  let solana = try Catalogue.builtIn.instrument("SOLUSDT")
  #expect(try solana.quantity(#require(Decimal18("1.5"))) == nil)
  #expect(solana.smallestNotional == Cash(whole: 5))
}
