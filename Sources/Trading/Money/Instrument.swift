/// A linear futures contract as a venue trades it: the grid, the limits, the fees and the maintenance tiers.
///
/// The only place where price is multiplied by quantity.
public struct Instrument: Hashable, Sendable, Codable {
  /// One step of the venue's maintenance margin: `notional · rate − deduction` from `floor` upward.
  public struct Tier: Hashable, Sendable, Codable {
    public var floor: Cash
    public var rate: Rate
    public var deduction: Cash

    public init(floor: Cash, rate: Rate, deduction: Cash) {
      self.floor = floor
      self.rate = rate
      self.deduction = deduction
    }
  }

  /// `venue:symbol`, the full name.
  public var name: String
  /// Digits behind the point of a price.
  public var priceDigits: Int
  /// Size of one tick in units of 10⁻`priceDigits`.
  public var tickUnits: Int
  /// Digits behind the point of a quantity.
  public var quantityDigits: Int
  /// Size of one step in units of 10⁻`quantityDigits`.
  public var stepUnits: Int
  public var smallestQuantity: Quantity
  public var largestQuantity: Quantity
  /// The smallest notional of an order that is not reduce-only.
  public var smallestNotional: Cash
  public var makerFee: Rate
  public var takerFee: Rate
  public var largestLeverage: Int
  /// In rising order of `floor`, the first at zero.
  public var tiers: [Tier]

  public init(
    name: String, priceDigits: Int, tickUnits: Int = 1, quantityDigits: Int, stepUnits: Int = 1,
    smallestQuantity: Quantity, largestQuantity: Quantity, smallestNotional: Cash,
    makerFee: Rate, takerFee: Rate, largestLeverage: Int, tiers: [Tier]
  ) {
    precondition(priceDigits + quantityDigits <= 10, "a fee must be a whole number of cash units")
    precondition(priceDigits >= 0 && quantityDigits >= 0 && tickUnits > 0 && stepUnits > 0)
    self.name = name
    self.priceDigits = priceDigits
    self.tickUnits = tickUnits
    self.quantityDigits = quantityDigits
    self.stepUnits = stepUnits
    self.smallestQuantity = smallestQuantity
    self.largestQuantity = largestQuantity
    self.smallestNotional = smallestNotional
    self.makerFee = makerFee
    self.takerFee = takerFee
    self.largestLeverage = largestLeverage
    self.tiers = tiers
  }

  /// The name without its venue.
  public var symbol: String { String(name.split(separator: ":").last ?? "") }

  /// What one tick on one step is worth.
  public var tickStepValue: Cash {
    let scale = (0..<(18 - priceDigits - quantityDigits)).reduce(Int128(1)) { value, _ in value * 10 }
    return Cash(units: scale * Int128(tickUnits) * Int128(stepUnits))
  }

  /// Price times quantity.
  public func notional(_ price: Price, _ quantity: Quantity) -> Cash {
    Cash(units: tickStepValue.units * Int128(price.ticks) * Int128(quantity.steps))
  }

  /// Price times quantity for a price that is not yet rounded, exact, in cash units.
  public func notional(_ ticks: Ratio, _ quantity: Quantity) -> Ratio {
    ticks * Ratio(tickStepValue.units * Int128(quantity.steps), over: 1)
  }

  /// The price distance, in ticks, that is worth `amount` (in cash units) on a quantity.
  public func ticks(worth amount: Ratio, on quantity: Quantity) -> Ratio {
    amount / Ratio(tickStepValue.units * Int128(quantity.steps), over: 1)
  }

  /// The maintenance tier of a position of this notional.
  public func tier(notional: Ratio) -> Tier {
    tiers.last { $0.floor.ratio <= notional } ?? Tier(floor: .zero, rate: .zero, deduction: .zero)
  }

  /// Ticks in a decimal price, exact or not on the grid.
  public func ticks(_ decimal: Decimal18) -> Ratio {
    Ratio(decimal.units, over: Instrument.units(tickUnits, digits: priceDigits))
  }

  /// Steps in a decimal quantity, exact or not on the grid.
  public func steps(_ decimal: Decimal18) -> Ratio {
    Ratio(decimal.units, over: Instrument.units(stepUnits, digits: quantityDigits))
  }

  /// Units of 10⁻¹⁸ in a number of units of 10⁻`digits`.
  private static func units(_ count: Int, digits: Int) -> Int128 {
    (digits..<18).reduce(Int128(count)) { value, _ in value * 10 }
  }

  /// A decimal price on the grid, or nil.
  public func price(_ decimal: Decimal18) -> Price? {
    let exact = ticks(decimal)
    guard exact.denominator == 1, exact.numerator > 0, exact.numerator <= Int128(Price.largest.ticks) else {
      return nil
    }
    return Price(ticks: Int(exact.numerator))
  }

  /// The decimal that spells a price.
  public func decimal(_ price: Price) -> Decimal18 {
    Decimal18(units: Int128(price.ticks) * Instrument.units(tickUnits, digits: priceDigits))
  }

  /// A decimal quantity on the grid, or nil.
  public func quantity(_ decimal: Decimal18) -> Quantity? {
    let exact = steps(decimal)
    guard exact.denominator == 1, exact.numerator > 0, exact.numerator <= Int128(Quantity.largest.steps)
    else { return nil }
    return Quantity(steps: Int(exact.numerator))
  }
}
