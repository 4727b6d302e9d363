/// What of a sentence only its plan or its trade can tell: prices and quantities on the instrument's grid,
/// and tranches and targets that exist. For the reader of plans and for the command line.
public struct SentenceCheck: Sendable {
  public var instrument: Instrument
  /// The planned total, where it is known.
  public var size: Quantity?
  /// How many there are to speak of; nil leaves that unchecked.
  public var tranches: Int?
  public var targets: Int?

  public init(instrument: Instrument, size: Quantity?, tranches: Int?, targets: Int?) {
    self.instrument = instrument
    self.size = size
    self.tranches = tranches
    self.targets = targets
  }

  /// What is wrong, in the order of the sentence.
  public func errors(_ parts: [SentencePart]) -> [SentenceError] {
    var errors: [SentenceError] = []
    for part in parts {
      guard let (message, remedy) = problem(part.content) else { continue }
      let error = SentenceError(part, message, remedy: remedy)
      // The equal parts of a method are all wrong in the same way.
      if !errors.contains(error) { errors.append(error) }
    }
    return errors
  }

  /// The price of a decimal, or why it is none.
  public func problem(price: Decimal18) -> (message: String, remedy: String)? {
    guard instrument.price(price) == nil else { return nil }
    let exact = instrument.ticks(price)
    let largest = instrument.text(Price.largest)
    guard exact <= Ratio(Price.largest.ticks) else {
      return ("\(price) is no price of \(instrument.name)", "the largest is \(largest)")
    }
    guard exact.denominator != 1 else {
      return ("\(price) is no price of \(instrument.name)", "a price is more than nothing")
    }
    let near = [exact.roundedDown, exact.roundedUp].filter { (1...Price.largest.ticks).contains($0) }
      .map { instrument.text(Price(ticks: $0)) }
    let tick = NumberText.fixed(Int128(instrument.tickUnits), digits: instrument.priceDigits)
    return (
      "\(price) is not on the grid of \(instrument.name), whose tick is \(tick)",
      "the nearest: \(near.joined(separator: " and "))"
    )
  }

  /// Why a decimal is no quantity of the instrument.
  public func problem(quantity: Decimal18) -> (message: String, remedy: String)? {
    guard instrument.quantity(quantity) == nil else { return nil }
    let step = instrument.text(Quantity(steps: 1))
    let exact = instrument.steps(quantity)
    guard exact.denominator != 1, exact <= Ratio(Quantity.largest.steps) else {
      return ("\(quantity) is no quantity of \(instrument.name)", "it is too large, or nothing")
    }
    let near = [exact.roundedDown, exact.roundedUp].filter { $0 > 0 }
      .map { instrument.text(Quantity(steps: $0)) }
    return (
      "\(quantity) is not on the grid of \(instrument.name), whose step is \(step)",
      "the nearest: \(near.joined(separator: " and "))"
    )
  }

  private func problem(_ content: SentencePart.Content) -> (message: String, remedy: String)? {
    switch content {
    case .then, .enterNext, .news, .away: nil
    case .level(let level, _): problem(level)
    case .tranche(let number): missing(number, of: tranches, "tranche")
    case .target(let number): missing(number, of: targets, "target")
    case .take(.quantity(let value)): problem(quantity: value)
    case .entry(.quantity(let value)): problem(quantity: value) ?? tooLarge(.quantity(value))
    case .take: nil
    case .entry(let amount): tooLarge(amount)
    }
  }

  private func problem(_ level: Level) -> (message: String, remedy: String)? {
    switch level.base {
    case .price(let value): problem(price: value)
    case .tranche(let number): missing(number, of: tranches, "tranche")
    case .target(let number): missing(number, of: targets, "target")
    default: nil
    }
  }

  private func missing(_ number: Int, of count: Int?, _ kind: String) -> (message: String, remedy: String)? {
    guard let count, number > count else { return nil }
    let there = count == 0 ? "there are no \(kind)s" : "the last is \(kind) \(count)"
    return ("there is no \(kind) \(number)", there)
  }

  /// The venue takes no order above its largest quantity, and a tranche is one order.
  private func tooLarge(_ amount: Amount) -> (message: String, remedy: String)? {
    guard let steps = amount.steps(of: size, on: instrument), steps > instrument.largestQuantity.steps else {
      return nil
    }
    return (
      "\(amount) is \(instrument.text(Quantity(steps: steps))), too much for one order",
      "\(instrument.name) takes at most \(instrument.text(instrument.largestQuantity)); use more tranches"
    )
  }
}

extension Amount {
  /// Whole steps, rounded down; nil for a share of a size that is not known or a quantity off the grid.
  func steps(of size: Quantity?, on instrument: Instrument) -> Int? {
    switch self {
    case .quantity(let value): return instrument.quantity(value)?.steps
    case .percent(let value):
      return size.map { (Ratio($0.steps) * value.ratio / Ratio(100)).roundedDown }
    case .fraction(let part, let whole):
      return size.map { (Ratio($0.steps) * Ratio(Int128(part), over: Int128(whole))).roundedDown }
    }
  }
}

extension SentenceError {
  /// An error at a part of a sentence that was read.
  init(_ part: SentencePart, _ message: String, remedy: String) {
    self.init(column: part.column, length: part.length, message: message, hint: remedy)
  }
}
