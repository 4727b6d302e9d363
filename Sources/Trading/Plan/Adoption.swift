/// An open position that a trade takes over: `adopt: 0.500 at 30120, stop 29300, r 700, since 2026-11-20T14:00Z,
/// realised 125.50`.
public struct Adoption: Hashable, Sendable {
  public var quantity: Quantity
  /// Average entry, which may lie off the grid; nil is `now`, the price at hand.
  public var price: Decimal18?
  /// Nil is the plan's `stop:`.
  public var stop: Price?
  /// The distance of 1R in ticks, where the stop no longer tells it.
  public var oneR: Int?
  /// When it was first filled; nil is the first price.
  public var since: Timestamp?
  /// What it has realised so far, net; starts the result.
  public var realised: Cash

  public init(quantity: Quantity, price: Decimal18?, stop: Price? = nil) {
    self.quantity = quantity
    self.price = price
    self.stop = stop
    oneR = nil
    since = nil
    realised = .zero
  }
}

/// Reads an adoption: a quantity with `at` or `@` and a price, then parts with a comma before each.
struct AdoptionReader {
  private let text: String
  private let instrument: Instrument

  private struct Part {
    var words: [Substring]
    /// Of the first word, counted from 1.
    var column: Int
    var length: Int
  }

  init(_ text: String, _ instrument: Instrument) {
    self.text = text
    self.instrument = instrument
  }

  func read() throws(SentenceError) -> Adoption {
    let parts = self.parts
    guard let first = parts.first else {
      throw SentenceError(column: 1, length: 1, message: Self.form, hint: Self.example)
    }
    var adoption = try position(first)
    var seen: Set<Substring> = []
    for part in parts.dropFirst() {
      let key = part.words.first ?? ""
      guard part.words.count == 2, let value = part.words.last else {
        throw error(part, "\"\(key)\" needs one value")
      }
      guard seen.insert(key).inserted else { throw error(part, "\"\(key)\" stands twice") }
      try take(key, value, part, &adoption)
    }
    return adoption
  }

  private static let form = "an open position is a quantity and its average price"
  private static let example = "write 0.500 at 30120, stop 29300"

  private var parts: [Part] {
    var parts: [Part] = []
    var column = 1
    for piece in text.split(separator: ",", omittingEmptySubsequences: false) {
      let lead = piece.prefix { $0 == " " }.count
      let words = piece.split(separator: " ")
      parts.append(Part(words: words, column: column + lead, length: max(1, piece.count - lead)))
      column += piece.count + 1
    }
    return parts
  }

  private func position(_ part: Part) throws(SentenceError) -> Adoption {
    let words = part.words.flatMap { $0.split(separator: "@", omittingEmptySubsequences: false) }
    let isShort = part.words.count == 1 && words.count == 2
    guard isShort || (words.count == 3 && words[1] == "at"), let amount = words.first, let at = words.last
    else {
      throw error(part, Self.form, hint: Self.example)
    }
    guard let decimal = Decimal18(amount), let quantity = instrument.quantity(decimal) else {
      let step = instrument.text(Quantity(steps: 1))
      throw error(
        part, "\"\(amount)\" is no quantity of \(instrument.symbol)", hint: "it counts in steps of \(step)")
    }
    if at == "now" { return Adoption(quantity: quantity, price: nil) }
    let digits = max(instrument.priceDigits, 10 - instrument.quantityDigits)
    guard let price = Decimal18(at), price.units > 0, price.ratio < Ratio(Price.largest.ticks),
      price.units % (Cash.scale / NumberText.power(of: digits)) == 0
    else {
      throw error(
        part, "\"\(at)\" is no price", hint: "write a price with at most \(digits) decimals, or now")
    }
    return Adoption(quantity: quantity, price: price)
  }

  private func take(
    _ key: Substring, _ value: Substring, _ part: Part, _ adoption: inout Adoption
  ) throws(SentenceError) {
    switch key {
    case "stop":
      guard let price = Decimal18(value).flatMap({ instrument.price($0) }) else {
        throw error(part, "\"\(value)\" is no price of \(instrument.symbol)")
      }
      adoption.stop = price
    case "r":
      guard let distance = Decimal18(value).flatMap({ instrument.price($0) }) else {
        throw error(
          part, "\"\(value)\" is no distance", hint: "r is the distance of 1R in price, such as 700")
      }
      adoption.oneR = distance.ticks
    case "since":
      guard let time = Timestamp(utc: String(value)) else {
        throw error(part, "\"\(value)\" is no time", hint: "write 2026-11-20T14:00Z")
      }
      adoption.since = time
    case "realised":
      guard let amount = Decimal18(value) else {
        throw error(part, "\"\(value)\" is no amount", hint: "write 125.50, or -125.50 for a loss")
      }
      adoption.realised = Cash(units: amount.units)
    default:
      throw error(part, "\"\(key)\" is not understood here", hint: "known are stop, r, since and realised")
    }
  }

  private func error(_ part: Part, _ message: String, hint: String = "write 0.500 at 30120, stop 29300")
    -> SentenceError
  {
    // The parts are taken from the text as they are, and a message may be shown on a terminal.
    SentenceError(
      column: part.column, length: part.length, message: SentenceText.visible(message), hint: hint)
  }
}

extension Plan {
  /// Takes over an open position, as `--position` says it: `0.500@30120`, `0.500@now`, or all that `adopt:` takes.
  public mutating func adopt(_ text: String) throws(SentenceError) {
    adoption = try AdoptionReader(text, instrument).read()
  }
}
