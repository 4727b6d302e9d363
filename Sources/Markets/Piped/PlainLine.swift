import Trading

/// The usual line, read without making texts of it: a price in digits, before it perhaps a time in milliseconds or
/// microseconds, behind it perhaps a quantity. Whatever else a line may be is left to `PipedLine.read`.
struct PlainLine {
  private let priceScale: Scale
  private let quantityScale: Scale

  /// A grid: whole multiples of `unit` in 10^-`digits`.
  private struct Scale {
    let digits: Int
    let unit: Int64
  }

  private static let powers: [Int64] = [
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
  ]

  init(_ instrument: Instrument) {
    priceScale = Scale(digits: instrument.priceDigits, unit: Int64(instrument.tickUnits))
    quantityScale = Scale(digits: instrument.quantityDigits, unit: Int64(instrument.stepUnits))
  }

  /// Nil for a line that is not of the usual kind, and for one that is no price.
  func read(_ bytes: ArraySlice<UInt8>) -> PipedLine? {
    var place = bytes.startIndex
    guard let first = decimal(bytes, &place) else { return nil }
    if place == bytes.endIndex { return line(first, time: nil, quantity: .zero) }
    guard first.fraction == 0, comma(bytes, &place), let time = time(first),
      let price = decimal(bytes, &place)
    else { return nil }
    if place == bytes.endIndex { return line(price, time: time, quantity: .zero) }
    guard comma(bytes, &place), let amount = decimal(bytes, &place), place == bytes.endIndex,
      let quantity = steps(amount)
    else { return nil }
    return line(price, time: time, quantity: quantity)
  }

  /// All digits of a decimal number as one, how many of them stand behind the point, and how many before it.
  private struct Digits {
    var value: Int64 = 0
    var whole = 0
    var fraction = 0
  }

  /// Up to 17 digits, so that nothing overflows.
  private func decimal(_ bytes: ArraySlice<UInt8>, _ place: inout Int) -> Digits? {
    var digits = Digits()
    var isBehindPoint = false
    while place < bytes.endIndex {
      let byte = bytes[place]
      if byte == UInt8(ascii: "."), !isBehindPoint, digits.whole > 0 {
        isBehindPoint = true
      } else if byte &- 48 <= 9, digits.whole + digits.fraction < 17 {
        digits.value = digits.value * 10 + Int64(byte - 48)
        if isBehindPoint { digits.fraction += 1 } else { digits.whole += 1 }
      } else {
        break
      }
      place += 1
    }
    guard digits.whole > 0, digits.whole <= 13 || !isBehindPoint, !isBehindPoint || digits.fraction > 0 else {
      return nil
    }
    return digits
  }

  private func comma(_ bytes: ArraySlice<UInt8>, _ place: inout Int) -> Bool {
    guard place < bytes.endIndex, bytes[place] == UInt8(ascii: ",") else { return false }
    place += 1
    return true
  }

  private func time(_ digits: Digits) -> Timestamp? {
    switch digits.whole {
    case 13: Timestamp(microseconds: digits.value * 1000)
    case 16: Timestamp(microseconds: digits.value)
    default: nil
    }
  }

  private func line(_ digits: Digits, time: Timestamp?, quantity: Quantity) -> PipedLine? {
    guard let units = units(digits, priceScale), units.isExact,
      (1...Int64(Price.largest.ticks)).contains(units.count)
    else { return nil }
    return PipedLine(price: Price(ticks: Int(units.count)), time: time, quantity: quantity)
  }

  private func steps(_ digits: Digits) -> Quantity? {
    guard let units = units(digits, quantityScale), units.count < 1 << 50 else { return nil }
    return Quantity(steps: Int(units.count))
  }

  /// The number in units of the grid, rounded down, and whether it lies on it.
  private func units(_ digits: Digits, _ scale: Scale) -> (count: Int64, isExact: Bool)? {
    let shift = scale.digits - digits.fraction
    guard (-9...9).contains(shift) else { return nil }
    var value = digits.value
    var isExact = true
    if shift >= 0 {
      let (product, overflow) = value.multipliedReportingOverflow(by: Self.powers[shift])
      if overflow { return nil }
      value = product
    } else {
      isExact = value % Self.powers[-shift] == 0
      value /= Self.powers[-shift]
    }
    return (value / scale.unit, isExact && value % scale.unit == 0)
  }
}
