/// The contracts that can be named in a plan: what the venue's public pages state about each, as of late
/// 2024. Grids, limits and tiers change; a plan states its own fees where they differ.
public struct Catalogue: Sendable {
  /// No instrument has this name.
  public struct Unknown: Error, Hashable, Sendable {
    public var name: String
    /// The name that was probably meant.
    public var nearest: String?
    /// Every name there is.
    public var known: [String]

    /// What to do about it: what was meant, what is known, and that a file can add to it.
    public var remedy: String {
      let meant = nearest.map { "did you mean \"\($0)\"? " } ?? ""
      let more = known.count > 12 ? " and \(known.count - 12) more" : ""
      return meant + "known are \(known.prefix(12).joined(separator: ", "))\(more); "
        + "a file can add others: tranche instruments --help"
    }
  }

  public var instruments: [Instrument]

  public init(_ instruments: [Instrument]) { self.instruments = instruments }

  /// The built-in contracts.
  public static let builtIn = Catalogue([
    binanceBitcoin, binanceEther, binanceSolana, binanceRipple, bybitBitcoin,
  ])

  /// The instrument of a name `venue:symbol`; a symbol alone means Binance. Case does not matter.
  public func instrument(_ name: String) throws(Unknown) -> Instrument {
    let full = (name.contains(":") ? name : "binance:" + name).lowercased()
    if let found = instruments.first(where: { $0.name.lowercased() == full }) { return found }
    let names = instruments.map(\.name)
    throw Unknown(name: name, nearest: elsewhere(name) ?? nearest(full), known: names)
  }

  /// This catalogue with contracts of the user's own: each replaces the one of its name, or follows the others.
  public func adding(_ own: [Instrument]) -> Catalogue {
    var all = instruments
    for instrument in own {
      if let index = all.firstIndex(where: { $0.name.lowercased() == instrument.name.lowercased() }) {
        all[index] = instrument
      } else {
        all.append(instrument)
      }
    }
    return Catalogue(all)
  }

  /// The one contract of a symbol that no venue was named for.
  private func elsewhere(_ symbol: String) -> String? {
    let found = instruments.filter { $0.symbol.lowercased() == symbol.lowercased() }
    return found.count == 1 ? found.first?.name : nil
  }

  /// Contracts' names are much alike, so only a slip of one or two keys counts as meant.
  private func nearest(_ full: String) -> String? {
    let ranked = instruments.map { instrument in
      (edits: Vocabulary.edits(from: full, to: instrument.name.lowercased()), name: instrument.name)
    }
    return ranked.filter { $0.edits <= 2 }.min { ($0.edits, $0.name) < ($1.edits, $1.name) }?.name
  }
}

extension Instrument {
  /// Tiers from their floors (quote currency) and rates (hundredths of a per cent). The deduction follows
  /// from them: it is what makes the margin rise without a jump where one tier ends and the next begins.
  static func tiers(_ steps: [(floor: Int, rate: Int)]) -> [Tier] {
    var deduction = Cash.zero
    var previous = Rate.zero
    return steps.map { step in
      let rate = Rate(e8: step.rate * 10_000)
      let floor = Cash(whole: step.floor)
      deduction += floor * Rate(e8: rate.e8 - previous.e8)
      previous = rate
      return Tier(floor: floor, rate: rate, deduction: deduction)
    }
  }

  fileprivate init(
    _ name: String, priceDigits: Int, quantityDigits: Int, largest: Int, notional: Int, taker: Int,
    leverage: Int, tiers: [Tier]
  ) {
    self.init(
      name: name, priceDigits: priceDigits, quantityDigits: quantityDigits,
      smallestQuantity: Quantity(steps: 1), largestQuantity: Quantity(steps: largest),
      smallestNotional: Cash(whole: notional), makerFee: Rate(e8: 20_000), takerFee: Rate(e8: taker),
      largestLeverage: leverage, tiers: tiers)
  }
}

/// 0.05%, the taker's fee of an ordinary account.
private let binanceTaker = 50_000

private let binanceBitcoin = Instrument(
  "binance:BTCUSDT", priceDigits: 1, quantityDigits: 3, largest: 1_000_000, notional: 100,
  taker: binanceTaker, leverage: 125,
  tiers: Instrument.tiers([
    (0, 40), (50_000, 50), (600_000, 65), (3_000_000, 100), (12_000_000, 200), (70_000_000, 250),
    (100_000_000, 500), (230_000_000, 1000), (480_000_000, 1250), (600_000_000, 1500),
    (800_000_000, 2500), (1_200_000_000, 5000),
  ]))

private let binanceEther = Instrument(
  "binance:ETHUSDT", priceDigits: 2, quantityDigits: 3, largest: 10_000_000, notional: 20,
  taker: binanceTaker, leverage: 125,
  tiers: Instrument.tiers([
    (0, 40), (50_000, 50), (600_000, 65), (3_000_000, 100), (12_000_000, 200), (50_000_000, 250),
    (65_000_000, 500), (150_000_000, 1000), (320_000_000, 1250), (400_000_000, 1500),
    (530_000_000, 2500), (800_000_000, 5000),
  ]))

private let binanceSolana = Instrument(
  "binance:SOLUSDT", priceDigits: 2, quantityDigits: 0, largest: 1_000_000, notional: 5,
  taker: binanceTaker, leverage: 100,
  tiers: Instrument.tiers([
    (0, 50), (20_000, 65), (100_000, 100), (800_000, 200), (4_000_000, 250), (8_000_000, 500),
    (40_000_000, 1000), (80_000_000, 1250), (100_000_000, 2500), (200_000_000, 5000),
  ]))

private let binanceRipple = Instrument(
  "binance:XRPUSDT", priceDigits: 4, quantityDigits: 1, largest: 10_000_000, notional: 5,
  taker: binanceTaker, leverage: 75,
  tiers: Instrument.tiers([
    (0, 50), (10_000, 65), (20_000, 100), (160_000, 200), (800_000, 250), (1_600_000, 500),
    (8_000_000, 1000), (16_000_000, 1250), (20_000_000, 2500), (40_000_000, 5000),
  ]))

/// Bybit counts one rate up to the first limit; what lies above it is not known here, and a single tier only
/// understates the margin of positions beyond two million.
private let bybitBitcoin = Instrument(
  "bybit:BTCUSDT", priceDigits: 1, quantityDigits: 3, largest: 100_000, notional: 5,
  taker: 55_000, leverage: 100, tiers: Instrument.tiers([(0, 50)]))
